#include "desk/window/about.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace parley::desk::window {

void show_about(QWidget* window) {
  const auto say = [](const char* text) { return QCoreApplication::translate("About", text); };
  auto* box = new QMessageBox(window);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setWindowTitle(say(QT_TRANSLATE_NOOP("About", "About Parley")));
  box->setIconPixmap(window->windowIcon().pixmap(64, 64));
  box->setText(QStringLiteral("Parley %1").arg(QLatin1String(PARLEY_VERSION)));
  box->setInformativeText(
      say(QT_TRANSLATE_NOOP("About",
                            "Talk with the things on your network, see every byte and every packet "
                            "they say, and run them before you own them.\n\nApache License 2.0. "
                            "Made with Qt %1."))
          .arg(QLatin1String(qVersion())));
  box->open();
}

}  // namespace parley::desk::window
