// GET /audit/reports, /audit/reports/{name}: what a review asks of the past, as a table.
#include "app/authority/endpoints/audit_endpoints.h"

#include "app/authority/endpoints/audit_filter.h"
#include "app/authority/endpoints/csv.h"
#include "app/authority/store/audit_reports.h"
#include "app/authority/store/store.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::endpoints {

namespace {

constexpr qint64 kDefaultSpan = 90 * 86'400;

http::Response listOfReports(const LogReading &)
{
    QJsonArray items;
    for (const store::ReportKind &kind : store::reportKinds())
        items.append(QJsonObject{{QStringLiteral("name"), QLatin1String(kind.name)}, {QStringLiteral("title"), QLatin1String(kind.title)}, {QStringLiteral("explanation"), QLatin1String(kind.explanation)}});
    return http::Response::json(200, {{QStringLiteral("items"), items}});
}

QJsonObject asJson(const store::ReportKind &kind, const store::ReportRows &rows)
{
    QJsonArray columns, lines;
    for (const store::ReportColumn &column : kind.columns)
        columns.append(QJsonObject{{QStringLiteral("name"), QLatin1String(column.name)}, {QStringLiteral("label"), QLatin1String(column.label)}, {QStringLiteral("kind"), QLatin1String(column.kind)}});
    for (const QJsonArray &row : rows.rows)
        lines.append(row);
    return {{QStringLiteral("name"), QLatin1String(kind.name)}, {QStringLiteral("title"), QLatin1String(kind.title)}, {QStringLiteral("explanation"), QLatin1String(kind.explanation)},
            {QStringLiteral("columns"), columns}, {QStringLiteral("rows"), lines}, {QStringLiteral("truncated"), rows.isTruncated}};
}

QByteArray asCsv(const store::ReportKind &kind, const store::ReportRows &rows)
{
    QStringList head;
    for (const store::ReportColumn &column : kind.columns)
        head.append(QLatin1String(column.name));
    QByteArray text = csvRecord(head);
    for (const QJsonArray &row : rows.rows) {
        QStringList fields;
        for (const QJsonValue &value : row)
            fields.append(value.isDouble() ? QString::number(value.toInteger()) : value.toString());
        text += csvRecord(fields);
    }
    return text;
}

http::Response oneReport(const QString &name, const LogReading &reading)
{
    const http::Form &query = reading.query;
    const auto *kind = store::reportKind(name);
    if (!kind)
        return http::Response::error(404, oauth::error::kInvalidRequest, QStringLiteral("There is no such report; GET /audit/reports lists them."));
    const auto after = optionalNumber(query, QStringLiteral("after")), before = optionalNumber(query, QStringLiteral("before"));
    const QString format = query.value(QStringLiteral("format"));
    if (!after || !before || (!format.isEmpty() && format != QLatin1String("csv") && format != QLatin1String("json")))
        return invalidQuery(QLatin1StringView("after and before are whole numbers, format is json or csv."));
    const qint64 end = before->value_or(reading.tx.now() + 1), start = after->value_or(std::max<qint64>(0, end - kDefaultSpan));
    const auto rows = store::report(reading.tx, *kind, {start, end}, reading.reader);
    if (format == QLatin1String("csv"))
        return http::Response::text(200, asCsv(*kind, rows), "text/csv; charset=utf-8").withHeader("Content-Disposition", "attachment; filename=\"" + QByteArray(kind->name) + ".csv\"");
    QJsonObject answer = asJson(*kind, rows);
    answer.insert(QStringLiteral("after"), start);
    answer.insert(QStringLiteral("before"), end);
    answer.insert(QStringLiteral("generated_at"), reading.tx.now());
    return http::Response::json(200, answer);
}

}  // namespace

void registerAuditReports(http::Router &router, Services &services)
{
    router.add("GET", "/audit/reports", http::BodyKind::None, [&services](const http::Request &request) { return readLog(services, request, {kReadLog, {}, listOfReports}); });
    router.add("GET", "/audit/reports/{name}", http::BodyKind::None, [&services](const http::Request &request) {
        const QString name = QString::fromLatin1(request.pathParam("name"));
        return readLog(services, request, {kReadLog, {QStringLiteral("after"), QStringLiteral("before"), QStringLiteral("format")}, [name](const LogReading &reading) { return oneReport(name, reading); }});
    });
}

}  // namespace countersign::authority::endpoints
