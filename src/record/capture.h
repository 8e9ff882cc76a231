// Captures as anybody writes them, pcapng or classic pcap (tcpdump's, in either byte order, with
// microseconds or nanoseconds), packet by packet. Only a window of the file is in memory, so its
// size does not matter, and one that is still being written can be followed.
//
// Limits: a packet with its block is at most `pcapng::block_bytes_max`; the window holds two.
// Thread rule: one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "record/file.h"
#include "record/pcapng.h"

namespace parley::record {

/// tcpdump.org/linktypes.html
namespace link_type {
inline constexpr std::uint16_t null = 0;  ///< BSD loopback: a family in the writer's byte order
inline constexpr std::uint16_t ethernet = 1;
inline constexpr std::uint16_t raw_bsd = 12;
inline constexpr std::uint16_t raw_openbsd = 14;
inline constexpr std::uint16_t raw = 101;  ///< IPv4 or IPv6, as its first octet says
inline constexpr std::uint16_t loop = 108;
inline constexpr std::uint16_t linux_cooked = 113;
inline constexpr std::uint16_t ipv4 = 228;
inline constexpr std::uint16_t ipv6 = 229;
inline constexpr std::uint16_t linux_cooked_2 = 276;
}  // namespace link_type

class CaptureReader {
 public:
  /// Puts the octets that follow into `into` and says how many; 0: there are none now.
  using ReadMore = std::function<Result<std::size_t>(std::span<char> into)>;

  explicit CaptureReader(ReadMore more);

  /// Of an open file, from its start.
  explicit CaptureReader(std::shared_ptr<const File> file);

  /// Of a capture in memory, which must live as long.
  static CaptureReader of(Bytes capture);

  /// The next packet; what it views is valid until the next call. Nothing: there is none now, which
  /// for a file that is still being written only means "not yet", so it may be asked again.
  /// Errors: it cannot be read; what is there is no capture (with what it looks like), or is
  /// damaged (with the octet where). After an error there is nothing more.
  Result<std::optional<pcapng::Packet>> next();

  /// Where the packet that `next` gave last was captured.
  const pcapng::Interface& interface() const;

  /// A recording of ours, as far as was read: the headers of its packets were never on a wire.
  bool rebuilt() const;

  /// What wrote it, where it says so.
  const std::string& application() const { return blocks_.application(); }

  /// False: so little was there that nobody can tell what it is.
  bool recognised() const { return form_ != Form::unknown; }

  /// Octets after the last whole packet: one that is not finished, at the end of the file.
  std::size_t unfinished_bytes() const { return window_.size() - used_; }

  /// Up to the end of the last whole packet.
  std::uint64_t position() const { return before_ + used_; }

 private:
  enum class Form : std::uint8_t { unknown, pcap, pcapng };

  std::uint32_t number32(std::size_t at) const;
  Result<bool> read_more();
  Result<> recognise();
  void read_pcap_header();
  Result<std::optional<pcapng::Packet>> next_of_pcap();
  Result<std::optional<pcapng::Packet>> take();

  ReadMore more_;
  ByteString window_;
  std::size_t used_ = 0;      // octets of the window that were taken
  std::uint64_t before_ = 0;  // octets before the window
  Form form_ = Form::unknown;
  bool failed_ = false;
  pcapng::Reader blocks_;
  pcapng::Interface pcap_;  // the one of a classic capture
  bool swapped_ = false;
  std::uint32_t last_interface_ = 0;
};

/// What a file is that is no capture, for people, from its first octets: "it is compressed (gzip):
/// gunzip it first". Empty where nothing is known.
std::string what_it_looks_like(Bytes start);

}  // namespace parley::record
