#include "app/catalog/toml_text.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <optional>
#include <sstream>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#include <toml.hpp>
#pragma GCC diagnostic pop

namespace countersign::catalog {

namespace {

constexpr int kMaxDepth = 16;      // of brackets
constexpr int kMaxDotsInLine = 16;  // dotted keys nest as well
// The library takes the whole line apart again for each token in it: one line of half a megabyte would take minutes.
constexpr qsizetype kMaxLineBytes = 4096;

// The library parses by recursion and has no limit: a text of brackets or dots would exhaust the stack. This walks over
// the text as the grammar does, strings and comments left out, and says where it nests too deeply.
class DepthGuard {
public:
    explicit DepthGuard(QByteArrayView text) : m_text(text) {}

    std::optional<TomlError> run()
    {
        while (m_at < m_text.size()) {
            step();
            if (m_depth > kMaxDepth || m_dots > kMaxDotsInLine)
                return TomlError{m_line, QStringLiteral("this is nested too deeply"), true};
        }
        return std::nullopt;
    }

private:
    void step()
    {
        const char c = m_text[m_at];
        if (c == '#') {
            const qsizetype end = m_text.indexOf('\n', m_at);
            m_at = end < 0 ? m_text.size() : end;
            return;
        }
        if (c == '"' || c == '\'') {
            skipString(c);
            return;
        }
        if (c == '\n') {
            ++m_line;
            m_dots = 0;
        }
        m_depth += (c == '[' || c == '{') ? 1 : (c == ']' || c == '}') ? -1 : 0;
        m_dots += c == '.' ? 1 : 0;
        ++m_at;
    }

    [[nodiscard]] int quotesAt(qsizetype at, char quote) const
    {
        int count = 0;
        while (at + count < m_text.size() && m_text[at + count] == quote)
            ++count;
        return count;
    }

    void skipString(char quote)
    {
        const int opening = quotesAt(m_at, quote);
        const bool multiLine = opening >= 3;
        m_at += multiLine ? 3 : 1;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '\n') {
                if (!multiLine)
                    return;  // not TOML; the library says so
                ++m_line;
            }
            if (c == '\\' && quote == '"') {
                m_line += m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n' ? 1 : 0;
                m_at += 2;
                continue;
            }
            if (c == quote && !multiLine) {
                ++m_at;
                return;
            }
            if (const int quotes = c == quote ? quotesAt(m_at, quote) : 0; quotes >= 3) {
                m_at += std::min(quotes, 5);  // up to two quotes may stand before the closing three
                return;
            }
            ++m_at;
        }
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    int m_line = 1, m_depth = 0, m_dots = 0;
};

std::optional<TomlError> checkBytes(QByteArrayView text)
{
    int line = 1;
    qsizetype lineStart = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const bool atEnd = i == text.size() || text[i] == '\n';
        if (!atEnd) {
            const auto c = static_cast<unsigned char>(text[i]);
            const bool lineEnding = c == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
            if ((c < 0x20 && c != '\t' && !lineEnding) || c == 0x7F)
                return TomlError{line, QStringLiteral("the text holds a control character"), false};
            continue;
        }
        if (i - lineStart > kMaxLineBytes)
            return TomlError{line, QStringLiteral("the line is longer than %1 bytes").arg(kMaxLineBytes), true};
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        [[maybe_unused]] const QString decoded = decoder.decode(text.sliced(lineStart, i - lineStart));
        if (decoder.hasError())
            return TomlError{line, QStringLiteral("the text is not valid UTF-8"), false};
        lineStart = i + 1;
        ++line;
    }
    return std::nullopt;
}

// The library's message shows the place over several lines, "[error] toml::function: text\n --> …\n 12 | …".
TomlError fromLibrary(const char *what, int line, QByteArrayView text)
{
    const QString message = QString::fromUtf8(what);
    static const QRegularExpression shownLine(QStringLiteral("^ *([0-9]{1,7}) \\|"), QRegularExpression::MultilineOption);
    auto places = shownLine.globalMatch(message);
    while (places.hasNext())  // the last place shown is where it went wrong, earlier ones are what it conflicts with
        line = std::max(1, places.next().captured(1).toInt());
    // The library counts a line of its own behind a text that ends in the middle of a value.
    line = static_cast<int>(std::min<qsizetype>(line, text.count('\n') + 1));
    static const QRegularExpression head(QStringLiteral("^(?:\\[error\\] )?(?:toml::[A-Za-z0-9_:]*:? ?)?([^\\n]*)"));
    const QString first = head.match(message).captured(1).trimmed();
    return {line, first.isEmpty() ? QStringLiteral("this is not TOML") : QStringLiteral("this is not TOML: %1").arg(first), false};
}


