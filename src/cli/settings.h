// From options as typed to the values that the rooms below take. Every error is
// ErrorClass::bad_input and quotes the word that cannot be understood.
#pragma once

#include <optional>

#include "base/result.h"
#include "cli/input.h"
#include "cli/options.h"
#include "session/target.h"
#include "talk/settings.h"

namespace parley::cli {

Result<talk::TalkSettings> talk_settings(const Options& options);

/// `target` says where; limits and TLS come from the options. `serves` is left empty.
Result<talk::ListenSettings> listen_settings(const Options& options, const session::Target& target);
Result<talk::ConnectSettings> connect_settings(const Options& options,
                                               const session::Target& target);
Result<talk::SerialTalkSettings> serial_settings(const Options& options);
Result<std::vector<Cidr>> allowed_networks(const Options& options);

/// A TIME option; nothing when it was not given.
Result<std::optional<Duration>> time_option(const std::string& name, const std::string& text);

/// The same for what is done again and again: at least 1 ms.
Result<std::optional<Duration>> interval_option(const std::string& name, const std::string& text);

/// Which transport `-u`, `--tls` and the target's scheme ask for together.
Result<event::Transport> transport_of(const Options& options, const session::Target& target);

/// The first of several results that failed; null when none did.
template <typename... Results>
const Error* first_error(const Results&... results) {
  const Error* first = nullptr;
  ((first = first || results ? first : &results.error()), ...);
  return first;
}

}  // namespace parley::cli
