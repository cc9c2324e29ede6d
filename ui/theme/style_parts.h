// The painters CountersignStyle hands single parts to. Private to ui/theme.
#pragma once

#include <QStyle>

class QFont;
class QPainter;
class QProxyStyle;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionGroupBox;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QWidget;

namespace countersign::theme::parts {

void buttonBevel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget);
void buttonLabel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget);
[[nodiscard]] QFont strongOf(QFont font);
void spinBox(const QStyleOptionSpinBox &option, QPainter &painter, const QRect &up, const QRect &down);
void groupBox(const QStyleOptionGroupBox &option, QPainter &painter, const QRect &frame, const QRect &title);
void toolButtonPanel(const QStyleOption &option, QPainter &painter);
void field(const QStyleOption &option, QPainter &painter);
void checkMark(const QStyleOption &option, QPainter &painter);
void radioMark(const QStyleOption &option, QPainter &painter);
void arrow(QStyle::PrimitiveElement element, const QStyleOption &option, QPainter &painter);
void itemPanel(const QStyleOption &option, QPainter &painter);
void menuItem(const QStyleOptionMenuItem &option, QPainter &painter);
[[nodiscard]] QSize menuItemSize(const QStyleOptionMenuItem &option, const QWidget *widget);
// The word stands over its column: the arrow is where the column has nothing, up for rising values.
void headerLabel(const QStyleOptionHeader &option, QPainter &painter);
void comboBox(const QStyleOptionComboBox &option, QPainter &painter);
void scrollBar(const QStyleOptionSlider &option, QPainter &painter, const QRect &slider);
void progress(const QStyleOptionProgressBar &option, QPainter &painter);

}  // namespace countersign::theme::parts
