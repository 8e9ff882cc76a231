#include "cli/selection.h"

#include <fmt/format.h>

#include "cli/local_time.h"
#include "cli/status_words.h"
#include "text/notation.h"

namespace parley::cli {

using event::Event;
using event::Kind;

Result<Selection> Selection::make(const Wanted& wanted, WallTime now) {
  Selection selection;
  selection.wanted_ = wanted;
  selection.now_ = now;
  if (!wanted.since.empty()) {
    if (auto time = parse_since(wanted.since, now, now); !time) return failure(time.error());
  }
  if (wanted.find.empty()) return selection;
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_encoding(re2::RE2::Options::EncodingLatin1);  // octets, as the rules match them
  auto pattern = std::make_shared<re2::RE2>(wanted.find, options);
  if (!pattern->ok()) {
    return failure(
        {ErrorClass::bad_input, 0,
         fmt::format("understand the expression '{}' after --find", text::excerpt(wanted.find)),
         text::excerpt(pattern->error())});
  }
  selection.pattern_ = std::move(pattern);
  return selection;
}

bool Selection::matches(const Event& event) {
  if (!wanted_.since.empty()) {
    // It was understood before; only the day is the file's.
    if (!since_) since_ = parse_since(wanted_.since, event.time, now_).value_or(event.time);
    if (event.time < *since_) return false;
  }
  if (wanted_.peer && event.peer != *wanted_.peer) return false;
  if (wanted_.connection && event.connection != *wanted_.connection) return false;
  if (pattern_) {
    const bool content = event.kind == Kind::received || event.kind == Kind::sent;
    const std::string words = content ? std::string() : status_words(event, std::nullopt);
    const Bytes searched = content ? event.bytes : Bytes(words);
    if (!re2::RE2::PartialMatch({searched.data(), searched.size()}, *pattern_)) return false;
  }
  ++matched_;
  return true;
}

}  // namespace parley::cli
