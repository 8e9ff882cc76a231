// Which events of a file are wanted: by peer, connection, time and content.
//
// Thread rule: one thread.
#pragma once

#include <memory>
#include <optional>
#include <re2/re2.h>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "event/event.h"

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
  ///
  /// The expression is looked for in each chunk that was said on its own, or in the words of what
  /// else happened: what two reads cut is not found.
  bool matches(const event::Event& event);

  bool by_content() const { return pattern_ != nullptr; }

  /// How many matched so far.
  std::uint64_t matched() const { return matched_; }

 private:
  Wanted wanted_;
  WallTime now_;
  std::optional<WallTime> since_;
  std::shared_ptr<const re2::RE2> pattern_;
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
