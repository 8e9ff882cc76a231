// Lines to standard output from a loop that must not wait for a slow reader: the descriptor is left
// as it is (others share it), and written to only when poll(2) says that it takes.
//
// Owner: the router's loop. Thread rule: one thread. Limit: `rows_bytes_max` wait; rows beyond that
// are left out, and a row tells how many.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace parley::board::cli {

inline constexpr std::size_t rows_bytes_max = 1024 * 1024;

class RowsOut {
 public:
  explicit RowsOut(int descriptor) : descriptor_(descriptor) {}

  void add(std::string_view row);

  bool waits() const { return !waiting_.empty(); }
  int descriptor() const { return descriptor_; }

  /// After POLLOUT: as much as is taken without waiting. False: nobody reads any more.
  bool write_some();

  /// Writes the rest; a reader that takes nothing for two seconds does not get it.
  void finish();

 private:
  int descriptor_;
  std::string waiting_;
  std::size_t left_out_ = 0;
};

}  // namespace parley::board::cli
