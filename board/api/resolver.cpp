#include "board/api/resolver.h"

#include <lwip/dns.h>

#include "board/stack/pump.h"

namespace parley::board::api {
namespace {

// One question at a time, since the asker waits. An answer that comes after its asker gave up
// carries an old number, and is thereby known for what it is.
struct Question {
  uint32_t number;
  bool answered;
  uint32_t address;  // 0: no such name
};
constinit Question question{};

void on_answer(const char*, const ip_addr_t* address, void* number) {
  if (static_cast<uint32_t>(reinterpret_cast<uintptr_t>(number)) != question.number) return;
  question.answered = true;
  question.address = address == nullptr ? 0 : ip_addr_get_ip4_u32(address);
  stack::saw_traffic();
}

bool ask(const char* name, uint32_t* address, uint32_t timeout_ms) {
  question = {question.number + 1, false, 0};
  ip_addr_t found = IPADDR4_INIT(0);
  const err_t error = dns_gethostbyname(name, &found, on_answer,
                                        reinterpret_cast<void*>(uintptr_t{question.number}));
  if (error == ERR_OK) {
    *address = ip_addr_get_ip4_u32(&found);
    return true;
  }
  if (error != ERR_INPROGRESS) return false;
  stack::pump_until(
      port::micros() + uint64_t{timeout_ms} * 1000, [](void*) { return question.answered; },
      nullptr);
  *address = question.address;
  return question.answered && question.address != 0;
}

}  // namespace

bool resolve(const char* name, uint32_t* address, uint16_t* port, uint32_t timeout_ms) {
  uint16_t ignored = 0;
  if (stack::host_override(name, address, port == nullptr ? &ignored : port)) return true;
  ip_addr_t literal = IPADDR4_INIT(0);
  if (ipaddr_aton(name, &literal) != 0) {
    *address = ip_addr_get_ip4_u32(&literal);
    return true;
  }
  return name[0] != '\0' && ask(name, address, timeout_ms);
}

}  // namespace parley::board::api
