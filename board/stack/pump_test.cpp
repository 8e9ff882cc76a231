#include "board/stack/pump.h"

#include <gtest/gtest.h>
#include <lwip/dns.h>
#include <lwip/tcp.h>

#include "board/stack/interfaces.h"
#include "board/stack/port_twin.h"
#include "board/stack/uart.h"

namespace parley::board::stack {
namespace {

namespace twin = port::twin;
constexpr std::uint64_t ms = 1000;

bool never(void*) {
  return false;
}
bool is_set(void* flag) {
  return *static_cast<bool*>(flag);
}

TEST(Pump, delays_exactly_as_long_as_asked) {
  begin();
  EXPECT_FALSE(pump_until(port::micros() + 100 * ms, nullptr, nullptr));
  EXPECT_EQ(port::micros(), 100 * ms);
  EXPECT_FALSE(pump_until(port::micros() + 1, never, nullptr));
  EXPECT_EQ(port::micros(), 100 * ms + 1);
}

TEST(Pump, returns_as_soon_as_it_is_done) {
  begin();
  bool done = false;
  twin::at(30 * ms, [&] { done = true; });
  EXPECT_TRUE(pump_until(100 * ms, is_set, &done));
  EXPECT_EQ(port::micros(), 30 * ms);
}

TEST(Pump, turns_at_least_once) {
  begin();
  bool done = true;
  std::uint64_t before = twin::watchdog_feeds();
  EXPECT_TRUE(pump_until(0, is_set, &done));
  EXPECT_EQ(twin::watchdog_feeds(), before + 1);
}

int events_seen = 0;
TEST(Pump, hands_radio_events_on_before_frames) {
  begin();
  on_radio_event([](const port::RadioEvent& event) {
    ++events_seen;
    EXPECT_EQ(event.kind, port::RadioEvent::Kind::joined);
  });
  port::RadioEvent event = {};
  event.kind = port::RadioEvent::Kind::joined;
  twin::radio(event);
  twin::radio(event);
  pump();
  EXPECT_EQ(events_seen, 2);
}

int turns_seen = 0;
TEST(Pump, runs_the_handlers_of_turns) {
  begin();
  on_turn([] { ++turns_seen; });
  on_turn([] { turns_seen += 10; });
  pump();
  pump();
  EXPECT_EQ(turns_seen, 22);
}

TEST(Pump, yield_points_turn_only_when_the_last_turn_is_old) {
  begin();
  pump();
  std::uint64_t before = twin::watchdog_feeds();
  yield_point(100);
  EXPECT_EQ(twin::watchdog_feeds(), before);
  twin::pass(100);
  yield_point(100);
  EXPECT_EQ(twin::watchdog_feeds(), before + 1);
}

TEST(Pump, yield_points_idle_after_fifty_that_found_nothing) {
  begin();
  for (int i = 0; i < 50; ++i)
    yield_point(0);
  EXPECT_EQ(port::micros(), 0u);
  yield_point(0);
  EXPECT_EQ(port::micros(), 1 * ms);
  for (int i = 0; i < 300; ++i)
    yield_point(0);
  std::uint64_t before = port::micros();
  yield_point(0);
  EXPECT_EQ(port::micros() - before, 5 * ms);
  saw_traffic();
  before = port::micros();
  for (int i = 0; i < 50; ++i)
    yield_point(0);
  EXPECT_EQ(port::micros(), before);
}

TEST(Pump, a_frame_ends_the_idling_of_yield_points) {
  begin();
  for (int i = 0; i < 400; ++i)
    yield_point(0);
  twin::at(port::micros() + 2 * ms,
           [] { twin::deliver(port::Interface::station, twin::Octets(60, 0)); });
  std::uint64_t before = port::micros();
  yield_point(0);
  EXPECT_EQ(port::micros() - before, 2 * ms);
  yield_point(0);
  EXPECT_EQ(port::micros() - before, 2 * ms) << "traffic was seen";
}

TEST(PumpDeath, pumping_where_it_must_not_be_names_the_place) {
  begin();
  auto pump_in_ticker = [] {
    NoPump guard("a Ticker's callback");
    pump();
  };
  EXPECT_EXIT(pump_in_ticker(), testing::ExitedWithCode(twin::exit_status_restart + 2),
              "must not wait: a Ticker's callback");
  auto delay_in_event = [] {
    on_radio_event(
        [](const port::RadioEvent&) { pump_until(port::micros() + 1, nullptr, nullptr); });
    twin::radio({});
    pump();
  };
  EXPECT_EXIT(delay_in_event(), testing::ExitedWithCode(twin::exit_status_restart + 2),
              "must not wait: a radio event");
  auto delay_in_turn = [] {
    on_turn([] { pump_until(port::micros() + 1, nullptr, nullptr); });
    pump();
  };
  EXPECT_EXIT(delay_in_turn(), testing::ExitedWithCode(twin::exit_status_restart + 2),
              "must not wait: what runs at the end of a turn");
}

TEST(Pump, yield_points_are_silent_where_nothing_may_pump) {
  begin();
  pump();
  twin::pass(1000 * ms);
  NoPump guard("a Ticker's callback");
  EXPECT_FALSE(may_pump());
  std::uint64_t before = twin::watchdog_feeds();
  for (int i = 0; i < 100; ++i)
    yield_point(100);
  EXPECT_EQ(twin::watchdog_feeds(), before);
  EXPECT_EQ(port::micros(), 1000 * ms);
}

TEST(PumpDeath, guards_nest) {
  begin();
  auto nested = [] {
    NoPump outer("outer");
    { NoPump inner("inner"); }
    pump();
  };
  EXPECT_EXIT(nested(), testing::ExitedWithCode(twin::exit_status_restart + 2), "wait: outer");
  { NoPump over("over"); }
  pump();
}

TEST(PumpDeath, ends_when_somebody_wants_it_to) {
  begin();
  uart0().begin(9600);
  uart0().write(reinterpret_cast<const uint8_t*>("farewell"), 8);
  auto wait_for_ever = [] {
    twin::quit();
    pump_until(UINT64_MAX, never, nullptr);
  };
  EXPECT_EXIT(wait_for_ever(), testing::ExitedWithCode(twin::exit_status_end), "farewell");
}

TEST(Drain, lets_serial_output_leave) {
  begin();
  uart0().begin(9600);
  uart0().write(reinterpret_cast<const uint8_t*>("0123456789"), 10);
  drain(1000 * ms);
  EXPECT_EQ(twin::take_serial_out(), "0123456789");
  EXPECT_EQ(port::micros(), 10'417u);  // ten octets of ten bits, and the round-up of the last
}

TEST(Drain, takes_no_longer_than_it_may) {
  begin();
  uart0().begin(9600);
  twin::serial_room(0);
  uart0().write(reinterpret_cast<const uint8_t*>("0123456789"), 10);
  drain(50 * ms);
  EXPECT_EQ(port::micros(), 50 * ms);
}

void found(const char*, const ip_addr_t* address, void* into) {
  *static_cast<u32_t*>(into) = address == nullptr ? 1 : ip_addr_get_ip4_u32(address);
}

TEST(Hosts, are_seen_by_name_lookups) {
  twin::setting("hosts", "a.example=1.2.3.4\n********=10.0.2.2:9000\nodd=name=5.6.7.8\nbad=1.2.3");
  begin();
  ip_addr_t address = {};
  EXPECT_EQ(dns_gethostbyname("********", &address, found, nullptr), ERR_OK);
  EXPECT_EQ(ip_addr_get_ip4_u32(&address), PP_HTONL(0x0a000202));
  EXPECT_EQ(dns_gethostbyname("A.Example", &address, found, nullptr), ERR_OK);
  EXPECT_EQ(ip_addr_get_ip4_u32(&address), PP_HTONL(0x01020304));
  u32_t unused = 0;
  EXPECT_NE(dns_gethostbyname("b.example", &address, found, &unused), ERR_OK);
}

TEST(Hosts, may_name_a_port) {
  twin::setting("hosts",
                "a.example=1.2.3.4\n********=10.0.2.2:9000\nodd=name=5.6.7.8\nbad=1.2.3\n"
                "port=1.2.3.4:0\nbig=1.2.3.4:65536\nlong=1111.2222.3333.4444\n=9.9.9.9");
  std::uint32_t address = 0;
  std::uint16_t port = 80;
  EXPECT_TRUE(host_override("a.example", &address, &port));
  EXPECT_EQ(port, 80);
  EXPECT_TRUE(host_override("********", &address, &port));
  EXPECT_EQ(port, 9000);
  EXPECT_EQ(address, PP_HTONL(0x0a000202));
  EXPECT_TRUE(host_override("odd=name", &address, &port));
  EXPECT_EQ(address, PP_HTONL(0x05060708));
  for (const char* name : {"bad", "port", "big", "long", "a.exampl", "a.example.", "odd", "b"}) {
    EXPECT_FALSE(host_override(name, &address, &port)) << name;
  }
}

}  // namespace
}  // namespace parley::board::stack
