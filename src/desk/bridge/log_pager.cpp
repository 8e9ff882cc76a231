#include "desk/bridge/log_pager.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "desk/bridge/log_row_of.h"
#include "log/open_recording.h"

namespace parley::desk::bridge {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto look_min = 16ms;  // one frame
constexpr auto look_idle = 64ms;
constexpr auto look_unwatched = 500ms;  // nobody asked for a page for `watched_for`
constexpr auto look_finished = 1000ms;  // nobody says that it is being written
constexpr auto watched_for = 1s;

/// A file that is being begun is no recording until its front is whole.
constexpr auto young_for = 2s;

constexpr auto progress_after = 150ms;
constexpr auto progress_every = 50ms;
constexpr std::size_t rows_max = 10'000;

/// What packets of a serial line say of its name.
constexpr const char* unnamed_line = "the serial line";

}  // namespace

LogPager::LogPager(std::filesystem::path path, bool grows, Told told)
    : path_(std::move(path)),
      told_(std::move(told)),
      grows_(grows),
      everything_(std::move(*log::Filter::make(shown_rows({})))),
      begun_(steady_clock::now()),
      thread_([this] { run(); }) {}

LogPager::~LogPager() {
  {
    const std::scoped_lock lock(mutex_);
    stops_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void LogPager::want(Request request) {
  {
    const std::scoped_lock lock(mutex_);
    request_ = std::move(request);
  }
  changed_.notify_one();
}

void LogPager::want_whole(std::uint64_t number) {
  {
    const std::scoped_lock lock(mutex_);
    whole_ = number;
  }
  changed_.notify_one();
}

void LogPager::set_grows(bool grows) {
  const std::scoped_lock lock(mutex_);
  grows_ = grows;
}

void LogPager::run() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait_until(lock, looked_ + interval_,
                          [this] { return stops_ || request_ || whole_; });
      if (stops_) return;
    }
    look();
    answer_whole();
    answer_request();
  }
}

void LogPager::look() {
  bool grows = false;
  {
    const std::scoped_lock lock(mutex_);
    grows = grows_;
  }
  const Time now = looked_ = steady_clock::now();
  const QString trouble_before = trouble_;
  if (log_ == nullptr) {
    open(grows);
  } else if (const auto looked = log_->refresh(); !looked) {
    trouble_ = QString::fromStdString(to_string(looked.error()));
  }
  const std::uint64_t last = log_ == nullptr ? 0 : log_->last_event();
  const bool news = last != last_told_ || trouble_ != trouble_before;
  if (news) {
    interval_ = look_min;
  } else {
    interval_ = std::clamp<std::chrono::milliseconds>(interval_ * 2, look_min, look_idle);
  }
  if (news && now - grown_ >= look_min) {
    last_told_ = last;
    grown_ = now;
    told_.grown(log_ == nullptr ? 0 : log_->first_event(), last);
  }
  if (now - asked_ > watched_for) interval_ = look_unwatched;
  if (!grows && !news) interval_ = look_finished;
}

void LogPager::open(bool grows) {
  auto opened = log::open_recording(path_);
  if (opened) {
    log_ = std::move(*opened);
    trouble_.clear();
    return;
  }
  const bool absent = opened.error().system_errno == ENOENT;
  const bool young = steady_clock::now() - begun_ < young_for;
  trouble_.clear();
  if (!grows || (!absent && !young)) trouble_ = QString::fromStdString(to_string(opened.error()));
}

bool LogPager::is_interrupted() {
  const std::scoped_lock lock(mutex_);
  return stops_ || request_.has_value();
}

/// Between the steps of a walk.
bool LogPager::go_on(const Request& request, Time begun, std::uint64_t done, std::uint64_t all) {
  if (is_interrupted()) return false;
  answer_whole();
  const Time now = steady_clock::now();
  asked_ = now;  // somebody waits for this page
  if (now - looked_ >= interval_) look();
  if (now - begun >= progress_after && now - progress_ >= progress_every && all > 0) {
    progress_ = now;
    told_.progress(request.serial, static_cast<double>(done) / static_cast<double>(all));
  }
  return true;
}

void LogPager::answer_whole() {
  std::optional<std::uint64_t> number;
  {
    const std::scoped_lock lock(mutex_);
    number = std::exchange(whole_, std::nullopt);
  }
  if (!number || log_ == nullptr) return;
  const auto read = log_->rows(*number, 1, [this, number](const event::Event& event) {
    if (event.number != *number) return false;
    const bool content = event.kind == event::Kind::received || event.kind == event::Kind::sent;
    told_.whole(event.number,
                QByteArray(event.bytes.data(), static_cast<qsizetype>(event.bytes.size())),
                content ? QString() : words_of(event));
    return false;
  });
  if (!read) told_.whole(*number, {}, QString::fromStdString(to_string(read.error())));
}

