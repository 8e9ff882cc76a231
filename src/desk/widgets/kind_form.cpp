#include "desk/widgets/kind_form.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "desk/widgets/sentence.h"
#include "desk/widgets/toggle_button.h"

namespace parley::desk::widgets {

KindForm::KindForm(QWidget* parent) : QWidget(parent), rows_(new QVBoxLayout(this)) {}

KindForm::~KindForm() = default;

void KindForm::show_status(const session::Status*) {}

void KindForm::set_editable(bool editable) {
  for (QWidget* input : inputs_)
    input->setEnabled(editable);
}

void KindForm::add_input(QWidget* input) {
  inputs_.append(input);
}

void KindForm::focus_first() {
  inputs_.front()->setFocus(Qt::ShortcutFocusReason);
}

QHBoxLayout* KindForm::begin_head() {
  auto* head = new QHBoxLayout;
  rows_->addLayout(head);
  return head;
}

void KindForm::finish_head(QHBoxLayout* head) {
  toggle_ = new ToggleButton(this);
  QFont font = toggle_->font();
  font.setBold(true);
  toggle_->setFont(font);
  // As wide with whatever it says, so that nothing jumps when it is pressed.
  toggle_->setMinimumWidth(toggle_->fontMetrics().averageCharWidth() * 16);
  head->addWidget(toggle_);
  remark_ = new Sentence(this);
  rows_->addWidget(remark_);
}

QLabel* KindForm::add_field(QBoxLayout* row, const QString& name, QWidget* field, int stretch) {
  auto* label = new QLabel(name, this);
  label->setBuddy(field);
  row->addWidget(label);
  row->addWidget(field, stretch);
  add_input(field);
  return label;
}

void KindForm::add_trouble(models::StartField field) {
  auto* sentence = new Sentence(this);
  rows_->addWidget(sentence);
  troubles_[field] = sentence;
}

QHBoxLayout* KindForm::begin_more() {
  more_button_ = new QToolButton(this);
  more_button_->setText(tr("&More"));
  more_button_->setToolTip(tr("What is seldom changed"));
  more_button_->setCheckable(true);
  more_button_->setAutoRaise(true);
  more_button_->setArrowType(Qt::RightArrow);
  more_button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  more_button_->setFocusPolicy(Qt::StrongFocus);
  more_ = new QWidget(this);
  more_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  auto* row = new QHBoxLayout(more_);
  row->setContentsMargins(0, 0, 0, 0);
  auto* line = new QHBoxLayout;
  line->addWidget(more_button_);
  line->addWidget(more_, 1);
  line->addStretch(0);
  rows_->addLayout(line);
  more_->hide();
  connect(more_button_, &QToolButton::toggled, this, [this](bool open) {
    more_button_->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    more_->setVisible(open);
  });
  return row;
}

void KindForm::open_more(bool open) {
  if (open) more_button_->setChecked(true);
}

void KindForm::show_troubles(const models::StartTroubles& troubles) {
  for (const auto& [field, sentence] : troubles_) {
    const auto trouble = troubles.find(field);
    const bool wrong = trouble != troubles.end() && !trouble->second.missing;
    sentence->say_wrong(wrong ? trouble->second.words : QString());
    if (wrong && field == models::StartField::allowed) open_more(true);
  }
}

}  // namespace parley::desk::widgets
