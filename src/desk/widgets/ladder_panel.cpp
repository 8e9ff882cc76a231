#include "desk/widgets/ladder_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "desk/widgets/ladder_view.h"
#include "desk/widgets/sentence.h"

namespace parley::desk::widgets {

using models::LadderFlow;
using models::LadderRow;

/// Its texts are made when somebody looks: how a hundred conversations stand changes all the time.
class LadderPanel::Chooser final : public QComboBox {
 public:
  Chooser(LadderPanel* panel) : QComboBox(panel), panel_(panel) {
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(12);
  }

 protected:
  void showPopup() override {
    for (int i = 1; i < count(); ++i) {
      if (const LadderFlow* flow = panel_->find(itemData(i).toUInt())) {
        setItemText(i, text_of(*flow));
      }
    }
    QComboBox::showPopup();
  }

 private:
  LadderPanel* panel_;
};

LadderPanel::LadderPanel(QWidget* parent)
    : QWidget(parent),
      chooser_(new Chooser(this)),
      follow_(new QToolButton(this)),
      summary_(new QLabel(this)),
      remark_(new Sentence(this)),
      stack_(new QStackedWidget(this)),
      view_(new LadderView(this)),
      empty_(new QLabel(this)),
      interfaces_(new QToolButton(this)) {
  chooser_->setAccessibleName(tr("Conversation"));
  chooser_->setToolTip(tr("Which conversation's packets are shown"));
  auto* label = new QLabel(tr("C&onversation:"), this);
  label->setBuddy(chooser_);
  follow_->setText(tr("To the e&nd"));
  follow_->setToolTip(tr("Show the newest packets, and those that come (End)"));
  follow_->setVisible(false);
  for (QLabel* words : {summary_, empty_}) {
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setMargin(16);
  interfaces_->setText(tr("&Watch an interface"));
  interfaces_->setToolTip(tr("Show what goes over a network interface of this computer from now"));
  interfaces_->setPopupMode(QToolButton::InstantPopup);
  interfaces_->setVisible(false);

  auto* head = new QHBoxLayout;
  head->addWidget(label);
  head->addWidget(chooser_, 1);
  head->addWidget(follow_);
  auto* nothing = new QWidget(this);
  auto* middle = new QVBoxLayout(nothing);
  middle->addStretch(1);
  middle->addWidget(empty_);
  middle->addWidget(interfaces_, 0, Qt::AlignHCenter);
  middle->addStretch(2);
  stack_->addWidget(nothing);
  stack_->addWidget(view_);
  auto* column = new QVBoxLayout(this);
  column->addLayout(head);
  column->addWidget(summary_);
  column->addWidget(remark_);
  column->addWidget(stack_, 1);

  connect(chooser_, &QComboBox::activated, this,
          [this](int index) { choose(chooser_->itemData(index).toUInt()); });
  connect(follow_, &QToolButton::clicked, this, [this] { view_->set_following(true); });
  connect(view_, &LadderView::following, this,
          [this](bool follows) { follow_->setVisible(!follows); });
  show_rows(nullptr);
}

LadderPanel::~LadderPanel() = default;

void LadderPanel::show_rows(std::shared_ptr<models::LadderRows> rows) {
  if (rows_ != nullptr) rows_->disconnect(this);
  rows_ = std::move(rows);
  chosen_ = 0;
  filled_ = 0;
  chooser_->clear();
  chooser_->addItem(tr("The newest over TCP"), 0U);
  if (rows_ != nullptr) {
    connect(rows_.get(), &models::LadderRows::changed, this, &LadderPanel::show_changes);
  }
  show_changes();
}

void LadderPanel::offer_interfaces(const QStringList& names) {
  auto* menu = new QMenu(interfaces_);
  for (const QString& name : names) {
    QString shown = name;
    menu->addAction(shown.replace(QLatin1Char('&'), QStringLiteral("&&")), this,
                    [this, name] { Q_EMIT interface_wanted(name); });
  }
  delete interfaces_->menu();
  interfaces_->setMenu(menu);
  interfaces_->setVisible(!names.isEmpty());
}

const LadderFlow* LadderPanel::find(std::uint32_t flow) const {
  if (rows_ == nullptr || flow == 0) return nullptr;
  const auto& flows = rows_->flows();
  const auto found =
      std::lower_bound(flows.begin(), flows.end(), flow,
                       [](const LadderFlow& one, std::uint32_t n) { return one.number < n; });
  return found != flows.end() && found->number == flow ? &*found : nullptr;
}

/// The last that is one over TCP; of datagrams alone the last of those.
std::uint32_t LadderPanel::newest() const {
  if (rows_ == nullptr || rows_->flows().empty()) return 0;
  const auto& flows = rows_->flows();
  const auto tcp = std::find_if(flows.rbegin(), flows.rend(),
                                [](const LadderFlow& flow) { return !flow.datagrams; });
  return tcp != flows.rend() ? tcp->number : flows.back().number;
}

QString LadderPanel::text_of(const LadderFlow& flow) {
  QStringList parts{tr("%1: %2 to %3").arg(flow.number).arg(flow.client, flow.server)};
  if (flow.datagrams) parts += tr("UDP");
  if (!flow.end.isEmpty()) parts += flow.end;
  parts += tr("%n packet(s)", nullptr, static_cast<int>(flow.rows));
  return parts.join(QStringLiteral(" · "));
}

/// Adds those that are new behind those that it has, and takes the oldest away.
void LadderPanel::fill() {
  if (rows_ == nullptr) return;
  const auto& flows = rows_->flows();
  const std::size_t offered = std::min(flows.size(), flows_offered_max);
  for (auto flow = flows.end() - static_cast<std::ptrdiff_t>(offered); flow != flows.end();
       ++flow) {
    if (flow->number <= filled_) continue;
    chooser_->addItem(text_of(*flow), flow->number);
    filled_ = flow->number;
  }
  while (chooser_->count() > static_cast<int>(flows_offered_max) + 1) {
    const bool oldest_is_chosen = chosen_ != 0 && chooser_->itemData(1).toUInt() == chosen_;
    chooser_->removeItem(oldest_is_chosen ? 2 : 1);
  }
}

void LadderPanel::show_changes() {
  const QSignalBlocker blocker(chooser_);
  fill();
  remark_->say(rows_ != nullptr ? rows_->remark() : QString());
  show_flow();
}

void LadderPanel::choose(std::uint32_t flow) {
  chosen_ = flow;
  show_flow();
}

void LadderPanel::show_flow() {
  const std::uint32_t shown = chosen_ != 0 ? chosen_ : newest();
  view_->show(rows_, shown);
  const LadderFlow* flow = find(shown);
  const int index = chosen_ == 0 ? 0 : chooser_->findData(chosen_);
  if (index >= 0) chooser_->setCurrentIndex(index);
  if (index > 0 && flow != nullptr) chooser_->setItemText(index, text_of(*flow));
  chooser_->setEnabled(flow != nullptr);
  const bool there = flow != nullptr;
  stack_->setCurrentIndex(there ? 1 : 0);
  if (!there) return say_nothing_there();
  QStringList words;
  if (!flow->end.isEmpty()) words += tr("Ended: %1.").arg(flow->end);
  words += flow->summary;
  const auto kept = static_cast<std::uint64_t>(rows_->rows(shown).size());
  if (kept < flow->rows) {
    words +=
        tr("The first %L1 of its %L2 packets are not kept.").arg(flow->rows - kept).arg(flow->rows);
  }
  summary_->setText(words.join(QLatin1Char(' ')));
  summary_->setVisible(!words.isEmpty());
}

void LadderPanel::say_nothing_there() {
  summary_->setVisible(false);
  empty_->setText(
      rows_ != nullptr && rows_->remark().isEmpty()
          ? tr("No packets yet. They appear here as soon as one is sent: the handshake first.")
          : tr("Packets are seen for boards that run here, for captures that you open (.pcap and "
               ".pcapng), and, where this computer permits it, for its network interfaces.\n\nEach "
               "is an arrow between the two ends, with what it says in words."));
}

bool LadderPanel::show_message(WallTime time, std::uint32_t bytes) {
  if (rows_ == nullptr) return false;
  for (const LadderFlow& flow : rows_->flows()) {
    const auto& rows = rows_->rows(flow.number);
    const auto first =
        std::lower_bound(rows.begin(), rows.end(), time,
                         [](const LadderRow& row, WallTime wanted) { return row.time < wanted; });
    for (auto row = first; row != rows.end() && row->time == time; ++row) {
      if (row->bytes == 0) continue;
      if (flow.number != view_->flow()) choose(flow.number);
      return view_->highlight(time, bytes);
    }
  }
  view_->clear_highlight();
  return false;
}

QString LadderPanel::words() const {
  return stack_->currentIndex() == 0 ? empty_->text() : summary_->text();
}

}  // namespace parley::desk::widgets
