// For tests: a made-up recording from a seed, with every kind of event and transport, gaps, and
// peers who send blocks of recordings; and what each of its events was.
#pragma once

#include <deque>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event/jsonl.h"
#include "record/encoder.h"
#include "record/memory_files.h"
#include "record/recording_source.h"

namespace parley::record {

inline ByteString with_number(std::string_view words, std::uint64_t number) {
  return ByteString(words) + std::to_string(number);
}

class Scene {
 public:
  explicit Scene(std::uint64_t seed) : random_(seed) {}

  /// Encodes so many events. About one in `gap_every` steps is a gap of up to 9 events; 0: none.
  ByteString record(std::size_t events, std::size_t segment_bytes, std::size_t gap_every = 0) {
    return encode_all(
        [&](Encoder& encoder) {
          while (lines.size() < events) {
            if (gap_every != 0 && random_() % gap_every == 0) {
              put_gap(encoder);
            } else {
              make();
              encoder.put(event_);
              remember();
            }
          }
        },
        random_(), segment_bytes);
  }

  /// What a peer says next; by default something small, or hostile.
  std::size_t payload_bytes_max = 100;

  /// Only one event in so many is no content; 0: some in twenty.
  std::size_t other_every = 0;

  std::vector<std::string> lines;  ///< jsonl by event number - 1; "" where it was not recorded
  std::vector<WallTime> times;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> gaps;

  /// The next event. Valid until the next call.
  const event::Event& make() {
    event_ = {};
    event_.number = ++number_;
    time_ += Duration(random_() % 3'000'000'000);
    event_.time = time_;
    const bool talks = !open_.empty() && other_every != 0 && random_() % other_every != 0;
    const auto choice = talks ? 1 : random_() % 20;
    if (open_.empty() || choice == 0) {
      make_connected();
    } else if (choice < 14) {
      make_payload();
    } else if (choice == 14) {
      make_end();
    } else {
      make_other();
    }
    return event_;
  }

 private:
  struct Talk {
    event::Party party;
    event::PeerId peer{};
    event::ConnectionId connection{};
  };

  bool chance() { return (random_() & 1) != 0; }

  ByteString octets(std::size_t bytes_max) {
    ByteString made(random_() % (bytes_max + 1), ' ');
    const bool printable = chance();
    for (char& octet : made)
      octet = static_cast<char>(printable ? 'a' + random_() % 26 : random_());
    return made;
  }

  /// Ends as words do: what stands behind a cut character decides what becomes of it.
  ByteString words() { return octets(40) + "."; }

  /// A valid block of somebody's recording, with the number that would fit here.
  ByteString hostile() {
    const Talk& talk = *open_.front();
    event::Event forged;
    forged.number = number_ + random_() % 3;
    forged.time = time_;
    forged.kind = chance() ? event::Kind::received : event::Kind::noted;
    forged.party = &talk.party;
    forged.peer = talk.peer;
    forged.connection = talk.connection;
    forged.bytes = "FORGED";
    forged.reason = "FORGED";
    ByteString all = encode_all([&](Encoder& encoder) {
      encoder.number_from({forged.number - 1, {}, {}, time_});
      encoder.put(forged);
    });
    return random_() % 4 == 0 ? all
                              : all.substr(*recording_front(all) + format::segment_header_bytes);
  }

  Endpoint endpoint(bool v4) {
    const auto port = static_cast<Port>(random_());
    if (v4) {
      return {IpAddress::v4({10, 0, static_cast<std::uint8_t>(random_()), 7}), port};
    }
    std::array<std::uint8_t, 16> made{0xfe, 0x80};
    made[15] = static_cast<std::uint8_t>(random_());
    return {IpAddress::v6(made, chance() ? 1 : 0), port};
  }

  event::Party party() {
    event::Party made;
    made.transport = static_cast<event::Transport>(random_() % 5);
    made.opened_here = chance();
    if (made.transport == event::Transport::serial) {
      made.target = with_number("/dev/ttyUSB", random_() % 4);
      return made;
    }
    const bool v4 = chance();
    made.remote = endpoint(v4);
    made.local = endpoint(v4);
    if (random_() % 4 == 0) made.local.address = IpAddress::any(IpAddress::Family::v6);
    if (chance()) made.target = "esp\"\\.local\xff:80";
    return made;
  }

  void concerns(const Talk& talk) {
    event_.peer = talk.peer;
    event_.connection = talk.connection;
    event_.party = &talk.party;
  }

  void make_connected() {
    ++connections_;
    const auto peer =
        static_cast<event::PeerId>(connections_ > 2 && chance() ? connections_ - 1 : connections_);
    open_.push_back(std::make_unique<Talk>(
        Talk{party(), peer, static_cast<event::ConnectionId>(connections_)}));
    event_.kind = event::Kind::connected;
    concerns(*open_.back());
  }

  void make_payload() {
    event_.kind = chance() ? event::Kind::sent : event::Kind::received;
    concerns(*open_[random_() % open_.size()]);
    content_ = random_() % 10 == 0 ? hostile() : octets(payload_bytes_max);
    event_.bytes = event_.message = content_;
  }

  void make_end() {
    const std::size_t which = random_() % open_.size();
    ended_ = std::move(open_[which]);
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(which));
    constexpr event::Kind ends[] = {event::Kind::closed, event::Kind::reset, event::Kind::failed};
    event_.kind = ends[random_() % 3];
    concerns(*ended_);
    if (chance()) with_error();
    if (chance()) with_state();
  }

