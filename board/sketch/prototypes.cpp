#include "board/sketch/prototypes.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "board/sketch/source_text.h"
#include "board/sketch/spawn.h"

namespace parley::board::sketch {

namespace {

/// `# 12 "Blink.ino" 2`: the line below it is that one.
bool read_marker(std::string_view line, Place& into) {
  if (!line.starts_with("# ")) return false;
  line.remove_prefix(2);
  const auto [stop, error] = std::from_chars(line.data(), line.data() + line.size(), into.line);
  if (error != std::errc{}) return false;
  const std::size_t open = line.find('"');
  const std::size_t close = line.rfind('"');
  if (open == std::string_view::npos || close == open) return false;
  into.file.clear();
  for (std::size_t at = open + 1; at < close; ++at) {
    if (line[at] == '\\' && at + 1 < close) ++at;
    into.file += line[at];
  }
  return true;
}

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ')
    out.pop_back();
  return out;
}

/// One function's text in the sketch's own lines.
struct Header {
  std::size_t begin = 0;
  std::size_t end = 0;   ///< where the body's brace is
  std::size_t open = 0;  ///< the parenthesis of its parameters
  std::size_t close = 0;
};

class Finder {
 public:
  explicit Finder(const OwnLines& own)
      : own_(own), mask_(masked(own.text)), c_blocks_(c_linkage_blocks(own.text, mask_)) {
    line_begins_.push_back(0);
    for (std::size_t at = 0; at < mask_.size(); ++at)
      if (mask_[at] == '\n') line_begins_.push_back(at + 1);
  }

  std::optional<Header> header_of(const Tag& tag) const {
    if (tag.line == 0 || tag.line > line_begins_.size()) return std::nullopt;
    // ctags puts a space into "operator +" where the text may have none.
    const std::string word = tag.name.starts_with("operator") ? "operator" : tag.name;
    const std::size_t name = find_word(mask_, word, line_begins_[tag.line - 1]);
    if (name == std::string::npos) return std::nullopt;
    Header header;
    header.open = mask_.find('(', name);
    if (header.open == std::string::npos) return std::nullopt;
    header.close = behind_bracket(mask_, header.open);
    if (header.close == std::string::npos) return std::nullopt;
    header.end = mask_.find_first_of("{;", header.close);
    if (header.end == std::string::npos || mask_[header.end] != '{') return std::nullopt;
    header.begin = begin_of(name);
    return header;
  }

  const Range* c_block_around(std::size_t at) const {
    for (const Range& block : c_blocks_)
      if (at > block.begin && at < block.end) return &block;
    return nullptr;
  }

  Place place_of(std::size_t at) const {
    const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), at);
    const auto line = static_cast<std::size_t>(after - line_begins_.begin()) - 1;
    return own_.places[std::min(line, own_.places.size() - 1)];
  }

  /// The declaration as it stands there; empty where a prototype would be wrong.
  std::string prototype(const Header& header) const {
    const std::string_view mask = mask_;
    const auto before_name = mask.substr(header.begin, header.open - header.begin);
    const auto parameters = mask.substr(header.open, header.close - header.open);
    const std::string text =
        collapsed(std::string_view(own_.text).substr(header.begin, header.end - header.begin));
    const bool has_default =
        parameters.find('=') != std::string_view::npos || default_of_template(before_name);
    if (has_default || c_block_around(header.begin) != nullptr) return {};
    if (find_word(mask.substr(0, header.end), "extern", header.begin) != std::string::npos ||
        find_word(mask.substr(0, header.end), "decltype", header.begin) != std::string::npos) {
      return {};
    }
    std::string specialised = text.substr(0, 24);
    std::erase(specialised, ' ');
    if (specialised.starts_with("template<>")) return {};
    return text + ";";
  }

 private:
  /// A declaration begins behind what ended the one before it: the text is preprocessed, so there
  /// are no comments, and a line of the preprocessor's own begins with '#'.
  std::size_t begin_of(std::size_t name) const {
    std::size_t at = name;
    while (at > 0) {
      const char c = mask_[at - 1];
      if (c == ';' || c == '}' || c == '{') break;
      if (c == '\n') {
        const std::size_t line = mask_.rfind('\n', at - 2);
        const std::size_t first = at < 2 || line == std::string::npos ? 0 : line + 1;
        if (mask_[first] == '#') break;
      }
      --at;
    }
    return mask_.find_first_not_of(" \t\r\n", at);
  }

  static bool default_of_template(std::string_view before_name) {
    if (find_word(before_name, "template", 0) == std::string_view::npos) return false;
    return before_name.find('=') != std::string_view::npos;
  }

  const OwnLines& own_;
  std::string mask_;
  std::vector<Range> c_blocks_;
  std::vector<std::size_t> line_begins_;
};

