#include "board/sketch/sources.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "board/sketch/kit.h"

namespace parley::board::sketch {

namespace {

namespace fs = std::filesystem;

Failure bad(std::string attempted, std::string seen) {
  return failure({ErrorClass::bad_input, 0, std::move(attempted), std::move(seen)});
}

Result<SourceFile> read_file(const fs::path& path) {
  const std::string attempted = "read " + path.string();
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return failure(system_error(attempted, errno));
  SourceFile read{path, {}};
  std::string buffer(64 * 1024, '\0');
  ssize_t got = 0;
  while ((got = ::read(file, buffer.data(), buffer.size())) > 0)
    read.text.append(buffer, 0, static_cast<std::size_t>(got));
  const int error = errno;
  ::close(file);
  if (got < 0) return failure(system_error(attempted, error));
  return read;
}

Result<> read_into(std::vector<SourceFile>& list, const fs::path& path) {
  auto file = read_file(path);
  if (!file) return failure(file.error());
  list.push_back(std::move(*file));
  return {};
}

bool is_unit(const fs::path& path) {
  const auto ending = path.extension();
  return ending == ".cpp" || ending == ".cc" || ending == ".c";
}

bool is_header(const fs::path& path) {
  const auto ending = path.extension();
  return ending == ".h" || ending == ".hpp" || ending == ".hh" || ending == ".ipp";
}

/// A folder's entries by name; with `deep` those of its folders, too.
std::vector<fs::path> entries(const fs::path& folder, bool deep) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().filename().string().starts_with(".")) continue;
    if (!entry.is_directory(error)) {
      paths.push_back(entry.path());
    } else if (deep) {
      const auto below = entries(entry.path(), true);
      paths.insert(paths.end(), below.begin(), below.end());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// The name that a folder really has: "." and "x/.." have one, too.
std::string folder_name(const fs::path& folder) {
  std::error_code error;
  return fs::weakly_canonical(folder, error).filename().string();
}

std::string bundled_names() {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::path& folder : sketch_folders()) {
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const std::string name = entry.path().filename().string();
      if (fs::exists(entry.path() / (name + ".ino"), error)) names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return fmt::format("{}", fmt::join(names, ", "));
}

/// The path that `named` means.
Result<fs::path> locate(const std::string& named) {
  std::error_code error;
  if (fs::exists(named, error)) return fs::path(named);
  const bool plain = named.find('/') == std::string::npos && !named.ends_with(".ino");
  if (plain) {
    for (const fs::path& folder : sketch_folders())
      if (fs::exists(folder / named / (named + ".ino"), error)) return folder / named;
  }
  const std::string bundled = bundled_names();
  return bad("find the sketch " + named,
             fmt::format("there is no such file or folder{}",
                         bundled.empty() ? "" : "; sketches that come with Parley: " + bundled));
}

Result<fs::path> main_of(const fs::path& folder, const std::vector<fs::path>& sketches) {
  const std::string wanted = folder_name(folder) + ".ino";
  for (const fs::path& path : sketches)
    if (path.filename() == wanted) return path;
  if (sketches.size() == 1) return sketches.front();
  if (sketches.empty()) {
    return bad("find a sketch in " + folder.string(),
               fmt::format("there is no .ino file in it; the main one would be {}",
                           (folder / wanted).string()));
  }
  std::string names;
  for (const fs::path& path : sketches)
    names += (names.empty() ? "" : ", ") + path.filename().string();
  return bad("tell which sketch in " + folder.string() + " is the main one",
             fmt::format("there are {}, and none is {}; rename the main one, or name one file",
                         names, wanted));
}

Result<Sources> read_folder(const fs::path& folder, const fs::path& main,
                            const std::vector<fs::path>& sketches) {
  Sources sources;
  sources.name = main.stem().string();
  sources.folder = folder;
  if (auto read = read_into(sources.sketches, main); !read) return failure(read.error());
  for (const fs::path& path : sketches) {
    if (path == main) continue;
    if (auto read = read_into(sources.sketches, path); !read) return failure(read.error());
  }
  auto others = entries(folder, false);
  const auto below = entries(folder / "src", true);
  others.insert(others.end(), below.begin(), below.end());
  for (const fs::path& path : others) {
    if (!is_unit(path) && !is_header(path)) continue;
    auto& list = is_unit(path) ? sources.units : sources.headers;
    if (auto read = read_into(list, path); !read) return failure(read.error());
  }
  return sources;
}

std::vector<fs::path> sketches_in(const fs::path& folder) {
  auto paths = entries(folder, false);
  std::erase_if(paths, [](const fs::path& path) { return path.extension() != ".ino"; });
  return paths;
}

}  // namespace

Result<Sources> read_sources(const std::string& named) {
  const auto path = locate(named);
  if (!path) return failure(path.error());
  std::error_code error;
  if (fs::is_directory(*path, error)) {
    // Without a slash at the end, so that no path in a message has two.
    const fs::path folder = path->has_filename() ? *path : path->parent_path();
    const auto sketches = sketches_in(folder);
    const auto main = main_of(folder, sketches);
    if (!main) return failure(main.error());
    return read_folder(folder, *main, sketches);
  }
  if (path->extension() != ".ino") {
    return bad("use " + named + " as a sketch", "a sketch is a .ino file, or a folder with one");
  }
  const fs::path folder = path->has_parent_path() ? path->parent_path() : fs::path(".");
  if (folder_name(folder) == path->stem().string()) {
    // The listing spells it with its folder; the user may have left that out.
    const fs::path main = path->has_parent_path() ? *path : folder / *path;
    return read_folder(folder, main, sketches_in(folder));
  }
  Sources alone;
  alone.name = path->stem().string();
  alone.folder = folder;
  if (auto read = read_into(alone.sketches, *path); !read) return failure(read.error());
  return alone;
}

}  // namespace parley::board::sketch
