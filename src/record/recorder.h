// The recorder: a sink that keeps every event in a file, and tells when they are on the disk.
//
// The network thread encodes into segments in memory (Encoder). A writing thread gives them to the
// system at least every `write_interval`, so that they outlive this process, and a
// third thread brings them to the disk, so that writing goes on meanwhile. Nothing runs while
// nothing happens.
//
// When the disk does not keep up, reads pause for at most `limits::record_pause_max`; when it
// fails, at once not at all. From then on, and once memory is full, what happens is counted and
// left out: a gap, told in the recording and by an event, and talking goes on. With `must` reads
// pause for as long as it takes, and nothing is left out.
//
// The recorder never emits from inside `offer`: its own events go through the loop, like anybody's.
//
// Thread rule: made, called and destroyed on the network thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/limits.h"
#include "event/event.h"
#include "record/continuation.h"
#include "record/disk.h"
#include "record/encoder.h"
#include "record/store.h"

namespace parley::record {

struct RecorderSettings {
  std::filesystem::path file{};    ///< -o; empty: a new one in `folder`
  std::filesystem::path folder{};  ///< of recordings that nobody named
  std::string title{};             ///< what is done, for the name: "listen-8888"
  bool sync = false;               ///< to the disk at once
  bool must = false;               ///< wait for the disk rather than leave something out
  bool one_file = false;           ///< in `folder` too all goes into one, however large and old

  /// What happened is given to the system within this time: another program can then read it.
  Duration write_interval = limits::record_write_interval;

  /// For simulations: no threads, and no chance but that of the seed. Who simulates gives the disk
  /// its turns (`Recorder::disk`).
  struct ByHand {
    std::uint64_t seed = 1;
    std::size_t segment_bytes = format::segment_bytes;
  };
  std::optional<ByHand> by_hand{};
};

class Recorder final : public event::Sink {
 public:
  /// How the recorder reaches the rest of the program.
  struct Calls {
    /// Runs a function on the network thread, soon. Called on any thread.
    std::function<void(std::function<void()>)> post;

    /// Offers an event to every sink, this one too. Called on the network thread.
    std::function<void(event::Event&)> emit;

    /// `tick` is to be called once, after so long. Called on the network thread.
    std::function<void(Duration)> tick_after;
  };

  /// Errors: the file cannot be made or continued, with why.
  static Result<std::unique_ptr<Recorder>> open(Files& files, const Clock& clock,
                                                const RecorderSettings& settings, Calls calls);
  ~Recorder() override;

  /// What a continued file holds already: numbers go on behind it. Null: it is a new one.
  const Continued* continued() const { return continuation_ ? &continuation_->held : nullptr; }

  /// The file at the beginning.
  const std::filesystem::path& path() const { return path_; }

  event::Room offer(const event::Event& event) override;
  void on_drained(std::function<void()> notify) override;
  std::string_view name() const override { return "the recording"; }

  /// As asked for by `Calls::tick_after`: gives up waiting for a slow disk.
  void tick();

  /// Writes all and brings it to the disk, at most for so long. Nothing is offered afterwards.
  void finish(Duration at_most);

  /// For simulations, by hand.
  Disk& disk() { return *disk_; }

  /// Why the recording is not whole; nothing: it is, as far as it went.
  std::optional<std::string> incomplete() const;

 private:
  /// What is being left out now.
  struct Missing {
    Gap gap;
    std::uint64_t events = 0;
  };
  /// In the hands of the disk's threads, which may outlive the recorder. Looked into on the network
  /// thread alone.
  struct Alive {
    Recorder* recorder;
  };

  Recorder(const Clock& clock, const RecorderSettings& settings, Calls calls);
  Result<OwnFile> first_file(Files& files);
  Result<> start(Files& files, OwnFile first);
  Result<> go_on();
  Disk::Calls disk_calls();
  template <typename Call>
  void post(Call call);
  Segment* next_segment();
  std::size_t segment_bytes() const;
  bool half_free() const;
  event::Room room();
  void leave_out(const event::Event& event);
  bool end_gap();
  void on_half_free();
  void on_failure(const Error& error);
  void on_works_again();
  void on_synced(std::uint64_t event);
  void on_doubtful(const Error& error, std::uint64_t first, std::uint64_t last);
  void on_removed(const std::vector<Store::Removed>& removed);
  void note(std::string_view reason, const Error* error = nullptr);
  void note_soon(std::string reason, std::optional<Error> error = std::nullopt);
  void look_at_clock();

  const Clock& clock_;
  RecorderSettings settings_;
  Calls calls_;
  std::shared_ptr<Alive> alive_;
  std::filesystem::path path_;
  Files* files_ = nullptr;
  std::shared_ptr<Store> store_;  // null: the file was named, and there will be no other
  std::optional<Continuation> continuation_;
  std::shared_ptr<Disk> disk_;
  std::unique_ptr<Encoder> encoder_;
  std::function<void()> drained_ = [] {};

  std::uint64_t file_ = 0;  // that is encoded now
  std::uint64_t segment_next_ = 0;
  std::int64_t file_day_ = 0;  // days since 1970, UTC
  WallTime now_;               // of the event that is encoded

  std::uint64_t event_last_ = 0;  // offered
  std::uint64_t event_news_ = 0;  // the last that was not itself "recorded"
  std::uint64_t recorded_told_ = 0;

  bool full_ = false;
  SteadyTime full_since_;
  bool gave_up_ = false;  // waiting, until half is free again
  bool failing_ = false;  // the disk
  bool finished_ = false;
  bool doubtful_ = false;  // "all up to this one are on the disk" cannot be said any more
  std::optional<Missing> missing_;
  std::uint64_t missing_events_ = 0;  // in all gaps that have ended
  std::uint64_t missing_bytes_ = 0;
  std::optional<std::string> trouble_;  // of another kind
  Duration clock_offset_{};             // wall minus steady, when it was looked at last
};

}  // namespace parley::record
