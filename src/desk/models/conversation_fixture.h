// A conversation for tests: it is what a test says it is, and remembers what it was asked for.
#pragma once

#include <utility>
#include <vector>

#include "desk/models/conversation.h"

namespace parley::desk::models {

class MadeUpConversation : public Conversation {
 public:
  explicit MadeUpConversation(Kind kind = Kind::server, const char* title = "port 8888")
      : kind_now(kind), title_now(QString::fromUtf8(title)) {
    asked_now.kind = static_cast<session::Asked::Kind>(kind);
  }

  Kind kind() const override { return kind_now; }
  QString title() const override { return title_now; }
  const session::Asked& asked() const override { return asked_now; }
  Result<> set_asked(session::Asked asked) override {
    asked_now = std::move(asked);
    kind_now = static_cast<Kind>(asked_now.kind);
    tell();
    return {};
  }
  void rename(const QString& name) override {
    title_now = name;
    tell();
  }
  bool is_running() const override { return running_now; }
  void start() override {
    running_now = true;
    ++starts;
    tell();
  }
  void stop() override {
    running_now = false;
    ++stops;
    tell();
  }
  const session::Status& status() const override { return status_now; }
  Rates rates() const override { return rates_now; }
  bool send(const QByteArray& octets, std::optional<event::PeerId> to) override {
    if (!running_now) return false;
    sent.emplace_back(octets, to);
    return true;
  }
  void close_peer(event::PeerId peer) override { closed.push_back(peer); }
  Result<> set_rules(const talk::RuleSettings& rules) override {
    asked_now.rules = rules;
    return {};
  }
  void command(const QString& words, std::function<void(Result<std::string>)> answered) override {
    commands.push_back(words);
    answered(std::string("done"));
  }
  std::shared_ptr<LogRows> log() const override { return log_now; }
  std::shared_ptr<LadderRows> ladder() const override { return ladder_now; }

  void tell() { Q_EMIT changed(); }

  Kind kind_now;
  QString title_now;
  session::Asked asked_now;
  session::Status status_now;
  Rates rates_now;
  bool running_now = false;
  std::shared_ptr<LogRows> log_now;
  std::shared_ptr<LadderRows> ladder_now;
  int starts = 0;
  int stops = 0;
  std::vector<std::pair<QByteArray, std::optional<event::PeerId>>> sent;
  std::vector<event::PeerId> closed;
  std::vector<QString> commands;
};

}  // namespace parley::desk::models
