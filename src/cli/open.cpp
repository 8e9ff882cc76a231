// parley open: read a recording or anybody's capture.
#include <csignal>
#include <cstdio>
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/conversation_rows.h"
#include "cli/open_options.h"
#include "cli/open_replay.h"
#include "cli/opened_file.h"
#include "cli/output_writer.h"
#include "cli/playback.h"
#include "cli/recording_list.h"
#include "cli/rows_of_file.h"
#include "cli/selection.h"
#include "log/exporter.h"

namespace parley::cli {

namespace {

OpenOptions& own_options() {
  static OpenOptions own;
  return own;
}

/// Takes out what the reader of a damaged file says in the place of what it could not read, for
/// standard error.
class DamageTold final : public event::Sink {
 public:
  explicit DamageTold(event::Sink& sink) : sink_(sink) {}

  event::Room offer(const event::Event& event) override {
    if (event.number != 0) return sink_.offer(event);
    std::string words;
    append_words(event.reason, 0, words);
    fmt::print(stderr, "parley: {}\n", words);
    damaged_ = true;
    return event::Room::more;
  }
  void on_drained(std::function<void()> notify) override { sink_.on_drained(std::move(notify)); }
  std::string_view name() const override { return sink_.name(); }

  bool damaged() const { return damaged_; }

 private:
  event::Sink& sink_;
  bool damaged_ = false;
};

/// Reads a file to its end, or for as long as it is followed.
class Reading {
 public:
  /// Before any thread is started: signals.
  explicit Reading(bool follow)
      : follow_(follow), signals_(loop_, {SIGINT, SIGTERM, SIGHUP}, [this](int) { stop(); }) {}

  /// Nobody reads what is written any more; the reason is null for a reader that has seen enough.
  std::function<void(const Error&)> on_broken() {
    return [this](const Error& error) {
      loop_.post([this, error] {
        if (error.kind != ErrorClass::reset) fail(error);
        stop();
      });
    };
  }

  /// Exit::failed: it could not be read, or not all of it.
  Exit run(event::Source& source, event::Sink& sink) {
    if (const auto& trouble = signals_.trouble()) {
      fail(*trouble);
      return Exit::failed;
    }
    DamageTold whole(sink);
    Playback playback(loop_, source, whole, follow_, [this](const std::optional<Error>& error) {
      if (error) fail(*error);
      loop_.stop();
    });
    if (!stopped_) loop_.run();
    return failed_ || whole.damaged() ? Exit::failed : Exit::done;
  }

  /// What was read counts for nothing while it is not written.
  Exit finish(OutputWriter& writer, Exit exit) {
    const auto written = writer.finish(loop_, [this] { return stopped_; });
    if (written) return failed_ ? Exit::failed : exit;
    if (!failed_) fail(written.error());
    return Exit::failed;
  }

 private:
  void stop() {
    stopped_ = true;
    loop_.stop();
  }

  void fail(const Error& error) {
    report_usage(error);
    failed_ = true;
  }

  SystemClock clock_;
  net::EpollLoop loop_{clock_};
  const bool follow_;
  net::Signals signals_;
  bool stopped_ = false;  // by a signal, or by a reader who has seen enough
  bool failed_ = false;
};

/// An export as what fills a queue and waits for its reader.
class Exported final : public event::Sink {
 public:
  Exported(log::ExportSettings settings, OutputQueue& queue, bool follow)
      : queue_(queue),
        follow_(follow),
        exporter_(settings, [&queue](Bytes part) { queue.append(part); }) {}
  ~Exported() override {
    exporter_.finish();
    queue_.on_drained({});
  }

  event::Room offer(const event::Event& event) override {
    exporter_.offer(event);
    if (follow_) exporter_.finish();  // somebody waits for each
    if (!queue_.full()) return event::Room::more;
    queue_.want_drained();
    return event::Room::full;
  }
  void on_drained(std::function<void()> notify) override { queue_.on_drained(std::move(notify)); }
  std::string_view name() const override { return "standard output"; }

