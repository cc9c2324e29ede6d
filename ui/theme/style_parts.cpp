#include "ui/theme/style_parts.h"

#include "ui/theme/button_role.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QAbstractSpinBox>
#include <QPainter>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace countersign::theme::parts {

namespace {

bool is(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

// By keyboard only: a click needs no ring to be found again.
bool showsFocus(const QStyleOption &option)
{
    return is(option, QStyle::State_HasFocus) && is(option, QStyle::State_KeyboardFocusChange);
}

struct ButtonColors {
    Frame frame;
    QColor text;
};

ButtonColors filled(const QColor &rest, const QColor &hover, const QColor &pressed, const QStyleOption &option)
{
    const QColor fill = is(option, QStyle::State_Sunken) ? pressed : is(option, QStyle::State_MouseOver) ? hover : rest;
    return {{fill, QColor(), radius::small}, tokens().textOnFill};
}

ButtonColors buttonColors(ButtonRole role, const QStyleOption &option)
{
    const Tokens &t = tokens();
    const bool sunken = is(option, QStyle::State_Sunken);
    const bool hover = is(option, QStyle::State_MouseOver);
    const bool quiet = role == ButtonRole::Quiet;
    if (!is(option, QStyle::State_Enabled))
        return {{quiet ? QColor() : t.hover, quiet ? QColor() : t.line, radius::small}, t.textDisabled};
    if (role == ButtonRole::Filled)
        return filled(t.accentFill, t.accentFillHover, t.accentFillPressed, option);
    if (role == ButtonRole::DangerFilled)
        return filled(t.dangerFill, t.dangerFillHover, t.dangerFillPressed, option);
    const QColor rest = quiet ? QColor() : t.surface;
    const QColor on = is(option, QStyle::State_On) ? t.selected : rest;
    const QColor fill = sunken ? t.pressed : hover ? t.hover : on;
    const QColor text = role == ButtonRole::Danger ? t.danger.strong : t.text;
    const QColor line = quiet ? QColor() : role == ButtonRole::Danger ? t.danger.strong : t.lineControl;
    return {{fill, line, radius::small}, text};
}

QPixmap tint(const QPixmap &source, const QColor &color)
{
    QPixmap out = source;
    QPainter painter(&out);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRectF(QPointF(), out.deviceIndependentSize()), color);
    return out;
}

}  // namespace

void buttonBevel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget)
{
    const ButtonRole role = buttonRole(widget);
    const ButtonColors colors = buttonColors(role, option);
    paintFrame(painter, option.rect, colors.frame);
    if (!showsFocus(option))
        return;
    if (role == ButtonRole::Filled || role == ButtonRole::DangerFilled) {
        // On a fill of the same hue the ring needs a gap to be seen.
        paintFrame(painter, QRectF(option.rect).adjusted(2, 2, -2, -2), {QColor(), tokens().textOnFill, radius::small - 1.5});
    }
    paintFocusRing(painter, option.rect, radius::small);
}

void buttonLabel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget)
{
    const ButtonColors colors = buttonColors(buttonRole(widget), option);
    const bool rightToLeft = option.direction == Qt::RightToLeft;
    QRect rect = option.rect;
    constexpr int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine | Qt::TextHideMnemonic;
    if (buttonRole(widget) != ButtonRole::Quiet)
        painter.setFont(strongOf(painter.font()));
    const QFontMetrics metrics(painter.font());
    const int text = option.text.isEmpty() ? 0 : metrics.size(Qt::TextHideMnemonic, option.text).width();
    const int gap = option.icon.isNull() || text == 0 ? 0 : 6;
    const int icon = option.icon.isNull() ? 0 : option.iconSize.width();
    int x = rect.x() + (rect.width() - text - gap - icon) / 2;
    const int textX = rightToLeft ? x : x + icon + gap;
    const int iconX = rightToLeft ? x + text + gap : x;
    if (icon > 0) {
        const QPixmap pixmap = tint(option.icon.pixmap(option.iconSize, painter.device()->devicePixelRatioF()), colors.text);
        painter.drawPixmap(QPointF(iconX, rect.y() + (rect.height() - option.iconSize.height()) / 2.0), pixmap);
    }
    painter.setPen(colors.text);
    painter.drawText(QRect(textX, rect.y(), text + 1, rect.height()), flags, option.text);
}

