// The tab of an emulated board: which sketch it runs, a bundled one or the user's own.
//
// Thread rule: the window's thread.
#pragma once

#include "desk/widgets/kind_form.h"
#include "desk/widgets/path_chooser.h"

namespace parley::desk::widgets {

class BoardForm final : public KindForm {
  Q_OBJECT
 public:
  explicit BoardForm(QWidget* parent = nullptr);
  ~BoardForm() override;

  void show_draft(const models::StartDraft& draft) override;
  models::StartDraft draft() const override;

  /// The bundled ones; the first is chosen where nothing was.
  void set_sketches(const QList<PathChoice>& sketches);

 private:
  void choose_file();
  void choose_folder();
  void take(const QString& path);
  void on_edited();

  PathChooser* sketch_ = nullptr;
  Sentence* about_ = nullptr;
};

}  // namespace parley::desk::widgets
