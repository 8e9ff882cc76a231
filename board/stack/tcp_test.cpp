// What the board says on the wire, as the chip says it: lwIP with our options, seen from outside.
#include <algorithm>
#include <gtest/gtest.h>
#include <lwip/priv/tcp_priv.h>
#include <string>

#include "board/stack/frames_twin.h"
#include "board/stack/interfaces.h"
#include "board/stack/port_twin.h"
#include "board/stack/pump.h"

namespace parley::board::stack {
namespace {

namespace twin = port::twin;
using frames::Octets;
using frames::Segment;

constexpr std::uint64_t ms = 1000;
constexpr std::uint64_t s = 1000 * ms;

void wait(std::uint64_t us) {
  pump_until(port::micros() + us, nullptr, nullptr);
}

/// A board with an address and a neighbour that answers ARP and keeps the segments it gets.
class Tcp : public testing::Test {
 protected:
  void SetUp() override {
    begin();
    netif* station = interface_of(port::Interface::station);
    ip4_addr_t address = {PP_HTONL(frames::board_address)};
    ip4_addr_t mask = {PP_HTONL(0xffffff00)};
    netif_set_addr(station, &address, &mask, nullptr);
    netif_set_up(station);
    netif_set_link_up(station);
    twin::on_sent([this](port::Interface, const Octets& frame) { take(frame); });
  }

  void take(const Octets& frame) {
    if (frame[12] == 8 && frame[13] == 6 && frame[21] == 1) send(frames::arp_reply());
    if (auto segment = frames::tcp_in(frame)) got_.push_back(*segment);
  }

  void send(Octets frame) { twin::deliver(port::Interface::station, std::move(frame)); }

  /// The neighbour's answer to the newest segment, with sequence number `sequence`.
  void answer(std::uint8_t flags, std::uint32_t sequence, std::string_view payload = {}) {
    const Segment& last = got_.back();
    Segment segment;
    segment.from_port = last.to_port;
    segment.to_port = last.from_port;
    segment.sequence = sequence;
    std::uint32_t counts = (last.flags & (frames::syn | frames::fin)) != 0 ? 1 : 0;
    segment.acknowledged = last.sequence + static_cast<std::uint32_t>(last.payload.size()) + counts;
    segment.flags = flags;
    segment.payload.assign(payload.begin(), payload.end());
    send(frames::tcp(segment));
    wait(1);
  }

  tcp_pcb* connect(std::uint16_t port) {
    tcp_pcb* pcb = tcp_new();
    ip_addr_t to = IPADDR4_INIT(PP_HTONL(frames::neighbour_address));
    EXPECT_EQ(tcp_connect(pcb, &to, port, nullptr), ERR_OK);
    wait(1);
    return pcb;
  }

  void connect_from_outside(std::uint16_t from_port) {
    Segment segment;
    segment.from_port = from_port;
    segment.to_port = 80;
    segment.flags = frames::syn;
    send(frames::tcp(segment));
    wait(1);
  }

