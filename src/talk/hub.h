// Where events get their number and their time and go to the sinks: the one stream of the house.
//
// When a sink says that it is full, `paused` becomes true and whoever reads from the network stops
// arming reads; nothing is dropped here. When it has drained, the readers are woken, and a pause
// that lasted longer than `limits::pause_silent_max` is told in an event: a recorder must not
// change the patient unseen.
//
// Thread rule: the loop's thread. Only the drained function given to a sink may be called
// elsewhere.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "event/event.h"
#include "net/loop.h"

namespace parley::talk {

class Hub {
 public:
  /// `resumed` is called when a pause ends.
  Hub(net::Loop& loop, std::function<void()> resumed);
  ~Hub();

  /// Before the first event. The sink outlives this object.
  void add_sink(event::Sink& sink);

  /// Before the first event: the numbers go on behind `number`.
  void number_from(std::uint64_t number) { number_ = number; }

  /// Fills in number and time, and offers the event to every sink in order.
  void emit(event::Event& event);

  /// An event of kind `noted` that concerns no peer.
  void note(std::string_view reason);

  bool paused() const { return paused_ != 0; }
  std::uint64_t events() const { return number_; }

 private:
  struct Listener {
    event::Sink* sink;
    bool full = false;
    SteadyTime full_since;
  };
  /// Outlives this object in the hands of sinks: they may call from their own threads at any time.
  struct Wakeups;

  void drained(std::size_t listener);

  net::Loop& loop_;
  std::function<void()> resumed_;
  std::vector<Listener> listeners_;
  std::shared_ptr<Wakeups> wakeups_;
  std::uint64_t number_ = 0;
  std::size_t paused_ = 0;  // how many listeners are full
};

}  // namespace parley::talk
