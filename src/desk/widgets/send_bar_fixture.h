// A send bar with a conversation that listens, and how a person uses it.
#pragma once

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

#include "desk/widgets/fake_conversation.h"
#include "desk/widgets/send_bar.h"
#include "desk/widgets/send_edit.h"
#include "desk/widgets/sentence.h"
#include "desk/widgets/target_chooser.h"
#include "desk/widgets/widget_fixture.h"

namespace parley::desk::widgets {

class SendBarTest : public ::testing::Test {
 public:
  using State = session::Status::State;

  SendBarTest() {
    bar.show_conversation(&server);
    bar.resize(760, bar.sizeHint().height());
    bar.show();
    edit->setFocus();
  }

  void listen() {
    server.run(State::listening);
    server.join(1, "192.168.1.20", 51234);
  }
  void type(const char* text) { type_into(edit, QString::fromUtf8(text)); }
  void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    press_key(edit, static_cast<Qt::Key>(key), modifiers);
  }
  std::string box() const { return edit->typed().toStdString(); }
  std::string said() const { return part_of<Sentence>()->words().toStdString(); }
  std::string sent(std::size_t index) const {
    return index < server.sent.size() ? server.sent[index].octets.toStdString() : "nothing";
  }
  void choose(const char* combo, int index) { part<QComboBox>(bar, combo)->setCurrentIndex(index); }
  void choose_target(const QString& words) {
    auto* target = part_of<TargetChooser>();
    const int index = target->findText(words);
    ASSERT_GE(index, 0) << words.toStdString();
    target->setCurrentIndex(index);
    Q_EMIT target->activated(index);
  }
  template <typename Part>
  Part* part_of() const {
    return bar.findChild<Part*>();
  }

  FakeConversation server{FakeConversation::server()};
  SendBar bar;
  SendEdit* edit = bar.findChild<SendEdit*>();
};

}  // namespace parley::desk::widgets
