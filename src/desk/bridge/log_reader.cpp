#include "desk/bridge/log_reader.h"

#include <QMetaObject>
#include <utility>

#include "desk/bridge/log_row_of.h"

namespace parley::desk::bridge {

LogReader::LogReader(std::filesystem::path path, bool grows, QObject* parent)
    : models::LogRows(parent),
      grows_(grows),
      jobs_(path, job_answers()),
      pager_(std::move(path), grows, pager_answers()) {}

LogReader::~LogReader() = default;

void LogReader::end_growth() {
  grows_ = false;
  pager_.set_grows(false);
}

/// On the window's thread; never when this object is no more.
template <typename Function>
void LogReader::post(Function function) {
  QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
}

/// Only as long as nothing newer was asked for.
template <typename Function>
void LogReader::post_answer(std::uint64_t serial, const std::uint64_t& newest, Function function) {
  post([serial, &newest, function = std::move(function)] {
    if (serial == newest) function();
  });
}

LogPager::Told LogReader::pager_answers() {
  LogPager::Told told;
  told.page = [this](std::uint64_t serial, models::LogPage page) {
    post_answer(serial, request_, [this, page = std::move(page)] {
      first_ = page.first_event;
      last_ = std::max(last_, page.last_event);
      Q_EMIT page_ready(page);
    });
  };
  told.progress = [this](std::uint64_t serial, double part) {
    post_answer(serial, request_, [this, part] { Q_EMIT page_progress(part); });
  };
  told.grown = [this](std::uint64_t first, std::uint64_t last) {
    first_seen_ = first;
    last_seen_ = last;
    // A window that is busy has one of these in its queue, not hundreds.
    if (grown_posted_.exchange(true)) return;
    post([this] {
      grown_posted_ = false;
      first_ = first_seen_;
      last_ = std::max<std::uint64_t>(last_, last_seen_);
      Q_EMIT grown();
    });
  };
  told.whole = [this](std::uint64_t number, QByteArray octets, QString words) {
    post([this, number, octets = std::move(octets), words = std::move(words)] {
      Q_EMIT whole_ready(number, octets, words);
    });
  };
  return told;
}

LogJobs::Told LogReader::job_answers() {
  LogJobs::Told told;
  told.progress = [this](std::uint64_t serial, double part) {
    post_answer(serial, job_, [this, part] { Q_EMIT progress(part); });
  };
  told.found = [this](std::uint64_t serial, std::optional<std::uint64_t> number) {
    post_answer(serial, job_, [this, number] { Q_EMIT found(number); });
  };
  told.copied = [this](std::uint64_t serial, QString text) {
    post_answer(serial, job_, [this, text = std::move(text)] { Q_EMIT copied(text); });
  };
  told.done = [this](std::uint64_t serial, QString trouble) {
    post_answer(serial, job_, [this, trouble = std::move(trouble)] { Q_EMIT done(trouble); });
  };
  return told;
}

void LogReader::want(const models::LogRequest& request) {
  pager_.want({++request_, request, filter_});
}

Result<> LogReader::set_filter(const std::optional<log::FilterSettings>& filter) {
  if (!filter) {
    filter_ = nullptr;
    return {};
  }
  auto made = log::Filter::make(shown_rows(*filter));
  if (!made) return failure(made.error());
  filter_ = std::make_shared<const log::Filter>(std::move(*made));
  return {};
}

Result<> LogReader::find(const log::FilterSettings& what, std::uint64_t from, bool backwards) {
  auto made = log::Filter::make(shown_rows(what));
  if (!made) return failure(made.error());
  if (filter_ != nullptr) made->narrow(filter_);
  start(FindJob{std::make_shared<const log::Filter>(std::move(*made)), from, backwards});
  return {};
}

void LogReader::want_whole(std::uint64_t number) {
  pager_.want_whole(number);
}

namespace {

std::shared_ptr<const log::Filter> filter_of(log::FilterSettings settings) {
  return std::make_shared<const log::Filter>(std::move(*log::Filter::make(std::move(settings))));
}

}  // namespace

void LogReader::copy(std::uint64_t first, std::uint64_t last) {
  start(CopyJob{filter_ != nullptr ? filter_ : filter_of(shown_rows({})), first,
                std::max(first, last)});
}

void LogReader::export_to(const QString& file, const QString& format) {
  const auto known = log::parse_export_format(format.toStdString());
  if (!known) {
    ++job_;
    post([this, words = QString::fromStdString(to_string(known.error()))] { Q_EMIT done(words); });
    return;
  }
  start(ExportJob{filter_ != nullptr ? filter_ : filter_of({}), file, *known});
}

void LogReader::start(LogJobs::Job job) {
  jobs_.start(++job_, std::move(job));
}

void LogReader::cancel() {
  jobs_.cancel();
}

}  // namespace parley::desk::bridge
