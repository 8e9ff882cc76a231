// Makes a recording of a given size for bench/recording.py, and reads pages of it as the window
// does: prints how many rows came, or the last event's number, and how long that took.
#include <charconv>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <string>
#include <unistd.h>

#include "log/log.h"
#include "record/encoder.h"
#include "record/system_files.h"

using namespace parley;

namespace {

constexpr unsigned peers = 20;

[[noreturn]] void fail(const std::string& words) {
  fmt::print(stderr, "recording: {}\n", words);
  std::exit(2);
}

template <typename T>
T must(Result<T> result) {
  if (!result) fail(to_string(result.error()));
  return std::move(*result);
}

/// Devices that send a line of readings, and are answered.
class Talk {
 public:
  explicit Talk(std::size_t message_bytes) : message_bytes_(message_bytes) {
    for (unsigned i = 0; i < peers; ++i) {
      parties_[i].remote = {IpAddress::v4({192, 168, 1, static_cast<std::uint8_t>(20 + i)}),
                            Port{51234}};
      parties_[i].local = {IpAddress::v4({192, 168, 1, 2}), Port{8888}};
    }
  }

  const event::Event& next() {
    const std::uint64_t n = event_.number;
    event_.number = n + 1;
    event_.time =
        WallTime(Duration(1'700'000'000'000'000'000 + static_cast<std::int64_t>(n) * 10'000));
    const auto peer = static_cast<unsigned>(n % peers);
    event_.peer = event::PeerId{peer + 1};
    event_.connection = event::ConnectionId{peer + 1};
    event_.party = &parties_[peer];
    event_.kind = n < peers            ? event::Kind::connected
                  : n / peers % 2 != 0 ? event::Kind::received
                                       : event::Kind::sent;
    message_.clear();
    fmt::format_to(std::back_inserter(message_), "reading={} temperature={}.{} humidity={} ", n,
                   15 + n % 17, n % 10, n * 7 % 100);
    message_.resize(message_bytes_ - 1, '.');
    message_ += '\n';
    event_.bytes = n < peers ? Bytes{} : Bytes(message_);
    return event_;
  }

 private:
  std::size_t message_bytes_;
  event::Party parties_[peers];
  event::Event event_;
  std::string message_;
};

void make(const std::string& path, std::uint64_t bytes, std::size_t message_bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) fail("cannot create " + path);
  record::Segment segment;
  std::uint64_t written = 0;
  std::uint64_t number = 0;
  const auto flush = [&] {
    const std::size_t end = segment.end.load();
    if (::write(file, segment.octets.get(), end) != static_cast<ssize_t>(end)) fail("cannot write");
    written += end;
  };
  record::Encoder encoder("Parley bench", 1, [&] {
    if (number > 0) flush();
    segment.number = number++;
    return &segment;
  });
  Talk talk(message_bytes);
  while (written < bytes)
    encoder.put(talk.next());
  flush();
  ::close(file);
}

record::SegmentedFile opened(const std::string& path) {
  record::SystemFiles files;
  return must(record::SegmentedFile::open(must(files.open(path)), path));
}

std::uint64_t first_rows(const std::string& path) {
  log::Log log(opened(path));
  if (auto done = log.refresh(); !done) fail(to_string(done.error()));
  std::uint64_t rows = 0;
  const auto each = [&rows](const event::Event&) { return ++rows, true; };
  const std::uint64_t last = log.last_event();
  for (const std::uint64_t from : {std::uint64_t{1}, last / 2, last - 99}) {
    if (auto done = log.rows(from, 100, each); !done) fail(to_string(done.error()));
  }
  return rows;
}

std::uint64_t last_event(const std::string& path) {
  log::Log log(opened(path));
  if (auto done = log.refresh(); !done) fail(to_string(done.error()));
  return log.last_event();
}

std::uint64_t number(const char* text) {
  const std::string_view digits(text);
  std::uint64_t value = 0;
  const auto read = std::from_chars(digits.begin(), digits.end(), value);
  if (read.ec != std::errc{} || read.ptr != digits.end())
    fail("not a number: " + std::string(text));
  return value;
}

}  // namespace

int main(int count, char** words) {
  if (count == 5 && std::string_view(words[1]) == "make") {
    make(words[2], number(words[3]), static_cast<std::size_t>(number(words[4])));
    return 0;
  }
  const std::string_view what = count == 3 ? words[1] : "";
  if (what != "rows" && what != "last") {
    fail("usage: make FILE BYTES MESSAGE-BYTES | rows FILE | last FILE");
  }
  const auto begin = std::chrono::steady_clock::now();
  const std::uint64_t found = what == "rows" ? first_rows(words[2]) : last_event(words[2]);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  fmt::print("{} {:.6f}\n", found, took.count());
}
