#include "record/recorder.h"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <random>

#include "base/limits.h"

namespace parley::record {

using event::Kind;
using event::Room;

namespace {

constexpr auto tick_interval = std::chrono::milliseconds{250};

std::int64_t day_of(WallTime time) {
  return std::chrono::floor<std::chrono::days>(time).time_since_epoch().count();
}

std::string amount(std::uint64_t events, std::uint64_t bytes) {
  return fmt::format("{} {} with {} {} of content", events, events == 1 ? "event" : "events", bytes,
                     bytes == 1 ? "octet" : "octets");
}

std::string doubt(std::uint64_t first_event) {
  return fmt::format("events from {} on may not be on the disk", first_event);
}

std::uint64_t random_seed() {
  std::random_device device;
  return static_cast<std::uint64_t>(device()) << 32 | device();
}

}  // namespace

Result<std::unique_ptr<Recorder>> Recorder::open(Files& files, const Clock& clock,
                                                 const RecorderSettings& settings, Calls calls) {
  std::unique_ptr<Recorder> recorder(new Recorder(clock, settings, std::move(calls)));
  auto first = recorder->first_file(files);
  if (!first) return failure(first.error());
  if (auto started = recorder->start(files, std::move(*first)); !started) {
    return failure(started.error());
  }
  return recorder;
}

Recorder::Recorder(const Clock& clock, const RecorderSettings& settings, Calls calls)
    : clock_(clock),
      settings_(settings),
      calls_(std::move(calls)),
      alive_(std::make_shared<Alive>(Alive{this})) {}

Recorder::~Recorder() {
  alive_->recorder = nullptr;
  if (disk_) disk_->stop();
  // Nothing happened: a file of nothing helps nobody.
  const bool empty = disk_ && event_last_ == 0 && !continuation_;
  if (empty) (void)files_->remove(path_);
}

Result<OwnFile> Recorder::first_file(Files& files) {
  if (settings_.file.empty()) {
    store_ = std::make_shared<Store>(files, settings_.folder, settings_.title);
    return store_->begin(clock_.wall());
  }
  auto file = files.create(settings_.file);
  if (!file && file.error().system_errno == EEXIST) {
    auto on = continue_recording(files, settings_.file, segment_bytes());
    if (!on) return failure(on.error());
    continuation_ = std::move(*on);
    return continuation_->own;
  }
  if (!file) return failure(file.error());
  const auto locked = (*file)->try_lock();
  if (!locked) return failure(locked.error());
  return OwnFile{std::move(*file), settings_.file};
}

template <typename Call>
void Recorder::post(Call call) {
  calls_.post([alive = alive_, call = std::move(call)] {
    if (alive->recorder != nullptr) call(*alive->recorder);
  });
}

Disk::Calls Recorder::disk_calls() {
  const auto post = [alive = alive_, post = calls_.post](auto call) {
    post([alive, call = std::move(call)] {
      if (alive->recorder != nullptr) call(*alive->recorder);
    });
  };
  Disk::Calls calls;
  calls.synced = [post](std::uint64_t event) {
    post([event](Recorder& recorder) { recorder.on_synced(event); });
  };
  calls.failed = [post](const Error& error) {
    post([error](Recorder& recorder) { recorder.on_failure(error); });
  };
  calls.works_again = [post] { post([](Recorder& recorder) { recorder.on_works_again(); }); };
  calls.drained = [post] { post([](Recorder& recorder) { recorder.on_half_free(); }); };
  calls.doubtful = [post](const Error& error, std::uint64_t first, std::uint64_t last) {
    post([=](Recorder& recorder) { recorder.on_doubtful(error, first, last); });
  };
  return calls;
}

Result<> Recorder::start(Files& files, OwnFile first) {
  path_ = first.path;
  files_ = &files;
  clock_offset_ = clock_.wall().time_since_epoch() - clock_.steady().time_since_epoch();
  now_ = clock_.wall();
  file_day_ = day_of(now_);
  // On the writing thread, where waiting for a slow disk stops nobody.
  const auto next_file = [this_alive = alive_, post = calls_.post, store = store_,
                          &clock = clock_](std::uint64_t) -> Result<OwnFile> {
    auto removed = store->prune(clock.wall());
    post([this_alive, removed = std::move(removed)] {
      if (this_alive->recorder != nullptr) this_alive->recorder->on_removed(removed);
    });
    return store->begin(clock.wall());
  };
  const Disk::Settings disk_settings{settings_.sync, settings_.write_interval,
                                     settings_.by_hand.has_value(), segment_bytes()};
  disk_ = std::make_shared<Disk>(std::move(first), next_file, disk_settings, disk_calls());
  encoder_ = std::make_unique<Encoder>("Parley " PARLEY_VERSION,
                                       settings_.by_hand ? settings_.by_hand->seed : random_seed(),
                                       [this] { return next_segment(); });
  if (continuation_) {
    if (auto on = go_on(); !on) return on;
  }
  if (store_) {  // before anything is opened; and with each further file
    post([removed = store_->prune(now_)](Recorder& recorder) { recorder.on_removed(removed); });
  }
  return disk_->start();
}

/// Before the threads start.
Result<> Recorder::go_on() {
  const Continuation& on = *continuation_;
  segment_next_ = on.segment;
  if (on.position > 0) {
    Segment* last = disk_->queue().take(file_, segment_next_++, false);
    if (last == nullptr) return failure(system_error("record to " + path_.string(), ENOMEM));
    last->begin = on.position;
    last->end.store(on.position);
    encoder_->resume(*last, on.held);
  } else {
    encoder_->number_from(on.held);
  }
  note_soon(fmt::format("the recording goes on behind event {}", on.held.event));
  if (on.torn_bytes == 0) return {};
  note_soon(fmt::format("its last {} octets were no whole event; they are in {} now", on.torn_bytes,
                        on.torn_kept.string()));
  return {};
}

void Recorder::on_drained(std::function<void()> notify) {
  drained_ = std::move(notify);
}

Segment* Recorder::next_segment() {
  disk_->wake(true);  // the one before is full
  const bool large = segment_next_ >= limits::recording_bytes_max / segment_bytes();
  const bool another_day = segment_next_ > 0 && day_of(now_) != file_day_;
  const bool begins = store_ && !settings_.one_file && (large || another_day);
  Segment* next =
      disk_->queue().take(file_ + (begins ? 1 : 0), begins ? 0 : segment_next_, settings_.must);
  if (next == nullptr) return nullptr;
  if (begins) {
    ++file_;
    segment_next_ = 0;
    file_day_ = day_of(now_);
  }
  ++segment_next_;
  return next;
}

std::size_t Recorder::segment_bytes() const {
  return settings_.by_hand ? settings_.by_hand->segment_bytes : format::segment_bytes;
}

bool Recorder::half_free() const {
  return disk_->queue().in_use() <= limits::record_segments_max / 2;
}

Room Recorder::offer(const event::Event& event) {
  if (finished_) return Room::more;
  now_ = event.time;
  event_last_ = event.number;
  if (event.kind != Kind::recorded) event_news_ = event.number;
  const bool in_gap = missing_ && !(half_free() && end_gap());
  if (in_gap || !encoder_->put(event)) {
    leave_out(event);
  } else if (event.kind != Kind::recorded) {  // that alone is no reason to write
    disk_->wake();
  }
  return room();
}

Room Recorder::room() {
  const std::size_t most = limits::record_segments_max - limits::record_segments_reserve;
  if (gave_up_ || disk_->queue().in_use() < most) return Room::more;
  if (!full_) {
    full_ = true;
    full_since_ = clock_.steady();
    disk_->want_drained();
    calls_.tick_after(tick_interval);
  }
  return Room::full;
}

void Recorder::tick() {
  if (finished_) return;
  if ((full_ || missing_) && half_free()) on_half_free();  // between two looks of the other thread
  if (full_ && !settings_.must && clock_.steady() - full_since_ >= limits::record_pause_max) {
    gave_up_ = true;
    full_ = false;
    drained_();
  }
  if (full_ || missing_) calls_.tick_after(tick_interval);
}

void Recorder::on_half_free() {
  gave_up_ = failing_ && !settings_.must;
  if (missing_) end_gap();
  if (full_) {
    full_ = false;
    drained_();
  }
}

void Recorder::leave_out(const event::Event& event) {
  encoder_->lose(event);
  if (!missing_) {
    const std::string why = failing_                        ? "the disk took nothing"
                            : settings_.must || half_free() ? "there was no memory for it"
                                                            : "the disk did not keep up";
    missing_ = Missing{{event.number, event.number, 0, event.time, why}};
    disk_->want_drained();
    calls_.tick_after(tick_interval);
    if (!failing_) {
      note_soon("talking goes on, and what happens until the disk has caught up is left out",
                Error{ErrorClass::not_recorded, 0, "record to " + path_.string(), why});
    }
  }
  missing_->gap.last = event.number;
  missing_->gap.time = event.time;
  missing_->gap.bytes += event.bytes.size();
  ++missing_->events;
}

bool Recorder::end_gap() {
  if (!encoder_->put_gap(missing_->gap)) return false;
  disk_->wake();
  missing_events_ += missing_->events;
  missing_bytes_ += missing_->gap.bytes;
  note_soon(fmt::format("recording goes on: {}, from {} to {}, {} missing",
                        amount(missing_->events, missing_->gap.bytes), missing_->gap.first,
                        missing_->gap.last, missing_->events == 1 ? "is" : "are"));
  missing_.reset();
  return true;
}

void Recorder::on_failure(const Error& error) {
  failing_ = true;
  Error told = error;
  told.kind = ErrorClass::not_recorded;
  if (settings_.must) {
    note("nothing is read until it can be written (--record=must)", &told);
    return;
  }
  gave_up_ = true;
  if (full_) {
    full_ = false;
    drained_();
  }
  note(fmt::format("talking goes on; the next {} MiB are kept in memory, and what comes after that "
                   "is left out, until there is room on the disk",
                   limits::record_segments_max),
       &told);
}

void Recorder::on_works_again() {
  failing_ = false;
  if (!missing_) note("recording goes on: nothing is missing");
}

void Recorder::on_synced(std::uint64_t event) {
  look_at_clock();
  const bool nothing_new = event_news_ <= recorded_told_ || event <= recorded_told_;
  if (nothing_new || finished_ || doubtful_) return;
  recorded_told_ = event;
  event::Event recorded;
  recorded.kind = Kind::recorded;
  recorded.count = event;
  calls_.emit(recorded);
}

void Recorder::on_doubtful(const Error& error, std::uint64_t first, std::uint64_t last) {
  Error told = error;
  told.kind = ErrorClass::not_recorded;
  note(fmt::format("if the power fails, the events {} to {} may be lost; from here on none is "
                   "reported as recorded",
                   first, last),
       &told);
  if (!doubtful_) trouble_ = doubt(first);
  doubtful_ = true;
}

void Recorder::on_removed(const std::vector<Store::Removed>& removed) {
  for (const auto& file : removed)
    note(fmt::format("the recording {} was removed: {}", file.name, file.why));
}

/// Event times follow the steady clock; a step of the other is told, so that they can be related.
void Recorder::look_at_clock() {
  const Duration offset = clock_.wall().time_since_epoch() - clock_.steady().time_since_epoch();
  const Duration step = offset - clock_offset_;
  if (std::chrono::abs(step) < limits::clock_step_min) return;
  clock_offset_ = offset;
  note(fmt::format("this computer's clock was set {} by {} ms; times here go on as before",
                   step > Duration{} ? "forward" : "back",
                   std::chrono::abs(std::chrono::round<std::chrono::milliseconds>(step)).count()));
}

void Recorder::note(std::string_view reason, const Error* error) {
  if (finished_) return;
  event::Event noted;
  noted.kind = Kind::noted;
  noted.reason = reason;
  noted.error = error;
  calls_.emit(noted);
}

void Recorder::note_soon(std::string reason, std::optional<Error> error) {
  post([reason = std::move(reason), error = std::move(error)](Recorder& recorder) {
    recorder.note(reason, error ? &*error : nullptr);
  });
}

void Recorder::finish(Duration at_most) {
  if (finished_) return;
  const SteadyTime deadline = clock_.steady() + at_most;
  const auto flush = [&] { return disk_->flush(std::max(deadline - clock_.steady(), Duration{})); };
  bool whole = flush();
  if (whole && missing_) whole = end_gap() && flush();  // there is room for it now
  if (whole && disk_->doubtful_from() == 0) {
    on_synced(event_last_);
    whole = flush();
  }
  finished_ = true;
  // What the disk's threads posted now comes too late for who asks next.
  if (const std::uint64_t first = disk_->doubtful_from(); first != 0) trouble_ = doubt(first);
  if (!whole) trouble_ = "the disk has not taken all of it";
  disk_->stop();
}

std::optional<std::string> Recorder::incomplete() const {
  const std::uint64_t events = missing_events_ + (missing_ ? missing_->events : 0);
  const std::uint64_t bytes = missing_bytes_ + (missing_ ? missing_->gap.bytes : 0);
  if (events > 0) return amount(events, bytes) + (events == 1 ? " is missing" : " are missing");
  return trouble_;
}

}  // namespace parley::record
