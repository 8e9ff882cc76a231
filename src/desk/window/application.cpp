#include "desk/window/application.h"

#include <QApplication>
#include <QMainWindow>

namespace parley::desk::window {

int run(int argc, char** argv, session::Boards) {
  const QApplication application(argc, argv);
  QMainWindow window;
  window.show();
  return QApplication::exec();
}

}  // namespace parley::desk::window
