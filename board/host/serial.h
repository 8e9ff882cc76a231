// The serial line as standard input and output. They are never made non-blocking: a terminal shared
// with a shell would become so for the shell, too (and with it the shell's output). Instead they
// are asked with poll(2), and no more is written at once than they then take. The port's serial
// functions are in serial.cpp.
//
// A standard output that nobody reads any more ends the board; an ended standard input is silence.
//
// Thread rule: the board's one thread.
#pragma once

#include <poll.h>

namespace parley::board::host {

void serial_begin();

/// What idling waits for: input when the UART has taken all there was, room when it was refused
/// some.
void serial_waits(pollfd& input, pollfd& output);

/// What ppoll(2) said of the two.
void serial_woke(const pollfd& input, const pollfd& output);

}  // namespace parley::board::host
