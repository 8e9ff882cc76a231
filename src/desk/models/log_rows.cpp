#include "desk/models/log_rows.h"

namespace parley::desk::models {

LogRows::~LogRows() = default;

}  // namespace parley::desk::models
