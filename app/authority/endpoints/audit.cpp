// GET /audit/checkpoint, /audit/entries, /audit/inclusion, /audit/consistency (protocol.md 10).
#include "app/authority/endpoints/audit_endpoints.h"

#include "app/authority/policy/request_policy.h"
#include "app/authority/store/audit_log.h"
#include "app/authority/store/checkpointer.h"
#include "app/authority/store/store.h"
#include "app/base/json.h"
#include "app/oauth/error_code.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

namespace {

constexpr QLatin1StringView kReadLog("audit:read");
constexpr QLatin1StringView kAnyScope("");
constexpr int kDefaultLimit = 100, kMaxLimit = 1000;
// A page ends early rather than hold a thousand payloads of 64 KiB.
constexpr qsizetype kPageBytes = 4 * 1024 * 1024;
constexpr int kChunk = 50;

http::Response checkpoint(store::Transaction &tx, const http::Form &)
{
    const auto note = store::newestCheckpoint(tx);
    return note ? http::Response::text(200, *note) : store::Store::unavailable();
}

struct EntriesQuery {
    store::AuditFilter filter;
    int limit = kDefaultLimit;
};

// False when the parameter is there and no number.
bool takeNumber(const http::Form &query, const QString &name, std::optional<qint64> &into)
{
    const auto text = query.get(name);
    if (text)
        into = wholeNumber(*text);
    return !text || into;
}

std::optional<EntriesQuery> parseEntries(const http::Form &query)
{
    EntriesQuery wanted;
    store::AuditFilter &filter = wanted.filter;
    std::optional<qint64> from, cursor, limit;
    if (!takeNumber(query, QStringLiteral("from"), from) || !takeNumber(query, QStringLiteral("cursor"), cursor)
        || !takeNumber(query, QStringLiteral("limit"), limit) || !takeNumber(query, QStringLiteral("after"), filter.after)
        || !takeNumber(query, QStringLiteral("before"), filter.before))
        return {};
    if ((from && cursor) || limit == 0)
        return {};
    filter.actor = query.get(QStringLiteral("actor"));
    filter.client = query.get(QStringLiteral("client"));
    filter.event = query.get(QStringLiteral("event"));
    filter.txn = query.get(QStringLiteral("txn"));
    filter.text = query.get(QStringLiteral("q"));
    filter.fromSeq = cursor ? *cursor : from.value_or(0);
    wanted.limit = static_cast<int>(std::min<qint64>(limit.value_or(kDefaultLimit), kMaxLimit));
    return wanted;
}

http::Response entries(store::Transaction &tx, const http::Form &query)
{
    auto wanted = parseEntries(query);
    if (!wanted)
        return invalidQuery(QLatin1StringView("from, limit, after, before and cursor are whole numbers, limit is at least 1, and from excludes cursor."));
    QJsonArray items;
    std::optional<qint64> next = wanted->filter.fromSeq;
    qsizetype bytes = 0;
    while (next && items.size() < wanted->limit && bytes < kPageBytes) {
        wanted->filter.fromSeq = *next;
        const int chunk = static_cast<int>(std::min<qsizetype>(kChunk, wanted->limit - items.size()));
        const auto page = store::searchEntries(tx, wanted->filter, chunk);
        for (const store::AuditEntry &entry : page.entries) {
            bytes += entry.payload ? entry.payload->size() : 0;
            items.append(store::entryJson(entry));
        }
        next = page.next;
        // A chunk that is not full has looked at as many entries as one call may.
        if (page.entries.size() < static_cast<size_t>(chunk))
            break;
    }
    QJsonObject answer{{QStringLiteral("items"), items}};
    if (next)
        answer.insert(QStringLiteral("next_cursor"), QString::number(*next));
    return http::Response::json(200, answer);
}

QJsonArray proofJson(const audit::Proof &proof)
{
    QJsonArray hashes;
    for (const audit::Hash &hash : proof)
        hashes.append(QString::fromLatin1(hash.toBase64()));
    return hashes;
}

// Both numbers of a proof, of which `to` is a size the log has reached.
std::optional<std::pair<qint64, qint64>> takePair(store::Transaction &tx, const http::Form &query, const QString &first, const QString &second)
{
    std::optional<qint64> from, to;
    if (!takeNumber(query, first, from) || !takeNumber(query, second, to) || !from || !to || *to > store::logSize(tx))
        return {};
    return std::pair(*from, *to);
}

http::Response inclusion(store::Transaction &tx, const http::Form &query)
{
    const auto pair = takePair(tx, query, QStringLiteral("seq"), QStringLiteral("size"));
    const auto proof = pair ? audit::inclusionProof(pair->first, pair->second, store::nodesOf(tx)) : base::Error{};
    if (!proof)
        return invalidQuery(QLatin1StringView("seq and size are whole numbers with seq < size, and the log has that size."));
    return http::Response::json(200, {{QStringLiteral("size"), pair->second}, {QStringLiteral("proof"), proofJson(*proof)}});
}

http::Response consistency(store::Transaction &tx, const http::Form &query)
{
    const auto pair = takePair(tx, query, QStringLiteral("from"), QStringLiteral("to"));
    const auto proof = pair ? audit::consistencyProof(pair->first, pair->second, store::nodesOf(tx)) : base::Error{};
    if (!proof)
        return invalidQuery(QLatin1StringView("from and to are whole numbers with from <= to, and the log has the size to."));
    return http::Response::json(200, {{QStringLiteral("from"), pair->first}, {QStringLiteral("to"), pair->second}, {QStringLiteral("proof"), proofJson(*proof)}});
}

// An approver may read the bare entries of a request they may see, to prove that their own decision stands in the log.
bool asksForVisibleRequest(store::Transaction &tx, const http::Form &query, const grants::Caller &caller)
{
    if (query.names() != QStringList{QStringLiteral("txn")} || !caller.scopes.contains(QLatin1StringView("approvals:read")))
        return false;
    const auto record = store::findApproval(tx, base::ApprovalId(query.value(QStringLiteral("txn"))));
    return record && policy::maySee(*record, caller.user);
}

http::Response withoutPayloads(const http::Response &full)
{
    const auto page = base::json::parseObject(full.body, {.bytes = 2 * kPageBytes, .names = 1'000'000});
    if (!page)
        return store::Store::unavailable();
    QJsonArray items = page->value(QLatin1String("items")).toArray();
    for (auto &&item : items) {
        QJsonObject entry = item.toObject();
        entry.remove(QLatin1String("payload"));
        entry.remove(QLatin1String("salt"));
        item = entry;
    }
    QJsonObject bare = *page;
    bare.insert(QStringLiteral("items"), items);
    return http::Response::json(200, bare);
}

http::Outcome readEntries(Services &services, const http::Request &request)
{
    const auto presented = grants::presentToken(services, request);
    if (const auto *refusal = std::get_if<http::Response>(&presented))
        return *refusal;
    const auto &token = std::get<grants::PresentedToken>(presented);
    return services.store.answer([&](store::Transaction &tx) -> http::Response {
        const auto query = http::parseForm(request.query);
        const auto anybody = grants::authenticateCaller(services, tx, token, kAnyScope);
        const auto *caller = std::get_if<grants::Caller>(&anybody);
        if (query && caller && !caller->scopes.contains(kReadLog) && asksForVisibleRequest(tx, *query, *caller))
            return withoutPayloads(entries(tx, *query));
        const auto reader = grants::authenticateCaller(services, tx, token, kReadLog);
        if (const auto *refusal = std::get_if<http::Response>(&reader))
            return *refusal;
        return query ? entries(tx, *query) : invalidQuery(QLatin1StringView("The query is malformed."));
    });
}

}  // namespace

