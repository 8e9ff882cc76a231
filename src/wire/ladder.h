// The segments of captured conversations one by one, each with a judgement: what it says, how it
// fits to those before, and what about it is remarkable. Only from what was captured: a step that
// is missing is not guessed at, and where there are several explanations all are told (words in
// ladder_words.h).
//
// Of a recording of ours, whose headers are rebuilt, only messages become rows: handshakes, windows
// and repetitions in it were never on a wire.
//
// Limits: those of Flows and Way; nothing of a packet is kept.
// Thread rule: one thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "wire/flow.h"
#include "wire/way.h"

namespace parley::wire {

struct Finding {
  enum class Kind : std::uint8_t {
    lost,                ///< the router marked it: the link behind this place lost it
    damaged,             ///< wrong checksum
    unfinished,          ///< checksum left to the network card; told once
    cut,                 ///< `count` octets of it were not captured
    asked_again,         ///< SYN or SYN-ACK number `count`, `time` after the last
    sent_again,          ///< `time` after it was sent
    sent_again_lost,     ///< ... which the link had lost
    sent_again_fast,     ///< ... because three ACKs asked for it
    sent_again_in_vain,  ///< it had been acknowledged
    out_of_order,        ///< fills a gap `time` after that was seen, sooner than an answer comes
    fills_gap,           ///< the same, but later
    gap,                 ///< `count` octets before it were not seen
    duplicate_ack,       ///< for the time number `count`
    zero_window,
    window_open,  ///< room again
    window_probe,
    keep_alive,
    keep_alive_answer,
    ack_of_unseen,      ///< of `count` octets that were not captured
    slow_ack,           ///< `time` after a small piece of data
    stall,              ///< data that waited `time` for the ACK of the one before; number `count`
    reset_after_fin,    ///< RST answers FIN
    reset_after_close,  ///< RST answers data that came after its own FIN
    reset_by_force,     ///< RST without any FIN before
  };
  Kind kind;
  std::uint64_t count = 0;
  Duration time{};
};

struct Row {
  enum class Kind : std::uint8_t { syn, syn_ack, opened, refused, data, ack, fin, rst, datagram };
  Kind kind = Kind::ack;
  Duration since{};  ///< the conversation's first packet
  bool by_client = true;
  std::uint64_t first_octet = 0;        ///< data: its place in the stream, from 1
  std::uint32_t bytes = 0;              ///< of payload, on the wire
  Bytes payload{};                      ///< as captured; valid during the call
  Segment segment;                      ///< all the header says; empty for datagrams
  bool has_news = false;                ///< it acknowledges more than was before
  std::uint64_t has_octets = 0;         ///< so many octets, from the first
  bool has_end = false;                 ///< and the FIN
  std::optional<Duration> has_after;    ///< so long after the newest of them
  std::optional<std::uint64_t> window;  ///< octets of room, where its scale is known
  bool window_changed = false;          ///< since the last segment from there
  std::vector<Finding> findings{};

  bool has(Finding::Kind kind) const;
};

/// What is known of a conversation, up to the row that is shown, or at its end.
struct Summary {
  bool rebuilt = false;
  unsigned asked = 0;     ///< SYNs
  bool answered = false;  ///< SYN-ACK
  bool established = false;
  bool refused = false;
  std::optional<Duration> handshake{};    ///< from the last SYN to the ACK: a round trip
  std::array<std::uint64_t, 2> octets{};  ///< 0: the client's; each octet once
  std::array<std::uint64_t, 2> packets{};
  std::array<bool, 2> finished{};  ///< FIN
  std::optional<bool> reset_by_client{};
  std::uint64_t again = 0;  ///< data segments
  std::uint64_t lost = 0;
  std::uint64_t damaged = 0;
  std::uint64_t missing = 0;  ///< octets that were not captured
  std::uint64_t zero_windows = 0;
  std::uint64_t stalls = 0;
};

class Ladder {
 public:
  using Show = std::function<void(const Flow&, const Summary&, const Row&)>;
  using Gone = std::function<void(const Flow&, const Summary&)>;

  /// `show` gets each row as it comes, `gone` each conversation that is over for the ladder.
  Ladder(Show show, Gone gone);

  /// `rebuilt`: the frame is of a recording of ours; `decoration` one that stands for no event.
  void add(const Frame& frame, bool rebuilt = false, bool decoration = false);

  /// At the end of the capture.
  void finish() { flows_.finish(); }

  std::uint64_t fragments() const { return fragments_; }
  std::uint64_t others() const { return others_; }  ///< frames that are neither TCP nor UDP
  const std::set<std::uint16_t>& unknown_links() const { return unknown_links_; }

 private:
  struct Side {
    Way way;
    std::optional<std::uint8_t> scale;  // of the windows that it announces
    bool scale_known = false;
    std::optional<std::uint64_t> window;
    unsigned asked = 0;
    WallTime asked_last{};
    unsigned duplicate_acks = 0;
    bool probed = false;               // by the other end, which waits for an answer
    std::uint32_t segment_most = 536;  // RFC 9293: what no option means
    std::optional<WallTime> freed;     // an ACK for all came late, just now
    Duration freed_after{};
  };
  struct Talk {
    Summary summary;
    std::array<Side, 2> sides;  // 0: the client
  };
  using Entry = Flows<Talk>::Entry;

  void add_segment(const Frame& frame, const Segment& segment);
  void add_message(const Frame& frame, const Segment& segment, bool decoration);
  void add_datagram(const Frame& frame, const Datagram& datagram);
  static Row row_of(const Frame& frame, const Flow& flow, const Segment& segment);
  static void judge(const Frame& frame, Talk& talk, Row& row);
  static void judge_opening(const Frame& frame, Talk& talk, Row& row);
  static void judge_reset(Talk& talk, Row& row);
  static void judge_data(const Frame& frame, Talk& talk, Row& row);
  static void judge_repeated(const Talk& talk, Row& row, const Way::Passed& passed);
  static void judge_ack(const Frame& frame, Talk& talk, Row& row);
  static void judge_window(Talk& talk, Row& row);

  Show show_;
  Flows<Talk> flows_;
  bool unfinished_told_ = false;
  std::uint64_t fragments_ = 0;
  std::uint64_t others_ = 0;
  std::set<std::uint16_t> unknown_links_;
};

}  // namespace parley::wire
