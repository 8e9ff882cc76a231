#include "desk/widgets/message_bar.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

#include "desk/widgets/compose_panel.h"
#include "desk/widgets/fake_conversation.h"
#include "desk/widgets/message_editor.h"
#include "desk/widgets/send_edit.h"
#include "desk/widgets/sentence.h"
#include "desk/widgets/widget_fixture.h"

namespace parley::desk::widgets {
namespace {

using Messages = MessageBar::Messages;

class MessageBarTest : public ::testing::Test {
 public:
  MessageBarTest() {
    panel.show_conversation(&server);
    bar.set_messages({{"ping", "ping {{COUNTER}}", {}},
                      {"R&D", "\\00\\01", text::LineEnding::none},
                      {"status?", "AT+STATUS", text::LineEnding::crlf}});
    panel.resize(760, panel.sizeHint().height());
    panel.show();
    QApplication::setActiveWindow(&panel);  // its keys work in the active window only
    server.run(session::Status::State::listening);
    server.join(1, "192.168.1.20", 51234);
  }

  std::string said() { return bar.findChild<Sentence*>()->words().toStdString(); }
  std::string sent(std::size_t index) {
    return index < server.sent.size() ? server.sent[index].octets.toStdString() : "nothing";
  }
  QPushButton* button(const char* name) { return part<QPushButton>(bar, name); }
  QStringList names() {
    QStringList all;
    for (const auto& message : bar.messages())
      all.append(QString::fromStdString(message.name));
    return all;
  }
  QString file(const char* name) { return folder.filePath(QString::fromUtf8(name)); }

