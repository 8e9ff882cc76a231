// Two computers of a SimWorld on which the tests of the simulator run.
//
// Owned by a test. Thread rule: the test's thread.
#pragma once

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "net/sim_network.h"
#include "net/stream_contract_bench.h"

namespace parley::net::testing {

using namespace std::chrono_literals;

inline IpAddress address(const char* text) {
  return *IpAddress::parse(text);
}

class SimTest : public ::testing::Test {
 protected:
  explicit SimTest(const SimConditions& conditions = {}, std::uint64_t seed = 1)
      : world(seed, conditions) {}

  void run(std::vector<Task<>>& tasks) {
    for (auto& task : tasks)
      task.start();
    const auto done = [&tasks] {
      return std::all_of(tasks.begin(), tasks.end(), [](const auto& task) { return task.done(); });
    };
    EXPECT_TRUE(world.loop().run_until(done, 24h)) << "the conversation hangs\n" << world.trace();
  }

  template <typename... Tasks>
  void run(Tasks... tasks) {
    contract::run(bench, std::move(tasks)...);
  }

  contract::Pair connect() { return contract::connect(bench); }

  void pass(Duration duration) { world.loop().run_for(duration); }

  std::unique_ptr<Acceptor> listen(Network& network, const Endpoint& at) {
    auto listening = network.listen(at, false);
    EXPECT_TRUE(listening) << to_string(listening.error());
    return std::move(*listening);
  }

  contract::Connected dial(Network& network, const Endpoint& to, Duration timeout = 10s) {
    contract::Connected result;
    run(contract::dial(network, to, timeout, result));
    return result;
  }

  /// What can be read at once, each read on its own, until `again`; "end" or the error is the last.
  std::vector<std::string> reads(Stream& stream) {
    std::vector<std::string> found;
    char buffer[10'000];
    for (;;) {
      const Io got = stream.read(buffer);
      if (got.status == Io::Status::again) return found;
      if (got.status == Io::Status::done) {
        found.emplace_back(buffer, got.bytes);
        continue;
      }
      found.push_back(got.status == Io::Status::end ? "end" : strerrorname_np(got.error));
      if (got.status == Io::Status::end) return found;
    }
  }

  std::size_t write_until_again(Stream& stream) {
    const ByteString bytes(1'000, 'x');
    std::size_t total = 0;
    for (Io put; (put = stream.write(bytes)).status == Io::Status::done;)
      total += put.bytes;
    return total;
  }

  const IpAddress pc_address = address("10.0.0.1");
  const IpAddress board_address = address("10.0.0.7");
  SimWorld world;
  std::unique_ptr<SimNetwork> pc = world.host(pc_address);
  std::unique_ptr<SimNetwork> board = world.host(board_address);
  contract::Bench bench{*board, *pc, pc_address,
                        [this](std::vector<Task<>>& tasks) { run(tasks); }};
};

}  // namespace parley::net::testing
