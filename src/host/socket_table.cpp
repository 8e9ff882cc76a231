#include "host/socket_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>

namespace parley::host {

namespace {

template <typename Number>
std::optional<Number> number(std::string_view text, int base) {
  Number value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

std::string_view next_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  const std::string_view word = line.substr(0, line.find(' '));
  line.remove_prefix(word.size());
  return word;
}

// Each group of 8 digits is a 32-bit word of the address as the machine reads it from memory, so on
// a little-endian one 127.0.0.1 is written 0100007F.
std::optional<IpAddress> parse_words(std::string_view digits) {
  std::array<std::uint8_t, 16> octets{};
  if (digits.size() != 8 && digits.size() != 32) return std::nullopt;
  for (std::size_t i = 0; i < digits.size() / 8; ++i) {
    const auto word = number<std::uint32_t>(digits.substr(i * 8, 8), 16);
    if (!word) return std::nullopt;
    std::memcpy(octets.data() + i * 4, &*word, 4);
  }
  if (digits.size() == 32) return IpAddress::v6(octets);
  return IpAddress::v4({octets[0], octets[1], octets[2], octets[3]});
}

std::optional<Endpoint> parse_endpoint(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto address = parse_words(text.substr(0, colon));
  const auto port = number<std::uint16_t>(text.substr(colon + 1), 16);
  if (!address || !port) return std::nullopt;
  return Endpoint{*address, static_cast<Port>(*port)};
}

// "0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000  0 4711 ..."
std::optional<SocketRow> parse_row(std::string_view line) {
  std::array<std::string_view, 10> words;
  for (auto& word : words)
    word = next_word(line);
  const auto local = parse_endpoint(words[1]);
  const auto state = number<unsigned>(words[3], 16);
  const auto queues = words[4];
  const auto received = number<unsigned>(queues.substr(queues.find(':') + 1), 16);
  const auto user_id = number<unsigned>(words[7], 10);
  const auto inode = number<std::uint64_t>(words[9], 10);
  if (!local || !state || !received || !user_id || !inode) return std::nullopt;
  return SocketRow{*local, *state, *user_id, *received, *inode};
}

}  // namespace

std::vector<SocketRow> parse_socket_table(std::string_view text) {
  std::vector<SocketRow> rows;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (auto row = parse_row(line)) rows.push_back(*row);
  }
  return rows;
}

}  // namespace parley::host
