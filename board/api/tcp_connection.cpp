#include "board/api/tcp_connection.h"

#include <algorithm>
#include <assert.h>
#include <lwip/pbuf.h>
#include <lwip/tcp.h>
#include <memory>
#include <string.h>

#include "board/stack/pump.h"

namespace parley::board::api {
namespace {

constinit TcpConnection* all = nullptr;

err_t on_connected(void*, tcp_pcb*, err_t) {
  stack::saw_traffic();
  return ERR_OK;  // the waiting connect looks at the state
}

err_t on_received(void* connection, tcp_pcb*, pbuf* data, err_t) {
  stack::saw_traffic();
  return static_cast<TcpConnection*>(connection)->received(data) ? ERR_ABRT : ERR_OK;
}

err_t on_sent(void*, tcp_pcb*, u16_t) {
  stack::saw_traffic();
  return ERR_OK;  // the waiting write looks at the room
}

void on_error(void* connection, err_t) {
  stack::saw_traffic();
  static_cast<TcpConnection*>(connection)->failed();
}

uint64_t later(uint32_t ms) {
  return port::micros() + uint64_t{ms} * 1000;
}

}  // namespace

TcpConnection::TcpConnection(tcp_pcb* pcb) : pcb_(pcb), list_next_(all) {
  if (all != nullptr) all->list_before_ = this;
  all = this;
  tcp_arg(pcb_, this);
  tcp_recv(pcb_, on_received);
  tcp_sent(pcb_, on_sent);
  tcp_err(pcb_, on_error);
}

TcpConnection::~TcpConnection() {
  discard_unread();
  close();
  (list_before_ == nullptr ? all : list_before_->list_next_) = list_next_;
  if (list_next_ != nullptr) list_next_->list_before_ = list_before_;
}

TcpConnection* TcpConnection::take(tcp_pcb* accepted) {
  return new (std::nothrow) TcpConnection(accepted);
}

TcpConnection* TcpConnection::connect(uint32_t address, uint16_t port, uint16_t local_port,
                                      uint32_t timeout_ms) {
  tcp_pcb* pcb = tcp_new();
  if (pcb == nullptr) return nullptr;
  if (local_port != 0) pcb->local_port = local_port;
  auto* connection = new (std::nothrow) TcpConnection(pcb);
  if (connection == nullptr) {
    tcp_abort(pcb);
    return nullptr;
  }
  ip_addr_t to = IPADDR4_INIT(address);
  if (tcp_connect(pcb, &to, port, on_connected) != ERR_OK) {
    connection->abort();
    connection->release();
    return nullptr;
  }
  const auto decided = [](void* context) {
    const tcp_pcb* waiting = static_cast<TcpConnection*>(context)->pcb_;
    return waiting == nullptr || waiting->state != SYN_SENT;
  };
  stack::pump_until(later(timeout_ms), decided, connection);
  // A peer that greets and leaves within one turn is connected all the same: its data is there.
  const bool connected = connection->pcb_ != nullptr && connection->pcb_->state >= ESTABLISHED;
  if (connected || connection->unread() > 0) return connection;
  connection->abort();
  connection->release();
  return nullptr;
}

void TcpConnection::release() {
  assert(references_ > 0);
  if (--references_ == 0) delete this;
}

// Callbacks

bool TcpConnection::received(pbuf* data) {
  if (data != nullptr) {
    if (unread_ == nullptr) {
      unread_ = data;
      unread_offset_ = 0;
    } else {
      pbuf_cat(unread_, data);
    }
    return false;
  }
  // The peer's FIN. With something unread the sketch may still want it; else the chip's core gives
  // the connection up at once, half-open connections being unknown to WiFiClient.
  if (unread_ != nullptr) return false;
  abort();
  return true;
}

void TcpConnection::failed() {
  pcb_ = nullptr;
}

void TcpConnection::claimed() {
  if (pcb_ != nullptr) tcp_backlog_accepted(pcb_);
}

// Sending

size_t TcpConnection::write_some(const uint8_t* bytes, size_t count) {
  size_t written = 0;
  while (written < count && established()) {
    const size_t room = std::min<size_t>(tcp_sndbuf(pcb_), count - written);
    if (room == 0) break;
    const bool more = room < count - written;
    const auto flags = static_cast<u8_t>(TCP_WRITE_FLAG_COPY | (more ? TCP_WRITE_FLAG_MORE : 0));
    if (tcp_write(pcb_, bytes + written, static_cast<u16_t>(room), flags) != ERR_OK) break;
    written += room;
  }
  if (written > 0) {
    stack::saw_traffic();
    tcp_output(pcb_);
  }
  return written;
}

bool TcpConnection::wait_for_acknowledgement(uint32_t ms_max) {
  struct Wait {
    const TcpConnection* self;
    size_t room;
  } wait = {this, tcp_sndbuf(pcb_)};
  const auto progress = [](void* context) {
    const auto* then = static_cast<Wait*>(context);
    const tcp_pcb* pcb = then->self->pcb_;
    return pcb == nullptr || pcb->state != ESTABLISHED || tcp_sndbuf(pcb) != then->room;
  };
  return stack::pump_until(later(ms_max), progress, &wait);
}

size_t TcpConnection::write(const uint8_t* bytes, size_t count, uint32_t timeout_ms) {
  hold();  // code that runs while this waits may drop the last WiFiClient of it
  size_t written = write_some(bytes, count);
  // Also where lwIP had no memory for a segment: what is acknowledged gives some back.
  while (written < count && established() && wait_for_acknowledgement(timeout_ms)) {
    written += write_some(bytes + written, count - written);
  }
  if (sync_) wait_until_all_acknowledged(timeout_ms);
  release();
  return written;
}

size_t TcpConnection::write_room() const {
  // A full queue of segments takes nothing although octets would fit (TCP_SND_QUEUELEN).
  if (!established() || tcp_sndqueuelen(pcb_) >= TCP_SND_QUEUELEN) return 0;
  return tcp_sndbuf(pcb_);
}

bool TcpConnection::flush(uint32_t ms_max) {
  hold();
  const bool whole = wait_until_all_acknowledged(ms_max);
  release();
  return whole;
}

bool TcpConnection::wait_until_all_acknowledged(uint32_t ms_max) {
  bool stuck = false;
  while (!stuck && established() && tcp_sndbuf(pcb_) != TCP_SND_BUF) {
    tcp_output(pcb_);
    stuck = !wait_for_acknowledgement(ms_max);
  }
  return !stuck;
}

// Reading

size_t TcpConnection::unread() const {
  return unread_ == nullptr ? 0 : unread_->tot_len - unread_offset_;
}

int TcpConnection::peek() const {
  size_t count = 0;
  const uint8_t* first = front(&count);
  return count == 0 ? -1 : *first;
}

size_t TcpConnection::peek(uint8_t* into, size_t count) const {
  if (unread_ == nullptr) return 0;
  const size_t most = std::min(count, unread());
  return pbuf_copy_partial(unread_, into, static_cast<u16_t>(most),
                           static_cast<u16_t>(unread_offset_));
}

size_t TcpConnection::read(uint8_t* into, size_t count) {
  size_t done = 0;
  while (done < count) {
    size_t here = 0;
    const uint8_t* from = front(&here);
    if (here == 0) break;
    here = std::min(here, count - done);
    memcpy(into + done, from, here);
    consume(here);
    done += here;
  }
  return done;
}

const uint8_t* TcpConnection::front(size_t* count) const {
  if (unread_ == nullptr) {
    *count = 0;
    return nullptr;
  }
  *count = unread_->len - unread_offset_;
  return static_cast<const uint8_t*>(unread_->payload) + unread_offset_;
}

void TcpConnection::consume(size_t count) {
  while (count > 0 && unread_ != nullptr) {
    const size_t here = unread_->len - unread_offset_;
    if (count < here) {
      unread_offset_ += count;
      return;
    }
    count -= here;
    pbuf* first = unread_;
    const u16_t freed = first->len;
    unread_ = first->next;
    unread_offset_ = 0;
    if (unread_ != nullptr) pbuf_ref(unread_);
    pbuf_free(first);
    if (pcb_ != nullptr) tcp_recved(pcb_, freed);
  }
}

void TcpConnection::discard_unread() {
  if (unread_ == nullptr) return;
  // Not told to lwIP as received: closing then says RST, since the peer's data was thrown away.
  pbuf_free(unread_);
  unread_ = nullptr;
  unread_offset_ = 0;
}

// The end

void TcpConnection::forget_callbacks() {
  tcp_arg(pcb_, nullptr);
  tcp_recv(pcb_, nullptr);
  tcp_sent(pcb_, nullptr);
  tcp_err(pcb_, nullptr);
}

void TcpConnection::close() {
  if (pcb_ == nullptr) return;
  forget_callbacks();
  if (tcp_close(pcb_) != ERR_OK) tcp_abort(pcb_);
  pcb_ = nullptr;
  stack::saw_traffic();
}

void TcpConnection::abort() {
  if (pcb_ == nullptr) return;
  forget_callbacks();
  tcp_abort(pcb_);
  pcb_ = nullptr;
  stack::saw_traffic();
}

void TcpConnection::stop_all(const TcpConnection* but) {
  for (TcpConnection* each = all; each != nullptr; each = each->list_next_) {
    if (each != but) each->abort();
  }
}

// What it is

uint8_t TcpConnection::state() const {
  if (pcb_ == nullptr || pcb_->state == CLOSE_WAIT || pcb_->state == CLOSING) return CLOSED;
  return static_cast<uint8_t>(pcb_->state);
}

bool TcpConnection::established() const {
  return pcb_ != nullptr && pcb_->state == ESTABLISHED;
}

uint32_t TcpConnection::remote_address() const {
  return pcb_ == nullptr ? 0 : ip_addr_get_ip4_u32(&pcb_->remote_ip);
}

uint32_t TcpConnection::local_address() const {
  return pcb_ == nullptr ? 0 : ip_addr_get_ip4_u32(&pcb_->local_ip);
}

uint16_t TcpConnection::remote_port() const {
  return pcb_ == nullptr ? 0 : pcb_->remote_port;
}
uint16_t TcpConnection::local_port() const {
  return pcb_ == nullptr ? 0 : pcb_->local_port;
}

bool TcpConnection::no_delay() const {
  return pcb_ != nullptr && tcp_nagle_disabled(pcb_);
}

void TcpConnection::no_delay(bool wanted) {
  if (pcb_ == nullptr) return;
  if (wanted) {
    tcp_nagle_disable(pcb_);
  } else {
    tcp_nagle_enable(pcb_);
  }
}

void TcpConnection::keep_alive(uint16_t idle_s, uint16_t interval_s, uint8_t count) {
  if (pcb_ == nullptr) return;
  if (idle_s == 0 || interval_s == 0 || count == 0) {
    ip_reset_option(pcb_, SOF_KEEPALIVE);
    return;
  }
  ip_set_option(pcb_, SOF_KEEPALIVE);
  pcb_->keep_idle = u32_t{idle_s} * 1000;
  pcb_->keep_intvl = u32_t{interval_s} * 1000;
  pcb_->keep_cnt = count;
}

bool TcpConnection::keep_alive_enabled() const {
  return pcb_ != nullptr && ip_get_option(pcb_, SOF_KEEPALIVE);
}

uint16_t TcpConnection::keep_alive_idle_s() const {
  return pcb_ == nullptr ? 0 : static_cast<uint16_t>((pcb_->keep_idle + 500) / 1000);
}

uint16_t TcpConnection::keep_alive_interval_s() const {
  return pcb_ == nullptr ? 0 : static_cast<uint16_t>((pcb_->keep_intvl + 500) / 1000);
}

uint8_t TcpConnection::keep_alive_count() const {
  return pcb_ == nullptr ? 0 : static_cast<uint8_t>(pcb_->keep_cnt);
}

}  // namespace parley::board::api
