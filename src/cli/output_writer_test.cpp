#include "cli/output_writer.h"

#include <array>
#include <fcntl.h>
#include <future>
#include <gtest/gtest.h>
#include <thread>
#include <unistd.h>

namespace parley::cli {
namespace {

using namespace std::chrono_literals;

/// Far beyond what anything here takes; only a hang gets there.
constexpr auto patience = 30s;

struct Pipe {
  explicit Pipe(int flags = 0) {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
    reader = net::Descriptor(ends[0]);
    writer = net::Descriptor(ends[1]);
    fcntl(writer.get(), F_SETFL, flags);
  }

  std::string read_some() const {
    std::array<char, 65536> buffer;
    const auto got = ::read(reader.get(), buffer.data(), buffer.size());
    return got > 0 ? std::string(buffer.data(), static_cast<std::size_t>(got)) : std::string();
  }

  std::string read_bytes(std::size_t count) const {
    std::string all;
    while (all.size() < count) {
      const std::string some = read_some();
      if (some.empty()) break;
      all += some;
    }
    return all;
  }

  net::Descriptor reader;
  net::Descriptor writer;
};

/// Until the pipe holds all that it can and the writer is blocked.
void fill(OutputWriter& writer) {
  while (!writer.queue().full())
    writer.queue().append(std::string(64 * 1024, 'x'));
  while (writer.queue().stalled_for() < 20ms)
    std::this_thread::sleep_for(1ms);
}

TEST(OutputWriter, writes_at_once_without_being_asked) {
  const Pipe pipe;
  OutputWriter writer(pipe.writer.get(), "standard output");
  writer.queue().append("Hello");
  EXPECT_EQ(pipe.read_bytes(5), "Hello");
  writer.queue().append("again");
  EXPECT_EQ(pipe.read_bytes(5), "again");
}

TEST(OutputWriter, keeps_the_order_of_many_small_appends) {
  const Pipe pipe;
  OutputWriter writer(pipe.writer.get(), "standard output");
  std::string expected;
  for (int i = 0; i < 100'000; ++i)
    expected += std::to_string(i) + '\n';
  auto read = std::async(std::launch::async, [&] { return pipe.read_bytes(expected.size()); });
  for (int i = 0; i < 100'000; ++i)
    writer.queue().append(std::to_string(i) + '\n');
  EXPECT_EQ(writer.queue().wait_written(patience), 0u);
  EXPECT_EQ(read.get(), expected);
}

TEST(OutputWriter, is_full_for_a_slow_reader_and_drains_when_it_reads) {
  const Pipe pipe;
  OutputWriter writer(pipe.writer.get(), "standard output");
  std::promise<std::size_t> drained;
  writer.queue().on_drained([&] { drained.set_value(writer.queue().queued_bytes()); });
  fill(writer);
  writer.queue().want_drained();
  auto call = drained.get_future();
  EXPECT_EQ(call.wait_for(20ms), std::future_status::timeout);
  std::thread reader([&] {
    while (!pipe.read_some().ends_with("end")) {
    }
  });
  ASSERT_EQ(call.wait_for(patience), std::future_status::ready);
  EXPECT_LE(call.get(), limits::output_queue_bytes_max / 2);
  writer.queue().append("end");
  EXPECT_EQ(writer.queue().wait_written(patience), 0u);
  reader.join();
}

TEST(OutputWriter, tells_once_that_the_reader_is_gone) {
  Pipe pipe;
  OutputWriter writer(pipe.writer.get(), "standard output");
  std::promise<Error> broken;
  writer.queue().on_broken([&](const Error& error) { broken.set_value(error); });
  pipe.reader.reset();
  writer.queue().append("Hello");
  auto call = broken.get_future();
  ASSERT_EQ(call.wait_for(patience), std::future_status::ready);
  const Error error = call.get();
  EXPECT_EQ(error.kind, ErrorClass::reset);
  EXPECT_EQ(error.system_errno, EPIPE);
  EXPECT_EQ(error.attempted, "write to standard output");
  writer.queue().append("more");  // a second call would break the promise's rule and throw
  EXPECT_EQ(writer.queue().wait_written(patience), 9u);
}

TEST(OutputWriter, tells_that_the_disk_is_full) {
  const net::Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  ASSERT_TRUE(full);
  OutputWriter writer(full.get(), "standard output");
  std::promise<Error> broken;
  writer.queue().on_broken([&](const Error& error) { broken.set_value(error); });
  writer.queue().append("Hello");
  auto call = broken.get_future();
  ASSERT_EQ(call.wait_for(patience), std::future_status::ready);
  EXPECT_EQ(to_string(call.get()),
            "cannot write to standard output: no space left on device (ENOSPC)");
}

TEST(OutputWriter, gives_up_waiting_for_a_reader_that_never_reads) {
  static const Pipe& pipe = *new Pipe;  // its thread goes on writing
  std::size_t left = 0;
  {
    OutputWriter writer(pipe.writer.get(), "standard output");
    fill(writer);
    const std::size_t queued = writer.queue().queued_bytes();
    left = writer.queue().wait_written(10ms);
    EXPECT_EQ(left, queued);
    EXPECT_GE(writer.queue().stalled_for(), 10ms);
  }  // must not hang, though its thread is blocked in write(2)
  EXPECT_GT(left, 0u);
}

TEST(OutputWriter, waits_for_room_on_a_descriptor_that_somebody_made_nonblocking) {
  const Pipe pipe(O_NONBLOCK);
  OutputWriter writer(pipe.writer.get(), "standard output");
  const std::string text(1024 * 1024, 'x');
  writer.queue().append(text);
  while (writer.queue().stalled_for() < 20ms)
    std::this_thread::sleep_for(1ms);
  EXPECT_EQ(pipe.read_bytes(text.size()), text);
  EXPECT_EQ(writer.queue().wait_written(patience), 0u);
}

TEST(OutputWriter, ends_while_it_has_nothing_to_do) {
  const Pipe pipe;
  for (int i = 0; i < 100; ++i) {
    OutputWriter writer(pipe.writer.get(), "standard output");
    if (i % 2 == 0) writer.queue().append("x");
  }
}

}  // namespace
}  // namespace parley::cli
