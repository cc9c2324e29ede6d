#include "app/authority/endpoints/audit_filter.h"

#include "app/authority/store/users.h"

namespace countersign::authority::endpoints {

base::Result<std::optional<qint64>> optionalNumber(const http::Form &query, const QString &name)
{
    const auto text = query.get(name);
    const auto number = text ? wholeNumber(*text) : std::nullopt;
    if (text && !number)
        return base::Error{base::Errc::InvalidArgument, QStringLiteral("%1 is no whole number.").arg(name)};
    return number;
}

QStringList filtersAnd(const QStringList &own)
{
    return own + QStringList{QStringLiteral("actor"), QStringLiteral("client"), QStringLiteral("event"), QStringLiteral("txn"), QStringLiteral("outcome"), QStringLiteral("type"),
                             QStringLiteral("tier"), QStringLiteral("anomalies"), QStringLiteral("after"), QStringLiteral("before"), QStringLiteral("q")};
}

base::Result<store::AuditQuery> auditFilter(const LogReading &reading)
{
    const http::Form &query = reading.query;
    store::AuditQuery filter;
    filter.withheld = std::make_shared<const store::Withheld>(reading.tx, reading.reader);
    for (auto [name, into] : {std::pair("actor", &filter.actor), std::pair("client", &filter.client), std::pair("event", &filter.event), std::pair("txn", &filter.txn),
                              std::pair("outcome", &filter.outcome), std::pair("type", &filter.type), std::pair("tier", &filter.tier)})
        *into = query.get(QLatin1String(name));
    // People are remembered by name; the log has their id, which stays when a name is given away.
    const bool isWritten = !filter.actor || filter.actor->contains(u':') || filter.actor->startsWith(QLatin1String("usr_"))
        || *filter.actor == QLatin1String("system") || *filter.actor == QLatin1String("cli");
    if (const auto person = isWritten ? std::nullopt : store::findUserByName(reading.tx, *filter.actor))
        filter.actor = person->sub.text();
    for (auto [name, into] : {std::pair("after", &filter.after), std::pair("before", &filter.before)}) {
        const auto number = optionalNumber(query, QLatin1String(name));
        if (!number)
            return number.error();
        *into = *number;
    }
    const QString anomalies = query.value(QStringLiteral("anomalies"));
    if (!anomalies.isEmpty() && anomalies != QLatin1String("true") && anomalies != QLatin1String("false"))
        return base::Error{base::Errc::InvalidArgument, QStringLiteral("anomalies is true or false.")};
    filter.anomaliesOnly = anomalies == QLatin1String("true");
    const auto text = store::parseTextQuery(query.value(QStringLiteral("q")));
    if (!text)
        return text.error();
    filter.text = *text;
    return filter;
}

}  // namespace countersign::authority::endpoints
