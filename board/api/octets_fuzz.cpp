// What a board's API parses of what others send: the first octet says as what the rest is read.
// Nothing is read or written beyond an end, and what is answered keeps to its limits.
#include <assert.h>
#include <string.h>

#include "board/api/dhcp_server.h"
#include "board/api/mdns_messages.h"
#include "board/api/web_request.h"

using namespace parley::board::api;

namespace {

void read_web_request(const String& text) {
  WebHead head;
  if (!parse_head(text, &head)) return;
  assert(head.fields.size() <= arguments_max && head.method != HTTP_ANY);
  assert(head.path.length() > 0 && head.path.length() + head.query.length() <= text.length());
  std::vector<WebField> arguments;
  parse_arguments(head.query, &arguments);
  assert(arguments.size() <= arguments_max);
  for (const WebField& field : head.fields)
    assert(parameter(field.value, "boundary").length() <= field.value.length());
}

void read_multipart(const uint8_t* data, size_t size) {
  MultipartReader reader(String("--b"));
  size_t given = 0;
  bool ended = false;
  for (size_t i = 0; i < size; ++i) {
    const auto step = reader.feed(static_cast<char>(data[i]));
    if (step == MultipartReader::Step::octets) given += reader.octets_count();
    assert(given <= i + 1);
    assert(!ended || step == MultipartReader::Step::bad);
    ended = ended || step == MultipartReader::Step::end || step == MultipartReader::Step::bad;
  }
}

void read_mdns(const uint8_t* data, size_t size) {
  MdnsResponder responder;
  responder.host("board");
  responder.address(0x0f02000a);
  for (const char* service : {"http", "ftp", "ssh", "printer", "arduino"})
    responder.add_service(service, "tcp", 80);
  responder.add_text("http", "tcp", "path", "/");
  uint8_t answer[MdnsResponder::octets_max];
  bool unicast = false;
  assert(responder.answer(data, size, true, answer, &unicast) <= sizeof answer);
  const size_t count = responder.answer(data, size, false, answer, &unicast);
  assert(count <= sizeof answer);
  MdnsQuestion question;
  question.ask("http", "tcp");
  question.take(data, size);
  question.take(answer, count);
  assert(question.found().size() <= MdnsQuestion::found_max);
}

void read_dhcp(const uint8_t* data, size_t size) {
  DhcpLeases leases;
  leases.begin(0x0104a8c0);
  uint8_t answer[DhcpLeases::answer_bytes_max];
  for (int turn = 0; turn < 2; ++turn) {
    if (leases.answer(data, size, answer) == 0) continue;
    const bool refused = answer[16] == 0;
    assert(refused || (answer[19] >= DhcpLeases::first_host &&
                       answer[19] < DhcpLeases::first_host + DhcpLeases::leases_max));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const uint8_t as = *data++;
  --size;
  switch (as) {
    case 'w': read_web_request(String(data, size)); break;
    case 'u': read_multipart(data, size); break;
    case 'm': read_mdns(data, size); break;
    case 'd': read_dhcp(data, size); break;
    default: break;
  }
  return 0;
}
