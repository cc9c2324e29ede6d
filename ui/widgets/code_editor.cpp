#include "ui/widgets/code_editor.h"

#include "ui/theme/ink.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/source_text.h"
#include "ui/widgets/toml_highlighter.h"

#include <QInputMethodEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

namespace countersign::widgets {

namespace {

constexpr int kMark = 10;

QTextCursor textCursorOver(QTextDocument *document, qsizetype from, qsizetype to)
{
    QTextCursor cursor(document);
    cursor.setPosition(static_cast<int>(from));
    cursor.setPosition(static_cast<int>(to), QTextCursor::KeepAnchor);
    return cursor;
}

}  // namespace

class CodeEditor::Gutter : public QWidget {
public:
    explicit Gutter(CodeEditor *editor) : QWidget(editor), m_editor(editor) {}

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPainter painter(this);
        m_editor->paintGutter(painter, event->rect());
    }

private:
    CodeEditor *m_editor;
};

CodeEditor::CodeEditor(const QString &name, QWidget *parent)
    : TextArea(Use::WriteCode, name, parent), m_gutter(new Gutter(this)), m_colours(new TomlHighlighter(document()))
{
    setLayoutDirection(Qt::LeftToRight);  // TOML runs from left to right in every language
    QTextOption option = document()->defaultTextOption();
    option.setTextDirection(Qt::LeftToRight);
    document()->setDefaultTextOption(option);
    setTabChangesFocus(true);
    setTabStopDistance(fontMetrics().horizontalAdvance(QLatin1Char(' ')) * 4);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
        showWindow();
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::arrange);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEditor::showCurrentLine);
    arrange();
    showCurrentLine();
}

QString CodeEditor::source() const
{
    return sourceOf(toPlainText());
}

void CodeEditor::setSource(const QString &source)
{
    setPlainText(shownSource(source));
    m_line = 0;
    showCurrentLine();
    showWindow();
}

void CodeEditor::replaceSource(const QString &source)
{
    const QString before = toPlainText();
    const QString after = shownSource(source);
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < shorter && before.at(head) == after.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail))
        ++tail;
    if (head + tail >= before.size() && before.size() == after.size())
        return;
    QTextCursor cursor = textCursorOver(document(), head, before.size() - tail);
    cursor.insertText(after.mid(head, after.size() - tail - head));
}

void CodeEditor::setMarks(const QList<Mark> &marks)
{
    QHash<int, theme::Tone> now;
    for (const Mark &mark : marks) {
        const auto known = now.constFind(mark.line);
        // The worst of a line is what its mark says.
        if (known == now.constEnd() || mark.tone == theme::Tone::Danger)
            now.insert(mark.line, mark.tone);
    }
    m_marks = now;
    m_gutter->update();
}

int CodeEditor::currentLine() const
{
    return textCursor().blockNumber() + 1;
}

void CodeEditor::goToLine(int line)
{
    const QTextBlock block = document()->findBlockByNumber(std::clamp(line, 1, blockCount()) - 1);
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    centerCursor();
    setFocus(Qt::OtherFocusReason);
}

// --- the picture ---------------------------------------------------------------------------------------------------------

int CodeEditor::gutterWidth() const
{
    const int digits = std::max<int>(3, static_cast<int>(QString::number(blockCount()).size()));
    return theme::space::s + kMark + theme::space::xs + fontMetrics().horizontalAdvance(QLatin1Char('8')) * digits + theme::space::s;
}

void CodeEditor::arrange()
{
    const int width = gutterWidth();
    setViewportMargins(width + theme::space::s, theme::space::s - 1, theme::space::s + 1, theme::space::s - 1);
    const QRect inner = contentsRect();
    m_gutter->setGeometry(inner.left(), inner.top() + theme::space::s - 1, width, inner.height() - 2 * (theme::space::s - 1));
}

void CodeEditor::showWindow()
{
    const int first = firstVisibleBlock().blockNumber();
    m_colours->setWindow(first, first + viewport()->height() / std::max(1, fontMetrics().height()) + 2);
}

void CodeEditor::showCurrentLine()
{
    QTextEdit::ExtraSelection line;
    line.format.setBackground(theme::tokens().hover);
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    line.cursor = textCursor();
    line.cursor.clearSelection();
    setExtraSelections({line});
    m_gutter->update();
    if (const int now = currentLine(); std::exchange(m_line, now) != now)
        Q_EMIT currentLineChanged(now);
}

void CodeEditor::paintGutter(QPainter &painter, const QRect &dirty) const
{
    const theme::Tokens &t = theme::tokens();
    painter.fillRect(m_gutter->width() - 1, dirty.top(), 1, dirty.height(), t.line);
    painter.setFont(font());
    painter.setLayoutDirection(Qt::LeftToRight);  // as the text beside it, in every language
    const int height = fontMetrics().height();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > dirty.bottom())
            break;
        if (!block.isVisible() || place.bottom() < dirty.top())
            continue;
        const int line = block.blockNumber() + 1;
        const QRect row(0, static_cast<int>(place.top()), m_gutter->width() - theme::space::s, height);
        const auto mark = m_marks.constFind(line);
        painter.setPen(mark != m_marks.constEnd() ? t.tone(*mark).strong : line == m_line ? t.text : t.textMuted);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
        if (mark != m_marks.constEnd())
            paintMark(painter, QRectF(theme::space::s, row.center().y() - kMark / 2.0 + 1, kMark, kMark),
                      *mark == theme::Tone::Danger ? Chip::Mark::Octagon : Chip::Mark::Triangle, t.tone(*mark));
    }
}

void CodeEditor::resizeEvent(QResizeEvent *event)
{
    TextArea::resizeEvent(event);
    arrange();
    showWindow();
}

void CodeEditor::changeEvent(QEvent *event)
{
    TextArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_colours->repaintAll();
        showCurrentLine();
    } else if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        arrange();
    }
}

// --- what comes in -------------------------------------------------------------------------------------------------------

void CodeEditor::keyPressEvent(QKeyEvent *event)
{
    const QString typed = event->text();
    const bool hidden = !typed.isEmpty() && typed.at(0).unicode() >= 0x80 && shownSource(typed) != typed;
    if (!hidden) {
        TextArea::keyPressEvent(event);
        return;
    }
    if (!isReadOnly())
        insertPlainText(shownSource(typed));
}

void CodeEditor::inputMethodEvent(QInputMethodEvent *event)
{
    const QString shown = shownSource(event->commitString());
    if (shown == event->commitString()) {
        TextArea::inputMethodEvent(event);
        return;
    }
    QInputMethodEvent visible(event->preeditString(), event->attributes());
    visible.setCommitString(shown, event->replacementStart(), event->replacementLength());
    TextArea::inputMethodEvent(&visible);
}

void CodeEditor::insertFromMimeData(const QMimeData *source)
{
    if (isReadOnly() || !source->hasText())
        return;
    QString text = source->text();
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    insertPlainText(shownSource(text));
}

// Copied is what is meant, so that it comes back the same.
QMimeData *CodeEditor::createMimeDataFromSelection() const
{
    auto *copied = new QMimeData;
    QString text = textCursor().selectedText();
    text.replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
    copied->setText(sourceOf(text));
    return copied;
}

}  // namespace countersign::widgets
