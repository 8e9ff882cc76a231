#include "desk/window/system_look.h"

#include <QStandardPaths>

#include "desk/widgets/look.h"

namespace parley::desk::window {

SystemLook::SystemLook(const QPalette& given, QObject* parent)
    : QObject(parent),
      given_dark_(widgets::system_is_dark(given, qEnvironmentVariable("GTK_THEME"))),
      dark_(given_dark_) {}

SystemLook::~SystemLook() {
  if (asking_ != nullptr) asking_->disconnect(this);
}

void SystemLook::ask() {
  static const QString program = QStandardPaths::findExecutable(QStringLiteral("gsettings"));
  if (program.isEmpty() || asking_ != nullptr) return;
  asking_ = new QProcess(this);
  connect(asking_, &QProcess::errorOccurred, asking_, &QObject::deleteLater);
  connect(asking_, &QProcess::finished, this, [this] {
    answered(QString::fromUtf8(asking_->readAllStandardOutput()));
    asking_->deleteLater();
  });
  asking_->start(program, {QStringLiteral("get"), QStringLiteral("org.gnome.desktop.interface"),
                           QStringLiteral("color-scheme")});
}

void SystemLook::answered(const QString& scheme) {
  bool dark = given_dark_;
  if (scheme.contains(QLatin1String("prefer-dark"))) dark = true;
  if (scheme.contains(QLatin1String("prefer-light"))) dark = false;
  if (dark == dark_) return;
  dark_ = dark;
  Q_EMIT changed();
}

}  // namespace parley::desk::window
