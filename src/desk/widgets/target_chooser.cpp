#include "desk/widgets/target_chooser.h"

#include <QAbstractItemView>
#include <QSignalBlocker>
#include <algorithm>

#include "desk/widgets/sender.h"

namespace parley::desk::widgets {

namespace {

constexpr int width_characters = 16;  // of "#2 192.168.1.20"
constexpr int width_characters_max = 48;

}  // namespace

TargetChooser::TargetChooser(QWidget* parent) : QComboBox(parent) {
  setAccessibleName(tr("Send to"));
  setToolTip(tr("Send to all peers, or to one of them"));
  setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setMinimumContentsLength(width_characters);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setMaximumWidth(fontMetrics().averageCharWidth() * width_characters_max);
  setMaxVisibleItems(20);
  connect(this, &QComboBox::activated, this, &TargetChooser::choose);
  show_rows();
}

TargetChooser::~TargetChooser() = default;

void TargetChooser::show_peers(const session::Status& status) {
  status_.peers = status.peers;
  status_.peer_count = status.peer_count;
  show_rows();
}

void TargetChooser::set_target(const Target& target) {
  target_ = target;
  show_rows();
}

std::vector<TargetChooser::Row> TargetChooser::wanted_rows() const {
  std::vector<Row> rows;
  rows.push_back({0, status_.peer_count == 0 ? tr("All peers")
                                             : tr("All peers (%1)").arg(status_.peer_count)});
  for (const talk::PeerInfo& peer : status_.peers) {
    const auto number = static_cast<std::uint32_t>(peer.id);
    rows.push_back({number, QStringLiteral("#%1 %2").arg(number).arg(
                                QString::fromStdString(peer.party.name()))});
  }
  const auto chosen = static_cast<std::uint32_t>(target_.peer.value_or(event::PeerId{}));
  const bool shown =
      std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row.peer == chosen; });
  if (!shown) {
    const QString words = QStringLiteral("#%1 %2").arg(chosen).arg(target_.name);
    rows.push_back({chosen, left_ ? tr("%1 (left)").arg(words) : words});
  }
  std::sort(rows.begin(), rows.end(),
            [](const Row& one, const Row& other) { return one.peer < other.peer; });
  return rows;
}

void TargetChooser::show_rows() {
  left_ = target_.peer && has_left(status_, *target_.peer);
  std::vector<Row> wanted = wanted_rows();
  // What is under a person's finger must not move.
  popup_waits_ = wanted != rows_ && view()->isVisible();
  if (popup_waits_) return;
  const QSignalBlocker blocker(this);
  if (wanted != rows_) replace_rows(std::move(wanted));
  setCurrentIndex(findData(static_cast<std::uint32_t>(target_.peer.value_or(event::PeerId{}))));
}

// Row by row, because a list that is filled anew is slow with a thousand peers.
void TargetChooser::replace_rows(std::vector<Row> wanted) {
  int index = 0;
  std::size_t old = 0;
  for (const Row& row : wanted) {
    while (old < rows_.size() && rows_[old].peer < row.peer) {
      removeItem(index);
      ++old;
    }
    if (old < rows_.size() && rows_[old].peer == row.peer) {
      if (rows_[old].words != row.words) setItemText(index, row.words);
      ++old;
    } else {
      insertItem(index, row.words, row.peer);
    }
    ++index;
  }
  while (count() > index)
    removeItem(index);
  rows_ = std::move(wanted);
}

void TargetChooser::hidePopup() {
  QComboBox::hidePopup();
  if (popup_waits_) show_rows();
}

void TargetChooser::choose(int index) {
  const auto number = itemData(index).toUInt();
  target_ = {};
  if (number != 0) {
    target_.peer = static_cast<event::PeerId>(number);
    target_.name = itemText(index).section(QLatin1Char(' '), 1, 1);
  }
  show_rows();
  Q_EMIT target_changed();
}

}  // namespace parley::desk::widgets
