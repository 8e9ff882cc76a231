// Which rows of a log are selected: those between two events, most of which need not be in memory.
//
// Thread rule: the window's thread.
#pragma once

#include <algorithm>
#include <cstdint>

namespace parley::desk::widgets {

class LogSelection {
 public:
  /// One row, from which the selection may be extended. Damage (0) has no number to select by.
  void start(std::uint64_t event) { anchor_ = head_ = event; }

  void extend_to(std::uint64_t event) {
    if (event == 0) return;
    if (anchor_ == 0) anchor_ = event;
    head_ = event;
  }

  void select(std::uint64_t first, std::uint64_t last) {
    anchor_ = first;
    head_ = last;
  }

  void clear() { anchor_ = head_ = 0; }

  bool empty() const { return anchor_ == 0; }
  std::uint64_t first() const { return std::min(anchor_, head_); }
  std::uint64_t last() const { return std::max(anchor_, head_); }
  bool contains(std::uint64_t event) const {
    return event != 0 && anchor_ != 0 && first() <= event && event <= last();
  }

 private:
  std::uint64_t anchor_ = 0;
  std::uint64_t head_ = 0;
};

}  // namespace parley::desk::widgets