 private:
  OutputQueue& queue_;
  const bool follow_;
  log::Exporter exporter_;
};

std::unique_ptr<event::Sink> make_sink(const Options& options, const OpenOptions& own,
                                       OutputQueue& queue) {
  if (!own.export_as.empty()) {
    const auto format = log::parse_export_format(own.export_as);  // one of the option's own table
    return std::make_unique<Exported>(log::ExportSettings{*format, own.both}, queue, own.follow);
  }
  RowStyle style = row_style(options, STDOUT_FILENO);
  style.from_file = true;
  return std::make_unique<RowsOfFile>(queue, style);
}

/// Octets of several conversations one after the other are no file of anything.
Result<> check_one_conversation(const OpenOptions& own, Selection& selection) {
  auto file = open_file(own.file);
  if (!file) return failure(file.error());
  ConversationRows rows;
  SelectedEvents selected(selection, rows);
  for (;;) {
    const auto next = file->source->next();
    if (!next) return failure(next.error());
    if (*next == nullptr) break;
    selected.offer(**next);
  }
  if (rows.talking() <= 1) return {};
  return failure({ErrorClass::bad_input, 0, "export bytes of one conversation",
                  fmt::format("something was said in {}; choose one with --peer or --connection",
                              rows.talking())});
}

Exit show_events(const Options& options, const OpenOptions& own, OpenedFile& file,
                 Selection& selection) {
  if (own.export_as == "bytes") {
    if (auto one = check_one_conversation(own, selection); !one) {
      report_usage(one.error());
      return Exit::usage;
    }
  }
  // What is of no interest is passed over where that is possible: a search reads, and no more.
  if (file.recording) file.recording->set_interest(&selection.filter());
  Reading reading(own.follow);
  OutputWriter writer(STDOUT_FILENO, "standard output");
  writer.queue().on_broken(reading.on_broken());
  Exit exit = Exit::done;
  {
    const auto sink = make_sink(options, own, writer.queue());
    SelectedEvents selected(selection, *sink);
    exit = reading.run(*file.source, selected);
  }
  exit = reading.finish(writer, exit);
  if (exit == Exit::done && selection.by_content() && selection.matched() == 0) return Exit::failed;
  return exit;
}

Exit show_table(const OpenedFile& file, Selection& selection) {
  Reading reading(false);
  OutputWriter writer(STDOUT_FILENO, "standard output");
  writer.queue().on_broken(reading.on_broken());
  ConversationRows rows;
  SelectedEvents selected(selection, rows);
  const Exit exit = reading.run(*file.source, selected);
  // Of a choice, those that are not in it are not told.
  if (file.recording && !selection.by_peer()) rows.table().end_of(*file.recording);
  writer.queue().append(rows.text(file.recording == nullptr) + "\n");
  return reading.finish(writer, exit);
}

Exit show_recordings() {
  const auto list = recording_list();
  if (!list) {
    report_usage(list.error());
    return Exit::failed;
  }
  fmt::print("{}\n", *list);
  return Exit::done;
}

bool replays(const OpenOptions& own) {
  return !own.replay.empty() || !own.replay_listen.empty();
}

}  // namespace

void add_open(CLI::App& app, Options& options) {
  auto* open = app.add_subcommand("open", "read a recording or any capture: pcap, pcapng");
  add_open_options(*open, options, own_options());
}

Exit run_open(const Options& options) {
  const OpenOptions& own = own_options();
  if (own.file.empty()) return show_recordings();
  auto selection = Selection::make(
      {own.chosen_peer(), own.chosen_connection(), own.since, own.find}, SystemClock().wall());
  if (!selection) {
    report_usage(selection.error());
    return Exit::usage;
  }
  auto file = open_file(own.file, own.follow);
  if (!file) {
    report_usage(file.error());
    return file.error().kind == ErrorClass::bad_input ? Exit::usage : Exit::failed;
  }
  const auto since = go_to(*file, own.since, SystemClock().wall());
  if (!since) {
    report_usage(since.error());
    return Exit::failed;
  }
  if (*since) selection->since(**since);
  for (const std::string& remark : file->source->remarks())
    fmt::print(stderr, "parley: {}\n", remark);
  if (replays(own)) return replay_from(*file->source, options, own);
  const bool rows =
      own.text || options.hex || own.follow || !own.find.empty() || !own.export_as.empty();
  return rows ? show_events(options, own, *file, *selection) : show_table(*file, *selection);
}

}  // namespace parley::cli
