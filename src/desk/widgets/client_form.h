// The tab of a connection from here: address and port of the device. What is pasted into the
// address with a port or a scheme is taken apart.
//
// Thread rule: the window's thread.
#pragma once

#include "desk/widgets/kind_form.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace parley::desk::widgets {

class ClientForm final : public KindForm {
  Q_OBJECT
 public:
  explicit ClientForm(QWidget* parent = nullptr);
  ~ClientForm() override;

  void show_draft(const models::StartDraft& draft) override;
  models::StartDraft draft() const override;

 private:
  void make_head();
  void make_choices();
  void make_more();
  void on_where(const QString& text);
  void take_apart();
  void on_edited();
  void show_tls();

  QLineEdit* where_ = nullptr;
  QLineEdit* port_ = nullptr;
  QComboBox* transport_ = nullptr;
  QCheckBox* retry_ = nullptr;
  QCheckBox* insecure_ = nullptr;
  Sentence* loud_ = nullptr;
  QComboBox* framing_ = nullptr;
  QString before_;  // the address before the last change
};

}  // namespace parley::desk::widgets
