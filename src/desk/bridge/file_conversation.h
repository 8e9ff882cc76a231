// A file that was opened: a recording of ours, read where it is, or anybody's capture, which is
// brought into the form of a recording first, with progress, and is then read as one.
//
// What came of a capture is kept in `imports` for some days: opening a large one again takes no
// time. Destroying this gives the work up and does not wait for it.
//
// Thread rule: the window's thread.
#pragma once

#include <filesystem>
#include <memory>

#include "desk/bridge/ladder_reader.h"
#include "desk/bridge/log_reader.h"
#include "desk/bridge/mailbox.h"
#include "desk/bridge/reaper.h"
#include "desk/models/conversation.h"

namespace parley::desk::bridge {

class FileConversation final : public models::Conversation {
  Q_OBJECT
 public:
  /// The reaper outlives this.
  FileConversation(std::filesystem::path file, std::filesystem::path imports, Reaper& reaper,
                   QObject* parent = nullptr);
  ~FileConversation() override;

  Kind kind() const override { return Kind::file; }
  QString title() const override;

  /// `where` is the file's path.
  const session::Asked& asked() const override { return asked_; }
  Result<> set_asked(session::Asked asked) override;
  void rename(const QString& name) override;
  bool is_running() const override { return false; }
  void start() override {}
  void stop() override {}
  const session::Status& status() const override { return status_; }
  Rates rates() const override { return {}; }
  bool send(const QByteArray& octets, std::optional<event::PeerId> to) override;
  void close_peer(event::PeerId /*peer*/) override {}
  Result<> set_rules(const talk::RuleSettings& rules) override;
  void command(const QString& words, std::function<void(Result<std::string>)> answered) override;
  std::shared_ptr<models::LogRows> log() const override { return log_; }
  std::shared_ptr<models::LadderRows> ladder() const override { return ladder_; }

 private:
  void show_progress(double part);
  void adopt(const std::filesystem::path& recording, bool imported);
  void fail(const Error& error);

  session::Asked asked_;
  session::Status status_;
  std::shared_ptr<Mailbox<FileConversation>> mailbox_;
  std::shared_ptr<LogReader> log_;
  std::shared_ptr<LadderReader> ladder_;
};

}  // namespace parley::desk::bridge
