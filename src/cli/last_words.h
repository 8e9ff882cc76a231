// What is said when nothing can be done any more: memory has run out, or an exception is nobody's.
// The program then ends with a sentence and Exit::failed, not by a signal: what was called recorded
// is on the disk, and a script sees a failure that it knows.
//
// Our own mistakes (assert) still abort. It puts itself in place before main; the call links it.
// Thread rule: at the start of the process.
#pragma once

namespace parley::cli {

void install_last_words();

}  // namespace parley::cli
