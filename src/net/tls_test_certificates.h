// Certificates for the tests: made with OpenSSL when first asked for, in a folder that is removed
// at the end. Keys are P-256, because a hundred of them are made in the time of one RSA key. Dates
// are fixed, so that words can be compared.
#pragma once

#include <cassert>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string>

#include "net/tls_openssl.h"

namespace parley::net::tls_testing {

/// What a certificate shall say. Times are YYYYMMDDHHMMSSZ.
struct CertificateWish {
  std::string common_name = {};
  std::string names = {};  ///< "DNS:esp.example,IP:127.0.0.1"; empty: no subjectAltName
  std::string from = "20200101000000Z";
  std::string to = "20900101000000Z";
  bool authority = false;
};

class TestCertificates {
 public:
  /// The set that all tests of a process share.
  static const TestCertificates& shared() {
    static const TestCertificates certificates;
    return certificates;
  }

  ~TestCertificates() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TestCertificates(const TestCertificates&) = delete;
  TestCertificates& operator=(const TestCertificates&) = delete;

  // PEM files, certificate and key in one unless the name says otherwise.
  std::string authority;        ///< the certificate of "Test Authority", which signs all but...
  std::string other_authority;  ///< ...what this one signs; without key
  std::string server;           ///< for localhost and 127.0.0.1
  std::string server_key;       ///< its key alone
  std::string server_alone;     ///< its certificate alone
  std::string server_der;       ///< its certificate in DER
  std::string server_key_encrypted;
  std::string expired;
  std::string not_yet_valid;
  std::string elsewhere;  ///< for esp.example, 10.0.0.7 and four more
  std::string nameless;   ///< common name only
  std::string hostile;    ///< a common name that would clear a terminal
  std::string self_signed;
  std::string foreign;  ///< for localhost, signed by the other authority
  std::string client;
  std::string client_foreign;

  std::string path(const std::string& name) const { return folder_ / name; }

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }

  static std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  struct Identity {
    CertificateOwner certificate;
    KeyOwner key;
  };

  TestCertificates() {
    std::string pattern = std::filesystem::temp_directory_path() / "parley-tls-XXXXXX";
    [[maybe_unused]] const char* made = ::mkdtemp(pattern.data());
    assert(made && "no temporary folder");
    folder_ = pattern;
    make_all();
  }

  void make_all() {
    const Identity root = sign({.common_name = "Test Authority", .authority = true}, nullptr);
    const Identity other = sign({.common_name = "Other Authority", .authority = true}, nullptr);
    authority = write("authority.pem", certificate_text(root));
    other_authority = write("other_authority.pem", certificate_text(other));

    const std::string local = "DNS:localhost,IP:127.0.0.1";
    const Identity good = sign({.common_name = "test server", .names = local}, &root);
    server = write("server.pem", both_texts(good));
    server_key = write("server_key.pem", key_text(good, nullptr));
    server_alone = write("server_alone.pem", certificate_text(good));
    server_der = write("server.der", der_of(good));
    server_key_encrypted = write("server_key_encrypted.pem", key_text(good, "secret"));

    const CertificateWish old{.common_name = "old server",
                              .names = local,
                              .from = "20010203000000Z",
                              .to = "20020203000000Z"};
    expired = write("expired.pem", both_texts(sign(old, &root)));
    const CertificateWish early{
        .common_name = "early server", .names = local, .from = "20850203000000Z"};
    not_yet_valid = write("not_yet_valid.pem", both_texts(sign(early, &root)));
    const CertificateWish away{
        .common_name = "esp",
        .names =
            "DNS:esp.example,IP:10.0.0.7,DNS:*.b.example,IP:fe80::1,DNS:d.example,DNS:e.example"};
    elsewhere = write("elsewhere.pem", both_texts(sign(away, &root)));
    nameless = write("nameless.pem", both_texts(sign({.common_name = "esp.example"}, &root)));
    const CertificateWish rude{.common_name = "\x1b[2J\xc2\x9b\\"};
    hostile = write("hostile.pem", both_texts(sign(rude, &root)));
    const CertificateWish alone{.common_name = "lonely server", .names = local};
    self_signed = write("self_signed.pem", both_texts(sign(alone, nullptr)));
    foreign = write("foreign.pem", both_texts(sign({.common_name = "x", .names = local}, &other)));
    client = write("client.pem", both_texts(sign({.common_name = "test client"}, &root)));
    client_foreign =
        write("client_foreign.pem", both_texts(sign({.common_name = "stranger"}, &other)));
  }

  static void extend(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    assert(extension && "OpenSSL does not understand an extension");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  }

  /// Signed by `issuer`, or by itself.
  Identity sign(const CertificateWish& wish, const Identity* issuer) {
    Identity made{CertificateOwner(X509_new()), KeyOwner(EVP_EC_gen("P-256"))};
    X509* certificate = made.certificate.get();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial_);
    ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate), wish.from.c_str());
    ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate), wish.to.c_str());
    X509_set_pubkey(certificate, made.key.get());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(wish.common_name.c_str()), -1,
                               -1, 0);
    X509* signer = issuer ? issuer->certificate.get() : certificate;
    X509_set_issuer_name(certificate, X509_get_subject_name(signer));
    if (wish.authority) extend(certificate, signer, NID_basic_constraints, "critical,CA:TRUE");
    if (!wish.names.empty()) extend(certificate, signer, NID_subject_alt_name, wish.names);
    X509_sign(certificate, issuer ? issuer->key.get() : made.key.get(), EVP_sha256());
    return made;
  }

  static std::string text_of(BIO* memory) {
    char* data = nullptr;
    const long length = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(length)};
  }

  static std::string certificate_text(const Identity& identity) {
    const BioOwner memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(memory.get(), identity.certificate.get());
    return text_of(memory.get());
  }

  static std::string der_of(const Identity& identity) {
    const BioOwner memory(BIO_new(BIO_s_mem()));
    i2d_X509_bio(memory.get(), identity.certificate.get());
    return text_of(memory.get());
  }

  static std::string key_text(const Identity& identity, const char* passphrase) {
    const BioOwner memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(memory.get(), identity.key.get(),
                             passphrase ? EVP_aes_128_cbc() : nullptr, nullptr, 0, nullptr,
                             const_cast<char*>(passphrase));
    return text_of(memory.get());
  }

  static std::string both_texts(const Identity& identity) {
    return certificate_text(identity) + key_text(identity, nullptr);
  }

  std::filesystem::path folder_;
  long serial_ = 0;
};

}  // namespace parley::net::tls_testing
