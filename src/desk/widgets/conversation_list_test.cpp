#include "desk/widgets/conversation_list.h"

#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <gtest/gtest.h>

#include "desk/models/conversation_fixture.h"
#include "desk/widgets/look.h"

using namespace parley::desk;
using models::ConversationListModel;
using models::MadeUpConversation;
using widgets::ConversationList;

namespace {

struct ListTest : testing::Test {
  ConversationListModel model;
  models::Conversation* server = model.add(std::make_unique<MadeUpConversation>());
  models::Conversation* client = model.add(
      std::make_unique<MadeUpConversation>(models::Conversation::Kind::client, "10.0.0.7:80"));
  ConversationList list{model};
  QListView* view = list.findChild<QListView*>();

  void SetUp() override {
    widgets::apply_look(false);
    list.resize(220, 400);
    list.show();
  }
};

}  // namespace

TEST_F(ListTest, ArrowsGoFromOneToTheNextAndOverTheNamesOfGroups) {
  const QSignalSpy spy(&list, &ConversationList::current_changed);
  list.set_current(server);
  EXPECT_EQ(list.current(), server);
  QTest::keyClick(view, Qt::Key_Down);
  EXPECT_EQ(list.current(), client);
  QTest::keyClick(view, Qt::Key_Up);
  EXPECT_EQ(list.current(), server);
  EXPECT_EQ(spy.count(), 3);
}

TEST_F(ListTest, TheChoiceStaysWhenOthersComeAndGo) {
  list.set_current(client);
  const QSignalSpy spy(&list, &ConversationList::current_changed);
  models::Conversation* another = model.add(std::make_unique<MadeUpConversation>());
  EXPECT_EQ(list.current(), client);
  EXPECT_EQ(model.conversation(view->currentIndex()), client);
  EXPECT_NE(model.take(another), nullptr);
  EXPECT_EQ(model.conversation(view->currentIndex()), client);
  EXPECT_EQ(spy.count(), 0);
}

TEST_F(ListTest, ANameIsWrittenInPlace) {
  list.set_current(server);
  list.edit_name();
  auto* editor = view->findChild<QLineEdit*>();
  ASSERT_NE(editor, nullptr);
  QTest::keyClicks(editor, QStringLiteral("bench"));
  QTest::keyClick(editor, Qt::Key_Return);
  QCoreApplication::processEvents();  // the view lets the key's own handling end first
  EXPECT_EQ(server->title(), QStringLiteral("bench"));
}
