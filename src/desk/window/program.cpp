#include "desk/window/program.h"

#include <QApplication>
#include <QDesktopServices>
#include <QUrl>
#include <utility>

#include "desk/bridge/file_conversation.h"
#include "desk/bridge/ladder_reader.h"
#include "desk/bridge/live_conversation.h"
#include "desk/bridge/log_reader.h"
#include "desk/widgets/look.h"
#include "desk/window/seen.h"

namespace parley::desk::window {

Program::Program(const Options& options, const session::Workspace& workspace, Places places,
                 session::Boards boards)
    : options_(options),
      places_(std::move(places)),
      surroundings_(std::move(boards)),
      system_look_(QApplication::palette()),
      window_(makers()),
      trust_(window_, surroundings_.boards()),
      keeper_(places_.workspace, [this] { return window_.workspace(); }),
      ending_(window_, reaper_) {
  window_.restore(workspace);
  dress();
  connect_surroundings();
  connect_window();
  const QString probe = qEnvironmentVariable(Probe::variable);
  if (!probe.isEmpty()) probe_ = std::make_unique<Probe>(probe, [this] { return seen(); });
}

Program::~Program() = default;

Makers Program::makers() {
  const bridge::LiveSettings live{places_.recordings, surroundings_.boards().companion, &reaper_};
  return {[live](session::Asked asked) {
            return std::make_unique<bridge::LiveConversation>(std::move(asked), live);
          },
          [this](const QString& file) {
            return std::make_unique<bridge::FileConversation>(file.toStdString(), places_.imports,
                                                              reaper_);
          },
          [](const models::Conversation& conversation) -> std::shared_ptr<models::LogRows> {
            const auto& recording = conversation.status().recording;
            if (recording.empty()) return nullptr;
            return std::make_shared<bridge::LogReader>(recording, conversation.is_running());
          }};
}

void Program::connect_window() {
  connect(&window_, &MainWindow::workspace_changed, &keeper_, &bridge::WorkspaceKeeper::touch);
  connect(&keeper_, &bridge::WorkspaceKeeper::failed, &window_, &MainWindow::say);
  connect(&window_, &MainWindow::board_wanted, &trust_, &Trust::ask_for);
  connect(&window_, &MainWindow::look_chosen, this, &Program::dress);
  connect(&window_, &MainWindow::close_wanted, this, [this] {
    keeper_.touch();
    keeper_.finish();
    ending_.begin();
  });
  connect(&window_, &MainWindow::recordings_wanted, this, [this] {
    QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(places_.recordings)));
  });
  connect(&system_look_, &SystemLook::changed, this, &Program::dress);
  connect(qApp, &QGuiApplication::applicationStateChanged, this,
          [this](Qt::ApplicationState state) {
            if (state != Qt::ApplicationActive) return;
            system_look_.ask();
            surroundings_.ask_addresses();
          });
}

void Program::connect_surroundings() {
  using bridge::Surroundings;
  widgets::StartForm& form = window_.middle().form();
  connect(&surroundings_, &Surroundings::addresses, &form, [&form](const auto& found) {
    QList<widgets::OwnAddress> addresses;
    for (const session::OwnAddress& each : found)
      addresses.push_back({QString::fromStdString(each.address),
                           QString::fromStdString(each.adapter), QString::fromStdString(each.kind),
                           each.likely});
    form.set_addresses(addresses);
  });
  connect(&surroundings_, &Surroundings::devices, &form, [&form](const auto& found) {
    QList<widgets::PathChoice> devices;
    for (const session::SerialChoice& each : found)
      devices.push_back({QString::fromStdString(each.path),
                         QString::fromStdString(each.description),
                         each.may_open ? QString() : tr("This user may not open it yet.")});
    form.set_devices(devices);
  });
  connect(&surroundings_, &Surroundings::sketches, this, &Program::offer_sketches);
  connect(&surroundings_, &Surroundings::interfaces, &window_.side().packets(),
          &widgets::LadderPanel::offer_interfaces);
  connect(&window_.side().packets(), &widgets::LadderPanel::interface_wanted, this,
          [this](const QString& name) {
            window_.side().show_live(bridge::LadderReader::live(name.toStdString()));
          });
  connect(&form, &widgets::StartForm::devices_wanted, &surroundings_, &Surroundings::ask_devices);
  surroundings_.ask_addresses();
  surroundings_.ask_devices();
  surroundings_.ask_sketches();
  surroundings_.ask_interfaces();
}

void Program::offer_sketches(const std::vector<session::BundledSketch>& found) {
  QList<widgets::PathChoice> sketches;
  std::set<std::string> names;
  for (const session::BundledSketch& each : found) {
    sketches.push_back({QString::fromStdString(each.name), QString::fromStdString(each.about), {}});
    names.insert(each.name);
  }
  window_.middle().form().set_sketches(sketches);
  trust_.set_bundled(std::move(names));
}

void Program::dress() {
  const QString chosen = options_.look.isEmpty() ? window_.look() : options_.look;
  const widgets::LookChoice choice = widgets::look_choice(chosen);
  widgets::apply_look(choice == widgets::LookChoice::system ? system_look_.is_dark()
                                                            : choice == widgets::LookChoice::dark);
}

void Program::begin() {
  window_.show();
  system_look_.ask();
  for (const QString& file : options_.files)
    window_.open_file(file);
  if (options_.listen) window_.start_like(*options_.listen);
  if (!options_.board.isEmpty()) {
    session::Asked asked;
    asked.kind = session::Asked::Kind::board;
    asked.where = options_.board.toStdString();
    window_.start_like(asked);
  }
}

QJsonObject Program::seen() {
  return what_is_seen(window_);
}

}  // namespace parley::desk::window
