// What the send bar consists of, and how it is laid out: nothing here knows a conversation.
//
// Owner: the widget that it was made in. Thread rule: the window's thread.
#pragma once

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QWidget;

namespace parley::desk::widgets {

class SendEdit;
class Sentence;
class TargetChooser;
class ToggleButton;

struct SendParts {
  SendEdit* edit = nullptr;
  QPushButton* send = nullptr;
  QComboBox* mode = nullptr;    ///< in the order of models::InputMode
  QComboBox* ending = nullptr;  ///< in the order of text::LineEnding
  TargetChooser* target = nullptr;
  QLabel* target_label = nullptr;
  ToggleButton* repeat = nullptr;
  QLineEdit* interval = nullptr;
  QLabel* count = nullptr;  ///< how many octets it will be
  Sentence* sentence = nullptr;
};

/// In the order in which Tab goes through them.
SendParts make_send_parts(QWidget& bar);

}  // namespace parley::desk::widgets
