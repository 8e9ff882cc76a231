// What the TLS tests share: a loop, two connected sockets, streams that misbehave on purpose, and a
// peer that is OpenSSL without any of our code, on a thread of its own.
#pragma once

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <random>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <utility>
#include <vector>

#include "net/epoll.h"
#include "net/socket.h"
#include "net/tcp.h"
#include "net/tls.h"
#include "net/tls_openssl.h"
#include "net/tls_test_certificates.h"

namespace parley::net::tls_testing {

using namespace std::chrono_literals;

inline const Endpoint peer_endpoint{IpAddress::loopback(IpAddress::Family::v4), Port{4433}};

/// Passes everything on to another stream; what a test wants otherwise it overrides.
class PassingStream : public Stream {
 public:
  explicit PassingStream(std::unique_ptr<Stream> inner) : inner_(std::move(inner)) {}
  void when(Interest wanted, std::coroutine_handle<> waiter) override {
    inner_->when(wanted, waiter);
  }
  Interest wait_result() const override { return inner_->wait_result(); }
  void wake() override { inner_->wake(); }
  Io read(std::span<char> into) override { return inner_->read(into); }
  Io write(Bytes bytes) override { return inner_->write(bytes); }
  void finish() override { inner_->finish(); }
  void abort() override { inner_->abort(); }
  Endpoint local() const override { return inner_->local(); }
  Endpoint remote() const override { return inner_->remote(); }

 protected:
  std::unique_ptr<Stream> inner_;
};

/// Moves little at a time, and often nothing although it said that it could.
class ChoppyStream final : public PassingStream {
 public:
  ChoppyStream(std::unique_ptr<Stream> inner, unsigned seed)
      : PassingStream(std::move(inner)), random_(seed) {}
  Io read(std::span<char> into) override {
    const std::size_t size = next_size();
    return size == 0 ? Io::again() : inner_->read(into.first(std::min(size, into.size())));
  }
  Io write(Bytes bytes) override {
    const std::size_t size = next_size();
    return size == 0 ? Io::again() : inner_->write(bytes.substr(0, size));
  }

 private:
  std::size_t next_size() {
    const auto draw = random_();
    if (draw % 5 == 0) return 0;
    return 1 + draw / 5 % (draw % 3 == 0 ? 30 : 20'000);
  }
  std::mt19937 random_;
};

/// Lets only so many octets be read; the rest arrives when the gate is opened.
class GatedStream final : public PassingStream {
 public:
  using PassingStream::PassingStream;
  void let_through(std::size_t octets) {
    allowed_ = octets;
    wake();
  }
  /// The next read passes, whatever its size, and then the gate shuts.
  void shut_after_next_read() { shut_after_next_read_ = true; }
  bool shut() const { return allowed_ == 0; }
  void when(Interest wanted, std::coroutine_handle<> waiter) override {
    if (allowed_ == 0) wanted = has(wanted, Interest::write) ? Interest::write : Interest::none;
    inner_->when(wanted, waiter);
  }
  Io read(std::span<char> into) override {
    if (allowed_ == 0) return Io::again();
    const Io io = inner_->read(into.first(std::min(into.size(), allowed_)));
    allowed_ -= io.bytes;
    if (shut_after_next_read_ && io.status == Io::Status::done) {
      shut_after_next_read_ = false;
      allowed_ = 0;
    }
    return io;
  }

 private:
  bool shut_after_next_read_ = false;
  std::size_t allowed_ = SIZE_MAX;
};

/// Takes nothing while it is mute, as when the peer does not read.
class MuteStream final : public PassingStream {
 public:
  using PassingStream::PassingStream;
  void set_mute(bool mute) {
    mute_ = mute;
    wake();
  }
  void when(Interest wanted, std::coroutine_handle<> waiter) override {
    ++waits_;
    if (mute_) wanted = has(wanted, Interest::read) ? Interest::read : Interest::none;
    inner_->when(wanted, waiter);
  }
  Io write(Bytes bytes) override { return mute_ ? Io::again() : inner_->write(bytes); }
  int waits() const { return waits_; }

 private:
  int waits_ = 0;
  bool mute_ = false;
};

class TlsBench {
 public:
  /// Two ends of a connection, and their descriptors for what a Stream cannot do.
  struct Pair {
    std::unique_ptr<Stream> client;
    std::unique_ptr<Stream> server;
    int client_descriptor = -1;
    int server_descriptor = -1;
  };

  Pair pair() {
    int ends[2] = {-1, -1};
    EXPECT_EQ(0, ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends));
    return {std::make_unique<TcpStream>(loop, Descriptor(ends[0]), peer_endpoint),
            std::make_unique<TcpStream>(loop, Descriptor(ends[1]), peer_endpoint), ends[0],
            ends[1]};
  }

