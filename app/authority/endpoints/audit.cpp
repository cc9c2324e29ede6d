// GET /audit, /audit/checkpoint, /audit/inclusion, /audit/consistency, /audit/keys (protocol.md 10).
#include "app/authority/endpoints/audit_endpoints.h"

#include "app/audit/checkpoint.h"
#include "app/authority/endpoints/approval_view.h"
#include "app/authority/endpoints/export_lines.h"
#include "app/authority/endpoints/page_request.h"
#include "app/authority/keys.h"
#include "app/authority/policy/request_policy.h"
#include "app/authority/store/approvals.h"
#include "app/authority/store/audit_log.h"
#include "app/authority/store/checkpointer.h"
#include "app/authority/store/log_keys.h"
#include "app/authority/store/store.h"
#include "app/base/json.h"
#include "app/oauth/error_code.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

namespace {

http::Response checkpoint(const Services &services, const LogReading &reading)
{
    const auto note = store::newestCheckpoint(reading.tx);
    // What came after damage was found is not signed. Said, or whoever waits for their entry would take it for suppressed.
    const auto closed = services.store.closed();
    if (const auto newest = note && closed ? audit::parseCheckpoint(*note) : base::Error{}; newest && newest->head.size < store::logSize(reading.tx))
        return *closed;
    return note ? http::Response::text(200, *note) : store::Store::unavailable();
}

// Both numbers of a proof, of which `to` is a size the log has reached.
std::optional<std::pair<qint64, qint64>> takePair(store::Transaction &tx, const http::Form &query, const QString &first, const QString &second)
{
    const auto from = wholeNumber(query.value(first)), to = wholeNumber(query.value(second));
    if (!from || !to || *to > store::logSize(tx))
        return {};
    return std::pair(*from, *to);
}

http::Response inclusion(const LogReading &reading)
{
    const auto pair = takePair(reading.tx, reading.query, QStringLiteral("seq"), QStringLiteral("size"));
    const auto proof = pair ? audit::inclusionProof(pair->first, pair->second, store::nodesOf(reading.tx)) : base::Error{};
    if (!proof)
        return invalidQuery(QLatin1StringView("seq and size are whole numbers with seq < size, and the log has that size."));
    return http::Response::json(200, {{QStringLiteral("size"), pair->second}, {QStringLiteral("proof"), proofJson(*proof)}});
}

http::Response consistency(const LogReading &reading)
{
    const auto pair = takePair(reading.tx, reading.query, QStringLiteral("from"), QStringLiteral("to"));
    const auto proof = pair ? audit::consistencyProof(pair->first, pair->second, store::nodesOf(reading.tx)) : base::Error{};
    if (!proof)
        return invalidQuery(QLatin1StringView("from and to are whole numbers with from <= to, and the log has the size to."));
    return http::Response::json(200, {{QStringLiteral("from"), pair->first}, {QStringLiteral("to"), pair->second}, {QStringLiteral("proof"), proofJson(*proof)}});
}

// An approver may read the bare entries of a request whose votes they may see, to prove that their own stands in the log.
bool asksForVisibleRequest(store::Transaction &tx, const http::Form &query, const grants::Caller &caller)
{
    if (query.names() != QStringList{QStringLiteral("txn")} || !caller.scopes.contains(QLatin1StringView("approvals:read")))
        return false;
    const auto record = store::findApproval(tx, base::ApprovalId(query.value(QStringLiteral("txn"))));
    return record && policy::maySee(*record, caller.user) && seesVotes(tx, *record, caller.user.sub);
}

// How the log passed from key to key: for whoever trusts an older one.
http::Response keys(const LogReading &reading)
{
    return http::Response::json(200, {{QStringLiteral("items"), store::provenLogKeySteps(reading.tx)}});
}

// What stands at `countersign.audit_endpoint` of the metadata: which log this is, and where its parts are.
http::Response overview(const Services &services, const LogReading &reading)
{
    QJsonObject parts;
    for (const char *name : {"checkpoint", "entries", "summary", "thread", "bundle", "reports", "inclusion", "consistency", "keys", "export"})
        parts.insert(QLatin1String(name) + QLatin1String("_endpoint"), QString(services.issuer + QLatin1String("/audit/") + QLatin1String(name)));
    parts.insert(QStringLiteral("origin"), services.logOrigin);
    parts.insert(QStringLiteral("audit_key"), audit::VerifierKey(services.logOrigin, services.keys.auditKey().publicKey()).text());
    parts.insert(QStringLiteral("size"), store::logSize(reading.tx));
    return http::Response::json(200, parts);
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
        auto query = readQuery(request, what.parameters);
        if (auto *refusal = grants::refusal(query))
            return std::move(*refusal);
        return what.answer({tx, std::get<http::Form>(query), std::get<grants::Caller>(caller).user});
    });
}

http::Outcome readRequestLog(Services &services, const http::Request &request, const AuditRequest &what)
{
    const auto presented = grants::presentToken(services, request);
    if (const auto *refusal = std::get_if<http::Response>(&presented))
        return *refusal;
    const auto &token = std::get<grants::PresentedToken>(presented);
    return services.store.answer([&](store::Transaction &tx) -> http::Response {
        auto query = readQuery(request, what.parameters);
        const auto *form = std::get_if<http::Form>(&query);
        const auto anybody = grants::authenticateCaller(services, tx, token, kAnyScope);
        const auto *caller = std::get_if<grants::Caller>(&anybody);
        if (form && caller && !caller->scopes.contains(kReadLog) && asksForVisibleRequest(tx, *form, *caller))
            return what.answer({tx, *form, caller->user, Payloads::Without});
        const auto reader = grants::authenticateCaller(services, tx, token, what.scope);
        if (const auto *refusal = std::get_if<http::Response>(&reader))
            return *refusal;
        return form ? what.answer({tx, *form, std::get<grants::Caller>(reader).user}) : std::get<http::Response>(query);
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
    add("/audit", {kAnyScope, {}, [&services](const LogReading &reading) { return overview(services, reading); }});
    add("/audit/checkpoint", {kAnyScope, {}, [&services](const LogReading &reading) { return checkpoint(services, reading); }});
    add("/audit/keys", {kAnyScope, {}, keys});
    add("/audit/inclusion", {kAnyScope, {QStringLiteral("seq"), QStringLiteral("size")}, inclusion});
    add("/audit/consistency", {kAnyScope, {QStringLiteral("from"), QStringLiteral("to")}, consistency});
    registerAuditEntries(router, services);
    registerAuditExport(router, services);
    registerAuditBundle(router, services);
    registerAuditReports(router, services);
}

}  // namespace countersign::authority::endpoints
