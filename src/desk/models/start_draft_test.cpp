#include "desk/models/start_draft.h"

#include <gtest/gtest.h>

namespace parley::desk::models {
namespace {

using Kind = StartDraft::Kind;
using event::Transport;

std::string trouble(const StartDraft& draft, StartField field) {
  const auto asked = asked_of(draft, {});
  if (asked) return "none";
  const auto found = asked.error().find(field);
  return found == asked.error().end() ? "another" : found->second.words.toStdString();
}

StartDraft client(const char* where) {
  StartDraft draft = usual_draft(Kind::client);
  draft.where = QString::fromUtf8(where);
  return draft;
}

StartDraft with_port(const char* port) {
  StartDraft draft = usual_draft(Kind::server);
  draft.port = QString::fromUtf8(port);
  return draft;
}

TEST(StartDraft, BeginsAsTheChapterDoes) {
  const auto asked = asked_of(usual_draft(Kind::server), {});
  ASSERT_TRUE(asked);
  EXPECT_EQ(static_cast<unsigned>(asked->port), 8888u);
  EXPECT_EQ(asked->transport, Transport::tcp);
  EXPECT_EQ(asked->where, "");
  EXPECT_EQ(usual_draft(Kind::client).port, QStringLiteral("80"));
  EXPECT_EQ(usual_draft(Kind::serial).baud, QStringLiteral("115200"));
}

TEST(StartDraft, PortsAreSaidInWords) {
  EXPECT_EQ(trouble(with_port("99999"), StartField::port),
            "99999 is no port: ports go from 1 to 65535");
  EXPECT_EQ(trouble(with_port("0"), StartField::port), "0 is no port: ports go from 1 to 65535");
  EXPECT_EQ(trouble(with_port("-1"), StartField::port), "-1 is no port: ports go from 1 to 65535");
  EXPECT_EQ(trouble(with_port("http"), StartField::port),
            "http is no port: ports go from 1 to 65535");
  EXPECT_EQ(trouble(with_port("99999999999999999999"), StartField::port),
            "99999999999999999999 is no port: ports go from 1 to 65535");
  EXPECT_EQ(trouble(with_port(""), StartField::port), "type a port: ports go from 1 to 65535");
  EXPECT_EQ(trouble(with_port("65535"), StartField::port), "none");
  EXPECT_EQ(trouble(with_port(" 1 "), StartField::port), "none");
}

TEST(StartDraft, UnderstandsRemoteEnds) {
  const struct {
    const char* typed;
    const char* host;
    const char* port;
    Transport transport;
  } cases[] = {
      {"192.168.1.20", "192.168.1.20", "80", Transport::tcp},
      {"192.168.1.20:8000", "192.168.1.20", "8000", Transport::tcp},
      {" esp.local 8000 ", "esp.local", "8000", Transport::tcp},
      {"[fe80::1%eth0]:81", "fe80::1%eth0", "81", Transport::tcp},
      {"fe80::1", "fe80::1", "80", Transport::tcp},
      {"[::1]", "::1", "80", Transport::tcp},
      {"tcp://10.0.0.1:7/", "10.0.0.1", "7", Transport::tcp},
      {"udp://10.0.0.1:7", "10.0.0.1", "7", Transport::udp},
      {"tls://example.org", "example.org", "80", Transport::tls},
      {"udp://[::1]:9", "::1", "9", Transport::udp},
  };
  for (const auto& one : cases) {
    const auto asked = asked_of(client(one.typed), {});
    ASSERT_TRUE(asked) << one.typed;
    EXPECT_EQ(asked->where, one.host);
    EXPECT_EQ(std::to_string(static_cast<unsigned>(asked->port)), one.port) << one.typed;
    EXPECT_EQ(asked->transport, one.transport) << one.typed;
  }
}

TEST(StartDraft, SaysWhatIsWrongWithARemoteEnd) {
  EXPECT_EQ(trouble(client(""), StartField::where), "type the address of the device first");
  EXPECT_EQ(trouble(client("10.0.0.1:99999"), StartField::where),
            "99999 is no port: ports go from 1 to 65535");
  EXPECT_EQ(trouble(client("ftp://10.0.0.1"), StartField::where),
            "the schemes are tcp:// udp:// tls:// raw://");
  EXPECT_EQ(trouble(client("raw://10.0.0.1/253"), StartField::where),
            "raw IP is for the command line: parley connect raw://HOST/PROTOCOL");
  EXPECT_EQ(trouble(client("my own device"), StartField::where), "an address has no spaces");
  EXPECT_TRUE(asked_of(client(""), {}).error().at(StartField::where).missing);
}

TEST(StartDraft, ATlsServerNeedsItsFiles) {
  StartDraft draft = usual_draft(Kind::server);
  draft.transport = Transport::tls;
  draft.certificate = QStringLiteral("cert.pem");
  EXPECT_EQ(trouble(draft, StartField::certificate),
            "a TLS server needs a certificate and its key: two PEM files");
  draft.key = QStringLiteral("key.pem");
  const auto asked = asked_of(draft, {});
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->certificate, "cert.pem");
  EXPECT_EQ(asked->key, "key.pem");
}

TEST(StartDraft, NetworksAreRead) {
  StartDraft draft = usual_draft(Kind::server);
  draft.allowed = QStringLiteral("10.0.0.0/8, fd00::/8");
  EXPECT_EQ(asked_of(draft, {})->allowed, (std::vector<std::string>{"10.0.0.0/8", "fd00::/8"}));
  draft.allowed = QStringLiteral("10.0.0.0/99");
  EXPECT_EQ(trouble(draft, StartField::allowed),
            "10.0.0.0/99 is no network: one is written like 192.168.1.0/24 or fd00::/8");
}

TEST(StartDraft, SerialAndBoardSayWhatIsMissing) {
  StartDraft serial = usual_draft(Kind::serial);
  EXPECT_EQ(trouble(serial, StartField::where), "choose a serial port first");
  serial.where = QStringLiteral("/dev/ttyUSB0");
  serial.baud = QStringLiteral("fast");
  EXPECT_EQ(trouble(serial, StartField::baud),
            "fast is no baud rate: one is a number such as 115200");
  serial.baud = QStringLiteral("74880");
  EXPECT_EQ(asked_of(serial, {})->baud, 74'880u);
  EXPECT_EQ(trouble(usual_draft(Kind::board), StartField::where), "choose a sketch first");
}

TEST(StartDraft, GoesToAskedAndBack) {
  session::Asked asked;
  asked.kind = Kind::client;
  asked.transport = Transport::tls;
  asked.where = "esp.local";
  asked.port = static_cast<Port>(443);
  asked.retry = true;
  asked.insecure = true;
  asked.name = "kitchen";
  asked.rules.echo = true;
  asked.framing = text::Framing::line;
  asked.line_ending = text::LineEnding::crlf;
  const auto again = asked_of(draft_of(asked), asked);
  ASSERT_TRUE(again);
  EXPECT_EQ(draft_of(*again), draft_of(asked));
  EXPECT_EQ(again->name, "kitchen");
  EXPECT_TRUE(again->rules.echo);
  EXPECT_EQ(again->line_ending, text::LineEnding::crlf);
}

TEST(StartDraft, AServerMayListenOnOneAddress) {
  StartDraft draft = usual_draft(Kind::server);
  draft.where = QStringLiteral("192.168.1.20");
  EXPECT_EQ(asked_of(draft, {})->where, "");
  draft.only_there = true;
  EXPECT_EQ(asked_of(draft, {})->where, "192.168.1.20");
  EXPECT_TRUE(draft_of(*asked_of(draft, {})).only_there);
}

}  // namespace
}  // namespace parley::desk::models
