#include "record/capture.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

#include "record/format.h"

namespace parley::record {

namespace {

constexpr std::size_t read_bytes = 128 * 1024;
constexpr std::size_t magic_bytes = 4;
constexpr std::size_t pcap_header_bytes = 24;
constexpr std::size_t pcap_packet_header_bytes = 16;

constexpr std::uint32_t pcap_microseconds = 0xA1B2C3D4;
constexpr std::uint32_t pcap_nanoseconds = 0xA1B23C4D;
constexpr std::uint32_t pcap_kuznetzov = 0xA1B2CD34;

constexpr std::string_view attempted = "read the capture";

Failure bad(std::string seen) {
  return failure({ErrorClass::bad_input, 0, std::string(attempted), std::move(seen)});
}

bool is_text(Bytes start) {
  return std::all_of(start.begin(), start.end(), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet == '\n' || octet == '\r' || octet == '\t' || (octet >= 0x20 && octet < 0x7f);
  });
}

}  // namespace

std::string what_it_looks_like(Bytes start) {
  using namespace std::string_view_literals;
  if (start.starts_with("\x1f\x8b")) return "it is compressed (gzip): gunzip it first";
  if (start.starts_with("\x28\xb5\x2f\xfd")) return "it is compressed (zstd): unzstd it first";
  if (start.starts_with("\xfd"
                        "7zXZ")) {
    return "it is compressed (xz): unxz it first";
  }
  if (start.starts_with("BZh")) return "it is compressed (bzip2): bunzip2 it first";
  if (start.starts_with("PK\x03\x04")) return "it is a zip archive: unzip it first";
  if (start.starts_with("snoop\0"sv)) return "it is a capture of snoop, which is not read here";
  if (start.starts_with("\x7f"
                        "ELF")) {
    return "it is a program";
  }
  if (!start.empty() && is_text(start)) return "it is text";
  return "";
}

CaptureReader::CaptureReader(ReadMore more) : more_(std::move(more)) {}

CaptureReader::CaptureReader(std::shared_ptr<const File> file)
    : CaptureReader([file = std::move(file), offset = std::uint64_t{0}](
                        std::span<char> into) mutable -> Result<std::size_t> {
        const auto got = file->read_at(offset, into);
        if (got) offset += *got;
        return got;
      }) {}

CaptureReader CaptureReader::of(Bytes capture) {
  return CaptureReader([capture](std::span<char> into) mutable -> Result<std::size_t> {
    const std::size_t size = std::min(into.size(), capture.size());
    std::copy_n(capture.data(), size, into.data());
    capture.remove_prefix(size);
    return size;
  });
}

const pcapng::Interface& CaptureReader::interface() const {
  return form_ == Form::pcapng && last_interface_ < blocks_.interfaces().size()
             ? blocks_.interfaces()[last_interface_]
             : pcap_;
}

bool CaptureReader::rebuilt() const {
  const auto& interfaces = blocks_.interfaces();
  return !interfaces.empty() && interfaces.front().description == format::payload_description;
}

std::uint32_t CaptureReader::number32(std::size_t at) const {
  std::uint32_t value = 0;
  std::memcpy(&value, window_.data() + at, sizeof value);
  return swapped_ ? __builtin_bswap32(value) : value;
}

/// False: there is no more now. Views of the window end here.
Result<bool> CaptureReader::read_more() {
  before_ += used_;
  window_.erase(0, used_);
  used_ = 0;
  const std::size_t held = window_.size();
  window_.resize(held + read_bytes);
  const auto got = more_({window_.data() + held, read_bytes});
  window_.resize(held + got.value_or(0));
  if (form_ == Form::pcapng) blocks_.move(window_);
  if (!got) return failure(got.error());
  return *got != 0;
}

/// Of a file that is long enough to tell.
Result<> CaptureReader::recognise() {
  std::uint32_t magic = 0;
  std::memcpy(&magic, window_.data(), sizeof magic);
  if (magic == pcapng::section_header_type) {
    form_ = Form::pcapng;
    blocks_.move(window_);
    return {};
  }
  const std::uint32_t turned = __builtin_bswap32(magic);
  const auto is = [&](std::uint32_t known) { return magic == known || turned == known; };
  if (is(pcap_kuznetzov)) return bad("it is a pcap file of an old, patched tcpdump");
  if (!is(pcap_microseconds) && !is(pcap_nanoseconds)) {
    const std::string looks = what_it_looks_like(Bytes(window_).substr(0, 512));
    return bad("it is neither pcapng nor pcap" + (looks.empty() ? looks : ": " + looks));
  }
  swapped_ = turned == pcap_microseconds || turned == pcap_nanoseconds;
  pcap_.resolution = is(pcap_nanoseconds) ? 9 : 6;
  form_ = Form::pcap;
  return {};
}

void CaptureReader::read_pcap_header() {
  pcap_.packet_bytes_max = number32(16);
  // The upper half tells of a frame check sequence behind each packet, which nobody here reads.
  pcap_.link_type = static_cast<std::uint16_t>(number32(20) & 0xffff);
  used_ = pcap_header_bytes;
}

Result<std::optional<pcapng::Packet>> CaptureReader::next_of_pcap() {
  if (before_ + used_ == 0) {
    if (window_.size() < pcap_header_bytes) return std::nullopt;
    read_pcap_header();
  }
  if (window_.size() - used_ < pcap_packet_header_bytes) return std::nullopt;
  const std::size_t size = number32(used_ + 8);
  if (size > pcapng::block_bytes_max) {
    return bad(fmt::format("a packet of {} octets (at octet {})", size, position()));
  }
  if (window_.size() - used_ - pcap_packet_header_bytes < size) return std::nullopt;
  const std::int64_t unit = pcap_.resolution == 9 ? 1 : 1000;
  pcapng::Packet packet;
  packet.time = WallTime{std::chrono::seconds{number32(used_)} +
                         std::chrono::nanoseconds{number32(used_ + 4) * unit}};
  packet.original_bytes = number32(used_ + 12);
  packet.data = Bytes(window_).substr(used_ + pcap_packet_header_bytes, size);
  used_ += pcap_packet_header_bytes + size;
  return packet;
}

/// Out of the window, without reading.
Result<std::optional<pcapng::Packet>> CaptureReader::take() {
  if (form_ == Form::unknown) {
    if (window_.size() < magic_bytes) return std::nullopt;
    if (auto known = recognise(); !known) return failure(known.error());
  }
  if (form_ == Form::pcap) return next_of_pcap();
  auto packet = blocks_.next();
  used_ = blocks_.position();
  if (packet && *packet) last_interface_ = (*packet)->interface;
  return packet;
}

Result<std::optional<pcapng::Packet>> CaptureReader::next() {
  while (!failed_) {
    auto packet = take();
    if (packet && *packet) return packet;
    if (!packet) {
      failed_ = true;
      return packet;
    }
    const auto more = read_more();
    if (!more) return failure(more.error());
    if (!*more) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace parley::record
