// parley open FILE --replay HOST:PORT | --replay-listen PORT
#pragma once

#include "cli/conversation.h"
#include "cli/open_options.h"
#include "event/source.h"

namespace parley::cli {

/// Reads the conversation from `source`, plays it, says what came of it. Exit::done: no difference.
Exit replay_from(event::Source& source, const Options& options, const OpenOptions& own);

}  // namespace parley::cli
