#include "desk/models/peers_model.h"

#include <QSignalSpy>
#include <gtest/gtest.h>

using namespace parley;
using desk::models::PeersModel;

namespace {

talk::PeerInfo peer(std::uint32_t id, std::uint64_t received = 0) {
  talk::PeerInfo info;
  info.id = event::PeerId{id};
  info.party.remote = {IpAddress::v4({192, 168, 1, 20}), Port{51234}};
  info.bytes_received = received;
  return info;
}

std::string shown(const PeersModel& model, int row, int column) {
  return model.data(model.index(row, column), Qt::DisplayRole).toString().toStdString();
}

}  // namespace

TEST(PeersModel, APeerKeepsItsRow) {
  PeersModel model;
  model.show_peers({peer(2), peer(1)});
  EXPECT_EQ(shown(model, 0, PeersModel::who), "1  192.168.1.20:51234");
  const QPersistentModelIndex second = model.index(1, 0);

  model.show_peers({peer(3), peer(2, 1500)});
  ASSERT_EQ(model.rowCount(), 2);
  EXPECT_EQ(second.row(), 0);
  EXPECT_EQ(model.peer(0), event::PeerId{2});
  EXPECT_EQ(shown(model, 0, PeersModel::received), "1.50 KB");
  EXPECT_EQ(model.peer(1), event::PeerId{3});
}

TEST(PeersModel, SaysWhatTheSystemKnows) {
  PeersModel model;
  auto info = peer(1);
  model.show_peers({info});
  EXPECT_EQ(shown(model, 0, PeersModel::round_trip), "–");
  info.health.emplace();
  info.health->round_trip = std::chrono::microseconds{1250};
  info.health->retransmits = 3;
  info.health->unacknowledged = 2;
  const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
  model.show_peers({info});
  EXPECT_EQ(changed.count(), 1);
  EXPECT_EQ(shown(model, 0, PeersModel::round_trip), "1.25 ms");
  EXPECT_EQ(shown(model, 0, PeersModel::again), "3");
  EXPECT_EQ(shown(model, 0, PeersModel::unacknowledged), "2");
}
