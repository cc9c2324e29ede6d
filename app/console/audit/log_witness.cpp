#include "app/console/audit/log_witness.h"

#include "app/audit/key_chain.h"
#include "app/base/json.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace countersign::console {
namespace {

using base::Errc;
using base::Result;

constexpr qint64 kMostState = 64 * 1024;
constexpr qsizetype kMostNote = 16 * 1024;
constexpr qsizetype kMostWords = 2000;
constexpr qsizetype kMostContact = 200;

audit::Proof toProof(const QList<QByteArray> &hashes)
{
    return {hashes.cbegin(), hashes.cend()};
}

// A refusal to prove counts as no proof; a network that is away does not.
bool isAnswer(const Result<backends::LogProof> &proof)
{
    return proof || proof.error().code == Errc::Malformed || proof.error().code == Errc::NotFound;
}

QJsonObject asEvidence(const QString &question, const Result<backends::LogProof> &proof)
{
    QJsonObject answer{{QStringLiteral("asked"), question}};
    if (!proof) {
        answer.insert(QStringLiteral("error"), proof.error().detail);
        return answer;
    }
    QJsonArray hashes;
    for (const QByteArray &hash : proof->hashes)
        hashes.append(QString::fromLatin1(hash.toBase64()));
    answer.insert(QStringLiteral("proof"), hashes);
    return answer;
}

QString consistencyQuestion(qint64 from, qint64 to)
{
    return QStringLiteral("consistency from %1 to %2").arg(from).arg(to);
}

}  // namespace

LogWitness::LogWitness(Parts parts, QObject *parent)
    : QObject(parent), m_parts(std::move(parts)), m_shelf(m_parts.evidenceDir, QFileInfo(m_parts.stateFile).completeBaseName())
{
    if (m_parts.alarms == Parts::Alarms::Stay)
        m_alarm = m_shelf.open();
}

base::Answer<LogWitness::Verdict> LogWitness::check()
{
    if (m_alarm)
        return base::answered<Verdict>(Verdict::Mismatch);
    if (m_running)
        return m_running->answer();
    m_running.emplace();
    m_answers = {};
    const base::Answer<Verdict> verdict = m_running->answer();
    base::whenAnswered(this, m_parts.backend->checkpoint(), [this](const Result<QByteArray> &note) {
        if (note) {
            onCheckpoint(*note);
            return;
        }
        const bool withheld = note.error().code == Errc::Denied || note.error().code == Errc::Unsupported;
        // An authority that has shown its log before does not get rid of its witness by refusing it.
        if (withheld && load() && !m_seen)
            answer(Verdict::Unsupported);
        else
            answer(note.error());
    });
    return verdict;
}

void LogWitness::answer(const Result<Verdict> &verdict)
{
    if (const auto running = std::exchange(m_running, std::nullopt))
        running->give(verdict);
}

void LogWitness::onCheckpoint(const QByteArray &note)
{
    if (const base::Status loaded = load(); !loaded)
        return mismatch(LogFault::MemoryDamaged, note, loaded.error().detail);
    const Result<audit::VerifierKey> trusted = trustedKey();
    if (!trusted)
        return mismatch(LogFault::KeyChanged, note, QStringLiteral("the authority's log key cannot be read"));
    if (audit::verifyCheckpoint(note, *trusted))
        return believe(note, *trusted);
    base::whenAnswered(this, m_parts.backend->logKeySteps(), [this, note, trusted](const Result<QJsonArray> &steps) {
        if (!steps && steps.error().code != Errc::NotFound && steps.error().code != Errc::Malformed)
            return answer(steps.error());
        const auto chain = audit::followKeys(*trusted, steps ? *steps : QJsonArray());
        if (steps)
            m_answers.append(QJsonObject{{QStringLiteral("asked"), QStringLiteral("keys")}, {QStringLiteral("items"), *steps}});
        believe(note, chain ? chain->back() : *trusted);
    });
}

