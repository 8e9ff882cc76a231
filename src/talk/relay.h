// Standing between two: each accepted connection gets one of its own to the target, and what comes
// on either goes to the other at the pace of the slower. Both legs are ordinary sessions with their
// own events; a `noted` event pairs them.
//
// Thread rule: the loop's thread.
#pragma once

#include "talk/context.h"
#include "talk/stream_session.h"

namespace parley::talk {

/// Serves one accepted connection by relaying it to `target`. For `StreamServer::serve_with`.
net::Task<> relay_connection(Context& context, const ConnectSettings& target,
                             std::unique_ptr<net::Stream> stream, event::Party party);

}  // namespace parley::talk
