// GET /audit/export: the log as a file, as far as the newest checkpoint covers it, so that the file can be verified by itself.
#include "app/authority/endpoints/audit_endpoints.h"

#include "app/authority/endpoints/csv.h"
#include "app/authority/store/audit_log.h"
#include "app/authority/store/checkpointer.h"
#include "app/authority/store/store.h"
#include "app/base/json.h"
#include "app/crypto/encoding.h"

namespace countersign::authority::endpoints {

namespace {

constexpr int kChunk = 100;
// One answer holds this much at most; the `Link` header (RFC 8288) names where the next part begins.
constexpr qsizetype kPartBytes = 8 * 1024 * 1024;

QByteArray csvHead()
{
    return "seq,time,event,actor,device,client,txn,adh,outcome,payload_hash,salt,payload\r\n";
}

QByteArray csvLine(const store::AuditEntry &entry)
{
    const audit::Leaf &leaf = entry.leaf;
    return csvRecord({QString::number(leaf.seq), QString::number(leaf.time), leaf.event, leaf.actor, leaf.device.value_or(QString()),
                      leaf.client.value_or(QString()), leaf.txn.value_or(QString()), leaf.adh.value_or(QString()), leaf.outcome,
                      leaf.payloadHash, entry.salt ? QString::fromLatin1(crypto::base64Url(*entry.salt)) : QString(),
                      entry.payload ? QString::fromUtf8(*entry.payload) : QString()});
}

QByteArray jsonLine(const QJsonObject &object)
{
    return base::json::canonical(object) + '\n';
}

struct Part {
    QByteArray body;
    qint64 next = 0;  // the first seq that is not in it
};

Part exportPart(store::Transaction &tx, qint64 from, qint64 end, bool csv)
{
    Part part{csv ? csvHead() : QByteArray(), from};
    while (part.next < end && part.body.size() < kPartBytes) {
        const auto chunk = store::entriesFrom(tx, part.next, static_cast<int>(std::min<qint64>(kChunk, end - part.next)));
        if (chunk.empty())
            break;
        for (const store::AuditEntry &entry : chunk)
            part.body += csv ? csvLine(entry) : jsonLine(store::entryJson(entry));
        part.next = chunk.back().leaf.seq + 1;
    }
    return part;
}

}  // namespace

http::Response exportLog(store::Transaction &tx, const http::Form &query)
{
    const QString format = query.value(QStringLiteral("format"));
    const bool csv = format == QStringLiteral("csv");
    const auto from = wholeNumber(query.get(QStringLiteral("from")).value_or(QStringLiteral("0")));
    if ((!csv && format != QStringLiteral("jsonl")) || !from)
        return invalidQuery(QLatin1StringView("format is jsonl or csv, from a whole number."));
    const auto note = store::newestCheckpoint(tx);
    const auto checkpoint = note ? audit::parseCheckpoint(*note) : base::Error{};
    if (!checkpoint)
        return store::Store::unavailable();
    const qint64 end = checkpoint->head.size;
    Part part = exportPart(tx, *from, end, csv);
    const bool complete = part.next >= end;
    if (!csv && complete)
        part.body += jsonLine({{QStringLiteral("checkpoint"), QString::fromUtf8(*note)}});
    auto response = http::Response::text(200, part.body, csv ? "text/csv; charset=utf-8" : "application/jsonl")
                        .withHeader("Content-Disposition", csv ? "attachment; filename=\"audit.csv\"" : "attachment; filename=\"audit.jsonl\"")
                        .withHeader("Audit-Checkpoint", note->toBase64());
    if (!complete)
        response.withHeader("Link", "</audit/export?format=" + format.toLatin1() + "&from=" + QByteArray::number(part.next) + ">; rel=\"next\"");
    return response;
}

}  // namespace countersign::authority::endpoints
