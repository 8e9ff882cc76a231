#include "session/session.h"

#include "base/limits.h"
#include "session/served.h"

namespace parley::session {

using namespace std::chrono_literals;

namespace {

constexpr auto closing_events_max = 500ms;

}  // namespace

Session::Session(net::Forks forks) : loop_(clock_, forks) {}

Result<std::unique_ptr<Session>> Session::make(const talk::TalkSettings& settings,
                                               net::Forks forks) {
  std::unique_ptr<Session> session(new Session(forks));
  auto talk = talk::Talk::make(session->network_, settings);
  if (!talk) return failure(talk.error());
  session->talk_ = std::move(*talk);
  return session;
}

Result<> Session::record(const record::RecorderSettings& settings) {
  record::Recorder::Calls calls;
  calls.post = [this](std::function<void()> function) { loop_.post(std::move(function)); };
  calls.emit = [this](event::Event& event) { talk_->tell(event); };
  calls.tick_after = [this](Duration time) { recorder_tick_->arm(loop_.now() + time); };
  recorder_tick_ = std::make_unique<net::Timer>(loop_, [this] { recorder_->tick(); });
  auto recorder = record::Recorder::open(files_, clock_, settings, std::move(calls));
  if (!recorder) return failure(recorder.error());
  recorder_ = std::move(*recorder);
  if (const auto* held = recorder_->continued()) {
    talk_->number_from(held->event, held->peer, held->connection);
  }
  talk_->add_sink(*recorder_);
  return {};
}

void Session::finish_recording(Duration at_most) {
  if (recorder_) recorder_->finish(at_most);
}

void Session::serve_only(talk::ListenSettings& settings, std::vector<Cidr> allowed) {
  settings.serves = ServedAddresses(host_, clock_, std::move(allowed));
}

void Session::end(std::function<void(std::size_t)> ended) {
  if (ended_) return;
  ended_ = std::move(ended);
  abandoned_before_ = talk_->abandoned_bytes();
  drain_deadline_ = loop_.now() + limits::drain_on_exit_max;
  talk_->stop_opening();
  talk_->close_all(limits::close_patience_on_exit);
  drain_ = std::make_unique<net::Timer>(loop_, [this] { look_whether_ended(); });
  drain_->arm(loop_.now());
}

void Session::look_whether_ended() {
  // At the deadline the peers give up what is queued, and then have their closing events.
  if (talk_->peer_count() > 0 && loop_.now() < drain_deadline_ + closing_events_max) {
    talk_->poke_all();  // to look at their deadlines, which the sweep does once a second only
    drain_->arm(loop_.now() + 5ms);
    return;
  }
  ended_(talk_->abandoned_bytes() - abandoned_before_ + talk_->queued_bytes());
}

}  // namespace parley::session
