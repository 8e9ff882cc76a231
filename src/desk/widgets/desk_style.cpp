#include "desk/widgets/desk_style.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>

#include "desk/widgets/look.h"

namespace parley::desk::widgets {

namespace {

constexpr double radius = 5;
constexpr int control_height = 30;
constexpr int tool_height = 28;
constexpr int row_height = 24;
constexpr int menu_arrow = 18;  // beside the words of a button that opens a menu

bool is(const QStyleOption* option, QStyle::StateFlag state) {
  return option->state & state;
}

bool is_primary(const QWidget* widget) {
  return widget != nullptr && widget->property("primary").toBool();
}

/// A scroll area whose viewport paints nothing, so that the frame's corners show.
bool is_field(const QWidget* widget) {
  return widget != nullptr && widget->property("field").toBool();
}

QColor mixed(const QColor& a, const QColor& b, double part) {
  return QColor::fromRgbF(static_cast<float>(a.redF() + (b.redF() - a.redF()) * part),
                          static_cast<float>(a.greenF() + (b.greenF() - a.greenF()) * part),
                          static_cast<float>(a.blueF() + (b.blueF() - a.blueF()) * part));
}

void draw_box(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& line,
              double width = 1) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(line.isValid() ? QPen(line, width) : QPen(Qt::NoPen));
  painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
  const double inset = width / 2;
  painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
  painter->restore();
}

/// What one writes into or chooses in.
void draw_field(QPainter* painter, const QStyleOption* option) {
  const bool focus = is(option, QStyle::State_HasFocus) && is(option, QStyle::State_Enabled);
  const QColor fill =
      option->palette.color(is(option, QStyle::State_Enabled) ? QPalette::Base : QPalette::Window);
  draw_box(painter, option->rect, fill, focus ? look().accent : look().line, focus ? 2 : 1);
}

void draw_chevron(QPainter* painter, const QRect& rect, const QColor& colour, bool up = false) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  const QPointF middle = QRectF(rect).center();
  const double by = up ? -2 : 2;
  painter->drawPolyline(
      QPolygonF({middle + QPointF(-4, -by), middle + QPointF(0, by), middle + QPointF(4, -by)}));
  painter->restore();
}

void draw_button(QPainter* painter, const QStyleOption* option, const QWidget* widget) {
  const QPalette& palette = option->palette;
  const bool primary = is_primary(widget) && is(option, QStyle::State_Enabled);
  QColor fill = primary ? look().accent : palette.color(QPalette::Button);
  QColor line = primary ? look().accent : look().line;
  if (!primary && is(option, QStyle::State_On)) {
    fill = mixed(fill, look().accent, 0.22);
    line = look().accent;
  }
  if (!is(option, QStyle::State_Enabled)) fill = palette.color(QPalette::Window);
  const QColor towards = primary ? look().on_accent : palette.color(QPalette::ButtonText);
  if (is(option, QStyle::State_Sunken))
    fill = mixed(fill, towards, 0.16);
  else if (is(option, QStyle::State_MouseOver) && is(option, QStyle::State_Enabled))
    fill = mixed(fill, towards, 0.07);
  draw_box(painter, option->rect, fill, line);
  if (is(option, QStyle::State_HasFocus) && is(option, QStyle::State_KeyboardFocusChange))
    draw_box(painter, option->rect, {}, primary ? palette.color(QPalette::Text) : look().accent, 2);
}

void draw_tool(QPainter* painter, const QStyleOption* option, const QWidget* widget) {
  const bool raised = !is(option, QStyle::State_AutoRaise);
  if (raised || is_primary(widget) || is(option, QStyle::State_On)) {
    draw_button(painter, option, widget);
    return;
  }
  const double part = is(option, QStyle::State_Sunken) ? 0.16 : 0.08;
  if (!is(option, QStyle::State_MouseOver) && !is(option, QStyle::State_Sunken)) return;
  draw_box(painter, option->rect,
           mixed(option->palette.color(QPalette::Window),
                 option->palette.color(QPalette::WindowText), part),
           {});
}

