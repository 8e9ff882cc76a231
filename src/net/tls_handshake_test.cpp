#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

#include "net/system_network.h"
#include "net/tls_test_bench.h"

namespace parley::net {
namespace {

using namespace tls_testing;

const TestCertificates& files() {
  return TestCertificates::shared();
}

class TlsHandshake : public ::testing::Test {
 protected:
  /// The client's whole error when the server shows `certificate`, "" when there is none.
  std::string client_error(const std::string& certificate, const std::string& host,
                           const TlsSettings& trust = {.authority_file = files().authority}) {
    auto shaken = shake_hands(bench_, bench_.pair(), context(TlsRole::client, trust),
                              context(TlsRole::server, {.certificate_file = certificate}), host);
    server_error_ = shaken.server ? "" : to_string(shaken.server.error());
    if (shaken.client) return "";
    kind_ = shaken.client.error().kind;
    return to_string(shaken.client.error());
  }

  /// The error of one side against a peer that says `words` and then, if asked, closes.
  std::string error_against(TlsRole role, const std::string& words, bool closes,
                            Duration timeout = 20s) {
    auto sockets = bench_.pair();
    const bool client = role == TlsRole::client;
    auto& peer = client ? sockets.server : sockets.client;
    EXPECT_EQ(words.size(), peer->write(words).bytes);
    if (closes) peer->finish();
    Shaken result;
    std::vector<Task<>> tasks;
    tasks.push_back(shake_into(bench_.loop, std::move(client ? sockets.client : sockets.server),
                               client ? client_context() : server_context(),
                               client ? "localhost" : "", result, timeout));
    bench_.run(tasks);
    if (result) return "";
    kind_ = result.error().kind;
    return to_string(result.error());
  }