void LogPager::answer_request() {
  std::optional<Request> request;
  {
    const std::scoped_lock lock(mutex_);
    request = std::exchange(request_, std::nullopt);
  }
  if (!request) return;
  asked_ = steady_clock::now();
  request->rows.count = std::clamp<std::size_t>(request->rows.count, 1, rows_max);
  models::LogPage page;
  if (!read_page(*request, page)) return;
  if (learn_names(page)) {
    page = {};
    if (!read_page(*request, page)) return;
  }
  told_.page(request->serial, std::move(page));
}

/// False: a newer request waits.
bool LogPager::read_page(const Request& request, models::LogPage& page) {
  page.trouble = trouble_;
  if (log_ == nullptr) {
    page.at_start = page.at_end = true;
    return true;
  }
  page.first_event = log_->first_event();
  page.last_event = log_->last_event();
  const auto whole =
      request.rows.backwards ? read_backwards(request, page) : read_forward(request, page);
  if (!whole) page.trouble = QString::fromStdString(to_string(whole.error()));
  return !whole || *whole;
}

Result<bool> LogPager::read_forward(const Request& request, models::LogPage& page) {
  const models::LogRequest& rows = request.rows;
  // Damage before the first event is shown with it.
  const std::uint64_t from = rows.from <= page.first_event ? 0 : rows.from;
  std::uint64_t last = 0;
  const auto each = [&](const event::Event& event) {
    last = std::max(last, event.number);
    if (!is_shown(event.kind)) return true;
    page.rows.push_back(row_of(event));
    return page.rows.size() < rows.count;
  };
  page.at_start = from == 0;
  if (request.filter == nullptr) {
    if (auto read = log_->rows(from, SIZE_MAX, each); !read) return failure(read.error());
  } else {
    const Time begun = steady_clock::now();
    const auto walked = log_->walk(*request.filter, from, each, [&](auto done, auto all) {
      return go_on(request, begun, done, all);
    });
    if (!walked) return failure(walked.error());
    if (*walked == log::Log::Walked::given_up) return false;
  }
  page.at_end = page.rows.size() < rows.count || last >= page.last_event;
  return true;
}

Result<bool> LogPager::read_backwards(const Request& request, models::LogPage& page) {
  const log::Filter& filter = request.filter == nullptr ? everything_ : *request.filter;
  const std::uint64_t last = std::min(request.rows.from, page.last_event);
  const std::size_t count = request.rows.count;
  page.at_end = request.rows.from >= page.last_event;
  const std::uint64_t events = count + count / 8 + 16;  // some are no rows
  if (request.filter == nullptr && last > page.first_event + events) {
    if (auto read = read_rows(filter, last - events + 1, last, page); !read)
      return failure(read.error());
    if (page.rows.size() >= count) {
      page.rows.erase(page.rows.begin(), page.rows.end() - static_cast<std::ptrdiff_t>(count));
      return true;
    }
    page.rows.clear();
  }
  const Time begun = steady_clock::now();
  const auto back = log_->find_back(filter, last + 1, count, [&](auto done, auto all) {
    return go_on(request, begun, done, all);
  });
  if (!back) return failure(back.error());
  if (back->given_up) return false;
  page.at_start = back->count < count;
  if (back->count == 0 && page.last_event != 0) return true;
  const auto read = read_rows(filter, page.at_start ? 0 : back->first, last, page);
  if (!read) return failure(read.error());
  return true;
}

Result<> LogPager::read_rows(const log::Filter& filter, std::uint64_t from, std::uint64_t last,
                             models::LogPage& page) {
  const auto walked = log_->walk(filter, from, [&](const event::Event& event) {
    if (event.number > last) return false;
    page.rows.push_back(row_of(event));
    return event.number != last || last == page.last_event;
  });
  if (!walked) return failure(walked.error());
  return {};
}

/// Rows in the middle know the name of a serial line only from its beginning. True: it was learnt.
bool LogPager::learn_names(const models::LogPage& page) {
  if (names_learnt_) return false;
  const QLatin1String unnamed(unnamed_line);
  if (std::none_of(page.rows.begin(), page.rows.end(),
                   [unnamed](const models::LogRow& row) { return row.who == unnamed; })) {
    return false;
  }
  names_learnt_ = true;
  return log_->conversations([](auto, auto) { return false; }).has_value();
}

}  // namespace parley::desk::bridge
