#include "desk/window/application.h"

#include <QApplication>
#include <QIcon>
#include <QtDebug>
#include <utility>

#include "desk/window/arrangement.h"
#include "desk/window/languages.h"
#include "desk/window/options.h"
#include "desk/window/program.h"
#include "desk/window/signals.h"

namespace parley::desk::window {

namespace {

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;

int fail(const QString& words, int code) {
  qCritical().noquote() << QStringLiteral("parley-desk: ") + words;
  return code;
}

/// Qt would abort.
bool has_display() {
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
    if (!qEnvironmentVariableIsEmpty(name)) return true;
  return false;
}

tl::expected<Options, QString> options_of(int argc, char** argv) {
  // --help and --version need no display, but an application.
  const QCoreApplication words_only(argc, argv);
  return parse_options(QCoreApplication::arguments());
}

struct Kept {
  std::filesystem::path file;  ///< empty: nothing is kept
  session::Workspace workspace;
  QString trouble;
};

Kept workspace_of(const Options& options) {
  Kept kept;
  if (options.workspace.isEmpty()) {
    const auto file = session::workspace_file();
    if (!file) {
      kept.trouble = QString::fromStdString(to_string(file.error()));
      return kept;
    }
    kept.file = *file;
  } else {
    kept.file = options.workspace.toStdString();
  }
  auto loaded = session::load_workspace(kept.file);
  if (loaded)
    kept.workspace = std::move(*loaded);
  else
    kept.trouble = QString::fromStdString(to_string(loaded.error()));
  return kept;
}

Result<Program::Places> places_of(const Kept& kept) {
  auto recordings = session::recordings_folder();
  if (!recordings) return failure(recordings.error());
  auto cache = session::cache_folder();
  if (!cache) return failure(cache.error());
  return Program::Places{kept.file, std::move(*recordings), *cache / "imports"};
}

void set_names() {
  QCoreApplication::setApplicationName(QStringLiteral("parley-desk"));
  QCoreApplication::setApplicationVersion(QStringLiteral(PARLEY_VERSION));
  QGuiApplication::setApplicationDisplayName(QStringLiteral("Parley"));
  QGuiApplication::setDesktopFileName(QStringLiteral("parley-desk"));
  QIcon icon;
  for (const int size : {16, 24, 32, 48, 64, 128, 256})
    icon.addFile(QStringLiteral(":/icons/parley-%1.png").arg(size), {size, size});
  QApplication::setWindowIcon(icon);
}

}  // namespace

int run(int argc, char** argv, session::Boards boards) {
  QCoreApplication::setApplicationName(QStringLiteral("parley-desk"));
  QCoreApplication::setApplicationVersion(QStringLiteral(PARLEY_VERSION));
  const auto options = options_of(argc, argv);
  if (!options) return fail(options.error(), exit_usage);
  if (!has_display())
    return fail(QStringLiteral("cannot open a window: neither DISPLAY nor WAYLAND_DISPLAY is set. "
                               "In a terminal, parley(1) does the same."),
                exit_failed);
  QApplication application(argc, argv);
  set_names();
  Kept kept = workspace_of(*options);
  const auto places = places_of(kept);
  if (!places) return fail(QString::fromStdString(to_string(places.error())), exit_failed);
  const Arrangement arrangement = arrangement_from_text(kept.workspace.look);
  install_language(
      language_of(options->language.isEmpty() ? arrangement.language : options->language));
  Program program(*options, kept.workspace, *places, std::move(boards));
  const Signals signals;
  QObject::connect(&signals, &Signals::end_wanted, &program.window(), &QWidget::close);
  program.begin();
  if (!kept.trouble.isEmpty()) program.window().say(kept.trouble);
  return QApplication::exec();
}

}  // namespace parley::desk::window
