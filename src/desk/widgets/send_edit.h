// The box of what will be sent: several lines, growing to `lines_max`; Enter sends, Shift+Enter
// breaks the line, Up and Down at its edges and Esc ask for lines that were sent before.
//
// Thread rule: the window's thread.
#pragma once

#include <QPlainTextEdit>

namespace parley::desk::widgets {

/// The text to the letter; `toPlainText` makes a space of one that does not break.
QString exact_text(const QTextDocument& document);

class SendEdit final : public QPlainTextEdit {
  Q_OBJECT
 public:
  static constexpr int lines_max = 6;

  explicit SendEdit(QWidget* parent = nullptr);
  ~SendEdit() override;

  QString typed() const { return exact_text(*document()); }

  /// As if it had been typed over what is there: it can be undone. The cursor is put at its end.
  void type(const QString& text);

  /// Underlines characters that are wrong; a length of 0 takes the mark away.
  void mark(qsizetype begin, qsizetype length);

 Q_SIGNALS:
  void send_asked();
  void older_asked();
  void newer_asked();
  void draft_asked();

 protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  bool take_key(const QKeyEvent& event);
  bool is_at_edge(bool top) const;
  void fit_height();
};

}  // namespace parley::desk::widgets
