// What a user asked to be opened, as plain values: a window shows and keeps them, a workspace
// stores them, and `Running` does it.
//
// Thread rule: plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "event/event.h"
#include "talk/settings.h"
#include "text/framing.h"
#include "text/line_ending.h"

namespace parley::session {

struct Asked {
  enum class Kind : std::uint8_t {
    server,  ///< a port that is open here
    client,  ///< a connection from here
    serial,  ///< a serial device of this computer
    board,   ///< an emulated one, with its router
  };
  Kind kind = Kind::server;
  event::Transport transport = event::Transport::tcp;  ///< server, client: tcp, tls or udp

  /// server: one of this machine's addresses, empty for all; client: a name or an address; serial:
  /// the device's path; board: a sketch's folder, its .ino file, or a bundled one's name.
  std::string where;
  Port port{};              ///< server, client
  unsigned baud = 115'200;  ///< serial
  bool retry = false;       ///< client: again and again
  bool insecure = false;    ///< client over TLS: whoever answers will do
  std::string certificate;  ///< server over TLS: PEM files
  std::string key;
  std::vector<std::string> allowed{};  ///< server: networks served beside this machine's own

  std::string name;  ///< what the user calls it; may be empty
  talk::RuleSettings rules{};
  text::Framing framing = text::Framing::none;
  text::LineEnding line_ending = text::LineEnding::lf;  ///< of what is typed

  friend bool operator==(const Asked&, const Asked&) = default;
};

/// What a list calls it: its name, or "port 8888", "192.168.1.20:80", "/dev/ttyUSB0", "TcpClient".
std::string title(const Asked& asked);

/// What was done, for the name of its recording: "listen-8888", "connect-192.168.1.20-80".
std::string recording_title(const Asked& asked);

/// The same as a command, for a shell: `parley listen 8888 --echo`. Each word is quoted where it
/// must be.
std::string command_line(const Asked& asked);

/// What can be known to be wrong without opening it: a port of 0 to connect to, a pattern that is
/// none. Errors are of class bad_input.
Result<> check(const Asked& asked);

}  // namespace parley::session
