// From an event to a row of the window's log: octets become safe text here, and nowhere else on
// their way to the screen.
//
// Limits: models::row_characters_max, row_octets_max. Thread rule: plain functions.
#pragma once

#include <QString>

#include "base/bytes.h"
#include "desk/models/log_rows.h"
#include "event/event.h"

namespace parley::desk::bridge {

models::LogRow row_of(const event::Event& event);

/// That everything up to an event is on the disk is no row: it would stand behind every other one.
inline bool is_shown(event::Kind kind) {
  return kind != event::Kind::recorded;
}

/// The same for a filter that lets through all kinds.
log::FilterSettings shown_rows(log::FilterSettings settings);

/// All of what was said on one line: safe text, in which U+23CE stands for a line end and U+21E5
/// for a tab. `characters_max` at most, with an ellipsis when there is more; 0: all.
QString line_of(Bytes content, qsizetype characters_max);

/// The words of what is no content, safe and on one line.
QString words_of(const event::Event& event);

/// One row for the clipboard: local time, who, what, octets, all of the content, between tabs;
/// ended by LF.
void append_copied(const event::Event& event, std::string& out);

}  // namespace parley::desk::bridge
