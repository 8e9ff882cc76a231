#include <cassert>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

#include "net/descriptor.h"
#include "net/tls_openssl.h"
#include "net/tls_words.h"

namespace parley::net {

namespace {

// A bundle of all public authorities is a quarter of a megabyte; /dev/zero must not fill the
// memory.
constexpr std::size_t file_bytes_max = 4 * 1024 * 1024;

Error file_error(std::string attempted, std::string seen, int system_errno = 0) {
  return {ErrorClass::bad_input, system_errno, std::move(attempted), std::move(seen)};
}

Result<std::string> read_file(const std::string& path, const std::string& attempted) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return failure(file_error(attempted, errno_text(errno), errno));
  std::string text;
  char piece[16 * 1024];
  for (;;) {
    const ssize_t got = ::read(file.get(), piece, sizeof piece);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure(file_error(attempted, errno_text(errno), errno));
    if (got == 0) return text;
    text.append(piece, static_cast<std::size_t>(got));
    if (text.size() > file_bytes_max) {
      return failure(file_error(attempted, "it is larger than 4 MiB, so it is no certificate"));
    }
  }
}

BioOwner reader_of(const std::string& text) {
  return BioOwner(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

bool looks_like_der(const std::string& text) {
  return text.size() > 2 && text[0] == '\x30' && (text[1] & 0x80) != 0;
}

/// OpenSSL would ask for a passphrase on the terminal; note that it wanted one, and give none.
int refuse_passphrase(char*, int, int, void* wanted) {
  *static_cast<bool*>(wanted) = true;
  return -1;
}

/// What is wrong with a file in which OpenSSL did not find `what`, whose label in PEM is `label`.
std::string no_pem_words(const std::string& text, const char* what, const char* label) {
  const std::string words = take_openssl_words();
  if (looks_like_der(text)) return "it is in DER form, and PEM is needed";
  if (text.find(label) == std::string::npos) {
    return fmt::format("there is no {} in PEM form in it", what);
  }
  return fmt::format("the {} in it is damaged (OpenSSL: {})", what, words);
}

Result<std::vector<CertificateOwner>> certificates_in(const std::string& text,
                                                      const std::string& attempted) {
  std::vector<CertificateOwner> certificates;
  const BioOwner reader = reader_of(text);
  ERR_clear_error();
  bool passphrase_wanted = false;
  while (X509* next =
             PEM_read_bio_X509(reader.get(), nullptr, refuse_passphrase, &passphrase_wanted)) {
    certificates.emplace_back(next);
  }
  // After the last one OpenSSL finds "no start line"; anything else is a damaged certificate.
  const bool at_end = ERR_GET_REASON(ERR_peek_error()) == PEM_R_NO_START_LINE;
  if (certificates.empty() || !at_end) {
    return failure(file_error(attempted, no_pem_words(text, "certificate", "CERTIFICATE-----")));
  }
  ERR_clear_error();
  return certificates;
}

Result<KeyOwner> key_in(const std::string& text, const std::string& attempted) {
  const BioOwner reader = reader_of(text);
  ERR_clear_error();
  bool passphrase_wanted = false;
  KeyOwner key(
      PEM_read_bio_PrivateKey(reader.get(), nullptr, refuse_passphrase, &passphrase_wanted));
  if (key) return key;
  if (passphrase_wanted) {
    ERR_clear_error();
    return failure(file_error(attempted,
                              "the private key is encrypted, and one without a "
                              "passphrase is needed"));
  }
  return failure(file_error(attempted, no_pem_words(text, "private key", "PRIVATE KEY-----")));
}

Result<> use_certificate(SSL_CTX* context, const std::string& path) {
  const std::string attempted = "use the certificate " + path;
  const auto text = read_file(path, attempted);
  if (!text) return failure(text.error());
  const auto certificates = certificates_in(*text, attempted);
  if (!certificates) return failure(certificates.error());
  if (SSL_CTX_use_certificate(context, certificates->front().get()) != 1) {
    return failure(file_error(attempted, "OpenSSL: " + take_openssl_words()));
  }
  for (std::size_t i = 1; i < certificates->size(); ++i) {
    if (SSL_CTX_add1_chain_cert(context, (*certificates)[i].get()) != 1) {
      return failure(file_error(attempted, "OpenSSL: " + take_openssl_words()));
    }
  }
  return {};
}

Result<> use_key(SSL_CTX* context, const TlsSettings& settings) {
  const bool apart = !settings.key_file.empty();
  const std::string& path = apart ? settings.key_file : settings.certificate_file;
  const std::string attempted = "use the private key " + path;
  auto text = read_file(path, attempted);
  if (!text) return failure(text.error());
  const auto key = key_in(*text, attempted);
  OPENSSL_cleanse(text->data(), text->size());
  if (!key) return failure(key.error());
  if (X509_check_private_key(SSL_CTX_get0_certificate(context), key->get()) != 1) {
    ERR_clear_error();
    return failure(file_error(
        attempted, "it does not belong to the certificate " + settings.certificate_file));
  }
  if (SSL_CTX_use_PrivateKey(context, key->get()) != 1) {
    return failure(file_error(attempted, "OpenSSL: " + take_openssl_words()));
  }
  return {};
}

Result<> trust_authorities(SSL_CTX* context, TlsRole role, const std::string& path) {
  const std::string attempted = "trust the certificates in " + path;
  const auto text = read_file(path, attempted);
  if (!text) return failure(text.error());
  const auto certificates = certificates_in(*text, attempted);
  if (!certificates) return failure(certificates.error());
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  for (const auto& certificate : *certificates) {
    const bool added =
        X509_STORE_add_cert(store, certificate.get()) == 1 &&
        (role == TlsRole::client || SSL_CTX_add_client_CA(context, certificate.get()) == 1);
    if (!added) return failure(file_error(attempted, "OpenSSL: " + take_openssl_words()));
  }
  // A device's own certificate may be handed out as the one to trust, without its authority.
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN);
  return {};
}

void set_options(SSL_CTX* context) {
  [[maybe_unused]] const bool limited = SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1;
  assert(limited);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 0);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  // One read of the plain stream for a record, not one for its header and one for its body.
  SSL_CTX_set_read_ahead(context, 1);
}

Result<> trust(SSL_CTX* context, TlsRole role, const TlsSettings& settings) {
  const bool named = !settings.authority_file.empty();
  if (role == TlsRole::client) {
    if (!settings.verify) return {};
    // A machine without a store trusts nobody, which the check of the certificate then says.
    SSL_CTX_set_default_verify_paths(context);
    ERR_clear_error();
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  } else if (named) {
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  }
  return named ? trust_authorities(context, role, settings.authority_file) : Result<>{};
}

}  // namespace

TlsContext::TlsContext(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
TlsContext::~TlsContext() = default;

Result<std::shared_ptr<TlsContext>> TlsContext::make(TlsRole role, const TlsSettings& settings) {
  const bool server = role == TlsRole::server;
  if (settings.certificate_file.empty() && (server || !settings.key_file.empty())) {
    const std::string without = server ? "" : " although a private key is";
    return failure(file_error(server ? "serve TLS" : "show a certificate",
                              "no certificate file is given" + without));
  }
  SslContextOwner context(SSL_CTX_new(server ? TLS_server_method() : TLS_client_method()));
  assert(context && "OpenSSL could not start");
  set_options(context.get());
  if (!settings.certificate_file.empty()) {
    if (const auto used = use_certificate(context.get(), settings.certificate_file); !used) {
      return failure(used.error());
    }
    if (const auto used = use_key(context.get(), settings); !used) return failure(used.error());
  }
  if (const auto trusted = trust(context.get(), role, settings); !trusted) {
    return failure(trusted.error());
  }
  auto parts = std::make_unique<Parts>();
  parts->role = role;
  parts->context = std::move(context);
  return std::shared_ptr<TlsContext>(new TlsContext(std::move(parts)));
}

}  // namespace parley::net
