#include "desk/models/peers_model.h"

#include <algorithm>
#include <unordered_map>

#include "desk/models/quantities.h"

namespace parley::desk::models {

namespace {

using talk::PeerInfo;

QString text_of(const PeerInfo& peer, int column) {
  switch (column) {
    case PeersModel::who:
      return QStringLiteral("%1  %2")
          .arg(static_cast<std::uint32_t>(peer.id))
          .arg(QString::fromStdString(peer.party.name()));
    case PeersModel::received: return bytes_text(peer.bytes_received);
    case PeersModel::sent: return bytes_text(peer.bytes_sent);
    case PeersModel::waiting: return bytes_text(peer.bytes_queued);
    case PeersModel::silent: return time_text(peer.silent);
    default: break;
  }
  if (!peer.health) return QStringLiteral("–");
  switch (column) {
    case PeersModel::round_trip: return time_text(peer.health->round_trip);
    case PeersModel::again: return QString::number(peer.health->retransmits);
    case PeersModel::unacknowledged: return QString::number(peer.health->unacknowledged);
    default: return {};
  }
}

}  // namespace

PeersModel::PeersModel(QObject* parent) : QAbstractTableModel(parent) {}

PeersModel::~PeersModel() = default;

void PeersModel::drop_those_that_left(const std::vector<PeerInfo>& peers) {
  std::unordered_map<std::uint32_t, bool> there;
  for (const PeerInfo& peer : peers)
    there[static_cast<std::uint32_t>(peer.id)] = true;
  for (std::size_t row = peers_.size(); row-- > 0;) {
    if (there.contains(static_cast<std::uint32_t>(peers_[row].id))) continue;
    beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row));
    peers_.erase(peers_.begin() + static_cast<std::ptrdiff_t>(row));
    endRemoveRows();
  }
}

void PeersModel::show_peers(const std::vector<PeerInfo>& peers) {
  drop_those_that_left(peers);
  std::unordered_map<std::uint32_t, std::size_t> row_of;
  for (std::size_t row = 0; row < peers_.size(); ++row)
    row_of[static_cast<std::uint32_t>(peers_[row].id)] = row;
  std::vector<PeerInfo> fresh;
  for (const PeerInfo& peer : peers) {
    const auto found = row_of.find(static_cast<std::uint32_t>(peer.id));
    if (found == row_of.end())
      fresh.push_back(peer);
    else
      peers_[found->second] = peer;
  }
  if (!peers_.empty())
    Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(peers_.size()) - 1, columns - 1));
  if (fresh.empty()) return;
  std::sort(fresh.begin(), fresh.end(),
            [](const PeerInfo& a, const PeerInfo& b) { return a.id < b.id; });
  const auto first = static_cast<int>(peers_.size());
  beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
  peers_.insert(peers_.end(), fresh.begin(), fresh.end());
  endInsertRows();
}

QString PeersModel::name(int row) const {
  return QString::fromStdString(peers_[static_cast<std::size_t>(row)].party.name());
}

int PeersModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(peers_.size());
}

int PeersModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : columns;
}

QVariant PeersModel::data(const QModelIndex& index, int role) const {
  const auto row = static_cast<std::size_t>(index.row());
  if (!index.isValid() || row >= peers_.size()) return {};
  if (role == Qt::DisplayRole) return text_of(peers_[row], index.column());
  if (role == Qt::TextAlignmentRole && index.column() != who)
    return QVariant(Qt::AlignRight | Qt::AlignVCenter);
  return {};
}

QVariant PeersModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole && section != who)
    return QVariant(Qt::AlignRight | Qt::AlignVCenter);
  if (role == Qt::ToolTipRole) {
    switch (section) {
      case waiting: return tr("Octets that wait in Parley until the system takes them");
      case round_trip: return tr("Round-trip time, smoothed, as the system measures it (TCP_INFO)");
      case again: return tr("Segments that were sent again, over the connection's life");
      case unacknowledged: return tr("Segments under way that nobody acknowledged yet");
      case silent: return tr("How long nothing came from it");
      default: return {};
    }
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case who: return tr("Peer");
    case received: return tr("Received");
    case sent: return tr("Sent");
    case waiting: return tr("Waiting");
    case round_trip: return tr("RTT");
    case again: return tr("Sent again");
    case unacknowledged: return tr("Unacked");
    case silent: return tr("Silent");
    default: return {};
  }
}

}  // namespace parley::desk::models
