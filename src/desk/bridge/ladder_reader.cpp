#include "desk/bridge/ladder_reader.h"

#include <QMetaObject>
#include <algorithm>
#include <utility>

#include "wire/live.h"

namespace parley::desk::bridge {

using models::LadderFlow;
using models::LadderRow;

namespace {

/// Rows are cut away some at a time: each cut moves those that stay.
constexpr std::size_t slack(std::size_t most) {
  return most / 8;
}

std::string words_of(const Error& error) {
  return to_string(error);
}

std::string words_of_live(const Error& error) {
  if (error.kind != ErrorClass::no_permission) return to_string(error);
  std::error_code unknown;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  return to_string(error) + "\n" +
         wire::permission_advice(unknown ? "parley-desk" : program.string(), "");
}

}  // namespace

LadderReader::LadderReader(std::filesystem::path path, bool grows, QObject* parent)
    // Always as one that is followed: what its end means is known better here.
    : LadderReader([path = std::move(path)] { return wire::file_input(path.string(), true); },
                   words_of, grows, parent) {}

std::shared_ptr<LadderReader> LadderReader::live(const std::string& interface) {
  return std::shared_ptr<LadderReader>(new LadderReader(
      [interface] { return wire::live_input(interface, ""); }, words_of_live, true, nullptr));
}

LadderReader::LadderReader(LadderFeed::Open open, std::function<std::string(const Error&)> advice,
                           bool grows, QObject* parent)
    : models::LadderRows(parent),
      feed_(std::move(open), std::move(advice), grows, [this](LadderNews news) {
        QMetaObject::invokeMethod(
            this, [this, news = std::move(news)]() mutable { take(std::move(news)); },
            Qt::QueuedConnection);
      }) {}

LadderReader::~LadderReader() = default;

QStringList LadderReader::interfaces() {
  QStringList names;
  const auto found = wire::LiveCapture::interfaces();
  if (!found) return names;
  for (const wire::Interface& interface : *found)
    if (interface.up) names += QString::fromStdString(interface.name);
  return names;
}

const std::vector<LadderRow>& LadderReader::rows(std::uint32_t flow) const {
  static const std::vector<LadderRow> none;
  const auto found = rows_.find(flow);
  return found == rows_.end() ? none : found->second;
}

void LadderReader::take(LadderNews news) {
  for (LadderFlow& flow : news.flows)
    put(std::move(flow));
  for (LadderNews::Addition& addition : news.rows) {
    rows_[addition.flow].push_back(std::move(addition.row));
    ++kept_;
  }
  for (const LadderNews::Addition& addition : news.rows) {
    const std::size_t kept = rows(addition.flow).size();
    if (kept > models::ladder_rows_max + slack(models::ladder_rows_max)) {
      forget(addition.flow, kept - models::ladder_rows_max);
    }
  }
  trim_flows();
  trim_rows();
  remark_ = std::move(news.remark);
  feed_.taken();
  Q_EMIT changed();
}

void LadderReader::put(LadderFlow flow) {
  const auto place =
      std::lower_bound(flows_.begin(), flows_.end(), flow.number,
                       [](const LadderFlow& one, std::uint32_t n) { return one.number < n; });
  if (place != flows_.end() && place->number == flow.number) {
    *place = std::move(flow);
  } else {
    flows_.insert(place, std::move(flow));
  }
}

void LadderReader::trim_flows() {
  if (flows_.size() <= models::ladder_flows_max + slack(models::ladder_flows_max)) return;
  const auto end = flows_.end() - static_cast<std::ptrdiff_t>(models::ladder_flows_max);
  for (auto flow = flows_.begin(); flow != end; ++flow) {
    forget(flow->number, rows(flow->number).size());
    rows_.erase(flow->number);
  }
  flows_.erase(flows_.begin(), end);
}

/// Where all together are too many, those of the conversations that were silent longest go.
void LadderReader::trim_rows() {
  if (kept_ <= models::ladder_rows_all_max + slack(models::ladder_rows_all_max)) return;
  std::vector<std::pair<WallTime, std::uint32_t>> silent;
  for (const auto& [flow, kept] : rows_)
    if (!kept.empty()) silent.emplace_back(kept.back().time, flow);
  std::sort(silent.begin(), silent.end());
  for (const auto& [time, flow] : silent) {
    if (kept_ <= models::ladder_rows_all_max) return;
    forget(flow, kept_ - models::ladder_rows_all_max);
  }
}

void LadderReader::forget(std::uint32_t flow, std::size_t rows) {
  const auto found = rows_.find(flow);
  if (found == rows_.end()) return;
  auto& kept = found->second;
  kept_ -= std::min(rows, kept.size());
  kept.erase(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(std::min(rows, kept.size())));
}

}  // namespace parley::desk::bridge
