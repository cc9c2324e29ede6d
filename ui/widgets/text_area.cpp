#include "ui/widgets/text_area.h"

#include "app/approval/visible_text.h"
#include "ui/theme/theme.h"

#include <QEvent>

#include <algorithm>

namespace countersign::widgets {

TextArea::TextArea(Use use, const QString &name, QWidget *parent) : QPlainTextEdit(parent), m_use(use)
{
    setAccessibleName(name);
    setFrameShape(QFrame::StyledPanel);
    setTabChangesFocus(use != Use::WriteCode);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);  // everything wraps
    setReadOnly(use == Use::ReadCode);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    if (use == Use::ReadCode)
        setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    viewport()->setAutoFillBackground(false);  // the style paints the rounded ground under it
    document()->setDocumentMargin(0);
    setViewportMargins(theme::space::s + 1, theme::space::s - 1, theme::space::s + 1, theme::space::s - 1);
    applyFont();
}

void TextArea::applyFont()
{
    setFont(m_use == Use::Write ? theme::font(theme::Type::Body) : theme::monospace(theme::Type::Caption));
}

void TextArea::showOutside(const QString &text)
{
    QStringList lines = text.split(QLatin1Char('\n'));
    for (QString &line : lines)
        line = approval::visibleText(line);
    setPlainText(lines.join(QLatin1Char('\n')));
}

void TextArea::setRows(int rows)
{
    m_rows = std::clamp(rows, 1, 40);
    updateGeometry();
}

QSize TextArea::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 48, fontMetrics().lineSpacing() * m_rows + 2 * theme::space::s + 2};
}

QSize TextArea::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 16, fontMetrics().lineSpacing() + 2 * theme::space::s + 2};
}

void TextArea::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        applyFont();
    QPlainTextEdit::changeEvent(event);
}

}  // namespace countersign::widgets
