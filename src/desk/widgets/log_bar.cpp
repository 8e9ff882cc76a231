#include "desk/widgets/log_bar.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QVBoxLayout>
#include <algorithm>
#include <vector>

#include "desk/widgets/marks.h"

namespace parley::desk::widgets {

namespace {

using event::Kind;

constexpr int typing_ms = 250;

/// By the index of the choice.
const std::vector<std::vector<Kind>>& kinds_of_direction() {
  static const std::vector<std::vector<Kind>> kinds{
      {},
      {Kind::received, Kind::sent},
      {Kind::received},
      {Kind::sent},
      {Kind::listening, Kind::connected, Kind::closed, Kind::reset, Kind::failed, Kind::refused,
       Kind::dropped, Kind::noted, Kind::recorded},
  };
  return kinds;
}

}  // namespace

LogBar::LogBar(LogActions& actions, QWidget* parent) : QWidget(parent) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(make_filter_line(actions));
  filter_error_ = new Sentence(this);
  filter_error_->setContentsMargins(8, 0, 8, 4);
  layout->addWidget(filter_error_);
  find_line_ = make_find_line(actions);
  layout->addWidget(find_line_);
  find_error_ = new Sentence(this);
  find_error_->setContentsMargins(8, 0, 8, 4);
  layout->addWidget(find_error_);
  notice_ = new LogNotice(this);
  layout->addWidget(notice_);
  typing_.setSingleShot(true);
  typing_.setInterval(typing_ms);
  connect(&typing_, &QTimer::timeout, this, &LogBar::filter_changed);
}

LogBar::~LogBar() = default;

QWidget* LogBar::make_filter_line(LogActions& actions) {
  auto* line = new QWidget(this);
  filter_ = new LogSearch(tr("Filter"), tr("Show only rows with …"), line);
  direction_ = new QComboBox(line);
  direction_->setAccessibleName(tr("Direction"));
  direction_->setToolTip(tr("Which rows are shown: by direction"));
  direction_->addItems({tr("All rows"), tr("Messages"),
                        mark_text(event::Mark::received) + QLatin1Char(' ') + tr("Received"),
                        mark_text(event::Mark::sent) + QLatin1Char(' ') + tr("Sent"),
                        tr("Status")});
  peer_ = new QComboBox(line);
  peer_->setAccessibleName(tr("Peer"));
  peer_->setToolTip(tr("Which rows are shown: by peer"));
  peer_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  peer_->setMinimumContentsLength(6);
  peer_->view()->setTextElideMode(Qt::ElideMiddle);
  forget_peers();
  auto* layout = new QHBoxLayout(line);
  layout->setContentsMargins(8, 4, 4, 4);
  layout->setSpacing(4);
  layout->addWidget(filter_, 1);
  layout->addWidget(direction_);
  layout->addWidget(peer_);
  layout->addWidget(make_button(actions.follow));
  layout->addWidget(make_button(actions.clear));
  layout->addWidget(make_menu_button(actions));
  const auto at_once = [this] {
    typing_.stop();
    Q_EMIT filter_changed();
  };
  connect(filter_, &LogSearch::edited, this, [this] { typing_.start(); });
  connect(filter_, &LogSearch::entered, this, at_once);
  connect(direction_, &QComboBox::currentIndexChanged, this, at_once);
  connect(peer_, &QComboBox::currentIndexChanged, this, at_once);
  connect(actions.filter, &QAction::triggered, this, [this] {
    filter_->setFocus();
    filter_->field()->selectAll();
  });
  return line;
}

