// The simulated network keeps the contract, on a friendly wire and on many rough ones.
#include <gtest/gtest.h>

#include "net/datagrams_contract_test.h"
#include "net/sim_network.h"
#include "net/stream_contract_test.h"

namespace parley::net {
namespace {

using namespace std::chrono_literals;

/// Two computers, or one that talks with itself.
class Bench {
 public:
  Bench(std::uint64_t seed, const SimConditions& conditions, const char* client, const char* server)
      : world_(seed, conditions),
        client_(world_.host(*IpAddress::parse(client))),
        server_(world_.host(*IpAddress::parse(server))),
        bench_{*client_, *server_, *IpAddress::parse(server),
               [this](std::vector<Task<>>& tasks) { run(tasks); }} {}

  contract::Bench& get() { return bench_; }
  const std::string& trace() const { return world_.trace(); }

 private:
  void run(std::vector<Task<>>& tasks) {
    for (auto& task : tasks)
      task.start();
    const auto done = [&tasks] {
      return std::all_of(tasks.begin(), tasks.end(), [](const auto& task) { return task.done(); });
    };
    EXPECT_TRUE(world_.loop().run_until(done, 24h)) << "the conversation hangs\n" << trace();
  }

  SimWorld world_;
  std::unique_ptr<SimNetwork> client_;
  std::unique_ptr<SimNetwork> server_;
  contract::Bench bench_;
};

std::vector<contract::Case> all_cases() {
  auto cases = contract::stream_cases();
  const auto more = contract::datagrams_cases();
  cases.insert(cases.end(), more.begin(), more.end());
  return cases;
}

class SimContract : public testing::TestWithParam<contract::Case> {};

TEST_P(SimContract, HoldsOnAFriendlyWire) {
  Bench bench(1, {}, "10.0.0.7", "10.0.0.1");
  GetParam().run(bench.get());
}

TEST_P(SimContract, HoldsOnLoopback) {
  Bench bench(1, {}, "127.0.0.1", "127.0.0.1");
  GetParam().run(bench.get());
}

TEST_P(SimContract, HoldsOverIpv6) {
  Bench bench(1, {}, "fd00::7", "fd00::1");
  GetParam().run(bench.get());
}

INSTANTIATE_TEST_SUITE_P(Case, SimContract, testing::ValuesIn(all_cases()), contract::name);

/// Cases that do not count on an answer within a moment, nor on 20 KB in one write.
const contract::Case rough_cases[] = {
    {"echo", contract::echo_is_whole_and_in_order},
    {"half_closed_client", contract::half_closed_client_still_reads},
    {"half_closed_server", contract::half_closed_server_still_reads},
    {"close", contract::closing_delivers_what_was_written},
    {"abort", contract::abort_resets_the_readers_end},
    {"unread", contract::closing_with_unread_data_resets},
    {"full", contract::a_full_peer_makes_writes_wait},
    {"ends", contract::ends_know_each_other},
};

class SimRough : public testing::TestWithParam<contract::Case> {};

TEST_P(SimRough, HoldsOnAnyWire) {
  for (std::uint64_t seed = 1; seed <= 20 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    SimRandom random(seed);
    Bench bench(seed, rough_conditions(random), "10.0.0.7", "10.0.0.1");
    GetParam().run(bench.get());
  }
}

INSTANTIATE_TEST_SUITE_P(Case, SimRough, testing::ValuesIn(rough_cases), contract::name);

TEST(SimContract, ReplaysFromItsSeed) {
  const auto trace = [](std::uint64_t seed) {
    SimRandom random(7);
    Bench bench(seed, rough_conditions(random), "10.0.0.7", "10.0.0.1");
    contract::echo_is_whole_and_in_order(bench.get());
    return bench.trace();
  };
  const std::string first = trace(1);
  EXPECT_TRUE(first == trace(1));
  EXPECT_FALSE(first == trace(2));
}

}  // namespace
}  // namespace parley::net
