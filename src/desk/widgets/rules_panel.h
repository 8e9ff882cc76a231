// What a conversation says by itself: greet, echo, answers to patterns, and what is repeated. All
// of it is in force as soon as it can be understood; what cannot is said beside it and left out.
//
// Each conversation has its own rules, what is not finished included, while others are shown.
// Thread rule: the window's thread.
#pragma once

#include <QTimer>
#include <QWidget>
#include <map>
#include <optional>
#include <vector>

#include "desk/models/conversation.h"
#include "desk/models/rule_table.h"

class QCheckBox;
class QHBoxLayout;
class QLineEdit;

namespace parley::desk::widgets {

class RuleList;
class Sentence;

class RulesPanel final : public QWidget {
  Q_OBJECT
 public:
  explicit RulesPanel(QWidget* parent = nullptr);
  ~RulesPanel() override;

  /// Null: none is chosen.
  void show_conversation(models::Conversation* conversation);

  /// Replaces all rules by those of the file; what is wrong with it is said below.
  void import_from(const QString& path);
  void export_to(const QString& path);

  /// Puts the conversation as a command into the clipboard, and says what it is.
  void copy_command_line();

 Q_SIGNALS:
  /// The rules of this conversation are others now.
  void rules_changed(models::Conversation* conversation);

 private:
  /// As it stands in the fields, finished or not.
  struct Draft {
    bool echo = false;
    bool greets = false;
    QString greeting;
    std::vector<models::RuleRow> replies;
    std::vector<models::RuleRow> repeats;
    std::optional<std::string> expect;  // not shown, not lost
    talk::RuleSettings in_force;        // as it was read or set last
  };

  void make_fields();
  QHBoxLayout* make_tools();
  void connect_fields();
  void forget(QObject* conversation);
  Draft draft_of(const talk::RuleSettings& rules);
  void store();
  void show_draft();
  void on_changed();
  void on_greeting();
  talk::RuleSettings rules() const;
  void apply();

  QCheckBox* echo_ = nullptr;
  QCheckBox* greet_ = nullptr;
  QLineEdit* greeting_ = nullptr;
  Sentence* greeting_trouble_ = nullptr;
  RuleList* replies_ = nullptr;
  RuleList* repeats_ = nullptr;
  QWidget* fields_ = nullptr;
  Sentence* sentence_ = nullptr;
  QTimer typing_;  // since the last key in the greeting

  models::Conversation* conversation_ = nullptr;
  std::map<QObject*, Draft> drafts_;
  bool showing_ = false;  // what changes in the fields is not typed
};

}  // namespace parley::desk::widgets
