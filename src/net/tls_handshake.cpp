#include <array>
#include <cassert>
#include <cerrno>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <utility>

#include "base/address.h"
#include "net/tls_stream.h"
#include "net/tls_words.h"

namespace parley::net {

namespace {

/// For SNI and for the check: DNS names are without the dot that ends an absolute one (RFC 6066,
/// 3).
std::string without_final_dot(std::string name) {
  if (name.ends_with('.')) name.pop_back();
  return name;
}

Error timeout_error(const TlsStream& stream, TlsRole role, Duration timeout) {
  const std::string within = " within " + duration_words(timeout);
  std::string seen = "the TLS handshake was not over" + within;
  if (!stream.heard()) {
    seen = (role == TlsRole::client ? "no answer to the TLS hello" : "no TLS hello came") + within;
  }
  return {ErrorClass::timeout, ETIMEDOUT, stream.attempted(), std::move(seen)};
}

}  // namespace

int TlsStream::on_certificate(int accepted, X509_STORE_CTX* check) {
  if (accepted == 1) return 1;
  const auto* ssl = static_cast<const SSL*>(
      X509_STORE_CTX_get_ex_data(check, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* self = static_cast<TlsStream*>(SSL_get_app_data(ssl));
  self->rejection_ = rejection_words(check, self->host_);
  return 0;
}

Result<> TlsStream::aim() {
  SSL* ssl = ssl_.get();
  const int verify_mode = SSL_get_verify_mode(ssl);
  if (verify_mode != SSL_VERIFY_NONE) SSL_set_verify(ssl, verify_mode, on_certificate);
  if (context_->parts_->role == TlsRole::server) return {};
  assert(!host_.empty() && "a client must know whom to prove");
  X509_VERIFY_PARAM* check = SSL_get0_param(ssl);
  int accepted = 0;
  if (const auto address = IpAddress::parse(host_)) {
    accepted = X509_VERIFY_PARAM_set1_ip(check, address->octets(), address->size());
  } else {
    const std::string name = without_final_dot(host_);
    X509_VERIFY_PARAM_set_hostflags(check, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    accepted = static_cast<int>(SSL_set_tlsext_host_name(ssl, name.c_str()) == 1 &&
                                SSL_set1_host(ssl, name.c_str()) == 1);
  }
  if (accepted == 1) return {};
  ERR_clear_error();
  return failure({ErrorClass::tls, 0, attempted(), "TLS cannot ask for a name of this form"});
}

Io TlsStream::shake() {
  ERR_clear_error();
  const int outcome = SSL_do_handshake(ssl_.get());
  const int ssl_error = SSL_get_error(ssl_.get(), outcome);
  if (outcome == 1) {
    shaken_ = true;
    hungry_ = false;
    first_octets_ = ByteString();
    // From here on an end without close_notify ends reading alone; `read` tells it apart.
    SSL_set_options(ssl_.get(), SSL_OP_IGNORE_UNEXPECTED_EOF);
    stir();
    return Io::done(0);
  }
  if (ssl_error == SSL_ERROR_WANT_READ && may_be_tls(first_octets_)) {
    hungry_ = true;
    stir();
    return Io::again();
  }
  trouble_ = handshake_error();
  return Io::failed(EPROTO);
}

Error TlsStream::handshake_error() {
  TlsFailure failed = take_tls_failure();
  if (read_error_ != 0) {
    Error error = system_error(attempted(), read_error_);
    error.seen += " during the handshake";
    return error;
  }
  if (!rejection_.empty()) return {ErrorClass::certificate, 0, attempted(), rejection_};
  if (!may_be_tls(first_octets_)) {
    return {ErrorClass::tls, 0, attempted(), not_tls_words(first_octets_)};
  }
  if (plain_ended_) {
    const bool client = context_->parts_->role == TlsRole::client;
    const std::string silent = client ? "the peer closed without an answer to the TLS hello"
                                      : "the peer closed before it sent a TLS hello";
    return {ErrorClass::tls, 0, attempted(),
            heard() ? "the peer closed during the handshake" : silent};
  }
  return {failed.kind, 0, attempted(), std::move(failed.seen)};
}

void TlsStream::leave() {
  finish_ = Finish::asked;
  flush();
  if (finish_ == Finish::asked)
    return;  // the peer does not read: it would not see the alert either
  std::array<char, 4096> unread{};
  constexpr int reads_max = 16;
  for (int i = 0; i < reads_max; ++i) {
    if (plain_->read(unread).status != Io::Status::done) return;
  }
}

Task<Result<std::unique_ptr<Stream>>> tls_handshake(Loop& loop, std::unique_ptr<Stream> plain,
                                                    std::shared_ptr<TlsContext> context,
                                                    std::string host, Duration timeout) {
  const TlsRole role = TlsStream::role_of(*context);
  auto stream =
      std::make_unique<TlsStream>(loop, std::move(plain), std::move(context), std::move(host));
  if (const auto aimed = stream->aim(); !aimed) co_return failure(aimed.error());
  const SteadyTime deadline = loop.now() + timeout;
  Timer limit(loop, [&stream] { stream->wake(); });
  limit.arm(deadline);
  for (;;) {
    const Io step = stream->shake();
    if (step.status == Io::Status::done) break;
    if (step.status == Io::Status::failed) {
      stream->leave();
      co_return failure(*stream->trouble());
    }
    if (loop.now() >= deadline) co_return failure(timeout_error(*stream, role, timeout));
    ready octets(*stream, Interest::read);
    co_await octets;
  }
  std::unique_ptr<Stream> shaken = std::move(stream);
  co_return Result<std::unique_ptr<Stream>>(std::move(shaken));
}

}  // namespace parley::net
