#include "board/sketch/set_values.h"

#include <algorithm>

#include "board/sketch/source_text.h"

namespace parley::board::sketch {

namespace {

/// One value in the code: whose it is, and where its text stands.
struct Slot {
  std::string name;
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::string word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_word(text[end]))
    ++end;
  return std::string(text.substr(at, end - at));
}

/// The end of a directive: of its line, or of the last that a backslash continues.
std::size_t directive_end(std::string_view mask, std::size_t at) {
  std::size_t end = mask.find('\n', at);
  while (end != std::string_view::npos && end > 0 && mask[end - 1] == '\\')
    end = mask.find('\n', end + 1);
  return end == std::string_view::npos ? mask.size() : end;
}

class Scanner {
 public:
  explicit Scanner(std::string_view code) : mask_(masked(code)) {}

  std::vector<Slot> run() {
    bool line_begin = true;
    while (at_ < mask_.size()) {
      const char c = mask_[at_];
      if (c == '#' && line_begin) {
        directive();
        continue;
      }
      if (c == '\n') line_begin = true;
      if (c != '\n' && c != ' ' && c != '\t' && c != '\r') line_begin = false;
      if (c == '{' || c == '(') {
        // The inside of functions, classes and parameter lists holds nothing global.
        const std::size_t end = behind_bracket(mask_, at_);
        at_ = end == std::string::npos ? mask_.size() : end;
        continue;
      }
      if (c == '=') {
        initialiser();
        continue;
      }
      ++at_;
    }
    return std::move(slots_);
  }

 private:
  void directive() {
    const std::size_t end = directive_end(mask_, at_);
    std::size_t word = mask_.find_first_not_of(" \t", at_ + 1);
    if (word != std::string::npos && word_at(mask_, word) == "define") {
      word = mask_.find_first_not_of(" \t", word + 6);
      const std::string name = word == std::string::npos ? "" : word_at(mask_, word);
      const std::size_t after = word + name.size();
      const bool takes_arguments = after < mask_.size() && mask_[after] == '(';
      const std::size_t begin = mask_.find_first_not_of(" \t", after);
      std::size_t stop = end;
      while (stop > after && (mask_[stop - 1] == ' ' || mask_[stop - 1] == '\r'))
        --stop;
      if (!name.empty() && !takes_arguments && begin < stop) slots_.push_back({name, begin, stop});
    }
    at_ = end;
  }

  /// At an '=' of file scope: `const char* HOST = "...";`, `char ssid[] = "..."`, `a = 1, b = 2`.
  void initialiser() {
    std::size_t before = at_;
    const auto skip_space = [&] {
      while (before > 0 && (mask_[before - 1] == ' ' || mask_[before - 1] == '\n'))
        --before;
    };
    skip_space();
    while (before > 0 && mask_[before - 1] == ']') {
      before = mask_.rfind('[', before - 1);
      if (before == std::string::npos) break;
      skip_space();
    }
    std::size_t name_begin = before == std::string::npos ? 0 : before;
    while (name_begin > 0 && is_word(mask_[name_begin - 1]))
      --name_begin;
    const std::size_t begin = mask_.find_first_not_of(" \t\r\n", at_ + 1);
    std::size_t end = at_ + 1;
    while (end < mask_.size() && mask_[end] != ';' && mask_[end] != ',') {
      const bool opens = mask_[end] == '(' || mask_[end] == '[' || mask_[end] == '{';
      const std::size_t behind = opens ? behind_bracket(mask_, end) : end + 1;
      end = behind == std::string::npos ? mask_.size() : behind;
    }
    const std::string name = word_at(mask_, name_begin);
    const bool named = !name.empty() && name != "operator" && before != std::string::npos;
    if (named && begin < end) slots_.push_back({name, begin, end});
    at_ = std::max(end, at_ + 1);
  }

  std::string mask_;
  std::vector<Slot> slots_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::string> settable_names(std::string_view code) {
  std::vector<std::string> names;
  for (const Slot& slot : Scanner(code).run()) {
    if (std::find(names.begin(), names.end(), slot.name) == names.end()) names.push_back(slot.name);
  }
  return names;
}

std::size_t set_value(std::string& code, const SetValue& value) {
  std::size_t found = 0;
  std::vector<Slot> slots = Scanner(code).run();
  // From the last to the first, so that the positions of the others stay right.
  std::reverse(slots.begin(), slots.end());
  for (const Slot& slot : slots) {
    if (slot.name != value.first) continue;
    const auto lines = std::count(code.begin() + static_cast<std::ptrdiff_t>(slot.begin),
                                  code.begin() + static_cast<std::ptrdiff_t>(slot.end), '\n');
    code.replace(slot.begin, slot.end - slot.begin,
                 value.second + std::string(static_cast<std::size_t>(lines), '\n'));
    ++found;
  }
  return found;
}

}  // namespace parley::board::sketch