  std::vector<Segment> got_;
};

TEST_F(Tcp, syn_is_the_chips) {
  connect(8888);
  ASSERT_EQ(got_.size(), 1u);
  EXPECT_EQ(got_[0].flags, frames::syn);
  EXPECT_EQ(got_[0].to_port, 8888);
  EXPECT_EQ(got_[0].window, 2144);
  const Octets mss_536 = {2, 4, 536 >> 8, 536 & 255};
  ASSERT_GE(got_[0].options.size(), 4u);
  EXPECT_TRUE(std::equal(mss_536.begin(), mss_536.end(), got_[0].options.begin()));
}

TEST_F(Tcp, syn_is_repeated_six_times) {
  tcp_pcb* pcb = connect(8888);
  err_t error = ERR_OK;
  tcp_arg(pcb, &error);
  tcp_err(pcb, [](void* into, err_t why) { *static_cast<err_t*>(into) = why; });
  wait(300 * s);
  EXPECT_EQ(got_.size(), 7u);
  EXPECT_EQ(error, ERR_ABRT);
}

TEST_F(Tcp, sends_no_more_than_two_segments_at_once) {
  tcp_pcb* pcb = connect(8888);
  answer(frames::syn | frames::ack, 0);
  EXPECT_EQ(tcp_sndbuf(pcb), 2 * 536);
  std::string data(2 * 536, 'x');
  EXPECT_EQ(tcp_write(pcb, data.data(), 2 * 536, TCP_WRITE_FLAG_COPY), ERR_OK);
  EXPECT_EQ(tcp_write(pcb, data.data(), 1, TCP_WRITE_FLAG_COPY), ERR_MEM);
}

TEST_F(Tcp, nagle_holds_a_small_segment_back) {
  tcp_pcb* pcb = connect(8888);
  answer(frames::syn | frames::ack, 0);
  got_.clear();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(tcp_write(pcb, "x", 1, TCP_WRITE_FLAG_COPY), ERR_OK);
    EXPECT_EQ(tcp_output(pcb), ERR_OK);
  }
  wait(10 * ms);
  ASSERT_EQ(got_.size(), 1u) << "the others wait for its acknowledgement";
  answer(frames::ack, 1);
  ASSERT_EQ(got_.size(), 2u);
  EXPECT_EQ(got_[1].payload.size(), 2u);
}

TEST_F(Tcp, forgets_the_oldest_of_more_than_five_that_ended) {
  for (std::uint16_t port = 1000; port < 1010; ++port) {
    tcp_pcb* pcb = connect(port);
    answer(frames::syn | frames::ack, 0);
    got_.clear();
    EXPECT_EQ(tcp_close(pcb), ERR_OK);
    wait(1);
    ASSERT_FALSE(got_.empty());
    answer(frames::fin | frames::ack, 1);
    wait(600 * ms);
  }
  int waiting = 0;
  std::uint16_t least = 65535;
  for (tcp_pcb* pcb = tcp_tw_pcbs; pcb != nullptr; pcb = pcb->next) {
    ++waiting;
    least = std::min(least, pcb->remote_port);
  }
  EXPECT_EQ(waiting, 5);
  EXPECT_EQ(least, 1005);
}

TEST_F(Tcp, backlog_of_five) {
  tcp_pcb* pcb = tcp_new();
  EXPECT_EQ(tcp_bind(pcb, IP_ADDR_ANY, 80), ERR_OK);
  tcp_pcb* listener = tcp_listen(pcb);
  ASSERT_NE(listener, nullptr);
  tcp_accept(listener, [](void*, tcp_pcb* accepted, err_t) {
    tcp_backlog_delayed(accepted);
    return static_cast<err_t>(ERR_OK);
  });
  send(frames::arp_request());
  wait(1);
  for (std::uint16_t from = 5000; from < 5007; ++from) {
    connect_from_outside(from);
    if (!got_.empty() && got_.back().to_port == from) answer(frames::ack, 1);
  }
  auto is_syn_ack = [](const Segment& x) { return x.flags == (frames::syn | frames::ack); };
  EXPECT_EQ(std::count_if(got_.begin(), got_.end(), is_syn_ack), 5);
}

TEST_F(Tcp, a_port_nobody_listens_on_refuses) {
  send(frames::arp_request());
  wait(1);
  connect_from_outside(5000);
  ASSERT_EQ(got_.size(), 1u);
  EXPECT_EQ(got_[0].flags, frames::rst | frames::ack);
}

TEST_F(Tcp, answers_ping) {
  Octets echo = {8, 0, 0, 0, 0, 1, 0, 1, 'h', 'i'};
  std::uint16_t sum = frames::checksum(echo);
  echo[2] = static_cast<std::uint8_t>(sum >> 8);
  echo[3] = static_cast<std::uint8_t>(sum);
  Octets reply;
  twin::on_sent([&](port::Interface, const Octets& frame) { reply = frame; });
  send(frames::arp_request());
  wait(1);
  send(frames::ipv4(1, echo));
  wait(1);
  ASSERT_GE(reply.size(), 44u);
  EXPECT_EQ(reply[34], 0) << "an echo reply";
  EXPECT_EQ(reply[22], 255) << "time to live";
}

}  // namespace
}  // namespace parley::board::stack
