#include "explain/explain.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "explain/causes.h"
#include "explain/words.h"

namespace parley::explain {

namespace {

Cause cause_of(const Error& error, const Situation& situation) {
  if (about_serial(situation)) return serial(error, situation);
  switch (error.kind) {
    case ErrorClass::refused: return refused(error, situation);
    case ErrorClass::timeout: return timeout(error, situation);
    case ErrorClass::no_route: return no_route(situation);
    case ErrorClass::unreachable: return unreachable(error, situation);
    case ErrorClass::no_name: return no_name(error, situation);
    case ErrorClass::in_use: return in_use(situation);
    case ErrorClass::not_local: return not_local(situation);
    case ErrorClass::no_permission: return no_permission(error, situation);
    case ErrorClass::reset: return reset(error, situation);
    case ErrorClass::vanished: return vanished(situation);
    case ErrorClass::exhausted: return exhausted(error, situation);
    case ErrorClass::tls: return tls(error, situation);
    case ErrorClass::certificate: return certificate(error, situation);
    case ErrorClass::no_device: return no_file();
    case ErrorClass::not_admitted: return not_admitted(situation);
    case ErrorClass::peer_limit: return peer_limit(error, situation);
    case ErrorClass::queue_full: return queue_full();
    case ErrorClass::no_peer: return no_peer();
    case ErrorClass::bad_input: return bad_input(situation);
    case ErrorClass::expect: return expect();
    case ErrorClass::time_limit: return time_limit();
    case ErrorClass::not_recorded: return not_recorded();
    case ErrorClass::device:
    case ErrorClass::other: return other(error, situation);
  }
  return other(error, situation);
}

void add_part(std::string& text, std::string_view label, const std::string& part) {
  std::size_t start = 0;
  while (start < part.size()) {
    const std::size_t end = std::min(part.find('\n', start), part.size());
    text += start == 0 ? label : "        ";
    text.append(part, start, end - start);
    text += '\n';
    start = end + 1;
  }
}

}  // namespace

Explanation explain(const Error& error, const Situation& situation) {
  Cause cause = cause_of(error, situation);
  if (cause.verdict.empty()) cause.verdict = error_class_name(error.kind);
  return {to_string(error), std::move(cause.why), std::move(cause.next), std::move(cause.verdict),
          std::move(cause.undecided)};
}

std::string to_text(const Explanation& explanation) {
  std::string text = explanation.what + '\n';
  add_part(text, "  why:  ", explanation.why);
  add_part(text, "  next: ", explanation.next);
  return text;
}

}  // namespace parley::explain
