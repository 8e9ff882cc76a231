// What the contract tests of every Network share: the bench that a network is put on, and what the
// two ends of a connection do.
//
// Thread rule: the thread of the bench's loop.
#pragma once

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "net/network.h"
#include "net/sim_random.h"

namespace parley::net::contract {

using namespace std::chrono_literals;

struct Bench {
  Network& client;
  Network& server;
  IpAddress address;  ///< of the server, as the client reaches it
  /// Starts the tasks and turns the loop until all are done; fails the test when they hang.
  std::function<void(std::vector<Task<>>&)> run;
};

struct Case {
  const char* name;
  void (*run)(Bench&);
};

inline void PrintTo(const Case& one, std::ostream* out) {
  *out << one.name;
}
inline std::string name(const testing::TestParamInfo<Case>& one) {
  return one.param.name;
}

template <typename... Tasks>
void run(Bench& bench, Tasks... tasks) {
  std::vector<Task<>> all;
  (all.push_back(std::move(tasks)), ...);
  bench.run(all);
}

inline Task<> sleep_for(Loop& loop, Duration duration) {
  co_await Sleep(loop, loop.now() + duration);
}

/// Turns for a while in which nothing is expected to happen.
inline void pause(Bench& bench) {
  run(bench, sleep_for(bench.client.loop(), 20ms));
}

inline ByteString random_bytes(std::size_t count, std::uint64_t seed) {
  SimRandom random(seed);
  ByteString bytes(count, '\0');
  for (char& one : bytes)
    one = static_cast<char>(random.uniform(0, 255));
  return bytes;
}

inline Task<> await_into(Waitable& object, Interest wanted, Interest& result, bool& resumed) {
  result = co_await ready(object, wanted);
  resumed = true;
}

inline Task<> await_read(Waitable& object, bool& resumed) {
  co_await ready(object, Interest::read);
  resumed = true;
}

// What the two ends do

struct Pair {
  std::unique_ptr<Acceptor> acceptor;
  std::unique_ptr<Stream> client;
  std::unique_ptr<Stream> server;
};

using Connected = Result<std::unique_ptr<Stream>>;

inline Task<> dial(Network& network, Endpoint to, Duration timeout, Connected& result) {
  result = co_await network.connect(to, Port{0}, timeout);
}

inline Task<> accept_one(Acceptor& acceptor, std::unique_ptr<Stream>& result) {
  while (!result) {
    co_await ready(acceptor, Interest::read);
    Accepted next = acceptor.accept();
    result = std::move(next.stream);
    EXPECT_TRUE(result || next.error == EAGAIN) << errno_text(next.error);
  }
}

inline Pair connect(Bench& bench) {
  Pair pair;
  auto listening = bench.server.listen({bench.address, Port{0}}, false);
  EXPECT_TRUE(listening);
  pair.acceptor = std::move(*listening);
  Connected dialled;
  run(bench, dial(bench.client, pair.acceptor->local(), 20s, dialled),
      accept_one(*pair.acceptor, pair.server));
  EXPECT_TRUE(dialled) << to_string(dialled.error());
  pair.client = std::move(*dialled);
  return pair;
}

inline Task<> write_all(Stream& stream, Bytes bytes) {
  while (!bytes.empty()) {
    const Io put = stream.write(bytes);
    if (put.status == Io::Status::done) {
      bytes.remove_prefix(put.bytes);
    } else if (put.status == Io::Status::again) {
      co_await ready(stream, Interest::write);
    } else {
      ADD_FAILURE() << "write: " << errno_text(put.error);
      co_return;
    }
  }
}

inline Task<> finish_after(Stream& stream, Bytes bytes) {
  Task<> writing = write_all(stream, bytes);
  co_await writing;
  stream.finish();
}

/// Reads until the end or an error, which is left in `last`.
inline Task<> read_all(Stream& stream, ByteString& received, Io& last) {
  std::vector<char> buffer(3'000);
  for (;;) {
    last = stream.read(buffer);
    if (last.status == Io::Status::done) {
      received.append(buffer.data(), last.bytes);
    } else if (last.status == Io::Status::again) {
      co_await ready(stream, Interest::read);
    } else {
      co_return;
    }
  }
}

/// The first outcome of a read that is not `again`.
inline Task<> read_one(Stream& stream, Io& last) {
  char buffer[100];
  while ((last = stream.read(buffer)).status == Io::Status::again) {
    co_await ready(stream, Interest::read);
  }
}

inline Task<> echo(Stream& stream) {
  std::vector<char> buffer(7'000);
  for (;;) {
    const Io got = stream.read(buffer);
    if (got.status == Io::Status::again) {
      co_await ready(stream, Interest::read);
      continue;
    }
    if (got.status != Io::Status::done) break;
    Task<> writing = write_all(stream, Bytes(buffer.data(), got.bytes));
    co_await writing;
  }
  stream.finish();
}

/// Sends in pieces of any size while it receives; finishes, and goes on to the peer's end.
inline Task<> talk(Stream& stream, Bytes bytes, ByteString& received) {
  SimRandom random(bytes.size());
  std::vector<char> buffer(5'000);
  for (bool ended = false; !ended;) {
    const Interest wanted = bytes.empty() ? Interest::read : Interest::both;
    const Interest possible = co_await ready(stream, wanted);
    if (!bytes.empty() && has(possible, Interest::write)) {
      const Io put = stream.write(bytes.substr(0, random.uniform(1, 5'000)));
      bytes.remove_prefix(put.bytes);
      if (bytes.empty()) stream.finish();
    }
    if (!has(possible, Interest::read)) continue;
    const Io got = stream.read(std::span(buffer).first(random.uniform(1, buffer.size())));
    if (got.status == Io::Status::done) received.append(buffer.data(), got.bytes);
    ended = got.status == Io::Status::end || got.status == Io::Status::failed;
  }
}

}  // namespace parley::net::contract
