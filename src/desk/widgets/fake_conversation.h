// A conversation for tests of widgets: it does what it is told and keeps what it was asked for.
//
// Owner: the test. Thread rule: the window's thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "desk/models/conversation.h"
#include "talk/rules.h"

namespace parley::desk::widgets {

class FakeConversation final : public models::Conversation {
 public:
  struct Sent {
    QByteArray octets;
    std::optional<event::PeerId> to;
  };

  explicit FakeConversation(session::Asked what) : asked_value(std::move(what)) {}

  /// One that listens, with nobody there.
  static session::Asked server(unsigned port = 8888) {
    session::Asked asked;
    asked.port = static_cast<Port>(port);
    return asked;
  }

  Kind kind() const override { return is_file ? Kind::file : static_cast<Kind>(asked_value.kind); }
  QString title() const override { return QStringLiteral("fake"); }
  const session::Asked& asked() const override { return asked_value; }
  Result<> set_asked(session::Asked what) override {
    asked_value = std::move(what);
    return {};
  }

  void rename(const QString& name) override { asked_value.name = name.toStdString(); }

  bool is_running() const override { return running; }
  void start() override { run(session::Status::State::opening); }
  void stop() override { end(session::Status::State::ended); }

  const session::Status& status() const override { return status_value; }
  Rates rates() const override { return {}; }

  bool send(const QByteArray& octets, std::optional<event::PeerId> to) override {
    if (!running || !takes) return false;
    sent.push_back({octets, to});
    return true;
  }
  void close_peer(event::PeerId peer) override { leave(static_cast<std::uint32_t>(peer)); }

  Result<> set_rules(const talk::RuleSettings& rules) override {
    if (const auto compiled = talk::Rules::compile(rules, 0); !compiled) {
      return failure(compiled.error());
    }
    asked_value.rules = rules;
    ++rules_set;
    return {};
  }

  void command(const QString& words, std::function<void(Result<std::string>)> answered) override {
    answered(words.toStdString());
  }
  std::shared_ptr<models::LogRows> log() const override { return nullptr; }
  std::shared_ptr<models::LadderRows> ladder() const override { return nullptr; }

  void run(session::Status::State state) {
    running = true;
    status_value.state = state;
    tell();
  }
  void end(session::Status::State state) {
    running = false;
    status_value.state = state;
    status_value.peers.clear();
    status_value.peer_count = 0;
    tell();
  }
  void join(std::uint32_t number, const char* address, unsigned port) {
    talk::PeerInfo peer;
    peer.id = static_cast<event::PeerId>(number);
    peer.party.remote = {*IpAddress::parse(address), static_cast<Port>(port)};
    status_value.peers.push_back(peer);
    ++status_value.peer_count;
    tell();
  }
  void leave(std::uint32_t number) {
    const auto id = static_cast<event::PeerId>(number);
    status_value.peer_count -=
        std::erase_if(status_value.peers, [id](const auto& peer) { return peer.id == id; });
    tell();
  }
  void tell() { Q_EMIT changed(); }

  session::Asked asked_value;
  session::Status status_value;
  std::vector<Sent> sent;
  int rules_set = 0;
  bool is_file = false;
  bool running = false;
  bool takes = true;
};

}  // namespace parley::desk::widgets
