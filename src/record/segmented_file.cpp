#include "record/segmented_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <vector>

#include "record/crc32.h"

namespace parley::record {

namespace {

constexpr std::size_t front_bytes_max = 4096;
constexpr std::size_t section_options_at = 24;
constexpr std::size_t interface_options_at = 16;
constexpr std::uint16_t option_comment = 1;      // opt_comment
constexpr std::uint16_t option_description = 3;  // if_description

std::uint16_t number16(const char* at) {
  std::uint16_t value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

std::uint32_t number32(const char* at) {
  std::uint32_t value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

std::uint64_t number64(const char* at) {
  std::uint64_t value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

/// The whole block at the front; empty where there is none.
Bytes block_at(Bytes octets, std::uint32_t type) {
  if (octets.size() < format::block_bytes_min || number32(octets.data()) != type) return {};
  const std::size_t length = number32(octets.data() + 4);
  if (length < format::block_bytes_min || length % 4 != 0 || length > octets.size()) return {};
  if (number32(octets.data() + length - 4) != length) return {};
  return octets.substr(0, length);
}

/// What a block says in one of its options, which begin at an offset.
Bytes option_of(Bytes block, std::size_t begin, std::uint16_t wanted) {
  if (block.size() < begin + 4) return {};
  Bytes list = block.substr(begin, block.size() - begin - 4);
  while (list.size() >= 4) {
    const std::uint16_t code = number16(list.data());
    const std::size_t bytes = number16(list.data() + 2);
    list.remove_prefix(4);
    if (code == 0 || bytes > list.size()) return {};
    if (code == wanted) return list.substr(0, bytes);
    list.remove_prefix(std::min(list.size(), (bytes + 3) & ~std::size_t{3}));
  }
  return {};
}

/// Where the first segment's header is damaged; 0: it is here, too.
std::uint64_t tag_of_section(Bytes file) {
  Bytes comment =
      option_of(block_at(file, format::section_type), section_options_at, option_comment);
  if (!comment.starts_with(format::tag_comment)) return 0;
  comment.remove_prefix(format::tag_comment.size());
  std::uint64_t tag = 0;
  std::from_chars(comment.data(), comment.data() + comment.size(), tag, 16);
  return tag;
}

bool has_link_type(Bytes interface, std::uint16_t type) {
  return interface.size() >= 20 && number16(interface.data() + 8) == type;
}

}  // namespace

std::optional<std::size_t> recording_front(Bytes file) {
  const Bytes section = block_at(file, format::section_type);
  if (section.size() < 28 || number32(section.data() + 8) != format::byte_order_magic) return {};
  std::size_t at = section.size();
  const Bytes payloads = block_at(file.substr(at), format::interface_type);
  if (!has_link_type(payloads, format::link_type_raw)) return {};
  if (option_of(payloads, interface_options_at, option_description) != format::payload_description)
    return {};
  at += payloads.size();
  const Bytes events = block_at(file.substr(at), format::interface_type);
  if (!has_link_type(events, format::link_type_upper_pdu)) return {};
  at += events.size();
  return at;
}

std::optional<SegmentHeader> read_segment_header(Bytes block) {
  const Bytes whole = block_at(block, format::segment_type);
  if (whole.size() != format::segment_header_bytes) return {};
  const char* body = whole.data() + 8;
  if (number32(body) != format::version) return {};
  const std::uint32_t crc = number32(body + format::segment_crc_covers);
  if (crc32(Bytes(body, format::segment_crc_covers)) != crc) return {};
  SegmentHeader header;
  header.number = number32(body + 4);
  header.first_event = number64(body + 8);
  header.time = WallTime(Duration(static_cast<std::int64_t>(number64(body + 16))));
  header.tag = number64(body + 24);
  return header;
}

Result<SegmentedFile> SegmentedFile::open(std::shared_ptr<const File> file, std::string name,
                                          std::size_t segment_bytes) {
  SegmentedFile opened(std::move(file), std::move(name), segment_bytes);
  std::vector<char> front(std::min(front_bytes_max, segment_bytes));
  const auto got = opened.read(0, 0, front);
  if (!got) return tl::unexpected(got.error());
  const Bytes octets(front.data(), *got);
  const auto is_not = [&opened](std::string seen) {
    return failure({ErrorClass::bad_input, 0, "read the recording " + opened.name_, seen});
  };
  if (octets.empty()) return is_not("the file is empty");
  const auto bytes = recording_front(octets);
  if (!bytes) return is_not("it is no recording that Parley made");
  if (octets.size() < *bytes + format::segment_header_bytes) {
    return is_not("it ends before its first event");
  }
  const auto version = number32(octets.data() + *bytes + 8);
  if (version != format::version) {
    return is_not("its format is version " + std::to_string(version) + "; this program reads " +
                  std::to_string(format::version));
  }
  opened.front_bytes_ = *bytes;
  const auto first = read_segment_header(octets.substr(*bytes));
  opened.tag_ = first ? first->tag : tag_of_section(octets);
  return opened;
}

Result<std::uint64_t> SegmentedFile::segments() const {
  return size().map(
      [this](std::uint64_t size) { return (size + segment_bytes_ - 1) / segment_bytes_; });
}

Result<std::size_t> SegmentedFile::read(std::uint64_t segment, std::size_t skip,
                                        std::span<char> into) const {
  return file_->read_at(segment * segment_bytes_ + skip,
                        into.first(std::min(into.size(), segment_bytes_ - skip)));
}

Result<std::optional<SegmentHeader>> SegmentedFile::header(std::uint64_t segment) const {
  std::array<char, format::segment_header_bytes> octets;
  const auto got = read(segment, segment == 0 ? front_bytes_ : 0, octets);
  if (!got) return tl::unexpected(got.error());
  auto header = read_segment_header(Bytes(octets.data(), *got));
  if (header && (header->number != segment || header->tag != tag_)) header.reset();
  return header;
}

/// Binary search. Where a header is damaged, the next sound one stands for it.
template <typename Before>
Result<std::uint64_t> SegmentedFile::last_segment(const Before& before) const {
  const auto count = segments();
  if (!count) return tl::unexpected(count.error());
  std::uint64_t low = 0;  // is before, or there is none
  std::uint64_t high = *count;
  while (low + 1 < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    std::uint64_t at = middle;
    std::optional<SegmentHeader> found;
    for (; at < high && !found; ++at) {
      const auto read = header(at);
      if (!read) return tl::unexpected(read.error());
      found = *read;
    }
    if (found && before(*found)) {
      low = at - 1;
    } else {
      high = middle;
    }
  }
  return low;
}

Result<std::uint64_t> SegmentedFile::segment_of_event(std::uint64_t event) const {
  return last_segment([event](const SegmentHeader& header) { return header.first_event <= event; });
}

Result<std::uint64_t> SegmentedFile::segment_of_time(WallTime time) const {
  return last_segment([time](const SegmentHeader& header) { return header.time < time; });
}

}  // namespace parley::record
