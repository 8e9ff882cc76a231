// What to tell the device, in large type: an address of this computer and the port. Which address,
// is a choice among all adapters' with the likely one first.
//
// Thread rule: the window's thread.
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include "event/event.h"

class QComboBox;
class QLabel;

namespace parley::desk::widgets {

class Sentence;

/// One of this computer's.
struct OwnAddress {
  QString address;      ///< "192.168.1.20", "fe80::1%eth0"
  QString adapter;      ///< "wlan0"
  QString kind;         ///< "Wi-Fi"
  bool likely = false;  ///< a device of the user's is most likely to reach this one

  friend bool operator==(const OwnAddress&, const OwnAddress&) = default;
};

class TellPanel final : public QWidget {
  Q_OBJECT
 public:
  explicit TellPanel(QWidget* parent = nullptr);
  ~TellPanel() override;

  /// What was chosen stays chosen while it is there.
  void set_addresses(const QList<OwnAddress>& addresses);

  /// Empty: it is not known yet.
  void set_port(const QString& port, event::Transport transport);

  /// The chosen one with its scope, to listen on; empty: there is none.
  QString address() const;
  void choose(const QString& address);

 Q_SIGNALS:
  void address_chosen();

 private:
  void make_controls();
  void fill();
  void show_words();
  void copy(const QString& words);
  QString told_address() const;

  QList<OwnAddress> addresses_;
  QString chosen_;  // by a person, or as what a conversation listens on
  QString port_;
  event::Transport transport_ = event::Transport::tcp;
  QLabel* words_ = nullptr;
  QComboBox* adapters_ = nullptr;
  QWidget* copy_ = nullptr;
  Sentence* remark_ = nullptr;
};

}  // namespace parley::desk::widgets
