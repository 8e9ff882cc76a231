#include "net/tls_stream.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <openssl/err.h>
#include <utility>

#include "net/tls_words.h"

namespace parley::net {

namespace {

// `write` leaves at most one record. What is held above this are answers to a peer that makes us
// talk (key updates, alerts) and does not read: reading waits until it does.
constexpr std::size_t held_bytes_max = 64 * 1024;

constexpr std::size_t first_octets_max = 64;

bool covers(Interest set, Interest subset) {
  return (set | subset) == set;
}

}  // namespace

TlsStream::TlsStream(Loop& loop, std::unique_ptr<Stream> plain, std::shared_ptr<TlsContext> context,
                     std::string host)
    : loop_(loop),
      plain_(std::move(plain)),
      context_(std::move(context)),
      ssl_(SSL_new(context_->parts_->context.get())),
      host_(std::move(host)),
      peer_(host_.empty() ? plain_->remote().to_string() : host_) {
  BIO* bio = BIO_new(bio_method());
  assert(ssl_ && bio && "out of memory");
  BIO_set_data(bio, this);
  SSL_set_bio(ssl_.get(), bio, bio);
  SSL_set_app_data(ssl_.get(), this);
  if (context_->parts_->role == TlsRole::client) {
    SSL_set_connect_state(ssl_.get());
  } else {
    SSL_set_accept_state(ssl_.get());
  }
  pump_ = pump();
  pump_.start();
}

TlsStream::~TlsStream() {
  // Without close_notify the peer would have to take an orderly end for a cut connection.
  if (shaken_ && !aborted_) finish();
  if (queued_) loop_.forget(resting_);
}

BIO_METHOD* TlsStream::bio_method() {
  using Method = std::unique_ptr<BIO_METHOD, OpensslRelease<BIO_meth_free>>;
  static const Method method = [] {
    Method made(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "stream"));
    assert(made && "out of memory");
    BIO_meth_set_read_ex(made.get(), bio_read);
    BIO_meth_set_write_ex(made.get(), bio_write);
    BIO_meth_set_ctrl(made.get(), bio_control);
    BIO_meth_set_create(made.get(), [](BIO* bio) {
      BIO_set_init(bio, 1);
      return 1;
    });
    return made;
  }();
  return method.get();
}

int TlsStream::bio_read(BIO* bio, char* into, std::size_t size, std::size_t* got) {
  auto& self = *static_cast<TlsStream*>(BIO_get_data(bio));
  BIO_clear_retry_flags(bio);
  *got = 0;
  // OpenSSL goes on reading while it finds nothing but requests that it answers itself.
  const Io io = self.choked() ? Io::again() : self.plain_->read({into, size});
  switch (io.status) {
    case Io::Status::done:
      if (!self.shaken_ && self.first_octets_.size() < first_octets_max) {
        self.first_octets_.append(into, std::min(io.bytes, first_octets_max));
      }
      *got = io.bytes;
      return 1;
    case Io::Status::again: BIO_set_retry_read(bio); return 0;
    case Io::Status::end: self.plain_ended_ = true; return 0;
    case Io::Status::failed: self.read_error_ = io.error; return 0;
  }
  return 0;
}

int TlsStream::bio_write(BIO* bio, const char* bytes, std::size_t size, std::size_t* put) {
  auto& self = *static_cast<TlsStream*>(BIO_get_data(bio));
  BIO_clear_retry_flags(bio);
  self.send({bytes, size});
  *put = size;
  return 1;
}

long TlsStream::bio_control(BIO* bio, int command, long, void*) {
  switch (command) {
    case BIO_CTRL_FLUSH: return 1;
    case BIO_CTRL_EOF: return static_cast<TlsStream*>(BIO_get_data(bio))->plain_ended_ ? 1 : 0;
    default: return 0;
  }
}

void TlsStream::send(Bytes ciphertext) {
  if (aborted_ || finish_ == Finish::passed_on) return;
  if (held_.empty()) {
    const Io io = plain_->write(ciphertext);
    if (io.status == Io::Status::failed) {
      // What OpenSSL says now is lost, but the peer's last words may still be there to read.
      write_error_ = io.error;
      return;
    }
    ciphertext.remove_prefix(io.bytes);
  }
  held_ += ciphertext;
}

void TlsStream::flush() {
  if (!held_.empty()) {
    const Io io = plain_->write(held_);
    if (io.status == Io::Status::failed) write_error_ = io.error;
    held_.erase(0, io.status == Io::Status::failed ? held_.size() : io.bytes);
    if (held_.empty()) held_ = ByteString();  // gives the memory back
  }
  if (held_.empty() && finish_ == Finish::asked) {
    finish_ = Finish::passed_on;
    plain_->finish();
  }
}

bool TlsStream::choked() const {
  return held_.size() > held_bytes_max;
}

Io TlsStream::read(std::span<char> into) {
  if (choked()) flush();
  std::size_t total = 0;
  write_awaits_read_ = false;
  while (total < into.size() && read_error_ == 0 && !ended_ && !choked()) {
    std::size_t got = 0;
    ERR_clear_error();
    if (SSL_read_ex(ssl_.get(), into.data() + total, into.size() - total, &got) != 1) {
      on_read_stopped(SSL_get_error(ssl_.get(), 0));
      break;
    }
    total += got;
    hungry_ = false;
    // Small records that came together are handed on together, without asking the system for more.
    if (SSL_has_pending(ssl_.get()) != 1) break;
  }
  stir();
  if (total > 0 || into.empty()) return Io::done(total);
  if (read_error_ != 0) return Io::failed(read_error_);
  return ended_ ? Io::end() : Io::again();
}

