#include "desk/widgets/conversation_delegate.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "desk/widgets/look.h"

namespace parley::desk::widgets {

using models::ConversationListModel;
using models::Standing;

namespace {

constexpr int margin = 10;
constexpr int mark_size = 11;
constexpr int text_left = margin + mark_size + 9;

QFont small(QFont font) {
  font.setPointSizeF(std::max(7.0, font.pointSizeF() * 0.88));
  return font;
}

void paint_group(QPainter* painter, const QStyleOptionViewItem& option, const QString& name) {
  QFont font = small(option.font);
  font.setBold(true);
  painter->setFont(font);
  painter->setPen(look().dim);
  painter->drawText(option.rect.adjusted(margin, 0, -margin, -3), Qt::AlignLeft | Qt::AlignBottom,
                    name);
}

void paint_ground(QPainter* painter, const QStyleOptionViewItem& option) {
  const QRect ground = option.rect.adjusted(4, 1, -4, -1);
  painter->setPen(Qt::NoPen);
  if (option.state & QStyle::State_Selected)
    painter->setBrush(look().accent);
  else if (option.state & QStyle::State_MouseOver)
    painter->setBrush(option.palette.color(QPalette::Window));
  else
    return;
  painter->drawRoundedRect(ground, 6, 6);
}

QRect title_rect(const QStyleOptionViewItem& option) {
  const int height = option.fontMetrics.height();
  return option.rect.adjusted(text_left, 6, -margin, 0)
      .intersected(QRect(option.rect.left(), option.rect.top() + 6, option.rect.width(), height));
}

}  // namespace

ConversationDelegate::~ConversationDelegate() = default;

QColor standing_colour(Standing standing) {
  switch (standing) {
    case Standing::open: return look().connected;
    case Standing::opening: return look().noted;
    case Standing::failed: return look().wrong;
    case Standing::idle:
    case Standing::file: break;
  }
  return look().dim;
}

void draw_standing(QPainter& painter, const QRectF& rect, Standing standing, const QColor& colour) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colour, 1.8, Qt::SolidLine, Qt::RoundCap));
  painter.setBrush(Qt::NoBrush);
  const QRectF inner = rect.adjusted(1, 1, -1, -1);
  switch (standing) {
    case Standing::open:
      painter.setBrush(colour);
      painter.drawEllipse(inner);
      break;
    case Standing::opening:
      painter.drawEllipse(inner);
      painter.setBrush(colour);
      painter.drawPie(inner, 90 * 16, 180 * 16);
      break;
    case Standing::idle: painter.drawEllipse(inner); break;
    case Standing::failed:
      painter.setPen(QPen(colour, 2.4, Qt::SolidLine, Qt::RoundCap));
      painter.drawLine(inner.topLeft(), inner.bottomRight());
      painter.drawLine(inner.topRight(), inner.bottomLeft());
      break;
    case Standing::file:
      painter.drawRect(inner.adjusted(1, 0, -1, 0));
      for (const double part : {0.3, 0.6})
        painter.drawLine(QPointF(inner.left() + 3, inner.top() + inner.height() * part),
                         QPointF(inner.right() - 3, inner.top() + inner.height() * part));
      break;
  }
  painter.restore();
}

void ConversationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  const QString title = index.data(Qt::DisplayRole).toString();
  if (index.data(ConversationListModel::is_group_role).toBool()) {
    paint_group(painter, option, title);
    painter->restore();
    return;
  }
  paint_ground(painter, option);
  const bool chosen = option.state & QStyle::State_Selected;
  const auto standing =
      static_cast<Standing>(index.data(ConversationListModel::standing_role).toInt());
  const QRect first = title_rect(option);
  draw_standing(*painter,
                QRectF(option.rect.left() + margin, first.center().y() - mark_size / 2.0 + 1,
                       mark_size, mark_size),
                standing, chosen ? look().on_accent : standing_colour(standing));

  painter->setFont(option.font);
  painter->setPen(chosen ? look().on_accent : option.palette.color(QPalette::Text));
  painter->drawText(first, Qt::AlignLeft | Qt::AlignVCenter,
                    option.fontMetrics.elidedText(title, Qt::ElideMiddle, first.width()));

  const QFont font = small(option.font);
  const QFontMetrics metrics(font);
  const QRect second(first.left(), first.bottom() + 2, first.width(), metrics.height());
  painter->setFont(font);
  painter->setPen(chosen ? look().on_accent : look().dim);
  painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
                    metrics.elidedText(index.data(ConversationListModel::line_role).toString(),
                                       Qt::ElideRight, second.width()));
  painter->restore();
}

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem& option,
                                     const QModelIndex& index) const {
  const int line = QFontMetrics(small(option.font)).height();
  if (index.data(ConversationListModel::is_group_role).toBool()) return {60, line + 14};
  return {60, option.fontMetrics.height() + line + 15};
}

void ConversationDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                                const QModelIndex& /*index*/) const {
  editor->setGeometry(option.rect.adjusted(text_left - 6, 4, -4, -4));
}

}  // namespace parley::desk::widgets
