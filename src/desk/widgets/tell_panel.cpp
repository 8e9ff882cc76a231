#include "desk/widgets/tell_panel.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "base/address.h"
#include "desk/widgets/sentence.h"

namespace parley::desk::widgets {

namespace {

constexpr double large = 1.5;

QString bracketed(const QString& address) {
  const bool v6 = address.contains(QLatin1Char(':'));
  return v6 ? QStringLiteral("[%1]").arg(address) : address;
}

}  // namespace

TellPanel::TellPanel(QWidget* parent)
    : QWidget(parent), words_(new QLabel(this)), remark_(new Sentence(this)) {
  words_->setTextFormat(Qt::PlainText);
  words_->setWordWrap(true);
  words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  QFont font = words_->font();
  font.setPointSizeF(font.pointSizeF() * large);
  font.setBold(true);
  words_->setFont(font);
  make_controls();

  auto* controls = new QHBoxLayout;
  controls->addWidget(adapters_, 1);
  controls->addWidget(copy_);
  controls->addStretch(1);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(words_);
  all->addLayout(controls);
  all->addWidget(remark_);
  fill();
}

TellPanel::~TellPanel() = default;

void TellPanel::make_controls() {
  adapters_ = new QComboBox(this);
  adapters_->setAccessibleName(tr("Address of this computer"));
  adapters_->setToolTip(
      tr("Addresses of this computer: the device reaches the one in its own network"));
  adapters_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  adapters_->setMinimumContentsLength(24);
  connect(adapters_, &QComboBox::activated, this, [this](int index) {
    chosen_ = adapters_->itemData(index).toString();
    show_words();
    Q_EMIT address_chosen();
  });

  auto* button = new QToolButton(this);
  button->setText(tr("Cop&y"));
  button->setAccessibleName(tr("Copy the address"));
  button->setToolTip(tr("Copy the address for the device's program"));
  button->setPopupMode(QToolButton::MenuButtonPopup);
  button->setFocusPolicy(Qt::StrongFocus);
  auto* menu = new QMenu(button);
  menu->addAction(tr("Copy the &address"), this, [this] { copy(told_address()); });
  menu->addAction(tr("Copy address and &port"), this,
                  [this] { copy(QStringLiteral("%1:%2").arg(bracketed(told_address()), port_)); });
  button->setMenu(menu);
  connect(button, &QToolButton::clicked, this, [this] { copy(told_address()); });
  copy_ = button;
}

void TellPanel::set_addresses(const QList<OwnAddress>& addresses) {
  QList<OwnAddress> sorted = addresses;
  std::stable_sort(
      sorted.begin(), sorted.end(),
      [](const OwnAddress& one, const OwnAddress& other) { return one.likely && !other.likely; });
  if (sorted == addresses_ && adapters_->count() > 0) return;
  addresses_ = sorted;
  fill();
}

void TellPanel::set_port(const QString& port, event::Transport transport) {
  if (port == port_ && transport == transport_) return;  // "Copied" stays to be read
  port_ = port;
  transport_ = transport;
  show_words();
}

QString TellPanel::address() const {
  return adapters_->currentData().toString();
}

void TellPanel::choose(const QString& address) {
  if (address == chosen_) return;
  chosen_ = address;
  fill();
}

void TellPanel::fill() {
  const QSignalBlocker blocker(adapters_);
  adapters_->clear();
  for (const OwnAddress& own : addresses_) {
    const QString where = QStringLiteral("%1 %2").arg(own.kind, own.adapter).trimmed();
    const QString words = QStringLiteral("%1 \u2013 %2").arg(own.address, where);
    adapters_->addItem(own.likely ? tr("%1 (likely)").arg(words) : words, own.address);
  }
  int index = adapters_->findData(chosen_);
  if (index < 0 && !chosen_.isEmpty() && IpAddress::parse(chosen_.toStdString())) {
    // An adapter that went away, or what a server was told to listen on.
    adapters_->addItem(tr("%1 \u2013 not an address of this computer now").arg(chosen_), chosen_);
    index = adapters_->count() - 1;
  }
  adapters_->setCurrentIndex(std::max(index, 0));
  adapters_->setEnabled(adapters_->count() > 0);
  copy_->setEnabled(adapters_->count() > 0);
  show_words();
}

// Its scope means something on this computer only (RFC 4007).
QString TellPanel::told_address() const {
  return address().section(QLatin1Char('%'), 0, 0);
}

void TellPanel::show_words() {
  if (address().isEmpty()) {
    words_->setText(tr("This computer is in no network"));
    remark_->say(tr("Join the network of the device first; its address appears here then."));
    return;
  }
  QString port = port_.isEmpty() ? QStringLiteral("\u2013") : port_;
  if (transport_ == event::Transport::udp) port = tr("%1 (UDP)").arg(port);
  if (transport_ == event::Transport::tls) port = tr("%1 (TLS)").arg(port);
  words_->setText(tr("Tell the device: %1  port %2").arg(told_address(), port));
  const auto parsed = IpAddress::parse(address().toStdString());
  remark_->say(parsed && parsed->is_loopback()
                   ? tr("Only programs on this computer can reach this address.")
                   : QString());
}

void TellPanel::copy(const QString& words) {
  QGuiApplication::clipboard()->setText(words);
  remark_->say(tr("Copied: %1").arg(words));
}

}  // namespace parley::desk::widgets
