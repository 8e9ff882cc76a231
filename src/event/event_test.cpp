#include "event/event.h"

#include <gtest/gtest.h>

namespace parley::event {
namespace {

// The names are a contract with other programs: a change here breaks them.
TEST(Event, KindNames) {
  const std::pair<Kind, std::string_view> names[] = {
      {Kind::listening, "listening"}, {Kind::connected, "connected"}, {Kind::received, "received"},
      {Kind::sent, "sent"},           {Kind::closed, "closed"},       {Kind::reset, "reset"},
      {Kind::failed, "failed"},       {Kind::refused, "refused"},     {Kind::dropped, "dropped"},
      {Kind::noted, "noted"},         {Kind::recorded, "recorded"},
  };
  for (const auto& [kind, name] : names)
    EXPECT_EQ(kind_name(kind), name);
}

TEST(Event, TransportNames) {
  EXPECT_EQ(transport_name(Transport::tcp), "tcp");
  EXPECT_EQ(transport_name(Transport::tls), "tls");
  EXPECT_EQ(transport_name(Transport::udp), "udp");
  EXPECT_EQ(transport_name(Transport::raw), "raw");
  EXPECT_EQ(transport_name(Transport::serial), "serial");
}

TEST(Party, IsNamedByWhereItIs) {
  Party party;
  party.remote = {*IpAddress::parse("192.168.1.20"), Port{51234}};
  EXPECT_EQ(party.name(), "192.168.1.20:51234");
  party.remote.address = *IpAddress::parse("2001:db8::7");
  EXPECT_EQ(party.name(), "[2001:db8::7]:51234");
}

TEST(Party, ARawOneHasNoPort) {
  Party party;
  party.transport = Transport::raw;
  party.remote = {*IpAddress::parse("10.0.0.7"), Port{253}};
  EXPECT_EQ(party.name(), "10.0.0.7");
}

TEST(Party, ASerialOneIsItsDevice) {
  Party party;
  party.transport = Transport::serial;
  party.target = "/dev/ttyUSB0";
  EXPECT_EQ(party.name(), "/dev/ttyUSB0");
}

class Forgetful final : public Sink {
 public:
  Room offer(const Event&) override { return Room::more; }
  std::string_view name() const override { return "a test"; }
};

TEST(Sink, OneThatIsNeverFullMayIgnoreTheDrainedFunction) {
  Forgetful sink;
  sink.on_drained([] { FAIL(); });
  EXPECT_EQ(sink.offer({}), Room::more);
}

}  // namespace
}  // namespace parley::event
