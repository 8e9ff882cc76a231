#include <gtest/gtest.h>
#include <string>

#include "net/tls.h"
#include "net/tls_test_certificates.h"

namespace parley::net {
namespace {

using tls_testing::TestCertificates;

const TestCertificates& files() {
  return TestCertificates::shared();
}

/// The error's whole sentence, or "" when the context was made.
std::string trouble_with(TlsRole role, const TlsSettings& settings) {
  const auto made = TlsContext::make(role, settings);
  if (made) return "";
  EXPECT_EQ(ErrorClass::bad_input, made.error().kind);
  return to_string(made.error());
}

std::string server_trouble(const std::string& certificate, const std::string& key = "") {
  return trouble_with(TlsRole::server, {.certificate_file = certificate, .key_file = key});
}

TEST(TlsContext, TakesKeyFromItsOwnFileOrFromTheCertificates) {
  EXPECT_EQ("", server_trouble(files().server));
  EXPECT_EQ("", server_trouble(files().server_alone, files().server_key));
  EXPECT_EQ("", server_trouble(files().server, files().server_key));
}

TEST(TlsContext, ClientNeedsNoFile) {
  EXPECT_EQ("", trouble_with(TlsRole::client, {}));
  EXPECT_EQ("", trouble_with(TlsRole::client, {.verify = false}));
}

TEST(TlsContext, SaysThatACertificateIsNeeded) {
  EXPECT_EQ("cannot serve TLS: no certificate file is given", server_trouble(""));
  EXPECT_EQ("cannot show a certificate: no certificate file is given although a private key is",
            trouble_with(TlsRole::client, {.key_file = files().server_key}));
}

TEST(TlsContext, NamesTheFileThatIsNotThere) {
  const std::string gone = files().path("gone.pem");
  EXPECT_EQ("cannot use the certificate " + gone + ": no such file or directory (ENOENT)",
            server_trouble(gone));
  EXPECT_EQ("cannot use the private key " + gone + ": no such file or directory (ENOENT)",
            server_trouble(files().server_alone, gone));
  EXPECT_EQ("cannot trust the certificates in " + gone + ": no such file or directory (ENOENT)",
            trouble_with(TlsRole::client, {.authority_file = gone}));
  const std::string folder = files().path("");
  EXPECT_EQ("cannot use the certificate " + folder + ": is a directory (EISDIR)",
            server_trouble(folder));
}

TEST(TlsContext, SaysWhatAFileIsInsteadOfPem) {
  const std::string text = files().write("text.pem", "Hello\n");
  EXPECT_EQ("cannot use the certificate " + text + ": there is no certificate in PEM form in it",
            server_trouble(text));
  EXPECT_EQ(
      "cannot use the certificate " + files().server_der + ": it is in DER form, and PEM is needed",
      server_trouble(files().server_der));
  const std::string empty = files().write("empty.pem", "");
  EXPECT_EQ(
      "cannot trust the certificates in " + empty + ": there is no certificate in PEM form in it",
      trouble_with(TlsRole::client, {.authority_file = empty}));
  EXPECT_EQ(
      "cannot use the certificate /dev/zero: it is larger than 4 MiB, so it is no certificate",
      server_trouble("/dev/zero"));
}

TEST(TlsContext, RefusesADamagedCertificateEvenBehindAGoodOne) {
  std::string damaged = TestCertificates::contents(files().server_alone);
  damaged[damaged.size() / 2] = '!';
  const std::string alone = files().write("damaged.pem", damaged);
  EXPECT_EQ("cannot use the certificate " + alone +
                ": the certificate in it is damaged (OpenSSL: bad base64 decode)",
            server_trouble(alone));
  const std::string second =
      files().write("second.pem", TestCertificates::contents(files().server) + damaged);
  EXPECT_EQ("cannot use the certificate " + second +
                ": the certificate in it is damaged (OpenSSL: bad base64 decode)",
            server_trouble(second));
}

TEST(TlsContext, SaysWhatIsWrongWithTheKey) {
  EXPECT_EQ("cannot use the private key " + files().server_alone +
                ": there is no private key in PEM form in it",
            server_trouble(files().server_alone));
  EXPECT_EQ("cannot use the private key " + files().client + ": it does not belong to the " +
                "certificate " + files().server,
            server_trouble(files().server, files().client));
  EXPECT_EQ("cannot use the private key " + files().server_key_encrypted +
                ": the private key is encrypted, and one without a passphrase is needed",
            server_trouble(files().server_alone, files().server_key_encrypted));
}

}  // namespace
}  // namespace parley::net
