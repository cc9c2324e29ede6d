#include "app/catalog/fields.h"

#include "app/approval/display_text.h"

#include <algorithm>

namespace countersign::catalog {

void Findings::add(Severity severity, int line, const char *code, const QString &message)
{
    m_hasError = m_hasError || severity == Severity::Error;
    if (!isFull())
        m_all.push_back({severity, line, QString::fromLatin1(code), message});
}

std::vector<Finding> Findings::sorted() &&
{
    std::stable_sort(m_all.begin(), m_all.end(), [](const Finding &a, const Finding &b) { return a.line < b.line; });
    return std::move(m_all);
}

Fields::Fields(const TomlNode &table, QString what, Findings &findings) : m_table(table), m_what(std::move(what)), m_findings(findings) {}

void Fields::finish()
{
    for (const auto &[key, node] : m_table.members) {
        if (m_findings.isFull())
            return;
        if (!m_known.contains(key))
            m_findings.error(node.line(), "unknown_key", QStringLiteral("%1 has no key \"%2\".").arg(m_what, key.left(100)));
    }
}

const TomlNode *Fields::find(const QString &key)
{
    m_known.append(key);
    return m_table.member(key);
}

int Fields::lineOf(const QString &key) const
{
    const TomlNode *node = m_table.member(key);
    return node ? node->line() : m_table.line();
}

const TomlNode *Fields::ofKind(const QString &key, TomlKind kind)
{
    const TomlNode *node = find(key);
    if (!node || node->kind == kind)
        return node;
    error(key, "wrong_type", QStringLiteral("%1: \"%2\" must be %3, not %4.").arg(m_what, key, tomlKindName(kind), tomlKindName(node->kind)));
    return nullptr;
}

void Fields::missing(const QString &key)
{
    error(key, "missing", QStringLiteral("%1 needs \"%2\".").arg(m_what, key));
}

bool Fields::acceptText(const QString &key, const TomlNode &node)
{
    if (node.text.trimmed().isEmpty())
        m_findings.error(node.line(), "empty", QStringLiteral("%1: \"%2\" is empty.").arg(m_what, key));
    else if (node.text.size() > kMaxFieldChars)
        m_findings.error(node.line(), "too_long", QStringLiteral("%1: \"%2\" is longer than %3 characters.").arg(m_what, key).arg(kMaxFieldChars));
    else if (!approval::isDisplayText(node.text))
        m_findings.error(node.line(), "hostile_text", QStringLiteral("%1: \"%2\" holds control, format or bidi characters, or is not in NFC.").arg(m_what, key));
    else
        return true;
    return false;
}

QString Fields::text(const QString &key, Need need)
{
    if (const TomlNode *node = ofKind(key, TomlKind::Text))
        return acceptText(key, *node) ? node->text : QString();
    if (need == Need::Required && !find(key))
        missing(key);
    return {};
}

QStringList Fields::texts(const QString &key, Need need)
{
    QStringList out;
    const TomlNode *node = ofKind(key, TomlKind::Array);
    if (!node) {
        if (need == Need::Required && !find(key))
            missing(key);
        return out;
    }
    if (need == Need::Required && node->items.empty())
        error(key, "empty", QStringLiteral("%1: \"%2\" must not be empty.").arg(m_what, key));
    if (node->items.size() > kMaxListItems) {
        error(key, "too_many", QStringLiteral("%1: \"%2\" has more than %3 elements.").arg(m_what, key).arg(kMaxListItems));
        return out;
    }
    for (const TomlNode &item : node->items) {
        if (item.kind != TomlKind::Text)
            m_findings.error(item.line(), "wrong_type", QStringLiteral("%1: \"%2\" must hold strings, not %3.").arg(m_what, key, tomlKindName(item.kind)));
        else if (out.contains(item.text))
            m_findings.error(item.line(), "duplicate", QStringLiteral("%1: \"%2\" names \"%3\" twice.").arg(m_what, key, item.text.left(100)));
        else if (acceptText(key, item))
            out.append(item.text);
    }
    return out;
}

qint64 Fields::integer(const QString &key, qint64 fallback, Bounds bounds)
{
    const TomlNode *node = ofKind(key, TomlKind::Integer);
    if (!node)
        return fallback;
    if (node->number >= bounds.least && node->number <= bounds.most)
        return node->number;
    const QString range = bounds.least == bounds.most ? QString::number(bounds.least) : QStringLiteral("from %1 to %2").arg(bounds.least).arg(bounds.most);
    error(key, "out_of_range", QStringLiteral("%1: \"%2\" must be %3.").arg(m_what, key, range));
    return fallback;
}

bool Fields::flag(const QString &key, bool fallback)
{
    const TomlNode *node = ofKind(key, TomlKind::Boolean);
    return node ? node->truth : fallback;
}

int Fields::duration(const QString &key, int fallbackSeconds, Bounds seconds)
{
    const TomlNode *node = ofKind(key, TomlKind::Text);
    if (!node)
        return fallbackSeconds;
    const auto value = parseDuration(node->text);
    if (!value) {
        error(key, "bad_duration", QStringLiteral("%1: \"%2\" must be a duration like \"60s\", \"5m\", \"2h\" or \"7d\".").arg(m_what, key));
        return fallbackSeconds;
    }
    if (*value >= seconds.least && *value <= seconds.most)
        return static_cast<int>(*value);
    error(key, "out_of_range", QStringLiteral("%1: \"%2\" must be from %3 to %4 seconds.").arg(m_what, key).arg(seconds.least).arg(seconds.most));
    return fallbackSeconds;
}

approval::Tier Fields::tier(const QString &key, approval::Tier fallback)
{
    const TomlNode *node = ofKind(key, TomlKind::Text);
    if (!node)
        return fallback;
    if (const auto tier = approval::tierFromName(node->text))
        return *tier;
    error(key, "bad_value", QStringLiteral("%1: \"%2\" must be low, medium, high or critical.").arg(m_what, key));
    return fallback;
}

qint64 Fields::time(const QString &key, Need need)
{
    if (const TomlNode *node = ofKind(key, TomlKind::Time))
        return node->number;
    if (need == Need::Required && !find(key))
        missing(key);
    return 0;
}

const TomlNode *Fields::table(const QString &key)
{
    return ofKind(key, TomlKind::Table);
}

const std::vector<TomlNode> &Fields::tables(const QString &key)
{
    static const std::vector<TomlNode> none;
    const TomlNode *node = ofKind(key, TomlKind::Array);
    if (!node)
        return none;
    for (const TomlNode &item : node->items) {
        if (item.kind == TomlKind::Table)
            continue;
        m_findings.error(item.line(), "wrong_type", QStringLiteral("%1: \"%2\" must hold tables, not %3.").arg(m_what, key, tomlKindName(item.kind)));
        return none;
    }
    return node->items;
}

std::optional<qint64> parseDuration(const QString &text)
{
    if (text.size() < 2 || text.size() > 10)
        return std::nullopt;
    qint64 number = 0;
    for (const QChar digit : text.chopped(1)) {
        if (digit < u'0' || digit > u'9')
            return std::nullopt;
        number = number * 10 + (digit.unicode() - u'0');
    }
    const QChar unit = text.back();
    const qint64 seconds = unit == u's' ? 1 : unit == u'm' ? 60 : unit == u'h' ? 3600 : unit == u'd' ? 86'400 : 0;
    constexpr qint64 tenYears = 10LL * 366 * 86400;
    if (seconds == 0 || number * seconds > tenYears || (text.size() > 2 && text.front() == u'0'))
        return std::nullopt;
    return number * seconds;
}

}  // namespace countersign::catalog
