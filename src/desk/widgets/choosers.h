// Lists of a few fixed values, each with its words.
//
// Thread rule: the window's thread.
#pragma once

#include <QComboBox>
#include <algorithm>

namespace parley::desk::widgets {

/// event::Transport: TCP, UDP, TLS.
QComboBox* make_transport_chooser(QWidget* parent);

/// text::Framing: how messages are told apart.
QComboBox* make_framing_chooser(QWidget* parent);

template <typename Value>
void choose_value(QComboBox& chooser, Value value) {
  chooser.setCurrentIndex(std::max(0, chooser.findData(static_cast<int>(value))));
}

template <typename Value>
Value chosen_value(const QComboBox& chooser) {
  return static_cast<Value>(chooser.currentData().toInt());
}

}  // namespace parley::desk::widgets
