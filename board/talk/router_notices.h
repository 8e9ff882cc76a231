// A router's notices about one board as events of a conversation: an open forward is `listening`,
// the rest is `noted` with words.
//
// Thread rule: the loop's thread.
#pragma once

#include <string>

#include "talk/talk.h"

namespace parley::board::talk {

class RouterNotices {
 public:
  /// Without `verbose` only what went wrong and what a user waits for is told.
  RouterNotices(parley::talk::Talk& talk, std::string board, bool verbose)
      : talk_(talk), board_(std::move(board)), verbose_(verbose) {}

  /// One JSON object (board/router/notices.h). About other boards, or not understood: nothing.
  void tell(const std::string& json);

 private:
  parley::talk::Talk& talk_;
  std::string board_;
  bool verbose_;
};

}  // namespace parley::board::talk
