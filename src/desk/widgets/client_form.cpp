#include "desk/widgets/client_form.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "desk/widgets/choosers.h"
#include "desk/widgets/sentence.h"

namespace parley::desk::widgets {

using models::StartField;

ClientForm::ClientForm(QWidget* parent) : KindForm(parent) {
  make_head();
  make_choices();
  make_more();
  rows().addStretch(1);
  show_draft(models::usual_draft(models::StartDraft::Kind::client));
}

ClientForm::~ClientForm() = default;

void ClientForm::make_head() {
  QHBoxLayout* head = begin_head();
  where_ = new QLineEdit(this);
  where_->setAccessibleName(tr("Address of the device"));
  where_->setPlaceholderText(tr("192.168.1.20 or a name"));
  where_->setToolTip(
      tr("The device prints it when it has joined the network. HOST:PORT, "
         "[v6]:PORT and tcp:// udp:// tls:// are understood, too."));
  add_field(head, tr("A&ddress:"), where_, 1);
  port_ = new QLineEdit(this);
  port_->setAccessibleName(tr("Port of the device"));
  port_->setToolTip(tr("The port on which the device listens: 1 to 65535"));
  port_->setFixedWidth(port_->fontMetrics().averageCharWidth() * 10);
  add_field(head, tr("Por&t:"), port_);
  transport_ = make_transport_chooser(this);
  add_field(head, tr("Tra&nsport:"), transport_);
  finish_head(head);
  add_trouble(StartField::where);
  add_trouble(StartField::port);
  add_trouble(StartField::whole);
  connect(where_, &QLineEdit::textEdited, this, &ClientForm::on_where);
  connect(where_, &QLineEdit::editingFinished, this, &ClientForm::take_apart);
  connect(port_, &QLineEdit::textEdited, this, &ClientForm::on_edited);
  connect(transport_, &QComboBox::activated, this, &ClientForm::on_edited);
  connect(where_, &QLineEdit::returnPressed, this, &ClientForm::confirmed);
  connect(port_, &QLineEdit::returnPressed, this, &ClientForm::confirmed);
}

void ClientForm::make_choices() {
  auto* row = new QHBoxLayout;
  retry_ = new QCheckBox(tr("&Keep trying"), this);
  retry_->setToolTip(tr("Connect again whenever it does not work or the connection is lost"));
  row->addWidget(retry_);
  add_input(retry_);
  insecure_ = new QCheckBox(tr("Accept an&y certificate"), this);
  row->addWidget(insecure_);
  add_input(insecure_);
  row->addStretch(1);
  rows().addLayout(row);
  loud_ = new Sentence(this);
  rows().addWidget(loud_);
  connect(retry_, &QCheckBox::clicked, this, &ClientForm::on_edited);
  connect(insecure_, &QCheckBox::clicked, this, &ClientForm::on_edited);
}

void ClientForm::make_more() {
  QHBoxLayout* more = begin_more();
  framing_ = make_framing_chooser(this);
  add_field(more, tr("Messa&ges:"), framing_);
  more->addStretch(1);
  connect(framing_, &QComboBox::activated, this, &ClientForm::on_edited);
}

// While "10.0.0.1:80" is typed, it is left alone; what comes at once was pasted or dropped.
void ClientForm::on_where(const QString& text) {
  const bool at_once = text.size() > before_.size() + 1;
  before_ = text;
  if (at_once) take_apart();
  on_edited();
}

void ClientForm::take_apart() {
  const models::StartDraft typed = draft();
  const models::StartDraft understood = models::taken_apart(typed);
  if (understood == typed) return;
  show_draft(understood);
  on_edited();
}

void ClientForm::on_edited() {
  show_tls();
  Q_EMIT edited();
}

void ClientForm::show_tls() {
  const bool tls = chosen_value<event::Transport>(*transport_) == event::Transport::tls;
  insecure_->setVisible(tls);
  loud_->say_wrong(tls && insecure_->isChecked()
                       ? tr("Whoever answers is believed: anybody on the way can read and change "
                            "what is said.")
                       : QString());
}

void ClientForm::show_draft(const models::StartDraft& draft) {
  before_ = draft.where;
  if (where_->text() != draft.where) where_->setText(draft.where);
  if (port_->text() != draft.port) port_->setText(draft.port);
  choose_value(*transport_, draft.transport);
  retry_->setChecked(draft.retry);
  insecure_->setChecked(draft.insecure);
  choose_value(*framing_, draft.framing);
  open_more(draft.framing != text::Framing::none);
  show_tls();
}

models::StartDraft ClientForm::draft() const {
  models::StartDraft draft = models::usual_draft(models::StartDraft::Kind::client);
  draft.where = where_->text();
  draft.port = port_->text();
  draft.transport = chosen_value<event::Transport>(*transport_);
  draft.retry = retry_->isChecked();
  draft.insecure = insecure_->isChecked();
  draft.framing = chosen_value<text::Framing>(*framing_);
  return draft;
}

}  // namespace parley::desk::widgets
