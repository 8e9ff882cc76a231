#include "session/conversing.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "record/store.h"
#include "session/opening.h"
#include "session/status_words.h"

namespace parley::session {

using namespace std::chrono_literals;
using event::Kind;

namespace {

/// So that what came can be seen at once, and a flood is still written in large pieces.
constexpr auto write_interval = 15ms;

/// Round-trip times and silences change without an event.
constexpr auto refresh_interval = 1s;

explain::Situation situation_of(const Asked& asked) {
  explain::Situation situation;
  situation.transport = asked.transport;
  situation.target = asked.where;
  switch (asked.kind) {
    case Asked::Kind::server:
      situation.operation = explain::Operation::listen;
      situation.peers_max = limits::peers_max_default;
      situation.peers_per_address_max = limits::peers_per_address_max_default;
      break;
    case Asked::Kind::client:
      if (const auto literal = IpAddress::parse(asked.where)) {
        situation.endpoint = Endpoint{*literal, asked.port};
      }
      break;
    case Asked::Kind::serial:
    case Asked::Kind::board:
      situation.transport = event::Transport::serial;
      situation.baud = asked.baud;
  }
  return situation;
}

Error nobody(std::string attempted, std::string seen) {
  return {ErrorClass::no_peer, 0, std::move(attempted), std::move(seen)};
}

std::string peer_words(event::PeerId peer) {
  return fmt::format("peer {}", static_cast<unsigned>(peer));
}

}  // namespace

Conversing::Conversing(const Asked& asked, const RunningSettings& settings, StatusBox& box,
                       Orders& orders, std::stop_token stop)
    : asked_(asked),
      settings_(settings),
      box_(box),
      orders_(orders),
      stop_(std::move(stop)),
      silences_(asked.framing != text::Framing::length) {}

Conversing::~Conversing() = default;

void Conversing::run() {
  publish();
  if (begin()) session_->loop().run();
  orders_.end();
  conclude();
}

bool Conversing::begin() {
  auto session = Session::make(talk_settings(asked_), net::Forks::on_other_threads);
  if (!session) return fail(session.error());
  session_ = std::move(*session);
  net::EpollLoop& loop = session_->loop();
  explainer_ = std::make_unique<Explainer>(session_->host(), situation_of(asked_),
                                           asked_.kind == Asked::Kind::board);
  news_ = std::make_unique<net::Timer>(loop, [this] { publish(); });
  refresh_ = std::make_unique<net::Timer>(loop, [this] { publish(); });
  record();
  session_->talk().add_sink(*this);
  session_->talk().feed_with([] { return false; }, [this] { look_soon(); });
  if (!open()) return false;
  orders_.begin(loop, *this);
  look_soon();  // what was opened may have ended at once
  mark();
  return true;
}

void Conversing::record() {
  record::RecorderSettings settings;
  settings.folder = settings_.folder;
  settings.title = recording_title(asked_);
  settings.one_file = true;
  settings.write_interval = write_interval;
  const auto recorded = session_->record(settings);
  if (recorded) {
    now_.recording = session_->recorder()->path();
  } else {
    not_recorded_ = recorded.error();
  }
}

bool Conversing::open() {
  switch (asked_.kind) {
    case Asked::Kind::server: return open_server();
    case Asked::Kind::client: return open_client();
    case Asked::Kind::board: return open_board();
    case Asked::Kind::serial:
      now_.state = Status::State::connecting;
      session_->talk().open_serial(serial_settings(asked_));
      return true;
  }
  return false;
}

bool Conversing::open_server() {
  auto settings = listen_settings(asked_);
  if (!settings) return fail(settings.error());
  auto allowed = allowed_networks(asked_);
  if (!allowed) return fail(allowed.error());
  session_->serve_only(*settings, std::move(*allowed));
  const auto local = listen_on_any(session_->talk(), *settings);
  if (!local) return fail(explainer_->of_listening(local.error(), *settings));
  now_.state = Status::State::listening;
  return true;
}

bool Conversing::open_client() {
  const auto settings = connect_settings(asked_);
  if (!settings) return fail(settings.error());
  now_.state = Status::State::connecting;
  session_->talk().connect(*settings);
  return true;
}

bool Conversing::open_board() {
  if (!settings_.companion) {
    return fail(Error{ErrorClass::other, 0, "run " + title(asked_),
                      "this program was built without boards"});
  }
  auto companion = settings_.companion(
      *session_, asked_, {[this](std::string lines) { box_.say(std::move(lines)); }, stop_});
  if (!companion) return fail(companion.error());
  companion_ = std::move(*companion);
  const auto opened = companion_->open();
  if (!opened && stop_.stop_requested()) return false;  // as was wanted
  if (!opened) return fail(opened.error());
  now_.capture = companion_->capture();
  if (now_.state == Status::State::opening) now_.state = Status::State::connecting;
  return true;
}

bool Conversing::fail(const Error& error) {
  return fail(explain::Explanation{to_string(error), {}, {}});
}

bool Conversing::fail(explain::Explanation explanation) {
  now_.trouble = Status::Trouble{0, std::move(explanation)};
  failed_ = true;
  return false;
}

/// A port is free and a recording whole when the status says that it is over.
void Conversing::conclude() {
  if (session_) session_->finish_recording(limits::drain_on_exit_max);  // if it was not opened
  const auto* recorder = session_ ? session_->recorder() : nullptr;
  if (recorder) now_.incomplete = recorder->incomplete();
  if (events_ == 0) now_.recording.clear();  // such a file is removed
  companion_.reset();
  refresh_.reset();
  news_.reset();
  explainer_.reset();
  session_.reset();
  now_.local.clear();
  now_.hint.reset();
  now_.state = failed_ ? Status::State::failed : Status::State::ended;
  publish();
}

event::Room Conversing::offer(const event::Event& event) {
  events_ = event.number;
  switch (event.kind) {
    case Kind::received:
      now_.received_bytes += event.bytes.size();
      ++now_.received_messages;
      break;
    case Kind::sent:
      now_.sent_bytes += event.bytes.size();
      ++now_.sent_messages;
      break;
    case Kind::listening: now_.local.push_back(event.party->local); break;
    case Kind::connected: on_connected(event); break;
    case Kind::closed:
    case Kind::reset:
    case Kind::failed: on_end(event); break;
    default: break;
  }
  silences_.on_event(event);
  on_trouble(event);
  mark();
  return event::Room::more;
}

void Conversing::on_connected(const event::Event& event) {
  // It works again: what was wrong is in the log.
  if (one_peer() || event.party->remote.address == trouble_from_) now_.trouble.reset();
  if (!one_peer()) return;
  now_.state = Status::State::connected;
  progress_.clear();
  failed_ = false;
}

void Conversing::on_end(const event::Event& event) {
  if (!one_peer()) return;
  if (!ending_) failed_ = event.kind != Kind::closed && event.error != nullptr;
  progress_ = event.reason;
  const bool comes_back = asked_.retry || asked_.kind != Asked::Kind::client;
  if (comes_back && !ending_) now_.state = Status::State::connecting;
}

void Conversing::on_trouble(const event::Event& event) {
  const bool tells = event.kind == Kind::failed || event.kind == Kind::reset ||
                     event.kind == Kind::refused || event.kind == Kind::dropped;
  if (!tells || event.error == nullptr) return;
  const ErrorClass kind = event.error->kind;
  std::string about = event.party ? event.party->remote.address.to_string() : std::string();
  if (auto words = explainer_->of_event(event, session_->loop().now())) {
    explained_[kind] = {about, std::move(*words)};
  }
  explain::Explanation explanation;
  const auto known = explained_.find(kind);
  if (known != explained_.end() && known->second.about == about) {
    explanation = known->second.words;
  }
  explanation.what = to_string(*event.error);
  now_.trouble = Status::Trouble{event.number, std::move(explanation)};
  trouble_from_ = event.party ? event.party->remote.address : IpAddress();
}

void Conversing::look_soon() {
  if (std::exchange(look_pending_, true)) return;
  session_->loop().post([this] { on_change(); });
}

void Conversing::on_change() {
  look_pending_ = false;
  mark();
  if (session_->talk().done()) end();
}

void Conversing::mark() {
  if (!news_->armed()) news_->arm(std::max(session_->loop().now(), published_ + status_interval));
}

void Conversing::publish() {
  Status status = now_;
  if (session_) {
    published_ = session_->loop().now();
    status.peers = session_->talk().peers();
    status.peer_count = status.peers.size();
    status.queued_bytes = session_->talk().queued_bytes();
    status.hint = silences_.hint(status.peers, session_->loop().now());
    if (status.peers.size() > peers_shown_max) {
      std::nth_element(status.peers.begin(), status.peers.begin() + peers_shown_max,
                       status.peers.end(),
                       [](const auto& a, const auto& b) { return a.silent < b.silent; });
      status.peers.resize(peers_shown_max);
      std::sort(status.peers.begin(), status.peers.end(),
                [](const auto& a, const auto& b) { return a.id < b.id; });
    }
    if (const auto* recorder = session_->recorder()) status.incomplete = recorder->incomplete();
    if (status.peer_count > 0) refresh_->arm(published_ + refresh_interval);
  }
  if (not_recorded_) status.incomplete = to_string(*not_recorded_);
  status.words = status_words(asked_, status, progress_);
  box_.put(std::move(status));
}

/// Whatever failed before is not why it is over.
void Conversing::end_as_asked() {
  if (ending_) return;
  progress_.clear();
  end();
  failed_ = false;
}

void Conversing::end() {
  if (std::exchange(ending_, true)) return;
  const auto end_session = [this] {
    session_->end([this](std::size_t bytes_not_sent) {
      if (bytes_not_sent > 0) {
        session_->talk().note(
            fmt::format("{} octets were not sent: the peers did not take them", bytes_not_sent));
      }
      session_->finish_recording(limits::drain_on_exit_max);
      session_->loop().stop();
    });
  };
  if (companion_) {
    companion_->wind_down(end_session);
  } else {
    end_session();
  }
}

void Conversing::send(Bytes octets, std::optional<event::PeerId> to) {
  talk::Talk& talk = session_->talk();
  const SteadyTime now = session_->loop().now();
  if (to) {
    if (!talk.has_peer(*to)) {
      talk.note_failure(nobody("send to " + peer_words(*to), "there is no such peer now"));
    } else if (talk.send(*to, octets)) {
      silences_.on_said(*to, octets, now);
    }
    return;
  }
  if (talk.peer_count() == 0) talk.note_failure(nobody("send to all", "nobody is connected"));
  talk.send_all(octets);
  for (const auto& peer : talk.peers())
    silences_.on_said(peer.id, octets, now);
}

void Conversing::close_peer(event::PeerId peer) {
  talk::Talk& talk = session_->talk();
  if (talk.close(peer)) return;
  talk.note_failure(nobody("close " + peer_words(peer), "there is no such peer now"));
}

void Conversing::set_rules(const talk::RuleSettings& rules) {
  const auto set = session_->talk().set_rules(rules);
  if (!set) session_->talk().note_failure(set.error());
}

void Conversing::command(const std::string& words,
                         const std::function<void(Result<std::string>)>& answered) {
  const auto tell = [this, answered](const Result<std::string>& answer) {
    box_.call([&] { answered(answer); });
  };
  if (companion_) return companion_->command(words, tell);
  tell(failure(
      {ErrorClass::bad_input, 0, fmt::format("do '{}'", words), "only a board has commands"}));
}

}  // namespace parley::session
