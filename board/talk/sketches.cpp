#include "board/talk/sketches.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "board/sketch/cache.h"
#include "board/sketch/kit.h"
#include "board/sketch/sources.h"

namespace parley::board::talk {

namespace {

namespace fs = std::filesystem;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// The text of the lines that begin with "//", joined.
std::string leading_comment(std::string_view source) {
  std::string text;
  while (!source.empty()) {
    const std::size_t end = std::min(source.find('\n'), source.size());
    const std::string_view line = trimmed(source.substr(0, end));
    source.remove_prefix(std::min(source.size(), end + 1));
    if (line.empty() && text.empty()) continue;
    if (!line.starts_with("//")) break;
    const std::string_view words = trimmed(line.substr(2));
    if (words.empty() && !text.empty()) break;
    text += (text.empty() || words.empty() ? "" : " ") + std::string(words);
  }
  return text;
}

}  // namespace

std::string first_sentence(const std::string& source) {
  std::string text = leading_comment(source);
  const std::size_t end = text.find(". ");
  if (end != std::string::npos) text.resize(end + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::vector<session::BundledSketch> bundled_sketches() {
  std::vector<session::BundledSketch> found;
  std::error_code error;
  for (const fs::path& folder : sketch::sketch_folders()) {
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const std::string name = entry.path().filename().string();
      if (!fs::exists(entry.path() / (name + ".ino"), error)) continue;
      const auto sources = sketch::read_sources(entry.path().string());
      if (sources) found.push_back({name, first_sentence(sources->sketches.front().text)});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const auto& left, const auto& right) { return left.name < right.name; });
  const auto same =
      std::unique(found.begin(), found.end(),
                  [](const auto& left, const auto& right) { return left.name == right.name; });
  found.erase(same, found.end());
  return found;
}

Result<std::string> sketch_digest(const std::string& sketch) {
  const auto sources = sketch::read_sources(sketch);
  if (!sources) return failure(sources.error());
  sketch::Key key;
  for (const auto* list : {&sources->sketches, &sources->units, &sources->headers}) {
    key.add(std::to_string(list->size()));
    for (const sketch::SourceFile& file : *list) {
      key.add(file.path.lexically_relative(sources->folder).string());
      key.add(file.text);
    }
  }
  return key.hex();
}

}  // namespace parley::board::talk
