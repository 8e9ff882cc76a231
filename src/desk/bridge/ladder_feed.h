// The thread that reads a capture for a ladder, packet by packet, and hands on what there is to
// see.
//
// At most one piece of news is under way: until it was taken the next one is gathered, and when
// that is full reading waits. What comes live waits in the kernel then, which counts what it drops.
//
// Memory: `news_rows_max` rows twice, and a number for each conversation that goes on. Thread rule:
// any thread; `deliver` is called on the feed's. The destructor waits for one packet.
#pragma once

#include <QString>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "desk/models/ladder_rows.h"
#include "wire/ladder.h"
#include "wire/packet_input.h"

namespace parley::desk::bridge {

/// What came since the last time.
struct LadderNews {
  struct Addition {
    std::uint32_t flow = 0;
    models::LadderRow row;
  };
  std::vector<Addition> rows;             ///< in the order of the packets
  std::vector<models::LadderFlow> flows;  ///< new or changed, in the order of their numbers
  QString remark;
};

class LadderFeed {
 public:
  static constexpr std::size_t news_rows_max = 4096;

  using Open = std::function<Result<std::unique_ptr<wire::PacketInput>>()>;
  using Deliver = std::function<void(LadderNews)>;

  /// `open` is called on the feed's thread; `advice` makes words for what it cannot open. `grows`:
  /// where nothing comes more may come later.
  LadderFeed(Open open, std::function<std::string(const Error&)> advice, bool grows,
             Deliver deliver);
  ~LadderFeed();
  LadderFeed(const LadderFeed&) = delete;
  LadderFeed& operator=(const LadderFeed&) = delete;

  /// The news that was delivered last is where it belongs; there may be more.
  void taken();

  void end_growth();

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Known {
    wire::Flow flow;
    wire::Summary summary;
    std::uint64_t rows = 0;
    bool over = false;
  };

  void run();
  bool read_some(wire::PacketInput& input);
  void show(const wire::Flow& flow, const wire::Summary& summary, const wire::Row& row);
  void gone(const wire::Flow& flow, const wire::Summary& summary);
  void add_remark(const std::string& words);
  void finish(wire::PacketInput* input);
  bool deliver_when_possible(bool must);
  bool is_stopped();

  const Open open_;
  const std::function<std::string(const Error&)> advice_;
  const Deliver deliver_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stops_ = false;
  bool grows_;
  bool under_way_ = false;  // news that was not taken yet

  // The thread's.
  wire::Ladder ladder_;
  std::unordered_map<std::uint32_t, std::uint64_t> counts_;
  std::map<std::uint32_t, Known> touched_;  // since the last news
  LadderNews news_;
  QString remark_;
  bool remark_is_new_ = false;
  bool rebuilt_ = false;
  bool broken_ = false;
  Time delivered_{};

  std::thread thread_;
};

}  // namespace parley::desk::bridge
