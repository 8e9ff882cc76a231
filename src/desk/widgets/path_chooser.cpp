#include "desk/widgets/path_chooser.h"

#include <QLineEdit>
#include <QSignalBlocker>
#include <algorithm>

namespace parley::desk::widgets {

PathChooser::PathChooser(QWidget* parent) : QComboBox(parent) {
  setEditable(true);
  setInsertPolicy(QComboBox::NoInsert);
  setCompleter(nullptr);
  setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setMinimumContentsLength(18);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(lineEdit(), &QLineEdit::textEdited, this, &PathChooser::edited);
  connect(lineEdit(), &QLineEdit::returnPressed, this, &PathChooser::confirmed);
  connect(this, &QComboBox::activated, this, [this](int index) {
    if (index < 0 || index >= choices_.size()) return;
    set_path(choices_[index].path);
    Q_EMIT edited();
  });
}

PathChooser::~PathChooser() = default;

void PathChooser::set_choices(const QList<PathChoice>& choices) {
  if (choices == choices_) return;
  const QSignalBlocker blocker(this);
  const QString before = path();
  choices_ = choices;
  clear();
  for (const PathChoice& choice : choices_) {
    const bool bare = choice.words.isEmpty();
    addItem(bare ? choice.path : QStringLiteral("%1 \u2013 %2").arg(choice.path, choice.words));
  }
  set_path(before);
}

void PathChooser::set_path(const QString& path) {
  const auto known = std::find_if(choices_.begin(), choices_.end(),
                                  [&](const PathChoice& choice) { return choice.path == path; });
  const QSignalBlocker blocker(this);
  setCurrentIndex(known == choices_.end() ? -1 : static_cast<int>(known - choices_.begin()));
  if (lineEdit()->text() != path) lineEdit()->setText(path);
}

QString PathChooser::remark() const {
  for (const PathChoice& choice : choices_) {
    if (choice.path == path()) return choice.remark;
  }
  return {};
}

}  // namespace parley::desk::widgets