  /// Runs tasks to their ends; a test that hangs fails after 30 s.
  void run(std::vector<Task<>>& tasks) {
    for (auto& task : tasks)
      task.start();
    turn_until([&tasks] {
      return std::all_of(tasks.begin(), tasks.end(), [](const auto& task) { return task.done(); });
    });
  }

  void turn_until(const std::function<bool()>& reached) {
    const SteadyTime deadline = clock.steady() + 30s;
    while (!reached()) {
      if (clock.steady() > deadline) {
        ADD_FAILURE() << "the conversation hangs";
        return;
      }
      loop.turn(clock.steady() + 100ms);
    }
  }

  /// Turns for a while in which nothing is expected to happen.
  void idle(Duration duration) {
    const SteadyTime end = clock.steady() + duration;
    while (clock.steady() < end)
      loop.turn(end);
  }

  SystemClock clock;
  EpollLoop loop{clock};
};

using Shaken = Result<std::unique_ptr<Stream>>;

inline std::shared_ptr<TlsContext> context(TlsRole role, const TlsSettings& settings) {
  auto made = TlsContext::make(role, settings);
  if (!made) {
    ADD_FAILURE() << to_string(made.error());
    return nullptr;
  }
  return *made;
}

inline std::shared_ptr<TlsContext> server_context() {
  return context(TlsRole::server, {.certificate_file = TestCertificates::shared().server});
}

inline std::shared_ptr<TlsContext> client_context() {
  return context(TlsRole::client, {.authority_file = TestCertificates::shared().authority});
}

inline Task<> shake_into(Loop& loop, std::unique_ptr<Stream> plain,
                         std::shared_ptr<TlsContext> made, std::string host, Shaken& result,
                         Duration timeout = 20s) {
  auto handshake = tls_handshake(loop, std::move(plain), std::move(made), std::move(host), timeout);
  result = co_await handshake;
}

struct ShakenPair {
  Shaken client;
  Shaken server;
};

inline ShakenPair shake_hands(TlsBench& bench, TlsBench::Pair sockets,
                              std::shared_ptr<TlsContext> client_side,
                              std::shared_ptr<TlsContext> server_side,
                              const std::string& host = "localhost") {
  ShakenPair shaken;
  std::vector<Task<>> tasks;
  tasks.push_back(shake_into(bench.loop, std::move(sockets.client), std::move(client_side), host,
                             shaken.client));
  tasks.push_back(
      shake_into(bench.loop, std::move(sockets.server), std::move(server_side), "", shaken.server));
  bench.run(tasks);
  return shaken;
}

/// OpenSSL on a blocking socket: the other end of the connection, without our code.
class OpensslPeer {
 public:
  using Talk = std::function<void(SSL*)>;

  /// `prepare` sets the context up, `talk` does the rest, from the handshake on.
  OpensslPeer(const SSL_METHOD* method, int descriptor,
              const std::function<void(SSL_CTX*)>& prepare, Talk talk)
      : context_(SSL_CTX_new(method)), descriptor_(descriptor) {
    prepare(context_.get());
    thread_ = std::thread([this, talk = std::move(talk)] {
      const SslOwner ssl(SSL_new(context_.get()));
      SSL_set_fd(ssl.get(), descriptor_.get());
      talk(ssl.get());
      descriptor_.reset();
    });
  }
  ~OpensslPeer() { thread_.join(); }

  static void use(SSL_CTX* context, const std::string& pem) {
    EXPECT_EQ(1, SSL_CTX_use_certificate_file(context, pem.c_str(), SSL_FILETYPE_PEM));
    EXPECT_EQ(1, SSL_CTX_use_PrivateKey_file(context, pem.c_str(), SSL_FILETYPE_PEM));
  }

 private:
  SslContextOwner context_;
  Descriptor descriptor_;
  std::thread thread_;
};

/// One end as our stream, the other as a blocking descriptor for an OpensslPeer; over TCP, because
/// a UNIX socket holds few small messages and knows no RST.
inline std::pair<std::unique_ptr<Stream>, int> half_pair(TlsBench& bench) {
  const Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  SocketAddress address(Endpoint{IpAddress::loopback(IpAddress::Family::v4), Port{0}});
  EXPECT_EQ(0, ::bind(listener.get(), address.get(), address.length));
  EXPECT_EQ(0, ::listen(listener.get(), 1));
  const SocketAddress bound(local_endpoint(listener.get()));
  const int theirs = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  EXPECT_EQ(0, ::connect(theirs, bound.get(), bound.length));
  const timeval patience{20, 0};
  ::setsockopt(theirs, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  Descriptor ours(::accept4(listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  EXPECT_TRUE(ours);
  return {std::make_unique<TcpStream>(bench.loop, std::move(ours), peer_endpoint), theirs};
}

}  // namespace parley::net::tls_testing