// Not through the library's own conversion: that takes local times in the machine's time zone.
QDateTime utc(const toml::local_date &date, const toml::local_time &time)
{
    return QDateTime(QDate(date.year, date.month + 1, date.day), QTime(time.hour, time.minute, std::min<int>(time.second, 59)), Qt::UTC);
}

TomlNode convert(const toml::value &value)
{
    TomlNode node;
    node.origin = &value;
    switch (value.type()) {
    case toml::value_t::string:
        node.kind = TomlKind::Text;
        node.text = QString::fromStdString(value.as_string().str);
        break;
    case toml::value_t::integer:
        node.kind = TomlKind::Integer;
        node.number = value.as_integer();
        break;
    case toml::value_t::boolean:
        node.kind = TomlKind::Boolean;
        node.truth = value.as_boolean();
        break;
    case toml::value_t::local_date:
        node.kind = TomlKind::Time;
        node.number = utc(value.as_local_date(), {}).toSecsSinceEpoch();
        break;
    case toml::value_t::local_datetime:
        node.kind = TomlKind::Time;
        node.number = utc(value.as_local_datetime().date, value.as_local_datetime().time).toSecsSinceEpoch();
        break;
    case toml::value_t::offset_datetime: {
        const auto &at = value.as_offset_datetime();
        node.kind = TomlKind::Time;
        node.number = utc(at.date, at.time).toSecsSinceEpoch() - at.offset.hour * 3600 - at.offset.minute * 60;
        break;
    }
    case toml::value_t::array:
        node.kind = TomlKind::Array;
        for (const toml::value &item : value.as_array())
            node.items.push_back(convert(item));
        break;
    case toml::value_t::table:
        for (const auto &[key, member] : value.as_table())
            node.members.emplace(QString::fromStdString(key), convert(member));
        break;
    default: node.kind = TomlKind::Float; break;  // and bare times of day: nothing here takes either
    }
    return node;
}

}  // namespace

struct TomlDocument::Library {
    toml::value value;
};

TomlDocument::TomlDocument() = default;
TomlDocument::TomlDocument(TomlDocument &&) noexcept = default;
TomlDocument &TomlDocument::operator=(TomlDocument &&) noexcept = default;
TomlDocument::~TomlDocument() = default;

std::variant<TomlDocument, TomlError> TomlDocument::parse(QByteArrayView text, qsizetype maxBytes)
{
    if (text.size() > maxBytes)
        return TomlError{0, QStringLiteral("the text is longer than %1 bytes").arg(maxBytes), true};
    if (auto error = checkBytes(text))
        return *error;
    if (auto error = DepthGuard(text).run())
        return *error;
    try {
        std::istringstream stream(std::string(text.data(), static_cast<size_t>(text.size())));
        TomlDocument document;
        document.m_library = std::make_unique<Library>(Library{toml::parse(stream, "catalog")});
        document.m_root = convert(document.m_library->value);
        return document;
    } catch (const toml::exception &e) {
        return fromLibrary(e.what(), static_cast<int>(e.location().line()), text);
    } catch (const std::exception &e) {
        return fromLibrary(e.what(), 0, text);
    }
}

int TomlNode::line() const
{
    return origin ? static_cast<int>(static_cast<const toml::value *>(origin)->location().line()) : 0;
}

QString tomlKindName(TomlKind kind)
{
    switch (kind) {
    case TomlKind::Text: return QStringLiteral("a string");
    case TomlKind::Integer: return QStringLiteral("an integer");
    case TomlKind::Float: return QStringLiteral("a fraction or time of day");
    case TomlKind::Boolean: return QStringLiteral("true or false");
    case TomlKind::Time: return QStringLiteral("a date");
    case TomlKind::Array: return QStringLiteral("a list");
    case TomlKind::Table: return QStringLiteral("a table");
    }
    return {};
}

}  // namespace countersign::catalog
