#include "session/wiring.h"

#include "base/limits.h"

namespace parley::session {

using namespace std::chrono_literals;

namespace {

constexpr auto closing_events_max = 500ms;

}  // namespace

Result<std::unique_ptr<Wiring>> Wiring::make(const Clock& clock, net::Network& network,
                                             record::Files& files,
                                             const talk::TalkSettings& settings) {
  std::unique_ptr<Wiring> wiring(new Wiring(clock, network.loop(), files));
  auto talk = talk::Talk::make(network, settings);
  if (!talk) return failure(talk.error());
  wiring->talk_ = std::move(*talk);
  return wiring;
}

Result<> Wiring::record(const record::RecorderSettings& settings) {
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

void Wiring::finish_recording(Duration at_most) {
  if (recorder_) recorder_->finish(at_most);
}

void Wiring::end(std::function<void(std::size_t)> ended) {
  if (ended_) return;
  ended_ = std::move(ended);
  abandoned_before_ = talk_->abandoned_bytes();
  drain_deadline_ = loop_.now() + limits::drain_on_exit_max;
  talk_->stop_opening();
  talk_->close_all(limits::close_patience_on_exit);
  drain_ = std::make_unique<net::Timer>(loop_, [this] { look_whether_ended(); });
  drain_->arm(loop_.now());
}

void Wiring::look_whether_ended() {
  // At the deadline the peers give up what is queued, and then have their closing events.
  if (talk_->peer_count() > 0 && loop_.now() < drain_deadline_ + closing_events_max) {
    talk_->poke_all();  // to look at their deadlines, which the sweep does once a second only
    drain_->arm(loop_.now() + 5ms);
    return;
  }
  ended_(talk_->abandoned_bytes() - abandoned_before_ + talk_->queued_bytes());
}

}  // namespace parley::session