  TlsBench bench_;
  std::string server_error_;
  ErrorClass kind_ = ErrorClass::other;
};

TEST_F(TlsHandshake, ProvesTheNameOrTheAddress) {
  EXPECT_EQ("", client_error(files().server, "localhost"));
  EXPECT_EQ("", client_error(files().server, "LocalHost."));
  EXPECT_EQ("", client_error(files().server, "127.0.0.1"));
  EXPECT_EQ("", client_error(files().elsewhere, "esp.example"));
  EXPECT_EQ("", client_error(files().elsewhere, "a.b.example"));
  EXPECT_EQ("", client_error(files().elsewhere, "fe80::1%1"));
  EXPECT_EQ("", client_error(files().nameless, "esp.example"));
}

TEST_F(TlsHandshake, OverLoopbackThroughTheSystem) {
  SystemNetwork network(bench_.loop);
  auto acceptor = network.listen({IpAddress::loopback(IpAddress::Family::v4), Port{0}}, false);
  ASSERT_TRUE(acceptor);
  const Endpoint server = (*acceptor)->local();
  TlsBench::Pair sockets;
  std::vector<Task<>> tasks;
  const auto connect = [](Network& from, Endpoint to, std::unique_ptr<Stream>& made) -> Task<> {
    auto connecting = from.connect(to, Port{0}, 10s);
    auto connected = co_await connecting;
    if (connected) made = std::move(*connected);
  };
  tasks.push_back(connect(network, server, sockets.client));
  bench_.run(tasks);
  ASSERT_TRUE(sockets.client);
  bench_.turn_until([&] {
    sockets.server = (*acceptor)->accept().stream;
    return sockets.server != nullptr;
  });
  auto shaken =
      shake_hands(bench_, std::move(sockets), client_context(), server_context(), "127.0.0.1");
  ASSERT_TRUE(shaken.client);
  ASSERT_TRUE(shaken.server);
  EXPECT_EQ(server, (*shaken.client)->remote());
  EXPECT_EQ((*shaken.client)->local(), (*shaken.server)->remote());
  EXPECT_TRUE((*shaken.client)->health());
  EXPECT_EQ(5u, (*shaken.client)->write("Hello").bytes);
  char text[16];
  Io got;
  bench_.turn_until(
      [&] { return (got = (*shaken.server)->read(text)).status != Io::Status::again; });
  EXPECT_EQ("Hello", std::string(text, got.bytes));
}

TEST_F(TlsHandshake, SaysForWhomTheCertificateIs) {
  EXPECT_EQ(
      "cannot start TLS with 127.0.0.2: the certificate is for localhost and 127.0.0.1, not for "
      "127.0.0.2 (OpenSSL: IP address mismatch; subject CN=test server, valid 2020-01-01 to "
      "2090-01-01)",
      client_error(files().server, "127.0.0.2"));
  EXPECT_EQ(ErrorClass::certificate, kind_);
  EXPECT_EQ(
      "cannot start TLS with localhost: the certificate is for esp.example, 10.0.0.7, *.b.example, "
      "fe80::1 and 2 more, not for localhost (OpenSSL: hostname mismatch; subject CN=esp, valid "
      "2020-01-01 to 2090-01-01)",
      client_error(files().elsewhere, "localhost"));
  EXPECT_EQ(
      "cannot start TLS with localhost: the certificate is for esp.example, not for localhost "
      "(OpenSSL: hostname mismatch; subject CN=esp.example, valid 2020-01-01 to 2090-01-01)",
      client_error(files().nameless, "localhost"));
}

TEST_F(TlsHandshake, WritesAHostileNameHarmlessly) {
  EXPECT_EQ(
      "cannot start TLS with localhost: the certificate is for \\1B[2J\\C2\\9B\\5C, not for "
      "localhost (OpenSSL: hostname mismatch; subject CN=\\1B[2J\\C2\\9B\\5C, valid 2020-01-01 to "
      "2090-01-01)",
      client_error(files().hostile, "localhost"));
}

TEST_F(TlsHandshake, SaysWhenTheCertificateIsValid) {
  EXPECT_EQ(
      "cannot start TLS with localhost: the certificate expired on 2002-02-03 (OpenSSL: "
      "certificate "
      "has expired; subject CN=old server, for localhost and 127.0.0.1, valid 2001-02-03 to "
      "2002-02-03)",
      client_error(files().expired, "localhost"));
  EXPECT_EQ(ErrorClass::certificate, kind_);
  const std::string early = client_error(files().not_yet_valid, "localhost");
  EXPECT_TRUE(
      early.starts_with("cannot start TLS with localhost: the certificate is valid only from "
                        "2085-02-03 on, and this computer's clock says 20"))
      << early;
}

TEST_F(TlsHandshake, SaysWhoSignedTheCertificate) {
  EXPECT_EQ(
      "cannot start TLS with localhost: the certificate is signed by itself, and is not among the "
      "trusted ones (OpenSSL: self-signed certificate; subject CN=lonely server, for localhost and "
      "127.0.0.1, valid 2020-01-01 to 2090-01-01)",
      client_error(files().self_signed, "localhost"));
  EXPECT_EQ(ErrorClass::certificate, kind_);
  EXPECT_EQ(
      "cannot start TLS with localhost: the certificate is signed by CN=Other Authority, which is "
      "not trusted here (OpenSSL: unable to get local issuer certificate; subject CN=x, for "
      "localhost and 127.0.0.1, valid 2020-01-01 to 2090-01-01)",
      client_error(files().foreign, "localhost"));
  EXPECT_EQ(ErrorClass::certificate, kind_);
}

TEST_F(TlsHandshake, WithoutAnAuthorityFileOnlyTheSystemsStoreIsTrusted) {
  EXPECT_NE("", client_error(files().server, "localhost", {}));
  EXPECT_EQ(ErrorClass::certificate, kind_);
}

TEST_F(TlsHandshake, TrustsACertificateThatIsHandedToIt) {
  EXPECT_EQ(
      "", client_error(files().self_signed, "localhost", {.authority_file = files().self_signed}));
  EXPECT_EQ("", client_error(files().foreign, "localhost", {.authority_file = files().foreign}));
}

TEST_F(TlsHandshake, ChecksNothingWhenToldSo) {
  for (const auto& certificate : {files().self_signed, files().expired, files().elsewhere}) {
    EXPECT_EQ("", client_error(certificate, "localhost", {.verify = false})) << certificate;
  }
}

TEST_F(TlsHandshake, TheServerHearsWhyItWasRefused) {
  client_error(files().self_signed, "localhost");
  EXPECT_EQ(
      "cannot start TLS with 127.0.0.1:4433: the peer refused: it does not trust who signed our "
      "certificate (TLS alert 48, unknown CA)",
      server_error_);
  client_error(files().expired, "localhost");
  EXPECT_EQ(
      "cannot start TLS with 127.0.0.1:4433: the peer refused: it says that our certificate has "
      "expired (TLS alert 45, certificate expired)",
      server_error_);
}

TEST_F(TlsHandshake, RecognisesAPeerThatSpeaksSomethingElse) {
  EXPECT_EQ(
      "cannot start TLS with localhost: the peer does not speak TLS: it sent 'HTTP/1.1 400 Bad "
      "Request'",
      error_against(TlsRole::client, "HTTP/1.1 400 Bad Request\r\n\r\n", true));
  EXPECT_EQ(ErrorClass::tls, kind_);
  EXPECT_EQ(
      "cannot start TLS with 127.0.0.1:4433: the peer does not speak TLS: it sent 'GET / "
      "HTTP/1.1'",
      error_against(TlsRole::server, "GET / HTTP/1.1\r\n\r\n", false));
  EXPECT_EQ("cannot start TLS with localhost: the peer does not speak TLS: it sent 'H'",
            error_against(TlsRole::client, "H", false));
  EXPECT_EQ(
      "cannot start TLS with localhost: the peer does not speak TLS: it sent "
      "'\\1B]0;x\\07\\FF'",
      error_against(TlsRole::client, "\x1b]0;x\x07\xff", true));
  EXPECT_EQ("cannot start TLS with localhost: the peer does not speak TLS: it sent '\\0D\\0A'",
            error_against(TlsRole::client, "\r\n", true));
  EXPECT_EQ("cannot start TLS with localhost: the peer does not speak TLS: it sent '" +
                std::string(40, 'x') + "...'",
            error_against(TlsRole::client, std::string(5000, 'x'), true));
}

TEST_F(TlsHandshake, SaysThatThePeerClosed) {
  EXPECT_EQ("cannot start TLS with localhost: the peer closed without an answer to the TLS hello",
            error_against(TlsRole::client, "", true));
  EXPECT_EQ(ErrorClass::tls, kind_);
  EXPECT_EQ("cannot start TLS with 127.0.0.1:4433: the peer closed before it sent a TLS hello",
            error_against(TlsRole::server, "", true));
  EXPECT_EQ("cannot start TLS with localhost: the peer closed during the handshake",
            error_against(TlsRole::client, "\x16\x03\x03", true));
  EXPECT_EQ(ErrorClass::tls, kind_);
}

TEST_F(TlsHandshake, SaysThatThePeerReset) {
  auto sockets = bench_.pair();
  // A socket that is closed with unread octets resets its peer.
  EXPECT_EQ(1u, sockets.client->write("x").bytes);
  sockets.server.reset();
  Shaken result;
  std::vector<Task<>> tasks;
  tasks.push_back(
      shake_into(bench_.loop, std::move(sockets.client), client_context(), "localhost", result));
  bench_.run(tasks);
  ASSERT_FALSE(result);
  EXPECT_EQ(ErrorClass::reset, result.error().kind);
  EXPECT_EQ(
      "cannot start TLS with localhost: connection reset by peer (ECONNRESET) during the "
      "handshake",
      to_string(result.error()));
}

TEST_F(TlsHandshake, GivesUpAfterItsTime) {
  EXPECT_EQ("cannot start TLS with localhost: no answer to the TLS hello within 50 ms",
            error_against(TlsRole::client, "", false, 50ms));
  EXPECT_EQ(ErrorClass::timeout, kind_);
  EXPECT_EQ("cannot start TLS with 127.0.0.1:4433: no TLS hello came within 1 s",
            error_against(TlsRole::server, "", false, 1s));
  EXPECT_EQ("cannot start TLS with localhost: the TLS handshake was not over within 50 ms",
            error_against(TlsRole::client, "\x16\x03\x03", false, 50ms));
  EXPECT_EQ(ErrorClass::timeout, kind_);
}

TEST_F(TlsHandshake, TellsAnAlertInWords) {
  const std::string too_old("\x15\x03\x01\0\x02\x02\x46", 7);
  EXPECT_EQ(
      "cannot start TLS with localhost: the peer refused: it speaks neither TLS 1.2 nor 1.3 "
      "(TLS alert 70, protocol version)",
      error_against(TlsRole::client, too_old, false));
  EXPECT_EQ(ErrorClass::tls, kind_);
  const std::string unknown("\x15\x03\x03\0\x02\x02\x32", 7);
  EXPECT_EQ(
      "cannot start TLS with localhost: the peer refused: it found a fault in what we said (TLS "
      "alert 50, decode error)",
      error_against(TlsRole::client, unknown, false));
}

TEST_F(TlsHandshake, RefusesANameThatTlsCannotCarry) {
  EXPECT_EQ(
      "cannot start TLS with " + std::string(300, 'x') + ": TLS cannot ask for a name of this form",
      client_error(files().server, std::string(300, 'x')));
}

TEST_F(TlsHandshake, CanBeCancelledAtAnyStep) {
  for (int turns = 0; turns < 8; ++turns) {
    auto sockets = bench_.pair();
    Shaken client;
    Shaken server;
    std::vector<Task<>> tasks;
    tasks.push_back(
        shake_into(bench_.loop, std::move(sockets.client), client_context(), "localhost", client));
    tasks.push_back(
        shake_into(bench_.loop, std::move(sockets.server), server_context(), "", server));
    for (auto& task : tasks)
      task.start();
    for (int i = 0; i < turns; ++i)
      bench_.loop.turn(bench_.clock.steady());
    tasks.clear();
    bench_.idle(5ms);
  }
}

class MutualTls : public TlsHandshake {
 protected:
  ShakenPair shake(const std::string& client_certificate) {
    return shake_hands(bench_, bench_.pair(),
                       context(TlsRole::client, {.certificate_file = client_certificate,
                                                 .authority_file = files().authority}),
                       context(TlsRole::server, {.certificate_file = files().server,
                                                 .authority_file = files().authority}));
  }

