#include "desk/models/ladder_rows.h"

namespace parley::desk::models {

LadderRows::~LadderRows() = default;

}  // namespace parley::desk::models
