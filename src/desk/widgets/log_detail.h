// One row of a log, whole: what was said as text with its lines, and as a hex dump. Plain text,
// both of them, to be read and copied.
//
// Limits: the first `detail_bytes_shown` octets until somebody asks for all. Thread rule: the
// window's thread.
#pragma once

#include <QByteArray>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QWidget>
#include <cstdint>
#include <memory>

#include "desk/models/log_rows.h"

namespace parley::desk::widgets {

inline constexpr qsizetype detail_bytes_shown = 64 * 1024;

class LogDetail : public QWidget {
  Q_OBJECT
 public:
  explicit LogDetail(QWidget* parent = nullptr);
  ~LogDetail() override;

  /// Whose rows they are. Null: nobody's.
  void show_log(std::shared_ptr<models::LogRows> rows);

  /// At once what the row holds, and soon the rest.
  void show_row(const models::LogRow& row);
  void clear();

  /// Of the row that is shown; 0: none.
  std::uint64_t event() const { return row_.number; }

 Q_SIGNALS:
  void closed();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void whole_ready(std::uint64_t number, const QByteArray& octets, const QString& words);
  void fill();
  void fill_hex();
  void color();
  QByteArray shown_octets() const;

  std::shared_ptr<models::LogRows> rows_;
  models::LogRow row_;
  QByteArray octets_;
  QString words_;
  bool all_ = false;
  bool hex_due_ = false;
  QLabel* title_;
  QTabWidget* tabs_;
  QPlainTextEdit* text_;
  QPlainTextEdit* hex_;
  QPushButton* more_;
};

}  // namespace parley::desk::widgets
