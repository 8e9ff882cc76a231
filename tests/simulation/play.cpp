#include "tests/simulation/play.h"

#include <fmt/format.h>

#include "tests/simulation/act.h"
#include "tests/simulation/plan.h"

namespace parley::simulation {

namespace {

/// FNV-1a, 64 bits: a change of any octet on the disk changes the trace.
std::uint64_t digest(Bytes octets) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char octet : octets)
    hash = (hash ^ static_cast<unsigned char>(octet)) * 0x100000001b3;
  return hash;
}

}  // namespace

Outcome play(std::uint64_t seed, bool sabotaged) {
  const Plan plan = draw_plan(seed);
  Stage stage(plan);
  stage.ledger.forgetful = sabotaged;
  stage.trace.add(describe(plan));
  for (const ActPlan& act_plan : plan.acts) {
    Act act(stage, act_plan);
    act.run();
    const ByteString content = stage.files.content(stage.path);
    stage.trace.add(
        fmt::format("on the disk: {} octets, {:016x}", content.size(), digest(content)));
    if (stage.complaints.any()) break;
  }
  stage.trace.catch_up();
  stage.outcome.complaint = stage.complaints.first();
  stage.outcome.description = describe(plan);
  stage.outcome.events += stage.witness.lines.size();
  stage.outcome.trace = stage.trace.text();
  return stage.outcome;
}

}  // namespace parley::simulation
