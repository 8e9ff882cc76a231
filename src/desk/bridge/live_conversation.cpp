#include "desk/bridge/live_conversation.h"

#include <chrono>
#include <utility>

namespace parley::desk::bridge {

using session::Running;
using session::Status;

namespace {

constexpr std::chrono::milliseconds rate_interval{500};

std::shared_ptr<const Status> not_started() {
  auto status = std::make_shared<Status>();
  status->state = Status::State::ended;
  return status;
}

}  // namespace

LiveConversation::LiveConversation(session::Asked asked, LiveSettings settings, QObject* parent)
    : Conversation(parent),
      asked_(std::move(asked)),
      settings_(std::move(settings)),
      mailbox_(std::make_shared<Mailbox<LiveConversation>>(this)),
      status_(not_started()) {
  tick_.setInterval(rate_interval);
  connect(&tick_, &QTimer::timeout, this, &LiveConversation::look_at_rates);
}

LiveConversation::~LiveConversation() {
  mailbox_->close();
  settings_.reaper->take(std::move(running_));
}

models::Conversation::Kind LiveConversation::kind() const {
  switch (asked_.kind) {
    case session::Asked::Kind::server: return Kind::server;
    case session::Asked::Kind::client: return Kind::client;
    case session::Asked::Kind::serial: return Kind::serial;
    case session::Asked::Kind::board: return Kind::board;
  }
  return Kind::server;
}

QString LiveConversation::title() const {
  return QString::fromStdString(session::title(asked_));
}

Result<> LiveConversation::set_asked(session::Asked asked) {
  Q_ASSERT(!is_running());
  if (auto checked = session::check(asked); !checked) return checked;
  asked_ = std::move(asked);
  Q_EMIT changed();
  return {};
}

void LiveConversation::rename(const QString& name) {
  asked_.name = name.toStdString();
  Q_EMIT changed();
}

void LiveConversation::start() {
  if (is_running()) return;
  auto status = std::make_shared<Status>();
  status->state = Status::State::opening;
  status_ = std::move(status);
  received_ = {};
  sent_ = {};
  recording_.clear();
  capture_.clear();
  running_ = Running::start(
      asked_, {.folder = settings_.recordings, .companion = settings_.companion},
      [mailbox = mailbox_] { mailbox->post([](LiveConversation& to) { to.read_status(); }); });
  tick_.start();
  read_status();
}

void LiveConversation::stop() {
  if (is_running()) running_->end();
}

void LiveConversation::read_status() {
  if (!is_running()) return;
  status_ = running_->status();
  adopt_sources();
  const bool over =
      status_->state == Status::State::ended || status_->state == Status::State::failed;
  if (over) let_go();
  look_at_rates();
  Q_EMIT changed();
}

void LiveConversation::let_go() {
  tick_.stop();
  if (log_ != nullptr) log_->end_growth();
  if (ladder_ != nullptr) ladder_->end_growth();
  settings_.reaper->take(std::move(running_));
}

void LiveConversation::adopt_sources() {
  bool other = false;
  if (status_->recording != recording_ && !status_->recording.empty()) {
    recording_ = status_->recording;
    log_ = std::make_shared<LogReader>(recording_, true);
    other = true;
  }
  if (status_->capture != capture_ && !status_->capture.empty()) {
    capture_ = status_->capture;
    ladder_ = std::make_shared<LadderReader>(capture_, true);
    other = true;
  }
  if (other) Q_EMIT sources_changed();
}

void LiveConversation::look_at_rates() {
  const SteadyTime now = SystemClock().steady();
  const Rates before = rates();
  received_.look(status_->received_bytes, now);
  sent_.look(status_->sent_bytes, now);
  if (before.received != rates().received || before.sent != rates().sent) Q_EMIT changed();
}

models::Conversation::Rates LiveConversation::rates() const {
  if (!is_running()) return {};
  return {received_.per_second(), sent_.per_second()};
}

bool LiveConversation::send(const QByteArray& octets, std::optional<event::PeerId> to) {
  return is_running() && running_->send(octets.toStdString(), to);
}

void LiveConversation::close_peer(event::PeerId peer) {
  if (is_running()) running_->close_peer(peer);
}

Result<> LiveConversation::set_rules(const talk::RuleSettings& rules) {
  if (is_running())
    if (auto set = running_->set_rules(rules); !set) return set;
  session::Asked asked = asked_;
  asked.rules = rules;
  if (auto checked = session::check(asked); !checked && !is_running()) return checked;
  asked_ = std::move(asked);
  Q_EMIT changed();
  return {};
}

void LiveConversation::command(const QString& words,
                               std::function<void(Result<std::string>)> answered) {
  const Error refused{ErrorClass::bad_input, 0, "obey " + words.toStdString(), "it does not run"};
  if (!is_running()) {
    answered(failure(refused));
    return;
  }
  const bool taken = running_->command(words.toStdString(), [mailbox = mailbox_,
                                                             answered](Result<std::string> answer) {
    mailbox->post([answered, answer = std::move(answer)](LiveConversation&) { answered(answer); });
  });
  if (!taken) answered(failure({ErrorClass::queue_full, 0, refused.attempted, "too much waits"}));
}

}  // namespace parley::desk::bridge