QFont strongOf(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

void spinBox(const QStyleOptionSpinBox &option, QPainter &painter, const QRect &up, const QRect &down)
{
    const Tokens &t = tokens();
    field(option, painter);
    const auto step = [&](const QRect &rect, QStyle::SubControl part, QAbstractSpinBox::StepEnabledFlag flag, Glyph glyph) {
        const bool enabled = is(option, QStyle::State_Enabled) && option.stepEnabled.testFlag(flag);
        if (enabled && option.activeSubControls.testFlag(part) && is(option, QStyle::State_MouseOver))
            paintFrame(painter, QRectF(rect).adjusted(1, 1, -1, -1), {is(option, QStyle::State_Sunken) ? t.pressed : t.hover, QColor(), 3});
        QRectF mark(0, 0, 13, 13);
        mark.moveCenter(QRectF(rect).center());
        paintGlyph(painter, mark, glyph, enabled ? t.textMuted : t.textDisabled);
    };
    step(up, QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, Glyph::ChevronUp);
    step(down, QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, Glyph::ChevronDown);
}

void groupBox(const QStyleOptionGroupBox &option, QPainter &painter, const QRect &frame, const QRect &title)
{
    const Tokens &t = tokens();
    paintFrame(painter, frame, {t.surface, t.line, radius::large});
    painter.save();
    painter.setFont(strongOf(painter.font()));
    painter.setPen(is(option, QStyle::State_Enabled) ? t.text : t.textDisabled);
    const int align = int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextHideMnemonic;
    painter.drawText(title, align, option.text);
    painter.restore();
}

void toolButtonPanel(const QStyleOption &option, QPainter &painter)
{
    const Tokens &t = tokens();
    QColor fill;
    if (is(option, QStyle::State_Enabled)) {
        fill = is(option, QStyle::State_Sunken) ? t.pressed : is(option, QStyle::State_MouseOver) ? t.hover
               : is(option, QStyle::State_On) ? t.selected : QColor();
    }
    paintFrame(painter, option.rect, {fill, QColor(), radius::small});
    if (showsFocus(option))
        paintFocusRing(painter, option.rect, radius::small);
}

void field(const QStyleOption &option, QPainter &painter)
{
    const Tokens &t = tokens();
    const bool enabled = is(option, QStyle::State_Enabled);
    paintFrame(painter, option.rect, {enabled ? t.surface : t.hover, enabled ? t.lineStrong : t.line, radius::small});
    if (is(option, QStyle::State_HasFocus))  // a field shows where typing goes, however it got the focus
        paintFocusRing(painter, option.rect, radius::small);
}

void checkMark(const QStyleOption &option, QPainter &painter)
{
    const Tokens &t = tokens();
    const bool enabled = is(option, QStyle::State_Enabled);
    const bool on = is(option, QStyle::State_On);
    const bool partly = is(option, QStyle::State_NoChange);
    const QColor fill = !enabled ? t.hover : on || partly ? t.accentFill : is(option, QStyle::State_MouseOver) ? t.hover : t.surface;
    const QColor line = !enabled ? t.line : on || partly ? t.accentFill : t.lineStrong;
    paintFrame(painter, option.rect, {fill, line, 4});
    const QColor mark = enabled ? t.textOnFill : t.textDisabled;
    if (on || partly)
        paintGlyph(painter, QRectF(option.rect).adjusted(1, 1, -1, -1), on ? Glyph::Check : Glyph::Minus, mark);
}

void radioMark(const QStyleOption &option, QPainter &painter)
{
    const Tokens &t = tokens();
    const bool enabled = is(option, QStyle::State_Enabled);
    const bool on = is(option, QStyle::State_On);
    const QRectF rect(option.rect);
    const QColor line = !enabled ? t.line : on ? t.accentFill : t.lineStrong;
    paintFrame(painter, rect, {on && enabled ? t.accentFill : t.surface, line, rect.height() / 2});
    if (!on)
        return;
    const double inset = rect.height() * 0.31;
    paintFrame(painter, rect.adjusted(inset, inset, -inset, -inset),
               {enabled ? t.textOnFill : t.textDisabled, QColor(), rect.height() / 2});
}

void arrow(QStyle::PrimitiveElement element, const QStyleOption &option, QPainter &painter)
{
    const Tokens &t = tokens();
    const Glyph glyph = element == QStyle::PE_IndicatorArrowUp     ? Glyph::ChevronUp
                        : element == QStyle::PE_IndicatorArrowLeft  ? Glyph::ChevronLeft
                        : element == QStyle::PE_IndicatorArrowRight ? Glyph::ChevronRight
                                                                    : Glyph::ChevronDown;
    const double side = std::min({option.rect.width(), option.rect.height(), 16});
    QRectF rect(0, 0, side, side);
    rect.moveCenter(QRectF(option.rect).center());
    paintGlyph(painter, rect, glyph, is(option, QStyle::State_Enabled) ? t.textMuted : t.textDisabled);
}

void itemPanel(const QStyleOption &option, QPainter &painter)
{
    const Tokens &t = tokens();
    if (is(option, QStyle::State_Selected))
        paintFrame(painter, option.rect, {t.selected, QColor(), radius::small});
    else if (is(option, QStyle::State_MouseOver) && is(option, QStyle::State_Enabled))
        paintFrame(painter, option.rect, {t.hover, QColor(), radius::small});
}

QSize menuItemSize(const QStyleOptionMenuItem &option, const QWidget *widget)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {10, 9};
    const int side = scaledIconSize();
    const QFontMetrics metrics(option.font);
    const QStringList columns = option.text.split(QLatin1Char('\t'));
    int width = metrics.size(Qt::TextShowMnemonic, columns.first()).width() + 2 * space::m + side + space::s;
    if (columns.size() > 1)
        width += space::xl + metrics.horizontalAdvance(columns.last());
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        width += side;
    Q_UNUSED(widget)
    return {width + 2 * space::xs, std::max(minimumTarget, metrics.height() + space::m)};
}

