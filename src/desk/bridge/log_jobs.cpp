#include "desk/bridge/log_jobs.h"

#include <QCoreApplication>
#include <QSaveFile>
#include <algorithm>
#include <chrono>
#include <utility>

#include "desk/bridge/log_row_of.h"
#include "log/open_recording.h"

namespace parley::desk::bridge {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto progress_every = 50ms;

QString tr(const char* words) {
  return QCoreApplication::translate("parley::desk::bridge::LogJobs", words);
}

QString words_of(const Error& error) {
  return QString::fromStdString(to_string(error));
}

double part_of(std::uint64_t done, std::uint64_t all) {
  return all == 0 ? 1 : static_cast<double>(done) / static_cast<double>(all);
}

}  // namespace

LogJobs::LogJobs(std::filesystem::path path, Told told)
    : path_(std::move(path)), told_(std::move(told)) {}

LogJobs::~LogJobs() {
  {
    const std::scoped_lock lock(mutex_);
    stops_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void LogJobs::start(std::uint64_t serial, Job job) {
  {
    const std::scoped_lock lock(mutex_);
    next_ = std::move(job);
    next_serial_ = serial;
    newest_ = serial;
    cancelled_up_to_ = serial - 1;
  }
  changed_.notify_one();
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
}

void LogJobs::run() {
  for (;;) {
    std::optional<Job> job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stops_ || next_; });
      if (stops_) return;
      job = std::exchange(next_, std::nullopt);
      serial_ = next_serial_;
    }
    progress_ = steady_clock::now();
    std::visit([this](const auto& work_to_do) { work(work_to_do); }, *job);
  }
}

/// Opens the recording, or looks how far it has come.
bool LogJobs::open() {
  if (log_ == nullptr) {
    auto opened = log::open_recording(path_);
    if (!opened) {
      trouble_ = words_of(opened.error());
      return false;
    }
    log_ = std::move(*opened);
    return true;
  }
  const auto looked = log_->refresh();
  if (!looked) trouble_ = words_of(looked.error());
  return looked.has_value();
}

bool LogJobs::go_on(double part) {
  if (is_cancelled()) return false;
  const auto now = steady_clock::now();
  if (now - progress_ >= progress_every) {
    progress_ = now;
    told_.progress(serial_, std::clamp(part, 0.0, 1.0));
  }
  return true;
}

void LogJobs::work(const FindJob& job) {
  if (!open()) {
    told_.found(serial_, std::nullopt);
    return;
  }
  const log::Progress progress = [this](auto done, auto all) { return go_on(part_of(done, all)); };
  const std::uint64_t from = std::min(job.from, log_->last_event() + 1);
  const auto match = job.backwards ? log_->find_previous(*job.what, from + 1, progress)
                                   : log_->find_next(*job.what, from, progress);
  told_.found(serial_, match && !is_cancelled() ? *match : std::nullopt);
}

void LogJobs::work(const CopyJob& job) {
  std::string text;
  if (const auto trouble = copy_rows(job, text)) {
    told_.done(serial_, *trouble);
    return;
  }
  told_.copied(serial_, QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
  told_.done(serial_, {});
}

/// What went wrong, if anything did.
std::optional<QString> LogJobs::copy_rows(const CopyJob& job, std::string& text) {
  if (!open()) return trouble_;
  std::uint64_t at = job.first;
  const auto each = [&](const event::Event& event) {
    if (event.number > job.last || is_cancelled()) return false;
    if (event.number != 0) at = event.number;
    append_copied(event, text);
    if (text.size() <= models::copied_bytes_max) return event.number != job.last;
    text.resize(text.rfind('\n', models::copied_bytes_max) + 1);
    text += tr("(The clipboard holds no more. Export the log to have all of it.)").toStdString();
    text += '\n';
    return false;
  };
  const auto walked = log_->walk(*job.filter, job.first, each, [&](auto, auto) {
    return go_on(part_of(at - job.first, job.last - job.first));
  });
  if (!walked) return words_of(walked.error());
  if (is_cancelled()) return tr("Cancelled: nothing was copied.");
  return std::nullopt;
}

void LogJobs::work(const ExportJob& job) {
  if (!open()) {
    told_.done(serial_, trouble_);
    return;
  }
  QSaveFile file(job.file);
  bool written = file.open(QIODevice::WriteOnly);
  log::Exporter exporter({job.format, false}, [&](Bytes bytes) {
    if (written) written = file.write(bytes.data(), static_cast<qint64>(bytes.size())) >= 0;
  });
  if (written) {
    const auto walked = log_->walk(
        *job.filter, 0,
        [&](const event::Event& event) {
          exporter.offer(event);
          return written && !is_cancelled();
        },
        [this](auto done, auto all) { return go_on(part_of(done, all)); });
    if (!walked) {
      told_.done(serial_, words_of(walked.error()));
      return;
    }
  }
  exporter.finish();
  // Without `commit` no file is left behind.
  if (is_cancelled()) {
    told_.done(serial_, tr("Cancelled: no file was written."));
  } else if (!written || !file.commit()) {
    told_.done(serial_, tr("Cannot write %1: %2").arg(job.file, file.errorString()));
  } else {
    told_.done(serial_, {});
  }
}

}  // namespace parley::desk::bridge
