// What a window keeps from one day to the next, and how it is as it was.
#include "desk/window/main_window.h"

namespace parley::desk::window {

using models::Conversation;

void MainWindow::restore(const session::Workspace& workspace) {
  kept_ = workspace;
  middle_->compose().message_bar().set_messages(workspace.messages);
  for (const session::Asked& asked : workspace.conversations)
    model_.add(makers_.live(asked));
  for (const std::filesystem::path& file : workspace.files)
    model_.add(makers_.file(QString::fromStdString(file.string())));
  apply_arrangement(arrangement_from_text(workspace.look));
}

void MainWindow::apply_arrangement(const Arrangement& arrangement) {
  arrangement_ = arrangement;
  if (!arrangement.geometry.isEmpty()) restoreGeometry(arrangement.geometry);
  if (!arrangement.columns.isEmpty()) columns_->restoreState(arrangement.columns);
  const auto all = model_.conversations();
  const auto place = static_cast<std::size_t>(arrangement.current);
  if (!all.empty()) list_->set_current(all[place < all.size() ? place : 0]);
  if (const auto tab = side_tab(arrangement.side)) side_->open(*tab);
  for (QAction* action : actions_.looks->actions())
    action->setChecked(action->data().toString() == look());
  for (QAction* action : actions_.languages->actions())
    action->setChecked(action->data().toString() == language());
}

session::Workspace MainWindow::workspace() const {
  session::Workspace workspace = kept_;
  workspace.messages = middle_->compose().message_bar().messages();
  workspace.conversations.clear();
  workspace.files.clear();
  Arrangement arrangement = arrangement_;
  // The order in which `restore` adds them: conversations, then files.
  std::vector<const Conversation*> ordered;
  for (const bool files : {false, true})
    for (const Conversation* each : model_.conversations())
      if ((each->kind() == Conversation::Kind::file) == files) ordered.push_back(each);
  for (std::size_t place = 0; place < ordered.size(); ++place) {
    const Conversation* each = ordered[place];
    if (each == current()) arrangement.current = static_cast<int>(place);
    if (each->kind() == Conversation::Kind::file)
      workspace.files.emplace_back(each->asked().where);
    else
      workspace.conversations.push_back(each->asked());
  }
  arrangement.geometry = saveGeometry();
  arrangement.columns = columns_->saveState();
  workspace.look = arrangement_to_text(arrangement);
  return workspace;
}

}  // namespace parley::desk::window
