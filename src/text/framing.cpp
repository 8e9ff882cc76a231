#include "text/framing.h"

#include <algorithm>
#include <cassert>
#include <fmt/format.h>

#include "text/notation.h"

namespace parley::text {

namespace {

Bytes take_front(Bytes& chunk, std::size_t count) {
  const Bytes front = chunk.substr(0, count);
  chunk.remove_prefix(front.size());
  return front;
}

}  // namespace

Result<Framing> parse_framing(std::string_view name) {
  for (const auto framing : {Framing::none, Framing::line, Framing::length}) {
    if (name == framing_name(framing)) return framing;
  }
  return failure({ErrorClass::bad_input, 0, fmt::format("read the framing \"{}\"", excerpt(name)),
                  "it is none of none, line and length"});
}

std::string_view framing_name(Framing framing) {
  switch (framing) {
    case Framing::none: return "none";
    case Framing::line: return "line";
    case Framing::length: return "length";
  }
  return "none";
}

Framer::Framer(Framing framing, std::size_t message_bytes_max)
    : message_bytes_max_(message_bytes_max), framing_(framing) {
  assert(message_bytes_max_ > 0);
}

std::string Framer::trouble() const {
  if (!stopped_) return {};
  return fmt::format(
      "the octets \"{}\" are no length of a message: {} is above the limit of {}; framing stopped, "
      "what follows is shown as it comes",
      to_notation({prefix_.data(), prefix_.size()}), length_, message_bytes_max_);
}

Piece Framer::take(Bytes& chunk) {
  if (framing_ == Framing::line) return take_line(chunk);
  if (framing_ == Framing::length && !stopped_) return take_length(chunk);
  const Bytes all = take_front(chunk, chunk.size());
  return {all, true, all};
}

Piece Framer::take_line(Bytes& chunk) {
  const Bytes window = chunk.substr(0, message_bytes_max_ - held_.size());
  const std::size_t end = window.find('\n');
  if (end == Bytes::npos) {
    const Bytes bytes = take_front(chunk, window.size());
    if (held_.size() + bytes.size() < message_bytes_max_) {
      held_ += bytes;
      return {bytes, false, {}};
    }
    line_was_cut_ = true;
    return complete(bytes, bytes);
  }

  const Bytes bytes = take_front(chunk, end + 1);
  Piece piece = complete(bytes, bytes.substr(0, end));
  if (piece.message.ends_with('\r')) piece.message.remove_suffix(1);
  if (line_was_cut_ && piece.message.empty()) {
    piece.message_complete = false;
    piece.message = {};
    release();
  }
  line_was_cut_ = false;
  return piece;
}

Piece Framer::take_length(Bytes& chunk) {
  const std::size_t before = prefix_count_;
  const Bytes prefix = chunk.substr(0, prefix_bytes - before);
  std::copy(prefix.begin(), prefix.end(), prefix_.begin() + before);
  prefix_count_ = static_cast<std::uint8_t>(before + prefix.size());
  if (prefix_count_ < prefix_bytes) return {take_front(chunk, prefix.size()), false, {}};
  length_ = 0;
  for (const char octet : prefix_)
    length_ = length_ << 8 | static_cast<unsigned char>(octet);
  if (length_ > message_bytes_max_) return stop_framing(chunk, before);

  const std::size_t missing = length_ - held_.size();
  const Bytes bytes = take_front(chunk, prefix.size() + missing);
  const Bytes content = bytes.substr(prefix.size());
  if (content.size() < missing) {
    held_ += content;
    return {bytes, false, {}};
  }
  prefix_count_ = 0;
  return complete(bytes, content);
}

/// The octets of the prefix that earlier pieces carried belong to no message yet: this one has
/// them.
Piece Framer::stop_framing(Bytes& chunk, std::size_t prefix_bytes_before) {
  stopped_ = true;
  prefix_count_ = 0;
  held_.assign(prefix_.data(), prefix_bytes_before);
  const Bytes bytes = take_front(chunk, chunk.size());
  return complete(bytes, bytes);
}

Piece Framer::complete(Bytes bytes, Bytes content) {
  if (held_.empty()) return {bytes, true, content};
  held_ += content;
  return {bytes, true, held_};
}

void Framer::release() {
  std::string().swap(held_);
}

std::string frame_message(Framing framing, Bytes message, LineEnding ending) {
  std::string framed;
  if (framing == Framing::length) {
    assert(message.size() <= UINT32_MAX);
    const auto length = static_cast<std::uint32_t>(message.size());
    for (int shift = 24; shift >= 0; shift -= 8)
      framed += static_cast<char>(length >> shift);
    framed += message;
    return framed;
  }
  framed += message;
  const bool bare_line = framing == Framing::line && ending == LineEnding::none;
  framed += line_ending_bytes(bare_line ? LineEnding::lf : ending);
  return framed;
}

}  // namespace parley::text
