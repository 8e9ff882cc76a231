#include "desk/widgets/server_form.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "desk/widgets/choosers.h"
#include "desk/widgets/file_field.h"

namespace parley::desk::widgets {

using models::StartField;

ServerForm::ServerForm(QWidget* parent) : KindForm(parent) {
  make_head();
  make_tell();
  make_tls();
  make_more();
  rows().addStretch(1);
  show_draft(models::usual_draft(models::StartDraft::Kind::server));
}

ServerForm::~ServerForm() = default;

void ServerForm::make_head() {
  QHBoxLayout* head = begin_head();
  port_ = new QLineEdit(this);
  port_->setAccessibleName(tr("Port"));
  port_->setToolTip(tr("Devices connect to this port of this computer: 1 to 65535"));
  port_->setFixedWidth(port_->fontMetrics().averageCharWidth() * 10);
  add_field(head, tr("Por&t:"), port_);
  transport_ = make_transport_chooser(this);
  add_field(head, tr("Tra&nsport:"), transport_);
  finish_head(head);
  head->addStretch(1);
  add_trouble(StartField::port);
  add_trouble(StartField::whole);
  connect(port_, &QLineEdit::textEdited, this, &ServerForm::on_edited);
  connect(port_, &QLineEdit::returnPressed, this, &ServerForm::confirmed);
  connect(transport_, &QComboBox::activated, this, &ServerForm::on_edited);
}

void ServerForm::make_tell() {
  tell_ = new TellPanel(this);
  rows().addWidget(tell_);
  connect(tell_, &TellPanel::address_chosen, this, &ServerForm::on_edited);
}

void ServerForm::make_tls() {
  tls_ = new QWidget(this);
  auto* row = new QHBoxLayout(tls_);
  row->setContentsMargins(0, 0, 0, 0);
  const QString pem = tr("PEM files (*.pem *.crt *.cer *.key);;All files (*)");
  certificate_ = new FileField(tr("Certificate"), pem, tls_);
  key_ = new FileField(tr("Private key"), pem, tls_);
  add_field(row, tr("Cert&ificate:"), certificate_, 1);
  add_field(row, tr("&Key:"), key_, 1);
  rows().addWidget(tls_);
  add_trouble(StartField::certificate);
  connect(certificate_, &FileField::edited, this, &ServerForm::on_edited);
  connect(key_, &FileField::edited, this, &ServerForm::on_edited);
}

void ServerForm::make_more() {
  QHBoxLayout* more = begin_more();
  framing_ = make_framing_chooser(this);
  add_field(more, tr("Messa&ges:"), framing_);
  allowed_ = new QLineEdit(this);
  allowed_->setAccessibleName(tr("Other networks that are served"));
  allowed_->setToolTip(
      tr("Only peers of this computer's own networks are served, and of those named here: "
         "10.0.0.0/8 fd00::/8"));
  add_field(more, tr("Also serve net&works:"), allowed_, 1);
  only_there_ = new QCheckBox(tr("On the chosen a&ddress only"), this);
  only_there_->setToolTip(tr("Listen on the address chosen above, not on all of this computer's"));
  more->addWidget(only_there_);
  add_input(only_there_);
  add_trouble(StartField::allowed);
  connect(framing_, &QComboBox::activated, this, &ServerForm::on_edited);
  connect(allowed_, &QLineEdit::textEdited, this, &ServerForm::on_edited);
  connect(only_there_, &QCheckBox::clicked, this, &ServerForm::on_edited);
}

void ServerForm::on_edited() {
  tls_->setVisible(chosen_value<event::Transport>(*transport_) == event::Transport::tls);
  show_told();
  Q_EMIT edited();
}

void ServerForm::show_draft(const models::StartDraft& draft) {
  if (port_->text() != draft.port) port_->setText(draft.port);
  choose_value(*transport_, draft.transport);
  tls_->setVisible(draft.transport == event::Transport::tls);
  certificate_->set_path(draft.certificate);
  key_->set_path(draft.key);
  choose_value(*framing_, draft.framing);
  if (allowed_->text() != draft.allowed) allowed_->setText(draft.allowed);
  only_there_->setChecked(draft.only_there);
  if (draft.only_there) tell_->choose(draft.where);
  open_more(draft.framing != text::Framing::none || !draft.allowed.isEmpty() || draft.only_there);
  show_told();
}

models::StartDraft ServerForm::draft() const {
  models::StartDraft draft = models::usual_draft(models::StartDraft::Kind::server);
  draft.port = port_->text();
  draft.transport = chosen_value<event::Transport>(*transport_);
  draft.only_there = only_there_->isChecked();
  if (draft.only_there) draft.where = tell_->address();
  draft.certificate = certificate_->path();
  draft.key = key_->path();
  draft.framing = chosen_value<text::Framing>(*framing_);
  draft.allowed = allowed_->text();
  return draft;
}

void ServerForm::show_status(const session::Status* status) {
  const bool open = status && !status->local.empty();
  real_port_ =
      open ? QString::number(static_cast<unsigned>(status->local.front().port)) : QString();
  show_told();
}

void ServerForm::show_told() {
  const bool valid = !models::port_trouble(port_->text());
  const QString typed = valid ? port_->text().trimmed() : QString();
  tell_->set_port(real_port_.isEmpty() ? typed : real_port_,
                  chosen_value<event::Transport>(*transport_));
}

}  // namespace parley::desk::widgets
