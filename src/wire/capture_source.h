// Anybody's capture as the events of its conversations, told from the client's side: `sent` is what
// the client sent, `received` what the server did. Streams come in order and each octet once, as
// the ends had them.
//
// What was sent again, came out of order or was lost on the way is put right silently: that is
// TCP's own work, and the ladder shows it. Octets that the capture does not have are a `dropped`
// event with their count. They are given up when the other end has acknowledged them and
// `patience_segments` more came, or at the connection's end; whatever waits for them meanwhile is
// in memory, `waiting_bytes_max` in all, which is the other reason to give them up.
//
// Thread rule: one thread.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "event/source.h"
#include "record/capture.h"
#include "wire/flow.h"
#include "wire/reassembly.h"

namespace parley::wire {

class CaptureSource final : public event::Source {
 public:
  static constexpr std::size_t waiting_bytes_max = 64 * 1024 * 1024;
  static constexpr unsigned patience_segments = 16;

  enum class End : std::uint8_t {
    final,   ///< where the file ends the capture does: what waits then is told
    growing  ///< it may be "not yet"
  };

  CaptureSource(record::CaptureReader reader, End end);

  /// Errors: the system cannot read it, or it is no capture.
  Result<const event::Event*> next() override;
  std::vector<std::string> remarks() const override;

 private:
  struct Way {
    Reassembly octets;
    std::optional<std::int64_t> end;  // where its FIN is
    std::int64_t acknowledged = 0;    // by the other end
    unsigned later_segments = 0;      // since a hole was acknowledged
  };
  struct Talk {
    std::shared_ptr<event::Party> party;
    std::array<Way, 2> ways;  // 0: the client's
    unsigned asked = 0;       // SYNs
    bool answered = false;    // SYN-ACK
    bool connected = false;
    bool ended = false;
    bool client_ended_first = false;
  };
  struct Told {
    event::Event event;
    std::shared_ptr<event::Party> party;
    ByteString bytes;
    Error error;
    std::string reason;
  };
  using Entry = Flows<Talk>::Entry;

  void read(const Frame& frame);
  void read_segment(const Frame& frame, const Segment& segment);
  void read_datagram(const Frame& frame, const Datagram& datagram);
  void read_opening(Entry& entry, const Segment& segment);
  void read_reset(Entry& entry, const Segment& segment, bool by_client);
  void note_acknowledged(Entry& entry, const Segment& segment, bool by_client);
  void take_data(Entry& entry, const Segment& segment, bool by_client);
  void connect(Entry& entry, std::string_view reason);
  void give_octets(Entry& entry, bool by_client);
  void give_up_holes(Entry& entry, bool by_client);
  void look_for_end(Entry& entry);
  void end(Entry& entry, event::Kind kind, std::string reason);
  void gone(Entry& entry);
  void note_unknown(const Frame& frame);
  Told& tell(Entry* entry, event::Kind kind);

  record::CaptureReader reader_;
  End end_;
  bool finished_ = false;
  Flows<Talk> flows_;
  std::size_t waiting_bytes_ = 0;
  std::set<std::uint16_t> unknown_links_;
  std::uint64_t fragments_ = 0;
  std::uint64_t number_ = 0;
  WallTime now_{};
  std::deque<Told> told_;
  Told current_;
};

}  // namespace parley::wire
