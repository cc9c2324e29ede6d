#include "app/authority/store/audit_erasure.h"

#include "app/authority/store/audit_index.h"
#include "app/authority/store/audit_search.h"
#include "app/base/json.h"

#include <QJsonArray>

#include <algorithm>

namespace countersign::authority::store {

namespace {

using base::Errc;

constexpr int kPart = 200;
constexpr int kPage = 500;
const QString kErasedText = QStringLiteral("(erased)");

bool isOfTheLog(const audit::Leaf &leaf)
{
    return leaf.event.startsWith(QLatin1String("log."));
}

bool isEnded(Transaction &tx, const QString &txn)
{
    const auto row = tx.one("SELECT ended_at IS NOT NULL FROM approval WHERE id = ?", {txn});
    return !row || row->integer(0) != 0;
}

std::vector<qint64> seqsOf(Transaction &tx, const QString &txn)
{
    std::vector<qint64> seqs;
    for (const Row &row : tx.all("SELECT seq FROM audit_entry WHERE txn = ? ORDER BY seq LIMIT 100000", {txn}))
        seqs.push_back(row.integer(0));
    return seqs;
}

base::Error stillOpen(const QString &txn)
{
    return {Errc::Conflict, QStringLiteral("The request %1 is still open: it is decided on what it says. Nothing was erased.").arg(txn)};
}

bool names(const QJsonValue &value, const QString &subject)
{
    if (value.isString())
        return value.toString() == subject;
    const auto named = [&](const QJsonValue &item) { return names(item, subject); };
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        return std::any_of(items.begin(), items.end(), named);
    }
    const QJsonObject object = value.toObject();
    return std::any_of(object.begin(), object.end(), named);
}

bool isAbout(const AuditEntry &entry, const QString &subject)
{
    const auto payload = entry.payload ? base::json::parseObject(*entry.payload) : base::Error{};
    return entry.leaf.actor == subject || (payload && names(*payload, subject));
}

void sortOut(std::vector<qint64> &seqs)
{
    std::sort(seqs.begin(), seqs.end());
    seqs.erase(std::unique(seqs.begin(), seqs.end()), seqs.end());
}

// [[first,last],…], as the log's entry says it.
QJsonArray rangesOf(const std::vector<qint64> &seqs)
{
    QJsonArray ranges;
    for (size_t i = 0; i < seqs.size();) {
        size_t end = i + 1;
        while (end < seqs.size() && seqs[end] == seqs[end - 1] + 1)
            ++end;
        ranges.append(QJsonArray{seqs[i], seqs[end - 1]});
        i = end;
    }
    return ranges;
}

// True when there was something to erase.
bool eraseCard(Transaction &tx, const QString &txn)
{
    if (!isEnded(tx, txn))
        return false;
    const int cards = tx.exec("UPDATE approval SET sentence = ?1, canonical = '{}', param_lines = '[]', reason = NULL, ticket = NULL, binding_message = NULL,"
                              " requested_from = '', risk_reasons = '[]', end_reason = NULL WHERE id = ?2 AND sentence <> ?1",
                              {kErasedText, txn});
    tx.exec("UPDATE decision SET reason = NULL WHERE approval_id = ?", {txn});
    tx.exec("UPDATE grant_ SET title = ? WHERE approval_id = ?", {kErasedText, txn});
    tx.exec("DELETE FROM idempotency WHERE instr(answer, ?) > 0", {txn});
    // Without groups nobody may see what is left of it but readers of the log.
    tx.exec("DELETE FROM approval_group WHERE approval_id = ?", {txn});
    return cards == 1;
}

std::vector<qint64> erasable(Transaction &tx, const std::vector<qint64> &seqs)
{
    std::vector<qint64> found;
    for (const qint64 seq : seqs) {
        const auto entries = entriesFrom(tx, seq, 1);
        if (!entries.empty() && entries.front().leaf.seq == seq && entries.front().payload && !isOfTheLog(entries.front().leaf))
            found.push_back(seq);
    }
    sortOut(found);
    return found;
}

}  // namespace

base::Result<ErasurePlan> planOfRequest(Transaction &tx, const QString &txn)
{
    ErasurePlan plan{seqsOf(tx, txn), {txn}, {}};
    if (plan.seqs.empty())
        return base::Error{Errc::NotFound, QStringLiteral("The log knows no request %1.").arg(txn)};
    if (!isEnded(tx, txn))
        return stillOpen(txn);
    return plan;
}