QWidget* LogBar::make_find_line(LogActions& actions) {
  auto* line = new QWidget(this);
  find_ = new LogSearch(tr("Find"), tr("Find a row with …"), line);
  auto* close = new QToolButton(line);
  close->setText(tr("Close"));
  close->setAutoRaise(true);
  close->setToolTip(tr("Stop finding (Escape)"));
  auto* layout = new QHBoxLayout(line);
  layout->setContentsMargins(8, 0, 4, 4);
  layout->setSpacing(4);
  layout->addWidget(find_, 1);
  layout->addWidget(make_button(actions.find_previous));
  layout->addWidget(make_button(actions.find_next));
  layout->addWidget(close);
  connect(find_, &LogSearch::edited, this, [this] { find_error_->be_quiet(); });
  connect(find_, &LogSearch::entered, this, [this] { Q_EMIT find(false); });
  connect(close, &QToolButton::clicked, this, &LogBar::close_find);
  connect(actions.find, &QAction::triggered, this, &LogBar::open_find);
  const auto again = [this](bool backwards) {
    if (find_->text().isEmpty()) {
      open_find();
    } else {
      Q_EMIT find(backwards);
    }
  };
  connect(actions.find_next, &QAction::triggered, this, [again] { again(false); });
  connect(actions.find_previous, &QAction::triggered, this, [again] { again(true); });
  line->hide();
  return line;
}

QToolButton* LogBar::make_button(QAction* action) {
  auto* button = new QToolButton(this);
  button->setDefaultAction(action);
  button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
  return button;
}

QPushButton* LogBar::make_menu_button(LogActions& actions) {
  auto* menu = new QMenu(this);
  for (QAction* action : actions.for_menu()) {
    if (action == nullptr) {
      menu->addSeparator();
    } else {
      menu->addAction(action);
    }
  }
  auto* button = new QPushButton(tr("&More"), this);
  button->setAccessibleName(tr("More for the log"));
  button->setToolTip(tr("Text or hex, times, find, copy, export"));
  button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  button->setMenu(menu);
  return button;
}

std::optional<log::FilterSettings> LogBar::filter() const {
  log::FilterSettings settings;
  filter_->put_into(settings);
  settings.kinds = kinds_of_direction()[static_cast<std::size_t>(direction_->currentIndex())];
  const unsigned peer = peer_->currentData().toUInt();
  if (peer != 0) settings.peers = {event::PeerId{peer}};
  const bool all = settings.text.empty() && settings.kinds.empty() && settings.peers.empty();
  return all ? std::nullopt : std::optional(std::move(settings));
}

log::FilterSettings LogBar::sought() const {
  log::FilterSettings settings;
  find_->put_into(settings);
  return settings;
}

void LogBar::clear_filter() {
  {
    const QSignalBlocker no_direction(direction_);
    const QSignalBlocker no_peer(peer_);
    direction_->setCurrentIndex(0);
    peer_->setCurrentIndex(0);
    filter_->set_text({});
  }
  typing_.stop();
  Q_EMIT filter_changed();
}

void LogBar::add_peer(event::PeerId peer, const QString& who) {
  const auto number = static_cast<unsigned>(peer);
  const QString name = QStringLiteral("#%1 %2").arg(number).arg(who);
  int place = 1;
  while (place < peer_->count() && peer_->itemData(place).toUInt() < number)
    ++place;
  if (place < peer_->count() && peer_->itemData(place).toUInt() == number) {
    if (peer_->itemText(place) != name) peer_->setItemText(place, name);
    return;
  }
  if (peer_->count() <= static_cast<int>(peers_max)) peer_->insertItem(place, name, number);
}

void LogBar::choose_peer(event::PeerId peer) {
  add_peer(peer, {});
  peer_->setCurrentIndex(std::max(0, peer_->findData(static_cast<unsigned>(peer))));
}

void LogBar::forget_peers() {
  const QSignalBlocker quiet(peer_);
  peer_->clear();
  peer_->addItem(tr("All peers"), 0U);
}

void LogBar::open_find() {
  find_line_->show();
  find_->setFocus();
  find_->field()->selectAll();
}

void LogBar::close_find() {
  find_line_->hide();
  find_error_->be_quiet();
  Q_EMIT find_closed();
}

void LogBar::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && find_line_->isVisible()) {
    close_find();
    return;
  }
  if (event->key() == Qt::Key_Escape && filter()) {
    clear_filter();
    return;
  }
  QWidget::keyPressEvent(event);
}

}  // namespace parley::desk::widgets
