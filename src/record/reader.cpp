#include "record/reader.h"

#include <algorithm>
#include <utility>

namespace parley::record {

Reader::Reader(SegmentedFile file)
    : file_(std::move(file)),
      cursor_(file_.segment_bytes(), file_.tag()),
      octets_(file_.segment_bytes()) {}

void Reader::reject(std::string_view why) {
  cursor_.reject(why);
  number_next_ = cursor_.number_next();
  time_ = time_before_;
}

void Reader::seek(std::uint64_t segment) {
  inside_ = false;
  segment_next_ = segment;
  number_next_ = 0;
  pending_.reset();
}

std::uint64_t Reader::position() const {
  return segment_ * file_.segment_bytes() + cursor_.position();
}

Result<Reader::Found> Reader::next() {
  using Step = SegmentCursor::Step;
  for (;;) {
    if (!inside_) {
      if (segment_next_ >= segment_end_) return Found::nothing;
      if (pass_over()) continue;
      const auto entered = enter(segment_next_);
      if (!entered) return tl::unexpected(entered.error());
      if (!*entered) return tell_damage() ? Found::damage : Found::nothing;
    }
    switch (cursor_.next()) {
      case Step::block:
        number_next_ = cursor_.number_next();
        time_before_ = time_;
        if (block().number != 0) time_ = block().time;
        return Found::block;
      case Step::header:
        if (header_tells_damage()) return Found::damage;
        break;
      case Step::more: {
        const auto more = read_more();
        if (!more) return tl::unexpected(more.error());
        if (!*more) return tell_damage() ? Found::damage : Found::nothing;
        break;
      }
      case Step::damaged: {
        const auto changed = has_changed();
        if (!changed) return tl::unexpected(changed.error());
        if (*changed) break;
        add_damage();
        inside_ = false;
        break;
      }
      case Step::end: inside_ = false; break;
    }
  }
}

/// Only where there is nothing to tell: the segment is the successor of what was read before it.
bool Reader::pass_over() {
  if (scout_ == nullptr) return false;
  const auto nothing_in = scout_->report(segment_next_);
  if (!nothing_in || pending_ || nothing_in->first_event != number_next_) return false;
  number_next_ = nothing_in->number_next;
  time_ = nothing_in->time;
  ++segment_next_;
  return true;
}

Result<bool> Reader::enter(std::uint64_t segment) {
  const auto got = file_.read(segment, 0, octets_);
  if (!got) return tl::unexpected(got.error());
  if (*got == 0) return false;
  have_ = *got;
  segment_ = segment;
  segment_next_ = segment + 1;
  inside_ = true;
  cursor_.begin(Bytes(octets_.data(), have_), segment);
  if (scout_ != nullptr) scout_->reader_is_at(segment, segment_end_);
  return true;
}

Result<bool> Reader::read_more() {
  const auto got = file_.read(segment_, have_, std::span(octets_).subspan(have_));
  if (!got) return tl::unexpected(got.error());
  have_ += *got;
  cursor_.extend(Bytes(octets_.data(), have_));
  return *got > 0;
}

/// What was read while it was being written may have been neither old nor new.
Result<bool> Reader::has_changed() {
  const std::size_t from = cursor_.position();
  std::vector<char> again(have_ - from);
  const auto got = file_.read(segment_, from, again);
  if (!got) return tl::unexpected(got.error());
  if (*got < again.size()) return false;
  if (std::equal(again.begin(), again.end(), octets_.begin() + static_cast<std::ptrdiff_t>(from))) {
    return false;
  }
  std::copy(again.begin(), again.end(), octets_.begin() + static_cast<std::ptrdiff_t>(from));
  cursor_.retry();
  return true;
}

void Reader::add_damage() {
  if (!pending_ || pending_told_) {
    pending_ =
        Damage{segment_ * file_.segment_bytes() + cursor_.position(), 0, 0, 0, cursor_.why()};
    pending_told_ = false;
  }
  pending_->bytes += have_ - cursor_.position();
}

/// A header says which event comes next, and so which are missing.
bool Reader::header_tells_damage() {
  const std::uint64_t first = cursor_.header().first_event;
  if (number_next_ != 0 && first < number_next_) {
    cursor_.reject("a segment is older than the one before it");
    return false;
  }
  const bool misses = number_next_ != 0 && first > number_next_;
  if (misses && (!pending_ || pending_told_)) {
    pending_ = Damage{segment_ * file_.segment_bytes(), 0, 0, 0, "events are missing"};
    pending_told_ = false;
  }
  if (misses) {
    pending_->first_missing = number_next_;
    pending_->last_missing = first - 1;
  }
  number_next_ = first;
  const bool tells = tell_damage();
  pending_.reset();
  return tells;
}

bool Reader::tell_damage() {
  if (!pending_ || pending_told_) return false;
  damage_ = *pending_;
  pending_told_ = true;
  return true;
}

}  // namespace parley::record
