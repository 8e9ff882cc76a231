// The path of a file or folder, to be typed or chosen.
//
// Thread rule: the window's thread.
#pragma once

#include <QWidget>

class QLineEdit;

namespace parley::desk::widgets {

class FileField final : public QWidget {
  Q_OBJECT
 public:
  /// `what` names it, for its dialog and for screen readers; `filter` as QFileDialog takes it.
  FileField(const QString& what, const QString& filter, QWidget* parent = nullptr);
  ~FileField() override;

  QString path() const;
  void set_path(const QString& path);

 Q_SIGNALS:
  void edited();

 private:
  void choose();

  QString what_;
  QString filter_;
  QLineEdit* edit_ = nullptr;
};

}  // namespace parley::desk::widgets
