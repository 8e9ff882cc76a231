// What the other end of a TLS connection may do to us: cut it, break it, or use what ours never
// would.
#include <atomic>
#include <cerrno>
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <string>
#include <sys/socket.h>
#include <vector>

#include "net/tls_test_bench.h"

namespace parley::net {
namespace {

using namespace tls_testing;

const TestCertificates& files() {
  return TestCertificates::shared();
}

class TlsFault : public ::testing::Test {
 protected:
  void shake() {
    auto sockets = bench_.pair();
    server_descriptor_ = sockets.server_descriptor;
    auto shaken = shake_hands(bench_, std::move(sockets), client_context(), server_context());
    ASSERT_TRUE(shaken.client);
    ASSERT_TRUE(shaken.server);
    client_ = std::move(*shaken.client);
    server_ = std::move(*shaken.server);
  }

  /// Our side's handshake with an OpensslPeer.
  std::unique_ptr<Stream> shake_alone(std::unique_ptr<Stream> plain,
                                      std::shared_ptr<TlsContext> made, const std::string& host) {
    Shaken result;
    std::vector<Task<>> tasks;
    tasks.push_back(shake_into(bench_.loop, std::move(plain), std::move(made), host, result));
    bench_.run(tasks);
    if (!result) {
      ADD_FAILURE() << to_string(result.error());
      return nullptr;
    }
    return std::move(*result);
  }

  Io read_when_possible(Stream& stream, std::span<char> into) {
    Io io;
    bench_.turn_until([&] { return (io = stream.read(into)).status != Io::Status::again; });
    return io;
  }

