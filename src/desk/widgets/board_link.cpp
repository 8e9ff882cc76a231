#include "desk/widgets/board_link.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <utility>

#include "desk/widgets/sentence.h"

namespace parley::desk::widgets {

namespace {

constexpr int rest_ms = 150;

}  // namespace

BoardLink::BoardLink(QWidget* parent)
    : QWidget(parent),
      loss_(make_slider(tr("Loss"), tr("How many of the packets are lost, on each way"),
                        loss_percent_max, 5)),
      delay_(make_slider(tr("Delay"), tr("How long each packet takes, on each way"), delay_ms_max,
                         50)),
      down_(new QCheckBox(tr("Link &down"), this)),
      mend_(new QPushButton(tr("&Mend the link"), this)),
      answer_(new Sentence(this)) {
  down_->setToolTip(tr("Cut the board's link: its Wi-Fi is gone until this is cleared"));
  mend_->setToolTip(tr("No loss, no delay, and the link is up"));
  mend_->setAutoDefault(false);
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setColumnStretch(1, 1);
  int row = 0;
  for (const auto& [slider, words] :
       {std::pair(loss_, tr("&Loss:")), std::pair(delay_, tr("Dela&y:"))}) {
    auto* label = new QLabel(words, this);
    label->setBuddy(slider.slider);
    grid->addWidget(label, row, 0);
    grid->addWidget(slider.slider, row, 1);
    grid->addWidget(slider.value, row, 2);
    ++row;
  }
  grid->addWidget(down_, row, 0, 1, 2);
  grid->addWidget(mend_, row, 2);
  grid->addWidget(answer_, row + 1, 0, 1, 3);
  rest_.setSingleShot(true);
  rest_.setInterval(rest_ms);
  connect(&rest_, &QTimer::timeout, this, &BoardLink::send_faults);
  connect(down_, &QCheckBox::toggled, this, &BoardLink::cut);
  connect(mend_, &QPushButton::clicked, this, [this] {
    loss_.slider->setValue(0);
    delay_.slider->setValue(0);
    down_->setChecked(false);
  });
  show_values();
}

BoardLink::~BoardLink() = default;

BoardLink::Slider BoardLink::make_slider(const QString& name, const QString& tip, int most,
                                         int step) {
  Slider made{new QSlider(Qt::Horizontal, this), new QLabel(this)};
  made.slider->setRange(0, most);
  made.slider->setPageStep(step);
  made.slider->setAccessibleName(name);
  made.slider->setToolTip(tip);
  made.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  made.value->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("500 ms ")));
  connect(made.slider, &QSlider::valueChanged, this, &BoardLink::want_faults);
  return made;
}

void BoardLink::show_conversation(models::Conversation* conversation) {
  conversation_ = conversation;
  reset();
}

void BoardLink::reset() {
  const QSignalBlocker loss(loss_.slider);
  const QSignalBlocker delay(delay_.slider);
  const QSignalBlocker down(down_);
  loss_.slider->setValue(0);
  delay_.slider->setValue(0);
  down_->setChecked(false);
  rest_.stop();
  ++generation_;
  asked_ = wanted_ = false;
  answer_->be_quiet();
  show_values();
}

void BoardLink::show_values() {
  const QString loss = tr("%1 %").arg(loss_.slider->value());
  const QString delay = tr("%1 ms").arg(delay_.slider->value());
  loss_.value->setText(loss);
  delay_.value->setText(delay);
  loss_.slider->setAccessibleDescription(loss);
  delay_.slider->setAccessibleDescription(delay);
}

void BoardLink::want_faults() {
  show_values();
  wanted_ = true;
  rest_.start();
}

void BoardLink::send_faults() {
  if (asked_ || !wanted_ || conversation_ == nullptr) return;
  asked_ = true;
  wanted_ = false;
  const QString words = QStringLiteral("fault both loss=%1% delay=%2ms")
                            .arg(loss_.slider->value())
                            .arg(delay_.slider->value());
  const QPointer<BoardLink> self(this);
  conversation_->command(words,
                         [self, generation = generation_](const Result<std::string>& answer) {
                           if (self == nullptr || self->generation_ != generation) return;
                           self->asked_ = false;
                           self->tell(answer);
                           if (!self->rest_.isActive()) self->send_faults();
                         });
}

void BoardLink::cut(bool down) {
  if (conversation_ == nullptr) return;
  const QPointer<BoardLink> self(this);
  conversation_->command(down ? QStringLiteral("link down") : QStringLiteral("link up"),
                         [self, down, generation = generation_](const Result<std::string>& answer) {
                           if (self == nullptr || self->generation_ != generation) return;
                           self->tell(answer);
                           if (answer || self->down_->isChecked() != down) return;
                           const QSignalBlocker blocker(self->down_);
                           self->down_->setChecked(!down);  // it is not what was wanted
                         });
}

void BoardLink::tell(const Result<std::string>& answer) {
  if (answer) {
    answer_->say(QString::fromStdString(*answer));
  } else {
    answer_->say_wrong(QString::fromStdString(to_string(answer.error())));
  }
}

}  // namespace parley::desk::widgets
