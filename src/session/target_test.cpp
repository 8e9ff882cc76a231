#include "session/target.h"

#include <gtest/gtest.h>

namespace parley::session {
namespace {

using Words = std::vector<std::string>;

std::string show(const Words& words, bool host_optional = false) {
  const auto target = parse_target(words, host_optional);
  if (!target) return to_string(target.error());
  return std::string(event::transport_name(target->transport)) + " " + target->host + " " +
         std::to_string(static_cast<unsigned>(target->port));
}

TEST(Target, every_way_to_write_it) {
  EXPECT_EQ(show({"esp.local", "80"}), "tcp esp.local 80");
  EXPECT_EQ(show({"esp.local:80"}), "tcp esp.local 80");
  EXPECT_EQ(show({"[::1]:80"}), "tcp ::1 80");
  EXPECT_EQ(show({"::1", "80"}), "tcp ::1 80");
  EXPECT_EQ(show({"[fe80::1%eth0]:80"}), "tcp fe80::1%eth0 80");
  EXPECT_EQ(show({"tcp://10.0.0.7:80"}), "tcp 10.0.0.7 80");
  EXPECT_EQ(show({"udp://10.0.0.7:80/"}), "udp 10.0.0.7 80");
  EXPECT_EQ(show({"tls://[::1]:443"}), "tls ::1 443");
  EXPECT_EQ(show({"raw://10.0.0.7/253"}), "raw 10.0.0.7 253");
  EXPECT_EQ(show({"raw://[::1]/58"}), "raw ::1 58");
}

TEST(Target, a_listener_needs_no_host_and_may_ask_for_any_port) {
  EXPECT_EQ(show({"8888"}, true), "tcp  8888");
  EXPECT_EQ(show({"0"}, true), "tcp  0");
  EXPECT_EQ(show({"127.0.0.1", "8888"}, true), "tcp 127.0.0.1 8888");
  EXPECT_EQ(show({"udp://8888"}, true), "udp  8888");
  EXPECT_EQ(show({":8888"}, true), "tcp  8888");
}

TEST(Target, says_which_word_it_cannot_understand) {
  EXPECT_EQ(show({"10.0.0.7", "99999"}), "cannot understand '99999': ports go from 1 to 65535");
  EXPECT_EQ(show({"10.0.0.7:0"}), "cannot understand '0': ports go from 1 to 65535");
  EXPECT_EQ(show({"65536"}, true), "cannot understand '65536': ports go from 0 to 65535");
  EXPECT_EQ(show({"10.0.0.7"}), "cannot understand '10.0.0.7': the port is missing");
  EXPECT_EQ(show({"10.0.0.7:http"}), "cannot understand 'http': a port is a number");
  EXPECT_EQ(show({"10.0.0.7", "-1"}), "cannot understand '-1': a port is a number");
  EXPECT_EQ(
      show({"fe80::1:80"}),
      "cannot understand 'fe80::1:80': an IPv6 address with a port is written in brackets, as "
      "in [::1]:8888");
  EXPECT_EQ(show({"[::1:80"}), "cannot understand '[::1:80': the bracket is not closed");
  EXPECT_EQ(show({"[::1]80"}),
            "cannot understand '[::1]80': after the bracket comes a colon and the port");
  EXPECT_EQ(show({"http://10.0.0.7:80"}),
            "cannot understand 'http://10.0.0.7:80': the schemes are tcp:// udp:// tls:// raw://");
  EXPECT_EQ(show({"raw://10.0.0.7"}),
            "cannot understand 'raw://10.0.0.7': the protocol is missing, as in raw://HOST/253");
  EXPECT_EQ(show({"raw://10.0.0.7/256"}),
            "cannot understand '256': raw:// takes an IP protocol number from 0 to 255, as in "
            "raw://HOST/253");
  EXPECT_EQ(show({":80"}), "cannot understand ':80': the host is missing");
}

}  // namespace
}  // namespace parley::session
