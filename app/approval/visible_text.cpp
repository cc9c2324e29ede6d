#include "app/approval/visible_text.h"

#include <QChar>
#include <QStringBuilder>
#include <QUrl>

#include <algorithm>
#include <array>

namespace countersign::approval {

namespace {

constexpr int kMarksPerLetter = 3;  // Vietnamese needs 2, pointed Hebrew 3; UTS 39 5.4 warns at 4

// Calls `visit(position, code point)` for each; a lone surrogate is handed on as itself.
template <class Visit>
void eachCodePoint(const QString &text, Visit visit)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text.at(i);
        if (unit.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            visit(i, QChar::surrogateToUcs4(unit, text.at(i + 1)));
            ++i;
        } else {
            visit(i, char32_t{unit.unicode()});
        }
    }
}

void appendCode(QString &out, char32_t code)
{
    const QString digits = QString::number(static_cast<uint>(code), 16).toUpper().rightJustified(4, QLatin1Char('0'));
    out += QLatin1String("[U+") % digits % QLatin1Char(']');
}

bool isMark(char32_t code)
{
    const auto category = QChar::category(code);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_SpacingCombining
           || category == QChar::Mark_Enclosing;
}

// Letters, marks and symbols that are drawn as nothing (Default_Ignorable_Code_Point and blank glyphs); their general
// category does not give them away.
bool isBlankGlyph(char32_t code)
{
    struct Range { char32_t first; char32_t last; };
    static constexpr std::array<Range, 13> ranges{{
        {0x034F, 0x034F}, {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x2065, 0x2065}, {0x2800, 0x2800},
        {0x3164, 0x3164}, {0xFE00, 0xFE0F}, {0xFFA0, 0xFFA0}, {0xFFFC, 0xFFFC}, {0x1D159, 0x1D159},
        {0xE0000, 0xE0FFF}, {0x1BCA0, 0x1BCA3}}};
    return std::any_of(ranges.begin(), ranges.end(),
                       [code](Range range) { return code >= range.first && code <= range.last; });
}

// Marks that strike a letter out or put a frame around it change what a word says.
bool isOverlay(char32_t code)
{
    return (code >= 0x0334 && code <= 0x0338) || (code >= 0x20D2 && code <= 0x20D3) || (code >= 0x20D8 && code <= 0x20DA)
           || (code >= 0x20E5 && code <= 0x20EB) || QChar::category(code) == QChar::Mark_Enclosing;
}

bool isUnseen(char32_t code)
{
    if (code == 0x20)
        return false;
    switch (QChar::category(code)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Separator_Space:
        return true;
    default:
        return isBlankGlyph(code) || isOverlay(code);
    }
}

struct Rendered {
    QString text;
    bool changed = false;
};

Rendered render(const QString &outside)
{
    Rendered result;
    result.text.reserve(outside.size());
    int marks = 0;
    bool bearer = false;  // whether the last thing written can carry a mark
    eachCodePoint(outside, [&](qsizetype at, char32_t code) {
        const bool mark = isMark(code);
        // Said literally, the notation itself would be a way to lie about what a text holds.
        const bool quotesUs = code == U'[' && QStringView(outside).sliced(at).startsWith(QLatin1String("[U+"));
        if (quotesUs || isUnseen(code) || (mark && (!bearer || marks >= kMarksPerLetter))) {
            appendCode(result.text, code);
            result.changed = true;
            bearer = false;  // further marks would land on our bracket
            return;
        }
        marks = mark ? marks + 1 : 0;
        bearer = mark || QChar::isLetterOrNumber(code) || QChar::category(code) == QChar::Symbol_Other;
        result.text += QChar::fromUcs4(code);
    });
    return result;
}

enum ScriptBit : unsigned { Latin = 1, Cyrillic = 2, Greek = 4, EastAsian = 8, Other = 16 };

