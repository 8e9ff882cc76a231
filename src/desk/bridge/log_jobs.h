// The thread that finds, copies and exports rows of one recording, so that scrolling goes on.
//
// One job at a time: a newer one gives up the one before. Started with the first job.
//
// Memory: text for the clipboard, models::copied_bytes_max; else a buffer. Thread rule: any thread;
// the functions of `Told` are called on the jobs'. The destructor waits for a step of a walk.
#pragma once

#include <QString>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

#include "desk/models/log_rows.h"
#include "log/exporter.h"
#include "log/filter.h"
#include "log/log.h"

namespace parley::desk::bridge {

struct FindJob {
  std::shared_ptr<const log::Filter> what;
  std::uint64_t from = 0;
  bool backwards = false;
};

struct CopyJob {
  std::shared_ptr<const log::Filter> filter;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

struct ExportJob {
  std::shared_ptr<const log::Filter> filter;
  QString file;  ///< takes the place of one of this name, when it is whole
  log::ExportFormat format = log::ExportFormat::jsonl;
};

class LogJobs {
 public:
  using Job = std::variant<FindJob, CopyJob, ExportJob>;

  struct Told {
    std::function<void(std::uint64_t serial, double part)> progress;
    std::function<void(std::uint64_t serial, std::optional<std::uint64_t>)> found;
    std::function<void(std::uint64_t serial, QString text)> copied;
    std::function<void(std::uint64_t serial, QString trouble)> done;
  };

  LogJobs(std::filesystem::path path, Told told);
  ~LogJobs();
  LogJobs(const LogJobs&) = delete;
  LogJobs& operator=(const LogJobs&) = delete;

  void start(std::uint64_t serial, Job job);

  /// The job under way answers soon, with nothing.
  void cancel() { cancelled_up_to_ = newest_.load(); }

 private:
  void run();
  bool open();
  void work(const FindJob& job);
  void work(const CopyJob& job);
  void work(const ExportJob& job);
  bool go_on(double part);
  bool is_cancelled() const { return stops_ || serial_ <= cancelled_up_to_; }
  std::optional<QString> copy_rows(const CopyJob& job, std::string& text);

  const std::filesystem::path path_;
  const Told told_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<bool> stops_ = false;
  std::optional<Job> next_;
  std::uint64_t next_serial_ = 0;
  std::atomic<std::uint64_t> newest_ = 0;  // serial numbers
  std::atomic<std::uint64_t> cancelled_up_to_ = 0;

  // The thread's.
  std::unique_ptr<log::Log> log_;
  QString trouble_;
  std::uint64_t serial_ = 0;
  std::chrono::steady_clock::time_point progress_;

  std::thread thread_;
};

}  // namespace parley::desk::bridge
