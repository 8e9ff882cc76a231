#include "desk/widgets/board_form.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "desk/widgets/sentence.h"

namespace parley::desk::widgets {

using models::StartField;

BoardForm::BoardForm(QWidget* parent)
    : KindForm(parent), sketch_(new PathChooser(this)), about_(new Sentence(this)) {
  QHBoxLayout* head = begin_head();
  sketch_->setAccessibleName(tr("Sketch"));
  sketch_->setToolTip(tr("A bundled sketch, a folder with a sketch, or an .ino file"));
  add_field(head, tr("S&ketch:"), sketch_, 1);
  auto* file = new QPushButton(tr("F&ile\u2026"), this);
  file->setToolTip(tr("Choose an .ino file"));
  auto* folder = new QPushButton(tr("Fol&der\u2026"), this);
  folder->setToolTip(tr("Choose a folder with a sketch of several files"));
  head->addWidget(file);
  head->addWidget(folder);
  add_input(file);
  add_input(folder);
  finish_head(head);
  add_trouble(StartField::where);
  add_trouble(StartField::whole);
  rows().addWidget(about_);
  rows().addStretch(1);
  connect(sketch_, &PathChooser::edited, this, &BoardForm::on_edited);
  connect(sketch_, &PathChooser::confirmed, this, &BoardForm::confirmed);
  connect(file, &QPushButton::clicked, this, &BoardForm::choose_file);
  connect(folder, &QPushButton::clicked, this, &BoardForm::choose_folder);
  show_draft(models::usual_draft(models::StartDraft::Kind::board));
}

BoardForm::~BoardForm() = default;

void BoardForm::set_sketches(const QList<PathChoice>& sketches) {
  sketch_->set_choices(sketches);
  if (sketch_->isEnabled() && sketch_->path().isEmpty() && !sketches.isEmpty()) {
    take(sketches.front().path);
  }
}

void BoardForm::choose_file() {
  take(QFileDialog::getOpenFileName(this, tr("A sketch to run"), sketch_->path(),
                                    tr("Sketches (*.ino);;All files (*)")));
}

void BoardForm::choose_folder() {
  take(QFileDialog::getExistingDirectory(this, tr("A sketch's folder"), sketch_->path()));
}

void BoardForm::take(const QString& path) {
  if (path.isEmpty()) return;
  sketch_->set_path(path);
  on_edited();
}

void BoardForm::on_edited() {
  about_->say(sketch_->remark());
  Q_EMIT edited();
}

void BoardForm::show_draft(const models::StartDraft& draft) {
  sketch_->set_path(draft.where);
  about_->say(sketch_->remark());
}

models::StartDraft BoardForm::draft() const {
  models::StartDraft draft = models::usual_draft(models::StartDraft::Kind::board);
  draft.where = sketch_->path();
  return draft;
}

}  // namespace parley::desk::widgets
