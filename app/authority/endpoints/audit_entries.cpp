// GET /audit/entries, /audit/summary, /audit/thread: finding and reading entries of the log.
#include "app/authority/endpoints/audit_endpoints.h"

#include "app/authority/endpoints/audit_filter.h"
#include "app/authority/endpoints/client_view.h"
#include "app/authority/store/approvals.h"
#include "app/authority/store/audit_index.h"
#include "app/authority/store/audit_search.h"
#include "app/authority/store/store.h"
#include "app/base/json.h"
#include "app/oauth/error_code.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

namespace {

constexpr int kDefaultLimit = 100, kMaxLimit = 1000;
// A page ends early rather than hold a thousand payloads of 64 KiB.
constexpr qsizetype kPageBytes = 4 * 1024 * 1024;

struct EntriesQuery {
    store::AuditQuery filter;
    store::SearchPosition position;
};

base::Result<EntriesQuery> parseEntries(const LogReading &reading)
{
    const http::Form &query = reading.query;
    auto filter = auditFilter(reading);
    if (!filter)
        return filter.error();
    const auto from = optionalNumber(query, QStringLiteral("from")), cursor = optionalNumber(query, QStringLiteral("cursor")),
               limit = optionalNumber(query, QStringLiteral("limit"));
    for (const auto &number : {from, cursor, limit}) {
        if (!number)
            return number.error();
    }
    const QString order = query.value(QStringLiteral("order"));
    if ((*from && *cursor) || *limit == 0 || (!order.isEmpty() && order != QLatin1String("asc") && order != QLatin1String("desc")))
        return base::Error{base::Errc::InvalidArgument, QStringLiteral("limit is at least 1, order is asc or desc, and from excludes cursor.")};
    EntriesQuery wanted{*std::move(filter), {}};
    wanted.position.order = order == QLatin1String("desc") ? store::SearchOrder::NewestFirst : store::SearchOrder::OldestFirst;
    wanted.position.continueAt = *cursor ? *cursor : *from;
    wanted.position.limit = static_cast<int>(std::min<qint64>(limit->value_or(kDefaultLimit), kMaxLimit));
    return wanted;
}

QJsonObject itemOf(const store::AuditEntry &entry, Payloads payloads)
{
    return payloads == Payloads::With ? store::entryJson(entry) : audit::leafJson(entry.leaf);
}

// What stands beside the items, which have no member that their hash does not cover.
class Beside {
public:
    explicit Beside(store::Transaction &tx) : m_tx(tx) {}
    void note(const store::AuditEntry &entry)
    {
        if (entry.leaf.actor.startsWith(QLatin1String("usr_")) && !m_names.contains(entry.leaf.actor))
            m_names.insert(entry.leaf.actor, actorName(m_tx, entry.leaf.actor));
        if (entry.erasedBy)
            noteErasure(entry);
    }
    void into(QJsonObject &answer) const
    {
        if (!m_names.isEmpty())
            answer.insert(QStringLiteral("names"), m_names);
        if (!m_erased.isEmpty())
            answer.insert(QStringLiteral("erased"), m_erased);
    }

private:
    void noteErasure(const store::AuditEntry &entry)
    {
        const auto said = store::entriesFrom(m_tx, *entry.erasedBy, 1);
        const auto payload = !said.empty() && said.front().payload ? base::json::parseObject(*said.front().payload) : base::Error{};
        if (payload)
            m_erased.append(QJsonObject{{QStringLiteral("seq"), entry.leaf.seq}, {QStringLiteral("said_by"), *entry.erasedBy}, {QStringLiteral("at"), said.front().leaf.time},
                                        {QStringLiteral("actor"), said.front().leaf.actor}, {QStringLiteral("reason"), payload->value(QLatin1String("reason"))}});
    }