Error no_ctags(std::string seen) {
  return {ErrorClass::no_device, 0, "find the functions of the sketch",
          std::move(seen) + "; install it: sudo apt install universal-ctags"};
}

}  // namespace

OwnLines own_lines(const std::string& preprocessed, const std::vector<std::string>& files) {
  OwnLines own;
  const std::set<std::string> wanted(files.begin(), files.end());
  Place place;
  bool inside = false;
  std::string_view left = preprocessed;
  while (!left.empty()) {
    const std::size_t end = std::min(left.find('\n'), left.size());
    const std::string_view line = left.substr(0, end);
    left.remove_prefix(std::min(end + 1, left.size()));
    if (read_marker(line, place)) {
      inside = wanted.contains(place.file);
      continue;
    }
    if (inside) {
      own.text.append(line).push_back('\n');
      own.places.push_back(place);
    }
    ++place.line;
  }
  return own;
}

std::vector<Tag> read_tags(const std::string& json_lines) {
  std::vector<Tag> tags;
  std::string_view left = json_lines;
  while (!left.empty()) {
    const std::size_t end = std::min(left.find('\n'), left.size());
    const auto tag = nlohmann::json::parse(left.substr(0, end), nullptr, false);
    left.remove_prefix(std::min(end + 1, left.size()));
    if (!tag.is_object() || tag.contains("scope")) continue;
    const std::string kind = tag.value("kind", "");
    if (kind != "function" && kind != "prototype") continue;
    tags.push_back({tag.value("name", ""), tag.value("line", std::size_t{0}), kind == "prototype",
                    tag.value("signature", "")});
  }
  std::stable_sort(tags.begin(), tags.end(),
                   [](const Tag& a, const Tag& b) { return a.line < b.line; });
  return tags;
}

Prototypes make_prototypes(const OwnLines& own, const std::vector<Tag>& tags) {
  Prototypes made;
  if (own.places.empty()) return made;
  const Finder finder(own);
  std::set<std::string> declared;
  for (const Tag& tag : tags)
    if (tag.is_prototype) declared.insert(tag.name + tag.signature);
  std::size_t first = std::string::npos;
  for (const Tag& tag : tags) {
    if (tag.is_prototype) continue;
    const auto header = finder.header_of(tag);
    if (!header) continue;
    const Range* block = finder.c_block_around(header->begin);
    first = std::min(first, block ? block->begin : header->begin);
    if (!declared.insert(tag.name + tag.signature).second) continue;
    const std::string prototype = finder.prototype(*header);
    if (prototype.empty()) continue;
    const Place place = finder.place_of(header->begin);
    made.text += fmt::format("#line {} \"{}\"\n{}\n", place.line, place.file, prototype);
  }
  if (!made.text.empty()) made.before = finder.place_of(first);
  return made;
}

Result<std::vector<Tag>> list_functions(const std::string& text, const std::string& file) {
  std::ofstream(file, std::ios::binary) << text;
  std::string program;
  // Debian's own name first: "ctags" alone may be another program (exuberant, emacs).
  for (const char* name : {"ctags-universal", "universal-ctags", "ctags"}) {
    program = find_program(name);
    if (!program.empty()) break;
  }
  if (program.empty()) return failure(no_ctags("there is no universal-ctags"));
  const auto ran =
      run_tool({program, "--options=NONE", "--language-force=C++", "--output-format=json",
                "--fields=+nKSs", "--kinds-C++=+fp", "-f", "-", file});
  if (!ran) return failure(ran.error());
  if (!ran->succeeded) {
    return failure(no_ctags(program + " is not the universal one (it knows no JSON)"));
  }
  return read_tags(ran->output);
}

}  // namespace parley::board::sketch