void menuItem(const QStyleOptionMenuItem &option, QPainter &painter)
{
    const Tokens &t = tokens();
    const QRect rect = option.rect;
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRectF(rect.left() + space::s, rect.center().y(), rect.width() - 2 * space::s, 1), t.line);
        return;
    }
    const bool enabled = is(option, QStyle::State_Enabled);
    if (is(option, QStyle::State_Selected) && enabled)
        paintFrame(painter, rect.adjusted(space::xs, 0, -space::xs, 0), {t.selected, QColor(), radius::small});
    const auto visual = [&](const QRect &part) { return QStyle::visualRect(option.direction, rect, part); };
    const int left = rect.left() + space::xs + space::s;
    const int side = scaledIconSize();
    const QRect iconRect(left, rect.top() + (rect.height() - side) / 2, side, side);
    const QColor color = enabled ? t.text : t.textDisabled;
    if (option.checked)
        paintGlyph(painter, visual(iconRect).adjusted(1, 1, -1, -1), Glyph::Check, enabled ? t.accent.strong : color);
    else if (!option.icon.isNull())
        option.icon.paint(&painter, visual(iconRect), Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    const QStringList columns = option.text.split(QLatin1Char('\t'));
    const QRect textRect(left + side + space::s, rect.top(), rect.right() - left - side - 2 * space::m, rect.height());
    const int start = int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine;
    painter.setFont(option.font);
    painter.setPen(color);
    painter.drawText(visual(textRect), start | Qt::TextHideMnemonic, columns.first());
    if (columns.size() > 1) {
        const int end = int(QStyle::visualAlignment(option.direction, Qt::AlignRight)) | Qt::AlignVCenter;
        painter.setPen(enabled ? t.textMuted : t.textDisabled);
        painter.drawText(visual(textRect), end, columns.last());
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect mark(rect.right() - space::m - 14, rect.top(), 14, rect.height());
        paintGlyph(painter, visual(mark), option.direction == Qt::RightToLeft ? Glyph::ChevronLeft : Glyph::ChevronRight, t.textMuted);
    }
}