// The key this console saw first, or one that was handed over from it in the log; the metadata names it once.
Result<audit::VerifierKey> LogWitness::trustedKey() const
{
    const Result<audit::VerifierKey> named = audit::VerifierKey::parse(m_parts.backend->auditKey());
    if (!named || m_key.isEmpty())
        return named;
    const auto raw = crypto::Ed25519PublicKey::fromRaw(m_key);
    if (!raw)
        return raw.error();
    return audit::VerifierKey(named->name(), *raw);
}

std::optional<audit::VerifierKey> LogWitness::verifiedKey() const
{
    const auto raw = crypto::Ed25519PublicKey::fromRaw(m_key);
    return m_seen && raw ? std::optional(audit::VerifierKey(m_seen->origin, *raw)) : std::nullopt;
}

void LogWitness::believe(const QByteArray &note, const audit::VerifierKey &key)
{
    const Result<audit::Checkpoint> now = audit::verifyCheckpoint(note, key);
    const bool isNamedOtherwise = !m_key.isEmpty() && m_parts.backend->auditKey() != audit::VerifierKey(key).text();
    if (!now && isNamedOtherwise)
        return mismatch(LogFault::KeyChanged, note, QStringLiteral("the log is signed with another key than before, and none that the log says follows"));
    if (!now)
        return mismatch(LogFault::BadSignature, note, QStringLiteral("the checkpoint's signature does not hold: ") + now.error().detail);
    if (m_seen && m_parts.name == Parts::Name::Fixed && m_seen->origin != now->origin)
        return mismatch(LogFault::NameChanged, note, QStringLiteral("the log has another name than before"));
    compare({*now, note, key.key().raw()});
}

void LogWitness::compare(const Seen &now)
{
    if (!m_seen || m_seen->head.size == 0)
        return accept(now);
    const audit::TreeHead earlier = m_seen->head, later = now.checkpoint.head;
    if (later.size < earlier.size)
        return mismatch(LogFault::Shorter, now.note, QStringLiteral("the log is shorter than before"));
    if (later.size == earlier.size) {
        if (later.root == earlier.root)
            return accept(now);
        return mismatch(LogFault::OtherContent, now.note, QStringLiteral("the log has the same size as before and another content"));
    }
    base::whenAnswered(this, m_parts.backend->consistency(earlier.size, later.size), [this, now, earlier, later](const Result<backends::LogProof> &proof) {
        if (!isAnswer(proof))
            return answer(proof.error());
        if (proof && audit::verifyConsistency(earlier, later, toProof(proof->hashes)))
            return accept(now);
        m_answers.append(asEvidence(consistencyQuestion(earlier.size, later.size), proof));
        mismatch(LogFault::NotContinued, now.note, QStringLiteral("the log does not continue what was seen before"));
    });
}

// Written before it counts: a console that stops here has not forgotten what it relied on.
void LogWitness::accept(const Seen &now)
{
    if (m_alarm)
        return answer(Verdict::Mismatch);  // raised meanwhile
    if (const base::Status saved = save(now); !saved)
        return answer(saved.error());
    m_seen = now.checkpoint;
    m_note = now.note;
    m_key = now.key;
    m_contact = m_parts.backend->contact().left(kMostContact);
    answer(Verdict::Verified);
}

// --- what does not hold --------------------------------------------------------------------------------------------------

void LogWitness::mismatch(LogFault fault, const QByteArray &note, const QString &why)
{
    raise(fault, why, {{QStringLiteral("checkpoint_now"), QString::fromUtf8(note.left(kMostNote))}, {QStringLiteral("answers"), m_answers}});
    answer(Verdict::Mismatch);
}

