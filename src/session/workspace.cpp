#include "session/workspace.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "net/descriptor.h"
#include "record/store.h"
#include "session/asked_json.h"
#include "text/notation.h"

namespace parley::session {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* workspace_mark = "parley_workspace";
constexpr unsigned version_now = 1;

/// A workspace is some kilobytes; what is larger was not written here.
constexpr std::size_t file_bytes_max = 16 * 1024 * 1024;
constexpr unsigned kept_max = 1000;

Failure unusable(const std::string& attempted, std::string seen) {
  return failure({ErrorClass::bad_input, 0, attempted, std::move(seen)});
}

Failure system_failure(const std::string& attempted, int error) {
  return failure(system_error(attempted, error));
}

/// All of it; nothing: there is no such file.
Result<std::optional<std::string>> read_all(const fs::path& file, const std::string& attempted) {
  const net::Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!descriptor && errno == ENOENT) return std::optional<std::string>();
  if (!descriptor) return system_failure(attempted, errno);
  std::string text;
  for (;;) {
    const std::size_t before = text.size();
    if (before > file_bytes_max) return unusable(attempted, "it is larger than 16 MiB");
    text.resize(before + 64 * 1024);
    const ssize_t got = ::read(descriptor.get(), text.data() + before, text.size() - before);
    text.resize(before + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got < 0 && errno != EINTR) return system_failure(attempted, errno);
    if (got == 0) return text;
  }
}

Result<> write_all(const net::Descriptor& descriptor, std::string_view text,
                   const std::string& attempted) {
  while (!text.empty()) {
    const ssize_t put = ::write(descriptor.get(), text.data(), text.size());
    if (put < 0 && errno != EINTR) return system_failure(attempted, errno);
    if (put > 0) text.remove_prefix(static_cast<std::size_t>(put));
  }
  if (::fsync(descriptor.get()) != 0) return system_failure(attempted, errno);
  return {};
}

/// Written beside, synced, renamed, and the name synced: whatever happens, one of both is there.
Result<> replace(const fs::path& file, std::string_view text, const std::string& attempted) {
  fs::path beside = file;
  beside += fmt::format(".new-{}", ::getpid());
  const net::Descriptor descriptor(
      ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!descriptor) return system_failure(attempted, errno);
  auto done = write_all(descriptor, text, attempted);
  if (done && ::rename(beside.c_str(), file.c_str()) != 0) done = system_failure(attempted, errno);
  if (!done) {
    ::unlink(beside.c_str());
    return done;
  }
  const net::Descriptor folder(
      ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::fsync(folder.get()) != 0) return system_failure(attempted, errno);
  return {};
}

Result<Workspace> workspace_from(std::string_view text, const std::string& attempted) {
  const auto document = parse_document(text, attempted);
  if (!document) return failure(document.error());
  std::optional<std::string> trouble;
  const JsonPlace all(*document, "", trouble);
  if (!all.expect(document->is_object() && document->contains(workspace_mark),
                  "a workspace of Parley")) {
    return unusable(attempted, *trouble);
  }
  unsigned version = version_now;
  all.member(workspace_mark, version);
  if (!trouble && version > version_now) {
    trouble = fmt::format("it was written by a newer Parley (version {}, and this one knows {})",
                          version, version_now);
  }
  Workspace workspace;
  std::vector<std::string> files;
  all.member("conversations", workspace.conversations);
  all.member("files", files);
  all.member("messages", workspace.messages);
  all.member("trusted_sketches", workspace.trusted_sketches);
  all.member("look", workspace.look);
  if (trouble) return unusable(attempted, *trouble);
  workspace.files.assign(files.begin(), files.end());
  return workspace;
}

std::string workspace_to_json(const Workspace& workspace) {
  json document{{workspace_mark, version_now}};
  for (const auto& asked : workspace.conversations)
    document["conversations"].push_back(asked_to_json(asked));
  for (const auto& file : workspace.files)
    document["files"].push_back(text_to_json(file.native()));
  for (const auto& message : workspace.messages)
    document["messages"].push_back(message_to_json(message));
  for (const auto& sketch : workspace.trusted_sketches)
    document["trusted_sketches"].push_back(text_to_json(sketch));
  if (!workspace.look.empty()) document["look"] = text_to_json(workspace.look);
  return document.dump(2) + "\n";
}

