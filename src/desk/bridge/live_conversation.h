// A conversation of this program as the window sees it: a `session::Running` on a thread of its
// own, the rows of its recording, and the packets of its capture.
//
// Starting it again goes on in a new recording; the old one stays on the disk. What ended keeps its
// status and its rows until then. Destroying and stopping never wait: the reaper does.
//
// Thread rule: the window's thread.
#pragma once

#include <QTimer>
#include <filesystem>
#include <memory>

#include "desk/bridge/ladder_reader.h"
#include "desk/bridge/log_reader.h"
#include "desk/bridge/mailbox.h"
#include "desk/bridge/rates.h"
#include "desk/bridge/reaper.h"
#include "desk/models/conversation.h"

namespace parley::desk::bridge {

/// What all conversations of a window share; outlives them.
struct LiveSettings {
  std::filesystem::path recordings;
  session::MakeCompanion companion{};
  Reaper* reaper = nullptr;
};

class LiveConversation final : public models::Conversation {
  Q_OBJECT
 public:
  LiveConversation(session::Asked asked, LiveSettings settings, QObject* parent = nullptr);
  ~LiveConversation() override;

  Kind kind() const override;
  QString title() const override;
  const session::Asked& asked() const override { return asked_; }
  Result<> set_asked(session::Asked asked) override;
  void rename(const QString& name) override;
  bool is_running() const override { return running_ != nullptr; }
  void start() override;
  void stop() override;
  const session::Status& status() const override { return *status_; }
  Rates rates() const override;
  bool send(const QByteArray& octets, std::optional<event::PeerId> to) override;
  void close_peer(event::PeerId peer) override;
  Result<> set_rules(const talk::RuleSettings& rules) override;
  void command(const QString& words, std::function<void(Result<std::string>)> answered) override;
  std::shared_ptr<models::LogRows> log() const override { return log_; }
  std::shared_ptr<models::LadderRows> ladder() const override { return ladder_; }

 private:
  void read_status();
  void look_at_rates();
  void adopt_sources();
  void let_go();

  session::Asked asked_;
  LiveSettings settings_;
  std::shared_ptr<Mailbox<LiveConversation>> mailbox_;
  std::unique_ptr<session::Running> running_;
  std::shared_ptr<const session::Status> status_;
  std::shared_ptr<LogReader> log_;
  std::shared_ptr<LadderReader> ladder_;
  std::filesystem::path recording_;  // that `log_` reads
  std::filesystem::path capture_;    // that `ladder_` reads
  Rate received_;
  Rate sent_;
  QTimer tick_;  // rates fall while nothing happens
};

}  // namespace parley::desk::bridge
