#include "desk/widgets/serial_form.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "desk/widgets/choosers.h"
#include "desk/widgets/sentence.h"

namespace parley::desk::widgets {

using models::StartField;

SerialForm::SerialForm(QWidget* parent) : KindForm(parent) {
  make_head();
  make_about();
  connect(device_, &PathChooser::edited, this, &SerialForm::on_edited);
  connect(device_, &PathChooser::confirmed, this, &SerialForm::confirmed);
  connect(baud_, &QComboBox::activated, this, &SerialForm::on_edited);
  connect(baud_->lineEdit(), &QLineEdit::textEdited, this, &SerialForm::on_edited);
  connect(baud_->lineEdit(), &QLineEdit::returnPressed, this, &SerialForm::confirmed);
  connect(framing_, &QComboBox::activated, this, &SerialForm::on_edited);
  show_draft(models::usual_draft(models::StartDraft::Kind::serial));
}

SerialForm::~SerialForm() = default;

void SerialForm::make_head() {
  QHBoxLayout* head = begin_head();
  device_ = new PathChooser(this);
  device_->setAccessibleName(tr("Serial port"));
  add_field(head, tr("Ser&ial port:"), device_, 1);
  auto* refresh = new QPushButton(tr("Re&fresh"), this);
  refresh->setToolTip(tr("Look again which serial ports there are"));
  head->addWidget(refresh);
  add_input(refresh);
  baud_ = new QComboBox(this);
  baud_->setAccessibleName(tr("Baud rate"));
  baud_->setToolTip(
      tr("As in Serial.begin(...) of the sketch; an ESP8266's own messages at its "
         "start have 74880"));
  baud_->setEditable(true);
  baud_->setInsertPolicy(QComboBox::NoInsert);
  for (const int rate : {9600, 19200, 38400, 57600, 74880, 115200, 230400, 460800, 921600})
    baud_->addItem(QString::number(rate));
  add_field(head, tr("&Baud:"), baud_);
  finish_head(head);
  add_trouble(StartField::where);
  add_trouble(StartField::baud);
  add_trouble(StartField::whole);
  connect(refresh, &QPushButton::clicked, this, [this] {
    asked_for_devices_ = true;
    Q_EMIT devices_wanted();
    show_device();
  });
}

void SerialForm::make_about() {
  about_ = new Sentence(this);
  rows().addWidget(about_);
  QHBoxLayout* more = begin_more();
  framing_ = make_framing_chooser(this);
  add_field(more, tr("Messa&ges:"), framing_);
  more->addStretch(1);
  rows().addStretch(1);
}

void SerialForm::set_devices(const QList<PathChoice>& devices) {
  device_->set_choices(devices);
  if (device_->isEnabled() && device_->path().isEmpty() && !devices.isEmpty()) {
    device_->set_path(devices.front().path);
    on_edited();
  }
  show_device();
}

void SerialForm::on_edited() {
  show_device();
  Q_EMIT edited();
}

void SerialForm::show_device() {
  if (!device_->choices().isEmpty() || !device_->path().isEmpty()) {
    about_->say(device_->remark());
  } else if (asked_for_devices_) {
    about_->say(tr("Still no serial port. Some USB cables only charge: try another."));
  } else {
    about_->say(
        tr("No serial port is there. Plug the board in with a USB cable that carries data, "
           "then press Refresh."));
  }
}

void SerialForm::show_draft(const models::StartDraft& draft) {
  device_->set_path(draft.where);
  if (baud_->currentText() != draft.baud) baud_->setCurrentText(draft.baud);
  choose_value(*framing_, draft.framing);
  open_more(draft.framing != text::Framing::none);
  show_device();
}

models::StartDraft SerialForm::draft() const {
  models::StartDraft draft = models::usual_draft(models::StartDraft::Kind::serial);
  draft.where = device_->path();
  draft.baud = baud_->currentText();
  draft.framing = chosen_value<text::Framing>(*framing_);
  return draft;
}

}  // namespace parley::desk::widgets
