#include "cli/line_editor.h"

#include <array>
#include <cassert>
#include <cstdio>
#include <fmt/format.h>
#include <iterator>

#include "cli/keys.h"

#ifdef __SANITIZE_ADDRESS__
/// Libtinfo forgets some ten octets in each tgetent(3), which libedit calls once for each of its
/// objects.
extern "C" const char* __lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
  return "leak:_nc_trim_sgr0";
}
#endif

namespace parley::cli {

namespace {

constexpr std::size_t prompt_columns = 2;
constexpr int history_lines_max = 1000;

/// A stdio stream that appends to a string, fopencookie(3).
std::FILE* open_stream(std::string& target) {
  cookie_io_functions_t calls{};
  calls.write = [](void* cookie, const char* data, std::size_t size) {
    static_cast<std::string*>(cookie)->append(data, size);
    return static_cast<ssize_t>(size);
  };
  std::FILE* stream = fopencookie(&target, "w", calls);
  assert(stream && "no memory at the start of a process");
  return stream;
}

}  // namespace

Result<> LineEditor::check_terminal() {
  // On no terminal, so that it sets no mode.
  const std::unique_ptr<std::FILE, EndOfStream> nowhere(std::fopen("/dev/null", "re+"));
  if (!nowhere) return failure(system_error("open /dev/null", errno));
  const std::unique_ptr<EditLine, EndOfEditLine> probe(
      el_init("parley", nowhere.get(), nowhere.get(), nowhere.get()));
  const char* up = nullptr;
  if (probe && el_wget(probe.get(), EL_GETTC, "up", &up) == 0 && up && *up) return {};
  return failure({ErrorClass::device, 0, "edit lines on the terminal",
                  "by the variable TERM it cannot move its cursor up"});
}

LineEditor::LineEditor(const Terminal& terminal, std::string& screen, NextKey next_key)
    : screen_(screen),
      next_key_(std::move(next_key)),
      stream_(open_stream(screen)),
      history_(history_winit()) {
  const int number = terminal.descriptor();
  edit_line_.reset(
      el_init_fd("parley", stream_.get(), stream_.get(), stream_.get(), number, number, number));
  assert(edit_line_ && history_ && "no memory at the start of a process");
  EditLine* edit_line = edit_line_.get();
  HistEventW event{};
  history_w(history_.get(), &event, H_SETSIZE, history_lines_max);
  history_w(history_.get(), &event, H_SETUNIQUE, 1);
  el_wset(edit_line, EL_CLIENTDATA, this);
  el_wset(edit_line, EL_PROMPT, prompt);
  el_wset(edit_line, EL_GETCFN, read_key);
  el_wset(edit_line, EL_EDITOR, L"emacs");
  el_wset(edit_line, EL_HIST, history_w, history_.get());
  // Between two lines, too, nothing that is typed is echoed by the kernel.
  el_wset(edit_line, EL_SETTY, L"-x", L"-icanon", L"-echo", nullptr);
  bind_keys();
}

LineEditor::~LineEditor() {
  // Otherwise el_end(3) would discard what was typed ahead, for the shell perhaps.
  el_wset(edit_line_.get(), EL_EDITMODE, 0);
}

void LineEditor::bind_keys() {
  EditLine* edit_line = edit_line_.get();
  el_wset(edit_line, EL_ADDFN, L"parley-enter", L"hand the line over", on_enter);
  el_wset(edit_line, EL_ADDFN, L"parley-end", L"delete, or end on an empty line", on_end);
  el_wset(edit_line, EL_ADDFN, L"parley-clear", L"empty the line", on_clear);
  const wchar_t clear[] = {clear_key, 0};
  const std::array<std::pair<const wchar_t*, const wchar_t*>, 15> keys{{
      {L"^M", L"parley-enter"},
      {L"^J", L"parley-enter"},
      {L"^D", L"parley-end"},
      {clear, L"parley-clear"},
      {L"^I", L"ed-insert"},
      {L"^W", L"ed-delete-prev-word"},
      {L"\\e[3~", L"ed-delete-next-char"},
      {L"\\e[1~", L"ed-move-to-beg"},
      {L"\\e[H", L"ed-move-to-beg"},
      {L"\\eOH", L"ed-move-to-beg"},
      {L"\\e[4~", L"ed-move-to-end"},
      {L"\\e[F", L"ed-move-to-end"},
      {L"\\eOF", L"ed-move-to-end"},
      {L"\\e[1;5C", L"em-next-word"},
      {L"\\e[1;5D", L"ed-prev-word"},
  }};
  for (const auto& [key, command] : keys)
    el_wset(edit_line, EL_BIND, key, command, nullptr);
  // These ask for commands of libedit's own.
  el_wset(edit_line, EL_BIND, L"-r", L"\\ex", nullptr);
  el_wset(edit_line, EL_BIND, L"-r", L"\\eX", nullptr);
}

LineEditor::Ended LineEditor::edit(std::string& line) {
  ended_ = Ended::gave_up;
  int count = 0;
  el_wgets(edit_line_.get(), &count);
  std::fflush(stream_.get());
  line.clear();
  if (ended_ != Ended::line) return ended_;
  const std::wstring text(typed());
  line = to_utf8(text);
  if (!text.empty()) {
    HistEventW event{};
    history_w(history_.get(), &event, H_ENTER, text.c_str());
  }
  return ended_;
}

void LineEditor::erase() {
  std::fflush(stream_.get());
  const LineInfoW* info = el_wline(edit_line_.get());
  const std::size_t row =
      cursor_row(typed(), static_cast<std::size_t>(info->cursor - info->buffer), prompt_columns,
                 static_cast<std::size_t>(number("co")), static_cast<std::size_t>(number("li")));
  // ECMA-48: CUU, then ED to the end of the screen.
  if (row > 0) fmt::format_to(std::back_inserter(screen_), "\x1b[{}A", row);
  screen_ += "\r\x1b[J";
}

void LineEditor::draw() {
  el_wset(edit_line_.get(), EL_REFRESH);
  std::fflush(stream_.get());
}

void LineEditor::resized() {
  el_resize(edit_line_.get());
}

bool LineEditor::empty() const {
  return typed().empty();
}

std::wstring_view LineEditor::typed() const {
  const LineInfoW* info = el_wline(edit_line_.get());
  return {info->buffer, static_cast<std::size_t>(info->lastchar - info->buffer)};
}

int LineEditor::number(const char* capability) const {
  int value = 0;
  el_wget(edit_line_.get(), EL_GETTC, capability, &value);
  return value;
}

LineEditor& LineEditor::of(EditLine* edit_line) {
  LineEditor* self = nullptr;
  el_wget(edit_line, EL_CLIENTDATA, &self);
  return *self;
}

wchar_t* LineEditor::prompt(EditLine*) {
  static wchar_t text[] = L"> ";
  return text;
}

int LineEditor::read_key(EditLine* edit_line, wchar_t* key) {
  const auto next = of(edit_line).next_key_();
  if (!next) return -1;
  *key = *next;
  return 1;
}

unsigned char LineEditor::on_enter(EditLine* edit_line, wint_t) {
  of(edit_line).ended_ = Ended::line;
  of(edit_line).erase();
  return CC_NEWLINE;
}

unsigned char LineEditor::on_end(EditLine* edit_line, wint_t) {
  LineEditor& self = of(edit_line);
  if (self.empty()) {
    self.ended_ = Ended::no_more;
    self.erase();
    return CC_EOF;
  }
  const LineInfoW* info = el_wline(edit_line);
  if (info->cursor == info->lastchar) return CC_ERROR;
  el_cursor(edit_line, 1);
  el_wdeletestr(edit_line, 1);
  return CC_REFRESH;
}

/// CC_FATAL is libedit's word for beginning the line anew, its place in the history included.
unsigned char LineEditor::on_clear(EditLine* edit_line, wint_t) {
  of(edit_line).erase();
  return CC_FATAL;
}

}  // namespace parley::cli
