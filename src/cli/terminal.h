// The terminal that a person sits at, opened anew by its name: an open file description of our own,
// so that O_NONBLOCK on it concerns nobody else (a shell shares descriptors 0, 1 and 2), and no
// write and no read ever blocks the thread that owns it.
//
// Thread rule: one thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <termios.h>

#include "base/result.h"
#include "net/descriptor.h"

namespace parley::cli {

class Terminal {
 public:
  /// Errors (ErrorClass::device, no_permission): the two are not one terminal, or it cannot be
  /// opened by name, as after su(1) where /dev/tty is missing, too.
  static Result<Terminal> open(int input, int output);

  int descriptor() const { return own_.get(); }

  /// False while a shell runs us in the background: then reading, or setting its mode, would stop
  /// us.
  bool in_foreground() const;

  /// Sets the mode that it had when it was opened; at once, nothing is flushed.
  void restore_mode() const;

  /// Remembers the present mode as the one for editing, and sets that again.
  void keep_editing_mode();
  void set_editing_mode() const;

 private:
  explicit Terminal(net::Descriptor own);

  net::Descriptor own_;
  termios before_{};
  termios editing_{};
};

}  // namespace parley::cli
