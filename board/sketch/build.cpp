#include "board/sketch/build.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>

#include "board/sketch/cache.h"
#include "board/sketch/kit.h"
#include "board/sketch/prototypes.h"
#include "board/sketch/source_text.h"
#include "board/sketch/sources.h"
#include "board/sketch/spawn.h"

namespace parley::board::sketch {

namespace {

namespace fs = std::filesystem;

/// Part of every key: a program built by an older way of building is not used again.
constexpr const char* build_version = "parley sketch 1";

/// A path as it stands in a #line directive.
std::string in_quotes(const fs::path& path) {
  std::string text = "\"";
  for (const char c : path.string()) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

/// Where somebody may insert before a line of raw source: not inside a comment or a raw string, and
/// not behind a backslash. The nearest such line at or above `line` (from 1).
std::size_t insertable_line(const std::string& code, std::size_t line) {
  std::vector<std::size_t> begins{0};
  for (std::size_t at = 0; at < code.size(); ++at)
    if (code[at] == '\n') begins.push_back(at + 1);
  std::size_t index = std::min(line, begins.size()) - 1;
  while (index > 0) {
    const std::size_t begin = begins[index];
    const bool continued = begin > 1 && code[begin - 2] == '\\';
    // A letter put there shows whether code goes on: inside a comment the mask would hide it.
    const bool is_code = masked(code.substr(0, begin) + "x").back() == 'x';
    if (!continued && is_code) break;
    --index;
  }
  return index + 1;
}

class Builder {
 public:
  explicit Builder(const BuildRequest& request) : request_(request) {}

  Built run() {
    if (auto done = attempt(); !done) {
      built_.error = done.error();
      built_.program.clear();
    }
    std::error_code ignored;
    if (!workplace_.empty()) fs::remove_all(workplace_, ignored);
    return std::move(built_);
  }

 private:
  Result<> attempt() {
    auto sources = read_sources(request_.sketch);
    if (!sources) return failure(sources.error());
    sources_ = std::move(*sources);
    built_.name = sources_.name;
    built_.folder = sources_.folder;
    if (auto set = apply_settings(); !set) return set;
    auto kit = find_kit();
    if (!kit) return failure(kit.error());
    kit_ = std::move(*kit);
    const auto library = kit_.libraries.find(request_.mss);
    if (library == kit_.libraries.end()) {
      return failure({ErrorClass::bad_input, 0, fmt::format("use --mss {}", request_.mss),
                      "the board kit has no library for it"});
    }
    library_ = library->second;
    const std::string key = key_of_all();
    built_.program = cache_.find(key, sources_.name);
    built_.was_kept = !built_.program.empty();
    if (built_.was_kept) return {};
    auto workplace = cache_.make_workplace();
    if (!workplace) return failure(workplace.error());
    workplace_ = std::move(*workplace);
    if (auto compiled = compile_all(); !compiled) return compiled;
    auto program = cache_.keep(workplace_, key, sources_.name);
    if (!program) return failure(program.error());
    workplace_.clear();
    built_.program = std::move(*program);
    cache_.prune();
    return {};
  }

  Result<> apply_settings() {
    for (const SetValue& value : request_.settings) {
      std::size_t found = 0;
      for (SourceFile& file : sources_.sketches)
        found += set_value(file.text, value);
      if (found > 0) continue;
      std::vector<std::string> names;
      for (const SourceFile& file : sources_.sketches) {
        const auto more = settable_names(file.text);
        names.insert(names.end(), more.begin(), more.end());
      }
      return failure(
          {ErrorClass::bad_input, 0, fmt::format("set {} in {}", value.first, sources_.name),
           names.empty() ? "it has no #define and no initialised variable at all"
                         : fmt::format("it has no such #define or initialised variable; it has: {}",
                                       fmt::join(names, ", "))});
    }
    return {};
  }

  std::string key_of_all() const {
    Key key;
    key.add(build_version);
    key.add(kit_.text);
    key.add_identity(library_);
    // The links of /usr/bin/c++ name its version.
    std::error_code error;
    key.add_identity(fs::canonical(kit_.compiler, error));
    for (const fs::path& folder : kit_.include) {
      std::vector<fs::path> files;
      for (const auto& entry : fs::recursive_directory_iterator(folder, error))
        if (entry.is_regular_file(error)) files.push_back(entry.path());
      std::sort(files.begin(), files.end());
      for (const fs::path& file : files)
        key.add_identity(file);
    }
    for (const auto* list : {&sources_.sketches, &sources_.units, &sources_.headers}) {
      key.add(std::to_string(list->size()));
      for (const SourceFile& file : *list) {
        key.add(file.path.string());
        key.add(file.text);
      }
    }
    return key.hex();
  }

  std::vector<std::string> compile_words() const {
    std::vector<std::string> words{kit_.compiler};
    words.insert(words.end(), kit_.compile.begin(), kit_.compile.end());
    for (const fs::path& folder : kit_.include)
      words.push_back("-I" + folder.string());
    // The generated file lies elsewhere: "Settings.h" is meant to be found beside the sketch.
    words.insert(words.end(), {"-iquote", sources_.folder.string()});
    if (sources_.folder != ".") words.push_back("-I" + sources_.folder.string());
    return words;
  }

  /// One C++ text. `prototypes` go before a line of the file they name.
  std::string joined(const Prototypes& prototypes) const {
    const std::string main = in_quotes(sources_.sketches.front().path);
    std::string text = fmt::format("#line 1 {}\n#include <Arduino.h>\n", main);
    for (const SourceFile& file : sources_.sketches) {
      const std::string quoted = in_quotes(file.path);
      std::size_t cut = 0;
      text += fmt::format("#line 1 {}\n", quoted);
      if (!prototypes.text.empty() && prototypes.before.file == file.path.string()) {
        const std::size_t line = insertable_line(file.text, prototypes.before.line);
        for (std::size_t i = 1; i < line; ++i)
          cut = file.text.find('\n', cut) + 1;
        text.append(file.text, 0, cut);
        text += prototypes.text + fmt::format("#line {} {}\n", line, quoted);
      }
      text.append(file.text, cut, std::string::npos);
      if (!text.ends_with('\n')) text += '\n';
    }
    return text;
  }

  Result<std::string> generate() {
    const fs::path plain = workplace_ / "plain.cpp";
    std::ofstream(plain, std::ios::binary) << joined({});
    auto words = compile_words();
    words.insert(words.end(), {"-E", "-x", "c++", plain.string()});
    const auto preprocessed = run_tool(confined(words), false, request_.stop);
    if (!preprocessed) return failure(preprocessed.error());
    built_.compiler_words = without_workplace(preprocessed->errors);
    if (!preprocessed->succeeded) return failure(compile_error());
    built_.compiler_words.clear();  // the compiler proper says them again
    std::vector<std::string> files;
    files.reserve(sources_.sketches.size());
    for (const SourceFile& file : sources_.sketches)
      files.push_back(file.path.string());
    const OwnLines own = own_lines(preprocessed->output, files);
    const auto tags = list_functions(own.text, (workplace_ / "own.cpp").string());
    if (!tags) return failure(tags.error());
    return joined(make_prototypes(own, *tags));
  }

  Result<> compile_all() {
    const auto text = generate();
    if (!text) return failure(text.error());
    const fs::path file = workplace_ / (sources_.name + ".ino.cpp");
    std::ofstream(file, std::ios::binary) << *text;
    std::vector<fs::path> objects;
    bool all = true;
    const auto compile = [&](const fs::path& source) -> Result<> {
      const auto object =
          workplace_ / fmt::format("{}_{}.o", objects.size(), source.filename().string());
      auto words = compile_words();
      if (source.extension() == ".c") as_c(words);
      words.insert(words.end(), {"-c", source.string(), "-o", object.string()});
      const auto ran = run(words);
      if (!ran) return failure(ran.error());
      all = all && *ran;
      objects.push_back(object);
      return {};
    };
    if (auto compiled = compile(file); !compiled) return compiled;
    for (const SourceFile& unit : sources_.units)
      if (auto compiled = compile(unit.path); !compiled) return compiled;
    if (!all) return failure(compile_error());
    return link(objects);
  }

  Result<> link(const std::vector<fs::path>& objects) {
    std::vector<std::string> words{kit_.compiler};
    words.reserve(objects.size() + kit_.link.size() + 4);
    for (const fs::path& object : objects)
      words.push_back(object.string());
    words.push_back(library_.string());
    words.insert(words.end(), kit_.link.begin(), kit_.link.end());
    words.insert(words.end(), {"-o", (workplace_ / sources_.name).string()});
    const auto ran = run(words);
    if (!ran) return failure(ran.error());
    if (!*ran) return failure(compile_error());
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(workplace_, ignored))
      if (entry.path().filename() != sources_.name) fs::remove(entry.path(), ignored);
    return {};
  }

  /// A C file of the sketch: what is for C++ only would be warned about.
  static void as_c(std::vector<std::string>& words) {
    std::erase_if(words, [](const std::string& word) {
      return word.starts_with("-std=") || word == "-fno-rtti" || word == "-Wnon-virtual-dtor" ||
             word == "-Woverloaded-virtual";
    });
    words.insert(words.end(), {"-x", "c"});
  }

  /// A compiler reads what a sketch tells it to, and its own sources and the kit are all that it
  /// needs. Includes from beside the sketch's folder find nothing, as with the Arduino builder.
  std::vector<std::string> confined(const std::vector<std::string>& words) const {
    Reach reach;
    std::error_code error;
    reach.folder = fs::current_path(error);
    reach.readable = kit_.include;
    reach.readable.push_back(library_);
    reach.readable.push_back(fs::absolute(sources_.folder, error).lexically_normal());
    reach.writable.push_back(workplace_);
    return request_.sandbox.wrap(words, reach);
  }

  /// Runs a compiler; false: it found errors, and its words are kept.
  Result<bool> run(const std::vector<std::string>& words) {
    const auto ran = run_tool(confined(words), true, request_.stop);
    if (!ran) return failure(ran.error());
    built_.compiler_words += without_workplace(ran->output);
    return ran->succeeded;
  }

  /// Nobody can do anything with the name of a folder that is gone by then.
  std::string without_workplace(std::string words) const {
    const std::string prefix = workplace_.string() + "/";
    for (std::size_t at = words.find(prefix); at != std::string::npos; at = words.find(prefix, at))
      words.erase(at, prefix.size());
    return words;
  }

  Error compile_error() const {
    const std::string& words = built_.compiler_words;
    if (request_.stop.stop_requested()) {
      return {ErrorClass::other, 0, "build " + sources_.name, "it was given up"};
    }
    for (const char* name : {"setup", "loop"}) {
      if (words.find(fmt::format("undefined reference to `{}()'", name)) == std::string::npos) {
        continue;
      }
      return {ErrorClass::bad_input, 0, "build " + sources_.name,
              fmt::format("it has no function {}(); every sketch has setup() and loop()", name)};
    }
    return {ErrorClass::bad_input, 0, "build " + sources_.name,
            "the compiler found errors, shown above"};
  }

  const BuildRequest& request_;
  Built built_;
  Sources sources_;
  Kit kit_;
  fs::path library_;
  fs::path workplace_;
  const Cache cache_{Cache::usual_folder()};
};

}  // namespace

Built build(const BuildRequest& request) {
  return Builder(request).run();
}

}  // namespace parley::board::sketch
