#include "board/stack/uart.h"

#include <gtest/gtest.h>
#include <string>

#include "board/stack/port_twin.h"
#include "board/stack/pump.h"

namespace parley::board::stack {
namespace {

namespace twin = port::twin;
constexpr std::uint64_t ms = 1000;

std::size_t write(std::string_view text) {
  return uart0().write(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

std::string read_all() {
  std::string all;
  for (int octet = uart0().read(); octet >= 0; octet = uart0().read()) {
    all.push_back(static_cast<char>(octet));
  }
  return all;
}

void wait(std::uint64_t us) {
  pump_until(port::micros() + us, nullptr, nullptr);
}

TEST(Uart, takes_nothing_before_it_is_begun) {
  begin();
  EXPECT_EQ(write("lost"), 0u);
  twin::serial_in("too early");
  wait(10 * ms);
  EXPECT_EQ(uart0().available(), 0u);
  EXPECT_EQ(uart0().read(), -1);
  EXPECT_EQ(uart0().peek(), -1);
}

TEST(Uart, writes_without_waiting_while_the_fifo_has_room) {
  begin();
  uart0().begin(9600);
  EXPECT_EQ(write(std::string(128, 'x')), 128u);
  EXPECT_EQ(port::micros(), 0u);
  EXPECT_EQ(uart0().write_room(), 0u);
  EXPECT_EQ(write("y"), 1u);
  EXPECT_GE(port::micros(), 1041u) << "one octet of ten bits at 9600 baud";
  EXPECT_LE(port::micros(), 2042u);
}

TEST(Uart, writes_at_the_pace_of_its_baud_rate) {
  begin();
  uart0().begin(115'200);
  EXPECT_EQ(write(std::string(11'520, 'x')), 11'520u);
  uart0().flush();
  EXPECT_EQ(twin::take_serial_out().size(), 11'520u);
  EXPECT_NEAR(static_cast<double>(port::micros()), 1e6, 2e3);
}

TEST(Uart, an_octet_takes_as_many_bits_as_its_format_has) {
  begin();
  uart0().begin(1000, 12);
  write("x");
  uart0().flush();
  EXPECT_EQ(port::micros(), 12 * ms);
}

TEST(Uart, reads_at_the_pace_of_its_baud_rate) {
  begin();
  uart0().begin(9600);
  wait(1);
  twin::serial_in(std::string(96, 'x'));
  wait(50 * ms);
  EXPECT_NEAR(static_cast<double>(uart0().available()), 48, 2);
  wait(52 * ms);
  EXPECT_EQ(uart0().available(), 96u);
}

TEST(Uart, the_first_octet_wakes_who_waits) {
  begin();
  uart0().begin(115'200);
  twin::at(20 * ms, [] { twin::serial_in("a"); });
  auto there = [](void*) { return uart0().available() > 0; };
  EXPECT_TRUE(pump_until(1000 * ms, there, nullptr));
  EXPECT_EQ(port::micros(), 20 * ms);
  EXPECT_EQ(uart0().peek(), 'a');
  EXPECT_EQ(uart0().read(), 'a');
  EXPECT_EQ(uart0().read(), -1);
}

TEST(Uart, what_does_not_fit_into_the_buffer_waits_outside) {
  begin();
  EXPECT_EQ(uart0().receive_buffer(10), 10u);
  uart0().begin(115'200);
  EXPECT_EQ(uart0().receive_buffer(300), 10u) << "it is too late";
  twin::serial_in("0123456789abcdefghij!");
  wait(100 * ms);
  EXPECT_EQ(uart0().available(), 10u);
  EXPECT_EQ(read_all(), "0123456789");
  wait(100 * ms);
  EXPECT_EQ(read_all(), "abcdefghij");
  wait(100 * ms);
  EXPECT_EQ(read_all(), "!");
}

TEST(Uart, a_full_buffer_does_not_keep_the_board_awake) {
  begin();
  uart0().receive_buffer(4);
  uart0().begin(115'200);
  twin::serial_in("0123456789");
  wait(10 * ms);
  std::uint64_t before = twin::watchdog_feeds();
  wait(100 * ms);
  EXPECT_LT(twin::watchdog_feeds() - before, 10u);
}

TEST(Uart, a_line_that_nobody_takes_waits_and_loses_nothing) {
  begin();
  uart0().begin(115'200);
  twin::serial_room(100);
  twin::at(500 * ms, [] { twin::serial_room(SIZE_MAX); });
  std::string text;
  for (int i = 0; i < 400; ++i)
    text.push_back(static_cast<char>('a' + i % 26));
  EXPECT_EQ(write(text), text.size());
  uart0().flush();
  EXPECT_EQ(twin::take_serial_out(), text);
  EXPECT_GT(port::micros(), 500 * ms);
}

TEST(Uart, a_board_that_shall_end_waits_for_no_line) {
  begin();
  uart0().begin(9600);
  twin::serial_room(0);
  twin::at(50 * ms, [] { twin::quit(); });
  EXPECT_EQ(write(std::string(300, 'x')), 128u);
  uart0().flush();
  EXPECT_EQ(port::micros(), 50 * ms);
}

TEST(Uart, frames_and_events_do_not_keep_a_waiting_writer_awake) {
  begin();
  uart0().begin(9600);
  twin::deliver(port::Interface::station, twin::Octets(60, 0));
  twin::radio({});
  twin::serial_in("something");
  EXPECT_EQ(write(std::string(300, 'x')), 300u);
  uart0().flush();
  EXPECT_NEAR(static_cast<double>(port::micros()), 300 * 10 * 1e6 / 9600, 2e3);
}

TEST(Uart, begins_anew_with_another_rate) {
  begin();
  uart0().begin(9600);
  write("a");
  uart0().end();
  EXPECT_FALSE(uart0().begun());
  EXPECT_EQ(twin::take_serial_out(), "a");
  EXPECT_EQ(write("b"), 0u);
  uart0().begin(0);
  EXPECT_EQ(uart0().baud(), 115'200u);
  write("c");
  uart0().flush();
  EXPECT_EQ(twin::take_serial_out(), "c");
}

}  // namespace
}  // namespace parley::board::stack
