// What a window remembers from one day to the next, as JSON in the user's folder: conversations as
// they were asked for, saved messages, files that were open. Nothing in it says "start": what is
// restored waits to be started by somebody.
//
// A file that cannot be understood is kept beside the new one (".unreadable"), and told; unknown
// members are ignored. It is replaced as a whole: written beside, synced, renamed.
//
// Thread rule: plain values and functions.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "session/asked.h"

namespace parley::session {

/// A message behind a button: in the text notation with macros (text/template.h).
struct SavedMessage {
  std::string name;
  std::string text;
  std::optional<text::LineEnding> line_ending{};  ///< nothing: that of the send box

  friend bool operator==(const SavedMessage&, const SavedMessage&) = default;
};

struct Workspace {
  std::vector<Asked> conversations{};
  std::vector<std::filesystem::path> files{};  ///< recordings and captures
  std::vector<SavedMessage> messages{};
  std::vector<std::string> trusted_sketches{};  ///< digests of sketches that may run
  std::string look;                             ///< how the window is arranged; opaque

  friend bool operator==(const Workspace&, const Workspace&) = default;
};

/// $XDG_CONFIG_HOME/parley/workspace.json, else ~/.config/parley/workspace.json.
Result<std::filesystem::path> workspace_file();

/// Where recordings are kept that nobody named a file for: $XDG_STATE_HOME/parley, else
/// ~/.local/state/parley.
Result<std::filesystem::path> recordings_folder();

/// $XDG_CACHE_HOME/parley, else ~/.cache/parley: for what can be made again.
Result<std::filesystem::path> cache_folder();

/// Errors: it is no workspace, with the place in the text. No file at all is an empty workspace.
Result<Workspace> load_workspace(const std::filesystem::path& file);
Result<> save_workspace(const std::filesystem::path& file, const Workspace& workspace);

/// Saved messages and rules to give to others. Errors: as `load_workspace`.
std::string messages_to_json(const std::vector<SavedMessage>& messages);
Result<std::vector<SavedMessage>> messages_from_json(std::string_view json);
std::string rules_to_json(const talk::RuleSettings& rules);
Result<talk::RuleSettings> rules_from_json(std::string_view json);

}  // namespace parley::session
