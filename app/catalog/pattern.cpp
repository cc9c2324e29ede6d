#include "app/catalog/pattern.h"

#include <algorithm>
#include <vector>

namespace countersign::catalog {

namespace {

constexpr int kBacktracks = 50'000;
// A part that repeats without bound may itself be repeated a few times (three levels of a scope name), no more.
constexpr int kMaxOuterRepeats = 10;
constexpr int kUnbounded = 1'000'000;

struct Repeat {
    int most = 1;
    qsizetype length = 0;  // of its text, 0: none there
};

// What is known of a group while its end has not come.
struct Group {
    bool repeats = false;       // holds something of variable length
    bool alternatives = false;
};

// Walks over the pattern once and tells whether its parts could match one text in a number of ways that explodes.
class Walker {
public:
    explicit Walker(const QString &pattern) : m_pattern(pattern), m_open(1) {}

    std::optional<QString> run()
    {
        while (m_at < m_pattern.size() && !m_fault)
            step();
        return m_fault;
    }

private:
    void refuse(const QString &why)
    {
        if (!m_fault)
            m_fault = why;
    }

    [[nodiscard]] QChar peek(qsizetype ahead = 0) const { return m_at + ahead < m_pattern.size() ? m_pattern[m_at + ahead] : QChar(); }

    void step()
    {
        const QChar c = peek();
        if (c == u'(')
            open();
        else if (c == u')')
            close();
        else if (c == u'|') {
            m_open.back().alternatives = true;
            ++m_at;
        } else {
            atom();
            const Repeat repeat = quantifier();
            m_open.back().repeats = m_open.back().repeats || repeat.length > 0;
        }
    }

    void open()
    {
        ++m_at;
        if (peek() == u'*')
            return refuse(QStringLiteral("uses a verb like (*…)"));
        if (peek() == u'?') {
            if (peek(1) != u':')
                return refuse(QStringLiteral("uses a group other than (…) and (?:…)"));
            m_at += 2;
        }
        m_open.emplace_back();
        if (m_open.size() > 10)
            refuse(QStringLiteral("nests groups too deeply"));
    }

    void close()
    {
        ++m_at;
        if (m_open.size() < 2)
            return refuse(QStringLiteral("closes a group that was not opened"));
        const Group group = m_open.back();
        m_open.pop_back();
        const Repeat repeat = quantifier();
        if (repeat.most > kMaxOuterRepeats && (group.repeats || group.alternatives))
            refuse(QStringLiteral("repeats a group that itself repeats or has alternatives, which can take forever"));
        Group &outer = m_open.back();
        outer.repeats = outer.repeats || group.repeats || repeat.length > 0;
        outer.alternatives = outer.alternatives || group.alternatives;
    }

    void atom()
    {
        if (peek() == u'\\') {
            const QChar c = peek(1);
            if (c.isDigit() || c == u'g' || c == u'k' || c == u'Q' || c == u'E' || c == u'K' || c == u'C' || c == u'R' || c == u'X')
                return refuse(QStringLiteral("uses \\%1").arg(c));
            m_at += 2;
        } else if (peek() == u'[') {
            charClass();
        } else {
            ++m_at;
        }
    }

    void charClass()
    {
        m_at += 1;
        if (peek() == u'^')
            ++m_at;
        if (peek() == u']')
            ++m_at;
        while (m_at < m_pattern.size() && peek() != u']') {
            if (peek() == u'[' && (peek(1) == u':' || peek(1) == u'.' || peek(1) == u'='))
                return refuse(QStringLiteral("uses a named class inside […]"));
            if (peek() == u'\\' && (peek(1) == u'Q' || peek(1) == u'E'))
                return refuse(QStringLiteral("uses \\%1").arg(peek(1)));
            m_at += peek() == u'\\' ? 2 : 1;
        }
        ++m_at;
    }

    Repeat quantifier()
    {
        Repeat out;
        const QChar c = peek();
        if (c == u'*' || c == u'+')
            out = {kUnbounded, 1};
        else if (c == u'?')
            out = {1, 1};
        else if (c == u'{')
            out = counted();
        m_at += out.length;
        if (out.length > 0 && (peek() == u'?' || peek() == u'+'))
            ++m_at;  // lazy and possessive
        return out;
    }

    // {n}, {n,}, {n,m}. Anything else is a literal brace, read as the next atom.
    [[nodiscard]] Repeat counted() const
    {
        static const QRegularExpression form(QStringLiteral("\\{([0-9]{1,5})(,([0-9]{0,5}))?\\}"));
        const auto match = form.match(m_pattern, m_at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        if (!match.hasMatch())
            return {};
        const int least = match.captured(1).toInt();
        const bool exact = match.captured(2).isEmpty();
        const int most = exact ? least : match.captured(3).isEmpty() ? kUnbounded : match.captured(3).toInt();
        return {most, match.capturedLength()};
    }

    const QString &m_pattern;
    qsizetype m_at = 0;
    std::vector<Group> m_open;
    std::optional<QString> m_fault;
};

}  // namespace

std::optional<QString> patternFault(const QString &pattern)
{
    if (pattern.size() > kMaxPatternChars)
        return QStringLiteral("is longer than %1 characters").arg(kMaxPatternChars);
    const QRegularExpression plain(pattern);
    if (!plain.isValid())
        return QStringLiteral("is no regular expression: %1 at character %2").arg(plain.errorString()).arg(plain.patternErrorOffset() + 1);
    if (auto fault = Walker(pattern).run())
        return fault;
    if (!wholePattern(pattern).isValid())
        return QStringLiteral("cannot be used for a whole value");
    return std::nullopt;
}

namespace {

// `$` alone would let a line feed follow; \z does not.
QString before()
{
    return QStringLiteral("(*LIMIT_MATCH=%1)\\A(?:").arg(kBacktracks);
}

constexpr QLatin1StringView kAfter{")\\z"};

}  // namespace

QRegularExpression wholePattern(const QString &pattern)
{
    return QRegularExpression(before() + pattern + kAfter);
}

QString writtenPattern(const QRegularExpression &whole)
{
    const QString text = whole.pattern();
    return text.isEmpty() ? text : text.sliced(before().size()).chopped(kAfter.size());
}

}  // namespace countersign::catalog
