// Real sockets on loopback keep the contract that the simulated network keeps.
#include <algorithm>
#include <gtest/gtest.h>

#include "net/datagrams_contract_test.h"
#include "net/stream_contract_test.h"
#include "net/system_network.h"

namespace parley::net {
namespace {

using namespace std::chrono_literals;

class SystemBench {
 public:
  explicit SystemBench(const char* address)
      : bench_{network_, network_, *IpAddress::parse(address),
               [this](std::vector<Task<>>& tasks) { run(tasks); }} {}

  contract::Bench& get() { return bench_; }

 private:
  void run(std::vector<Task<>>& tasks) {
    for (auto& task : tasks)
      task.start();
    const SteadyTime hang = clock_.steady() + 60s;
    const auto done = [&tasks] {
      return std::all_of(tasks.begin(), tasks.end(), [](const auto& task) { return task.done(); });
    };
    while (!done() && clock_.steady() < hang)
      loop_.turn(loop_.now() + 100ms);
    EXPECT_TRUE(done()) << "the conversation hangs";
  }

  SystemClock clock_;
  EpollLoop loop_{clock_};
  SystemNetwork network_{loop_};
  contract::Bench bench_;
};

std::vector<contract::Case> all_cases() {
  auto cases = contract::stream_cases();
  const auto more = contract::datagrams_cases();
  cases.insert(cases.end(), more.begin(), more.end());
  return cases;
}

class SystemContract : public testing::TestWithParam<contract::Case> {};

TEST_P(SystemContract, HoldsOverIpv4) {
  SystemBench bench("127.0.0.1");
  GetParam().run(bench.get());
}

TEST_P(SystemContract, HoldsOverIpv6) {
  SystemBench bench("::1");
  GetParam().run(bench.get());
}

INSTANTIATE_TEST_SUITE_P(, SystemContract, testing::ValuesIn(all_cases()), contract::name);

}  // namespace
}  // namespace parley::net
