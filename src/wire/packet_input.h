// Where a ladder has its packets from: a capture, what comes on standard input, an interface.
//
// Thread rule: one thread; nothing here blocks.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "record/capture.h"
#include "wire/frame.h"

namespace parley::wire {

struct InputFrame {
  Frame frame;
  bool rebuilt = false;     ///< of a recording of ours
  bool decoration = false;  ///< and it stands for no event
};

class PacketInput {
 public:
  virtual ~PacketInput() = default;

  /// The next one, valid until the next call; nothing: there is none now.
  virtual Result<std::optional<InputFrame>> next() = 0;

  /// True: after "there is none now" there will never be one.
  virtual bool ended() const = 0;

  /// Sentences about the whole for people, when it is over.
  virtual std::vector<std::string> remarks() { return {}; }
};

/// Errors: it is not there, or no capture, with what it is instead.
Result<std::unique_ptr<PacketInput>> file_input(const std::string& path, bool follow);

std::unique_ptr<PacketInput> standard_input();

/// Keeps what comes in `copy`, a new file, unless that is empty; a disk that does not take it ends
/// the capture. Errors: there is no such interface, this user may not, or `copy` cannot be made.
Result<std::unique_ptr<PacketInput>> live_input(const std::string& interface,
                                                const std::string& copy);

}  // namespace parley::wire
