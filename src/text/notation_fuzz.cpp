// Notation and templates: whatever is read is read without harm, and what is written is read back.
#include <cassert>
#include <cstdint>
#include <vector>

#include "text/notation.h"
#include "text/shell_quote.h"
#include "text/template.h"
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

  const std::string notation = text::to_notation(input);
  expect_shown(notation);
  assert(text::parse_notation(notation) == std::string(input));
  expect_shown(text::shell_quote(input));

  const auto bytes = text::parse_notation(input);
  if (!bytes) expect_shown(to_string(bytes.error()));

  const text::CaptureSet captures{3, {{"name", 1}}};
  const auto made = text::Template::parse(input, captures);
  if (!made) {
    expect_shown(to_string(made.error()));
    return 0;
  }
  const std::vector<std::string_view> matched{"{{COUNTER}}", "\\", ""};
  text::TemplateContext context;
  context.captures = matched;
  const std::string expanded = made->expand(context);
  if (made->is_constant()) assert(bytes && expanded == *bytes);
  return 0;
}
