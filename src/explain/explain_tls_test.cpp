#include <cerrno>

#include "explain/explain_fixture.h"

namespace parley::explain {
namespace {

class ExplainTls : public Explain {
 protected:
  Situation client() const {
    Situation situation = connecting("192.168.178.77", 8443);
    situation.transport = event::Transport::tls;
    situation.target = "esp.example";
    return situation;
  }
  Situation server() const {
    Situation situation = client();
    situation.operation = Operation::accept;
    situation.target = "";
    return situation;
  }
  std::string certificate(const char* seen, const Situation& situation) const {
    return text({ErrorClass::certificate, 0, "start TLS with esp.example", seen}, situation);
  }
  std::string tls(const char* seen, const Situation& situation) const {
    return text({ErrorClass::tls, 0, "start TLS with esp.example", seen}, situation);
  }
};

TEST_F(ExplainTls, CertificateExpired) {
  EXPECT_EQ(certificate("the certificate expired on 2026-01-31 (OpenSSL: certificate has expired; "
                        "subject CN=esp.example, for esp.example, valid 2025-01-31 to 2026-01-31)",
                        client()),
            "cannot start TLS with esp.example: the certificate expired on 2026-01-31 (OpenSSL: "
            "certificate has expired; subject CN=esp.example, for esp.example, valid 2025-01-31 to "
            "2026-01-31)\n"
            "  why:  The certificate of esp.example is past its last day. If this computer's clock "
            "is wrong, a good one looks like this too.\n"
            "  next: Check the clock: date\n"
            "        If it is right, the server needs a new certificate. To talk without proof of "
            "who answers: --insecure\n");
  EXPECT_EQ(certificate("the certificate is valid only from 2027-01-01 on, and this computer's "
                        "clock says 1970-01-01 (OpenSSL: certificate is not yet valid; subject "
                        "CN=expired, for expired.example, valid 2027-01-01 to 2028-01-01)",
                        client()),
            "cannot start TLS with esp.example: the certificate is valid only from 2027-01-01 on, "
            "and this computer's clock says 1970-01-01 (OpenSSL: certificate is not yet valid; "
            "subject CN=expired, for expired.example, valid 2027-01-01 to 2028-01-01)\n"
            "  why:  The certificate of esp.example is not valid yet. If this computer's clock is "
            "wrong, a good one looks like this too.\n"
            "  next: Check the clock: date\n"
            "        If it is right, the server needs a new certificate. To talk without proof of "
            "who answers: --insecure\n");
}

TEST_F(ExplainTls, CertificateSelfSigned) {
  EXPECT_EQ(certificate("the certificate is signed by itself, and is not among the trusted ones "
                        "(OpenSSL: self-signed certificate; subject CN=esp, for expired.example, "
                        "valid 2025-01-31 to 2035-01-31)",
                        client()),
            "cannot start TLS with esp.example: the certificate is signed by itself, and is not "
            "among the trusted ones (OpenSSL: self-signed certificate; subject CN=esp, for "
            "expired.example, valid 2025-01-31 to 2035-01-31)\n"
            "  why:  esp.example could not prove who it is: it signed its certificate itself, as "
            "most devices do.\n"
            "  next: Get the server's certificate in a file and trust it: --ca FILE\n"
            "        To talk without proof of who answers: --insecure\n");
}

TEST_F(ExplainTls, CertificateOfAnUnknownSigner) {
  EXPECT_EQ(certificate("the certificate is signed by CN=Home CA, which is not trusted here "
                        "(OpenSSL: unable to get local issuer certificate; subject CN=esp, for "
                        "esp.example, valid 2025-01-31 to 2035-01-31)",
                        client()),
            "cannot start TLS with esp.example: the certificate is signed by CN=Home CA, which is "
            "not trusted here (OpenSSL: unable to get local issuer certificate; subject CN=esp, "
            "for esp.example, valid 2025-01-31 to 2035-01-31)\n"
            "  why:  esp.example could not prove who it is: this computer does not know who signed "
            "its certificate.\n"
            "  next: Get the signer's certificate in a file and trust it: --ca FILE\n"
            "        To talk without proof of who answers: --insecure\n");
  EXPECT_NE(
      certificate("self-signed certificate in certificate chain", client()).find("does not know"),
      std::string::npos);
}

TEST_F(ExplainTls, CertificateForAnotherName) {
  EXPECT_EQ(
      certificate("the certificate is for esp8266.local, not for esp.example (OpenSSL: hostname "
                  "mismatch; subject CN=esp, for esp8266.local, valid 2025-01-31 to 2035-01-31)",
                  client()),
      "cannot start TLS with esp.example: the certificate is for esp8266.local, not for "
      "esp.example (OpenSSL: hostname mismatch; subject CN=esp, for esp8266.local, valid "
      "2025-01-31 to 2035-01-31)\n"
      "  why:  The certificate is in order, but it is for another name than esp.example.\n"
      "  next: Connect by a name that it has; they are above.\n"
      "        To talk without proof of who answers: --insecure\n");
  Situation by_address = client();
  by_address.target = "fd00::77";
  EXPECT_EQ(
      certificate("the certificate is for esp8266.local, not for fd00::77 (OpenSSL: IP address "
                  "mismatch; subject CN=esp, for esp8266.local, valid 2025-01-31 to 2035-01-31)",
                  by_address),
      "cannot start TLS with esp.example: the certificate is for esp8266.local, not for fd00::77 "
      "(OpenSSL: IP address mismatch; subject CN=esp, for esp8266.local, valid 2025-01-31 to "
      "2035-01-31)\n"
      "  why:  The certificate is in order, but it is for another name than fd00::77.\n"
      "  next: Connect by a name that it has; they are above.\n"
      "        To talk without proof of who answers: --insecure\n");
}

TEST_F(ExplainTls, CertificateOtherwiseBad) {
  EXPECT_EQ(
      certificate("the certificate is not accepted (OpenSSL: certificate revoked; subject "
                  "CN=esp, for esp.example, valid 2025-01-31 to 2035-01-31)",
                  client()),
      "cannot start TLS with esp.example: the certificate is not accepted (OpenSSL: certificate "
      "revoked; subject CN=esp, for esp.example, valid 2025-01-31 to 2035-01-31)\n"
      "  why:  esp.example could not prove who it is; the reason is above.\n"
      "  next: The server needs a certificate in order. To talk without proof of who answers: "
      "--insecure\n");
}

TEST_F(ExplainTls, ClientCertificateMissing) {
  EXPECT_EQ(certificate("the peer showed no certificate, and this server wants one", server()),
            "cannot start TLS with esp.example: the peer showed no certificate, and this server "
            "wants one\n"
            "  why:  192.168.178.77 showed no certificate, or none that the authority of --ca has "
            "signed.\n"
            "  next: Give the client such a certificate, or listen without --ca.\n");
}

TEST_F(ExplainTls, PeerDoesNotSpeakTls) {
  EXPECT_EQ(
      tls("the peer does not speak TLS: it sent 'I am Server'", client()),
      "cannot start TLS with esp.example: the peer does not speak TLS: it sent 'I am Server'\n"
      "  why:  What came back is not TLS: TCP port 8443 of esp.example speaks something else, "
      "probably plain text.\n"
      "  next: Connect without TLS: parley connect esp.example 8443\n"
      "        Or ask for the server's TLS port.\n");
  EXPECT_EQ(
      tls("the peer does not speak TLS: it sent 'GET / HTTP/1.1'", server()),
      "cannot start TLS with esp.example: the peer does not speak TLS: it sent 'GET / HTTP/1.1'\n"
      "  why:  192.168.178.77 came without TLS: what it sent is no TLS handshake.\n"
      "  next: Switch TLS on in the client, or listen without --tls.\n");
}

TEST_F(ExplainTls, NameThatAShellWouldReadOtherwise) {
  Situation situation = client();
  situation.target = "a;reboot";
  const std::string shown = tls("wrong version number", situation);
  EXPECT_NE(shown.find("Connect without TLS: parley connect HOST 8443\n"), std::string::npos);
}

TEST_F(ExplainTls, HandshakeTimeout) {
  const Error error{ErrorClass::timeout, ETIMEDOUT, "start TLS with esp.example",
                    "no answer to the TLS hello within 10 s"};
  EXPECT_EQ(text(error, client()),
            "cannot start TLS with esp.example: no answer to the TLS hello within 10 s\n"
            "  why:  The TCP connection stands, but esp.example did not take part in a TLS "
            "handshake; a server of plain text waits like this.\n"
            "  next: Try without TLS: parley connect esp.example 8443\n");
  EXPECT_EQ(text(error, server()),
            "cannot start TLS with esp.example: no answer to the TLS hello within 10 s\n"
            "  why:  192.168.178.77 connected but did not begin a TLS handshake.\n"
            "  next: Switch TLS on in the client, or listen without --tls.\n");
}

TEST_F(ExplainTls, OurCertificateRefused) {
  EXPECT_EQ(tls("the peer refused: it does not trust who signed our certificate (TLS alert 48, "
                "unknown CA)",
                server()),
            "cannot start TLS with esp.example: the peer refused: it does not trust who signed our "
            "certificate (TLS alert 48, unknown CA)\n"
            "  why:  192.168.178.77 does not trust this server's certificate.\n"
            "  next: Give the client our certificate to trust (another parley takes it with --ca "
            "FILE), or use one from an authority that it knows.\n");
  EXPECT_EQ(
      tls("the peer refused: it wants a certificate, and we showed none (TLS alert 116, unknown)",
          client()),
      "cannot start TLS with esp.example: the peer refused: it wants a certificate, and we showed "
      "none (TLS alert 116, unknown)\n"
      "  why:  esp.example demands a certificate from us and did not accept what it got.\n"
      "  next: Show it one that it trusts: --cert FILE --key FILE\n");
}

TEST_F(ExplainTls, OldProtocolAndNoCipher) {
  EXPECT_EQ(tls("the peer speaks neither TLS 1.2 nor 1.3", client()),
            "cannot start TLS with esp.example: the peer speaks neither TLS 1.2 nor 1.3\n"
            "  why:  The other side knows only TLS versions older than 1.2, which are broken.\n"
            "  next: Update the software of the other side.\n");
  EXPECT_EQ(tls("the peer refused: it found no cipher or key type in common, or it wants a "
                "certificate (TLS alert 40, handshake failure)",
                client()),
            "cannot start TLS with esp.example: the peer refused: it found no cipher or key type "
            "in common, or it wants a certificate (TLS alert 40, handshake failure)\n"
            "  why:  The two sides found nothing to encrypt with that both know, or the other side "
            "wants a certificate from us.\n"
            "  next: Update the software of the other side, or show a certificate: --cert FILE "
            "--key FILE\n");
}

TEST_F(ExplainTls, HungUp) {
  EXPECT_EQ(
      tls("the peer closed without an answer to the TLS hello", client()),
      "cannot start TLS with esp.example: the peer closed without an answer to the TLS hello\n"
      "  why:  esp.example hung up in the middle of the handshake: it does not speak TLS on this "
      "port, or refuses us.\n"
      "  next: Try without TLS: parley connect esp.example 8443\n");
  EXPECT_EQ(tls("the peer closed during the handshake", server()),
            "cannot start TLS with esp.example: the peer closed during the handshake\n"
            "  why:  192.168.178.77 hung up in the middle of the handshake; often it does not "
            "trust the certificate.\n"
            "  next: See what the client says, and give it our certificate to trust.\n");
}

TEST_F(ExplainTls, AnythingElse) {
  EXPECT_EQ(tls("OpenSSL: bad extension", client()),
            "cannot start TLS with esp.example: OpenSSL: bad extension\n"
            "  why:  The TLS layer ended the connection for the reason above.\n"
            "  next: For every step of the handshake: openssl s_client -connect HOST:PORT -msg\n");
}

TEST_F(ExplainTls, ResetInTheHandshake) {
  Error error = system_error("start TLS with esp.example", ECONNRESET);
  error.seen += " during the handshake";
  EXPECT_EQ(text(error, client()),
            "cannot start TLS with esp.example: connection reset by peer (ECONNRESET) during the "
            "handshake\n"
            "  why:  esp.example hung up in the middle of the handshake: it does not speak TLS on "
            "this port, or refuses us.\n"
            "  next: Try without TLS: parley connect esp.example 8443\n");
}

TEST_F(ExplainTls, MissingKeyFile) {
  const Error error{ErrorClass::bad_input, ENOENT, "read the certificate server.pem",
                    errno_text(ENOENT)};
  EXPECT_EQ(text(error, client()),
            "cannot read the certificate server.pem: no such file or directory (ENOENT)\n"
            "  next: Check what was given with --cert, --key and --ca, or see: parley --help\n");
}

}  // namespace
}  // namespace parley::explain
