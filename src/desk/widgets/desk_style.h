// How controls are drawn: Fusion without its gradients, in the colours of `look.h`. Drawn by hand
// because a style sheet would need pictures for every arrow, and is slow where much is drawn.
//
// A push button or tool button with the property "primary" set is filled with the accent: at most
// one in sight.
//
// Thread rule: the window's thread; the application owns it.
#pragma once

#include <QProxyStyle>

namespace parley::desk::widgets {

class DeskStyle final : public QProxyStyle {
  Q_OBJECT
 public:
  DeskStyle();
  ~DeskStyle() override;

  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
  void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                   const QWidget* widget) const override;
  void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                          QPainter* painter, const QWidget* widget) const override;
  int pixelMetric(PixelMetric metric, const QStyleOption* option,
                  const QWidget* widget) const override;
  QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                         const QWidget* widget) const override;
  int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                QStyleHintReturn* data) const override;
};

}  // namespace parley::desk::widgets
