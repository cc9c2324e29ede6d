#include "app/console/catalog/toml_lines.h"

#include <algorithm>

namespace countersign::console {
namespace {

bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t';
}

bool isBare(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'-' || c == u'+' || c == u'.' || c == u':';
}

class LineReader {
public:
    LineReader(QStringView line, const TomlCarry &carry) : m_line(line) { m_out.carry = carry; }

    TomlLine read()
    {
        if (m_out.carry.text != TomlCarry::Text::None)
            restOfText(0);
        else if (m_out.carry.depth == 0)
            beginning();
        while (!atEnd())
            value();
        return std::move(m_out);
    }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_line.size(); }
    [[nodiscard]] QChar here() const { return m_line.at(m_at); }
    [[nodiscard]] bool startsWith(QStringView text) const { return m_line.mid(m_at, text.size()) == text; }
    void skipBlanks()
    {
        while (!atEnd() && isBlank(here()))
            ++m_at;
    }
    void add(qsizetype from, TomlPart part) { m_out.spans.append({from, m_at - from, part}); }

    // A header, or a key up to its "=".
    void beginning()
    {
        skipBlanks();
        if (atEnd() || here() == u'#')
            return;
        const qsizetype from = m_at;
        const bool header = here() == u'[';
        const QChar end = header ? u']' : u'=';
        while (!atEnd() && here() != end && !(here() == u'#')) {
            if (here() == u'"' || here() == u'\'')
                quoted(here());
            else
                ++m_at;
        }
        while (header && !atEnd() && here() == u']')
            ++m_at;
        const qsizetype stop = m_at;
        while (m_at > from && isBlank(m_line.at(m_at - 1)))
            --m_at;
        add(from, header ? TomlPart::Header : TomlPart::Key);
        m_at = stop;
        if (!header && !atEnd() && here() == u'=')
            sign();
    }

    void sign()
    {
        const qsizetype from = m_at++;
        add(from, TomlPart::Sign);
    }

    // Over one string of one line; an unfinished one ends with the line.
    void quoted(QChar mark)
    {
        ++m_at;
        while (!atEnd() && here() != mark)
            m_at += mark == u'"' && here() == u'\\' ? 2 : 1;
        m_at = std::min(m_at + 1, m_line.size());
    }

    void restOfText(qsizetype from)
    {
        const bool basic = m_out.carry.text == TomlCarry::Text::Basic;
        const QStringView end = basic ? QStringView(u"\"\"\"") : QStringView(u"'''");
        while (!atEnd() && !startsWith(end))
            m_at += basic && here() == u'\\' ? 2 : 1;
        const bool closed = !atEnd();
        m_at = closed ? m_at + 3 : m_line.size();
        // Up to two more quotes belong to the text (TOML 1.0, strings).
        while (closed && !atEnd() && here() == end.front())
            ++m_at;
        if (closed)
            m_out.carry.text = TomlCarry::Text::None;
        add(from, TomlPart::Text);
    }

    void value()
    {
        skipBlanks();
        if (atEnd())
            return;
        const qsizetype from = m_at;
        const QChar c = here();
        if (c == u'#') {
            m_at = m_line.size();
            add(from, TomlPart::Comment);
        } else if (startsWith(u"\"\"\"") || startsWith(u"'''")) {
            m_out.carry.text = c == u'"' ? TomlCarry::Text::Basic : TomlCarry::Text::Literal;
            m_at += 3;
            restOfText(from);
        } else if (c == u'"' || c == u'\'') {
            quoted(c);
            add(from, isKey() ? TomlPart::Key : TomlPart::Text);
        } else if (isBare(c)) {
            while (!atEnd() && isBare(here()))
                ++m_at;
            const bool number = c.isDigit() || c == u'+' || c == u'-';
            add(from, isKey() ? TomlPart::Key : number ? TomlPart::Number : TomlPart::Word);
        } else {
            if (c == u'[' || c == u'{')
                ++m_out.carry.depth;
            else if (c == u']' || c == u'}')
                m_out.carry.depth = std::max(0, m_out.carry.depth - 1);
            sign();
        }
    }

    // Within an inline table: what stands before "=".
    [[nodiscard]] bool isKey() const
    {
        qsizetype at = m_at;
        while (at < m_line.size() && isBlank(m_line.at(at)))
            ++at;
        return m_out.carry.depth > 0 && at < m_line.size() && m_line.at(at) == u'=';
    }

    QStringView m_line;
    qsizetype m_at = 0;
    TomlLine m_out;
};

}  // namespace

TomlCarry TomlCarry::fromNumber(int number)
{
    const int safe = std::max(0, number);
    return {static_cast<Text>(std::min(safe % 4, 2)), safe / 4};
}

TomlLine readTomlLine(QStringView line, const TomlCarry &carry)
{
    return LineReader(line, carry).read();
}

TomlCarry carryAfter(QStringView line, const TomlCarry &carry)
{
    const auto opens = [](QChar c) { return c == u'"' || c == u'\'' || c == u'[' || c == u'{' || c == u']' || c == u'}'; };
    if (!carry.isOpen() && std::none_of(line.begin(), line.end(), opens))
        return carry;
    return readTomlLine(line, carry).carry;
}

}  // namespace countersign::console
