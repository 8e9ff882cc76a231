#include "board/sketch/source_text.h"

#include <cctype>

namespace parley::board::sketch {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Walks over one text; each function stands before its construct and leaves behind it.
class Masker {
 public:
  explicit Masker(std::string_view code) : code_(code), out_(code) {}

  std::string run() {
    while (at_ < code_.size()) {
      if (starts("//")) {
        line_comment();
      } else if (starts("/*")) {
        block_comment();
      } else if (code_[at_] == '"') {
        raw_prefix() ? raw_string() : literal('"');
      } else if (code_[at_] == '\'') {
        literal('\'');
      } else if (is_digit(code_[at_])) {
        number();
      } else if (is_word(code_[at_])) {
        while (at_ < code_.size() && is_word(code_[at_]))
          ++at_;
      } else {
        ++at_;
      }
    }
    return std::move(out_);
  }

 private:
  bool starts(std::string_view what) const { return code_.substr(at_, what.size()) == what; }

  /// R"...", also with an encoding in front: the quote is behind a word that ends with R.
  bool raw_prefix() const {
    if (at_ == 0 || code_[at_ - 1] != 'R') return false;
    std::size_t begin = at_;
    while (begin > 0 && is_word(code_[begin - 1]))
      --begin;
    const auto word = code_.substr(begin, at_ - begin);
    return word == "R" || word == "LR" || word == "uR" || word == "UR" || word == "u8R";
  }

  void blank(std::size_t until, char with) {
    for (; at_ < until && at_ < code_.size(); ++at_)
      if (code_[at_] != '\n') out_[at_] = with;
  }

  void line_comment() {
    std::size_t end = code_.find('\n', at_);
    while (end != std::string_view::npos && end > 0 && code_[end - 1] == '\\')
      end = code_.find('\n', end + 1);
    blank(end == std::string_view::npos ? code_.size() : end, ' ');
  }

  void block_comment() {
    const std::size_t end = code_.find("*/", at_ + 2);
    blank(end == std::string_view::npos ? code_.size() : end + 2, ' ');
  }

  void literal(char quote) {
    std::size_t end = at_ + 1;
    // One that is not closed ends with its line: the compiler will say so.
    while (end < code_.size() && code_[end] != quote && code_[end] != '\n')
      end += code_[end] == '\\' ? 2 : 1;
    ++at_;
    blank(end, '_');
    if (at_ < code_.size() && code_[at_] == quote) ++at_;
  }

  void raw_string() {
    const std::size_t open = code_.find('(', at_);
    if (open == std::string_view::npos) return literal('"');
    const std::string close = ")" + std::string(code_.substr(at_ + 1, open - at_ - 1)) + "\"";
    const std::size_t end = code_.find(close, open);
    ++at_;
    blank(end == std::string_view::npos ? code_.size() : end + close.size() - 1, '_');
    if (at_ < code_.size()) ++at_;
  }

  /// A quote inside a number separates digits: 1'000'000.
  void number() {
    while (at_ < code_.size()) {
      const bool separator =
          code_[at_] == '\'' && at_ + 1 < code_.size() && is_word(code_[at_ + 1]);
      if (!is_word(code_[at_]) && code_[at_] != '.' && !separator) return;
      ++at_;
    }
  }

  std::string_view code_;
  std::string out_;
  std::size_t at_ = 0;
};

}  // namespace

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::string masked(std::string_view code) {
  return Masker(code).run();
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  for (std::size_t at = text.find(word, from); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_word(text[at - 1]);
    const std::size_t end = at + word.size();
    if (begins && (end >= text.size() || !is_word(text[end]))) return at;
  }
  return std::string_view::npos;
}

std::size_t behind_bracket(std::string_view mask, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < mask.size(); ++at) {
    const char c = mask[at];
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (depth == 0) return at + 1;
  }
  return std::string_view::npos;
}

std::vector<Range> c_linkage_blocks(std::string_view code, std::string_view mask) {
  std::vector<Range> blocks;
  for (std::size_t at = find_word(mask, "extern", 0); at != std::string_view::npos;
       at = find_word(mask, "extern", at + 1)) {
    std::size_t next = mask.find_first_not_of(" \t\r\n", at + 6);
    if (next == std::string_view::npos || code.substr(next, 3) != "\"C\"") continue;
    next = mask.find_first_not_of(" \t\r\n", next + 3);
    if (next == std::string_view::npos || mask[next] != '{') continue;
    const std::size_t end = behind_bracket(mask, next);
    blocks.push_back({at, end == std::string_view::npos ? mask.size() : end});
  }
  return blocks;
}

}  // namespace parley::board::sketch
