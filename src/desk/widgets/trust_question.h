// A sketch is code: whether it may run is asked once for each, in its place and never as a dialog.
//
// Thread rule: the window's thread.
#pragma once

#include <QFrame>
#include <QString>

class QLabel;
class QPushButton;

namespace parley::desk::widgets {

class TrustQuestion : public QFrame {
  Q_OBJECT
 public:
  enum class Answer { once, always, no };

  explicit TrustQuestion(QWidget* parent = nullptr);
  ~TrustQuestion() override;

  /// Shown until it is answered. `rights`: what it may do here, behind "it runs": "in a sandbox:
  /// ..."; empty as long as that is not known.
  void ask(const QString& sketch, const QString& rights);
  void set_rights(const QString& rights);

  /// Nobody asks any more; there is no answer.
  void withdraw();

  QString text() const;

 Q_SIGNALS:
  void answered(parley::desk::widgets::TrustQuestion::Answer answer);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void say();
  void dress();
  QPushButton* button(const QString& text, const QString& tip, Answer answer);

  QString sketch_;
  QString rights_;
  QLabel* mark_;
  QLabel* question_;
  QLabel* words_;
  QPushButton* once_;
  QPushButton* always_;
  QPushButton* no_;
  bool dressing_ = false;
};

}  // namespace parley::desk::widgets