  FakeConversation server{FakeConversation::server()};
  ComposePanel panel;
  MessageBar& bar = panel.message_bar();
  QTemporaryDir folder;
};

TEST_F(MessageBarTest, AButtonSendsItsMessage) {
  button("Send ping")->click();
  button("Send ping")->click();
  button("Send R&D")->click();
  button("Send status?")->click();
  EXPECT_EQ(sent(0), "ping 1\n");
  EXPECT_EQ(sent(1), "ping 2\n");
  EXPECT_EQ(sent(2), std::string("\0\1", 2));
  EXPECT_EQ(sent(3), "AT+STATUS\r\n");
  picture(panel, "messages");
}

TEST_F(MessageBarTest, AKeySendsIt) {
  press_key(&panel, Qt::Key_F8);
  EXPECT_EQ(sent(0), "AT+STATUS\r\n");
  EXPECT_LT(panel.minimumSizeHint().width(), 600);
  panel.setFixedWidth(200);
  QTest::qWait(1);  // also one that has no room
  EXPECT_TRUE(button("Send status?")->isHidden());
  press_key(&panel, Qt::Key_F8);
  EXPECT_EQ(sent(1), "AT+STATUS\r\n");
  EXPECT_EQ(message_key(0), QKeySequence(Qt::Key_F6));
  EXPECT_TRUE(message_key(7).isEmpty());
}

TEST_F(MessageBarTest, WhatHasNoRoomIsInAMenu) {
  Messages many;
  for (int i = 0; i < 30; ++i)
    many.push_back({"message " + std::to_string(i), "m", {}});
  bar.set_messages(many);
  auto* more = part<QToolButton>(bar, "More saved messages");
  EXPECT_TRUE(more->isVisible());
  picture(panel, "messages-many");
  const auto actions = more->menu()->actions();
  ASSERT_FALSE(actions.isEmpty());
  EXPECT_EQ(actions.back()->text(), QStringLiteral("message 29"));
  actions.back()->trigger();
  EXPECT_EQ(sent(0), "m\n");
  int shown = 0;
  for (const auto* one : bar.findChildren<QPushButton*>()) {
    if (one->text().startsWith(QStringLiteral("message")) && one->isVisible()) ++shown;
  }
  EXPECT_EQ(shown + actions.size(), 30);
  panel.resize(5000, panel.height());
  QTest::qWait(1);
  EXPECT_FALSE(more->isVisible());
}

TEST_F(MessageBarTest, SavesWhatIsInTheBox) {
  const QSignalSpy changed(&bar, &MessageBar::messages_changed);
  auto* edit = panel.findChild<SendEdit*>();
  type_into(edit, QStringLiteral("a rather long text {{to}} send"));
  button("Save")->click();
  ASSERT_EQ(bar.messages().size(), 4u);
  EXPECT_EQ(bar.messages()[3].text, "a rather long text \\7B{to}} send");
  EXPECT_EQ(bar.messages()[3].name, "a rather long text \u2026");
  EXPECT_EQ(bar.messages()[3].line_ending, text::LineEnding::lf);
  EXPECT_EQ(changed.size(), 1);
  EXPECT_EQ(edit->typed(), QStringLiteral("a rather long text {{to}} send"));
  button("Send a rather long text \u2026")->click();
  EXPECT_EQ(sent(0), "a rather long text {{to}} send\n");

  edit->clear();
  button("Save")->click();
  EXPECT_EQ(bar.messages().size(), 4u);
}

TEST_F(MessageBarTest, GoesOutAndComesBackAsJson) {
  const QString path = file("messages.json");
  const Messages before = bar.messages();
  bar.export_to(path);
  EXPECT_EQ(said(), "Exported: 3 messages to " + path.toStdString());
  bar.set_messages({before[1]});
  bar.import_from(path);
  EXPECT_EQ(said(), "Imported: 2 new of 3 messages");
  EXPECT_EQ(names(), (QStringList{QStringLiteral("R&D"), QStringLiteral("ping"),
                                  QStringLiteral("status?")}));
}

TEST_F(MessageBarTest, AFileThatIsNoneIsSaid) {
  bar.import_from(file("missing.json"));
  EXPECT_NE(said().find("missing.json"), std::string::npos) << said();
  QFile bad(file("bad.json"));
  ASSERT_TRUE(bad.open(QIODevice::WriteOnly));
  bad.write("{\"messages\": [}");
  bad.close();
  bar.import_from(bad.fileName());
  EXPECT_NE(said(), "");
  EXPECT_EQ(bar.messages().size(), 3u);
  bar.export_to(QStringLiteral("/nowhere/at/all.json"));
  EXPECT_NE(said().find("cannot write /nowhere/at/all.json"), std::string::npos) << said();
  picture(panel, "messages-wrong");
}

TEST_F(MessageBarTest, MovesAndDeletesByItsMenu) {
  const auto choose = [this](const char* name, const char* entry) {
    Q_EMIT button(name)->customContextMenuRequested({});
    for (QMenu* menu : bar.findChildren<QMenu*>()) {
      for (QAction* action : menu->actions()) {
        if (menu->isVisible() && action->text() == QString::fromUtf8(entry)) {
          action->trigger();
          menu->close();
          QTest::qWait(1);
          return;
        }
      }
    }
    FAIL() << entry;
  };
  choose("Send ping", "Move &right");
  EXPECT_EQ(names().join(QLatin1Char(' ')), QStringLiteral("R&D ping status?"));
  choose("Send ping", "&Delete");
  EXPECT_EQ(names().join(QLatin1Char(' ')), QStringLiteral("R&D status?"));
  EXPECT_EQ(said(), "Deleted: ping");
  button("Undo")->click();
  EXPECT_EQ(names().join(QLatin1Char(' ')), QStringLiteral("R&D ping status?"));
}

TEST_F(MessageBarTest, TheEditorChangesThemWhenItIsConfirmed) {
  bar.edit(1);
  auto* editor = bar.findChild<MessageEditor*>();
  ASSERT_NE(editor, nullptr);
  auto* name = part<QLineEdit>(*editor, "Name");
  EXPECT_EQ(name->text(), QStringLiteral("R&D"));
  auto* text = part<QPlainTextEdit>(*editor, "Text");
  auto* ok = editor->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
  text->setPlainText(QStringLiteral("\\0"));
  EXPECT_FALSE(ok->isEnabled());
  EXPECT_EQ(editor->findChild<Sentence*>()->words().toStdString().rfind("R&D: the backslash", 0),
            0u);
  picture(*editor, "message-editor");
  text->setPlainText(QStringLiteral("\\02"));
  EXPECT_TRUE(ok->isEnabled());
  part<QPushButton>(*editor, "Up")->click();
  part<QPushButton>(*editor, "Add")->click();
  type_into(name, QStringLiteral("last"));
  EXPECT_EQ(bar.messages()[1].text, "\\00\\01");  // not yet
  ok->click();
  EXPECT_EQ(names().join(QLatin1Char(' ')), QStringLiteral("R&D ping status? last"));
  EXPECT_EQ(bar.messages()[0].text, "\\02");
  EXPECT_EQ(bar.messages()[0].line_ending, text::LineEnding::none);
  EXPECT_EQ(bar.messages()[3].line_ending, std::nullopt);
}

TEST_F(MessageBarTest, TheEditorCanBeLeft) {
  bar.edit(0);
  auto* editor = bar.findChild<MessageEditor*>();
  part<QPushButton>(*editor, "Delete")->click();
  part<QPushButton>(*editor, "Delete")->click();
  part<QPushButton>(*editor, "Delete")->click();
  EXPECT_FALSE(part<QLineEdit>(*editor, "Name")->isEnabled());
  editor->reject();
  EXPECT_EQ(bar.messages().size(), 3u);
}

}  // namespace
}  // namespace parley::desk::widgets
