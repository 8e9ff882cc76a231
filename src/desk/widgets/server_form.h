// The tab of a port that is opened here: the port, and in large type what to tell the device.
//
// Thread rule: the window's thread.
#pragma once

#include "desk/widgets/kind_form.h"
#include "desk/widgets/tell_panel.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace parley::desk::widgets {

class FileField;

class ServerForm final : public KindForm {
  Q_OBJECT
 public:
  explicit ServerForm(QWidget* parent = nullptr);
  ~ServerForm() override;

  void show_draft(const models::StartDraft& draft) override;
  models::StartDraft draft() const override;
  void show_status(const session::Status* status) override;

  void set_addresses(const QList<OwnAddress>& addresses) { tell_->set_addresses(addresses); }

 private:
  void make_head();
  void make_tell();
  void make_tls();
  void make_more();
  void on_edited();
  void show_told();

  QLineEdit* port_ = nullptr;
  QComboBox* transport_ = nullptr;
  TellPanel* tell_ = nullptr;
  QWidget* tls_ = nullptr;
  FileField* certificate_ = nullptr;
  FileField* key_ = nullptr;
  QComboBox* framing_ = nullptr;
  QLineEdit* allowed_ = nullptr;
  QCheckBox* only_there_ = nullptr;
  QString real_port_;  // where it listens
};

}  // namespace parley::desk::widgets
