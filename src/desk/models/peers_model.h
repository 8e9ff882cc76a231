// The peers of a conversation as a table. A peer keeps its row while others come and go, so that
// what is chosen stays chosen.
//
// Limits: as many as a status has. Thread rule: the window's thread.
#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "session/running.h"

namespace parley::desk::models {

class PeersModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { who, received, sent, waiting, round_trip, again, unacknowledged, silent, columns };

  explicit PeersModel(QObject* parent = nullptr);
  ~PeersModel() override;

  void show_peers(const std::vector<talk::PeerInfo>& peers);

  event::PeerId peer(int row) const { return peers_[static_cast<std::size_t>(row)].id; }

  /// "192.168.1.20:51234"
  QString name(int row) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  void drop_those_that_left(const std::vector<talk::PeerInfo>& peers);

  std::vector<talk::PeerInfo> peers_;
};

}  // namespace parley::desk::models
