#include "record/disk_writer.h"

namespace parley::record {

DiskWriter::DiskWriter(SegmentQueue& queue, OwnFile first, NextFile next_file)
    : queue_(queue), current_(std::move(first)), next_file_(std::move(next_file)) {}

bool DiskWriter::idle() {
  const Segment* segment = queue_.front();
  if (segment == nullptr) return true;
  const std::size_t from = segment == partly_ ? position_ : segment->begin;
  // An event's number is stored behind its end: who looked between the two looks once more.
  return segment->end.load(std::memory_order_acquire) <= from &&
         segment->last_event.load(std::memory_order_acquire) <= event_told_;
}

Result<> DiskWriter::step(const std::function<void(const Written&)>& written) {
  std::optional<Written> last;
  const auto tell = [&] {
    if (last) written(*last);
    last.reset();
  };
  while (Segment* segment = queue_.front()) {
    if (segment != partly_) {
      partly_ = segment;
      position_ = segment->begin;
    }
    const std::uint64_t event = segment->last_event.load(std::memory_order_acquire);
    const std::size_t end = segment->end.load(std::memory_order_acquire);
    if (segment->file != file_index_ && end > position_) {
      tell();
      auto next = next_file_(segment->file);
      if (!next) return failure(next.error());
      current_ = std::move(*next);
      file_index_ = segment->file;
    }
    if (end > position_) {
      const Bytes fresh(segment->octets.get() + position_, end - position_);
      const std::uint64_t place = segment->offset() + position_;
      const bool whole = fresh.size() == segment->capacity;
      const auto put = whole ? current_.file->write_large_at(place, fresh)
                             : current_.file->write_at(place, fresh);
      if (!put) {
        tell();
        return put;
      }
      position_ = end;
    }
    if (event > event_told_) {
      event_told_ = event;
      last = Written{current_.file, event};
    }
    if (end < segment->capacity) break;
    partly_ = nullptr;
    queue_.pop();
  }
  tell();
  return {};
}

}  // namespace parley::record
