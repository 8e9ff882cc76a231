// Writes a recording of made-up conversations, and prints what was said in each, as JSON: for tests
// that read the file with other people's programs. Its sequence numbers begin just below their
// wrap.
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "record/encoder.h"
#include "text/hex.h"

using namespace parley;
using event::Kind;

namespace {

struct Told {
  event::Party party;
  std::string sent;
  std::string received;
};

Endpoint at(const char* address, unsigned port) {
  return {*IpAddress::parse(address), static_cast<Port>(port)};
}

event::Party party_of(event::Transport transport, const char* local, const char* remote) {
  event::Party party;
  party.transport = transport;
  party.local = at(local, 8888);
  party.remote = at(remote, 50'000);
  return party;
}

std::vector<Told> all_parties() {
  using event::Transport;
  event::Party dialled = party_of(Transport::tcp, "10.0.0.1", "10.0.0.8");
  dialled.opened_here = true;
  event::Party serial;
  serial.transport = Transport::serial;
  serial.target = "/dev/ttyUSB0";
  event::Party raw = party_of(Transport::raw, "10.0.0.1", "10.0.0.9");
  raw.local.port = raw.remote.port = Port{253};
  std::vector<Told> all;
  for (const auto& party : {party_of(Transport::tcp, "10.0.0.1", "10.0.0.7"), dialled,
                            party_of(Transport::tcp, "fd00::1", "fd00::7"), serial,
                            party_of(Transport::udp, "10.0.0.1", "10.0.0.7"),
                            party_of(Transport::udp, "fd00::1", "fd00::7"), raw}) {
    all.push_back({party, {}, {}});
  }
  return all;
}

class Writer {
 public:
  explicit Writer(record::Encoder& encoder) : encoder_(encoder) {}

  void put(Kind kind, const Told& told, unsigned connection, Bytes bytes = {}) {
    event::Event event;
    event.number = ++number_;
    event.time = WallTime(std::chrono::seconds(1'700'000'000) + std::chrono::milliseconds(number_));
    event.kind = kind;
    event.peer = event::PeerId{connection};
    event.connection = event::ConnectionId{connection};
    event.party = &told.party;
    event.bytes = event.message = bytes;
    encoder_.put(event);
  }

 private:
  record::Encoder& encoder_;
  std::uint64_t number_ = 0;
};

void talk(record::Encoder& encoder, std::vector<Told>& all) {
  std::mt19937_64 random(7);
  encoder.set_initial_sequence(0xffff'ff00, 0xffff'fff0);
  Writer writer(encoder);
  for (unsigned i = 0; i < all.size(); ++i)
    writer.put(Kind::connected, all[i], i + 1);
  for (int turn = 0; turn < 3000; ++turn) {
    const unsigned which = static_cast<unsigned>(random() % all.size());
    std::string said(1 + random() % 1200, ' ');
    // In octets at random tshark sees protocols over UDP that are not there.
    const bool any = all[which].party.transport != event::Transport::udp;
    for (char& octet : said)
      octet = static_cast<char>(any ? random() : 'a' + random() % 26);
    // Long one-sided stretches, too: then bare ACKs stand between.
    const bool sent = turn % 1000 > 600 || (random() & 1) != 0;
    Told& told = all[which];
    (sent ? told.sent : told.received) += said;
    writer.put(sent ? Kind::sent : Kind::received, told, which + 1, said);
  }
  for (unsigned i = 0; i < all.size(); ++i)
    writer.put(Kind::closed, all[i], i + 1);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::vector<Told> all = all_parties();
  const ByteString octets =
      record::encode_all([&all](record::Encoder& encoder) { talk(encoder, all); });
  std::ofstream(argv[1], std::ios::binary) << octets;
  nlohmann::json told = nlohmann::json::array();
  for (const auto& one : all) {
    std::string sent;
    std::string received;
    text::append_hex(one.sent, sent);
    text::append_hex(one.received, received);
    told.push_back({{"transport", transport_name(one.party.transport)},
                    {"client_is_here", one.party.opened_here},
                    {"sent", sent},
                    {"received", received}});
  }
  std::puts(told.dump().c_str());
  return 0;
}
