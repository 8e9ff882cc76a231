#include "desk/bridge/ladder_feed.h"

#include <pthread.h>
#include <utility>

#include "desk/bridge/ladder_row_of.h"
#include "wire/ladder_words.h"
#include "wire/link.h"

namespace parley::desk::bridge {

using namespace std::chrono_literals;

namespace {

/// A frame: more often nobody sees it.
constexpr auto news_interval = 16ms;

/// How often a file that grows, or an interface, is asked for more.
constexpr auto look_interval = 50ms;

/// Between two looks at the clock and at `stops_`.
constexpr int packets_at_once = 256;

}  // namespace

LadderFeed::LadderFeed(Open open, std::function<std::string(const Error&)> advice, bool grows,
                       Deliver deliver)
    : open_(std::move(open)),
      advice_(std::move(advice)),
      deliver_(std::move(deliver)),
      grows_(grows),
      ladder_(
          [this](const wire::Flow& flow, const wire::Summary& summary, const wire::Row& row) {
            show(flow, summary, row);
          },
          [this](const wire::Flow& flow, const wire::Summary& summary) { gone(flow, summary); }) {
  thread_ = std::thread([this] {
    ::pthread_setname_np(::pthread_self(), "parley-ladder");
    run();
  });
}

LadderFeed::~LadderFeed() {
  {
    const std::scoped_lock lock(mutex_);
    stops_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void LadderFeed::taken() {
  {
    const std::scoped_lock lock(mutex_);
    under_way_ = false;
  }
  changed_.notify_all();
}

void LadderFeed::end_growth() {
  {
    const std::scoped_lock lock(mutex_);
    grows_ = false;
  }
  changed_.notify_all();
}

bool LadderFeed::is_stopped() {
  const std::scoped_lock lock(mutex_);
  return stops_;
}

void LadderFeed::run() {
  const auto opened = open_();
  if (!opened) {
    add_remark(advice_(opened.error()));
    return finish(nullptr);
  }
  wire::PacketInput& input = **opened;
  while (!is_stopped()) {
    bool grows = false;
    {
      const std::scoped_lock lock(mutex_);
      grows = grows_;  // before reading: what was written until now is then read
    }
    const bool more = read_some(input);
    if (broken_ || (!more && (!grows || input.ended()))) return finish(&input);
    deliver_when_possible(false);
    if (more) continue;
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, look_interval, [this] { return stops_ || !grows_; });
  }
}

/// False: there is nothing more just now.
bool LadderFeed::read_some(wire::PacketInput& input) {
  for (int i = 0; i < packets_at_once; ++i) {
    const auto next = input.next();
    if (!next) {
      add_remark(to_string(next.error()));
      broken_ = true;
      return false;
    }
    if (!*next) return false;
    const wire::InputFrame& packet = **next;
    if (packet.rebuilt && !std::exchange(rebuilt_, true)) {
      add_remark(std::string(wire::rebuilt_words));
    }
    ladder_.add(packet.frame, packet.rebuilt, packet.decoration);
  }
  return true;
}

void LadderFeed::show(const wire::Flow& flow, const wire::Summary& summary, const wire::Row& row) {
  const std::uint64_t rows = ++counts_[flow.number];
  touched_[flow.number] = {flow, summary, rows, false};
  news_.rows.push_back({flow.number, ladder_row_of(flow, row)});
}

void LadderFeed::gone(const wire::Flow& flow, const wire::Summary& summary) {
  const auto count = counts_.find(flow.number);
  if (count == counts_.end()) return;  // nothing of it was shown
  touched_[flow.number] = {flow, summary, count->second, true};
  counts_.erase(count);
}

void LadderFeed::add_remark(const std::string& words) {
  if (!remark_.isEmpty()) remark_ += QLatin1Char('\n');
  remark_ += QString::fromStdString(words);
  remark_is_new_ = true;
}

/// True: what there was is delivered. `must` waits until it can be, or until nobody wants it.
bool LadderFeed::deliver_when_possible(bool must) {
  if (touched_.empty() && !remark_is_new_) return true;
  {
    std::unique_lock lock(mutex_);
    const auto may = [this] { return stops_ || !under_way_; };
    if (must || news_.rows.size() >= news_rows_max) {
      changed_.wait(lock, may);
      const auto due = delivered_ + news_interval;
      changed_.wait_until(lock, due, [this] { return stops_; });
    }
    if (stops_ || under_way_) return false;
    const auto now = std::chrono::steady_clock::now();
    if (now < delivered_ + news_interval) return false;
    delivered_ = now;
    under_way_ = true;
  }
  for (const auto& [number, known] : touched_)
    news_.flows.push_back(ladder_flow_of(known.flow, known.summary, known.rows, known.over));
  news_.remark = remark_;
  touched_.clear();
  remark_is_new_ = false;
  deliver_(std::exchange(news_, {}));
  return true;
}

void LadderFeed::finish(wire::PacketInput* input) {
  ladder_.finish();
  if (input != nullptr && !broken_) {
    for (const std::string& words : input->remarks())
      add_remark(words);
  }
  for (const auto type : ladder_.unknown_links()) {
    add_remark("Frames of " + wire::link_type_name(type) +
               " are not understood here and were passed over.");
  }
  if (ladder_.fragments() != 0) {
    add_remark(std::to_string(ladder_.fragments()) +
               " fragments of IP packets were passed over: they are not put together.");
  }
  deliver_when_possible(true);
}

}  // namespace parley::desk::bridge
