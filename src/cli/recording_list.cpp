#include "cli/recording_list.h"

#include <algorithm>
#include <fmt/format.h>

#include "cli/local_time.h"
#include "record/store.h"
#include "record/system_files.h"

namespace parley::cli {

namespace {

std::string began(std::string_view name) {
  const auto time = record::time_in_name(name);
  return time ? local_date(*time) + " " + local_clock(*time).substr(0, 8) : "-";
}

}  // namespace

Result<std::string> recording_list() {
  const auto folder = record::store_folder();
  if (!folder) return failure(folder.error());
  auto found = record::SystemFiles().list(*folder);
  if (!found) return failure(found.error());
  std::vector<record::FileInfo> files;
  std::copy_if(found->begin(), found->end(), std::back_inserter(files),
               [](const record::FileInfo& file) { return file.name.ends_with(".pcapng"); });
  if (files.empty()) return fmt::format("there are no recordings in {}", folder->string());
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.name > b.name; });
  std::string list = fmt::format("recordings in {}, the newest first\n{:<19}  {:>13}  {}",
                                 folder->string(), "began", "bytes", "file");
  for (const record::FileInfo& file : files)
    list += fmt::format("\n{:<19}  {:>13}  {}", began(file.name), file.size, file.name);
  return list;
}

}  // namespace parley::cli