unsigned scriptBit(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Latin: return Latin;
    case QChar::Script_Cyrillic: return Cyrillic;
    case QChar::Script_Greek: return Greek;
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Hangul: return EastAsian;
    case QChar::Script_Common:
    case QChar::Script_Inherited:
    case QChar::Script_Unknown: return 0;
    default: return Other;
    }
}

// Cyrillic and Greek letters drawn like Latin ones in common faces.
bool looksLatin(char32_t code)
{
    static constexpr std::u32string_view letters =
        U"аьсԁеһіјӏоорԛгѕѵѡхуүԝАВСЕНІЈКМОРЅТУХҮԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανυρκιϲϳ";
    return letters.find(code) != std::u32string_view::npos;
}

// Collects one word and judges it at its end. Dots, hyphens, underscores and @ do not end one: `аррӏе.com` is one word.
class WordJudge {
public:
    explicit WordJudge(TextFlags &flags) : m_flags(flags) {}

    void take(char32_t code)
    {
        if (QChar::isLetter(code)) {
            const QChar::Script script = QChar::script(code);
            const unsigned bit = scriptBit(script);
            m_scripts |= bit;
            if (bit == Other)
                noteOther(script);
            m_letters += 1;
            m_lookalikes += looksLatin(code) ? 1 : 0;
        } else if (!isMark(code) && !QChar::isDigit(code) && code != U'.' && code != U'-' && code != U'_' && code != U'@') {
            finish();
        }
    }
    void finish()
    {
        // Latin beside East Asian script is everyday writing (UTS 39 5.2, "highly restrictive").
        const unsigned without = (m_scripts & EastAsian) ? m_scripts & ~unsigned{EastAsian | Latin} : m_scripts;
        const bool several = (without & (without - 1)) != 0 || (without != 0 && (m_scripts & EastAsian)) || m_manyOthers;
        m_flags.mixedScripts = m_flags.mixedScripts || several;
        m_flags.lookalike = m_flags.lookalike || (m_letters > 0 && m_lookalikes == m_letters);
        m_scripts = 0;
        m_letters = m_lookalikes = 0;
        m_manyOthers = false;
        m_other = QChar::Script_Unknown;
    }

private:
    void noteOther(QChar::Script script)
    {
        m_manyOthers = m_manyOthers || (m_other != QChar::Script_Unknown && m_other != script);
        m_other = script;
    }

    TextFlags &m_flags;
    unsigned m_scripts = 0;
    int m_letters = 0;
    int m_lookalikes = 0;
    bool m_manyOthers = false;
    QChar::Script m_other = QChar::Script_Unknown;
};

}  // namespace

QString visibleText(const QString &outside)
{
    return render(outside).text;
}

TextFlags inspect(const QString &outside)
{
    TextFlags flags;
    flags.hidden = render(outside).changed;
    flags.notNormalised = outside.normalized(QString::NormalizationForm_C) != outside;
    WordJudge judge(flags);
    eachCodePoint(outside, [&](qsizetype, char32_t code) {
        judge.take(code);
        const auto direction = QChar::direction(code);
        flags.rightToLeft = flags.rightToLeft || direction == QChar::DirR || direction == QChar::DirAL;
        flags.foreignDigits = flags.foreignDigits || (QChar::isDigit(code) && (code < U'0' || code > U'9'));
    });
    judge.finish();
    return flags;
}

QString visibleHost(const QString &host)
{
    const bool ascii = std::all_of(host.begin(), host.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (!ascii) {
        const QByteArray ace = QUrl::toAce(host);
        if (!ace.isEmpty())
            return QString::fromLatin1(ace).toLower();
    }
    QString out;
    eachCodePoint(host.toLower(), [&out](qsizetype, char32_t code) {
        if (code > 0x20 && code < 0x7F)
            out += QChar(static_cast<char16_t>(code));
        else
            appendCode(out, code);
    });
    return out;
}

}  // namespace countersign::approval
