#include "desk/widgets/start_form.h"

#include <QEvent>
#include <QStyle>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "desk/widgets/board_form.h"
#include "desk/widgets/client_form.h"
#include "desk/widgets/sentence.h"
#include "desk/widgets/serial_form.h"
#include "desk/widgets/server_form.h"
#include "desk/widgets/toggle_button.h"

namespace parley::desk::widgets {

namespace {

using Kind = session::Asked::Kind;
using State = session::Status::State;

QString start_words(Kind kind) {
  switch (kind) {
    case Kind::server: return StartForm::tr("&Listen");
    case Kind::client: return StartForm::tr("Connect");
    case Kind::serial: return StartForm::tr("Ope&n");
    case Kind::board: return StartForm::tr("Ru&n");
  }
  return {};
}

QString stop_words(Kind kind, State state) {
  const bool there = state == State::connected;
  switch (kind) {
    case Kind::server: return StartForm::tr("Stop");
    case Kind::client: return there ? StartForm::tr("D&isconnect") : StartForm::tr("Stop trying");
    case Kind::serial: return there ? StartForm::tr("C&lose") : StartForm::tr("Stop trying");
    case Kind::board: return StartForm::tr("Stop");
  }
  return {};
}

void make_primary(ToggleButton& button, bool primary) {
  if (button.property("primary").toBool() == primary) return;
  button.setProperty("primary", primary);
  button.style()->unpolish(&button);
  button.style()->polish(&button);
}

models::StartTroubles troubles_of(const models::StartDraft& draft) {
  const auto asked = models::asked_of(draft, {});
  return asked ? models::StartTroubles{} : asked.error();
}

}  // namespace

/// As high as the tab that is shown needs, not as the highest.
class StartForm::Tabs final : public QTabWidget {
 public:
  using QTabWidget::QTabWidget;

  QSize sizeHint() const override {
    return around(currentWidget() == nullptr ? QSize() : currentWidget()->sizeHint());
  }
  QSize minimumSizeHint() const override {
    return around(currentWidget() == nullptr ? QSize() : currentWidget()->minimumSizeHint());
  }
  int heightForWidth(int width) const override {
    const QWidget* page = currentWidget();
    if (page == nullptr || !page->hasHeightForWidth()) return sizeHint().height();
    return page->heightForWidth(width) + tabBar()->sizeHint().height();
  }

 protected:
  bool event(QEvent* event) override {
    if (event->type() == QEvent::LayoutRequest) updateGeometry();
    return QTabWidget::event(event);
  }

 private:
  QSize around(const QSize& page) const {
    const QSize bar = tabBar()->minimumSizeHint();
    return {std::max(page.width(), bar.width()), page.height() + tabBar()->sizeHint().height()};
  }
};

StartForm::StartForm(QWidget* parent)
    : QWidget(parent),
      tabs_(new Tabs(this)),
      server_(new ServerForm),
      serial_(new SerialForm),
      board_(new BoardForm) {
  add_form(server_, tr("Server"));
  add_form(new ClientForm, tr("Client"));
  add_form(serial_, tr("Serial"));
  add_form(board_, tr("Board"));
  connect(serial_, &SerialForm::devices_wanted, this, &StartForm::devices_wanted);
  tabs_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(tabs_, &QTabWidget::currentChanged, tabs_, &QWidget::updateGeometry);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(tabs_);
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    drafts()[kind] = models::usual_draft(static_cast<Kind>(kind));
    show_draft(kind);
  }
}

StartForm::~StartForm() = default;

void StartForm::add_form(KindForm* form, const QString& name) {
  const auto kind = static_cast<std::size_t>(tabs_->addTab(form, name));
  forms_[kind] = form;
  connect(form, &KindForm::edited, this, [this, kind] { on_edited(kind); });
  connect(form, &KindForm::confirmed, this, [this, kind] {
    if (!runs(kind)) press(kind);
  });
  connect(&form->toggle(), &QPushButton::clicked, this, [this, kind] { press(kind); });
}