  TlsBench bench_;
  std::unique_ptr<Stream> client_;
  std::unique_ptr<Stream> server_;
  int server_descriptor_ = -1;
};

TEST_F(TlsFault, AnEndWithoutCloseNotifyIsAnEndWithTrouble) {
  shake();
  EXPECT_EQ(5u, server_->write("Hello").bytes);
  ASSERT_EQ(0, ::shutdown(server_descriptor_, SHUT_WR));
  char text[16];
  EXPECT_EQ(5u, read_when_possible(*client_, text).bytes);
  EXPECT_FALSE(client_->trouble());
  EXPECT_EQ(Io::Status::end, read_when_possible(*client_, text).status);
  ASSERT_TRUE(client_->trouble());
  EXPECT_EQ(ErrorClass::tls, client_->trouble()->kind);
  EXPECT_EQ(
      "cannot talk TLS with localhost: the connection ended without close_notify: bytes may be "
      "missing",
      to_string(*client_->trouble()));
  // The peer may still read, as after any half-close.
  EXPECT_EQ(3u, client_->write("bye").bytes);
  EXPECT_EQ(3u, read_when_possible(*server_, text).bytes);
  EXPECT_EQ(Io::Status::end, client_->read(text).status);
}

TEST_F(TlsFault, AnEndInsideARecordIsAnEndWithTrouble) {
  shake();
  ASSERT_EQ(5, ::send(server_descriptor_, "\x17\x03\x03\x01\x00", 5, MSG_NOSIGNAL));
  ASSERT_EQ(0, ::shutdown(server_descriptor_, SHUT_WR));
  char text[16];
  EXPECT_EQ(Io::Status::end, read_when_possible(*client_, text).status);
  EXPECT_TRUE(client_->trouble());
}

TEST_F(TlsFault, ABrokenRecordFailsBothDirections) {
  shake();
  const std::string forged = std::string("\x17\x03\x03\x00\x20", 5) + std::string(32, 'x');
  ASSERT_EQ(37, ::send(server_descriptor_, forged.data(), forged.size(), MSG_NOSIGNAL));
  char text[16];
  const Io io = read_when_possible(*client_, text);
  EXPECT_EQ(Io::Status::failed, io.status);
  EXPECT_EQ(EPROTO, io.error);
  ASSERT_TRUE(client_->trouble());
  EXPECT_EQ("cannot talk TLS with localhost: OpenSSL: decryption failed or bad record mac",
            to_string(*client_->trouble()));
  EXPECT_EQ(EPROTO, client_->write("x").error);
  // The peer hears of it.
  EXPECT_EQ(EPROTO, read_when_possible(*server_, text).error);
  ASSERT_TRUE(server_->trouble());
  EXPECT_EQ(
      "cannot talk TLS with 127.0.0.1:4433: the peer refused: it found a fault in what we said "
      "(TLS alert 20, bad record mac)",
      to_string(*server_->trouble()));
}

TEST_F(TlsFault, AResetIsThePlainStreamsOwnError) {
  shake();
  EXPECT_EQ(1u, client_->write("x").bytes);
  server_->abort();
  server_.reset();  // with an unread octet
  char text[16];
  const Io io = read_when_possible(*client_, text);
  EXPECT_EQ(Io::Status::failed, io.status);
  EXPECT_EQ(ECONNRESET, io.error);
  EXPECT_FALSE(client_->trouble());
  EXPECT_EQ(EPIPE, client_->write("x").error);
  EXPECT_EQ(ECONNRESET, client_->read(text).error);
}

TEST_F(TlsFault, AbortSendsNoCloseNotify) {
  shake();
  server_->abort();
  server_.reset();
  char text[16];
  EXPECT_EQ(Io::Status::end, read_when_possible(*client_, text).status);
  EXPECT_TRUE(client_->trouble());
}

TEST_F(TlsFault, TalksTls12WithOthersAndRefusesToRenegotiate) {
  auto [plain, descriptor] = half_pair(bench_);
  std::string peers_view;
  {
    OpensslPeer peer(
        TLS_client_method(), descriptor,
        [](SSL_CTX* context) { SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION); },
        [&peers_view](SSL* ssl) {
          peers_view = SSL_connect(ssl) == 1 ? SSL_get_version(ssl) : "failed";
          SSL_renegotiate(ssl);
          char text[16];
          // The refusal ends the handshake that the renegotiation began, not the connection's past.
          peers_view += SSL_do_handshake(ssl) == 1 ? " renegotiated" : " refused";
          SSL_read(ssl, text, sizeof text);
        });
    const auto stream = shake_alone(std::move(plain), server_context(), "");
    ASSERT_TRUE(stream);
    char text[16];
    read_when_possible(*stream, text);
  }
  EXPECT_EQ("TLSv1.2 refused", peers_view);
}

TEST_F(TlsFault, SaysThatAPeerIsTooOld) {
  auto [plain, descriptor] = half_pair(bench_);
  Shaken result;
  {
    OpensslPeer peer(
        TLS_client_method(), descriptor,
        [](SSL_CTX* context) {
          SSL_CTX_set_security_level(context, 0);
          SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
          SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
        },
        [](SSL* ssl) { EXPECT_NE(1, SSL_connect(ssl)); });
    std::vector<Task<>> tasks;
    tasks.push_back(shake_into(bench_.loop, std::move(plain), server_context(), "", result));
    bench_.run(tasks);
  }
  ASSERT_FALSE(result);
  EXPECT_EQ("cannot start TLS with 127.0.0.1:4433: the peer speaks neither TLS 1.2 nor 1.3",
            to_string(result.error()));
}

TEST_F(TlsFault, APeerThatSendsKeyUpdatesIsServed) {
  auto [plain, descriptor] = half_pair(bench_);
  {
    OpensslPeer peer(
        TLS_client_method(), descriptor, [](SSL_CTX*) {},
        [](SSL* ssl) {
          EXPECT_EQ(1, SSL_connect(ssl));
          for (int i = 0; i < 5; ++i) {
            EXPECT_EQ(1, SSL_key_update(ssl, SSL_KEY_UPDATE_REQUESTED));
            EXPECT_EQ(5, SSL_write(ssl, "Hello", 5));
            char text[16];
            EXPECT_EQ(5, SSL_read(ssl, text, sizeof text));
          }
          EXPECT_EQ(0, SSL_shutdown(ssl));
        });
    const auto stream = shake_alone(std::move(plain), server_context(), "");
    ASSERT_TRUE(stream);
    char text[16];
    for (;;) {
      const Io io = read_when_possible(*stream, text);
      if (io.status != Io::Status::done) {
        EXPECT_EQ(Io::Status::end, io.status);
        break;
      }
      EXPECT_EQ(io.bytes, stream->write({text, io.bytes}).bytes);
    }
  }
}

/// Reads until something came; tells how much was held meanwhile, and how often it asked.
Task<> hear_something(Stream& from, std::size_t& most, std::string& text, int& count) {
  char piece[16];
  while (text.empty()) {
    ++count;
    ready octets(from, Interest::read);
    co_await octets;
    const Io io = from.read(piece);
    most = std::max(most, from.held_bytes());
    text.append(piece, io.bytes);
    if (io.status == Io::Status::failed) break;
  }
}

/// Each request to renegotiate is answered by an alert; a peer that asks and does not read must not
/// fill our memory.
TEST_F(TlsFault, AnswersToAPeerThatDoesNotReadAreBounded) {
  constexpr int requests = 5000;
  auto [plain, descriptor] = half_pair(bench_);
  auto mute = std::make_unique<MuteStream>(std::move(plain));
  MuteStream& muted = *mute;
  auto gate = std::make_unique<GatedStream>(std::move(mute));
  GatedStream& gated = *gate;
  std::atomic<bool> all_sent = false;
  std::size_t held_most = 0;
  int reads = 0;
  int waits = 0;
  std::string heard;
  {
    OpensslPeer peer(
        TLS_server_method(), descriptor,
        [](SSL_CTX* context) {
          OpensslPeer::use(context, files().server);
          SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
        },
        [&all_sent](SSL* ssl) {
          EXPECT_EQ(1, SSL_accept(ssl));
          for (int i = 0; i < requests; ++i) {
            SSL_renegotiate(ssl);
            EXPECT_EQ(1, SSL_do_handshake(ssl));
          }
          EXPECT_EQ(4, SSL_write(ssl, "over", 4));
          all_sent = true;
          // The answers go nowhere: what our stream does with them is the test.
          std::vector<char> sink(60'000);
          while (::recv(SSL_get_fd(ssl), sink.data(), sink.size(), 0) > 0)
            continue;
        });
    const auto stream = shake_alone(std::move(gate), client_context(), "localhost");
    ASSERT_TRUE(stream);
    gated.let_through(0);
    muted.set_mute(true);
    bench_.turn_until([&] { return all_sent.load(); });
    gated.let_through(SIZE_MAX);
    Timer speaking(bench_.loop, [&muted] { muted.set_mute(false); });
    speaking.arm(bench_.clock.steady() + 50ms);
    std::vector<Task<>> tasks;
    tasks.push_back(hear_something(*stream, held_most, heard, reads));
    bench_.run(tasks);
    waits = muted.waits();
  }
  EXPECT_EQ("over", heard);
  EXPECT_LT(reads, 200) << "it spins";
  EXPECT_LT(waits, 200) << "it spins";
  EXPECT_GT(held_most, 64'000u);
  EXPECT_LT(held_most, 90'000u);  // and the answers to what OpenSSL had read already
}

/// In TLS 1.3 a client may talk before the server has refused its certificate. A socket that is
/// closed with such octets unread sends RST, behind which some systems throw the alert away.
TEST_F(TlsFault, ARefusalIsFollowedByAnOrderlyEnd) {
  auto [plain, descriptor] = half_pair(bench_);
  auto gate = std::make_unique<GatedStream>(std::move(plain));
  GatedStream& gated = *gate;
  gated.shut_after_next_read();  // that is the hello
  std::atomic<bool> all_sent = false;
  Shaken result;
  {
    OpensslPeer peer(
        TLS_client_method(), descriptor, [](SSL_CTX*) {},
        [&all_sent](SSL* ssl) {
          EXPECT_EQ(1, SSL_connect(ssl));
          const std::string much(40'000, 'x');
          EXPECT_EQ(40'000, SSL_write(ssl, much.data(), 40'000));
          all_sent = true;
          char text[16];
          EXPECT_NE(1, SSL_read(ssl, text, sizeof text));
          EXPECT_EQ(SSL_AD_REASON_OFFSET + TLS13_AD_CERTIFICATE_REQUIRED,
                    ERR_GET_REASON(ERR_get_error()));
          EXPECT_EQ(0, ::recv(SSL_get_fd(ssl), text, sizeof text, 0)) << "not FIN but RST";
        });
    std::vector<Task<>> tasks;
    tasks.push_back(shake_into(bench_.loop, std::move(gate),
                               context(TlsRole::server, {.certificate_file = files().server,
                                                         .authority_file = files().authority}),
                               "", result));
    tasks.back().start();
    bench_.turn_until([&] { return all_sent.load(); });
    gated.let_through(SIZE_MAX);
    bench_.turn_until([&] { return tasks.back().done(); });
  }
  EXPECT_FALSE(result);
}

/// A session ticket that fills several records, as a server with a small buffer sends it, and of
/// which only a part is here: OpenSSL then writes nothing until it has read the rest.
TEST_F(TlsFault, WritingWaitsForTheRestOfATicket) {
  auto [plain, descriptor] = half_pair(bench_);
  auto gate = std::make_unique<GatedStream>(std::move(plain));
  GatedStream& gated = *gate;
  std::string heard;
  {
    OpensslPeer peer(
        TLS_server_method(), descriptor,
        [](SSL_CTX* context) {
          OpensslPeer::use(context, files().server);
          SSL_CTX_set_max_send_fragment(context, 512);
          SSL_CTX_set_verify(context, SSL_VERIFY_PEER, [](int, X509_STORE_CTX*) { return 1; });
          SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>("x"), 1);
        },
        [&heard](SSL* ssl) {
          EXPECT_EQ(1, SSL_accept(ssl));
          char text[16];
          const int got = SSL_read(ssl, text, sizeof text);
          if (got > 0) heard.assign(text, static_cast<std::size_t>(got));
        });
    const auto stream = shake_alone(std::move(gate),
                                    context(TlsRole::client, {.certificate_file = files().client,
                                                              .authority_file = files().authority}),
                                    "localhost");
    ASSERT_TRUE(stream);
    gated.let_through(540);  // the first record of the ticket is 534 octets
    char text[16];
    bench_.turn_until([&] {
      EXPECT_EQ(Io::Status::again, stream->read(text).status);
      return gated.shut();
    });
    ASSERT_EQ(Io::Status::again, stream->write("Hello").status);
    Timer opening(bench_.loop, [&gated] { gated.let_through(SIZE_MAX); });
    opening.arm(bench_.clock.steady() + 20ms);
    int attempts = 0;
    const auto write_hello = [](Stream& to, int& count) -> Task<> {
      while (to.write("Hello").status == Io::Status::again) {
        ++count;
        ready room(to, Interest::write);
        co_await room;
      }
    };
    std::vector<Task<>> tasks;
    tasks.push_back(write_hello(*stream, attempts));
    bench_.run(tasks);
    EXPECT_LT(attempts, 10) << "it spins";
  }
  EXPECT_EQ("Hello", heard);
}

}  // namespace
}  // namespace parley::net
