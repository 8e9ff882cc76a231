#include "cli/selection.h"

#include "cli/local_time.h"

namespace parley::cli {

Result<Selection> Selection::make(const Wanted& wanted, WallTime now) {
  if (!wanted.since.empty()) {
    if (auto time = parse_since(wanted.since, now, now); !time) return failure(time.error());
  }
  log::FilterSettings settings;
  if (wanted.peer) settings.peers.push_back(*wanted.peer);
  settings.text = wanted.find;
  settings.pattern = true;
  auto filter = log::Filter::make(std::move(settings));
  if (!filter) return failure(filter.error());
  return Selection(wanted, now, std::move(*filter));
}

bool Selection::matches(const event::Event& event) {
  if (!wanted_.since.empty()) {
    // It was understood before; only the day is the file's.
    if (!since_) since_ = parse_since(wanted_.since, event.time, now_).value_or(event.time);
    if (event.time < *since_) return false;
  }
  if (wanted_.connection && event.connection != *wanted_.connection) return false;
  if (!filter_.matches(event)) return false;
  ++matched_;
  return true;
}

}  // namespace parley::cli
