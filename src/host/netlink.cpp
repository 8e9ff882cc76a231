#include "host/netlink.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <sys/socket.h>
#include <vector>

namespace parley::host {

namespace {

// Larger than libmnl's suggestion: a link with many virtual functions fills more than 8 KiB.
constexpr std::size_t answer_bytes_max = 64 * 1024;

// A dump that a change of the tables cut across is inconsistent (NLM_F_DUMP_INTR): ask again.
constexpr int attempts_max = 4;

constexpr unsigned sequence = 1;

using Callback = std::function<void(const nlmsghdr&)>;

int forward(const nlmsghdr* message, void* callback) {
  (*static_cast<const Callback*>(callback))(*message);
  return MNL_CB_OK;
}

struct CloseSocket {
  void operator()(mnl_socket* socket) const { mnl_socket_close(socket); }
};

}  // namespace

NetlinkRequest::NetlinkRequest(std::uint16_t type, Answer answer)
    : header_(mnl_nlmsg_put_header(buffer_.data())), answer_(answer) {
  header_->nlmsg_type = type;
  header_->nlmsg_flags =
      static_cast<std::uint16_t>(NLM_F_REQUEST | (answer == Answer::all ? NLM_F_DUMP : 0));
  header_->nlmsg_seq = sequence;
}

void NetlinkRequest::put(std::uint16_t attribute, const IpAddress& address) {
  mnl_attr_put(header_, attribute, address.size(), address.octets());
}

void NetlinkRequest::put(std::uint16_t attribute, std::uint32_t number) {
  mnl_attr_put_u32(header_, attribute, number);
}

int NetlinkRequest::exchange(const Callback& each) {
  const std::unique_ptr<mnl_socket, CloseSocket> socket(
      mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC));
  if (!socket || mnl_socket_bind(socket.get(), 0, MNL_SOCKET_AUTOPID) != 0 ||
      mnl_socket_sendto(socket.get(), header_, header_->nlmsg_len) < 0) {
    return errno;
  }
  const unsigned own_id = mnl_socket_get_portid(socket.get());
  std::vector<char> answer(answer_bytes_max);
  while (true) {
    const ssize_t got = mnl_socket_recvfrom(socket.get(), answer.data(), answer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    const int state = mnl_cb_run(answer.data(), static_cast<std::size_t>(got), sequence, own_id,
                                 forward, const_cast<Callback*>(&each));
    if (state < 0) return errno;
    if (state == MNL_CB_STOP || answer_ == Answer::one) return 0;
  }
}

Result<> NetlinkRequest::run(const std::string& attempted, const Callback& each) {
  int error = EINTR;
  for (int i = 0; i < attempts_max && error == EINTR; ++i) {
    std::vector<std::vector<char>> messages;
    error = exchange([&](const nlmsghdr& message) {
      const char* start = reinterpret_cast<const char*>(&message);
      messages.emplace_back(start, start + message.nlmsg_len);
    });
    if (error != 0) continue;
    for (const auto& message : messages)
      each(*reinterpret_cast<const nlmsghdr*>(message.data()));
  }
  if (error != 0) return failure(system_error(attempted, error));
  return {};
}

NetlinkAttributes::NetlinkAttributes(const nlmsghdr& message, std::size_t body_bytes) {
  mnl_attr_parse(&message, static_cast<unsigned>(body_bytes), add, this);
}

NetlinkAttributes::NetlinkAttributes(const nlattr* nested) {
  if (nested) mnl_attr_parse_nested(nested, add, this);
}

int NetlinkAttributes::add(const nlattr* attribute, void* self) {
  auto& found = static_cast<NetlinkAttributes*>(self)->found_;
  const std::size_t type = mnl_attr_get_type(attribute);
  if (type < found.size()) found[type] = attribute;
  return MNL_CB_OK;
}

std::optional<std::uint32_t> NetlinkAttributes::number(std::uint16_t type) const {
  const nlattr* attribute = at(type);
  if (!attribute || mnl_attr_get_payload_len(attribute) < sizeof(std::uint32_t))
    return std::nullopt;
  return mnl_attr_get_u32(attribute);
}

std::string NetlinkAttributes::text(std::uint16_t type) const {
  const nlattr* attribute = at(type);
  if (!attribute) return "";
  const char* start = static_cast<const char*>(mnl_attr_get_payload(attribute));
  return {start, strnlen(start, mnl_attr_get_payload_len(attribute))};
}

std::string NetlinkAttributes::mac(std::uint16_t type) const {
  static constexpr char digits[] = "0123456789abcdef";
  const nlattr* attribute = at(type);
  if (!attribute || mnl_attr_get_payload_len(attribute) != 6) return "";
  const auto* octets = static_cast<const std::uint8_t*>(mnl_attr_get_payload(attribute));
  std::string shown;
  for (int i = 0; i < 6; ++i) {
    if (i > 0) shown += ':';
    shown += digits[octets[i] >> 4];
    shown += digits[octets[i] & 0xf];
  }
  return shown;
}

std::optional<IpAddress> NetlinkAttributes::address(std::uint16_t type,
                                                    std::uint32_t adapter) const {
  const nlattr* attribute = at(type);
  if (!attribute) return std::nullopt;
  const auto* payload = static_cast<const std::uint8_t*>(mnl_attr_get_payload(attribute));
  if (mnl_attr_get_payload_len(attribute) == 4) {
    return IpAddress::v4({payload[0], payload[1], payload[2], payload[3]});
  }
  if (mnl_attr_get_payload_len(attribute) != 16) return std::nullopt;
  std::array<std::uint8_t, 16> octets;
  std::copy_n(payload, octets.size(), octets.begin());
  const IpAddress plain = IpAddress::v6(octets);
  return plain.is_link_local() ? IpAddress::v6(octets, adapter) : plain;
}

std::uint8_t netlink_family(const IpAddress& address) {
  return address.is_v4() ? AF_INET : AF_INET6;
}

}  // namespace parley::host