base::Result<ErasurePlan> planOfEntry(Transaction &tx, qint64 seq)
{
    const auto entries = entriesFrom(tx, seq, 1);
    if (entries.empty() || entries.front().leaf.seq != seq)
        return base::Error{Errc::NotFound, QStringLiteral("The log has no entry %1.").arg(seq)};
    const audit::Leaf &leaf = entries.front().leaf;
    if (isOfTheLog(leaf))
        return base::Error{Errc::Conflict, QStringLiteral("Entry %1 is one in which the log speaks of itself; those are never erased.").arg(seq)};
    if (leaf.txn && !isEnded(tx, *leaf.txn))
        return stillOpen(*leaf.txn);
    ErasurePlan plan{{seq}, {}, {}};
    if (leaf.txn && leaf.event == QLatin1String("approval.asked"))
        plan.requests.append(*leaf.txn);
    return plan;
}

ErasurePlan planOfSubject(Transaction &tx, const QString &subject)
{
    ErasurePlan plan;
    plan.person = subject;
    for (const Row &row : tx.all("SELECT id FROM approval WHERE sub = ? AND ended_at IS NOT NULL LIMIT 1000000", {subject})) {
        plan.requests.append(row.text(0));
        const auto seqs = seqsOf(tx, row.text(0));
        plan.seqs.insert(plan.seqs.end(), seqs.begin(), seqs.end());
    }
    AuditQuery query;
    query.text.words = wordsOf(subject);
    query.text.phrases = {subject.toCaseFolded()};
    SearchPosition position{SearchOrder::OldestFirst, std::nullopt, kPage};
    do {
        const SearchPage page = search(tx, query, position);
        for (const AuditEntry &entry : page.entries) {
            if (isAbout(entry, subject) && (!entry.leaf.txn || isEnded(tx, *entry.leaf.txn)))
                plan.seqs.push_back(entry.leaf.seq);
        }
        position.continueAt = page.next;
    } while (position.continueAt);
    sortOut(plan.seqs);
    plan.seqs = erasable(tx, plan.seqs);
    return plan;
}

std::vector<ErasurePlan> inParts(const ErasurePlan &plan)
{
    std::vector<ErasurePlan> parts;
    for (qsizetype at = 0; at < plan.requests.size(); at += kPart)
        parts.push_back({{}, plan.requests.mid(at, kPart), {}});
    for (size_t at = 0; at < plan.seqs.size(); at += kPart) {
        const auto begin = plan.seqs.begin() + static_cast<std::ptrdiff_t>(at);
        const std::vector<qint64> seqs(begin, begin + static_cast<std::ptrdiff_t>(std::min<size_t>(kPart, plan.seqs.size() - at)));
        // The first cards go with the first payloads: one request is one part, and one entry says so.
        if (at / kPart < parts.size())
            parts[at / kPart].seqs = seqs;
        else
            parts.push_back({seqs, {}, {}});
    }
    if (!parts.empty())
        parts.front().person = plan.person;
    return parts;
}

Erased erase(Transaction &tx, const ErasurePlan &plan, const ErasureCause &cause)
{
    Erased done;
    const std::vector<qint64> seqs = erasable(tx, plan.seqs);
    std::vector<qint64> affected = seqs;
    for (const QString &txn : plan.requests) {
        const auto thread = seqsOf(tx, txn);
        affected.insert(affected.end(), thread.begin(), thread.end());
    }
    sortOut(affected);
    Reindexing reindexing(tx, affected);
    QJsonArray requests;
    for (const QString &txn : plan.requests) {
        if (eraseCard(tx, txn))
            requests.append(txn);
    }
    if (plan.person)
        tx.exec("UPDATE decision SET reason = NULL WHERE approver = ?", {*plan.person});
    done.payloads = static_cast<qint64>(seqs.size());
    done.requests = requests.size();
    if (!seqs.empty() || !requests.isEmpty()) {
        AuditEvent event;
        event.event = audit::kErasedEvent;
        event.actor = cause.actor;
        event.payload = {{QStringLiteral("erased"), rangesOf(seqs)}, {QStringLiteral("reason"), cause.reason}};
        if (!requests.isEmpty())
            event.payload.insert(QStringLiteral("requests"), requests.size());
        done.saidBy = tx.audit(event);
    }
    for (const qint64 seq : seqs)
        tx.exec("UPDATE audit_entry SET payload = NULL, salt = NULL, erased_by = ? WHERE seq = ?", {*done.saidBy, seq});
    reindexing.finish();
    return done;
}

}  // namespace countersign::authority::store
