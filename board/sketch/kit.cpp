#include "board/sketch/kit.h"

#include <cerrno>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "board/sketch/spawn.h"

namespace parley::board::sketch {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int kit_version = 1;
constexpr const char* attempted = "find the board kit";

std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  if (!value || !*value) return std::nullopt;
  return value;
}

std::vector<fs::path> kit_folders() {
  if (const auto given = environment("PARLEY_BOARD_KIT")) return {*given};
  const fs::path here = program_folder();
  return {(here / "../lib/parley/board").lexically_normal(),
          (here / "../../lib/parley/board").lexically_normal()};
}

Failure bad_kit(const fs::path& file, const std::string& seen) {
  return failure({ErrorClass::bad_input, 0, "use the board kit " + file.string(),
                  seen + "; build Parley again (cmake --build), or unset PARLEY_BOARD_KIT"});
}

bool all_strings(const json& list) {
  if (!list.is_array()) return false;
  for (const json& one : list)
    if (!one.is_string()) return false;
  return true;
}

Result<Kit> parse(const fs::path& folder, std::string text) {
  const fs::path file = folder / "kit.json";
  const json read = json::parse(text, nullptr, false);
  if (!read.is_object()) return bad_kit(file, "it is no JSON object");
  const int version = read.value("version", 0);
  if (version != kit_version) {
    return bad_kit(
        file, fmt::format("it has version {}, and this program knows {}", version, kit_version));
  }
  for (const char* key : {"compile", "include", "link"}) {
    if (!read.contains(key) || !all_strings(read[key])) {
      return bad_kit(file, fmt::format("\"{}\" is no list of strings", key));
    }
  }
  Kit kit;
  kit.folder = folder;
  kit.text = std::move(text);
  kit.compiler = read.contains("compiler") && read["compiler"].is_string()
                     ? read["compiler"].get<std::string>()
                     : "c++";
  kit.compile = read["compile"].get<std::vector<std::string>>();
  kit.link = read["link"].get<std::vector<std::string>>();
  for (const json& path : read["include"])
    kit.include.push_back(folder / path.get<std::string>());
  if (read.contains("libraries") && read["libraries"].is_object()) {
    for (const auto& [mss, path] : read["libraries"].items()) {
      if (!path.is_string()) continue;
      kit.libraries[static_cast<unsigned>(std::atoi(mss.c_str()))] =
          folder / path.get<std::string>();
    }
  }
  if (kit.libraries.empty()) return bad_kit(file, "it names no library");
  return kit;
}

Result<Kit> with_compiler(Kit kit) {
  for (const std::string& name :
       {kit.compiler, std::string("c++"), std::string("g++"), std::string("clang++")}) {
    const std::string found = find_program(name);
    if (found.empty()) continue;
    kit.compiler = found;
    return kit;
  }
  return failure({ErrorClass::no_device, ENOENT, "compile the sketch",
                  fmt::format("there is no C++ compiler (looked for {}, c++, g++ and clang++); "
                              "install one: sudo apt install g++",
                              kit.compiler)});
}

}  // namespace

std::filesystem::path program_folder() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

std::vector<std::filesystem::path> sketch_folders() {
  if (const auto given = environment("PARLEY_SKETCHES")) return {*given};
  const fs::path here = program_folder();
  std::vector<fs::path> folders{(here / "../share/parley/sketches").lexically_normal()};
#ifdef PARLEY_SOURCE_SKETCHES
  // Only the build tree's program: an installed one must not depend on where it was built.
  if (fs::exists(here / "../../lib/parley/board/kit.json"))
    folders.push_back(PARLEY_SOURCE_SKETCHES);
#endif
  return folders;
}

Result<Kit> find_kit() {
  const auto folders = kit_folders();
  std::string tried;
  for (const fs::path& folder : folders) {
    std::ifstream file(folder / "kit.json", std::ios::binary);
    if (!file) {
      tried += (tried.empty() ? "" : " or ") + folder.string();
      continue;
    }
    auto kit = parse(folder, {std::istreambuf_iterator<char>(file), {}});
    if (!kit) return kit;
    return with_compiler(std::move(*kit));
  }
  return failure({ErrorClass::no_device, ENOENT, attempted,
                  fmt::format("there is no kit.json in {}; build Parley with -DPARLEY_BOARD=ON, or "
                              "set PARLEY_BOARD_KIT to the kit's folder",
                              tried)});
}

}  // namespace parley::board::sketch
