// TLS on a simulated wire: what loopback cannot show, and ten seconds that take no time.
#include <gtest/gtest.h>
#include <string>

#include "net/sim_test_bench.h"
#include "net/tls_test_bench.h"

namespace parley::net {
namespace {

using namespace tls_testing;

class TlsSim : public testing::SimTest {};

Task<> send_all(Stream& stream, Bytes outgoing) {
  while (!outgoing.empty()) {
    const Io io = stream.write(outgoing);
    EXPECT_NE(Io::Status::failed, io.status);
    outgoing.remove_prefix(io.bytes);
    ready more(stream, Interest::write);
    co_await more;
  }
  stream.finish();
}

Task<> take_all(Stream& stream, std::string& incoming) {
  std::vector<char> buffer(10'000);
  for (Io io; io.status != Io::Status::end && io.status != Io::Status::failed;) {
    ready octets(stream, Interest::read);
    co_await octets;
    io = stream.read(buffer);
    incoming.append(buffer.data(), io.bytes);
  }
}

TEST_F(TlsSim, CrossesASlowAndLossyWireWhole) {
  world.conditions().loss = 0.05;
  world.conditions().segment_bytes_min = 1;
  world.conditions().coalesce = 0.5;
  world.conditions().send_buffer_bytes = 3'000;
  auto wire = connect();
  Shaken client;
  Shaken server;
  run(shake_into(world.loop(), std::move(wire.client), client_context(), "localhost", client),
      shake_into(world.loop(), std::move(wire.server), server_context(), "", server));
  ASSERT_TRUE(client) << to_string(client.error());
  ASSERT_TRUE(server) << to_string(server.error());
  std::string outgoing;
  for (int i = 0; i < 20'000; ++i)
    outgoing += std::to_string(i) + "\n";
  std::string incoming;
  run(send_all(**client, outgoing), take_all(**server, incoming));
  EXPECT_TRUE(outgoing == incoming) << incoming.size();
  EXPECT_FALSE((*server)->trouble());
}

TEST_F(TlsSim, GivesUpOnASilentPeerAfterTenSeconds) {
  auto wire = connect();
  const SteadyTime begin = world.loop().now();
  Shaken client;
  run(shake_into(world.loop(), std::move(wire.client), client_context(), "localhost", client, 10s));
  ASSERT_FALSE(client);
  EXPECT_EQ("cannot start TLS with localhost: no answer to the TLS hello within 10 s",
            to_string(client.error()));
  EXPECT_EQ(Duration{10s}, world.loop().now() - begin);
}

}  // namespace
}  // namespace parley::net
