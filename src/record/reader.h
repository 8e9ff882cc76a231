// Reads a recording from its front, or from any segment, block by block; of a file that is still
// being written, what there is so far. Damage costs the rest of one segment and is told in its
// place. Never changes the file.
//
// Memory: one segment. Thread rule: one thread.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/scout.h"
#include "record/segment_cursor.h"
#include "record/segmented_file.h"

namespace parley::record {

/// What could not be read. Either part may be nothing.
struct Damage {
  std::uint64_t offset = 0;  ///< in the file
  std::uint64_t bytes = 0;
  std::uint64_t first_missing = 0;  ///< events, both included; 0: not known, or none
  std::uint64_t last_missing = 0;
  std::string_view why;  ///< a clause; static storage
};

class Reader {
 public:
  explicit Reader(SegmentedFile file);

  enum class Found : std::uint8_t {
    block,    ///< `block()`
    damage,   ///< `damage()`
    nothing,  ///< at present: the file ends here. Ask again when it may have grown.
  };
  /// Errors: the system cannot read the file.
  Result<Found> next();

  /// Valid until `next`.
  const Block& block() const { return cursor_.block(); }

  /// Of the last event, given or passed over.
  WallTime time() const { return time_; }
  const Damage& damage() const { return damage_; }

  /// The block last given is not what it seems to be: the rest of its segment is damage.
  void reject(std::string_view why);

  /// Goes on at the start of a segment.
  void seek(std::uint64_t segment);

  /// Before this segment everything is as if the file ended there.
  void stop_before(std::uint64_t segment) { segment_end_ = segment; }

  /// Segments in which a scout found nothing are passed over. Null: none are. It outlives this
  /// object or is replaced. `position` then knows nothing of them.
  void follow(Scout* scout) { scout_ = scout; }

  /// After `nothing`: what is read ends here in the file. What is behind it is torn or still being
  /// written; where the last segment is damaged, its start is told.
  std::uint64_t position() const;
  bool ends_in_damage() const { return !inside_ && pending_told_; }

  /// Where the block last given stands.
  std::uint64_t segment() const { return segment_; }
  const SegmentedFile& file() const { return file_; }

  /// All of that segment; nothing while it is not all there.
  Bytes whole_segment() const {
    return have_ == octets_.size() ? Bytes(octets_.data(), have_) : Bytes{};
  }

 private:
  bool pass_over();
  Result<bool> enter(std::uint64_t segment);
  Result<bool> read_more();
  Result<bool> has_changed();
  void add_damage();
  bool header_tells_damage();
  bool tell_damage();

  SegmentedFile file_;
  SegmentCursor cursor_;
  std::vector<char> octets_;
  std::size_t have_ = 0;
  std::uint64_t segment_ = 0;
  std::uint64_t segment_next_ = 0;  // to enter when this one is done
  std::uint64_t segment_end_ = std::numeric_limits<std::uint64_t>::max();
  bool inside_ = false;
  std::uint64_t number_next_ = 0;  // 0: not known, at the start
  WallTime time_;
  WallTime time_before_;  // what `time_` was before the block last given
  Scout* scout_ = nullptr;
  std::optional<Damage> pending_;
  bool pending_told_ = false;
  Damage damage_;
};

}  // namespace parley::record
