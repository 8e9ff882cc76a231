// The stream of plaintext that tls_handshake (tls.h) returns, and the handshake's single steps.
//
// OpenSSL calls back through a BIO of our own, which reads the plain stream and writes to it.
// Rejected: memory BIOs. They copy every octet once more, and their buffers never shrink, so that
// each peer would keep its largest flight for ever. What the plain stream does not take is `held_`,
// freed when empty; OpenSSL never hears "try again" for a write, since that would oblige the caller
// of `write` to repeat the same octets.
//
// The pump is a coroutine that waits on the plain stream for everybody: for the one who waits on
// this stream and for what is held. So held octets leave although nobody waits, and one who waits
// for read is not resumed for a write.
//
// Thread rule: the thread of the Loop. Owned by whom tls_handshake gave it to.
#pragma once

#include <coroutine>
#include <memory>
#include <optional>
#include <string>

#include "net/tls_openssl.h"

namespace parley::net {

class TlsStream final : public Stream {
 public:
  /// Parameters as of tls_handshake.
  TlsStream(Loop& loop, std::unique_ptr<Stream> plain, std::shared_ptr<TlsContext> context,
            std::string host);
  ~TlsStream() override;
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  static TlsRole role_of(const TlsContext& context) { return context.parts_->role; }

  /// Sets whom to ask for and to prove. Once, before `shake`.
  Result<> aim();

  /// Goes on with the handshake. `done`, with no octets: it is over. `again`: wait for read.
  /// `failed`: `trouble` is set.
  Io shake();

  /// True when the peer has said anything.
  bool heard() const { return !first_octets_.empty(); }

  /// After a failed handshake: ends our direction behind the alert, and takes what came meanwhile,
  /// so that the system does not send RST, which may overtake the alert.
  void leave();

  /// "start TLS with HOST"
  std::string attempted() const { return "start TLS with " + peer_; }

  void when(Interest wanted, std::coroutine_handle<> waiter) override;
  Interest wait_result() const override { return result_; }
  void wake() override;

  Io read(std::span<char> into) override;
  Io write(Bytes bytes) override;
  void finish() override;
  void abort() override;
  Endpoint local() const override { return plain_->local(); }
  Endpoint remote() const override { return plain_->remote(); }
  std::optional<TcpHealth> health() const override { return plain_->health(); }
  std::optional<Error> trouble() const override { return trouble_; }
  std::size_t held_bytes() const override { return held_.size(); }

 private:
  enum class Finish : std::uint8_t { not_asked, asked, passed_on };

  /// Where the pump stays while there is nothing to wait for; it may resume somebody as it goes.
  struct Rest {
    TlsStream& stream;
    std::coroutine_handle<> resumed_next;
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> pump) noexcept;
    void await_resume() noexcept;
  };

  static BIO_METHOD* bio_method();
  static int bio_read(BIO* bio, char* into, std::size_t size, std::size_t* got);
  static int bio_write(BIO* bio, const char* bytes, std::size_t size, std::size_t* put);
  static long bio_control(BIO* bio, int command, long number, void* pointer);
  static int on_certificate(int accepted, X509_STORE_CTX* check);

  Task<> pump();
  void stir();
  Interest needed() const;
  Interest possible(Interest plain_possible) const;
  bool choked() const;

  void send(Bytes ciphertext);
  void flush();
  void on_read_stopped(int ssl_error);
  void on_write_stopped(int ssl_error);
  void on_protocol_failure();
  Error handshake_error();

  Loop& loop_;
  std::unique_ptr<Stream> plain_;
  std::shared_ptr<TlsContext> context_;
  SslOwner ssl_;
  std::string host_;
  std::string peer_;         // `host_`, or the address where that is empty
  ByteString held_;          // ciphertext that `plain_` did not take
  ByteString first_octets_;  // what the peer said first; until the handshake is over
  std::string rejection_;    // why the peer's certificate is not accepted
  std::optional<Error> trouble_;

  int read_error_ = 0;
  int write_error_ = 0;
  Finish finish_ = Finish::not_asked;
  bool shaken_ = false;
  bool plain_ended_ = false;
  bool ended_ = false;
  bool aborted_ = false;
  bool hungry_ = false;             // OpenSSL holds no whole record
  bool write_awaits_read_ = false;  // OpenSSL must finish reading a message of the handshake first

  std::coroutine_handle<> waiter_;
  std::coroutine_handle<> resting_;   // the pump, while it rests
  Interest wanted_ = Interest::none;  // by the waiter
  Interest armed_ = Interest::none;   // what the pump waits for
  Interest result_ = Interest::none;
  bool woken_ = false;
  bool queued_ = false;  // the pump is to be resumed by the loop
  Task<> pump_;          // last: what it uses outlives it
};

}  // namespace parley::net
