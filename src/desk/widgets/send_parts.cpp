#include "desk/widgets/send_parts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "desk/widgets/send_bar.h"
#include "desk/widgets/send_edit.h"
#include "desk/widgets/sentence.h"
#include "desk/widgets/target_chooser.h"
#include "desk/widgets/toggle_button.h"

namespace parley::desk::widgets {

namespace {

constexpr int interval_characters = 7;

QLabel* label_of(const QString& words, QWidget* buddy) {
  auto* label = new QLabel(words, buddy->parentWidget());
  label->setBuddy(buddy);
  return label;
}

void make_box(SendParts& parts, QWidget& bar) {
  parts.edit = new SendEdit(&bar);
  parts.edit->setAccessibleName(SendBar::tr("Text to send"));
  parts.send = new QPushButton(SendBar::tr("&Send"), &bar);
  parts.send->setToolTip(SendBar::tr("Send what is in the box (Enter)"));
  parts.sentence = new Sentence(&bar);
}

void make_choices(SendParts& parts, QWidget& bar) {
  parts.mode = new QComboBox(&bar);
  parts.mode->setAccessibleName(SendBar::tr("How the text is read"));
  parts.mode->addItems({SendBar::tr("Text"), SendBar::tr("Hex"), SendBar::tr("Notation")});
  parts.mode->setItemData(0, SendBar::tr("Sent as it stands, in UTF-8"), Qt::ToolTipRole);
  parts.mode->setItemData(1, SendBar::tr("Octets: 48 65, 4865, 48:65 or 0x48, 0x65"),
                          Qt::ToolTipRole);
  parts.mode->setItemData(2,
                          SendBar::tr("\\n \\r \\t \\\\ and \\XX for any octet, {{COUNTER}} "
                                      "{{TIME}} {{DATE}} {{RANDOM}} {{PEER}} and others"),
                          Qt::ToolTipRole);

  parts.ending = new QComboBox(&bar);
  parts.ending->setAccessibleName(SendBar::tr("Line end"));
  parts.ending->addItems(
      {SendBar::tr("None"), QStringLiteral("LF"), QStringLiteral("CR"), QStringLiteral("CRLF")});

  parts.target = new TargetChooser(&bar);
  parts.target_label = label_of(SendBar::tr("T&o:"), parts.target);
}

void make_repeat(SendParts& parts, QWidget& bar) {
  parts.repeat = new ToggleButton(&bar);
  parts.repeat->setAccessibleName(SendBar::tr("Repeat"));
  parts.repeat->setToolTip(SendBar::tr("Send the same again and again, until it is stopped"));
  parts.interval = new QLineEdit(&bar);
  parts.interval->setAccessibleName(SendBar::tr("Repeat every"));
  parts.interval->setToolTip(SendBar::tr("500ms, 1s, 5m or 1h"));
  const int width = parts.interval->fontMetrics().averageCharWidth() * interval_characters;
  parts.interval->setFixedWidth(width + parts.interval->fontMetrics().height());
  parts.count = new QLabel(&bar);
  parts.count->setTextFormat(Qt::PlainText);
  parts.count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

}  // namespace

SendParts make_send_parts(QWidget& bar) {
  SendParts parts;
  make_box(parts, bar);
  make_choices(parts, bar);
  make_repeat(parts, bar);

  auto* box = new QHBoxLayout;
  box->addWidget(parts.edit, 1);
  box->addWidget(parts.send, 0, Qt::AlignBottom);
  auto* choices = new QHBoxLayout;
  choices->addWidget(parts.mode);
  choices->addWidget(label_of(SendBar::tr("&End:"), parts.ending));
  choices->addWidget(parts.ending);
  choices->addWidget(parts.target_label);
  choices->addWidget(parts.target, 3);
  choices->addWidget(parts.repeat);
  choices->addWidget(parts.interval);
  choices->addWidget(parts.count, 1);
  auto* all = new QVBoxLayout(&bar);
  all->setContentsMargins(0, 0, 0, 0);
  all->addLayout(box);
  all->addWidget(parts.sentence);
  all->addLayout(choices);
  return parts;
}

}  // namespace parley::desk::widgets
