// Which events of a file are wanted: by peer, connection, time and content.
//
// Thread rule: one thread.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "event/event.h"
#include "log/filter.h"

namespace parley::cli {

class Selection {
 public:
  /// As typed; empty strings select nothing away. `now` is for times that count back from it.
  struct Wanted {
    std::optional<event::PeerId> peer;
    std::optional<event::ConnectionId> connection;
    std::string since;
    std::string find;
  };

  /// Errors (`bad_input`): the time or the expression cannot be understood.
  static Result<Selection> make(const Wanted& wanted, WallTime now);

  /// What `since` means, where that is known before the first event.
  void since(WallTime time) { since_ = time; }

  /// Events are asked for in their order, the first of the file first: a clock time is one of its
  /// day. What concerns no peer is not of a chosen one.
  bool matches(const event::Event& event);

  bool by_content() const { return !wanted_.find.empty(); }
  bool by_peer() const { return wanted_.peer || wanted_.connection; }

  /// For a source that can pass over what is of no interest. Valid as long as this object stays
  /// where it is.
  const log::Filter& filter() const { return filter_; }

  /// How many matched so far.
  std::uint64_t matched() const { return matched_; }

 private:
  Selection(Wanted wanted, WallTime now, log::Filter filter)
      : wanted_(std::move(wanted)), now_(now), filter_(std::move(filter)) {}

  Wanted wanted_;
  WallTime now_;
  std::optional<WallTime> since_;
  log::Filter filter_;
  std::uint64_t matched_ = 0;
};

/// Hands on what a selection wants.
class SelectedEvents final : public event::Sink {
 public:
  /// Both outlive this object.
  SelectedEvents(Selection& selection, event::Sink& sink) : selection_(selection), sink_(sink) {}

  event::Room offer(const event::Event& event) override {
    return selection_.matches(event) ? sink_.offer(event) : event::Room::more;
  }
  void on_drained(std::function<void()> notify) override { sink_.on_drained(std::move(notify)); }
  std::string_view name() const override { return sink_.name(); }

 private:
  Selection& selection_;
  event::Sink& sink_;
};

}  // namespace parley::cli
