// Light or dark, as the system has it: what its palette and the environment say, at once, and what
// the desktop's settings say a moment later (Qt 6.4 does not ask them).
//
// They are asked by a program of the desktop's own (gsettings), which is there where such a setting
// is, and again when the window comes to the front. Thread rule: the window's thread.
#pragma once

#include <QObject>
#include <QPalette>
#include <QPointer>
#include <QProcess>

namespace parley::desk::window {

class SystemLook : public QObject {
  Q_OBJECT
 public:
  /// `given`: the palette before anybody changed it.
  explicit SystemLook(const QPalette& given, QObject* parent = nullptr);
  ~SystemLook() override;

  bool is_dark() const { return dark_; }

  void ask();

 Q_SIGNALS:
  void changed();

 private:
  void answered(const QString& scheme);

  bool given_dark_;
  bool dark_;
  QPointer<QProcess> asking_;
};

}  // namespace parley::desk::window
