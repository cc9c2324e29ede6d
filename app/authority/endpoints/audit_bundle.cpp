// GET /audit/bundle?txn=…: the evidence for one approval as a page to keep, to print, and to verify elsewhere.
#include "app/authority/endpoints/audit_endpoints.h"

#include "app/authority/endpoints/approval_view.h"
#include "app/authority/endpoints/client_view.h"
#include "app/authority/endpoints/evidence.h"
#include "app/authority/endpoints/export_lines.h"
#include "app/authority/keys.h"
#include "app/authority/store/audit_search.h"
#include "app/authority/store/checkpointer.h"
#include "app/oauth/audit_error.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::endpoints {

namespace {

Evidence evidenceOf(const Services &services, const LogReading &reading, const store::ApprovalRecord &record)
{
    store::Transaction &tx = reading.tx;
    Evidence evidence{services.issuer, {}, record, {}, {}, {}, tx.now()};
    evidence.key = audit::VerifierKey(services.logOrigin, services.keys.auditKey().publicKey()).text();
    for (const store::Vote &vote : seesVotes(tx, record, reading.reader.sub) ? record.votes : std::vector<store::Vote>())
        evidence.votes.append(QStringLiteral("%1: %2").arg(actorName(tx, vote.approver.text()), vote.verdict == approval::Verdict::Approve ? QStringLiteral("approve") : QStringLiteral("deny")));
    return evidence;
}

// Evidence without its last second would be another story: come back when it is signed.
http::Response notYetSigned()
{
    return http::Response::error(409, oauth::error::kNotYetSigned, QStringLiteral("The newest entries of this approval are not covered by a signed checkpoint yet. That takes about a second; ask again then."))
        .withHeader("Retry-After", "1");
}

http::Response bundle(const Services &services, const LogReading &reading)
{
    store::Transaction &tx = reading.tx;
    const auto record = store::findApproval(tx, base::ApprovalId(reading.query.value(QStringLiteral("txn"))));
    if (!record)
        return http::Response::error(404, oauth::error::kInvalidRequest, QStringLiteral("There is no such approval."));
    const auto note = store::newestCheckpoint(tx);
    const auto checkpoint = note ? audit::parseCheckpoint(*note) : base::Error{};
    if (!checkpoint)
        return notYetSigned();
    store::AuditQuery filter;
    filter.txn = record->id.text();
    filter.withheld = std::make_shared<const store::Withheld>(tx, reading.reader);
    auto page = store::search(tx, filter, {store::SearchOrder::OldestFirst, std::nullopt, kThreadLimit});
    if (page.entries.empty() || page.entries.back().leaf.seq >= checkpoint->head.size)
        return notYetSigned();
    Evidence evidence = evidenceOf(services, reading, *record);
    evidence.lines = jsonLine(exportHead(services, tx, *note, checkpoint->head.size));
    for (store::AuditEntry &entry : page.entries) {
        if (reading.payloads == Payloads::Without)
            entry.payload.reset(), entry.salt.reset();
        const QJsonObject line = provenEntry(tx, entry, checkpoint->head.size);
        evidence.lines += jsonLine(line);
        evidence.entries.push_back({entry, actorName(tx, entry.leaf.actor), line.value(QLatin1String("proof")).toArray()});
    }
    evidence.lines += jsonLine({{QStringLiteral("end"), static_cast<qint64>(page.entries.size())}});
    evidence.note = QString::fromUtf8(*note);
    evidence.hasPayloads = reading.payloads == Payloads::With;
    return evidencePage(evidence);
}

}  // namespace

void registerAuditBundle(http::Router &router, Services &services)
{
    router.add("GET", "/audit/bundle", http::BodyKind::None, [&services](const http::Request &request) {
        return readRequestLog(services, request, {kReadLog, {QStringLiteral("txn")}, [&services](const LogReading &reading) { return bundle(services, reading); }});
    });
}

}  // namespace countersign::authority::endpoints