void LogWitness::raise(LogFault fault, const QString &why, const QJsonObject &more)
{
    if (m_alarm)
        return;  // the first find is the one to be explained
    QFile state(m_parts.stateFile);
    const QByteArray stored = state.open(QIODevice::ReadOnly) ? state.read(kMostState) : QByteArray();
    QJsonObject evidence{{QStringLiteral("issuer"), m_parts.backend->issuer()},
                         {QStringLiteral("why"), why},
                         {QStringLiteral("key_now"), m_parts.backend->auditKey()},
                         {QStringLiteral("checkpoint_before"), QString::fromUtf8(m_note)},
                         {QStringLiteral("contact"), m_contact},
                         {QStringLiteral("remembered"), QString::fromUtf8(stored)}};
    for (auto each = more.begin(); each != more.end(); ++each)
        evidence.insert(each.key(), each.value());
    const qint64 now = m_parts.clock ? m_parts.clock->nowMs() : QDateTime::currentMSecsSinceEpoch();
    m_alarm = m_shelf.keep(fault, evidence, QDateTime::fromMSecsSinceEpoch(now, Qt::UTC));
    Q_EMIT alarmChanged();
}

base::Status LogWitness::saveAlarm(const QString &path)
{
    if (!m_alarm)
        return {Errc::NotFound, QStringLiteral("there is no alarm")};
    const base::Status saved = saveEvidence(*m_alarm, path);
    if (saved && !std::exchange(m_alarm->isSaved, true))
        Q_EMIT alarmChanged();
    return saved;
}

base::Status LogWitness::trustAnew(const QString &said)
{
    if (!m_alarm)
        return {Errc::NotFound, QStringLiteral("there is no alarm")};
    if (!m_alarm->isSaved)
        return {Errc::Denied, QStringLiteral("the evidence is not saved")};
    if (said.trimmed().isEmpty())
        return {Errc::InvalidArgument, QStringLiteral("nobody said what it was")};
    if (const base::Status settled = m_shelf.settle(*m_alarm, said.trimmed().left(kMostWords)); !settled)
        return settled;
    // A log that continues what was seen and lacks a decision is still the log that was seen.
    const bool keepMemory = m_alarm->fault == LogFault::DecisionMissing || m_alarm->fault == LogFault::DecisionNotProven;
    if (!keepMemory) {
        if (QFile::exists(m_parts.stateFile) && !QFile::remove(m_parts.stateFile))
            return {Errc::Io, QStringLiteral("what was seen of the log before cannot be removed: ") + m_parts.stateFile};
        m_seen.reset();
        m_note.clear();
        m_key.clear();
        m_loaded = false;
    }
    m_alarm = m_shelf.open();
    Q_EMIT alarmChanged();
    return base::Done{};
}

// --- what others saw -----------------------------------------------------------------------------------------------------

base::Answer<LogWitness::Verdict> LogWitness::compareWith(const QByteArray &foreignNote)
{
    if (m_alarm)
        return base::answered<Verdict>(Verdict::Mismatch);
    const Result<audit::Checkpoint> said = audit::parseCheckpoint(foreignNote);
    if (!said)
        return base::answered<Verdict>({Errc::Malformed, QStringLiteral("this is no checkpoint: ") + said.error().detail});
    base::Asked<Verdict> asked;
    base::whenAnswered(this, check(), [this, asked, foreignNote](const Result<Verdict> &verdict) {
        if (!verdict || *verdict != Verdict::Verified)
            return asked.give(verdict);
        const Result<audit::VerifierKey> key = trustedKey();
        const Result<audit::Checkpoint> foreign = key ? audit::verifyCheckpoint(foreignNote, *key) : Result<audit::Checkpoint>(key.error());
        if (foreign)
            return compareForeign({*foreign, foreignNote, {}}, asked);
        base::whenAnswered(this, m_parts.backend->logKeySteps(), [this, asked, foreignNote](const Result<QJsonArray> &steps) {
            if (!steps && steps.error().code != Errc::NotFound && steps.error().code != Errc::Malformed)
                return asked.give(steps.error());
            compareOfOlderKey(foreignNote, steps ? *steps : QJsonArray(), asked);
        });
    });
    return asked.answer();
}

