#include "tests/simulation/disk_hand.h"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>

#include "base/limits.h"
#include "record/reader.h"

namespace parley::simulation {

namespace {

using namespace std::chrono_literals;
using Kind = Incident::Kind;
using Turn = record::Disk::Turn;

constexpr std::uint64_t plenty = std::uint64_t{1} << 60;

std::string_view word(Turn turn) {
  return turn == Turn::done ? "done" : turn == Turn::failed ? "failed" : "nothing";
}

}  // namespace

DiskHand::DiskHand(net::SimWorld& world, record::MemoryFiles& files, Trace& trace)
    : world_(world),
      files_(files),
      trace_(trace),
      write_timer_(world.loop(), [this] { write(); }),
      sync_timer_(world.loop(), [this] { give_sync(); }) {}

void DiskHand::take(record::Disk& disk, const std::string& path, bool sync_at_once) {
  disk_ = &disk;
  path_ = path;
  sync_at_once_ = sync_at_once;
  slow_ = troubled_ = sync_has_failed_ = false;
  seen_event_ = written_event_ = synced_event_ = file_bytes_ = 0;
}

void DiskHand::let_go() {
  disk_ = nullptr;
  write_timer_.disarm();
  sync_timer_.disarm();
  files_.work();
  files_.set_capacity(plenty);
}

Duration DiskHand::delay(Duration most) {
  const Duration quick = world_.random().uniform(Duration{}, most);
  return slow_ ? quick + world_.random().uniform(Duration{200ms}, Duration{6s}) : quick;
}

void DiskHand::see(const event::Event& event) {
  seen_event_ = event.number;
  if (disk_ == nullptr || event.kind == event::Kind::recorded || write_timer_.armed()) return;
  write_timer_.arm(world_.now() + delay(sync_at_once_ ? 1ms : limits::record_write_interval));
}

void DiskHand::write() {
  if (give_write() == Turn::failed) write_timer_.arm(world_.now() + limits::record_retry_interval);
  // Of a file before the one that failed there may be something, too.
  if (sync_timer_.armed()) return;
  sync_timer_.arm(world_.now() + delay(sync_at_once_ ? 1ms : limits::record_sync_interval));
}

void DiskHand::flush() {
  write_timer_.disarm();
  sync_timer_.disarm();
  while (give_write() == Turn::done) {
  }
  while (give_sync() != Turn::nothing) {
  }
}

Turn DiskHand::give_write() {
  const Turn turn = disk_->write_turn();
  trace_.add(fmt::format("disk: write up to event {}: {}", seen_event_, word(turn)));
  if (turn == Turn::failed) {
    troubled_ = true;
    look_what_was_written();
  } else {
    written_event_ = seen_event_;
  }
  return turn;
}

/// A write that failed may have written some: whole segments before, and events of the last.
void DiskHand::look_what_was_written() {
  auto file = files_.open(path_);
  const auto size = (*file)->size();
  if (*size == file_bytes_) return;
  file_bytes_ = *size;
  auto recording = record::SegmentedFile::open(std::move(*file), path_, segment_bytes);
  if (!recording) return;
  record::Reader reader(std::move(*recording));
  for (auto found = reader.next(); *found != record::Reader::Found::nothing;
       found = reader.next()) {
    if (*found == record::Reader::Found::block) {
      written_event_ = std::max(written_event_, reader.block().number);
    }
  }
}

Turn DiskHand::give_sync() {
  const Turn turn = disk_->sync_turn();
  trace_.add(fmt::format("disk: sync up to event {}: {}", written_event_, word(turn)));
  if (turn == Turn::failed) sync_has_failed_ = troubled_ = true;
  if (turn == Turn::done && !sync_has_failed_) synced_event_ = written_event_;
  return turn;
}

void DiskHand::happen(const Incident& incident) {
  if (disk_ == nullptr) return;
  troubled_ = true;
  switch (incident.kind) {
    case Kind::writes_fail: files_.fail_writes(EIO, incident.amount); break;
    case Kind::disk_full: {
      std::uint64_t used = 0;
      const auto listed = files_.list("/");
      for (const auto& file : *listed)
        used += file.size;
      files_.set_capacity(used + incident.amount);
      break;
    }
    case Kind::syncs_fail: files_.fail_syncs(EIO); break;
    case Kind::disk_works:
      files_.work();
      files_.set_capacity(plenty);
      break;
    case Kind::disk_slow: slow_ = true; break;
    case Kind::disk_quick: slow_ = false; break;
    default: break;
  }
}

}  // namespace parley::simulation
