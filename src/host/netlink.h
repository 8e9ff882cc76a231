// One question to the kernel's routing tables and its answer: rtnetlink(7) through libmnl.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>
#include <optional>
#include <string>

#include "base/address.h"
#include "base/result.h"

namespace parley::host {

/// A request under construction, then its answer. Each has a socket of its own, so it may be used
/// on any thread. The answer comes from the kernel itself, without waiting for anybody.
class NetlinkRequest {
 public:
  enum class Answer : std::uint8_t { one, all };

  /// `type`: RTM_GETLINK, RTM_GETROUTE, ...
  NetlinkRequest(std::uint16_t type, Answer answer);

  /// The fixed part that the type asks for (ifinfomsg, rtmsg, ...), zeroed. Call it once, first.
  template <typename Body>
  Body& body() {
    return *static_cast<Body*>(mnl_nlmsg_put_extra_header(header_, sizeof(Body)));
  }
  void put(std::uint16_t attribute, const IpAddress& address);
  void put(std::uint16_t attribute, std::uint32_t number);

  /// Calls `each` for every message of the answer; the message is valid during the call.
  /// `attempted` goes into the Error, whose errno is the kernel's answer: ENETUNREACH for "no
  /// route".
  Result<> run(const std::string& attempted, const std::function<void(const nlmsghdr&)>& each);

 private:
  int exchange(const std::function<void(const nlmsghdr&)>& each);

  alignas(nlmsghdr) std::array<char, 512> buffer_{};
  nlmsghdr* header_;
  Answer answer_;
};

/// The attributes of a message or of a nested attribute, by type. Views the message.
class NetlinkAttributes {
 public:
  /// `body_bytes`: the size of the fixed part before the attributes.
  NetlinkAttributes(const nlmsghdr& message, std::size_t body_bytes);
  explicit NetlinkAttributes(const nlattr* nested);

  bool has(std::uint16_t type) const { return at(type) != nullptr; }

  /// Each gives nothing when the attribute is missing or too short.
  std::optional<std::uint32_t> number(std::uint16_t type) const;
  std::string text(std::uint16_t type) const;
  std::string mac(std::uint16_t type) const;
  const nlattr* at(std::uint16_t type) const {
    return type < found_.size() ? found_[type] : nullptr;
  }

  /// 4 or 16 octets; a link-local IPv6 address gets `adapter` as its scope.
  std::optional<IpAddress> address(std::uint16_t type, std::uint32_t adapter) const;

 private:
  static int add(const nlattr* attribute, void* self);

  std::array<const nlattr*, 128> found_{};
};

/// AF_INET or AF_INET6.
std::uint8_t netlink_family(const IpAddress& address);

}  // namespace parley::host