// A key that the log was handed over from signed it. That this was the log's key is true only if the log that is shown here says so.
void LogWitness::compareOfOlderKey(const QByteArray &note, const QJsonArray &steps, const base::Asked<Verdict> &asked)
{
    const auto by = audit::signedBefore(note, steps);
    if (!by)
        return asked.give({Errc::Malformed, QStringLiteral("this checkpoint is not signed by a key of the log: ") + by.error().detail});
    const audit::TreeHead handedOver = by->step.signedOff.head;
    compareHeads(handedOver, [this, asked, note, foreign = by->checkpoint](const Result<Compared> &compared) {
        if (!compared)
            return asked.give(compared.error());
        if (!compared->isOneLog)
            return asked.give({Errc::Malformed, QStringLiteral("the change of the key that signed this checkpoint is not in the log")});
        compareForeign({foreign, note, {}}, asked);
    });
}

void LogWitness::compareForeign(const Seen &foreign, const base::Asked<Verdict> &asked)
{
    compareHeads(foreign.checkpoint.head, [this, asked, foreign](const Result<Compared> &compared) {
        if (!compared || m_alarm)
            return asked.give(m_alarm ? Result<Verdict>(Verdict::Mismatch) : compared.error());
        if (!compared->isOneLog)
            raise(LogFault::Forked, QStringLiteral("somebody else was shown another log"),
                  {{QStringLiteral("checkpoint_now"), QString::fromUtf8(foreign.note)}, {QStringLiteral("answers"), QJsonArray{compared->asked}}});
        asked.give(compared->isOneLog ? Verdict::Verified : Verdict::Mismatch);
    });
}

void LogWitness::compareHeads(const audit::TreeHead &theirs, const std::function<void(const Result<Compared> &)> &then)
{
    const audit::TreeHead ours = m_seen->head;  // the log may grow before the answer is here
    const audit::TreeHead earlier = theirs.size <= ours.size ? theirs : ours, later = theirs.size <= ours.size ? ours : theirs;
    const auto take = [earlier, later, then](const Result<backends::LogProof> &proof) {
        if (!isAnswer(proof))
            return then(proof.error());
        const bool isOneLog = earlier.size == later.size ? earlier.root == later.root : proof && audit::verifyConsistency(earlier, later, toProof(proof->hashes));
        then(Compared{isOneLog, asEvidence(consistencyQuestion(earlier.size, later.size), proof)});
    };
    if (earlier.size == later.size || earlier.size == 0)
        take(backends::LogProof{});
    else
        base::whenAnswered(this, m_parts.backend->consistency(earlier.size, later.size), take);
}

// --- memory --------------------------------------------------------------------------------------------------------------

base::Status LogWitness::load()
{
    if (m_loaded)
        return base::Done{};
    QFile file(m_parts.stateFile);
    if (!file.exists()) {
        m_loaded = true;
        return base::Done{};
    }
    if (!file.open(QIODevice::ReadOnly))
        return {Errc::Io, QStringLiteral("what was seen of the log before cannot be read: ") + file.errorString()};
    const Result<QJsonObject> state = base::json::parseObject(file.read(kMostState));
    const auto key = state ? base::json::text(*state, QLatin1String("key")) : std::nullopt;
    const auto note = state ? base::json::text(*state, QLatin1String("note")) : std::nullopt;
    const Result<audit::Checkpoint> seen = note ? audit::parseCheckpoint(note->toUtf8()) : Result<audit::Checkpoint>(Errc::Corrupt, {});
    if (!key || !seen)
        return {Errc::Corrupt, QStringLiteral("what was seen of the log before is damaged")};
    m_key = QByteArray::fromBase64(key->toLatin1());
    m_contact = base::json::text(*state, QLatin1String("contact")).value_or(QString());
    m_note = note->toUtf8();
    m_seen = *seen;
    m_loaded = true;
    return base::Done{};
}

base::Status LogWitness::save(const Seen &now) const
{
    const QJsonObject state{{QStringLiteral("key"), QString::fromLatin1(now.key.toBase64())},
                            {QStringLiteral("size"), now.checkpoint.head.size},
                            {QStringLiteral("root"), QString::fromLatin1(now.checkpoint.head.root.toBase64())},
                            {QStringLiteral("contact"), m_parts.backend->contact().left(kMostContact)},
                            {QStringLiteral("note"), QString::fromUtf8(now.note)}};
    return writePrivate(m_parts.stateFile, base::json::canonical(state) + '\n');
}

}  // namespace countersign::console
