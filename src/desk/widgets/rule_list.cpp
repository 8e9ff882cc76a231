#include "desk/widgets/rule_list.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QTableView>
#include <algorithm>

#include "desk/widgets/look.h"
#include "desk/widgets/sentence.h"

namespace parley::desk::widgets {

using models::RuleState;
using models::RuleTable;

namespace {

constexpr int rows_shown_max = 8;
constexpr int row_padding = 6;

// What is wrong in red; letters of rules as those of content. Never markup.
class RuleDelegate final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    return QStyledItemDelegate::sizeHint(option, index) + QSize(0, row_padding);
  }

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideRight;
    if (index.column() < RuleTable::state_column) {
      option->font = content_font();
      option->features &= ~QStyleOptionViewItem::WrapText;
      return;
    }
    option->features |= QStyleOptionViewItem::WrapText;
    const auto kind = static_cast<RuleState::Kind>(index.data(RuleTable::state_role).toInt());
    const QColor color = kind == RuleState::Kind::wrong        ? look().wrong
                         : kind == RuleState::Kind::unfinished ? look().dim
                                                               : look().connected;
    option->palette.setColor(QPalette::Text, color);
  }
};

}  // namespace

RuleList::RuleList(RuleTable::Kind kind, const QString& name, QWidget* parent)
    : QWidget(parent), table_(new RuleTable(kind, this)), hint_(new Sentence(this)) {
  make_view(name);
  make_buttons();
  auto* label = new QLabel(name, this);
  label->setBuddy(view_);
  auto* tools = new QHBoxLayout;
  for (QPushButton* button : {add_, remove_, up_, down_})
    tools->addWidget(button);
  tools->addStretch(1);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(label);
  all->addWidget(hint_);
  all->addWidget(view_);
  all->addLayout(tools);

  connect(table_, &RuleTable::modelReset, this, &RuleList::show_rows);
  connect(table_, &RuleTable::edited, this, &RuleList::show_rows);
  connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this,
          &RuleList::show_rows);
  connect(view_->verticalHeader(), &QHeaderView::sectionResized, this, &RuleList::show_rows);
  show_rows();
}

RuleList::~RuleList() = default;

void RuleList::make_view(const QString& name) {
  view_ = new QTableView(this);
  view_->setModel(table_);
  view_->setItemDelegate(new RuleDelegate(view_));
  QString plain = name;
  view_->setAccessibleName(plain.remove(QLatin1Char('&')));
  view_->setSelectionBehavior(QAbstractItemView::SelectRows);
  view_->setSelectionMode(QAbstractItemView::SingleSelection);
  view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  view_->verticalHeader()->hide();
  view_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  view_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  view_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  view_->horizontalHeader()->setHighlightSections(false);
}

void RuleList::make_buttons() {
  const auto button = [this](const QString& words, const QString& what) {
    auto* made = new QPushButton(words, this);
    made->setAccessibleName(QStringLiteral("%1: %2").arg(view_->accessibleName(), what));
    made->setToolTip(what);
    made->setAutoDefault(false);
    return made;
  };
  add_ = button(tr("Add"), tr("Add a rule"));
  remove_ = button(tr("Remove"), tr("Remove the chosen rule (Del)"));
  up_ = button(QStringLiteral("\u2191"), tr("Move the rule up: the first that matches answers"));
  down_ = button(QStringLiteral("\u2193"), tr("Move the rule down"));
  connect(add_, &QPushButton::clicked, this, &RuleList::add);
  connect(remove_, &QPushButton::clicked, this, [this] { table_->remove(row()); });
  connect(up_, &QPushButton::clicked, this, [this] { move(-1); });
  connect(down_, &QPushButton::clicked, this, [this] { move(1); });
  auto* del = new QShortcut(QKeySequence::Delete, view_, nullptr, nullptr, Qt::WidgetShortcut);
  connect(del, &QShortcut::activated, remove_, &QPushButton::click);
}

int RuleList::row() const {
  return view_->currentIndex().isValid() ? view_->currentIndex().row() : -1;
}

void RuleList::add() {
  const QModelIndex first = table_->index(table_->add(), RuleTable::when_column);
  view_->setFocus();
  view_->setCurrentIndex(first);
  view_->edit(first);
}

void RuleList::move(int by) {
  const int to = row() + by;
  if (table_->move(row(), to)) view_->setCurrentIndex(table_->index(to, RuleTable::when_column));
}

void RuleList::show_rows() {
  const int count = table_->rowCount();
  const bool replies = table_->kind() == RuleTable::Kind::replies;
  hint_->say(count > 0 ? QString()
             : replies ? tr("For example: when ^LED (\\w+) comes, answer ok {{1}}\\n")
                       : tr("For example: every 2s, send tick {{COUNTER}}\\n"));
  view_->setVisible(count > 0);
  remove_->setEnabled(row() >= 0);
  up_->setEnabled(row() > 0);
  down_->setEnabled(row() >= 0 && row() + 1 < count);
  // As high as its rules, within reason: a panel holds two of them.
  int height = view_->horizontalHeader()->sizeHint().height() + 2 * view_->frameWidth();
  for (int i = 0; i < std::min(count, rows_shown_max); ++i)
    height += view_->rowHeight(i);
  view_->setFixedHeight(height);
}

}  // namespace parley::desk::widgets
