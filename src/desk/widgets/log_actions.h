// What can be done with a log, as actions: the bar's buttons, the window's menu and the keys are
// made of these.
//
// Thread rule: the window's thread.
#pragma once

#include <QAction>
#include <QActionGroup>
#include <QList>
#include <QObject>

namespace parley::desk::widgets {

class LogActions : public QObject {
  Q_OBJECT
 public:
  explicit LogActions(QWidget* parent);
  ~LogActions() override;

  QAction* find;
  QAction* find_next;
  QAction* find_previous;
  QAction* filter;  ///< to the field of the filter
  QAction* copy;
  QAction* select_all;
  QAction* export_rows;
  QAction* clear;
  QAction* show_hidden;  ///< what `clear` hid
  QAction* only_this_peer;

  // Checkable
  QAction* follow;
  QAction* details;
  QActionGroup* content;  ///< `data` is a LogContent, as a number
  QActionGroup* time;     ///< a LogTime

  /// In the order of a menu; null: a separator.
  QList<QAction*> for_menu() const;

 private:
  QAction* add(const QString& text, const QString& tip, const QKeySequence& key = {});
  QAction* add_choice(QActionGroup* group, const QString& text, const QString& tip, int value,
                      const QKeySequence& key);
};

}  // namespace parley::desk::widgets
