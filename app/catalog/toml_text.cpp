#include "app/catalog/toml_text.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
// Some of its assertions are about the input ("[#"), which it refuses a few lines later: they must neither end the process nor, under
// NDEBUG, be promises to the compiler.
#define TOML_ASSERT(expr) static_cast<void>(0)
#pragma push_macro("NDEBUG")
#undef NDEBUG
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

namespace countersign::catalog {

namespace {

constexpr int kMaxDepth = 16;      // of brackets
constexpr int kMaxDotsInLine = 16;  // dotted keys nest as well
constexpr qsizetype kMaxLineBytes = 4096;  // nobody reads a longer one

// The library parses by recursion, and what it builds is taken apart by recursion: here it never gets a text that nests deeper than the
// formats need. This walks over the text as the grammar does, strings and comments left out, and says where it nests too deeply.
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
        if (!text.sliced(lineStart, i - lineStart).isValidUtf8())
            return TomlError{line, QStringLiteral("the text is not valid UTF-8"), false};
        lineStart = i + 1;
        ++line;
    }
    return std::nullopt;
}

// The key whose value could not be read, for people who look for it by its name; empty where the line has none.
QString keyIn(QByteArrayView text, qsizetype line)
{
    const QString content = QString::fromUtf8(text.toByteArray().split('\n').value(line - 1));
    static const QRegularExpression form(QStringLiteral("^\\s*([A-Za-z0-9_.-]{1,64})\\s*="));
    return form.match(content).captured(1);
}

TomlError fromLibrary(const toml::parse_error &error, QByteArrayView text)
{
    const QString why = QString::fromUtf8(error.description().data(), static_cast<qsizetype>(error.description().size()));
    // The library counts a line of its own behind a text that ends in the middle of a value.
    const auto line = std::min<qsizetype>(static_cast<qsizetype>(error.source().begin.line), text.count('\n') + 1);
    const QString key = keyIn(text, line);
    return {static_cast<int>(line), key.isEmpty() ? QStringLiteral("this is not TOML: %1").arg(why) : QStringLiteral("this is not TOML, at \"%1\": %2").arg(key, why), false};
}

QDateTime utc(const toml::date &date, const toml::time &time)
{
    return QDateTime(QDate(date.year, date.month, date.day), QTime(time.hour, time.minute, time.second), Qt::UTC);
}

// Local times are taken as UTC, whatever the time zone of the machine.
qint64 secondsOf(const toml::date_time &at)
{
    const qint64 seconds = utc(at.date, at.time).toSecsSinceEpoch();
    return at.offset ? seconds - at.offset->minutes * qint64{60} : seconds;
}

// The same few keys stand in thousands of tables: one text for each.
class Keys {
public:
    const QString &of(const toml::key &key)
    {
        const std::string_view name = key.str();
        const auto found = m_known.find(name);
        if (found != m_known.end())
            return found->second;
        return m_known.emplace(name, QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))).first->second;
    }

private:
    std::unordered_map<std::string_view, QString> m_known;  // the texts belong to the library's tree
};

TomlNode convert(const toml::node &value, Keys &keys)
{
    TomlNode node;
    node.at = static_cast<int>(value.source().begin.line);
    switch (value.type()) {
    case toml::node_type::string:
        node.kind = TomlKind::Text;
        node.text = QString::fromUtf8(value.as_string()->get().data(), static_cast<qsizetype>(value.as_string()->get().size()));
        break;
    case toml::node_type::integer:
        node.kind = TomlKind::Integer;
        node.number = value.as_integer()->get();
        break;
    case toml::node_type::boolean:
        node.kind = TomlKind::Boolean;
        node.truth = value.as_boolean()->get();
        break;
    case toml::node_type::date:
        node.kind = TomlKind::Time;
        node.number = utc(value.as_date()->get(), {}).toSecsSinceEpoch();
        break;
    case toml::node_type::date_time:
        node.kind = TomlKind::Time;
        node.number = secondsOf(value.as_date_time()->get());
        break;
    case toml::node_type::array:
        node.kind = TomlKind::Array;
        node.items.reserve(value.as_array()->size());
        for (const toml::node &item : *value.as_array())
            node.items.push_back(convert(item, keys));
        break;
    case toml::node_type::table:
        node.members.reserve(value.as_table()->size());
        for (const auto &[key, member] : *value.as_table())
            node.members.emplace_back(keys.of(key), convert(member, keys));
        break;
    default: node.kind = TomlKind::Float; break;  // and bare times of day: nothing here takes either
    }
    return node;
}

}  // namespace

const TomlNode *TomlNode::member(const QString &name) const
{
    const auto found = std::find_if(members.begin(), members.end(), [&name](const auto &each) { return each.first == name; });
    return found == members.end() ? nullptr : &found->second;
}

std::variant<TomlDocument, TomlError> TomlDocument::parse(QByteArrayView text, qsizetype maxBytes)
{
    if (text.size() > maxBytes)
        return TomlError{0, QStringLiteral("the text is longer than %1 bytes").arg(maxBytes), true};
    if (auto error = checkBytes(text))
        return *error;
    if (auto error = DepthGuard(text).run())
        return *error;
    const toml::parse_result parsed = toml::parse(std::string_view(text.data(), static_cast<size_t>(text.size())));
    if (!parsed)
        return fromLibrary(parsed.error(), text);
    TomlDocument document;
    Keys keys;
    document.m_root = convert(parsed.table(), keys);
    return document;
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
