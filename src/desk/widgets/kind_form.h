// One tab of the form with which something is started: its fields, what is wrong with each, and the
// button that starts and stops it. What it does with them, is StartForm's.
//
// Thread rule: the window's thread.
#pragma once

#include <QWidget>
#include <map>

#include "desk/models/start_draft.h"
#include "session/running.h"

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace parley::desk::widgets {

class Sentence;
class ToggleButton;

class KindForm : public QWidget {
  Q_OBJECT
 public:
  ~KindForm() override;

  virtual void show_draft(const models::StartDraft& draft) = 0;
  virtual models::StartDraft draft() const = 0;

  /// Null: it does not run.
  virtual void show_status(const session::Status* status);

  /// While it runs nothing can be changed.
  virtual void set_editable(bool editable);

  /// Below each field what is wrong with it; beside the button what is missing.
  void show_troubles(const models::StartTroubles& troubles);

  /// To where one begins to type.
  void focus_first();

  ToggleButton& toggle() const { return *toggle_; }
  Sentence& remark() const { return *remark_; }

 Q_SIGNALS:
  void edited();
  void confirmed();  ///< Enter in a field

 protected:
  explicit KindForm(QWidget* parent);

  /// The first row; the button is added at its end by `finish_head`.
  QHBoxLayout* begin_head();
  void finish_head(QHBoxLayout* head);

  /// "NAME: [field]", the name with its mnemonic.
  QLabel* add_field(QBoxLayout* row, const QString& name, QWidget* field, int stretch = 0);
  void add_trouble(models::StartField field);
  QVBoxLayout& rows() const { return *rows_; }

  /// A row that is hidden until it is asked for; what it holds may be hidden, not lost.
  QHBoxLayout* begin_more();
  void open_more(bool open);

  /// These cannot be used while it runs.
  void add_input(QWidget* input);

 private:
  std::map<models::StartField, Sentence*> troubles_;
  QVBoxLayout* rows_ = nullptr;
  ToggleButton* toggle_ = nullptr;
  Sentence* remark_ = nullptr;
  QToolButton* more_button_ = nullptr;
  QWidget* more_ = nullptr;
  QList<QWidget*> inputs_;
};

}  // namespace parley::desk::widgets
