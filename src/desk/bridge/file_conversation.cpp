#include "desk/bridge/file_conversation.h"

#include <chrono>
#include <fmt/format.h>
#include <functional>
#include <string_view>
#include <system_error>

#include "session/import.h"
#include "wire/capture_file.h"

namespace parley::desk::bridge {

namespace fs = std::filesystem;
using session::Status;

namespace {

constexpr std::chrono::hours imports_kept{24 * 7};

/// The file's name tells which content it is: of this path, this long, changed then.
fs::path import_path(const fs::path& file, const fs::path& imports) {
  std::error_code none;
  const auto changed = fs::last_write_time(file, none).time_since_epoch().count();
  const std::string what = fmt::format("{}\n{}\n{}", fs::absolute(file, none).string(),
                                       fs::file_size(file, none), changed);
  return imports / fmt::format("{:016x}.pcapng", std::hash<std::string_view>()(what));
}

void remove_old(const fs::path& imports, const fs::path& keep) {
  std::error_code none;
  const auto limit = fs::file_time_type::clock::now() - imports_kept;
  for (const auto& entry : fs::directory_iterator(imports, none))
    if (entry.path() != keep && entry.last_write_time(none) < limit) fs::remove(entry, none);
}

/// On a thread of its own. What comes of it is posted.
struct Opening {
  fs::path file;
  fs::path imports;
  std::shared_ptr<Mailbox<FileConversation>> mailbox;
  std::function<void(FileConversation&, double)> progress;
  std::function<void(FileConversation&, fs::path, bool imported)> adopt;
  std::function<void(FileConversation&, Error)> fail;

  void run() const {
    const auto opened = wire::open_capture(file.string());
    if (!opened) return post_failure(opened.error());
    const auto ours = wire::is_recording(**opened);
    if (!ours) return post_failure(ours.error());
    if (*ours) return post_adopt(file, false);
    const fs::path recording = import_path(file, imports);
    remove_old(imports, recording);
    std::error_code none;
    if (!fs::exists(recording, none)) {
      const auto imported = session::import_capture(
          file, recording, [this](auto read, auto all) { return go_on(read, all); });
      if (!imported) return post_failure(imported.error());
    }
    post_adopt(recording, true);
  }

  bool go_on(std::uint64_t read, std::uint64_t all) const {
    const double part = all == 0 ? 0 : static_cast<double>(read) / static_cast<double>(all);
    mailbox->post([this_progress = progress, part](auto& to) { this_progress(to, part); });
    return !mailbox->is_closed();
  }
  void post_adopt(fs::path recording, bool imported) const {
    mailbox->post([adopt = adopt, recording = std::move(recording), imported](auto& to) {
      adopt(to, recording, imported);
    });
  }
  void post_failure(Error error) const {
    mailbox->post([fail = fail, error = std::move(error)](auto& to) { fail(to, error); });
  }
};

}  // namespace

FileConversation::FileConversation(fs::path file, fs::path imports, Reaper& reaper, QObject* parent)
    : Conversation(parent), mailbox_(std::make_shared<Mailbox<FileConversation>>(this)) {
  asked_.where = file.string();
  status_.state = Status::State::opening;
  Opening opening{
      std::move(file),
      std::move(imports),
      mailbox_,
      [](auto& to, double part) { to.show_progress(part); },
      [](auto& to, const fs::path& recording, bool imported) { to.adopt(recording, imported); },
      [](auto& to, const Error& error) { to.fail(error); }};
  reaper.run([opening = std::move(opening)] { opening.run(); });
}

FileConversation::~FileConversation() {
  mailbox_->close();
}

QString FileConversation::title() const {
  if (!asked_.name.empty()) return QString::fromStdString(asked_.name);
  return QString::fromStdString(fs::path(asked_.where).filename().string());
}

Result<> FileConversation::set_asked(session::Asked asked) {
  asked_.name = std::move(asked.name);
  Q_EMIT changed();
  return {};
}

void FileConversation::rename(const QString& name) {
  asked_.name = name.toStdString();
  Q_EMIT changed();
}

bool FileConversation::send(const QByteArray& /*octets*/, std::optional<event::PeerId> /*to*/) {
  return false;
}

Result<> FileConversation::set_rules(const talk::RuleSettings& /*rules*/) {
  return failure({ErrorClass::bad_input, 0, "set rules", "a file answers nobody"});
}

void FileConversation::command(const QString& words,
                               std::function<void(Result<std::string>)> answered) {
  answered(failure({ErrorClass::bad_input, 0, "obey " + words.toStdString(), "it is a file"}));
}

void FileConversation::show_progress(double part) {
  status_.words = tr("Reading: %1 %").arg(qRound(part * 100)).toStdString();
  Q_EMIT changed();
}

void FileConversation::adopt(const fs::path& recording, bool imported) {
  status_.state = Status::State::ended;
  status_.words = asked_.where;
  status_.recording = recording;
  if (imported) status_.capture = asked_.where;
  log_ = std::make_shared<LogReader>(recording, false);
  ladder_ = std::make_shared<LadderReader>(asked_.where, false);
  connect(log_.get(), &LogReader::grown, this, &FileConversation::changed);
  connect(log_.get(), &LogReader::page_ready, this, &FileConversation::changed);
  Q_EMIT sources_changed();
  Q_EMIT changed();
}

void FileConversation::fail(const Error& error) {
  status_.state = Status::State::failed;
  status_.words = to_string(error);
  status_.trouble = {0,
                     {to_string(error),
                      {},
                      tr("Recordings of Parley, and captures in pcapng or "
                         "pcap form, can be opened.")
                          .toStdString()}};
  Q_EMIT changed();
}

}  // namespace parley::desk::bridge
