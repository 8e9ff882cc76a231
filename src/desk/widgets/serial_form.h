// The tab of a serial port of this computer: a real board's own shell.
//
// Thread rule: the window's thread.
#pragma once

#include "desk/widgets/kind_form.h"
#include "desk/widgets/path_chooser.h"

class QComboBox;

namespace parley::desk::widgets {

class SerialForm final : public KindForm {
  Q_OBJECT
 public:
  explicit SerialForm(QWidget* parent = nullptr);
  ~SerialForm() override;

  void show_draft(const models::StartDraft& draft) override;
  models::StartDraft draft() const override;

  /// The first is chosen where nothing was.
  void set_devices(const QList<PathChoice>& devices);

 Q_SIGNALS:
  /// Look again which there are.
  void devices_wanted();

 private:
  void make_head();
  void make_about();
  void on_edited();
  void show_device();

  PathChooser* device_ = nullptr;
  QComboBox* baud_ = nullptr;
  QComboBox* framing_ = nullptr;
  Sentence* about_ = nullptr;
  bool asked_for_devices_ = false;
};

}  // namespace parley::desk::widgets
