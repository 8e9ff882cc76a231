#include "session/asked.h"

#include <gtest/gtest.h>

namespace parley::session {
namespace {

using namespace std::chrono_literals;
using Kind = Asked::Kind;

Asked asked(Kind kind, std::string where, unsigned port = 0) {
  Asked made;
  made.kind = kind;
  made.where = std::move(where);
  made.port = static_cast<Port>(port);
  return made;
}

std::string wrong(const Asked& asked) {
  const auto checked = check(asked);
  if (checked) return "";
  EXPECT_EQ(ErrorClass::bad_input, checked.error().kind);
  return to_string(checked.error());
}

TEST(Asked, HasATitle) {
  EXPECT_EQ("port 8888", title(asked(Kind::server, "", 8888)));
  EXPECT_EQ("127.0.0.1:80", title(asked(Kind::server, "127.0.0.1", 80)));
  EXPECT_EQ("[fe80::1]:80", title(asked(Kind::client, "fe80::1", 80)));
  EXPECT_EQ("esp.local:80", title(asked(Kind::client, "esp.local", 80)));
  EXPECT_EQ("/dev/ttyUSB0", title(asked(Kind::serial, "/dev/ttyUSB0")));
  EXPECT_EQ("TcpClient", title(asked(Kind::board, "TcpClient")));
  EXPECT_EQ("Blink", title(asked(Kind::board, "/somewhere/anna/Blink/")));
  EXPECT_EQ("Blink", title(asked(Kind::board, "/somewhere/anna/Blink/Blink.ino")));
  Asked named = asked(Kind::server, "", 8888);
  named.name = "Kitchen";
  EXPECT_EQ("Kitchen", title(named));
  EXPECT_EQ("listen-8888", recording_title(named));
  EXPECT_EQ("connect-esp.local-80", recording_title(asked(Kind::client, "esp.local", 80)));
  EXPECT_EQ("serial-/dev/ttyUSB0", recording_title(asked(Kind::serial, "/dev/ttyUSB0")));
  EXPECT_EQ("board-Blink", recording_title(asked(Kind::board, "/somewhere/anna/Blink")));
}

TEST(Asked, IsACommandForAShell) {
  Asked server = asked(Kind::server, "", 8888);
  EXPECT_EQ("parley listen 8888", command_line(server));
  server.where = "::1";
  server.transport = event::Transport::udp;
  server.allowed = {"10.0.0.0/8"};
  server.rules.echo = true;
  server.rules.greet = "it's {{DATE}}\\n";
  server.rules.replies = {{"^a b$", "{{1}}"}};
  server.rules.every = {{90s, "-"}, {250us, ""}};
  server.rules.expect = "--";
  server.framing = text::Framing::line;
  server.line_ending = text::LineEnding::crlf;
  EXPECT_EQ(
      "parley listen -u --allow 10.0.0.0/8 --echo --greet 'it'\\''s {{DATE}}\\n' --reply '^a b$' "
      "'{{1}}' --every 90s - --every 0.25ms '' --expect=-- --frame line --ending crlf ::1 8888",
      command_line(server));
  Asked client = asked(Kind::client, "esp.local", 80);
  client.retry = client.insecure = true;
  EXPECT_EQ("parley connect --retry esp.local 80", command_line(client));
  client.transport = event::Transport::tls;
  EXPECT_EQ("parley connect --tls --insecure --retry esp.local 80", command_line(client));
  Asked secure = asked(Kind::server, "", 443);
  secure.transport = event::Transport::tls;
  secure.certificate = "my cert.pem";
  secure.key = "key.pem";
  EXPECT_EQ("parley listen --tls --cert 'my cert.pem' --key key.pem 443", command_line(secure));
  Asked serial = asked(Kind::serial, "/dev/ttyUSB0");
  EXPECT_EQ("parley serial /dev/ttyUSB0", command_line(serial));
  serial.baud = 9600;
  EXPECT_EQ("parley serial /dev/ttyUSB0 9600", command_line(serial));
  EXPECT_EQ("parley board TcpClient", command_line(asked(Kind::board, "TcpClient")));
}

TEST(Asked, KnowsWhatIsWrongBeforeItIsOpened) {
  EXPECT_EQ("", wrong(asked(Kind::server, "", 0)));
  EXPECT_EQ("", wrong(asked(Kind::server, "localhost", 8888)));
  EXPECT_EQ("", wrong(asked(Kind::client, "x", 1)));
  EXPECT_EQ(
      "cannot listen on 'esp.local': the address to listen on is one of this machine's, such as "
      "127.0.0.1",
      wrong(asked(Kind::server, "esp.local", 8888)));
  EXPECT_EQ("cannot connect to x: ports go from 1 to 65535", wrong(asked(Kind::client, "x")));
  EXPECT_EQ("cannot connect: the address is missing", wrong(asked(Kind::client, "", 1)));
  EXPECT_EQ("cannot open a serial device: its path is missing", wrong(asked(Kind::serial, "")));
  EXPECT_EQ("cannot run a board: the sketch is missing", wrong(asked(Kind::board, "")));
  Asked serial = asked(Kind::serial, "/dev/ttyS0");
  serial.baud = 0;
  EXPECT_EQ("cannot open /dev/ttyS0: a baud rate is a number such as 115200", wrong(serial));
  Asked server = asked(Kind::server, "", 8888);
  server.transport = event::Transport::tls;
  EXPECT_EQ("cannot listen with TLS: a TLS server needs a certificate and its key", wrong(server));
  server.transport = event::Transport::raw;
  EXPECT_EQ("cannot use raw: the transports here are tcp, tls and udp", wrong(server));
  server.transport = event::Transport::tcp;
  server.allowed = {"10.0.0.0/33"};
  EXPECT_EQ(
      "cannot serve the network '10.0.0.0/33': a network is written like 192.168.1.0/24 or "
      "fd00::/8, one address without the slash",
      wrong(server));
  server.allowed.clear();
  server.rules.every = {{1us, "x"}};
  EXPECT_EQ("cannot repeat 'x': the shortest time is 1ms", wrong(server));
  server.rules.every.clear();
  server.rules.replies = {{"(", "x"}};
  EXPECT_EQ("cannot use the expression '(' of --reply: missing ): (", wrong(server));
}

}  // namespace
}  // namespace parley::session
