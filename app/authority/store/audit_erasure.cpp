#include "app/authority/store/audit_erasure.h"

#include "app/authority/store/audit_index.h"
#include "app/authority/store/audit_search.h"
#include "app/authority/store/erased_copies.h"
#include "app/base/json.h"

#include <QJsonArray>

#include <algorithm>

namespace countersign::authority::store {

namespace {

using base::Errc;

constexpr int kPart = 200;
constexpr int kPage = 500;
constexpr QLatin1StringView kClientPrefix("client:"), kAsked("approval.asked");

bool isOfTheLog(const audit::Leaf &leaf)
{
    return leaf.event.startsWith(QLatin1String("log."));
}

std::vector<qint64> seqsOf(Transaction &tx, const QString &txn)
{
    std::vector<qint64> seqs;
    for (const Row &row : tx.all("SELECT seq FROM audit_entry WHERE txn = ? ORDER BY seq LIMIT 100000", {txn}))
        seqs.push_back(row.integer(0));
    return seqs;
}

std::vector<qint64> seqsOfClient(Transaction &tx, const QString &id)
{
    std::vector<qint64> seqs;
    for (const Row &row : tx.all("SELECT seq FROM audit_entry WHERE client = ? ORDER BY seq LIMIT 1000000", {id}))
        seqs.push_back(row.integer(0));
    return seqs;
}

void add(std::vector<qint64> &seqs, const std::vector<qint64> &more)
{
    seqs.insert(seqs.end(), more.begin(), more.end());
}

base::Error stillNeeded(const audit::Leaf &leaf)
{
    if (leaf.txn)
        return {Errc::Conflict, QStringLiteral("The request %1 is still open: it is decided on what it says. Nothing was erased.").arg(*leaf.txn)};
    return {Errc::Conflict, QStringLiteral("The client %1 still lives: it is judged by what it says of itself. End it first. Nothing was erased.").arg(leaf.client.value_or(QString()))};
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

// Of whom entries are looked for: `usr_…`, or `client:…`, which a payload may name without the word before it.
struct Person {
    QString subject;
    QString clientId;  // empty: no client

    explicit Person(const QString &text) : subject(text), clientId(text.startsWith(kClientPrefix) ? text.mid(kClientPrefix.size()) : QString()) {}
};

bool isAbout(const AuditEntry &entry, const Person &person)
{
    const auto payload = entry.payload ? base::json::parseObject(*entry.payload) : base::Error{};
    return entry.leaf.actor == person.subject
        || (payload && (names(*payload, person.subject) || (!person.clientId.isEmpty() && names(*payload, person.clientId))));
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

// In their order, each once.
std::vector<AuditEntry> erasable(Transaction &tx, std::vector<qint64> seqs)
{
    sortOut(seqs);
    std::vector<AuditEntry> found;
    for (const qint64 seq : seqs) {
        auto entries = entriesFrom(tx, seq, 1);
        if (!entries.empty() && entries.front().leaf.seq == seq && entries.front().payload && !isOfTheLog(entries.front().leaf))
            found.push_back(std::move(entries.front()));
    }
    return found;
}

}  // namespace

base::Result<ErasurePlan> planOfRequest(Transaction &tx, const QString &txn)
{
    ErasurePlan plan{seqsOf(tx, txn), {txn}, {}};
    if (plan.seqs.empty())
        return base::Error{Errc::NotFound, QStringLiteral("The log knows no request %1.").arg(txn)};
    const audit::Leaf leaf = entriesFrom(tx, plan.seqs.front(), 1).front().leaf;
    if (isStillNeeded(tx, leaf))
        return stillNeeded(leaf);
    // The client it made came into being with its words.
    for (const Row &row : tx.all("SELECT id FROM client WHERE initial_token = ?", {txn}))
        add(plan.seqs, seqsOfClient(tx, row.text(0)));
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
    if (isStillNeeded(tx, leaf))
        return stillNeeded(leaf);
    ErasurePlan plan{{seq}, {}, {}};
    if (leaf.txn && leaf.event == kAsked)
        plan.requests.append(*leaf.txn);
    return plan;
}

ErasurePlan planOfSubject(Transaction &tx, const QString &subject)
{
    const Person person(subject);
    ErasurePlan plan;
    plan.person = subject;
    std::vector<qint64> seqs;
    for (const Row &row : tx.all("SELECT id FROM approval WHERE (sub = ?1 OR client_id = ?2) AND ended_at IS NOT NULL LIMIT 1000000", {subject, person.clientId})) {
        plan.requests.append(row.text(0));
        add(seqs, seqsOf(tx, row.text(0)));
    }
    if (!person.clientId.isEmpty())
        add(seqs, seqsOfClient(tx, person.clientId));
    AuditQuery query;
    const QString written = person.clientId.isEmpty() ? subject : person.clientId;
    query.text.words = wordsOf(written);
    query.text.phrases = {written.toCaseFolded()};
    SearchPosition position{SearchOrder::OldestFirst, std::nullopt, kPage};
    do {
        const SearchPage page = search(tx, query, position);
        for (const AuditEntry &entry : page.entries) {
            if (isAbout(entry, person))
                seqs.push_back(entry.leaf.seq);
        }
        position.continueAt = page.next;
    } while (position.continueAt);
    for (const AuditEntry &entry : erasable(tx, seqs)) {
        if (!isStillNeeded(tx, entry.leaf))
            plan.seqs.push_back(entry.leaf.seq);
    }
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
    const std::vector<AuditEntry> entries = erasable(tx, plan.seqs);
    std::vector<qint64> seqs;
    for (const AuditEntry &entry : entries)
        seqs.push_back(entry.leaf.seq);
    std::vector<qint64> affected = seqs;
    for (const QString &txn : plan.requests)
        add(affected, seqsOf(tx, txn));
    sortOut(affected);
    Reindexing reindexing(tx, affected);
    QJsonArray requests;
    for (const QString &txn : plan.requests) {
        if (eraseCard(tx, txn))
            requests.append(txn);
    }
    if (plan.person)
        eraseTracesOf(tx, *plan.person);
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
    for (const AuditEntry &entry : entries)
        eraseCopies(tx, entry);
    reindexing.finish();
    return done;
}

}  // namespace countersign::authority::store
