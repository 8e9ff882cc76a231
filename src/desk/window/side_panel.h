// The panel at a page's right: tabs for peers, packets, rules and the board. Closed until somebody
// asks for one of them; a conversation has only those that it can use.
//
// Thread rule: the window's thread.
#pragma once

#include <QTabWidget>

namespace parley::desk::window {

/// In the order of their tabs.
enum class SideTab { peers, packets, rules, board };

/// "peers", ...; for a workspace. What is none of these is nothing.
QString side_tab_name(SideTab tab);
std::optional<SideTab> side_tab(const QString& name);

class SidePanel : public QTabWidget {
  Q_OBJECT
 public:
  explicit SidePanel(QWidget* parent = nullptr);
  ~SidePanel() override;

  /// A tab is there or not, whether or not the panel is open. `widget` belongs to the panel.
  void add(SideTab tab, QWidget* widget);
  void set_offered(SideTab tab, bool offered);
  bool is_offered(SideTab tab) const;

  /// False: there is no such tab here.
  bool open(SideTab tab);
  void close();

  /// Nothing: it is closed.
  std::optional<SideTab> shown() const;

 Q_SIGNALS:
  /// Opened, closed, or another tab.
  void shown_changed();

 private:
  struct Entry {
    SideTab tab;
    QWidget* widget;
    bool offered;
  };
  const Entry* entry(SideTab tab) const;

  std::vector<Entry> entries_;
};

}  // namespace parley::desk::window
