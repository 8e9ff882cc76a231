#include "desk/window/application.h"

#include <QApplication>

#include "desk/bridge/live_conversation.h"
#include "desk/widgets/look.h"
#include "desk/window/main_window.h"

namespace parley::desk::window {

int run(int argc, char** argv, session::Boards boards) {
  QApplication application(argc, argv);
  widgets::apply_look(qEnvironmentVariable("LOOK") == QLatin1String("dark"));
  bridge::Reaper reaper;
  const bridge::LiveSettings settings{"/tmp/w/rec", std::move(boards.companion), &reaper};
  MainWindow window({[settings](session::Asked asked) {
                       return std::make_unique<bridge::LiveConversation>(asked, settings);
                     },
                     {}});
  window.restore({});
  window.show();
  return QApplication::exec();
}

}  // namespace parley::desk::window
