#include "app/console/audit/audit_facts.h"

#include "app/base/json.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace countersign::console {
namespace {

constexpr AuditField kFields[] = {AuditField::After, AuditField::Before, AuditField::Actor, AuditField::Client, AuditField::Event,
                                  AuditField::Type, AuditField::Outcome, AuditField::Tier, AuditField::Txn, AuditField::Anomalies};

// Its name in a file.
QString nameOf(AuditField field)
{
    static constexpr QLatin1String names[] = {QLatin1String("after"), QLatin1String("before"), QLatin1String("actor"), QLatin1String("client"), QLatin1String("event"),
                                              QLatin1String("type"), QLatin1String("outcome"), QLatin1String("tier"), QLatin1String("txn"), QLatin1String("anomalies")};
    return names[static_cast<int>(field)];
}

// The member that holds a text; null for times and switches.
template <class Query>
auto textOf(Query &query, AuditField field) -> decltype(&query.actor)
{
    switch (field) {
    case AuditField::Actor: return &query.actor;
    case AuditField::Client: return &query.client;
    case AuditField::Event: return &query.event;
    case AuditField::Type: return &query.type;
    case AuditField::Outcome: return &query.outcome;
    case AuditField::Tier: return &query.tier;
    case AuditField::Txn: return &query.txn;
    case AuditField::After:
    case AuditField::Before:
    case AuditField::Anomalies: break;
    }
    return nullptr;
}

QString secondsText(const std::optional<qint64> &seconds)
{
    return seconds ? QString::number(*seconds) : QString();
}

std::optional<qint64> secondsOf(const QString &text)
{
    bool ok = false;
    const qint64 seconds = text.toLongLong(&ok);
    return ok ? std::optional(seconds) : std::nullopt;
}

}  // namespace

QString valueOf(const AuditQuery &query, AuditField field)
{
    switch (field) {
    case AuditField::After: return secondsText(query.after);
    case AuditField::Before: return secondsText(query.before);
    case AuditField::Anomalies: return query.anomaliesOnly ? QStringLiteral("true") : QString();
    default: return *textOf(query, field);
    }
}

AuditQuery withValue(AuditQuery query, AuditField field, const QString &value)
{
    switch (field) {
    case AuditField::After: query.after = secondsOf(value); break;
    case AuditField::Before: query.before = secondsOf(value); break;
    case AuditField::Anomalies: query.anomaliesOnly = value == QLatin1String("true"); break;
    default: *textOf(query, field) = value; break;
    }
    return query;
}

QList<AuditField> fieldsOf(const AuditQuery &query)
{
    QList<AuditField> fields;
    for (const AuditField field : kFields) {
        if (!valueOf(query, field).isEmpty())
            fields.append(field);
    }
    return fields;
}

bool isOpen(const AuditQuery &query)
{
    return query == AuditQuery{};
}

QString askableWords(const QString &typed)
{
    static const QRegularExpression shortBeginning(QStringLiteral("(^|\\s)\\S?\\*(?=\\s|$)"));
    QString words = typed;
    words.replace(shortBeginning, QStringLiteral(" "));
    if (words.count(QLatin1Char('"')) % 2 != 0)
        words.append(QLatin1Char('"'));
    return words.trimmed();
}

QByteArray writeFilters(const QList<SavedFilter> &filters)
{
    QJsonArray items;
    for (const SavedFilter &filter : filters) {
        QJsonObject item{{QStringLiteral("name"), filter.name}};
        if (!filter.query.text.isEmpty())
            item.insert(QStringLiteral("q"), filter.query.text);
        const QList<AuditField> fields = fieldsOf(filter.query);
        for (const AuditField field : fields)
            item.insert(nameOf(field), valueOf(filter.query, field));
        items.append(item);
    }
    return base::json::canonical(QJsonObject{{QStringLiteral("filters"), items}});
}

QList<SavedFilter> readFilters(const QByteArray &json)
{
    const base::Result<QJsonObject> file = base::json::parseObject(json);
    if (!file)
        return {};
    QList<SavedFilter> filters;
    const QJsonArray items = file->value(QLatin1String("filters")).toArray();
    for (const QJsonValue &value : items) {
        const QJsonObject item = value.toObject();
        SavedFilter filter{item.value(QLatin1String("name")).toString(), {}};
        filter.query.text = item.value(QLatin1String("q")).toString();
        for (const AuditField field : kFields)
            filter.query = withValue(filter.query, field, item.value(nameOf(field)).toString());
        if (!filter.name.isEmpty())
            filters.append(filter);
    }
    return filters;
}

}  // namespace countersign::console