void draw_tab(QPainter* painter, const QStyleOptionTab* tab) {
  const QRect line(tab->rect.left() + 4, tab->rect.bottom() - 2, tab->rect.width() - 8, 3);
  if (is(tab, QStyle::State_Selected))
    draw_box(painter, line, look().accent, {});
  else if (is(tab, QStyle::State_MouseOver) && is(tab, QStyle::State_Enabled))
    draw_box(painter, line, look().line, {});
  if (is(tab, QStyle::State_HasFocus))
    draw_box(painter, tab->rect.adjusted(2, 2, -2, -4), {}, look().accent, 1.5);
}

void draw_scroll_bar(QPainter* painter, const QStyleOptionSlider* bar, const QRect& slider) {
  painter->fillRect(bar->rect, bar->palette.color(QPalette::Base));
  if (bar->maximum == bar->minimum) return;
  const bool held = is(bar, QStyle::State_Sunken);
  const bool over = is(bar, QStyle::State_MouseOver);
  const QColor fill = mixed(look().line, look().dim, held ? 0.9 : over ? 0.6 : 0.25);
  const bool upright = bar->orientation == Qt::Vertical;
  draw_box(painter, upright ? slider.adjusted(2, 1, -2, -1) : slider.adjusted(1, 2, -1, -2), fill,
           {});
}

/// A frame of its own, and an arrow; the style below fills in the text.
void draw_combo(QPainter* painter, const QStyleOptionComboBox* combo, const QRect& arrow) {
  if (combo->editable) {
    draw_field(painter, combo);
  } else {
    const bool focus = is(combo, QStyle::State_HasFocus);
    const bool enabled = is(combo, QStyle::State_Enabled);
    QColor fill = combo->palette.color(enabled ? QPalette::Button : QPalette::Window);
    if (enabled && is(combo, QStyle::State_MouseOver))
      fill = mixed(fill, combo->palette.color(QPalette::ButtonText), 0.05);
    draw_box(painter, combo->rect, fill, focus ? look().accent : look().line, focus ? 2 : 1);
  }
  draw_chevron(painter, arrow, combo->palette.color(QPalette::ButtonText));
}

void draw_spin(QPainter* painter, const QStyleOptionSpinBox* spin, const QRect& up,
               const QRect& down) {
  draw_field(painter, spin);
  if (spin->buttonSymbols == QAbstractSpinBox::NoButtons) return;
  const auto colour = [&](QAbstractSpinBox::StepEnabledFlag step) {
    return spin->stepEnabled & step ? spin->palette.color(QPalette::ButtonText) : look().line;
  };
  draw_chevron(painter, up, colour(QAbstractSpinBox::StepUpEnabled), true);
  draw_chevron(painter, down, colour(QAbstractSpinBox::StepDownEnabled));
}

}  // namespace

DeskStyle::DeskStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

DeskStyle::~DeskStyle() = default;

void DeskStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                              QPainter* painter, const QWidget* widget) const {
  switch (element) {
    case PE_PanelButtonCommand: draw_button(painter, option, widget); return;
    case PE_PanelButtonTool: draw_tool(painter, option, widget); return;
    case PE_PanelLineEdit:
      if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
          frame != nullptr && frame->lineWidth > 0)
        draw_field(painter, option);
      else
        painter->fillRect(option->rect, option->palette.color(QPalette::Base));
      return;
    case PE_FrameLineEdit: return;
    case PE_FrameFocusRect:
      if (is(option, State_KeyboardFocusChange))
        draw_box(painter, option->rect, {}, look().accent, 1.5);
      return;
    case PE_Frame:
      if (is_field(widget))
        draw_field(painter, option);
      else
        draw_box(painter, option->rect, {},
                 is(option, State_HasFocus) ? look().accent : look().line);
      return;
    case PE_FrameTabBarBase:
      painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                        look().line);
      return;
    case PE_FrameTabWidget: return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
      draw_chevron(painter, option->rect, option->palette.color(QPalette::ButtonText),
                   element == PE_IndicatorArrowUp);
      return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
  }
}

void DeskStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                            const QWidget* widget) const {
  if (element == CE_TabBarTabShape) {
    if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) draw_tab(painter, tab);
    return;
  }
  if (element == CE_HeaderSection || element == CE_HeaderEmptyArea) {
    const QRect& all = option->rect;
    painter->fillRect(all, option->palette.color(QPalette::Base));
    painter->fillRect(QRect(all.left(), all.bottom(), all.width(), 1), look().line);
    return;
  }
  if (element == CE_Splitter) {
    const QPoint middle = option->rect.center();
    const bool upright = is(option, State_Horizontal);
    painter->fillRect(upright ? QRect(middle.x(), option->rect.top(), 1, option->rect.height())
                              : QRect(option->rect.left(), middle.y(), option->rect.width(), 1),
                      look().line);
    return;
  }
  if (element == CE_PushButtonLabel && is_primary(widget) && is(option, State_Enabled)) {
    if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
      QStyleOptionButton light = *button;
      light.palette.setColor(QPalette::ButtonText, look().on_accent);
      QProxyStyle::drawControl(element, &light, painter, widget);
      return;
    }
  }
  QProxyStyle::drawControl(element, option, painter, widget);
}

void DeskStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                   QPainter* painter, const QWidget* widget) const {
  if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
      combo != nullptr && control == CC_ComboBox) {
    draw_combo(painter, combo, subControlRect(control, option, SC_ComboBoxArrow, widget));
    return;
  }
  if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
      spin != nullptr && control == CC_SpinBox && spin->frame) {
    draw_spin(painter, spin, subControlRect(control, option, SC_SpinBoxUp, widget),
              subControlRect(control, option, SC_SpinBoxDown, widget));
    return;
  }
  if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
      button != nullptr && control == CC_ToolButton &&
      (button->features & QStyleOptionToolButton::HasMenu) != 0 &&
      (button->features & QStyleOptionToolButton::MenuButtonPopup) == 0) {
    // The base style would put a tiny arrow into the corner.
    QStyleOptionToolButton plain = *button;
    plain.features &= ~QStyleOptionToolButton::ToolButtonFeatures(QStyleOptionToolButton::HasMenu);
    QProxyStyle::drawComplexControl(control, &plain, painter, widget);
    const QRect& all = button->rect;
    draw_chevron(painter, QRect(all.right() - menu_arrow, all.top(), menu_arrow, all.height()),
                 button->palette.color(QPalette::ButtonText));
    return;
  }
  if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
      bar != nullptr && control == CC_ScrollBar) {
    draw_scroll_bar(painter, bar, subControlRect(control, option, SC_ScrollBarSlider, widget));
    return;
  }
  QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int DeskStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                           const QWidget* widget) const {
  switch (metric) {
    case PM_SplitterWidth: return 7;
    case PM_ScrollBarExtent: return 13;
    case PM_ScrollBarSliderMin: return 28;
    case PM_TabBarTabHSpace: return 26;
    case PM_TabBarTabVSpace: return 14;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return 8;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
  }
}

QSize DeskStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                  const QWidget* widget) const {
  QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
  switch (type) {
    case CT_ToolButton:
      if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
          button != nullptr && (button->features & QStyleOptionToolButton::HasMenu) != 0 &&
          (button->features & QStyleOptionToolButton::MenuButtonPopup) == 0)
        wanted += QSize(menu_arrow, 0);
      wanted += QSize(6, 0);
      wanted.setHeight(std::max(wanted.height(), tool_height));
      break;
    case CT_ItemViewItem:
    case CT_HeaderSection: wanted.setHeight(std::max(wanted.height(), row_height)); break;
    case CT_PushButton: wanted += QSize(8, 0); [[fallthrough]];
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox: wanted.setHeight(std::max(wanted.height(), control_height)); break;
    default: break;
  }
  return wanted;
}

int DeskStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                         QStyleHintReturn* data) const {
  // A tab and a label start where everything else does; a list opens with its own scroll bars.
  if (hint == SH_ComboBox_Popup || hint == SH_EtchDisabledText) return 0;
  if (hint == SH_UnderlineShortcut) return 1;
  return QProxyStyle::styleHint(hint, option, widget, data);
}

}  // namespace parley::desk::widgets
