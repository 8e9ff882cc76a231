// The packets beside a log: which conversation, how it went, its ladder. Where there are none it
// says where packets come from, and offers the interfaces of this computer.
//
// Unless somebody chose a conversation, the newest over TCP is shown, and the next one when it
// begins. Limits: the newest `flows_offered_max` can be chosen. Thread rule: the window's thread.
#pragma once

#include <QStringList>
#include <QWidget>
#include <memory>

#include "desk/models/ladder_rows.h"

class QLabel;
class QStackedWidget;
class QToolButton;

namespace parley::desk::widgets {

class LadderView;
class Sentence;

class LadderPanel : public QWidget {
  Q_OBJECT
 public:
  static constexpr std::size_t flows_offered_max = 500;

  explicit LadderPanel(QWidget* parent = nullptr);
  ~LadderPanel() override;

  /// Null: there are no packets.
  void show_rows(std::shared_ptr<models::LadderRows> rows);

  /// Interfaces that can be watched; empty: none are offered.
  void offer_interfaces(const QStringList& names);

  /// The message of a log that was captured at that moment: its conversation is shown, and its
  /// segments are marked. False: it is none of the packets here.
  bool show_message(WallTime time, std::uint32_t bytes);

  /// Stays with this one; 0: the newest again.
  void choose(std::uint32_t flow);

  LadderView& view() { return *view_; }
  QString words() const;  ///< what is said above the ladder, or in its place

 Q_SIGNALS:
  void interface_wanted(const QString& name);

 private:
  class Chooser;

  void show_changes();
  void show_flow();
  void fill();
  void say_nothing_there();
  std::uint32_t newest() const;
  const models::LadderFlow* find(std::uint32_t flow) const;
  static QString text_of(const models::LadderFlow& flow);

  std::shared_ptr<models::LadderRows> rows_;
  std::uint32_t chosen_ = 0;  // by somebody; 0: the newest
  std::uint32_t filled_ = 0;  // up to this flow the chooser has them

  Chooser* chooser_;
  QToolButton* follow_;
  QLabel* summary_;
  Sentence* remark_;
  QStackedWidget* stack_;
  LadderView* view_;
  QLabel* empty_;
  QToolButton* interfaces_;
};

}  // namespace parley::desk::widgets
