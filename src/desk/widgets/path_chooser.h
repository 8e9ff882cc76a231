// One of several that are known, or anything that is typed: a serial device, a sketch.
//
// Thread rule: the window's thread.
#pragma once

#include <QComboBox>
#include <QList>
#include <QString>

namespace parley::desk::widgets {

struct PathChoice {
  QString path;    ///< what is chosen: "/dev/ttyUSB0", "TcpClient"
  QString words;   ///< beside it in the list: "Silicon Labs CP2102"
  QString remark;  ///< said when it is chosen: "only members of dialout may open it"

  friend bool operator==(const PathChoice&, const PathChoice&) = default;
};

class PathChooser final : public QComboBox {
  Q_OBJECT
 public:
  explicit PathChooser(QWidget* parent = nullptr);
  ~PathChooser() override;

  /// What was typed or chosen before stays.
  void set_choices(const QList<PathChoice>& choices);
  const QList<PathChoice>& choices() const { return choices_; }

  QString path() const { return currentText(); }
  void set_path(const QString& path);

  /// Of the choice that is there now; empty for what was typed.
  QString remark() const;

 Q_SIGNALS:
  void edited();
  void confirmed();  ///< Enter

 private:
  QList<PathChoice> choices_;
};

}  // namespace parley::desk::widgets
