// SystemHost against the machine that runs the tests: only what every Linux machine has, no root.
#include "host/system_host.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "host/subnets.h"

namespace parley::host {
namespace {

IpAddress address(const char* text) {
  return IpAddress::parse(text).value();
}

std::string own_command() {
  std::string name;
  std::getline(std::ifstream("/proc/self/comm"), name);
  return name;
}

// A bound socket on 127.0.0.1 at a port of the system's choice, for the test's length.
class OwnSocket {
 public:
  explicit OwnSocket(int type) : number_(::socket(AF_INET, type | SOCK_CLOEXEC, 0)) {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof here;
    auto* generic = reinterpret_cast<sockaddr*>(&here);
    good_ = number_ >= 0 && ::bind(number_, generic, sizeof here) == 0 &&
            (type != SOCK_STREAM || ::listen(number_, 1) == 0) &&
            ::getsockname(number_, generic, &length) == 0;
    port_ = static_cast<Port>(ntohs(here.sin_port));
  }
  ~OwnSocket() { ::close(number_); }
  OwnSocket(const OwnSocket&) = delete;
  OwnSocket& operator=(const OwnSocket&) = delete;
  bool good() const { return good_; }
  Port port() const { return port_; }

 private:
  int number_;
  bool good_ = false;
  Port port_{};
};

TEST(SystemHost, HasTheLoopbackAdapter) {
  const auto adapters = SystemHost().adapters();
  ASSERT_TRUE(adapters) << to_string(adapters.error());
  const auto lo = std::find_if(adapters->begin(), adapters->end(),
                               [](const Adapter& adapter) { return adapter.name == "lo"; });
  ASSERT_NE(lo, adapters->end());
  EXPECT_EQ(lo->kind, AdapterKind::loopback);
  EXPECT_TRUE(lo->up);
  EXPECT_TRUE(lo->running);
  EXPECT_GT(lo->index, 0u);
  const bool has_home = std::any_of(
      lo->addresses.begin(), lo->addresses.end(),
      [](const Cidr& own) { return own.network == address("127.0.0.1") && own.prefix_bits == 8; });
  EXPECT_TRUE(has_home);
}

TEST(SystemHost, LinkLocalAddressesCarryTheirScope) {
  const auto adapters = SystemHost().adapters();
  ASSERT_TRUE(adapters);
  for (const Adapter& adapter : *adapters) {
    for (const Cidr& own : adapter.addresses) {
      const bool scoped = !own.network.is_v4() && own.network.is_link_local();
      EXPECT_EQ(own.network.scope(), scoped ? adapter.index : 0u) << own.network.to_string();
    }
  }
}

TEST(SystemHost, RouteToLoopbackIsLocal) {
  const auto route = SystemHost().route_to(address("127.0.0.1"));
  ASSERT_TRUE(route);
  EXPECT_EQ(route->adapter_name, "lo");
  EXPECT_TRUE(route->local);
  EXPECT_FALSE(route->gateway);
  EXPECT_EQ(route->source, address("127.0.0.1"));
}

TEST(SystemHost, NoRouteThroughAnAdapterThatIsNotThere) {
  EXPECT_FALSE(SystemHost().route_to(address("fe80::1%1073741823")));
}

TEST(SystemHost, TheDefaultAdapterIsOneOfTheAdapters) {
  const SystemHost host;
  const auto index = host.default_adapter();
  if (!index) GTEST_SKIP() << "this machine has no default route";
  const auto adapters = host.adapters();
  ASSERT_TRUE(adapters);
  EXPECT_TRUE(std::any_of(adapters->begin(), adapters->end(),
                          [&](const Adapter& adapter) { return adapter.index == *index; }));
}

TEST(SystemHost, NobodyAnswersArpForAnUnusedAddress) {
  // TEST-NET-3, RFC 5737: on no link.
  EXPECT_EQ(SystemHost().neighbour(address("203.0.113.251")).state, NeighbourState::none);
}

TEST(SystemHost, FindsOwnTcpListener) {
  const OwnSocket socket(SOCK_STREAM);
  ASSERT_TRUE(socket.good());
  const auto holder = port_holder(SystemHost(), Protocol::tcp, socket.port(), address("0.0.0.0"));
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->pid, getpid());
  EXPECT_EQ(holder->command, own_command());
  EXPECT_EQ(holder->user_id, geteuid());
  EXPECT_FALSE(holder->user.empty());
  EXPECT_TRUE(holder->listening);
  EXPECT_EQ(holder->local, (Endpoint{address("127.0.0.1"), socket.port()}));
}

TEST(SystemHost, FindsOwnUdpSocket) {
  const OwnSocket socket(SOCK_DGRAM);
  ASSERT_TRUE(socket.good());
  const auto holder = port_holder(SystemHost(), Protocol::udp, socket.port(), address("127.0.0.1"));
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->pid, getpid());
  EXPECT_TRUE(holder->listening);
  EXPECT_FALSE(port_holder(SystemHost(), Protocol::tcp, socket.port(), address("127.0.0.1")));
}

