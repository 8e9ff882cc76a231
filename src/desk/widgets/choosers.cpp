#include "desk/widgets/choosers.h"

#include "desk/widgets/kind_form.h"
#include "event/event.h"
#include "text/framing.h"

namespace parley::desk::widgets {

namespace {

template <typename Value>
void add(QComboBox& chooser, const QString& words, Value value, const QString& tip) {
  chooser.addItem(words, static_cast<int>(value));
  chooser.setItemData(chooser.count() - 1, tip, Qt::ToolTipRole);
}

}  // namespace

QComboBox* make_transport_chooser(QWidget* parent) {
  auto* chooser = new QComboBox(parent);
  chooser->setAccessibleName(KindForm::tr("Transport"));
  add(*chooser, QStringLiteral("TCP"), event::Transport::tcp,
      KindForm::tr("A connection: nothing is lost, and both sides know when it ends"));
  add(*chooser, QStringLiteral("UDP"), event::Transport::udp,
      KindForm::tr("Single datagrams, which may be lost"));
  add(*chooser, QStringLiteral("TLS"), event::Transport::tls,
      KindForm::tr("TCP, encrypted; the recording holds the plain text"));
  return chooser;
}

QComboBox* make_framing_chooser(QWidget* parent) {
  auto* chooser = new QComboBox(parent);
  chooser->setAccessibleName(KindForm::tr("Messages"));
  add(*chooser, KindForm::tr("as they come"), text::Framing::none,
      KindForm::tr("A stream has no messages: a row is what came at once"));
  add(*chooser, KindForm::tr("are lines"), text::Framing::line,
      KindForm::tr("A message ends with LF"));
  add(*chooser, KindForm::tr("have their length in front"), text::Framing::length,
      KindForm::tr("32 bits, big-endian, then that many octets"));
  return chooser;
}

}  // namespace parley::desk::widgets
