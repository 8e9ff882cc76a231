// For tests: a log of any length that is in no memory: its rows are made when they are asked for.
#pragma once

#include <QTimer>
#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

#include "desk/models/log_rows.h"

namespace parley::desk::widgets {

inline models::LogRow said(std::uint64_t number, const QByteArray& octets,
                           const QString& text = {}) {
  models::LogRow row;
  row.number = number;
  row.time = WallTime(std::chrono::seconds(1'790'000'000) +
                      std::chrono::milliseconds(7 * (number % 1'000'000'000)));
  row.kind = number % 2 == 1 ? event::Kind::received : event::Kind::sent;
  row.mark = number % 2 == 1 ? event::Mark::received : event::Mark::sent;
  row.peer = event::PeerId{static_cast<std::uint32_t>(number % 3 + 1)};
  row.who = QStringLiteral("192.168.1.%1:51234").arg(20 + number % 3);
  row.octets = octets.left(models::row_octets_max);
  row.bytes = static_cast<std::size_t>(octets.size());
  row.text = text.isNull() ? QString::fromUtf8(octets).left(models::row_characters_max) : text;
  return row;
}

class FakeRows final : public models::LogRows {
 public:
  explicit FakeRows(std::uint64_t rows, bool grows = false) : last_(rows), grows_(grows) {}

  std::uint64_t first_event() const override { return last_ == 0 ? 0 : 1; }
  std::uint64_t last_event() const override { return last_; }
  bool grows() const override { return grows_; }

  void want(const models::LogRequest& request) override {
    ++wants;
    if (asked) asked(request);
    request_ = request;
    if (answers_by_itself) QTimer::singleShot(0, this, [this] { answer(); });
  }

  /// As the real one does soon.
  void answer() {
    if (!request_) return;
    const models::LogRequest request = *request_;
    request_.reset();
    Q_EMIT page_ready(page_for(request));
  }

  models::LogPage page_for(const models::LogRequest& request) const {
    models::LogPage page;
    page.first_event = first_event();
    page.last_event = last_;
    std::uint64_t at = std::clamp<std::uint64_t>(request.from, 1, last_ + 1);
    if (request.backwards) {
      at = std::min(at, last_);
      page.at_end = request.from >= last_;
      while (at > 0 && page.rows.size() < request.count) {
        if (passes(at)) page.rows.insert(page.rows.begin(), row(at));
        --at;
      }
      page.at_start = at == 0;
      return page;
    }
    page.at_start = at == 1;
    for (; at <= last_ && page.rows.size() < request.count; ++at) {
      if (passes(at)) page.rows.push_back(row(at));
    }
    page.at_end = at > last_;
    return page;
  }

  void grow(std::uint64_t rows) {
    last_ += rows;
    Q_EMIT grown();
  }

  Result<> set_filter(const std::optional<log::FilterSettings>& filter) override {
    filtered = filter;
    if (!filter) return {};
    auto made = log::Filter::make(*filter);
    if (!made) return failure(made.error());
    return {};
  }
  Result<> find(const log::FilterSettings& what, std::uint64_t from, bool backwards) override {
    auto made = log::Filter::make(what);
    if (!made) return failure(made.error());
    sought = what;
    found_from = from;
    found_backwards = backwards;
    return {};
  }
  void want_whole(std::uint64_t number) override { whole = number; }
  void copy(std::uint64_t first, std::uint64_t last) override { copied_rows = {first, last}; }
  void export_to(const QString& file, const QString& format) override { exported = {file, format}; }
  void cancel() override { ++cancels; }

  std::function<bool(std::uint64_t)> passes = [](std::uint64_t) { return true; };
  std::function<models::LogRow(std::uint64_t)> row = [](std::uint64_t number) {
    return said(number, "row " + QByteArray::number(static_cast<qulonglong>(number)));
  };
  std::function<void(const models::LogRequest&)> asked;
  bool answers_by_itself = true;
  int wants = 0;
  std::optional<log::FilterSettings> filtered;
  log::FilterSettings sought;
  std::uint64_t found_from = 0;
  bool found_backwards = false;
  std::uint64_t whole = 0;
  std::pair<std::uint64_t, std::uint64_t> copied_rows;
  std::pair<QString, QString> exported;
  int cancels = 0;

 private:
  std::uint64_t last_;
  bool grows_;
  std::optional<models::LogRequest> request_;
};

}  // namespace parley::desk::widgets
