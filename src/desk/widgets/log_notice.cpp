#include "desk/widgets/log_notice.h"

#include <QHBoxLayout>

namespace parley::desk::widgets {

namespace {

constexpr int shown_ms = 6000;
constexpr int bar_steps = 1000;

}  // namespace

LogNotice::LogNotice(QWidget* parent)
    : QWidget(parent),
      words_(new Sentence(this)),
      bar_(new QProgressBar(this)),
      button_(new QToolButton(this)) {
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
  progress_ = progress;
  if (trouble) {
    words_->say_wrong(words);
  } else {
    words_->say(words);
  }
  bar_->setVisible(progress);
  button_->setText(progress ? tr("Cancel") : tr("Close"));
  show();
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
  progress_ = false;
  words_->be_quiet();
  hide();
}

}  // namespace parley::desk::widgets
