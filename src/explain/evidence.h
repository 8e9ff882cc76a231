// Looking at the computer for what bears on a failure.
#pragma once

#include "base/result.h"
#include "explain/explain.h"
#include "host/host.h"

namespace parley::explain {

/// Fills the evidence of `situation` through `host`, but only what the explanation of this error
/// uses: who holds a port, for one, costs a walk through all processes.
void gather_evidence(Situation& situation, const Error& error, const host::Host& host);

/// Fills all of it before anything has failed: what bears on a connection to `situation.endpoint`.
void gather_all(Situation& situation, const host::Host& host);

}  // namespace parley::explain
