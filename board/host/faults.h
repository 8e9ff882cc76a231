// What ends a sketch that did something wrong: a signal of the processor, abort(), no memory for
// `new`. The serial line shows what a chip's would, standard error says what it really was and
// where, and the board restarts.
//
// Under a sanitizer its own handlers stay: there an error is to end the program with its report.
//
// Thread rule: the board's one thread.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace parley::board::host {

/// Also SIGTERM, SIGINT and SIGHUP, which ask the board to end.
void faults_begin();

/// Where the program is, innermost function first, a line each, by addr2line(1) where that is
/// installed; without the caller itself, which is a signal handler or a function that was called.
enum class Caller : uint8_t { handler, function };
void say_where(Caller caller);

[[noreturn]] void out_of_memory(size_t bytes);

}  // namespace parley::board::host
