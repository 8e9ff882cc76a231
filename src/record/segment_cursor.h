// Walks over one segment in memory, block by block, and believes nothing that it has not checked: a
// block's length equals its trailer, its layout is the one that is written, its checksums are
// right, and its event is the successor of the one before. What fails ends the segment: only the
// next segment's start is a place where nothing that a peer said can be taken for a block.
//
// Thread rule: one thread. The octets outlive the cursor's use of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"
#include "event/event.h"
#include "record/format.h"
#include "record/rebuilt.h"
#include "record/segmented_file.h"

namespace parley::record {

/// A block that tells something; decoration is passed over.
struct Block {
  enum class Kind : std::uint8_t {
    payload,    ///< received or sent; `data` is the rebuilt packet
    event,      ///< any other; `data` is its JSON
    statement,  ///< no event: an open connection; `data` is its JSON
  };
  Kind kind = Kind::statement;
  Way way = Way::received;   ///< payload
  std::uint64_t number = 0;  ///< of the event; of a gap, the last that is missing; statement: 0
  WallTime time;
  event::PeerId peer{};
  event::ConnectionId connection{};
  Bytes data;
  std::size_t offset = 0;  ///< in its segment
  std::size_t bytes = 0;   ///< of the block
};

class SegmentCursor {
 public:
  enum class Step : std::uint8_t {
    header,   ///< the segment's own, first of all: `header()`
    block,    ///< `block()`
    more,     ///< the octets end here, the segment does not
    end,      ///< of the segment
    damaged,  ///< from `position()` on: `why()`
  };

  /// `tag` is the file's (SegmentedFile::tag).
  SegmentCursor(std::size_t segment_bytes, std::uint64_t tag)
      : segment_bytes_(segment_bytes), tag_(tag) {}

  /// `octets` is what there is of the segment.
  void begin(Bytes octets, std::uint64_t segment);

  /// More of the same segment: the same octets, which may have moved, and others behind them.
  void extend(Bytes octets) { octets_ = octets; }

  /// After `damaged` or `end` always the same.
  Step next();

  /// What was given last, header or block, is not what it seems to be. `why` is static storage.
  void reject(std::string_view why);

  /// Tries again what was damaged, because the octets have changed.
  void retry() { why_ = {}; }

  const SegmentHeader& header() const { return header_; }
  const Block& block() const { return block_; }
  std::size_t position() const { return position_; }
  std::string_view why() const { return why_; }

  /// The number that the next event must have.
  std::uint64_t number_next() const { return number_next_; }

 private:
  Step damaged(std::string_view why);
  Step next_header(Bytes block);
  Step next_packet(Bytes block, bool& tells);
  bool succeeds(Bytes json, std::uint32_t low);

  std::size_t segment_bytes_;
  std::uint64_t tag_;
  Bytes octets_;
  std::uint64_t segment_ = 0;
  std::size_t position_ = 0;
  bool header_read_ = false;
  bool front_read_ = false;
  SegmentHeader header_;
  Block block_;
  std::uint64_t number_next_ = 0;
  std::uint64_t number_before_ = 0;  // what `number_next_` was before what was given last
  std::size_t given_at_ = 0;
  std::string_view why_;
};

}  // namespace parley::record
