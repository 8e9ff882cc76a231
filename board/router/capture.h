// A capture of what boards sent and what reached them, as pcapng that Wireshark opens: one
// interface for each board, named "board NAME".
//
// Outbound is what the board sent, before its link did anything to it; with the comment "lost on
// the link" where the link lost it. Inbound is what reached the board, after its link. (What was on
// its way when a link was cut carries no comment: it was written when it was sent.) So the same
// packet is there twice when it went from one board to another, once at each end, as two sniffers
// would have it.
//
// Owner: the router. Thread rule: one thread. Limit: `capture_buffer_bytes` wait in memory, at most
// `capture_flush_after`; then write(2).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "board/router/frame.h"
#include "record/pcapng.h"

namespace parley::board::router {

inline constexpr std::size_t capture_buffer_bytes = 64 * 1024;
inline constexpr std::chrono::milliseconds capture_flush_after{100};

class Capture {
 public:
  /// Of one board, or of all where `board` is empty. Replaces a pcapng file (and an empty one) and
  /// no other. Errors: the system's, or that the file is of another kind.
  static Result<std::unique_ptr<Capture>> open(const std::string& path, std::string board,
                                               const Clock& clock);
  ~Capture();
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;

  void sent(const std::string& board, Frame frame, bool lost);
  void delivered(const std::string& board, Frame frame);

  /// When what waits must be written; nothing while nothing waits.
  std::optional<SteadyTime> flush_due() const { return flush_due_; }

  /// Writes what waits. After an error the capture is over.
  Result<> flush();

  const std::string& path() const { return path_; }
  const std::string& board() const { return board_; }

 private:
  Capture(int descriptor, std::string path, std::string board, const Clock& clock);

  void add(const std::string& board, Frame frame, record::pcapng::Direction direction, bool lost);
  std::uint32_t interface_of(const std::string& board);

  int descriptor_;
  std::string path_;
  std::string board_;
  const Clock& clock_;
  SteadyTime steady_start_;
  WallTime wall_start_;
  ByteString buffer_;
  std::optional<SteadyTime> flush_due_;
  std::optional<Error> broken_;
  std::map<std::string, std::uint32_t> interfaces_;
};

}  // namespace parley::board::router
