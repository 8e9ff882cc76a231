#include "cli/last_words.h"

#include <cstring>
#include <exception>
#include <new>
#include <unistd.h>

namespace parley::cli {

namespace {

/// write(2) alone: there may be no memory for anything else.
void tell(const char* words) {
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, words, std::strlen(words));
}

[[noreturn]] void end_with_last_words() {
  constexpr int failed = 1;
  tell("parley: cannot go on: ");
  try {
    if (const auto cause = std::current_exception()) std::rethrow_exception(cause);
    tell("an error inside the program");
  } catch (const std::bad_alloc&) {
    tell("there is no memory left");
  } catch (const std::exception& other) {
    tell(other.what());
  } catch (...) {
    tell("an error inside the program");
  }
  tell("; what was reported as recorded is on the disk\n");
  ::_exit(failed);
}

}  // namespace

void install_last_words() {
  std::set_terminate(end_with_last_words);
}

namespace {

/// Before the program's own objects are made, which ask for memory, too.
[[gnu::constructor(101)]] void install_early() {
  install_last_words();
}

}  // namespace

}  // namespace parley::cli
