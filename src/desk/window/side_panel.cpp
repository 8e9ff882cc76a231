#include "desk/window/side_panel.h"

#include <QTabBar>
#include <QToolButton>
#include <algorithm>
#include <array>

namespace parley::desk::window {

namespace {

constexpr std::array tabs{SideTab::peers, SideTab::packets, SideTab::rules, SideTab::board};

}  // namespace

QString side_tab_name(SideTab tab) {
  switch (tab) {
    case SideTab::peers: return QStringLiteral("peers");
    case SideTab::packets: return QStringLiteral("packets");
    case SideTab::rules: return QStringLiteral("rules");
    case SideTab::board: return QStringLiteral("board");
  }
  return {};
}

std::optional<SideTab> side_tab(const QString& name) {
  const auto* found = std::find_if(tabs.begin(), tabs.end(),
                                   [&](SideTab tab) { return side_tab_name(tab) == name; });
  if (found == tabs.end()) return std::nullopt;
  return *found;
}

SidePanel::SidePanel(QWidget* parent) : QTabWidget(parent) {
  setDocumentMode(true);
  setAccessibleName(tr("Side panel"));
  tabBar()->setExpanding(false);
  tabBar()->setDrawBase(true);
  setElideMode(Qt::ElideNone);
  setUsesScrollButtons(true);
  auto* close_button = new QToolButton(this);
  close_button->setText(QStringLiteral("✕"));
  close_button->setAutoRaise(true);
  close_button->setToolTip(tr("Close the side panel (Ctrl+0)"));
  close_button->setAccessibleName(tr("Close the side panel"));
  connect(close_button, &QToolButton::clicked, this, &SidePanel::close);
  setCornerWidget(close_button);
  connect(this, &QTabWidget::currentChanged, this, &SidePanel::shown_changed);
  hide();
}

SidePanel::~SidePanel() = default;

void SidePanel::add(SideTab tab, QWidget* widget) {
  static const auto title = [](SideTab of) {
    switch (of) {
      case SideTab::peers: return tr("Peers");
      case SideTab::packets: return tr("Packets");
      case SideTab::rules: return tr("Rules");
      case SideTab::board: return tr("Board");
    }
    return QString();
  };
  widget->setParent(this);
  entries_.push_back({tab, widget, true});
  addTab(widget, title(tab));
}

const SidePanel::Entry* SidePanel::entry(SideTab tab) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& each) { return each.tab == tab; });
  return found == entries_.end() ? nullptr : &*found;
}

void SidePanel::set_offered(SideTab tab, bool offered) {
  for (Entry& each : entries_) {
    if (each.tab != tab || each.offered == offered) continue;
    each.offered = offered;
    setTabVisible(indexOf(each.widget), offered);
    if (!offered && shown() == tab) close();
  }
}

bool SidePanel::is_offered(SideTab tab) const {
  const Entry* found = entry(tab);
  return found != nullptr && found->offered;
}

bool SidePanel::open(SideTab tab) {
  if (!is_offered(tab)) return false;
  setCurrentWidget(entry(tab)->widget);
  if (isHidden()) {
    show();
    Q_EMIT shown_changed();
  }
  return true;
}

void SidePanel::close() {
  if (isHidden()) return;
  hide();
  Q_EMIT shown_changed();
}

std::optional<SideTab> SidePanel::shown() const {
  if (isHidden()) return std::nullopt;
  for (const Entry& each : entries_)
    if (each.widget == currentWidget()) return each.tab;
  return std::nullopt;
}

}  // namespace parley::desk::window
