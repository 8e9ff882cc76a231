#include "desk/models/conversation_list_model.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <array>

#include "desk/models/quantities.h"

namespace parley::desk::models {

namespace {

using Kind = Conversation::Kind;
using State = session::Status::State;

/// The translator's context of what a list says.
QString say(const char* text, int number = -1) {
  return QCoreApplication::translate("ConversationList", text, nullptr, number);
}

QString group_name(Kind kind) {
  switch (kind) {
    case Kind::server: return say(QT_TRANSLATE_NOOP("ConversationList", "Servers"));
    case Kind::client: return say(QT_TRANSLATE_NOOP("ConversationList", "Clients"));
    case Kind::serial: return say(QT_TRANSLATE_NOOP("ConversationList", "Serial ports"));
    case Kind::board: return say(QT_TRANSLATE_NOOP("ConversationList", "Boards"));
    case Kind::file: return say(QT_TRANSLATE_NOOP("ConversationList", "Files"));
  }
  return {};
}

QString file_line(const Conversation& conversation) {
  const auto log = conversation.log();
  if (log == nullptr) {
    if (conversation.status().state == State::failed)
      return say(QT_TRANSLATE_NOOP("ConversationList", "Cannot be opened"));
    return say(QT_TRANSLATE_NOOP("ConversationList", "Opening ..."));
  }
  if (log->last_event() == 0) return say(QT_TRANSLATE_NOOP("ConversationList", "Nothing in it"));
  const QString count = QLocale().toString(static_cast<qulonglong>(log->last_event()));
  return say(QT_TRANSLATE_NOOP("ConversationList", "%1 events")).arg(count);
}

QString rates_line(const Conversation::Rates& rates) {
  QStringList parts;
  if (rates.received >= 0.5)
    parts += say(QT_TRANSLATE_NOOP("ConversationList", "%1 in")).arg(rate_text(rates.received));
  if (rates.sent >= 0.5)
    parts += say(QT_TRANSLATE_NOOP("ConversationList", "%1 out")).arg(rate_text(rates.sent));
  return parts.join(QStringLiteral(" · "));
}

QString running_line(const Conversation& conversation) {
  const session::Status& status = conversation.status();
  switch (status.state) {
    case State::listening:
      if (status.peer_count == 0)
        return say(QT_TRANSLATE_NOOP("ConversationList", "Listening, nobody came yet"));
      return say(QT_TRANSLATE_N_NOOP("ConversationList", "%n peer(s)"),
                 static_cast<int>(status.peer_count));
    case State::connected:
      return conversation.kind() == Kind::board
                 ? say(QT_TRANSLATE_NOOP("ConversationList", "Running"))
                 : say(QT_TRANSLATE_NOOP("ConversationList", "Connected"));
    case State::connecting: return say(QT_TRANSLATE_NOOP("ConversationList", "Connecting ..."));
    default: return say(QT_TRANSLATE_NOOP("ConversationList", "Starting ..."));
  }
}

}  // namespace

Standing standing_of(const Conversation& conversation) {
  const State state = conversation.status().state;
  if (state == State::failed) return Standing::failed;
  if (conversation.kind() == Kind::file) return Standing::file;
  if (!conversation.is_running()) return Standing::idle;
  const bool open = state == State::listening || state == State::connected;
  return open ? Standing::open : Standing::opening;
}

QString standing_words(Standing standing) {
  switch (standing) {
    case Standing::idle: return say(QT_TRANSLATE_NOOP("ConversationList", "not running"));
    case Standing::opening: return say(QT_TRANSLATE_NOOP("ConversationList", "starting"));
    case Standing::open: return say(QT_TRANSLATE_NOOP("ConversationList", "running"));
    case Standing::failed: return say(QT_TRANSLATE_NOOP("ConversationList", "failed"));
    case Standing::file: return say(QT_TRANSLATE_NOOP("ConversationList", "file"));
  }
  return {};
}

QString standing_line(const Conversation& conversation) {
  if (conversation.kind() == Kind::file) return file_line(conversation);
  if (!conversation.is_running()) {
    if (conversation.status().state == State::failed)
      return say(QT_TRANSLATE_NOOP("ConversationList", "Failed"));
    return say(QT_TRANSLATE_NOOP("ConversationList", "Not running"));
  }
  QStringList parts{running_line(conversation)};
  if (conversation.status().incomplete)
    parts += say(QT_TRANSLATE_NOOP("ConversationList", "recording not whole"));
  if (const QString rates = rates_line(conversation.rates()); !rates.isEmpty()) parts += rates;
  return parts.join(QStringLiteral(" · "));
}

ConversationListModel::ConversationListModel(QObject* parent) : QAbstractListModel(parent) {}

ConversationListModel::~ConversationListModel() = default;

Conversation* ConversationListModel::add(std::unique_ptr<Conversation> conversation) {
  Conversation* added = conversation.get();
  const auto tell = [this, added] { tell_changed(added); };
  connect(added, &Conversation::changed, this, tell);
  connect(added, &Conversation::sources_changed, this, tell);
  owned_.push_back(std::move(conversation));
  arrange();
  return added;
}

std::unique_ptr<Conversation> ConversationListModel::take(Conversation* conversation) {
  const auto found = std::find_if(owned_.begin(), owned_.end(),
                                  [&](const auto& each) { return each.get() == conversation; });
  if (found == owned_.end()) return nullptr;
  std::unique_ptr<Conversation> taken = std::move(*found);
  owned_.erase(found);
  taken->disconnect(this);
  arrange();
  return taken;
}

std::vector<Conversation*> ConversationListModel::conversations() const {
  std::vector<Conversation*> all;
  all.reserve(owned_.size());
  for (const auto& each : owned_)
    all.push_back(each.get());
  return all;
}

Conversation* ConversationListModel::conversation(const QModelIndex& index) const {
  const auto row = static_cast<std::size_t>(index.row());
  return index.isValid() && row < rows_.size() ? rows_[row].conversation : nullptr;
}

QModelIndex ConversationListModel::index_of(const Conversation* conversation) const {
  for (std::size_t row = 0; row < rows_.size(); ++row)
    if (conversation != nullptr && rows_[row].conversation == conversation)
      return index(static_cast<int>(row));
  return {};
}

Conversation* ConversationListModel::neighbour(const Conversation* conversation) const {
  const QModelIndex here = index_of(conversation);
  if (!here.isValid()) return nullptr;
  for (int row = here.row() + 1; row < rowCount(); ++row)
    if (Conversation* below = this->conversation(index(row))) return below;
  for (int row = here.row() - 1; row >= 0; --row)
    if (Conversation* above = this->conversation(index(row))) return above;
  return nullptr;
}

int ConversationListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant ConversationListModel::data(const QModelIndex& index, int role) const {
  const auto number = static_cast<std::size_t>(index.row());
  if (!index.isValid() || number >= rows_.size()) return {};
  const Row& row = rows_[number];
  if (role == is_group_role) return row.conversation == nullptr;
  if (row.conversation == nullptr)
    return role == Qt::DisplayRole ? QVariant(group_name(row.kind)) : QVariant();
  switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return row.conversation->title();
    case line_role: return standing_line(*row.conversation);
    case standing_role: return static_cast<int>(standing_of(*row.conversation));
    case Qt::ToolTipRole: return QString::fromStdString(row.conversation->status().words);
    case Qt::AccessibleTextRole:
      return QStringList{row.conversation->title(), standing_words(standing_of(*row.conversation)),
                         standing_line(*row.conversation)}
          .join(QStringLiteral(", "));
    default: return {};
  }
}

Qt::ItemFlags ConversationListModel::flags(const QModelIndex& index) const {
  if (conversation(index) == nullptr) return Qt::NoItemFlags;
  return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemNeverHasChildren;
}

bool ConversationListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  Conversation* renamed = conversation(index);
  if (renamed == nullptr || role != Qt::EditRole) return false;
  renamed->rename(value.toString().trimmed());
  return true;
}

void ConversationListModel::arrange() {
  beginResetModel();
  rows_.clear();
  for (const Kind kind : {Kind::server, Kind::client, Kind::serial, Kind::board, Kind::file}) {
    const std::size_t name_at = rows_.size();
    for (const auto& each : owned_)
      if (each->kind() == kind) rows_.push_back({each.get(), kind});
    if (rows_.size() > name_at)
      rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(name_at), Row{nullptr, kind});
  }
  endResetModel();
}

void ConversationListModel::tell_changed(const Conversation* conversation) {
  const QModelIndex index = index_of(conversation);
  if (!index.isValid()) return;
  if (rows_[static_cast<std::size_t>(index.row())].kind != conversation->kind()) {
    arrange();  // a form made a client of a server
    return;
  }
  Q_EMIT dataChanged(index, index);
}

}  // namespace parley::desk::models
