#include "tests/simulation/answers.h"

#include <algorithm>
#include <utility>

#include "tests/simulation/plan.h"

namespace parley::simulation {

namespace {

/// Where "P5;" stands, at or behind `from`.
std::size_t find_token(Bytes text, char letter, std::size_t from) {
  for (std::size_t i = from; i + 2 < text.size(); ++i) {
    const bool digit = text[i + 1] >= '0' && text[i + 1] <= '9';
    if (text[i] == letter && digit && text[i + 2] == ';') return i;
  }
  return Bytes::npos;
}

constexpr std::size_t token_bytes = 3;

std::string answer_to(Bytes text, std::size_t at) {
  const char digit = text[at + 1];
  if (text[at] == 'P') return std::string("A") + digit + ";";
  return std::string("B") + digit + digit + ";\n";
}

}  // namespace

Answers::Answers(text::Framing framing, const talk::RuleSettings& rules) : framing_(framing) {
  change(rules);
  if (rules.greet) say(*rules.greet == "Hello" ? "Hello" : "Welcome\n");
}

void Answers::change(const talk::RuleSettings& rules) {
  echo_ = rules.echo;
  expects_ = rules.expect.has_value();
  answers_p_ = answers_q_ = false;
  for (const auto& [pattern, text] : rules.replies)
    (pattern.front() == 'P' ? answers_p_ : answers_q_) = true;
  expectation_met_ = false;
  window_.clear();
}

void Answers::heard(Bytes chunk) {
  if (framing_ == text::Framing::line) return hear_lines(chunk);
  if (framing_ == text::Framing::length) return hear_lengths(chunk);
  hear_piece(chunk);
  hear_stream(chunk);
}

void Answers::hear_lines(Bytes chunk) {
  while (!chunk.empty()) {
    const std::size_t end = chunk.find('\n');
    const Bytes piece = chunk.substr(0, end == Bytes::npos ? chunk.size() : end + 1);
    chunk.remove_prefix(piece.size());
    hear_piece(piece);
    message_ += piece;
    if (piece.back() != '\n') continue;
    message_.pop_back();
    if (message_.ends_with('\r')) message_.pop_back();
    hear_message(std::exchange(message_, {}));
  }
}

void Answers::hear_lengths(Bytes chunk) {
  ByteString piece;  // ends with the message or the chunk
  while (!chunk.empty()) {
    if (framing_ended_) {
      hear_piece(chunk);
      hear_message(chunk);
      return;
    }
    if (prefix_.size() < 4) {
      prefix_ += chunk.front();
      piece += chunk.front();
      chunk.remove_prefix(1);
    }
    if (prefix_.size() < 4) continue;
    std::size_t length = 0;
    for (const char octet : prefix_)
      length = length * 256 + static_cast<unsigned char>(octet);
    if (length > limits::message_bytes_max) {
      framing_ended_ = true;
      const ByteString rest = piece + ByteString(chunk);
      const ByteString before = prefix_.substr(0, prefix_.size() - piece.size());
      hear_piece(rest);
      hear_message(before + rest);
      return;
    }
    const Bytes more = chunk.substr(0, length - message_.size());
    chunk.remove_prefix(more.size());
    message_ += more;
    piece += more;
    if (message_.size() < length) continue;
    hear_piece(std::exchange(piece, {}));
    prefix_.clear();
    hear_message(std::exchange(message_, {}));
  }
  if (!piece.empty()) hear_piece(piece);
}

void Answers::heard_end() {
  if (!framing_ended_ && (!message_.empty() || !prefix_.empty())) hear_message(message_);
}

void Answers::heard_datagram(Bytes datagram) {
  hear_piece(datagram);
  hear_message(datagram);
}

void Answers::hear_piece(Bytes piece) {
  if (echo_) expected_ += piece;
}

void Answers::hear_message(Bytes message) {
  const std::size_t p = find_token(message, 'P', 0);
  const std::size_t q = find_token(message, 'Q', 0);
  if (expects_ && message.find("P7;") != Bytes::npos) expectation_met_ = true;
  if (answers_p_ && p != Bytes::npos) {
    say(answer_to(message, p));
  } else if (answers_q_ && q != Bytes::npos) {
    say(answer_to(message, q));
  }
}

void Answers::hear_stream(Bytes chunk) {
  if (!answers_p_ && !answers_q_ && !expects_) return;
  window_ += chunk;
  if (expects_ && window_.find("P7;") != Bytes::npos) expectation_met_ = true;
  std::size_t used = 0;
  for (;;) {
    const std::size_t p = answers_p_ ? find_token(window_, 'P', used) : Bytes::npos;
    const std::size_t q = answers_q_ ? find_token(window_, 'Q', used) : Bytes::npos;
    const std::size_t first = std::min(p, q);
    if (first == Bytes::npos) break;
    say(answer_to(window_, first));
    used = first + token_bytes;
  }
  window_.erase(0, used);
  if (window_.size() > limits::rule_window_bytes_max) {
    window_.erase(0, window_.size() - limits::rule_window_bytes_max);
  }
}

void Answers::say(const std::string& text) {
  if (framing_ == text::Framing::line) {
    expected_ += text.ends_with('\n') ? text : text + "\n";
  } else if (framing_ == text::Framing::length) {
    expected_ +=
        ByteString{0, 0, static_cast<char>(text.size() >> 8), static_cast<char>(text.size())} +
        text;
  } else {
    expected_ += text;
  }
}

ByteString Answers::without_ticks(Bytes said) const {
  if (framing_ == text::Framing::length) return ByteString(said);  // there are none
  ByteString rest;
  while (!said.empty()) {
    const std::size_t begin = said.find(tick_begin);
    rest += said.substr(0, begin);
    if (begin == Bytes::npos) break;
    const std::size_t end = said.find(tick_end, begin);
    if (end == Bytes::npos) break;
    said.remove_prefix(end + 1);
    if (!said.empty()) said.remove_prefix(1);  // its line end
  }
  return rest;
}

}  // namespace parley::simulation
