// A button that shows whether something runs. It is pressed in by what happens, never by a click: a
// click only asks.
//
// Thread rule: the window's thread.
#pragma once

#include <QPushButton>

namespace parley::desk::widgets {

class ToggleButton final : public QPushButton {
 public:
  explicit ToggleButton(QWidget* parent = nullptr) : QPushButton(parent) { setCheckable(true); }

 protected:
  void nextCheckState() override {}
};

}  // namespace parley::desk::widgets
