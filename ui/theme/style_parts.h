// The painters CountersignStyle hands single parts to. Private to ui/theme.
#pragma once

#include <QStyle>

class QPainter;
class QProxyStyle;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QWidget;

namespace countersign::theme::parts {

void buttonBevel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget);
void buttonLabel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget);
void toolButtonPanel(const QStyleOption &option, QPainter &painter);
void field(const QStyleOption &option, QPainter &painter);
void checkMark(const QStyleOption &option, QPainter &painter);
void radioMark(const QStyleOption &option, QPainter &painter);
void arrow(QStyle::PrimitiveElement element, const QStyleOption &option, QPainter &painter);
void itemPanel(const QStyleOption &option, QPainter &painter);
void menuItem(const QStyleOptionMenuItem &option, QPainter &painter);
[[nodiscard]] QSize menuItemSize(const QStyleOptionMenuItem &option, const QWidget *widget);
void comboBox(const QStyleOptionComboBox &option, QPainter &painter);
void scrollBar(const QStyleOptionSlider &option, QPainter &painter, const QRect &slider);
void progress(const QStyleOptionProgressBar &option, QPainter &painter);

}  // namespace countersign::theme::parts
