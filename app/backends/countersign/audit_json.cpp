#include "app/backends/countersign/audit_json.h"

#include "app/audit/leaf.h"
#include "app/backends/countersign/field_reader.h"
#include "app/base/json.h"
#include "app/crypto/encoding.h"

namespace countersign::backends {
namespace {

using L1 = QLatin1String;
using base::Result;

constexpr qsizetype kMostItems = 1000;
constexpr qsizetype kMostColumns = 32;
constexpr qsizetype kMostNameChars = 200;

// Nobody is shown a payload that is not the one that was logged.
bool payloadMatches(const QJsonObject &item, const audit::Leaf &leaf)
{
    const auto salt = crypto::fromBase64Url(item.value(L1("salt")).toString().toLatin1());
    return salt && audit::payloadHash(*salt, item.value(L1("payload")).toObject()) == leaf.payloadHash;
}

Result<AuditEntryFacts> readEntry(const QJsonObject &item, const QJsonObject &names)
{
    const Result<audit::Leaf> leaf = audit::leafFromJson(item);
    if (!leaf)
        return leaf.error();
    AuditEntryFacts entry;
    entry.seq = leaf->seq;
    entry.time = leaf->time;
    entry.event = leaf->event;
    entry.actor = leaf->actor;
    entry.actorName = names.value(leaf->actor).toString().left(kMostNameChars);
    entry.outcome = leaf->outcome;
    entry.client = leaf->client.value_or(QString());
    entry.txn = leaf->txn.value_or(QString());
    entry.adh = leaf->adh.value_or(QString());
    entry.device = leaf->device.value_or(QString());
    entry.leaf = audit::leafBytes(*leaf);
    if (item.value(L1("payload")).isObject()) {
        entry.payload = base::json::canonical(item.value(L1("payload")).toObject());
        entry.salt = item.value(L1("salt")).toString();
        entry.payloadMatches = payloadMatches(item, *leaf);
    }
    return entry;
}

Result<QList<AuditEntryFacts>> readEntries(const QJsonArray &items, const QJsonObject &names)
{
    QList<AuditEntryFacts> entries;
    entries.reserve(items.size());
    for (const QJsonValue &item : items) {
        const Result<AuditEntryFacts> entry = readEntry(item.toObject(), names);
        if (!entry)
            return entry.error();
        entries.append(*entry);
    }
    return entries;
}

AuditReport::Kind kindOf(const QString &name)
{
    static const QHash<QString, AuditReport::Kind> kinds{{QStringLiteral("number"), AuditReport::Kind::Number}, {QStringLiteral("seconds"), AuditReport::Kind::Seconds},
                                                         {QStringLiteral("time"), AuditReport::Kind::Time}, {QStringLiteral("percent"), AuditReport::Kind::Percent}};
    return kinds.value(name, AuditReport::Kind::Text);
}

AuditReportKind readAbout(FieldReader &in)
{
    return {in.text(L1("name")), in.text(L1("title")), in.optionalText(L1("explanation"), FieldReader::kText)};
}

QList<AuditReport::Cell> readRow(const QJsonArray &values)
{
    QList<AuditReport::Cell> row;
    for (const QJsonValue &value : values) {
        AuditReport::Cell cell;
        if (base::json::isInteger(value))
            cell.number = value.toInteger();
        cell.text = value.toString().left(FieldReader::kText);
        row.append(cell);
    }
    return row;
}

}  // namespace

Result<AuditPage> readAuditPage(const QJsonObject &body)
{
    FieldReader in(body);
    AuditPage page;
    const Result<QList<AuditEntryFacts>> items = readEntries(in.array(L1("items"), kMostItems), in.optionalObject(L1("names")).value_or(QJsonObject()));
    page.nextCursor = in.optionalText(L1("next_cursor"));
    page.size = in.optionalCount(L1("size")).value_or(0);
    if (in.failed() || !items)
        return in.failed() ? in.error() : items.error();
    page.items = *items;
    return page;
}

Result<AuditTimeline> readAuditTimeline(const QJsonObject &body)
{
    FieldReader in(body);
    AuditTimeline timeline;
    timeline.count = in.count(L1("count"));
    timeline.isExact = in.text(L1("count_is")) == L1("exact");
    timeline.bucketSeconds = in.count(L1("bucket"));
    timeline.size = in.optionalCount(L1("size")).value_or(0);
    const QJsonArray buckets = in.array(L1("buckets"), kMostItems);
    for (const QJsonValue &value : buckets) {
        FieldReader one(value.toObject());
        timeline.buckets.append({one.count(L1("at")), one.count(L1("entries")), one.count(L1("denied")), one.count(L1("anomalies"))});
        in.absorb(one);
    }
    if (timeline.bucketSeconds < 1)
        in.fault(QStringLiteral("\"bucket\" is no length of time"));
    return in.failed() ? Result<AuditTimeline>(in.error()) : timeline;
}

Result<AuditThread> readAuditThread(const QJsonObject &body)
{
    FieldReader in(body);
    AuditThread thread;
    const Result<QList<AuditEntryFacts>> entries = readEntries(in.array(L1("items"), kMostItems), in.optionalObject(L1("names")).value_or(QJsonObject()));
    FieldReader approval(in.object(L1("approval")));
    thread.actionText = approval.text(L1("action_text"), FieldReader::kText);
    thread.type = approval.text(L1("type"));
    thread.status = approval.text(L1("status"));
    thread.tier = approval.text(L1("tier"));
    thread.client = approval.text(L1("client_id"));
    thread.subject = approval.text(L1("sub"));
    thread.requestedAt = approval.count(L1("requested_at"));
    in.absorb(approval);
    thread.secondsToDecide = in.optionalCount(L1("seconds_to_decide"));
    if (const auto less = in.optionalObject(L1("granted_less"))) {
        FieldReader granted(*less);
        thread.grantedTtl = granted.optionalCount(L1("ttl"));
        thread.grantedScopes = granted.optionalText(L1("scope"), FieldReader::kText);
        in.absorb(granted);
    }
    if (in.failed() || !entries)
        return in.failed() ? in.error() : entries.error();
    thread.entries = *entries;
    return thread;
}

Result<QList<AuditReportKind>> readAuditReportKinds(const QJsonObject &body)
{
    FieldReader in(body);
    QList<AuditReportKind> kinds;
    const QJsonArray items = in.array(L1("items"), kMostItems);
    for (const QJsonValue &value : items) {
        FieldReader one(value.toObject());
        kinds.append(readAbout(one));
        in.absorb(one);
    }
    return in.failed() ? Result<QList<AuditReportKind>>(in.error()) : kinds;
}

Result<AuditReport> readAuditReport(const QJsonObject &body)
{
    FieldReader in(body);
    AuditReport report;
    report.about = readAbout(in);
    const QJsonArray columns = in.array(L1("columns"), kMostColumns), rows = in.array(L1("rows"), kMostItems);
    for (const QJsonValue &value : columns) {
        FieldReader column(value.toObject());
        report.columns.append({column.text(L1("name")), column.text(L1("label")), kindOf(column.text(L1("kind")))});
        in.absorb(column);
    }
    for (const QJsonValue &value : rows) {
        report.rows.append(readRow(value.toArray()));
        if (report.rows.constLast().size() != report.columns.size())
            in.fault(QStringLiteral("a row of the report is not as wide as its columns"));
    }
    report.after = in.count(L1("after"));
    report.before = in.count(L1("before"));
    report.generatedAt = in.count(L1("generated_at"));
    report.isTruncated = in.boolean(L1("truncated"));
    return in.failed() ? Result<AuditReport>(in.error()) : report;
}

}  // namespace countersign::backends
