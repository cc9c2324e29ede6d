#include "app/console/audit/decision_proofs.h"

#include "app/base/json.h"
#include "app/base/logging.h"

#include <QFile>

#include <algorithm>
#include <utility>

namespace countersign::console {
namespace {

using base::Errc;
using base::Result;

constexpr int kTickMs = 1000;
// Denying a thousand requests at once is one act; proving it must not be a flood.
constexpr int kMostAtOnce = 4;
// Each of them changes the file; it is written at once, and then once for all that came in this while.
constexpr int kBetweenWritesMs = 250;
constexpr qint64 kMostState = 4 * 1024 * 1024;
constexpr base::json::Limits kStateLimits{kMostState, 8, 100'000};
constexpr QLatin1String kApprove("approve"), kDeny("deny");

bool isOf(const backends::LogEntry &entry, const DecisionProofs::OwnDecision &decision)
{
    return entry.event == QLatin1String("approval.decided") && entry.txn == decision.txn.text() && entry.device == decision.device.text()
           && entry.adh.toUtf8() == decision.actionHash;
}

// As the authority logs an approval that counts, and a denial.
QLatin1String outcomeOf(approval::Verdict verdict)
{
    return verdict == approval::Verdict::Approve ? QLatin1String("ok") : QLatin1String("denied");
}

// Away, or for a reason of this side: nothing that the authority did.
bool isAway(const base::Error &error)
{
    return error.code != Errc::Malformed && error.code != Errc::NotFound && error.code != Errc::Corrupt && error.code != Errc::TooLarge;
}

QJsonObject asJson(const DecisionProofs::OwnDecision &decision, const base::Subject &person)
{
    return {{QStringLiteral("txn"), decision.txn.text()},
            {QStringLiteral("device"), decision.device.text()},
            {QStringLiteral("adh"), QString::fromLatin1(decision.actionHash)},
            {QStringLiteral("decision"), decision.verdict == approval::Verdict::Approve ? kApprove : kDeny},
            {QStringLiteral("person"), person.text()}};
}

}  // namespace

DecisionProofs::DecisionProofs(backends::ApprovalBackend &backend, LogWitness &witness, base::Clock &clock, QObject *parent)
    : QObject(parent), m_backend(backend), m_witness(witness), m_clock(clock)
{
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &DecisionProofs::tick);
    m_written.setInterval(kBetweenWritesMs);
    m_written.setSingleShot(true);
    connect(&m_written, &QTimer::timeout, this, [this] {
        if (m_hasChanged)
            write();
    });
}

DecisionProofs::~DecisionProofs()
{
    if (m_hasChanged)
        write();
}

void DecisionProofs::follow(const OwnDecision &decision)
{
    const auto before = m_waiting.constFind(decision.txn);
    if (m_witness.isBroken() || (before != m_waiting.constEnd() && before->decision.jws == decision.jws))
        return;  // nothing a broken log proves means anything
    Waiting waiting;
    waiting.decision = decision;
    waiting.person = m_backend.identity().subject;
    waiting.sinceMs = m_clock.monotonicMs();
    m_waiting.insert(decision.txn, waiting);
    m_states.insert(decision.txn, State::Waiting);
    keep();
    m_timer.start();
    Q_EMIT changed();
    tick();
}

int DecisionProofs::lateCount() const
{
    return static_cast<int>(std::count(m_states.begin(), m_states.end(), State::Late));
}

void DecisionProofs::retry()
{
    for (auto each = m_waiting.begin(); each != m_waiting.end(); ++each) {
        if (m_states.value(each.key()) == State::Late || each->sinceMs == 0)
            each->sinceMs = m_clock.monotonicMs();
    }
    if (!m_waiting.isEmpty())
        m_timer.start();
    tick();
}

void DecisionProofs::tick()
{
    if (m_witness.isBroken())
        forgetAll();
    if (m_waiting.isEmpty())
        m_timer.stop();
    auto asking = std::count_if(m_waiting.begin(), m_waiting.end(), [](const Waiting &each) { return each.askedAtMs > 0; });
    for (auto each = m_waiting.begin(); each != m_waiting.end() && asking < kMostAtOnce; ++each) {
        if (each->askedAtMs > 0 || each->sinceMs == 0 || each->person != m_backend.identity().subject)
            continue;
        ++asking;
        ask(*each);
    }
}

void DecisionProofs::ask(Waiting &waiting)
{
    waiting.askedAtMs = m_clock.monotonicMs();
    const base::ApprovalId txn = waiting.decision.txn;
    base::whenAnswered(this, m_backend.logEntries(txn), [this, txn](const Result<QList<backends::LogEntry>> &entries) {
        if (entries)
            onEntries(txn, *entries);
        else
            notYet(txn, isAway(entries.error()) ? Reached::No : Reached::Yes, entries.error().detail);
    });
}

void DecisionProofs::onEntries(const base::ApprovalId &txn, const QList<backends::LogEntry> &entries)
{
    const auto waiting = m_waiting.find(txn);
    if (waiting == m_waiting.end())
        return;
    waiting->entries = {};
    waiting->heard.clear();
    std::optional<backends::LogEntry> own;
    for (const backends::LogEntry &entry : entries) {
        waiting->entries.append(QString::fromUtf8(entry.leaf));
        if (isOf(entry, waiting->decision))
            own = entry;
        else if (!entry.checkpoint.isEmpty())
            waiting->heard.append(entry.checkpoint);
    }
    if (!own)
        return notYet(txn, Reached::Yes, QStringLiteral("the log has no entry of this decision"));
    if (own->outcome != outcomeOf(waiting->decision.verdict))
        return alarm(LogFault::DecisionNotProven, *waiting, QStringLiteral("the log says the opposite of what was decided"));
    if (m_witness.verifiedSize() > own->seq)
        return onCovered(txn, *own);
    base::whenAnswered(this, m_witness.check(), [this, txn, entry = *own](const Result<LogWitness::Verdict> &verdict) {
        if (!verdict)
            notYet(txn, isAway(verdict.error()) ? Reached::No : Reached::Yes, verdict.error().detail);
        else if (*verdict == LogWitness::Verdict::Unsupported)
            finish(txn, State::Unknown);
        else if (*verdict == LogWitness::Verdict::Verified && m_witness.verifiedSize() <= entry.seq)
            notYet(txn, Reached::Yes, QStringLiteral("no checkpoint covers the decision"));
        else if (*verdict == LogWitness::Verdict::Verified)
            onCovered(txn, entry);
    });
}

void DecisionProofs::onCovered(const base::ApprovalId &txn, const backends::LogEntry &entry)
{
    const audit::TreeHead head = m_witness.verifiedHead();
    const audit::Hash leaf = audit::leafHash(entry.leaf);
    base::whenAnswered(this, m_backend.inclusion(entry.seq, head.size), [this, txn, leaf, head, seq = entry.seq](const Result<backends::LogProof> &proof) {
        const auto waiting = m_waiting.find(txn);
        if (waiting == m_waiting.end())
            return;
        if (!proof && isAway(proof.error()))
            return notYet(txn, Reached::No, proof.error().detail);
        if (proof && audit::verifyInclusion(leaf, seq, head, {proof->hashes.cbegin(), proof->hashes.cend()}))
            return finish(txn, State::Proven);
        // Of a checkpoint it signed itself, an honest authority has this proof.
        alarm(LogFault::DecisionNotProven, *waiting, QStringLiteral("the log cannot prove the entry of this decision"));
    });
}

void DecisionProofs::notYet(const base::ApprovalId &txn, Reached reached, const QString &why)
{
    const auto waiting = m_waiting.find(txn);
    if (waiting == m_waiting.end())
        return;
    const qint64 askedAt = std::exchange(waiting->askedAtMs, 0);
    // Counted from when this round began: a computer that slept meanwhile asks once more before it accuses anybody.
    if (askedAt - waiting->sinceMs < kPatienceMs)
        return;
    if (reached == Reached::Yes)
        return alarm(LogFault::DecisionMissing, *waiting, why);
    if (std::exchange(m_states[txn], State::Late) != State::Late)
        Q_EMIT changed();
}

void DecisionProofs::finish(const base::ApprovalId &txn, State state)
{
    const Waiting done = m_waiting.take(txn);
    m_states.insert(txn, state);
    keep();
    Q_EMIT changed();
    // Others who decided on it have said which log they saw: two that do not fit are found here.
    for (const QString &note : done.heard)
        static_cast<void>(m_witness.compareWith(note.toUtf8()));
    tick();
}

void DecisionProofs::alarm(LogFault fault, const Waiting &waiting, const QString &why)
{
    const QJsonObject more{{QStringLiteral("checkpoint_now"), m_witness.checkpointText()},
                           {QStringLiteral("txn"), waiting.decision.txn.text()},
                           {QStringLiteral("decision"), QString::fromLatin1(waiting.decision.jws)},
                           {QStringLiteral("decided"), asJson(waiting.decision, waiting.person)},
                           {QStringLiteral("entries"), waiting.entries}};
    forgetAll();
    m_states.removeIf([](const auto &each) { return each.value() != State::Proven; });
    m_witness.raise(fault, why, more);
    Q_EMIT changed();
}

// --- between runs --------------------------------------------------------------------------------------------------------

void DecisionProofs::keepIn(const QString &file)
{
    m_file = file;
    QFile stored(file);
    if (!stored.exists())
        return;
    const Result<QJsonObject> state = stored.open(QIODevice::ReadOnly) ? base::json::parseObject(stored.read(kMostState), kStateLimits) : Result<QJsonObject>(Errc::Io, stored.errorString());
    if (!state) {
        base::logEvent(base::LogLevel::Warning, QStringLiteral("decisions_waiting_unreadable"), {{QStringLiteral("why"), state.error().detail}});
        return;
    }
    const QJsonArray items = state->value(QLatin1String("waiting")).toArray();
    for (const QJsonValue &value : items) {
        const QJsonObject item = value.toObject();
        const QString verdict = item.value(QLatin1String("decision")).toString();
        Waiting waiting;
        waiting.decision.txn = base::ApprovalId(item.value(QLatin1String("txn")).toString());
        waiting.decision.device = base::DeviceKid(item.value(QLatin1String("device")).toString());
        waiting.decision.actionHash = item.value(QLatin1String("adh")).toString().toLatin1();
        waiting.person = base::Subject(item.value(QLatin1String("person")).toString());
        if ((verdict != kApprove && verdict != kDeny) || waiting.decision.txn.isEmpty() || m_waiting.contains(waiting.decision.txn))
            continue;
        waiting.decision.verdict = verdict == kApprove ? approval::Verdict::Approve : approval::Verdict::Deny;
        m_waiting.insert(waiting.decision.txn, waiting);
        m_states.insert(waiting.decision.txn, State::Waiting);
    }
}

void DecisionProofs::forgetAll()
{
    if (m_waiting.isEmpty())
        return;
    m_waiting.clear();
    keep();
}

void DecisionProofs::keep()
{
    m_hasChanged = true;
    if (!m_written.isActive())
        write();
}

void DecisionProofs::write()
{
    m_hasChanged = false;
    if (m_file.isEmpty())
        return;
    m_written.start();
    QJsonArray items;
    for (const Waiting &waiting : std::as_const(m_waiting))
        items.append(asJson(waiting.decision, waiting.person));
    if (const base::Status saved = writePrivate(m_file, base::json::canonical(QJsonObject{{QStringLiteral("waiting"), items}}) + '\n'); !saved)
        base::logEvent(base::LogLevel::Warning, QStringLiteral("decisions_waiting_not_kept"), {{QStringLiteral("why"), saved.error().detail}});
}

}  // namespace countersign::console
