// To whom it goes: all peers, or one of them. A choice stays where it is while others come and go;
// when the chosen one leaves, it says so, and nothing falls back to all.
//
// Limits: as many peers as a status shows. Thread rule: the window's thread.
#pragma once

#include <QComboBox>
#include <optional>
#include <vector>

#include "desk/models/conversation.h"

namespace parley::desk::widgets {

/// A peer that was chosen, with the name it had.
struct Target {
  std::optional<event::PeerId> peer;  ///< nothing: all
  QString name;
};

class TargetChooser final : public QComboBox {
  Q_OBJECT
 public:
  explicit TargetChooser(QWidget* parent = nullptr);
  ~TargetChooser() override;

  void show_peers(const session::Status& status);

  void set_target(const Target& target);
  const Target& target() const { return target_; }

  /// The chosen peer is not there any more.
  bool is_left() const { return left_; }

 Q_SIGNALS:
  void target_changed();

 protected:
  void hidePopup() override;

 private:
  struct Row {
    std::uint32_t peer = 0;  // 0: all
    QString words;
    friend bool operator==(const Row&, const Row&) = default;
  };
  std::vector<Row> wanted_rows() const;
  void show_rows();
  void replace_rows(std::vector<Row> wanted);
  void choose(int index);

  session::Status status_;  // its peers and their count only
  std::vector<Row> rows_;
  Target target_;
  bool left_ = false;
  bool popup_waits_ = false;  // rows changed while the list was open
};

}  // namespace parley::desk::widgets
