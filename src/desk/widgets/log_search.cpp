#include "desk/widgets/log_search.h"

#include <QHBoxLayout>

namespace parley::desk::widgets {

LogSearch::LogSearch(const QString& name, const QString& placeholder, QWidget* parent)
    : QWidget(parent), field_(new QLineEdit(this)) {
  pattern_ = make_switch(QStringLiteral(".*"), tr("Regular expression"),
                         tr("The text is a regular expression (RE2), over bytes: \\xff"));
  case_ = make_switch(QStringLiteral("Aa"), tr("Match case"), tr("Tell A from a"));
  field_->setPlaceholderText(placeholder);
  field_->setAccessibleName(name);
  field_->setClearButtonEnabled(true);
  field_->setMinimumWidth(100);
  setFocusProxy(field_);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  layout->addWidget(field_, 1);
  layout->addWidget(case_);
  layout->addWidget(pattern_);
  connect(field_, &QLineEdit::textChanged, this, &LogSearch::edited);
  connect(field_, &QLineEdit::returnPressed, this, &LogSearch::entered);
}

LogSearch::~LogSearch() = default;

QToolButton* LogSearch::make_switch(const QString& text, const QString& name, const QString& tip) {
  auto* button = new QToolButton(this);
  button->setText(text);
  button->setCheckable(true);
  button->setAutoRaise(true);
  button->setAccessibleName(name);
  button->setToolTip(name + QStringLiteral(". ") + tip);
  connect(button, &QToolButton::toggled, this, &LogSearch::edited);
  return button;
}

void LogSearch::put_into(log::FilterSettings& settings) const {
  settings.text = field_->text().toStdString();
  settings.pattern = pattern_->isChecked();
  settings.ignore_case = !case_->isChecked();
}

}  // namespace parley::desk::widgets
