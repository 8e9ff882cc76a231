// The rows of a recording of ours for the window, read on two threads: one for pages, which sees
// the file grow, and one for what takes long.
//
// Memory: that of log_pager.h and log_jobs.h. Thread rule: the window's thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "desk/bridge/log_jobs.h"
#include "desk/bridge/log_pager.h"
#include "desk/models/log_rows.h"

namespace parley::desk::bridge {

class LogReader final : public models::LogRows {
  Q_OBJECT
 public:
  /// `grows`: it is being written, by a conversation of ours, and may not be there yet. A file that
  /// nobody is said to write is looked at, too, if seldom.
  LogReader(std::filesystem::path path, bool grows, QObject* parent = nullptr);
  ~LogReader() override;

  /// Whoever wrote it has ended.
  void end_growth();

  std::uint64_t first_event() const override { return first_; }
  std::uint64_t last_event() const override { return last_; }
  bool grows() const override { return grows_; }

  void want(const models::LogRequest& request) override;
  Result<> set_filter(const std::optional<log::FilterSettings>& filter) override;
  Result<> find(const log::FilterSettings& what, std::uint64_t from, bool backwards) override;
  void want_whole(std::uint64_t number) override;
  void copy(std::uint64_t first, std::uint64_t last) override;
  void export_to(const QString& file, const QString& format) override;
  void cancel() override;

 private:
  LogPager::Told pager_answers();
  LogJobs::Told job_answers();
  template <typename Function>
  void post(Function function);
  template <typename Function>
  void post_answer(std::uint64_t serial, const std::uint64_t& newest, Function function);
  void start(LogJobs::Job job);

  std::uint64_t first_ = 0;
  std::uint64_t last_ = 0;
  bool grows_;
  std::shared_ptr<const log::Filter> filter_;  // null: none
  std::uint64_t request_ = 0;                  // numbers of the newest
  std::uint64_t job_ = 0;

  // What grew and was not told on the window's thread yet.
  std::atomic<std::uint64_t> first_seen_ = 0;
  std::atomic<std::uint64_t> last_seen_ = 0;
  std::atomic<bool> grown_posted_ = false;

  LogJobs jobs_;
  LogPager pager_;  // last: its thread uses what is above
};

}  // namespace parley::desk::bridge
