// The conversation of a `Running`, on its own thread: opens what was asked for, listens to its own
// events for the snapshots, carries out orders, ends in order.
//
// Owner: the thread. Thread rule: made, run and destroyed on that thread; orders come through
// `Orders`, on the loop.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "session/companion.h"
#include "session/explainer.h"
#include "session/orders.h"
#include "session/session.h"
#include "session/silences.h"
#include "session/status_box.h"

namespace parley::session {

class Conversing final : private event::Sink {
 public:
  /// All of them outlive this object. `stop`: what is being opened is not wanted any more.
  Conversing(const Asked& asked, const RunningSettings& settings, StatusBox& box, Orders& orders,
             std::stop_token stop);
  ~Conversing() override;

  /// To its end, whoever ends it. The last status is put when all is closed and written.
  void run();

  // Orders.
  void end_as_asked();
  void send(Bytes octets, std::optional<event::PeerId> to);
  void close_peer(event::PeerId peer);
  void set_rules(const talk::RuleSettings& rules);
  void command(const std::string& words, const std::function<void(Result<std::string>)>& answered);

 private:
  event::Room offer(const event::Event& event) override;
  std::string_view name() const override { return "the window"; }

  bool begin();
  void record();
  bool open();
  bool open_server();
  bool open_client();
  bool open_board();
  bool fail(const Error& error);
  bool fail(explain::Explanation explanation);
  void end();
  void conclude();

  bool one_peer() const { return asked_.kind != Asked::Kind::server; }
  void on_connected(const event::Event& event);
  void on_end(const event::Event& event);
  void on_trouble(const event::Event& event);
  void on_change();
  void look_soon();
  void mark();
  void publish();

  const Asked& asked_;
  const RunningSettings& settings_;
  StatusBox& box_;
  Orders& orders_;
  const std::stop_token stop_;
  Status now_;
  std::string progress_;  // what the last event said of what comes next, or of the end
  std::uint64_t events_ = 0;
  std::optional<Error> not_recorded_;
  bool failed_ = false;  // the one conversation that there was
  bool ending_ = false;
  bool look_pending_ = false;
  SteadyTime published_;

  /// The last explanation of a class, and whom it was about: until it is due again it stands.
  struct Explained {
    std::string about;
    explain::Explanation words;
  };
  std::map<ErrorClass, Explained> explained_;
  IpAddress trouble_from_;
  Silences silences_;

  // What is declared last goes first: the loop is in the session.
  std::unique_ptr<Session> session_;
  std::unique_ptr<Explainer> explainer_;
  std::unique_ptr<net::Timer> news_;     // a snapshot is due, because something happened
  std::unique_ptr<net::Timer> refresh_;  // or because figures change by themselves
  std::unique_ptr<Companion> companion_;
};

}  // namespace parley::session
