// The parameters of an action type.
#include "app/approval/decimal.h"
#include "app/catalog/pattern.h"
#include "app/catalog/reading.h"

#include <QRegularExpression>

namespace countersign::catalog {

using approval::Decimal;
using approval::ParamKind;
using approval::ParamSpec;

namespace {

constexpr qint64 kMaxInteger = 9007199254740991;  // RFC 8785: what every party reads exactly
constexpr qint64 kMaxLength = 8192;

std::optional<ParamKind> kindFromName(const QString &name)
{
    static const QHash<QString, ParamKind> kinds{
        {QStringLiteral("string"), ParamKind::String}, {QStringLiteral("integer"), ParamKind::Integer},
        {QStringLiteral("decimal"), ParamKind::Decimal}, {QStringLiteral("enum"), ParamKind::Enum},
        {QStringLiteral("text"), ParamKind::Text}, {QStringLiteral("boolean"), ParamKind::Boolean}};
    const auto found = kinds.find(name);
    return found == kinds.end() ? std::nullopt : std::optional(*found);
}

class ParamReader {
public:
    ParamReader(const TomlNode &node, Findings &findings) : m_fields(node, QStringLiteral("[[action.param]]"), findings) {}

    ParamSpec read()
    {
        m_spec.name = m_fields.text(QStringLiteral("name"), Need::Required);
        static const QRegularExpression nameRule(QRegularExpression::anchoredPattern(QStringLiteral("[a-z][a-z0-9_]{0,63}")));
        if (!m_spec.name.isEmpty() && !nameRule.match(m_spec.name).hasMatch())
            m_fields.error(QStringLiteral("name"), "bad_name", QStringLiteral("Parameter %1: a name is at most 64 of a-z, 0-9 and _, a letter first.").arg(m_spec.name.left(100)));
        m_spec.label = m_fields.text(QStringLiteral("label"), Need::Required);
        m_spec.optional = m_fields.flag(QStringLiteral("optional"), false);
        const QString kind = m_fields.text(QStringLiteral("kind"), Need::Required);
        const auto known = kindFromName(kind);
        if (known)
            m_spec.kind = *known;
        else if (!kind.isEmpty())
            m_fields.error(QStringLiteral("kind"), "bad_value", QStringLiteral("Parameter %1: \"kind\" must be string, integer, decimal, enum, text or boolean.").arg(m_spec.name));
        if (known)
            readRules();
        else
            ignoreRules();
        m_fields.finish();
        return std::move(m_spec);
    }

private:
    void ignoreRules()
    {
        for (const auto &key : {"pattern", "min", "max", "values"})
            (void)m_fields.find(QLatin1String(key));
    }

    void readRules()
    {
        switch (m_spec.kind) {
        case ParamKind::String: readPattern(); readBounds(&ParamReader::readLength); break;
        case ParamKind::Text: readBounds(&ParamReader::readLength); break;
        case ParamKind::Integer: readBounds(&ParamReader::readInteger); break;
        case ParamKind::Decimal: readBounds(&ParamReader::readDecimal); break;
        case ParamKind::Enum: readValues(); break;
        case ParamKind::Boolean:
        case ParamKind::StringList:
        case ParamKind::Duration: break;
        }
    }

    void readPattern()
    {
        const QString pattern = m_fields.text(QStringLiteral("pattern"), Need::Optional);
        if (pattern.isEmpty()) {
            if (!m_fields.find(QStringLiteral("pattern")) && !m_fields.find(QStringLiteral("max")))
                m_fields.warn(QStringLiteral("pattern"), "free_string", QStringLiteral("Parameter %1 takes any text: give it a pattern, or the kind \"text\".").arg(m_spec.name));
            return;
        }
        if (const auto fault = patternFault(pattern))
            m_fields.error(QStringLiteral("pattern"), "bad_pattern", QStringLiteral("Parameter %1: the pattern %2.").arg(m_spec.name, *fault));
        else
            m_spec.pattern = wholePattern(pattern);
    }

    void readValues()
    {
        m_spec.values = m_fields.texts(QStringLiteral("values"), Need::Required);
    }

    void readBounds(QString (ParamReader::*readOne)(const QString &))
    {
        m_spec.min = (this->*readOne)(QStringLiteral("min"));
        m_spec.max = (this->*readOne)(QStringLiteral("max"));
        if (m_spec.min.isEmpty() || m_spec.max.isEmpty())
            return;
        const bool ordered = m_spec.kind == ParamKind::Decimal ? *Decimal::parse(m_spec.min) <= *Decimal::parse(m_spec.max)
                                                               : m_spec.min.toLongLong() <= m_spec.max.toLongLong();
        if (!ordered)
            m_fields.error(QStringLiteral("min"), "bad_order", QStringLiteral("Parameter %1: \"min\" is greater than \"max\".").arg(m_spec.name));
    }

