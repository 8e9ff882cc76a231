// A table of rules with what is done to it: add, remove, up, down.
//
// Thread rule: the window's thread.
#pragma once

#include <QWidget>

#include "desk/models/rule_table.h"

class QPushButton;
class QTableView;

namespace parley::desk::widgets {

class Sentence;

class RuleList final : public QWidget {
  Q_OBJECT
 public:
  RuleList(models::RuleTable::Kind kind, const QString& name, QWidget* parent = nullptr);
  ~RuleList() override;

  models::RuleTable& table() { return *table_; }

 private:
  void make_view(const QString& name);
  void make_buttons();
  void add();
  void move(int by);
  int row() const;
  void show_rows();

  models::RuleTable* table_ = nullptr;
  QTableView* view_ = nullptr;
  Sentence* hint_ = nullptr;  // while there are none
  QPushButton* add_ = nullptr;
  QPushButton* remove_ = nullptr;
  QPushButton* up_ = nullptr;
  QPushButton* down_ = nullptr;
};

}  // namespace parley::desk::widgets
