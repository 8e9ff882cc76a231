#include "desk/widgets/peers_panel.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTreeView>
#include <gtest/gtest.h>

#include "desk/models/conversation_fixture.h"

using namespace parley;
using desk::models::MadeUpConversation;
using desk::widgets::PeersPanel;

namespace {

struct PeersPanelTest : testing::Test {
  MadeUpConversation conversation;
  PeersPanel panel;
  QTreeView* view = panel.findChild<QTreeView*>();

  void SetUp() override { panel.show_conversation(&conversation); }
  void connect_peers(std::initializer_list<std::uint32_t> ids) {
    conversation.running_now = true;
    conversation.status_now.peers.clear();
    for (const std::uint32_t id : ids) {
      talk::PeerInfo info;
      info.id = event::PeerId{id};
      conversation.status_now.peers.push_back(info);
    }
    conversation.status_now.peer_count = ids.size();
    conversation.tell();
  }
  void choose(int row) {
    view->selectionModel()->select(view->model()->index(row, 0),
                                   QItemSelectionModel::Select | QItemSelectionModel::Rows);
  }
  QPushButton* button(const char* text) {
    for (QPushButton* each : panel.findChildren<QPushButton*>())
      if (each->text().remove(QLatin1Char('&')) == QLatin1String(text)) return each;
    return nullptr;
  }
};

}  // namespace

TEST_F(PeersPanelTest, OffersOnlyWhatCanBeDone) {
  EXPECT_FALSE(button("Close all")->isEnabled());
  connect_peers({1, 2});
  EXPECT_TRUE(button("Close all")->isEnabled());
  EXPECT_FALSE(button("Close")->isEnabled());
  choose(0);
  EXPECT_TRUE(button("Close")->isEnabled());
  EXPECT_TRUE(button("Send to this one")->isEnabled());
  choose(1);
  EXPECT_FALSE(button("Send to this one")->isEnabled());
}

TEST_F(PeersPanelTest, ClosesTheChosenOrAll) {
  connect_peers({1, 2, 3});
  choose(1);
  button("Close")->click();
  EXPECT_EQ(conversation.closed, (std::vector{event::PeerId{2}}));
  conversation.closed.clear();
  button("Close all")->click();
  EXPECT_EQ(conversation.closed.size(), 3u);
}

TEST_F(PeersPanelTest, TheChosenOnesFilterTheLogAndBecomeTheTarget) {
  connect_peers({1, 2});
  event::PeerId filtered{};
  QObject::connect(&panel, &PeersPanel::filter_wanted, &panel,
                   [&](event::PeerId peer, const QString&) { filtered = peer; });
  event::PeerId target{};
  QObject::connect(&panel, &PeersPanel::target_wanted, &panel,
                   [&](event::PeerId peer, const QString&) { target = peer; });
  choose(1);
  button("Show only this one")->click();
  button("Send to this one")->click();
  EXPECT_EQ(filtered, event::PeerId{2});
  EXPECT_EQ(target, event::PeerId{2});
}

TEST_F(PeersPanelTest, WhatIsChosenStaysChosenWhileOthersComeAndGo) {
  connect_peers({1, 2, 3});
  choose(1);
  connect_peers({2, 4});
  EXPECT_EQ(panel.selected(), (std::vector{event::PeerId{2}}));
}
