// The real files of this computer.
#pragma once

#include "record/file.h"

namespace parley::record {

class SystemFiles final : public Files {
 public:
  Result<std::unique_ptr<File>> open(const std::filesystem::path& path) const override;
  Result<std::unique_ptr<File>> open_to_write(const std::filesystem::path& path) override;
  Result<std::unique_ptr<File>> create(const std::filesystem::path& path) override;
  Result<std::vector<FileInfo>> list(const std::filesystem::path& folder) const override;
  Result<> remove(const std::filesystem::path& path) override;
  Result<> make_folder(const std::filesystem::path& path) override;
};

}  // namespace parley::record
