// What stands for the direction of a row, for whoever cannot see colours.
#pragma once

#include <QString>

#include "event/status_words.h"

namespace parley::desk::widgets {

/// One character: an arrow for content, else the mark of the command line.
QString mark_text(event::Mark mark);

}  // namespace parley::desk::widgets