  /// What the client hears of the refusal, which in TLS 1.3 comes after its own handshake.
  std::string refusal_heard(ShakenPair& shaken) {
    if (!shaken.client) return to_string(shaken.client.error());
    char text[16];
    Io got;
    bench_.turn_until(
        [&] { return (got = (*shaken.client)->read(text)).status != Io::Status::again; });
    EXPECT_EQ(Io::Status::failed, got.status);
    EXPECT_EQ(EPROTO, got.error);
    EXPECT_EQ(EPROTO, (*shaken.client)->write("x").error);
    const auto trouble = (*shaken.client)->trouble();
    return trouble ? to_string(*trouble) : "";
  }
};

TEST_F(MutualTls, ServesAClientWithACertificate) {
  const auto shaken = shake(files().client);
  EXPECT_TRUE(shaken.client);
  EXPECT_TRUE(shaken.server);
}

TEST_F(MutualTls, RefusesAClientWithout) {
  auto shaken = shake("");
  ASSERT_FALSE(shaken.server);
  EXPECT_EQ(ErrorClass::certificate, shaken.server.error().kind);
  EXPECT_EQ(
      "cannot start TLS with 127.0.0.1:4433: the peer showed no certificate, and this server "
      "wants one",
      to_string(shaken.server.error()));
  EXPECT_EQ(
      "cannot talk TLS with localhost: the peer refused: it wants a certificate, and we showed "
      "none (TLS alert 116)",
      refusal_heard(shaken));
}

TEST_F(MutualTls, RefusesAStranger) {
  auto shaken = shake(files().client_foreign);
  ASSERT_FALSE(shaken.server);
  EXPECT_EQ(ErrorClass::certificate, shaken.server.error().kind);
  EXPECT_EQ(
      "cannot start TLS with 127.0.0.1:4433: the certificate is signed by CN=Other Authority, "
      "which is not trusted here (OpenSSL: unable to get local issuer certificate; subject "
      "CN=stranger, for stranger, valid 2020-01-01 to 2090-01-01)",
      to_string(shaken.server.error()));
  EXPECT_EQ(
      "cannot talk TLS with localhost: the peer refused: it does not trust who signed our "
      "certificate (TLS alert 48, unknown CA)",
      refusal_heard(shaken));
}

}  // namespace
}  // namespace parley::net
