// A field for a text or pattern to look for, with its two switches. The filter has one, and so has
// finding.
//
// Thread rule: the window's thread.
#pragma once

#include <QLineEdit>
#include <QString>
#include <QToolButton>
#include <QWidget>

#include "log/filter.h"

namespace parley::desk::widgets {

class LogSearch : public QWidget {
  Q_OBJECT
 public:
  LogSearch(const QString& name, const QString& placeholder, QWidget* parent = nullptr);
  ~LogSearch() override;

  /// Sets text, pattern and case.
  void put_into(log::FilterSettings& settings) const;

  QString text() const { return field_->text(); }
  void set_text(const QString& text) { field_->setText(text); }
  QLineEdit* field() { return field_; }

 Q_SIGNALS:
  void edited();   ///< text or a switch
  void entered();  ///< Enter

 private:
  QToolButton* make_switch(const QString& text, const QString& name, const QString& tip);

  QLineEdit* field_;
  QToolButton* pattern_;
  QToolButton* case_;
};

}  // namespace parley::desk::widgets