/// A file that is no workspace is somebody's all the same.
Result<> keep_unreadable(const fs::path& file, const std::string& attempted) {
  const auto text = read_all(file, attempted);
  const bool kept_whole = text && (!*text || workspace_from(**text, attempted));
  if (kept_whole) return {};
  for (unsigned attempt = 1; attempt <= kept_max; ++attempt) {
    fs::path beside = file;
    beside += attempt == 1 ? ".unreadable" : fmt::format(".unreadable-{}", attempt);
    // link(2) does not replace what is there, rename(2) would.
    if (::link(file.c_str(), beside.c_str()) == 0) return {};
    if (errno != EEXIST) return system_failure(attempted, errno);
  }
  return unusable(attempted, "a thousand unreadable ones are kept there already");
}

template <typename T>
Result<T> member_of(std::string_view json_text, const char* name, const std::string& attempted) {
  const auto document = parse_document(json_text, attempted);
  if (!document) return failure(document.error());
  std::optional<std::string> trouble;
  const JsonPlace all(*document, "", trouble);
  const bool has_it = document->is_object() && document->contains(name);
  if (!has_it) return unusable(attempted, fmt::format("there is no \"{}\" in it", name));
  T value;
  all.member(name, value);
  if (trouble) return unusable(attempted, *trouble);
  return value;
}

/// As the XDG Base Directory Specification says; a relative path is to be ignored.
Result<fs::path> user_folder(const char* variable, const char* usual, const std::string& whose) {
  if (const char* named = std::getenv(variable); named && *named == '/') {
    return fs::path(named) / "parley";
  }
  if (const char* home = std::getenv("HOME"); home && *home == '/') {
    return fs::path(home) / usual / "parley";
  }
  return unusable("find a place for " + whose,
                  std::string("neither ") + variable + " nor HOME is set");
}

}  // namespace

Result<fs::path> workspace_file() {
  return user_folder("XDG_CONFIG_HOME", ".config", "the workspace").map([](const fs::path& folder) {
    return folder / "workspace.json";
  });
}

Result<fs::path> recordings_folder() {
  return record::store_folder();
}

Result<fs::path> cache_folder() {
  return user_folder("XDG_CACHE_HOME", ".cache", "what can be made again");
}

Result<Workspace> load_workspace(const fs::path& file) {
  const std::string attempted = "read the workspace " + text::excerpt(file.native());
  const auto text = read_all(file, attempted);
  if (!text) return failure(text.error());
  if (!*text) return Workspace();
  return workspace_from(**text, attempted);
}

Result<> save_workspace(const fs::path& file, const Workspace& workspace) {
  const std::string attempted = "keep the workspace in " + text::excerpt(file.native());
  std::error_code error;
  // What a link leads to is replaced, not the link.
  fs::path place = fs::weakly_canonical(file, error);
  if (error) place = file;
  const fs::path folder = place.parent_path();
  if (fs::create_directories(folder, error)) {
    fs::permissions(folder, fs::perms::owner_all, error);
  }
  if (error) return system_failure(attempted, error.value());
  if (auto kept = keep_unreadable(place, attempted); !kept) return kept;
  return replace(place, workspace_to_json(workspace), attempted);
}

std::string messages_to_json(const std::vector<SavedMessage>& messages) {
  json document{{"messages", json::array()}};
  for (const auto& message : messages)
    document["messages"].push_back(message_to_json(message));
  return document.dump(2) + "\n";
}

Result<std::vector<SavedMessage>> messages_from_json(std::string_view json_text) {
  return member_of<std::vector<SavedMessage>>(json_text, "messages", "read saved messages");
}

std::string rules_to_json(const talk::RuleSettings& rules) {
  return json{{"rules", rules_members(rules)}}.dump(2) + "\n";
}

Result<talk::RuleSettings> rules_from_json(std::string_view json_text) {
  return member_of<talk::RuleSettings>(json_text, "rules", "read rules");
}

}  // namespace parley::session
