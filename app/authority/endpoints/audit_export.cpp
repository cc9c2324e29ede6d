// GET /audit/export: the log, or what a filter finds in it, as a file that can be verified by itself (protocol.md 10).
//
// It ends where the newest checkpoint did when it began, so it is consistent while the log grows. It is made while it is read, a
// few entries at a time, each from a snapshot of its own: entries below the checkpoint never change, but for erased payloads.
#include "app/authority/endpoints/audit_endpoints.h"

#include "app/authority/endpoints/audit_filter.h"
#include "app/authority/endpoints/csv.h"
#include "app/authority/endpoints/export_lines.h"
#include "app/authority/endpoints/page_request.h"
#include "app/authority/store/audit_search.h"
#include "app/authority/store/checkpointer.h"
#include "app/authority/store/store.h"
#include "app/crypto/encoding.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::endpoints {

namespace {

// Entries of one piece.
constexpr int kChunk = 200;

enum class Format { JsonLines, Csv };

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

// What one export goes through, from the first piece to the last.
struct Export {
    store::Store &store;
    grants::PresentedToken token;
    store::AuditQuery filter;    // with what was withheld at the beginning: what came later is beyond `size`
    Format format = Format::JsonLines;
    QJsonObject head;            // the first line of JSON lines: checkpoint, size, origin and key
    qint64 size = 0;             // of the checkpoint: the first seq that is not in the export
    std::optional<qint64> next = {};
    std::optional<qint64> limit = {};
    // A part of the log cannot be hashed into its root, so each entry of a part brings its own proof.
    bool isWhole = false;
    qint64 written = 0;
    bool isBegun = false, isEnded = false;
};

QByteArray lineOf(store::Transaction &tx, const Export &run, const store::AuditEntry &entry)
{
    if (run.format == Format::Csv)
        return csvLine(entry);
    return jsonLine(run.isWhole ? store::entryJson(entry) : provenEntry(tx, entry, run.size));
}

// An export may last: it stops when its reader may not read any more.
std::optional<QByteArray> nextPiece(Services &services, Export &run)
{
    if (run.isEnded)
        return QByteArray();
    QByteArray piece;
    if (!std::exchange(run.isBegun, true))
        piece = run.format == Format::Csv ? csvHead() : jsonLine(run.head);
    const auto readOn = [&](store::Transaction &tx) -> base::Status {
        const auto caller = grants::authenticateCaller(services, tx, run.token, kReadLog);
        if (std::holds_alternative<http::Response>(caller))
            return base::Error{base::Errc::Unauthenticated, QStringLiteral("the reader's session ended")};
        const auto page = store::search(tx, run.filter, {store::SearchOrder::OldestFirst, run.next, kChunk});
        run.next = page.next;
        for (const store::AuditEntry &entry : page.entries) {
            if (entry.leaf.seq >= run.size || run.written == run.limit) {
                run.next.reset();
                break;
            }
            piece += lineOf(tx, run, entry);
            ++run.written;
        }
        return base::Done{};
    };
    // A page of the search may be empty and still have a next one, an empty piece would end the answer.
    do {
        if (!run.store.read(readOn))
            return std::nullopt;
    } while (piece.isEmpty() && run.next);
    if (!run.next) {
        run.isEnded = true;
        if (run.format == Format::JsonLines)
            // Without this line a file was cut off.
            piece += jsonLine({{QStringLiteral("end"), run.written}});
    }
    return piece;
}

http::Response headOf(const Export &run, const QByteArray &note)
{
    const bool csv = run.format == Format::Csv;
    return http::Response::text(200, {}, csv ? "text/csv; charset=utf-8" : "application/jsonl")
        .withHeader("Content-Disposition", csv ? "attachment; filename=\"audit.csv\"" : "attachment; filename=\"audit.jsonl\"")
        .withHeader("Audit-Checkpoint", note.toBase64());
}

base::Result<Export> parseExport(Services &services, const LogReading &reading, const grants::PresentedToken &token)
{
    const http::Form &query = reading.query;
    const QString format = query.value(QStringLiteral("format"));
    auto filter = auditFilter(reading);
    if (!filter)
        return filter.error();
    const auto from = optionalNumber(query, QStringLiteral("from")), limit = optionalNumber(query, QStringLiteral("limit"));
    if ((format != QLatin1String("csv") && format != QLatin1String("jsonl")) || !from || !limit || *limit == 0)
        return base::Error{base::Errc::InvalidArgument, QStringLiteral("format is jsonl or csv, from a whole number, limit at least 1.")};
    Export run{services.store, token, *std::move(filter), format == QLatin1String("csv") ? Format::Csv : Format::JsonLines, {}, 0, *from, *limit};
    run.isWhole = run.filter.isOpen() && !run.limit && run.filter.withheld->isEmpty() && !run.filter.after && !run.filter.before && from->value_or(0) == 0;
    return run;
}

http::Outcome exportLog(Services &services, const http::Request &request)
{
    const auto presented = grants::presentToken(services, request);
    if (const auto *refusal = std::get_if<http::Response>(&presented))
        return *refusal;
    const auto &token = std::get<grants::PresentedToken>(presented);
    std::shared_ptr<Export> run;
    http::Response head = services.store.answer([&](store::Transaction &tx) -> http::Response {
        const auto reader = grants::authenticateCaller(services, tx, token, kReadLog);
        if (const auto *refusal = std::get_if<http::Response>(&reader))
            return *refusal;
        auto query = readQuery(request, filtersAnd({QStringLiteral("format"), QStringLiteral("from"), QStringLiteral("limit")}));
        if (auto *refusal = grants::refusal(query))
            return std::move(*refusal);
        auto parsed = parseExport(services, {tx, std::get<http::Form>(query), std::get<grants::Caller>(reader).user}, token);
        if (!parsed)
            return http::Response::error(400, oauth::error::kInvalidRequest, parsed.error().detail);
        const auto note = store::newestCheckpoint(tx);
        const auto checkpoint = note ? audit::parseCheckpoint(*note) : base::Error{};
        if (!checkpoint)
            return store::Store::unavailable();
        run = std::make_shared<Export>(*std::move(parsed));
        run->size = checkpoint->head.size;
        run->head = exportHead(services, tx, *note, run->size);
        return headOf(*run, *note);
    });
    if (!run)
        return head;
    return http::LongBody{head, [&services, run] { return nextPiece(services, *run); }};
}

}  // namespace

void registerAuditExport(http::Router &router, Services &services)
{
    router.add("GET", "/audit/export", http::BodyKind::None, [&services](const http::Request &request) { return exportLog(services, request); });
}

}  // namespace countersign::authority::endpoints
