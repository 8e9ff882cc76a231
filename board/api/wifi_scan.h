// A scan: which networks are in the air. One at a time; results stay until the next or `forget`.
//
// Limit: `networks_kept_max`; the weakest beyond it are not kept (a chip has memory for about as
// many).
//
// Thread rule: the board's one thread. Nothing here waits.
#pragma once

#include <functional>
#include <stddef.h>
#include <stdint.h>
#include <vector>

#include "board/stack/port.h"

namespace parley::board::api {

class Scan {
 public:
  static constexpr size_t networks_kept_max = 64;

  /// False: one is running. `only` may be NULL: all names.
  bool start(bool show_hidden, uint8_t channel, const char* only,
             std::function<void(int)> on_complete);

  /// The radio will not answer any more, or nobody waits for it.
  void give_up();
  void forget();

  bool running() const { return state_ == State::running; }

  /// A count, WIFI_SCAN_RUNNING or WIFI_SCAN_FAILED (there was none).
  int8_t outcome() const;

  /// NULL: there is no such index.
  const port::Network* network(size_t index) const;

  void radio_event(const port::RadioEvent& event);

  /// Tells who asked to be told, outside of everything; each turn.
  void turn();

 private:
  enum class State : uint8_t { none, running, done };

  State state_ = State::none;
  bool tell_ = false;
  char only_[port::ssid_bytes_max + 1] = {};
  std::vector<port::Network> networks_;
  std::function<void(int)> on_complete_;
};

Scan& scan();

}  // namespace parley::board::api
