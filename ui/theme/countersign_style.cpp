#include "ui/theme/countersign_style.h"

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStyleOption>
#include <QTableView>
#include <QVariant>

#include <algorithm>

namespace countersign::theme {

namespace {

constexpr const char *kRoleProperty = "countersignButtonRole";

// Height of buttons, fields and combos alike, so that they stand in one row on one baseline.
int controlHeight(const QFontMetrics &metrics)
{
    return std::max(minimumTarget, metrics.height() + 2 * space::s - 1);
}

}  // namespace

void setButtonRole(QAbstractButton &button, ButtonRole role)
{
    button.setProperty(kRoleProperty, static_cast<int>(role));
    button.update();
}

ButtonRole buttonRole(const QWidget *widget)
{
    return widget ? static_cast<ButtonRole>(widget->property(kRoleProperty).toInt()) : ButtonRole::Plain;
}

CountersignStyle::CountersignStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void CountersignStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QScrollBar *>(widget)
        || qobject_cast<QLineEdit *>(widget) || qobject_cast<QAbstractSpinBox *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void CountersignStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                     const QWidget *widget) const
{
    const Tokens &t = tokens();
    switch (element) {
    case PE_PanelButtonCommand:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            parts::buttonBevel(*button, *painter, widget);
        return;
    case PE_PanelButtonTool: parts::toolButtonPanel(*option, *painter); return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            parts::field(*option, *painter);
        return;
    case PE_FrameLineEdit: return;  // painted with the panel
    case PE_IndicatorCheckBox: parts::checkMark(*option, *painter); return;
    case PE_IndicatorItemViewItemCheck: parts::checkMark(*option, *painter); return;
    case PE_IndicatorRadioButton: parts::radioMark(*option, *painter); return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight:
    case PE_IndicatorSpinDown:
    case PE_IndicatorSpinUp:
        parts::arrow(element == PE_IndicatorSpinUp ? PE_IndicatorArrowUp : element == PE_IndicatorSpinDown ? PE_IndicatorArrowDown : element,
                     *option, *painter);
        return;
    case PE_FrameFocusRect:
        if (option->state.testFlag(State_KeyboardFocusChange))
            paintFocusRing(*painter, option->rect, 4);
        return;
    case PE_PanelItemViewItem: parts::itemPanel(*option, *painter); return;
    case PE_PanelItemViewRow: return;
    case PE_PanelMenu:
    case PE_FrameMenu:
        if (element == PE_PanelMenu)
            paintFrame(*painter, option->rect, {t.raised, t.lineControl, 0});
        return;
    // Windows of their own have square corners: round ones turn black where no compositor runs.
    case PE_PanelTipLabel: paintFrame(*painter, option->rect, {t.raised, t.lineControl, 0}); return;
    case PE_FrameGroupBox: paintFrame(*painter, option->rect, {t.surface, t.line, radius::large}); return;
    case PE_Frame:
        if (qobject_cast<const QPlainTextEdit *>(widget))
            parts::field(*option, *painter);
        else if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            paintFrame(*painter, option->rect, {QColor(), t.line, radius::medium});
        return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void CountersignStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                                   const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            parts::buttonBevel(*button, *painter, widget);
            return;
        }
        break;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            parts::buttonLabel(*button, *painter, widget);
            return;
        }
        break;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            parts::menuItem(*item, *painter);
            return;
        }
        break;
    case CE_MenuEmptyArea: return;
    case CE_ProgressBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            parts::progress(*bar, *painter);
            return;
        }
        break;
    // Flat, with the line that every list has: the same as the heads that are painted by hand.
    case CE_HeaderEmptyArea:
    case CE_HeaderSection:
        painter->fillRect(option->rect, tokens().surface);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), tokens().line);
        return;
    case CE_Header:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            drawControl(CE_HeaderSection, option, painter, widget);
            parts::headerLabel(*header, *painter);
            return;
        }
        break;
    case CE_ComboBoxLabel:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option); combo && !combo->editable) {
            const QRect text = subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget);
            const int align = int(visualAlignment(combo->direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine;
            painter->setPen(combo->state.testFlag(State_Enabled) ? tokens().text : tokens().textDisabled);
            painter->drawText(text, align, painter->fontMetrics().elidedText(combo->currentText, Qt::ElideRight, text.width()));
            return;
        }
        break;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void CountersignStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                          const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            parts::comboBox(*combo, *painter);
            return;
        }
    }
    if (control == CC_ScrollBar) {
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            parts::scrollBar(*slider, *painter, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
            return;
        }
    }
    if (control == CC_SpinBox) {
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            parts::spinBox(*spin, *painter, subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget),
                           subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget));
            return;
        }
    }
    if (control == CC_GroupBox) {
        if (const auto *group = qstyleoption_cast<const QStyleOptionGroupBox *>(option); group && !(group->subControls & SC_GroupBoxCheckBox)) {
            parts::groupBox(*group, *painter, subControlRect(CC_GroupBox, option, SC_GroupBoxFrame, widget),
                            subControlRect(CC_GroupBox, option, SC_GroupBoxLabel, widget));
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int CountersignStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ButtonDefaultIndicator: return 0;
    case PM_ScrollBarExtent: return 12;
    case PM_ScrollBarSliderMin: return 32;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return std::max(18, widget ? widget->fontMetrics().height() : 18);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing: return space::s;
    case PM_DefaultFrameWidth: return 1;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin: return space::l;
    case PM_LayoutHorizontalSpacing: return space::s;
    case PM_LayoutVerticalSpacing: return space::s;
    case PM_MenuPanelWidth: return 1;
    case PM_MenuVMargin: return space::xs;
    case PM_MenuHMargin: return 0;
    case PM_ToolTipLabelFrameWidth: return space::s;
    case PM_SmallIconSize:
    case PM_ButtonIconSize: return scaledIconSize() - 2;
    case PM_TextCursorWidth: return 2;
    case PM_HeaderMargin: return space::s;
    case PM_FocusFrameHMargin: return qobject_cast<const QTableView *>(widget) ? space::s : focusWidth;
    case PM_FocusFrameVMargin: return focusWidth;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize CountersignStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                         const QWidget *widget) const
{
    const QFontMetrics metrics = option ? option->fontMetrics : widget ? widget->fontMetrics() : QFontMetrics(font(Type::Body));
    const int height = controlHeight(metrics);
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button)
            break;
        const bool bare = button->text.isEmpty();
        const bool quiet = buttonRole(widget) == ButtonRole::Quiet;
        const QFontMetrics words = quiet ? metrics : QFontMetrics(parts::strongOf(widget ? widget->font() : font(Type::Body)));
        const int text = bare ? 0 : words.size(Qt::TextHideMnemonic, button->text).width() + 1;
        const int icon = button->icon.isNull() ? 0 : button->iconSize.width() + (bare ? 0 : 6);
        const int side = quiet ? space::s : space::l;
        return {bare ? std::max(height, icon + 2 * space::s) : text + icon + 2 * side, height};
    }
    case CT_LineEdit: return {size.width() + 2 * space::s, height};
    case CT_SpinBox:
    case CT_ComboBox: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width() + space::l, height};
    }
    case CT_CheckBox:
    case CT_RadioButton:
        return QProxyStyle::sizeFromContents(type, option, size, widget).expandedTo({0, minimumTarget});
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return parts::menuItemSize(*item, widget);
        break;
    case CT_ItemViewItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width() + 2 * space::s, std::max(base.height(), metrics.height() + space::m)};
    }
    case CT_ToolButton:
        return QProxyStyle::sizeFromContents(type, option, size, widget).expandedTo({minimumTarget + 4, minimumTarget + 4});
    default: break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect CountersignStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                       const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        const QRect rect = option->rect;
        const int mark = 16 + space::m;
        if (part == SC_ComboBoxEditField)
            return visualRect(option->direction, rect, rect.adjusted(space::m, 1, -mark, -1));
        if (part == SC_ComboBoxArrow)
            return visualRect(option->direction, rect, QRect(rect.right() - mark, rect.top(), mark, rect.height()));
    }
    if (control == CC_SpinBox) {
        const QRect rect = option->rect;
        constexpr int steps = 22;
        const QRect column(rect.right() - steps, rect.top() + 2, steps, rect.height() - 4);
        const QRect upper = column.adjusted(0, 0, 0, -column.height() / 2);
        const QRect lower = column.adjusted(0, column.height() / 2, 0, 0);
        if (part == SC_SpinBoxUp || part == SC_SpinBoxDown)
            return visualRect(option->direction, rect, part == SC_SpinBoxUp ? upper : lower);
        if (part == SC_SpinBoxEditField)
            return visualRect(option->direction, rect, rect.adjusted(space::xs, 2, -steps - 2, -2));
    }
    if (control == CC_GroupBox) {
        if (const auto *group = qstyleoption_cast<const QStyleOptionGroupBox *>(option); group && !(group->subControls & SC_GroupBoxCheckBox)) {
            const QFontMetrics metrics(parts::strongOf(widget ? widget->font() : font(Type::Body)));
            const int title = group->text.isEmpty() ? 0 : metrics.height() + space::s;
            const QRect frame = group->rect.adjusted(0, title, 0, 0);
            if (part == SC_GroupBoxLabel)
                return QRect(group->rect.left(), group->rect.top(), group->rect.width(), metrics.height());
            return part == SC_GroupBoxContents ? frame.adjusted(1, 1, -1, -1) : frame;
        }
    }
    if (control == CC_ScrollBar) {
        // No arrow buttons: the wheel, the keys and the trough are enough, and the thumb gets the room.
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            const QRect rect = slider->rect;
            const bool upright = slider->orientation == Qt::Vertical;
            const int length = upright ? rect.height() : rect.width();
            const int range = slider->maximum - slider->minimum;
            int thumb = length;
            if (range > 0) {
                thumb = static_cast<int>(qint64{slider->pageStep} * length / (qint64{range} + slider->pageStep));
                thumb = std::min(length, std::max(thumb, pixelMetric(PM_ScrollBarSliderMin, option, widget)));
            }
            const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                                      length - thumb, slider->upsideDown);
            const auto along = [&](int from, int size) {
                return upright ? QRect(rect.x(), rect.y() + from, rect.width(), size)
                               : visualRect(slider->direction, rect, QRect(rect.x() + from, rect.y(), size, rect.height()));
            };
            switch (part) {
            case SC_ScrollBarGroove: return rect;
            case SC_ScrollBarSlider: return along(start, thumb);
            case SC_ScrollBarSubPage: return along(0, start);
            case SC_ScrollBarAddPage: return along(start + thumb, length - start - thumb);
            default: return {};
            }
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect CountersignStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents) {
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            return option->rect.adjusted(space::s + 1, 1, -space::s - 1, -1);
    }
    if (element == SE_PushButtonContents || element == SE_PushButtonFocusRect)
        return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
}

int CountersignStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *result) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ScrollBar_Transient:
    case SH_ComboBox_Popup:
    case SH_ToolTip_Mask:
    case SH_Menu_Mask: return 0;
    case SH_ToolTipLabel_Opacity: return 255;
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_Widget_Animation_Duration: return motion() == Motion::Reduced ? 0 : 120;
    default: return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

}  // namespace countersign::theme