    store::Transaction &m_tx;
    QJsonObject m_names;  // sub → user name, of people
    QJsonArray m_erased;  // who erased what an entry said, and why
};

http::Response badQuery(const base::Error &error)
{
    return http::Response::error(400, oauth::error::kInvalidRequest, error.detail);
}

http::Response entries(const LogReading &reading)
{
    store::Transaction &tx = reading.tx;
    const auto wanted = parseEntries(reading);
    if (!wanted)
        return badQuery(wanted.error());
    const auto page = store::search(tx, wanted->filter, wanted->position);
    QJsonArray items;
    auto next = page.next;
    qsizetype bytes = 0;
    Beside beside(tx);
    for (const store::AuditEntry &entry : page.entries) {
        if (bytes >= kPageBytes) {
            next = entry.leaf.seq;
            break;
        }
        bytes += entry.payload ? entry.payload->size() : 0;
        items.append(itemOf(entry, reading.payloads));
        beside.note(entry);
    }
    QJsonObject answer{{QStringLiteral("items"), items}, {QStringLiteral("size"), store::logSize(tx)}};
    beside.into(answer);
    if (next)
        answer.insert(QStringLiteral("next_cursor"), QString::number(*next));
    return http::Response::json(200, answer);
}

// 0: chosen by the span.
std::optional<qint64> bucketOf(const QString &name)
{
    static const QHash<QString, qint64> seconds{{QString(), 0}, {QStringLiteral("auto"), 0}, {QStringLiteral("hour"), 3600}, {QStringLiteral("day"), 86'400}};
    const auto found = seconds.constFind(name);
    return found == seconds.constEnd() ? std::nullopt : std::optional(*found);
}

http::Response summary(const LogReading &reading)
{
    store::Transaction &tx = reading.tx;
    const auto filter = auditFilter(reading);
    if (!filter)
        return badQuery(filter.error());
    const auto bucket = bucketOf(reading.query.value(QStringLiteral("bucket")));
    if (!bucket)
        return invalidQuery(QLatin1StringView("bucket is hour, day or auto."));
    const auto line = store::timeline(tx, *filter, *bucket);
    QJsonArray buckets;
    for (const store::TimelineBucket &one : line.buckets)
        buckets.append(QJsonObject{{QStringLiteral("at"), one.at}, {QStringLiteral("entries"), one.entries}, {QStringLiteral("denied"), one.denied}, {QStringLiteral("anomalies"), one.anomalies}});
    return http::Response::json(200, {{QStringLiteral("count"), line.count},
                                      {QStringLiteral("count_is"), line.isComplete ? QStringLiteral("exact") : QStringLiteral("estimate")},
                                      {QStringLiteral("bucket"), line.bucketSeconds},
                                      {QStringLiteral("buckets"), buckets},
                                      {QStringLiteral("size"), store::logSize(tx)},
                                      {QStringLiteral("indexed_to"), store::indexedTo(tx)}});
}

// What the decision took away from what was asked for.
QJsonObject grantedLess(const store::ApprovalRecord &record)
{
    QJsonObject less;
    if (record.grantedTtl && *record.grantedTtl < record.credentialTtl)
        less.insert(QStringLiteral("ttl"), *record.grantedTtl);
    if (record.grantedScopes && record.grantedScopes->size() < record.scopes.size())
        less.insert(QStringLiteral("scope"), record.grantedScopes->join(u' '));
    return less;
}

http::Response thread(const LogReading &reading)
{
    store::Transaction &tx = reading.tx;
    const auto record = store::findApproval(tx, base::ApprovalId(reading.query.value(QStringLiteral("txn"))));
    if (!record)
        return http::Response::error(404, oauth::error::kInvalidRequest, QStringLiteral("There is no such approval."));
    store::AuditQuery filter;
    filter.txn = record->id.text();
    filter.withheld = std::make_shared<const store::Withheld>(tx, reading.reader);
    QJsonArray items;
    Beside beside(tx);
    for (const store::AuditEntry &entry : store::search(tx, filter, {store::SearchOrder::OldestFirst, std::nullopt, kThreadLimit}).entries) {
        items.append(store::entryJson(entry));
        beside.note(entry);
    }
    QJsonObject answer{{QStringLiteral("items"), items},
                       {QStringLiteral("approval"), QJsonObject{{QStringLiteral("id"), record->id.text()},
                                                                {QStringLiteral("action_text"), record->sentence},
                                                                {QStringLiteral("type"), record->type},
                                                                {QStringLiteral("status"), approval::statusName(record->status)},
                                                                {QStringLiteral("tier"), approval::tierName(record->risk.tier)},
                                                                {QStringLiteral("client_id"), record->client.text()},
                                                                {QStringLiteral("sub"), record->subject.text()},
                                                                {QStringLiteral("requested_at"), record->requestedAt},
                                                                {QStringLiteral("expires_at"), record->expiresAt}}}};
    beside.into(answer);
    if (record->decidedAt)
        answer.insert(QStringLiteral("seconds_to_decide"), *record->decidedAt - record->requestedAt);
    if (const QJsonObject less = grantedLess(*record); !less.isEmpty())
        answer.insert(QStringLiteral("granted_less"), less);
    return http::Response::json(200, answer);
}

}  // namespace

void registerAuditEntries(http::Router &router, Services &services)
{
    const auto add = [&](const char *path, auto reading, const AuditRequest &what) {
        router.add("GET", path, http::BodyKind::None, [&services, reading, what](const http::Request &request) { return reading(services, request, what); });
    };
    add("/audit/entries", &readRequestLog,
        {kReadLog, filtersAnd({QStringLiteral("from"), QStringLiteral("cursor"), QStringLiteral("limit"), QStringLiteral("order")}), entries});
    add("/audit/summary", &readLog, {kReadLog, filtersAnd({QStringLiteral("bucket")}), summary});
    add("/audit/thread", &readLog, {kReadLog, {QStringLiteral("txn")}, thread});
}

}  // namespace countersign::authority::endpoints
