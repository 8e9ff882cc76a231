// What this program is: version, licence, where recordings are.
//
// Thread rule: the window's thread.
#pragma once

class QWidget;

namespace parley::desk::window {

void show_about(QWidget* window);

}  // namespace parley::desk::window
