// Paints one row of the list of conversations, and lets its name be written.
//
// Thread rule: the window's thread.
#pragma once

#include <QStyledItemDelegate>

#include "desk/models/conversation_list_model.h"

namespace parley::desk::widgets {

class ConversationDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  ~ConversationDelegate() override;

  void paint(QPainter* painter, const QStyleOptionViewItem& option,
             const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const override;
};

/// A shape for each: a disc, a ring half filled, a ring, a cross, a sheet.
void draw_standing(QPainter& painter, const QRectF& rect, models::Standing standing,
                   const QColor& colour);

QColor standing_colour(models::Standing standing);

}  // namespace parley::desk::widgets
