// The file behind the flash (--flash). The port's flash functions are in flash.cpp.
//
// Thread rule: the board's one thread.
#pragma once

namespace parley::board::host {

/// Reads the file into the state. Ends the process (1) when it is there and cannot be read.
void flash_begin();

}  // namespace parley::board::host
