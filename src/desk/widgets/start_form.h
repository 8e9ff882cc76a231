// With what a conversation is started: four tabs, the server's first. One button in each starts and
// stops, and shows what is, not what was asked for.
//
// It shows the conversation that was chosen. While that runs, its own tab shows what it was opened
// with and cannot be changed; the other tabs start another one. Each conversation has its own
// drafts, one for each tab, which stay while others are shown.
//
// Thread rule: the window's thread.
#pragma once

#include <QWidget>
#include <array>
#include <map>

#include "desk/models/conversation.h"
#include "desk/models/start_draft.h"
#include "desk/widgets/path_chooser.h"
#include "desk/widgets/tell_panel.h"

class QTabWidget;

namespace parley::desk::widgets {

class BoardForm;
class KindForm;
class SerialForm;
class ServerForm;

class StartForm final : public QWidget {
  Q_OBJECT
 public:
  using Kind = session::Asked::Kind;

  explicit StartForm(QWidget* parent = nullptr);
  ~StartForm() override;

  /// Null: a new one is to be started.
  void show_conversation(models::Conversation* conversation);

  /// The tab, and the field in it where one begins to type.
  void show_kind(Kind kind);

  /// As the button of the tab that is shown; what a key of the window does.
  void press();

  void set_addresses(const QList<OwnAddress>& addresses);
  void set_devices(const QList<PathChoice>& devices);
  void set_sketches(const QList<PathChoice>& sketches);

 Q_SIGNALS:
  /// Start the shown conversation with it when that is of its kind and does not run; else a new
  /// one.
  void start_wanted(const parley::session::Asked& asked);

  /// Stop the shown conversation.
  void stop_wanted();

  /// Look again which serial devices there are, and answer with `set_devices`.
  void devices_wanted();

 private:
  static constexpr std::size_t kinds = 4;
  using Drafts = std::array<models::StartDraft, kinds>;

  void add_form(KindForm* form, const QString& name);
  void forget(QObject* conversation);
  Drafts& drafts() { return drafts_[conversation_]; }
  bool is_own(std::size_t kind) const;
  bool runs(std::size_t kind) const;
  void on_edited(std::size_t kind);
  void on_changed();
  void show_draft(std::size_t kind);
  void show_state(std::size_t kind);
  void press(std::size_t kind);

  class Tabs;
  QTabWidget* tabs_ = nullptr;
  ServerForm* server_ = nullptr;
  SerialForm* serial_ = nullptr;
  BoardForm* board_ = nullptr;
  std::array<KindForm*, kinds> forms_{};

  models::Conversation* conversation_ = nullptr;
  std::map<QObject*, Drafts> drafts_;
  models::StartDraft opened_with_;  // the conversation, when it was looked at last
  bool ran_ = false;                // then
};

}  // namespace parley::desk::widgets
