#include "ui/widgets/toml_highlighter.h"

#include "app/console/catalog/toml_lines.h"
#include "ui/theme/theme.h"

#include <QTextDocument>
#include <QTextLayout>

namespace countersign::widgets {

using console::TomlCarry;
using console::TomlPart;

namespace {

QTextCharFormat formatOf(TomlPart part)
{
    const theme::Tokens &t = theme::tokens();
    QTextCharFormat format;
    switch (part) {
    case TomlPart::Comment:
        format.setForeground(t.textMuted);
        format.setFontItalic(true);
        break;
    case TomlPart::Header:
        format.setForeground(t.accent.strong);
        format.setFontWeight(QFont::DemiBold);
        break;
    case TomlPart::Key: format.setForeground(t.text); break;
    case TomlPart::Text: format.setForeground(t.ok.strong); break;
    case TomlPart::Number:
    case TomlPart::Word: format.setForeground(t.warn.strong); break;
    case TomlPart::Sign: format.setForeground(t.textMuted); break;
    }
    return format;
}

}  // namespace

TomlHighlighter::TomlHighlighter(QTextDocument *document) : QSyntaxHighlighter(document) {}

void TomlHighlighter::setWindow(int first, int last)
{
    m_first = first;
    m_last = last;
    for (QTextBlock block = document()->findBlockByNumber(first); block.isValid() && block.blockNumber() <= last; block = block.next()) {
        if (!block.text().isEmpty() && block.layout()->formats().isEmpty())
            rehighlightBlock(block);
    }
}

void TomlHighlighter::repaintAll()
{
    rehighlight();
}

void TomlHighlighter::highlightBlock(const QString &text)
{
    const TomlCarry carry = previousBlockState() > 0 ? TomlCarry::fromNumber(previousBlockState()) : TomlCarry{};
    const int line = currentBlock().blockNumber();
    if (line < m_first || line > m_last) {
        setCurrentBlockState(console::carryAfter(text, carry).number());
        return;
    }
    const console::TomlLine read = console::readTomlLine(text, carry);
    setCurrentBlockState(read.carry.number());
    for (const console::TomlSpan &span : read.spans)
        setFormat(static_cast<int>(span.start), static_cast<int>(span.length), formatOf(span.part));
    // What would not show itself stands written out, and is told apart from what merely looks like that.
    QTextCharFormat hidden;
    hidden.setForeground(theme::tokens().danger.strong);
    hidden.setBackground(theme::tokens().danger.soft);
    for (qsizetype at = text.indexOf(QLatin1String("[U+")); at >= 0; at = text.indexOf(QLatin1String("[U+"), at + 1)) {
        const qsizetype end = text.indexOf(QLatin1Char(']'), at);
        if (end > at && end - at <= 9)
            setFormat(static_cast<int>(at), static_cast<int>(end - at + 1), hidden);
    }
}

}  // namespace countersign::widgets
