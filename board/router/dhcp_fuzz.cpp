// Frames of a board as the access point reads them: nothing beyond the end, and the DHCP server
// answers with addresses of its pool alone.
#include <cassert>
#include <cstdint>

#include "board/router/dhcp_server.h"
#include "board/router/frame.h"

using namespace parley;
using namespace parley::board;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> octets{data, size};
  if (size >= link::frame_bytes_min) {
    router::arp_sender(octets);
    router::ip_source(octets);
    if (const auto udp = router::udp_of(octets)) assert(udp->payload.size() < size);
  }
  const auto request = router::parse_dhcp(octets);
  if (!request) return 0;
  router::DhcpServer server;
  const SteadyTime now{std::chrono::hours{1}};
  for (int turn = 0; turn < 2; ++turn) {
    const auto reply = server.handle(*request, now);
    if (!reply) continue;
    const router::Ip yours = reply->answer.yours;
    assert(!yours || (yours >= router::pool_first && yours <= router::pool_last));
    assert(router::dhcp_payload(*request, reply->answer).size() >= 300);
  }
  return 0;
}