http::Outcome readLog(Services &services, const http::Request &request, const AuditRequest &what)
{
    const auto presented = grants::presentToken(services, request);
    if (const auto *refusal = std::get_if<http::Response>(&presented))
        return *refusal;
    return services.store.answer([&](store::Transaction &tx) -> http::Response {
        const auto caller = grants::authenticateCaller(services, tx, std::get<grants::PresentedToken>(presented), what.scope);
        if (const auto *refusal = std::get_if<http::Response>(&caller))
            return *refusal;
        const auto query = http::parseForm(request.query);
        return query ? what.answer(tx, *query) : invalidQuery(QLatin1StringView("The query is malformed."));
    });
}

std::optional<qint64> wholeNumber(const QString &text)
{
    constexpr qint64 largest = (Q_INT64_C(1) << 53) - 1;
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (!ok || value < 0 || value > largest || QString::number(value) != text)
        return {};
    return value;
}

http::Response invalidQuery(QLatin1StringView description)
{
    return grants::refuse(400, oauth::error::kInvalidRequest, description);
}

void registerAudit(http::Router &router, Services &services)
{
    const auto add = [&](const char *path, const AuditRequest &what) {
        router.add("GET", path, http::BodyKind::None, [&services, what](const http::Request &request) { return readLog(services, request, what); });
    };
    add("/audit/checkpoint", {kAnyScope, checkpoint});
    add("/audit/inclusion", {kAnyScope, inclusion});
    add("/audit/consistency", {kAnyScope, consistency});
    router.add("GET", "/audit/entries", http::BodyKind::None, [&services](const http::Request &request) { return readEntries(services, request); });
    add("/audit/export", {kReadLog, exportLog});
}

}  // namespace countersign::authority::endpoints