  void make_other() {
    constexpr event::Kind others[] = {event::Kind::listening, event::Kind::refused,
                                      event::Kind::dropped,   event::Kind::noted,
                                      event::Kind::recorded,  event::Kind::failed};
    event_.kind = others[random_() % 6];
    if (chance()) {
      alone_ = {party(), {}, {}};
      event_.party = &alone_.party;
    } else if (event_.kind != event::Kind::failed) {
      concerns(*open_[random_() % open_.size()]);
    }
    event_.count = random_();
    if (event_.kind == event::Kind::listening) event_.board_port = static_cast<Port>(random_());
    if (event_.kind == event::Kind::noted && chance()) {
      content_ = octets(payload_bytes_max);
      event_.message = content_;
    }
    if (chance()) with_error();
    if (chance()) with_state();
    if (chance()) event_.reason = reason_ = words();
  }

  void with_error() {
    error_ = {static_cast<ErrorClass>(random_() % 24), static_cast<int>(random_() % 130), words(),
              words()};
    event_.error = &error_;
    if (chance()) event_.reason = reason_ = words();
  }

  void with_state() {
    state_ = {random_(), random_(), random_(), {}};
    if (chance()) {
      const auto time = [this] {
        return std::chrono::microseconds(static_cast<std::int64_t>(random_() >> 2));
      };
      const auto number = [this] { return static_cast<std::uint32_t>(random_()); };
      state_.tcp = event::TcpState{time(), time(), random_(), number(), number(), number()};
    }
    event_.state = &state_;
  }

  void remember() {
    std::string line;
    event::append_jsonl(event_, line);
    lines.push_back(std::move(line));
    times.push_back(event_.time);
  }

  void put_gap(Encoder& encoder) {
    Gap gap{number_ + 1, number_ + 1 + random_() % 9, random_() % 1000, {}, "the disk was full"};
    while (number_ < gap.last) {
      encoder.lose(make());
      lines.emplace_back();
      times.push_back(event_.time);
    }
    gap.time = time_;
    encoder.put_gap(gap);
    gaps.emplace_back(gap.first, gap.last);
  }

  std::mt19937_64 random_;
  std::uint64_t number_ = 0;
  std::uint64_t connections_ = 0;
  WallTime time_{Duration(1'700'000'000'000'000'000)};
  std::deque<std::unique_ptr<Talk>> open_;
  std::unique_ptr<Talk> ended_;
  Talk alone_;
  event::Event event_;
  Error error_;
  event::PeerState state_;
  std::string content_;
  std::string reason_;
};

/// Opens octets as a file.
inline Result<SegmentedFile> opened(MemoryFiles& files, Bytes octets, std::size_t segment_bytes) {
  files.set_content("/recording", octets);
  auto file = files.open("/recording");
  if (!file) return tl::unexpected(file.error());
  return SegmentedFile::open(std::move(*file), "/recording", segment_bytes);
}

inline std::string line_of(const event::Event& event) {
  std::string line;
  event::append_jsonl(event, line);
  return line;
}

}  // namespace parley::record
