#include "desk/models/conversation_list_model.h"

#include <QSignalSpy>
#include <gtest/gtest.h>

#include "desk/models/conversation_fixture.h"

using namespace parley::desk::models;
using namespace parley;
using Kind = Conversation::Kind;

namespace {

std::string shown(const ConversationListModel& model, int row, int role = Qt::DisplayRole) {
  return model.data(model.index(row), role).toString().toStdString();
}

MadeUpConversation* add(ConversationListModel& model, Kind kind, const char* title) {
  return static_cast<MadeUpConversation*>(
      model.add(std::make_unique<MadeUpConversation>(kind, title)));
}

}  // namespace

TEST(ConversationListModel, GroupsWhatItHolds) {
  ConversationListModel model;
  EXPECT_EQ(model.rowCount(), 0);
  add(model, Kind::client, "10.0.0.7:80");
  auto* first = add(model, Kind::server, "port 8888");
  add(model, Kind::server, "port 8889");

  ASSERT_EQ(model.rowCount(), 5);
  EXPECT_EQ(shown(model, 0), "Servers");
  EXPECT_EQ(shown(model, 1), "port 8888");
  EXPECT_EQ(shown(model, 2), "port 8889");
  EXPECT_EQ(shown(model, 3), "Clients");
  EXPECT_EQ(shown(model, 4), "10.0.0.7:80");
  EXPECT_EQ(model.flags(model.index(0)), Qt::NoItemFlags);
  EXPECT_TRUE(model.flags(model.index(1)) & Qt::ItemIsSelectable);
  EXPECT_EQ(model.conversation(model.index(1)), first);
  EXPECT_EQ(model.index_of(first).row(), 1);
  EXPECT_EQ(model.conversations().front()->title(), QStringLiteral("10.0.0.7:80"));
}

TEST(ConversationListModel, OneThatIsTakenLeavesNoEmptyGroup) {
  ConversationListModel model;
  auto* server = add(model, Kind::server, "port 8888");
  auto* board = add(model, Kind::board, "TcpClient");
  EXPECT_EQ(model.neighbour(server), board);
  EXPECT_EQ(model.neighbour(board), server);
  EXPECT_EQ(model.take(server).get(), server);
  EXPECT_EQ(model.rowCount(), 2);
  EXPECT_EQ(shown(model, 0), "Boards");
  EXPECT_EQ(model.neighbour(board), nullptr);
  EXPECT_EQ(model.take(server), nullptr);
}

TEST(ConversationListModel, AServerThatBecomesAClientMoves) {
  ConversationListModel model;
  auto* one = add(model, Kind::server, "port 8888");
  session::Asked asked;
  asked.kind = session::Asked::Kind::client;
  ASSERT_TRUE(one->set_asked(asked));
  EXPECT_EQ(shown(model, 0), "Clients");
}

TEST(ConversationListModel, SaysHowEachStands) {
  ConversationListModel model;
  auto* one = add(model, Kind::server, "port 8888");
  const QSignalSpy spy(&model, &QAbstractItemModel::dataChanged);
  EXPECT_EQ(standing_of(*one), Standing::idle);
  EXPECT_EQ(shown(model, 1, ConversationListModel::line_role), "Not running");

  one->running_now = true;
  one->status_now.state = session::Status::State::listening;
  one->tell();
  EXPECT_EQ(spy.count(), 1);
  EXPECT_EQ(standing_of(*one), Standing::open);
  EXPECT_EQ(shown(model, 1, ConversationListModel::line_role), "Listening, nobody came yet");

  one->status_now.peer_count = 2;
  one->rates_now = {12'300, 0};
  EXPECT_EQ(shown(model, 1, ConversationListModel::line_role), "2 peer(s) · 12.3 KB/s in");

  one->running_now = false;
  one->status_now.state = session::Status::State::failed;
  EXPECT_EQ(standing_of(*one), Standing::failed);
  EXPECT_EQ(shown(model, 1, Qt::AccessibleTextRole), "port 8888, failed, Failed");
}
