// What the wire room knows of a segment and of a conversation, ready to be drawn.
//
// Thread rule: any thread; plain values.
#pragma once

#include <cstdint>

#include "desk/models/ladder_rows.h"
#include "wire/ladder.h"

namespace parley::desk::bridge {

models::LadderRow ladder_row_of(const wire::Flow& flow, const wire::Row& row);

/// `over`: no more of it will be seen.
models::LadderFlow ladder_flow_of(const wire::Flow& flow, const wire::Summary& summary,
                                  std::uint64_t rows, bool over);

}  // namespace parley::desk::bridge
