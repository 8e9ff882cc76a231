#include "desk/widgets/peers_panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeView>
#include <algorithm>

#include "desk/models/peers_model.h"
#include "desk/models/quantities.h"

namespace parley::desk::widgets {

using models::PeersModel;

namespace {

QPushButton* button(QWidget* parent, const QString& text, const QString& tip) {
  auto* made = new QPushButton(text, parent);
  made->setToolTip(tip);
  made->setAutoDefault(false);
  return made;
}

}  // namespace

PeersPanel::PeersPanel(QWidget* parent)
    : QWidget(parent),
      model_(new PeersModel(this)),
      view_(new QTreeView(this)),
      summary_(new QLabel(this)) {
  view_->setModel(model_);
  view_->setRootIsDecorated(false);
  view_->setAlternatingRowColors(true);
  view_->setUniformRowHeights(true);
  view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  view_->setAccessibleName(tr("Peers"));
  view_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  view_->header()->setStretchLastSection(false);
  summary_->setWordWrap(true);
  summary_->setTextFormat(Qt::PlainText);
  make_buttons();

  auto* buttons = new QGridLayout;
  buttons->addWidget(filter_, 0, 0);
  buttons->addWidget(target_, 0, 1);
  buttons->addWidget(close_, 1, 0);
  buttons->addWidget(close_all_, 1, 1);
  auto* column = new QVBoxLayout(this);
  column->addWidget(summary_);
  column->addWidget(view_);
  column->addLayout(buttons);

  connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
          &PeersPanel::show_choice);
  connect(view_, &QTreeView::activated, this, [this](const QModelIndex& index) {
    Q_EMIT target_wanted(model_->peer(index.row()), model_->name(index.row()));
  });
  show_status();
}

PeersPanel::~PeersPanel() = default;

void PeersPanel::show_conversation(models::Conversation* conversation) {
  if (conversation_ != nullptr) conversation_->disconnect(this);
  conversation_ = conversation;
  model_->show_peers({});
  if (conversation != nullptr)
    connect(conversation, &models::Conversation::changed, this, &PeersPanel::show_status);
  show_status();
}

void PeersPanel::make_buttons() {
  filter_ = button(this, tr("Show &only this one"), tr("Filter the log by the chosen peer"));
  target_ =
      button(this, tr("Send &to this one"), tr("What is typed goes to the chosen peer alone"));
  close_ = button(this, tr("Clos&e"), tr("Close the connections of the chosen peers"));
  close_all_ = button(this, tr("Close &all"), tr("Close every connection; the port stays open"));
  connect(filter_, &QPushButton::clicked, this, [this] {
    if (const auto row = selected_row())
      Q_EMIT filter_wanted(model_->peer(*row), model_->name(*row));
  });
  connect(target_, &QPushButton::clicked, this, [this] {
    if (const auto row = selected_row())
      Q_EMIT target_wanted(model_->peer(*row), model_->name(*row));
  });
  connect(close_, &QPushButton::clicked, this, &PeersPanel::close_selected);
  connect(close_all_, &QPushButton::clicked, this, &PeersPanel::close_all);
}

std::vector<event::PeerId> PeersPanel::selected() const {
  std::vector<event::PeerId> chosen;
  for (const QModelIndex& index : view_->selectionModel()->selectedRows())
    chosen.push_back(model_->peer(index.row()));
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

std::optional<int> PeersPanel::selected_row() const {
  const QModelIndexList rows = view_->selectionModel()->selectedRows();
  if (rows.size() != 1) return std::nullopt;
  return rows.front().row();
}

void PeersPanel::show_status() {
  static const session::Status nothing;
  const bool runs = conversation_ != nullptr && conversation_->is_running();
  const session::Status& status = runs ? conversation_->status() : nothing;
  model_->show_peers(status.peers);
  summary_->setText(summary(status, runs));
  close_all_->setEnabled(!status.peers.empty());
  show_choice();
}

void PeersPanel::show_choice() {
  const std::size_t chosen = selected().size();
  filter_->setEnabled(chosen == 1);
  target_->setEnabled(chosen == 1);
  close_->setEnabled(chosen > 0);
}

QString PeersPanel::summary(const session::Status& status, bool runs) {
  if (!runs) return tr("It does not run. Who connects is listed here.");
  if (status.peers.empty()) return tr("Nobody is connected. Who comes is listed here.");
  QStringList parts{tr("%n peer(s)", nullptr, static_cast<int>(status.peer_count))};
  if (status.peer_count > status.peers.size())
    parts += tr("shown are the %1 heard last").arg(status.peers.size());
  parts += tr("received %1").arg(models::bytes_text(status.received_bytes));
  parts += tr("sent %1").arg(models::bytes_text(status.sent_bytes));
  return parts.join(QStringLiteral(" · "));
}

void PeersPanel::close_selected() {
  if (conversation_ == nullptr) return;
  for (const event::PeerId peer : selected())
    conversation_->close_peer(peer);
}

void PeersPanel::close_all() {
  if (conversation_ == nullptr) return;
  for (const talk::PeerInfo& peer : conversation_->status().peers)
    conversation_->close_peer(peer.id);
}

}  // namespace parley::desk::widgets
