#include "desk/widgets/file_field.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace parley::desk::widgets {

FileField::FileField(const QString& what, const QString& filter, QWidget* parent)
    : QWidget(parent), what_(what), filter_(filter), edit_(new QLineEdit(this)) {
  edit_->setAccessibleName(what);
  auto* choose = new QToolButton(this);
  choose->setText(QStringLiteral("\u2026"));
  choose->setAccessibleName(tr("Choose: %1").arg(what));
  choose->setToolTip(tr("Choose a file"));
  choose->setFocusPolicy(Qt::StrongFocus);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(edit_, 1);
  row->addWidget(choose);
  setFocusProxy(edit_);
  connect(edit_, &QLineEdit::textEdited, this, &FileField::edited);
  connect(choose, &QToolButton::clicked, this, &FileField::choose);
}

FileField::~FileField() = default;

QString FileField::path() const {
  return edit_->text();
}

void FileField::set_path(const QString& path) {
  if (path != edit_->text()) edit_->setText(path);
}

void FileField::choose() {
  const QString chosen = QFileDialog::getOpenFileName(this, what_, path(), filter_);
  if (chosen.isEmpty()) return;
  set_path(chosen);
  Q_EMIT edited();
}

}  // namespace parley::desk::widgets
