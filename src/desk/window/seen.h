// What is on the screen as data, for tests (probe.h): rows of the current log, words of the
// explanation, the list.
//
// Thread rule: the window's thread.
#pragma once

#include <QJsonObject>

#include "desk/window/main_window.h"

namespace parley::desk::window {

QJsonObject what_is_seen(MainWindow& window);

}  // namespace parley::desk::window
