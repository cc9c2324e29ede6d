// GET /audit/bundle?txn=…: the evidence for one approval as a page to keep, to print, and to verify elsewhere.
#include "app/authority/endpoints/audit_endpoints.h"

#include "app/authority/endpoints/client_view.h"
#include "app/authority/endpoints/evidence.h"
#include "app/authority/endpoints/export_lines.h"
#include "app/authority/keys.h"
#include "app/authority/store/audit_search.h"
#include "app/authority/store/checkpointer.h"
#include "app/authority/store/store.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::endpoints {

namespace {

Evidence evidenceOf(const Services &services, store::Transaction &tx, const store::ApprovalRecord &record)
{
    Evidence evidence{services.issuer, {}, record, {}, {}, {}, tx.now()};
    evidence.key = audit::VerifierKey(services.logOrigin, services.keys.auditKey().publicKey()).text();
    for (const store::Vote &vote : store::votesOf(tx, record.id))
        evidence.votes.append(QStringLiteral("%1: %2").arg(actorName(tx, vote.approver.text()), vote.verdict == approval::Verdict::Approve ? QStringLiteral("approve") : QStringLiteral("deny")));
    return evidence;
}

http::Response bundle(const Services &services, store::Transaction &tx, const http::Form &query, Payloads payloads)
{
    const auto record = store::findApproval(tx, base::ApprovalId(query.value(QStringLiteral("txn"))));
    if (!record)
        return http::Response::error(404, oauth::error::kInvalidRequest, QStringLiteral("There is no such approval."));
    const auto note = store::newestCheckpoint(tx);
    const auto checkpoint = note ? audit::parseCheckpoint(*note) : base::Error{};
    if (!checkpoint)
        return store::Store::unavailable();
    store::AuditQuery filter;
    filter.txn = record->id.text();
    auto page = store::search(tx, filter, {store::SearchOrder::OldestFirst, std::nullopt, kThreadLimit});
    // Evidence without its last second would be another story: come back when it is signed.
    if (page.entries.empty() || page.entries.back().leaf.seq >= checkpoint->head.size)
        return store::Store::unavailable();
    Evidence evidence = evidenceOf(services, tx, *record);
    evidence.lines = jsonLine(exportHead(services, tx, *note, checkpoint->head.size));
    for (store::AuditEntry &entry : page.entries) {
        if (payloads == Payloads::Without)
            entry.payload.reset(), entry.salt.reset();
        const QJsonObject line = provenEntry(tx, entry, checkpoint->head.size);
        evidence.lines += jsonLine(line);
        evidence.entries.push_back({entry, actorName(tx, entry.leaf.actor), line.value(QLatin1String("proof")).toArray()});
    }
    evidence.lines += jsonLine({{QStringLiteral("end"), static_cast<qint64>(page.entries.size())}});
    evidence.note = QString::fromUtf8(*note);
    evidence.hasPayloads = payloads == Payloads::With;
    return evidencePage(evidence);
}

}  // namespace

void registerAuditBundle(http::Router &router, Services &services)
{
    router.add("GET", "/audit/bundle", http::BodyKind::None, [&services](const http::Request &request) {
        return readRequestLog(services, request, [&services](store::Transaction &tx, const http::Form &query, Payloads payloads) { return bundle(services, tx, query, payloads); });
    });
}

}  // namespace countersign::authority::endpoints
