#include "desk/widgets/log_notice.h"

#include <QAccessible>
#include <QHBoxLayout>

namespace parley::desk::widgets {

namespace {

constexpr int shown_ms = 6000;
constexpr int bar_steps = 1000;

}  // namespace

LogNotice::LogNotice(QWidget* parent)
    : QWidget(parent),
      words_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      button_(new QToolButton(this)) {
  words_->setTextFormat(Qt::PlainText);
  words_->setWordWrap(true);
  words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  bar_->setRange(0, bar_steps);
  bar_->setMaximumWidth(260);
  bar_->setAccessibleName(tr("Progress"));
  button_->setAutoRaise(true);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(8, 2, 4, 2);
  layout->addWidget(words_, 1);
  layout->addWidget(bar_);
  layout->addWidget(button_);
  fading_.setSingleShot(true);
  fading_.setInterval(shown_ms);
  connect(&fading_, &QTimer::timeout, this, [this] { clear(); });
  connect(button_, &QToolButton::clicked, this, [this] {
    const bool worked = shows_progress();
    clear();
    if (worked) Q_EMIT cancelled();
  });
  hide();
}

LogNotice::~LogNotice() = default;

void LogNotice::put(const QString& words, bool trouble, bool progress) {
  fading_.stop();
  const bool news = words != words_->text();
  words_->setText(words);
  // Without colours the words alone say it.
  words_->setForegroundRole(trouble ? QPalette::WindowText : QPalette::PlaceholderText);
  bar_->setVisible(progress);
  button_->setText(progress ? tr("Cancel") : tr("Close"));
  setVisible(true);
  if (!news || progress) return;
  QAccessibleEvent alert(words_, QAccessible::Alert);
  QAccessible::updateAccessibility(&alert);
}

void LogNotice::tell(const QString& words) {
  put(words, false, false);
  fading_.start();
}

void LogNotice::tell_trouble(const QString& words) {
  put(words, true, false);
}

void LogNotice::show_progress(const QString& words, double part) {
  put(words, false, true);
  bar_->setValue(static_cast<int>(part * bar_steps));
}

void LogNotice::clear(bool progress_only) {
  if (progress_only && !shows_progress()) return;
  fading_.stop();
  bar_->hide();
  hide();
}

}  // namespace parley::desk::widgets
