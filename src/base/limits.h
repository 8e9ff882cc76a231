// Every bound of the house in one place, so that "how much can this hold?" has one answer.
//
// Sizes are in bytes unless the name says otherwise. A limit that a user may raise is a default
// here and an option of the command line.
#pragma once

#include <chrono>
#include <cstddef>

namespace parley::limits {

using namespace std::chrono_literals;

/// The most that one read hands on, and the largest `received` or `sent` event of a byte stream. A
/// rebuilt IPv4 packet of this size plus headers stays below 65,535 (RFC 791).
inline constexpr std::size_t chunk_bytes_max = 61'440;

/// The largest UDP payload over IPv4 and IPv6 (RFC 768), and a raw IP packet.
inline constexpr std::size_t datagram_bytes_max = 65'535;

/// Bytes that wait to be sent: to one peer, to all together, and what one peer gets even when the
/// total is used up.
inline constexpr std::size_t send_queue_bytes_max = 1024 * 1024;
inline constexpr std::size_t send_total_bytes_max = 64 * 1024 * 1024;
inline constexpr std::size_t send_queue_bytes_guaranteed = 64 * 1024;

/// Input that can wait (a pipe on standard input) waits while a peer has half of its bound queued,
/// but not for one that has taken nothing for this long: one stalled reader must not stop
/// everybody.
inline constexpr auto stalled_after = 250ms;

/// A message under `--frame line` or `length`; a longer one is delivered in pieces of this size.
inline constexpr std::size_t message_bytes_max = 1024 * 1024;

/// Messages without their end yet, of all peers together; beyond it the peer goes whose message is
/// longer than the second.
inline constexpr std::size_t unfinished_total_bytes_max = 64 * 1024 * 1024;
inline constexpr std::size_t unfinished_bytes_guaranteed = 64 * 1024;

/// What a serial port gives in pieces is one event until nothing came for the first, or for the
/// second in all. USB adapters hand on every millisecond, or after 5 ms what came at 115,200 baud.
inline constexpr auto serial_gap_max = 6ms;
inline constexpr auto serial_gather_max = 50ms;

/// How far back a rule without framing looks for its pattern.
inline constexpr std::size_t rule_window_bytes_max = 64 * 1024;

/// What standard output may lag behind before reads pause (a pipe) or rows are skipped (a
/// terminal).
inline constexpr std::size_t output_queue_bytes_max = 4 * 1024 * 1024;
inline constexpr auto terminal_stall_max = 2s;

/// A pause that we cause ourselves and that lasts longer is told in a `noted` event.
inline constexpr auto pause_silent_max = 10ms;

/// What a recording may lag behind, in segments of 1 MiB, before reads pause; a part of it is kept
/// for what is already under way then.
inline constexpr std::size_t record_segments_max = 64;
inline constexpr std::size_t record_segments_reserve = 8;

/// Reads pause for a slow disk no longer than this; then the recording has a gap.
inline constexpr auto record_pause_max = 2s;

/// What happened is given to the system within the first and brought to the disk within the second,
/// counted from the one before; a disk that failed is asked again after the third.
inline constexpr auto record_write_interval = 100ms;
inline constexpr auto record_sync_interval = 500ms;
inline constexpr auto record_retry_interval = 250ms;

/// Recordings that nobody named: one file, all of them together, and how long they are kept.
inline constexpr std::size_t recording_bytes_max = 256 * 1024 * 1024;
inline constexpr std::size_t recordings_bytes_max = 1024 * 1024 * 1024;
inline constexpr auto recordings_kept = 24h * 30;

/// A clock that somebody set is told, once it is off by this.
inline constexpr auto clock_step_min = 1s;

inline constexpr std::size_t peers_max_default = 256;
inline constexpr std::size_t peers_per_address_max_default = 32;
inline constexpr int listen_backlog = 4096;

inline constexpr auto connect_timeout_default = 10s;
inline constexpr auto tls_handshake_timeout = 10s;

/// A peer is said to have vanished after this long without an answer to data or to a probe.
inline constexpr auto vanished_after = 30s;

inline constexpr auto retry_delay_first = 250ms;
inline constexpr auto retry_delay_max = 15s;

/// A conversation that is replayed is held in memory: its octets and what is known of each turn.
inline constexpr std::size_t script_bytes_max = 256 * 1024 * 1024;

/// How long an answer may take beyond the time it took when it was recorded.
inline constexpr auto replay_patience_default = 10s;

/// After the last turn of a replay: what still comes within this time was not recorded.
inline constexpr auto replay_settle = 250ms;

/// After a close that was asked for, how long the peer may take to finish its own direction; at the
/// end of the program, where somebody waits, less.
inline constexpr auto close_patience = 2s;
inline constexpr auto close_patience_on_exit = 100ms;

/// How long an end by SIGINT or SIGTERM waits for queued bytes.
inline constexpr auto drain_on_exit_max = 2s;

}  // namespace parley::limits