void StartForm::show_conversation(models::Conversation* conversation) {
  if (conversation_) disconnect(conversation_, &models::Conversation::changed, this, nullptr);
  const bool first = conversation && !drafts_.contains(conversation);
  const Drafts shown = drafts();
  conversation_ = conversation;
  if (first) {
    // What was typed into the other tabs is not lost by starting this one.
    drafts() = shown;
    connect(conversation, &QObject::destroyed, this, &StartForm::forget);
  }
  if (conversation) {
    const auto own = static_cast<std::size_t>(conversation->kind());
    if (own < kinds) {
      opened_with_ = models::draft_of(conversation->asked());
      if (first) drafts()[own] = opened_with_;
      tabs_->setCurrentIndex(static_cast<int>(own));
    }
    ran_ = conversation->is_running();
    connect(conversation, &models::Conversation::changed, this, &StartForm::on_changed);
  }
  for (std::size_t kind = 0; kind < kinds; ++kind)
    show_draft(kind);
}

void StartForm::forget(QObject* conversation) {
  if (conversation == conversation_) {
    conversation_ = nullptr;
    for (std::size_t kind = 0; kind < kinds; ++kind)
      show_draft(kind);
  }
  drafts_.erase(conversation);
}

void StartForm::show_kind(Kind kind) {
  tabs_->setCurrentIndex(static_cast<int>(kind));
  forms_[static_cast<std::size_t>(kind)]->focus_first();
}

bool StartForm::is_own(std::size_t kind) const {
  return conversation_ && static_cast<std::size_t>(conversation_->kind()) == kind;
}

bool StartForm::runs(std::size_t kind) const {
  return is_own(kind) && conversation_->is_running();
}

void StartForm::on_edited(std::size_t kind) {
  if (runs(kind)) return;
  drafts()[kind] = forms_[kind]->draft();
  show_state(kind);
}

void StartForm::on_changed() {
  const auto own = static_cast<std::size_t>(conversation_->kind());
  if (own >= kinds) return;
  const models::StartDraft opened_with = models::draft_of(conversation_->asked());
  const bool runs = conversation_->is_running();
  if (opened_with != opened_with_ && drafts()[own] == opened_with_) drafts()[own] = opened_with;
  if (opened_with != opened_with_ || runs != ran_) {
    opened_with_ = opened_with;
    ran_ = runs;
    show_draft(own);
  } else {
    show_state(own);
  }
}

void StartForm::show_draft(std::size_t kind) {
  const bool running = runs(kind);
  forms_[kind]->show_draft(running ? models::draft_of(conversation_->asked()) : drafts()[kind]);
  forms_[kind]->set_editable(!running);
  show_state(kind);
}

void StartForm::show_state(std::size_t kind) {
  KindForm& form = *forms_[kind];
  ToggleButton& toggle = form.toggle();
  const bool running = runs(kind);
  const session::Status* status = is_own(kind) ? &conversation_->status() : nullptr;
  const auto troubles = running ? models::StartTroubles{} : troubles_of(drafts()[kind]);
  form.show_troubles(troubles);
  form.show_status(running ? status : nullptr);

  toggle.setChecked(running);
  toggle.setText(running ? stop_words(static_cast<Kind>(kind), conversation_->status().state)
                         : start_words(static_cast<Kind>(kind)));
  toggle.setEnabled(troubles.empty());
  make_primary(toggle, !running && troubles.empty());
  QString why;
  QString missing;
  for (const auto& [field, trouble] : troubles) {
    if (why.isEmpty()) why = trouble.words;
    if (trouble.missing && missing.isEmpty()) missing = trouble.words;
  }
  toggle.setToolTip(why);

  const bool failed = !running && status && status->state == State::failed;
  // Why something failed is told below, at length (explanation_bar.h).
  const QString words = status && !failed ? QString::fromStdString(status->words) : QString();
  form.remark().say(missing.isEmpty() ? words : missing);
}

void StartForm::press() {
  const auto kind = static_cast<std::size_t>(tabs_->currentIndex());
  if (forms_[kind]->toggle().isEnabled()) press(kind);
}

void StartForm::press(std::size_t kind) {
  if (runs(kind)) {
    Q_EMIT stop_wanted();
    return;
  }
  drafts()[kind] = models::taken_apart(forms_[kind]->draft());
  show_draft(kind);
  const auto asked =
      models::asked_of(drafts()[kind], is_own(kind) ? conversation_->asked() : session::Asked{});
  if (asked) Q_EMIT start_wanted(*asked);
}

void StartForm::set_addresses(const QList<OwnAddress>& addresses) {
  server_->set_addresses(addresses);
}

void StartForm::set_devices(const QList<PathChoice>& devices) {
  serial_->set_devices(devices);
}

void StartForm::set_sketches(const QList<PathChoice>& sketches) {
  board_->set_sketches(sketches);
}

}  // namespace parley::desk::widgets
