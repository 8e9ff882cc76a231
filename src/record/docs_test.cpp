// The example of docs/recording.md is what the encoder makes.
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "record/encoder.h"

namespace parley::record {
namespace {

ByteString example() {
  event::Party party;
  party.local = {*IpAddress::parse("192.168.1.2"), Port{8888}};
  party.remote = {*IpAddress::parse("192.168.1.20"), Port{51234}};
  return encode_all([&party](Encoder& encoder) {
    encoder.set_initial_sequence(999, 4999);
    event::Event event;
    event.number = 1;
    event.time = WallTime(Duration(1'795'512'000'123'456'789));
    event.kind = event::Kind::received;
    event.peer = event::PeerId{2};
    event.connection = event::ConnectionId{5};
    event.party = &party;
    event.bytes = event.message = "Hello";
    encoder.put(event);
  });
}

std::string hex_dump(Bytes octets) {
  std::string dump;
  for (std::size_t at = 0; at < octets.size(); at += 16) {
    dump += fmt::format("{:04x} ", at);
    for (const char octet : octets.substr(at, 16))
      dump += fmt::format(" {:02x}", static_cast<unsigned char>(octet));
    dump += '\n';
  }
  return dump;
}

TEST(Docs, TheExampleIsWhatIsWritten) {
  std::ifstream file(PARLEY_SOURCE_DIR "/docs/recording.md");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_NE(text.str().find(hex_dump(example())), std::string::npos)
      << "docs/recording.md should have:\n"
      << hex_dump(example());
}

}  // namespace
}  // namespace parley::record
