// The rows of a log as the window asks for them: a page at a time, by the number of the event it
// begins with, prepared on another thread. Ten million rows cost no more than those on screen.
//
// A view asks with `want`; only the newest request counts, and its answer comes as `page_ready`.
// While the log grows, `grown` tells so at most once a frame. Thread rule: the window's thread.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "event/event.h"
#include "event/status_words.h"
#include "log/filter.h"

namespace parley::desk::models {

/// One event, ready to be drawn.
struct LogRow {
  std::uint64_t number = 0;  ///< of the event; 0: damage
  WallTime time;
  event::Kind kind = event::Kind::noted;
  event::Mark mark = event::Mark::noted;
  event::PeerId peer{};
  event::ConnectionId connection{};
  QString who;        ///< the far end's name
  QString text;       ///< content, safe and on one line (at most `row_characters_max`), or words
  QByteArray octets;  ///< content: at most `row_octets_max`
  std::size_t bytes = 0;  ///< of content, all of it
  bool is_content() const { return kind == event::Kind::received || kind == event::Kind::sent; }
};

inline constexpr qsizetype row_characters_max = 400;
inline constexpr qsizetype row_octets_max = 400;

/// Rows in their order, with the filter applied.
struct LogPage {
  std::vector<LogRow> rows;
  std::uint64_t first_event = 0;  ///< of the whole log
  std::uint64_t last_event = 0;
  bool at_start = false;  ///< nothing that the filter lets through is before `rows`
  bool at_end = false;    ///< nor, so far, behind
  QString trouble;        ///< the file cannot be read
};

struct LogRequest {
  std::uint64_t from = 0;  ///< the first row is this event, or the next that is let through
  bool backwards = false;  ///< instead: the last row is this event, or the one before it
  std::size_t count = 0;
};

class LogRows : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  ~LogRows() override;

  virtual std::uint64_t first_event() const = 0;
  virtual std::uint64_t last_event() const = 0;
  virtual bool grows() const = 0;

  /// Replaces a request that has not been answered yet.
  virtual void want(const LogRequest& request) = 0;

  /// Which rows `want` gives from now on. Errors: the pattern is none. All: no filter.
  virtual Result<> set_filter(const std::optional<log::FilterSettings>& filter) = 0;

  /// Looks for a row among those let through, from this event on or back, itself included; `found`
  /// follows, `progress` may precede it.
  virtual Result<> find(const log::FilterSettings& what, std::uint64_t from, bool backwards) = 0;

  /// All of one event, not cut: `whole_ready`.
  virtual void want_whole(std::uint64_t number) = 0;

  /// The rows let through between two events, both included, as text for the clipboard, or the
  /// whole of them (`first` 0) as a file; `done` follows. `format` is one of log/exporter.h's
  /// names. Text for the clipboard is cut at `copied_bytes_max`, and says so.
  virtual void copy(std::uint64_t first, std::uint64_t last) = 0;
  virtual void export_to(const QString& file, const QString& format) = 0;

  /// Gives up finding, copying and exporting: `found` tells nothing then, `done` that it was
  /// cancelled. A new one of them gives up the one before, which then has no answer.
  virtual void cancel() = 0;

 Q_SIGNALS:
  void page_ready(const LogPage& page);
  void page_progress(double part);  ///< 0 to 1, of a page that lets itself be waited for
  void grown();
  void found(std::optional<std::uint64_t> number);
  void progress(double part);  ///< 0 to 1
  void whole_ready(std::uint64_t number, const QByteArray& octets, const QString& words);
  void copied(const QString& text);
  void done(const QString& trouble);  ///< empty: it went well
};

inline constexpr std::size_t copied_bytes_max = 64 * 1024 * 1024;

}  // namespace parley::desk::models