void headerLabel(const QStyleOptionHeader &option, QPainter &painter)
{
    constexpr int mark = 12;
    // As far in as the text of a cell.
    const QRect inside = option.rect.adjusted(space::s + 1, 0, -(space::s + 1), 0);
    const Qt::Alignment align = QStyle::visualAlignment(option.direction, option.textAlignment);
    painter.setPen(tokens().text);
    QRect word;
    painter.drawText(inside, int(align) | Qt::TextSingleLine, option.text, &word);
    if (option.sortIndicator == QStyleOptionHeader::None)
        return;
    const bool before = align.testFlag(Qt::AlignRight);
    const QRect place(before ? word.left() - space::xs - mark : word.right() + space::xs, inside.top(), mark, inside.height());
    // Qt calls a rising order "down".
    paintGlyph(painter, place, option.sortIndicator == QStyleOptionHeader::SortDown ? Glyph::ChevronUp : Glyph::ChevronDown, tokens().textMuted);
}

void comboBox(const QStyleOptionComboBox &option, QPainter &painter)
{
    const Tokens &t = tokens();
    const bool enabled = is(option, QStyle::State_Enabled);
    const bool hover = is(option, QStyle::State_MouseOver) && !option.editable;
    paintFrame(painter, option.rect,
               {!enabled || hover ? t.hover : t.surface, enabled ? t.lineStrong : t.line, radius::small});
    if (is(option, QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect, radius::small);
    const QRect mark(option.rect.right() - space::s - 16, option.rect.top(), 16, option.rect.height());
    paintGlyph(painter, QStyle::visualRect(option.direction, option.rect, mark), Glyph::ChevronDown,
               enabled ? t.textMuted : t.textDisabled);
}

void scrollBar(const QStyleOptionSlider &option, QPainter &painter, const QRect &slider)
{
    const Tokens &t = tokens();
    if (option.maximum <= option.minimum)
        return;
    const bool active = option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider)
                        && (is(option, QStyle::State_MouseOver) || is(option, QStyle::State_Sunken));
    const int inset = active ? 2 : 3;
    const QRectF thumb = option.orientation == Qt::Vertical ? QRectF(slider).adjusted(inset, 2, -inset, -2)
                                                            : QRectF(slider).adjusted(2, inset, -2, -inset);
    QColor color = active ? t.textMuted : t.lineStrong;
    paintFrame(painter, thumb, {color, QColor(), radius::small});
}

void progress(const QStyleOptionProgressBar &option, QPainter &painter)
{
    const Tokens &t = tokens();
    QRectF track(option.rect);
    track.setHeight(std::min(6.0, track.height()));
    track.moveCenter(QRectF(option.rect).center());
    paintFrame(painter, track, {t.pressed, QColor(), 3});
    const int range = option.maximum - option.minimum;
    QRectF bar = track;
    if (range > 0) {
        bar.setWidth(track.width() * (option.progress - option.minimum) / range);
        if (option.direction == Qt::RightToLeft)
            bar.moveRight(track.right());
    } else {  // busy, without a measure: a still third says so without motion
        bar.setWidth(track.width() / 3);
        bar.moveCenter(track.center());
    }
    if (bar.width() > 0)
        paintFrame(painter, bar, {t.accentFill, QColor(), 3});
}

}  // namespace countersign::theme::parts
