#include "cli/output.h"

#include <cstdlib>
#include <string_view>
#include <unistd.h>

#include "cli/console.h"
#include "cli/jsonl_printer.h"
#include "cli/output_writer.h"
#include "cli/raw_printer.h"
#include "cli/text_printer.h"

namespace parley::cli {

namespace {

bool colours_wanted(int descriptor) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool refused = no_color && *no_color;
  return ::isatty(descriptor) && !refused && terminal && std::string_view(terminal) != "dumb";
}

/// A person at a prompt: rows above, the line being typed below.
class TerminalOutput final : public Output {
 public:
  TerminalOutput(const Options& options, std::unique_ptr<Console> console, OutputCalls calls,
                 TextPrinter::Explain explain)
      : console_(std::move(console)),
        printer_(console_->queue(), row_style(options, STDOUT_FILENO), std::move(explain)) {
    console_->queue().on_broken(std::move(calls.broken));
  }

  event::Sink& sink() override { return printer_; }
  void say(const std::string& text) override { printer_.say(text); }
  bool interactive() const override { return true; }
  bool interrupt() override { return console_->interrupt(); }
  std::size_t finish(Duration at_most) override { return console_->queue().wait_written(at_most); }

 private:
  std::unique_ptr<Console> console_;
  TextPrinter printer_;
};

/// Rows, jsonl or bytes on standard output; words for people on standard error, unless rows are
/// there anyway.
class StreamOutput final : public Output {
 public:
  StreamOutput(const Options& options, const std::string& format, OutputCalls calls,
               TextPrinter::Explain explain)
      : data_(STDOUT_FILENO, "standard output"), words_(STDERR_FILENO, "standard error") {
    data_.queue().on_broken(std::move(calls.broken));
    if (format == "text") {
      auto rows = std::make_unique<TextPrinter>(data_.queue(), row_style(options, STDOUT_FILENO),
                                                std::move(explain));
      rows_ = rows.get();
      sink_ = std::move(rows);
      return;
    }
    RowStyle style = row_style(options, STDERR_FILENO);
    style.terminal = true;  // never to hold up the data
    status_ = std::make_unique<TextPrinter>(words_.queue(), style, std::move(explain));
    rows_ = status_.get();
    if (format == "jsonl") {
      sink_ = std::make_unique<JsonlPrinter>(data_.queue(), style.framed);
    } else {
      const bool verbose = options.verbose || ::isatty(STDERR_FILENO) != 0;
      const bool server = options.command == "listen" || options.command == "relay";
      sink_ = std::make_unique<RawPrinter>(data_.queue(), *status_, verbose, !server);
    }
  }

  event::Sink& sink() override { return *sink_; }
  void say(const std::string& text) override { rows_->say(text); }
  bool interactive() const override { return false; }
  bool interrupt() override { return false; }
  std::size_t finish(Duration at_most) override {
    const std::size_t lost = data_.queue().wait_written(at_most);
    words_.queue().wait_written(at_most);
    return lost;
  }

 private:
  OutputWriter data_;
  OutputWriter words_;
  std::unique_ptr<TextPrinter> status_;  // raw, jsonl: on standard error
  std::unique_ptr<event::Sink> sink_;
  TextPrinter* rows_ = nullptr;  // who shows words
};

/// A background job must not read from its terminal (SIGTTIN would stop it).
bool person_at_terminal() {
  return ::isatty(STDIN_FILENO) && ::isatty(STDOUT_FILENO) &&
         ::tcgetpgrp(STDIN_FILENO) == ::getpgrp();
}

}  // namespace

RowStyle row_style(const Options& options, int descriptor) {
  RowStyle style;
  style.hex = options.hex;
  style.framed = options.framing != "none";
  style.terminal = ::isatty(descriptor) != 0;
  style.colour = colours_wanted(descriptor);
  return style;
}

std::unique_ptr<Output> Output::make(const Options& options, OutputCalls calls,
                                     std::function<std::string(const event::Event&)> explain) {
  std::string format = options.format;
  if (format == "auto") format = ::isatty(STDOUT_FILENO) ? "text" : "raw";
  std::string plainly;
  if (format == "text" && calls.typed && person_at_terminal()) {
    auto console = Console::open(STDIN_FILENO, STDOUT_FILENO, {calls.typed, calls.typed_end});
    if (console) {
      return std::make_unique<TerminalOutput>(options, std::move(*console), std::move(calls),
                                              std::move(explain));
    }
    plainly = to_string(console.error());
  }
  auto output =
      std::make_unique<StreamOutput>(options, format, std::move(calls), std::move(explain));
  if (!plainly.empty()) output->say(plainly);
  return output;
}

}  // namespace parley::cli