    // A bound as it is written in the catalogue, 5 or "5"; empty when absent or refused.
    QString readNumber(const QString &key, Bounds bounds)
    {
        const TomlNode *node = m_fields.find(key);
        if (!node)
            return {};
        static const QRegularExpression integer(QRegularExpression::anchoredPattern(QStringLiteral("0|-?[1-9][0-9]{0,15}")));
        const bool written = node->kind == TomlKind::Text && integer.match(node->text).hasMatch();
        if (!written && node->kind != TomlKind::Integer) {
            m_fields.error(key, "wrong_type", QStringLiteral("Parameter %1: \"%2\" must be an integer.").arg(m_spec.name, key));
            return {};
        }
        const qint64 value = written ? node->text.toLongLong() : node->number;
        if (value >= bounds.least && value <= bounds.most)
            return QString::number(value);
        m_fields.error(key, "out_of_range", QStringLiteral("Parameter %1: \"%2\" must be from %3 to %4.").arg(m_spec.name, key).arg(bounds.least).arg(bounds.most));
        return {};
    }

    QString readLength(const QString &key) { return readNumber(key, {0, kMaxLength}); }
    QString readInteger(const QString &key) { return readNumber(key, {-kMaxInteger, kMaxInteger}); }

    QString readDecimal(const QString &key)
    {
        const QString text = m_fields.text(key, Need::Optional);
        if (text.isEmpty() || Decimal::parse(text))
            return text;
        m_fields.error(key, "bad_value", QStringLiteral("Parameter %1: \"%2\" must be a decimal number in quotes, like \"0.01\".").arg(m_spec.name, key));
        return {};
    }

    Fields m_fields;
    ParamSpec m_spec;
};

ParamSpec builtIn(const char *name, const char *label, ParamKind kind)
{
    ParamSpec spec;
    spec.name = QLatin1String(name);
    spec.label = QLatin1String(label);
    spec.kind = kind;
    return spec;
}

}  // namespace

std::vector<ParamSpec> readParams(Fields &action, Findings &findings)
{
    std::vector<ParamSpec> out;
    QSet<QString> names;
    const auto &nodes = action.tables(QStringLiteral("param"));
    if (static_cast<qsizetype>(nodes.size()) > kMaxParams) {
        action.error(QStringLiteral("param"), "too_many", QStringLiteral("%1 has more than %2 parameters.").arg(action.what()).arg(kMaxParams));
        return out;
    }
    for (const TomlNode &node : nodes) {
        ParamSpec spec = ParamReader(node, findings).read();
        if (!spec.name.isEmpty() && names.contains(spec.name))
            findings.error(node.line(), "duplicate", QStringLiteral("Parameter %1 is defined twice.").arg(spec.name));
        names.insert(spec.name);
        out.push_back(std::move(spec));
    }
    return out;
}

std::vector<ParamSpec> builtInParams(const QString &type, int maxDuration)
{
    ParamSpec scopes = builtIn("scopes", "Scopes", ParamKind::StringList);
    ParamSpec duration = builtIn(type == QLatin1String("countersign.access") ? "duration" : "ttl", "For seconds", ParamKind::Duration);
    duration.min = QStringLiteral("1");
    duration.max = QString::number(maxDuration);
    if (type == QLatin1String("countersign.access")) {
        ParamSpec calls = builtIn("max_calls", "Calls at most", ParamKind::Integer);
        calls.min = QStringLiteral("1");
        calls.max = QStringLiteral("1000000");
        calls.optional = true;
        return {scopes, builtIn("resource", "API", ParamKind::String), duration, calls};
    }
    if (type == QLatin1String("countersign.client")) {
        ParamSpec name = builtIn("client_name", "Client", ParamKind::Text);
        name.min = QStringLiteral("1");
        name.max = QStringLiteral("100");
        ParamSpec actions = builtIn("actions", "Actions", ParamKind::StringList);
        actions.optional = true;
        return {name, scopes, actions, duration};
    }
    ParamSpec replaces = builtIn("replaces", "Version it replaces", ParamKind::Integer);
    replaces.min = QStringLiteral("0");
    ParamSpec digest = builtIn("sha256", "SHA-256 of the new text", ParamKind::String);
    digest.pattern = wholePattern(QStringLiteral("[0-9a-f]{64}"));
    ParamSpec reason = builtIn("reason", "Reason", ParamKind::Text);
    reason.max = QStringLiteral("500");
    ParamSpec changes = builtIn("changes", "Changes", ParamKind::StringList);  // every line of the difference: what is not shown is not approved
    return {replaces, reason, changes, digest};
}

QString builtInTitle(const QString &type)
{
    if (type == QLatin1String("countersign.access"))
        return QStringLiteral("Open {resource} for {duration} with {scopes}");
    if (type == QLatin1String("countersign.client"))
        return QStringLiteral("Register the temporary client {client_name} for {ttl} with {scopes}");
    return QStringLiteral("Change the catalogue: {reason}");
}

}  // namespace countersign::catalog