void TlsStream::on_read_stopped(int ssl_error) {
  if (ssl_error == SSL_ERROR_WANT_READ) {
    hungry_ = true;
  } else if (ssl_error == SSL_ERROR_ZERO_RETURN) {
    ended_ = true;
    if (!plain_ended_) return;
    trouble_ = Error{ErrorClass::tls, 0, "talk TLS with " + peer_,
                     "the connection ended without close_notify: bytes may be missing"};
  } else if (read_error_ == 0) {
    on_protocol_failure();
  }
}

void TlsStream::on_protocol_failure() {
  TlsFailure seen = take_tls_failure();
  trouble_ = Error{seen.kind, 0, "talk TLS with " + peer_, std::move(seen.seen)};
  read_error_ = EPROTO;
  write_error_ = EPROTO;
}

Io TlsStream::write(Bytes bytes) {
  assert(finish_ == Finish::not_asked && "nothing may be written after finish");
  flush();
  std::size_t taken = 0;
  write_awaits_read_ = false;
  while (taken < bytes.size() && held_.empty() && write_error_ == 0) {
    std::size_t put = 0;
    ERR_clear_error();
    if (SSL_write_ex(ssl_.get(), bytes.data() + taken, bytes.size() - taken, &put) != 1) {
      on_write_stopped(SSL_get_error(ssl_.get(), 0));
      break;
    }
    taken += put;
  }
  stir();
  if (write_error_ != 0) return Io::failed(write_error_);
  return taken > 0 || bytes.empty() ? Io::done(taken) : Io::again();
}

void TlsStream::on_write_stopped(int ssl_error) {
  if (ssl_error == SSL_ERROR_WANT_READ) {
    write_awaits_read_ = true;
  } else if (read_error_ != 0) {
    write_error_ = read_error_;
  } else {
    on_protocol_failure();
  }
}

void TlsStream::finish() {
  if (finish_ != Finish::not_asked) return;
  if (write_error_ == 0) {
    SSL_shutdown(ssl_.get());  // close_notify, which `held_` takes in any case
    ERR_clear_error();
  }
  finish_ = Finish::asked;
  flush();
  stir();
}

void TlsStream::abort() {
  aborted_ = true;
  held_ = ByteString();
  plain_->abort();
}

// Waiting.

std::coroutine_handle<> TlsStream::Rest::await_suspend(std::coroutine_handle<> pump) noexcept {
  stream.resting_ = pump;
  return resumed_next ? resumed_next : std::noop_coroutine();
}

void TlsStream::Rest::await_resume() noexcept {
  stream.resting_ = nullptr;
  stream.queued_ = false;
}

Task<> TlsStream::pump() {
  Interest plain_possible = Interest::none;
  for (;;) {
    const Interest now_possible = possible(plain_possible);
    plain_possible = Interest::none;
    if (waiter_ && (now_possible != Interest::none || woken_)) {
      result_ = now_possible;
      woken_ = false;
      // By a transfer, so that the waiter may destroy this stream, and the pump with it.
      Rest rest{*this, std::exchange(waiter_, nullptr)};
      co_await rest;
      continue;
    }
    armed_ = needed();
    if (!waiter_ && armed_ == Interest::none) {
      Rest rest{*this, nullptr};
      co_await rest;
      continue;
    }
    ready plain_ready(*plain_, armed_);
    plain_possible = co_await plain_ready;
    flush();
  }
}

/// What the plain stream must be able to do before anything changes here.
Interest TlsStream::needed() const {
  const bool reads = waiter_ && has(wanted_, Interest::read);
  const bool writes = waiter_ && has(wanted_, Interest::write);
  Interest needs = Interest::none;
  if ((reads && !choked()) || (writes && write_awaits_read_)) needs = needs | Interest::read;
  if (!held_.empty() || (writes && !write_awaits_read_)) needs = needs | Interest::write;
  return needs;
}

/// What the waiter can do, when the plain stream can do `plain_possible`.
Interest TlsStream::possible(Interest plain_possible) const {
  if (!waiter_) return Interest::none;
  const bool over = read_error_ != 0 || ended_;
  const bool holds_octets = !hungry_ && SSL_has_pending(ssl_.get()) == 1;
  const bool readable =
      over || (!choked() && (holds_octets || has(plain_possible, Interest::read)));
  const bool unblocked =
      held_.empty() && has(plain_possible, write_awaits_read_ ? Interest::read : Interest::write);
  const bool writable = write_error_ != 0 || unblocked;
  Interest result = Interest::none;
  if (readable && has(wanted_, Interest::read)) result = result | Interest::read;
  if (writable && has(wanted_, Interest::write)) result = result | Interest::write;
  return result;
}

/// Lets the pump see that what it must wait for may have changed.
void TlsStream::stir() {
  if (resting_) {
    if (!queued_ && (waiter_ || needed() != Interest::none)) resting_.resume();
  } else if (!covers(armed_, needed())) {
    plain_->wake();
  }
}

void TlsStream::when(Interest wanted, std::coroutine_handle<> waiter) {
  assert(!waiter_ && "one waiter at a time");
  waiter_ = waiter;
  wanted_ = wanted;
  if (possible(Interest::none) == Interest::none) {
    stir();
  } else if (resting_) {
    // The plain stream will not tell of what is here already.
    queued_ = true;
    loop_.resume_soon(resting_);
  } else {
    plain_->wake();
  }
}

void TlsStream::wake() {
  if (!waiter_) return;
  woken_ = true;
  if (!resting_) plain_->wake();
}

}  // namespace parley::net
