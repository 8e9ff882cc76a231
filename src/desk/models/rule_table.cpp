#include "desk/models/rule_table.h"

#include <algorithm>

#include "talk/rules.h"
#include "text/duration.h"

namespace parley::desk::models {

namespace {

// Exact, and as it may be typed again: "1500ms", "2s", "5m".
QString interval_words(Duration interval) {
  using namespace std::chrono;
  const auto whole = [&](auto unit) { return interval % decltype(unit){1} == Duration::zero(); };
  if (interval > Duration::zero() && whole(hours{})) {
    return QStringLiteral("%1h").arg(duration_cast<hours>(interval).count());
  }
  if (interval > Duration::zero() && whole(minutes{})) {
    return QStringLiteral("%1m").arg(duration_cast<minutes>(interval).count());
  }
  if (whole(seconds{})) return QStringLiteral("%1s").arg(duration_cast<seconds>(interval).count());
  const double count = static_cast<double>(interval.count()) / 1e6;
  return QStringLiteral("%1ms").arg(QString::number(count, 'g', 15));
}

QString seen_in(const Error& error) {
  return QString::fromStdString(error.seen);
}

QString compile_trouble(const talk::RuleSettings& settings) {
  const auto compiled = talk::Rules::compile(settings, 0);
  return compiled ? QString() : seen_in(compiled.error());
}

}  // namespace

QString rule_text_trouble(const QString& text) {
  talk::RuleSettings settings;
  settings.greet = text.toStdString();
  return compile_trouble(settings);
}

RuleTable::RuleTable(Kind kind, QObject* parent) : QAbstractTableModel(parent), kind_(kind) {}

RuleTable::~RuleTable() = default;

RuleState RuleTable::look_at(const RuleRow& row) const {
  using State = RuleState::Kind;
  const bool replies = kind_ == Kind::replies;
  if (row.when.isEmpty()) {
    return {State::unfinished, replies ? tr("no pattern yet") : tr("no time yet")};
  }
  if (row.text.isEmpty()) return {State::unfinished, tr("no text yet")};
  talk::RuleSettings settings;
  if (replies) {
    settings.replies.emplace_back(row.when.toStdString(), row.text.toStdString());
  } else {
    const auto interval = text::parse_duration(row.when.trimmed().toStdString());
    if (!interval) return {State::wrong, seen_in(interval.error())};
    if (*interval <= Duration::zero()) return {State::wrong, tr("more than no time at all")};
    settings.every.emplace_back(*interval, row.text.toStdString());
  }
  const QString trouble = compile_trouble(settings);
  return trouble.isEmpty() ? RuleState{} : RuleState{State::wrong, trouble};
}

void RuleTable::look_again() {
  states_.clear();
  for (const RuleRow& row : rows_)
    states_.push_back(look_at(row));
}

void RuleTable::set_rows(std::vector<RuleRow> rows) {
  beginResetModel();
  rows_ = std::move(rows);
  look_again();
  endResetModel();
}

int RuleTable::add() {
  const int row = rowCount();
  beginInsertRows({}, row, row);
  rows_.emplace_back();
  look_again();
  endInsertRows();
  Q_EMIT edited();
  return row;
}

void RuleTable::remove(int row) {
  if (row < 0 || row >= rowCount()) return;
  beginRemoveRows({}, row, row);
  rows_.erase(rows_.begin() + row);
  look_again();
  endRemoveRows();
  Q_EMIT edited();
}

bool RuleTable::move(int row, int to) {
  if (row < 0 || to < 0 || row >= rowCount() || to >= rowCount() || row == to) return false;
  // Qt counts the place before the row is taken out.
  beginMoveRows({}, row, row, {}, to > row ? to + 1 : to);
  const RuleRow moved = rows_[static_cast<std::size_t>(row)];
  rows_.erase(rows_.begin() + row);
  rows_.insert(rows_.begin() + to, moved);
  look_again();
  endMoveRows();
  Q_EMIT edited();
  return true;
}

void RuleTable::read(const talk::RuleSettings& settings) {
  std::vector<RuleRow> rows;
  if (kind_ == Kind::replies) {
    for (const auto& [pattern, text] : settings.replies)
      rows.push_back({QString::fromStdString(pattern), QString::fromStdString(text)});
  } else {
    for (const auto& [interval, text] : settings.every)
      rows.push_back({interval_words(interval), QString::fromStdString(text)});
  }
  set_rows(std::move(rows));
}

void RuleTable::write(talk::RuleSettings& settings) const {
  if (kind_ == Kind::replies) {
    settings.replies.clear();
  } else {
    settings.every.clear();
  }
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (states_[i].kind != RuleState::Kind::in_force) continue;
    const std::string when = rows_[i].when.toStdString();
    const std::string text = rows_[i].text.toStdString();
    if (kind_ == Kind::replies) {
      settings.replies.emplace_back(when, text);
    } else {
      settings.every.emplace_back(*text::parse_duration(rows_[i].when.trimmed().toStdString()),
                                  text);
    }
  }
}

int RuleTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int RuleTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : columns;
}

QVariant RuleTable::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const auto row = static_cast<std::size_t>(index.row());
  const RuleState& now = states_[row];
  if (role == state_role) return static_cast<int>(now.kind);
  if (role == Qt::ToolTipRole && index.column() != state_column) {
    // A tip that might be markup is shown as markup: this one never is.
    const QString& cell = index.column() == when_column ? rows_[row].when : rows_[row].text;
    return cell.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(cell.toHtmlEscaped());
  }
  const bool shown = role == Qt::DisplayRole || role == Qt::EditRole;
  switch (index.column()) {
    case when_column: return shown ? QVariant(rows_[row].when) : QVariant();
    case text_column: return shown ? QVariant(rows_[row].text) : QVariant();
    case state_column: break;
    default: return {};
  }
  if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
  switch (now.kind) {
    case RuleState::Kind::in_force: return tr("in force");
    case RuleState::Kind::unfinished: return now.words;
    case RuleState::Kind::wrong: return QStringLiteral("\u26a0 ") + now.words;
  }
  return {};
}

QVariant RuleTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  const bool replies = kind_ == Kind::replies;
  if (role == Qt::ToolTipRole && section == when_column) {
    return replies ? tr("A regular expression (RE2); it looks at what a peer sends")
                   : tr("500ms, 1s, 5m or 1h");
  }
  if (role == Qt::ToolTipRole && section == text_column) {
    return replies ? tr("\\n \\XX {{COUNTER}}, {{1}} is what the first group matched")
                   : tr("\\n \\XX {{COUNTER}} {{TIME}} and others");
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case when_column: return replies ? tr("When this comes") : tr("Every");
    case text_column: return replies ? tr("Answer") : tr("Send");
    case state_column: return tr("State");
    default: return {};
  }
}

bool RuleTable::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || !index.isValid() || index.column() >= state_column) return false;
  RuleRow& row = rows_[static_cast<std::size_t>(index.row())];
  QString& cell = index.column() == when_column ? row.when : row.text;
  if (cell == value.toString()) return true;
  cell = value.toString();
  states_[static_cast<std::size_t>(index.row())] = look_at(row);
  Q_EMIT dataChanged(this->index(index.row(), 0), this->index(index.row(), state_column));
  Q_EMIT edited();
  return true;
}

Qt::ItemFlags RuleTable::flags(const QModelIndex& index) const {
  const Qt::ItemFlags base = QAbstractTableModel::flags(index);
  return index.column() < state_column ? base | Qt::ItemIsEditable : base;
}

}  // namespace parley::desk::models
