// A recording or capture, opened for reading: its events, whoever wrote it.
//
// Thread rule: one thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "event/source.h"
#include "record/recording_source.h"

namespace parley::cli {

struct OpenedFile {
  std::unique_ptr<event::Source> source;

  /// The same as `source` where it is a recording of ours, which can be entered anywhere; null: a
  /// capture of others, whose headers were on the wire.
  record::RecordingSource* recording = nullptr;
};

/// `growing`: its end may only be "not yet". Errors: `bad_input` where it is no capture, with words
/// about what it is instead.
Result<OpenedFile> open_file(const std::string& path, bool growing = false);

/// Goes to `since` without reading what is before it, where the file permits that; what a clock
/// time means depends on when the file begins. Nothing: the source is at its start.
Result<std::optional<WallTime>> go_to(OpenedFile& file, const std::string& since, WallTime now);

}  // namespace parley::cli
