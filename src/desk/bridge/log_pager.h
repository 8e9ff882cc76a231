// The thread that reads the pages of one recording, and sees it grow.
//
// One request at a time: a newer one takes the place of an older one, and interrupts its walk. The
// file is looked at every `look_min` while it grows and somebody asks for its pages, less often
// otherwise. It may not be there yet.
//
// Memory: a page, and what a `log::Log` needs. Thread rule: any thread; the functions of `Told` are
// called on the pager's. The destructor waits for a step of a walk (some ten milliseconds).
#pragma once

#include <QByteArray>
#include <QString>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "desk/models/log_rows.h"
#include "log/filter.h"
#include "log/log.h"

namespace parley::desk::bridge {

class LogPager {
 public:
  struct Request {
    std::uint64_t serial = 0;  ///< the asker's, told with the answer
    models::LogRequest rows;
    std::shared_ptr<const log::Filter> filter{};  ///< null: all
  };

  struct Told {
    std::function<void(std::uint64_t serial, models::LogPage)> page;
    std::function<void(std::uint64_t serial, double part)> progress;
    std::function<void(std::uint64_t first, std::uint64_t last)> grown;
    std::function<void(std::uint64_t number, QByteArray octets, QString words)> whole;
  };

  /// `grows`: somebody writes it now, and it may not be there yet.
  LogPager(std::filesystem::path path, bool grows, Told told);
  ~LogPager();
  LogPager(const LogPager&) = delete;
  LogPager& operator=(const LogPager&) = delete;

  void want(Request request);
  void want_whole(std::uint64_t number);
  void set_grows(bool grows);

 private:
  using Time = std::chrono::steady_clock::time_point;

  void run();
  void look();
  void open(bool grows);
  void answer_request();
  void answer_whole();
  bool is_interrupted();
  bool go_on(const Request& request, Time begun, std::uint64_t done, std::uint64_t all);

  bool read_page(const Request& request, models::LogPage& page);
  Result<bool> read_forward(const Request& request, models::LogPage& page);
  Result<bool> read_backwards(const Request& request, models::LogPage& page);
  Result<> read_rows(const log::Filter& filter, std::uint64_t from, std::uint64_t last,
                     models::LogPage& page);
  bool learn_names(const models::LogPage& page);

  const std::filesystem::path path_;
  const Told told_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stops_ = false;
  bool grows_ = false;
  std::optional<Request> request_;
  std::optional<std::uint64_t> whole_;

  // The thread's.
  std::unique_ptr<log::Log> log_;
  log::Filter everything_;
  QString trouble_;
  bool names_learnt_ = false;
  std::uint64_t last_told_ = 0;
  std::chrono::milliseconds interval_{0};
  Time looked_;
  Time grown_;     // told last
  Time progress_;  // told last
  Time asked_;     // for a page, last
  Time begun_;

  std::thread thread_;
};

}  // namespace parley::desk::bridge
