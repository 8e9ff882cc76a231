// Saved messages and rules as files that people give each other: small, read and written whole.
//
// Limits: `small_file_bytes_max`; a larger one is another kind of file. Thread rule: the window's
// thread, which waits for the disk here; files of a recording are never read so.
#pragma once

#include <QString>
#include <string>
#include <string_view>

#include "base/result.h"

namespace parley::desk::widgets {

inline constexpr qint64 small_file_bytes_max = 4 * 1024 * 1024;

Result<std::string> read_small_file(const QString& path);

/// Beside it first, then renamed: what was there stays whole when this fails.
Result<> write_small_file(const QString& path, std::string_view content);

}  // namespace parley::desk::widgets
