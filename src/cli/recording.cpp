#include "cli/recording.h"

#include <fmt/format.h>

namespace parley::cli {

Result<record::RecorderSettings> recorder_settings(const Options& options) {
  record::RecorderSettings settings;
  settings.sync = options.sync;
  settings.must = options.record == "must";
  settings.title = options.command;
  for (const auto& word : options.words)
    settings.title += "-" + word;
  settings.file = options.output_file;
  if (!settings.file.empty()) return settings;
  auto folder = record::store_folder();
  if (!folder) return failure(folder.error());
  settings.folder = std::move(*folder);
  return settings;
}

std::string where_recorded(const record::Recorder& recorder, bool tls) {
  std::string text =
      fmt::format("  recorded in {} (--no-record: keep nothing)", recorder.path().string());
  if (tls) text += "\n  TLS is recorded as plaintext";
  return text;
}

std::string not_recorded(const Error& error) {
  return fmt::format(
      "parley: NOTHING IS RECORDED: {}\n"
      "        -o FILE records elsewhere; --no-record says that nothing is to be recorded",
      to_string(error));
}

}  // namespace parley::cli