TEST(SystemHost, NobodyHoldsAClosedPort) {
  Port port{};
  {
    const OwnSocket socket(SOCK_STREAM);
    ASSERT_TRUE(socket.good());
    port = socket.port();
  }
  for (const Holder& holder : SystemHost().port_holders(Protocol::tcp, port)) {
    EXPECT_NE(holder.pid, getpid());
  }
}

TEST(SystemHost, KnowsItsUser) {
  const User user = SystemHost().user();
  EXPECT_EQ(user.id, geteuid());
  EXPECT_FALSE(user.name.empty());
  EXPECT_FALSE(user.groups.empty());
}

TEST(SystemHost, KnowsItsLimits) {
  rlimit limit{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
  const DescriptorLimits limits = SystemHost().descriptor_limits();
  EXPECT_EQ(limits.soft, limit.rlim_cur);
  EXPECT_EQ(limits.hard, limit.rlim_max);
  EXPECT_LE(SystemHost().unprivileged_port_start(), 65'536u);
}

// A program of that name in a folder of the test's own, first in PATH.
class OwnNft {
 public:
  explicit OwnNft(const std::string& script) {
    std::string pattern = (std::filesystem::temp_directory_path() / "parley-nft-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    std::ofstream(folder_ / "nft") << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(folder_ / "nft", std::filesystem::perms::owner_all);
    before_ = std::getenv("PATH");
    setenv("PATH", (folder_.string() + ":" + before_).c_str(), 1);
  }
  ~OwnNft() {
    setenv("PATH", before_.c_str(), 1);
    std::filesystem::remove_all(folder_);
  }
  OwnNft(const OwnNft&) = delete;
  OwnNft& operator=(const OwnNft&) = delete;

 private:
  std::filesystem::path folder_;
  std::string before_;
};

TEST(SystemHost, TheFirewallIsReadWhereThisUserMay) {
  const OwnNft nft("echo \"$@\"");
  const Firewall firewall = SystemHost().firewall();
  if (geteuid() != 0) {
    EXPECT_EQ(firewall.access, Firewall::Access::no_permission);
    return;
  }
  EXPECT_EQ(firewall.access, Firewall::Access::read);
  EXPECT_EQ(firewall.ruleset, "-j list ruleset\n");
}

TEST(SystemHost, AFirewallThatCannotBeReadSaysWhy) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root";
  const OwnNft nft("echo 'a cache' >&2; echo 'Operation not permitted' >&2; exit 1");
  const Firewall firewall = SystemHost().firewall();
  EXPECT_EQ(firewall.access, Firewall::Access::failed);
  EXPECT_EQ(firewall.trouble, "Operation not permitted");
}

TEST(SystemHost, AFirewallThatHangsIsNotWaitedFor) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root";
  const OwnNft nft("exec sleep 60");
  const Firewall firewall = SystemHost().firewall();
  EXPECT_EQ(firewall.access, Firewall::Access::failed);
  EXPECT_EQ(firewall.trouble, "nft did not answer within a second");
}

}  // namespace
}  // namespace parley::host
