#include "text/safe_text.h"

#include <algorithm>
#include <cassert>

#include "text/notation.h"
#include "text/utf8.h"

namespace parley::text {

namespace {

/// Octets that pass as they are, whatever stands beside them.
constexpr std::array<bool, 256> plain = [] {
  std::array<bool, 256> table{};
  for (std::size_t octet = ' '; octet <= '~'; ++octet)
    table[octet] = true;
  table['\\'] = false;
  table['\t'] = true;
  table['\n'] = true;
  return table;
}();

std::size_t plain_length(Bytes text) {
  std::size_t length = 0;
  while (length < text.size() && plain[static_cast<unsigned char>(text[length])])
    ++length;
  return length;
}

void escape(Bytes octets, std::string& out) {
  for (const char octet : octets)
    append_escaped_octet(octet, out);
}

/// Writes the first character or octet of `text`, which is not plain, and returns how many octets
/// that were. 0: what follows decides.
std::size_t write_front(Bytes text, std::string& out) {
  if (text[0] == '\\') {
    out += "\\\\";
    return 1;
  }
  if (text[0] == '\r') {
    if (text.size() == 1) return 0;
    const bool line_end = text[1] == '\n';
    out += line_end ? "\n" : "\\r";
    return line_end ? 2 : 1;
  }
  const Utf8Front front = utf8_front(text);
  if (front.status == Utf8Front::Status::partial) return 0;
  const Bytes octets = text.substr(0, front.bytes);
  if (front.status == Utf8Front::Status::valid && is_shown(front.code_point)) {
    out += octets;
  } else {
    escape(octets, out);
  }
  return front.bytes;
}

}  // namespace

void SafeText::append(Bytes in, std::string& out) {
  if (waiting_count_ != 0) resolve_waiting(in, out);
  while (!in.empty()) {
    const std::size_t run = plain_length(in);
    out.append(in.data(), run);
    in.remove_prefix(run);
    if (in.empty()) return;
    const std::size_t written = write_front(in, out);
    if (written == 0) {
      assert(in.size() < waiting_.size());
      std::copy(in.begin(), in.end(), waiting_.begin());
      waiting_count_ = static_cast<std::uint8_t>(in.size());
      return;
    }
    in.remove_prefix(written);
  }
}

void SafeText::resolve_waiting(Bytes& in, std::string& out) {
  while (waiting_count_ != 0 && !in.empty()) {
    // One octet more decides, or brings the character nearer to its end.
    waiting_[waiting_count_] = in[0];
    const std::size_t written = write_front({waiting_.data(), waiting_count_ + 1u}, out);
    if (written == 0) {
      ++waiting_count_;
      in.remove_prefix(1);
    } else if (written == waiting_count_ + 1u) {
      waiting_count_ = 0;
      in.remove_prefix(1);
    } else {
      // What waited begins no character. Its other octets are continuations, which begin none
      // either.
      if (written < waiting_count_) {
        escape({waiting_.data() + written, waiting_count_ - written}, out);
      }
      waiting_count_ = 0;
    }
  }
}

void SafeText::flush(std::string& out) {
  const Bytes rest{waiting_.data(), waiting_count_};
  if (rest == "\r") {
    out += "\\r";
  } else {
    escape(rest, out);
  }
  waiting_count_ = 0;
}

void append_safe_words(std::string_view words, std::string& out) {
  while (!words.empty()) {
    const auto run =
        std::find_if(words.begin(), words.end(), [](char c) { return c < ' ' || c > '~'; });
    out.append(words.begin(), run);
    words.remove_prefix(static_cast<std::size_t>(run - words.begin()));
    if (words.empty()) return;
    const Utf8Front front = utf8_front(words);
    const Bytes octets = words.substr(0, front.bytes);
    if (front.status == Utf8Front::Status::valid && is_shown(front.code_point)) {
      out += octets;
    } else {
      escape(octets, out);
    }
    words.remove_prefix(front.bytes);
  }
}

}  // namespace parley::text
