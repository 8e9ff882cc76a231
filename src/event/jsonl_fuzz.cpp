// jsonl, both ways: any line is a command or an error, any octets become a line that JSON reads
// back.
#include <cassert>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "event/jsonl.h"
#include "text/utf8.h"

using namespace parley;

namespace {

void expect_shown(std::string_view text) {
  while (!text.empty()) {
    const auto front = text::utf8_front(text);
    assert(front.status == text::Utf8Front::Status::valid && text::is_shown(front.code_point));
    text.remove_prefix(front.bytes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);

  const auto command = event::parse_command(input);
  if (!command) {
    assert(command.error().kind == ErrorClass::bad_input);
    expect_shown(to_string(command.error()));
  } else if (const auto* close = std::get_if<event::Close>(&*command)) {
    assert(close->peer != event::PeerId{});
  }

  event::Event event;
  event.number = 1;
  event.kind = event::Kind::received;
  event.bytes = input;
  event.reason = input;
  std::string line;
  event::append_jsonl(event, line);
  assert(line.ends_with('\n'));
  line.pop_back();
  expect_shown(line);
  const auto read = nlohmann::json::parse(line);
  assert(read["bytes"] == size);
  assert(read.contains("text") == text::is_utf8(input));
  if (read.contains("text")) assert(read["text"].get<std::string>() == input);
  return 0;
}
