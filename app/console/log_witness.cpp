#include "app/console/log_witness.h"

#include "app/audit/key_chain.h"
#include "app/base/json.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QSaveFile>
#include <QTimer>

namespace countersign::console {
namespace {

using base::Errc;
using base::Result;

constexpr int kProofAttempts = 8;
constexpr int kProofWaitMs = 500;  // a checkpoint covers every entry within a second of its commit

audit::Proof toProof(const QList<QByteArray> &hashes)
{
    return {hashes.cbegin(), hashes.cend()};
}

base::Status writePrivate(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {Errc::Io, QStringLiteral("%1: %2").arg(path, file.errorString())};
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(bytes);
    if (!file.commit())
        return {Errc::Io, QStringLiteral("%1: %2").arg(path, file.errorString())};
    return base::Done{};
}

}  // namespace

LogWitness::LogWitness(Parts parts, QObject *parent) : QObject(parent), m_parts(std::move(parts)) {}

base::Answer<LogWitness::Verdict> LogWitness::check()
{
    base::Asked<Verdict> asked;
    if (m_broken) {
        asked.give(Verdict::Mismatch);
        return asked.answer();
    }
    base::whenAnswered(this, m_parts.backend->checkpoint(), [this, asked](const Result<QByteArray> &note) {
        if (note)
            onCheckpoint(*note, asked);
        else if (note.error().code == Errc::Denied || note.error().code == Errc::Unsupported)
            asked.give(Verdict::Unsupported);  // this person may not read the log
        else
            asked.give(note.error());
    });
    return asked.answer();
}

void LogWitness::onCheckpoint(const QByteArray &note, const base::Asked<Verdict> &asked)
{
    if (const base::Status loaded = load(); !loaded) {
        mismatch(note, loaded.error().detail, asked);
        return;
    }
    const Result<audit::VerifierKey> key = audit::VerifierKey::parse(m_parts.backend->auditKey());
    if (!key) {
        mismatch(note, QStringLiteral("the authority's log key cannot be read"), asked);
        return;
    }
    // The key this console trusts is the one it saw first, or one that was handed over from it in the log; the metadata names it once.
    const auto raw = m_key.isEmpty() ? Result<crypto::Ed25519PublicKey>(key->key()) : crypto::Ed25519PublicKey::fromRaw(m_key);
    if (!raw) {
        mismatch(note, QStringLiteral("what was seen of the log before is damaged"), asked);
        return;
    }
    const audit::VerifierKey trusted(key->name(), *raw);
    if (audit::verifyCheckpoint(note, trusted)) {
        believe(note, trusted, asked);
        return;
    }
    base::whenAnswered(this, m_parts.backend->logKeySteps(), [this, note, trusted, asked](const Result<QJsonArray> &steps) {
        if (!steps && steps.error().code != Errc::NotFound && steps.error().code != Errc::Malformed) {
            asked.give(steps.error());
            return;
        }
        const auto chain = audit::followKeys(trusted, steps ? *steps : QJsonArray());
        if (chain)
            believe(note, chain->back(), asked);
        else
            mismatch(note, chain.error().detail, asked);
    });
}

void LogWitness::believe(const QByteArray &note, const audit::VerifierKey &key, const base::Asked<Verdict> &asked)
{
    const Result<audit::Checkpoint> now = audit::verifyCheckpoint(note, key);
    if (!now) {
        mismatch(note, QStringLiteral("the checkpoint is not signed by the log's key, nor by one that the log says follows: ") + now.error().detail, asked);
        return;
    }
    if (m_seen && m_parts.name == Parts::Name::Fixed && m_seen->origin != now->origin) {
        mismatch(note, QStringLiteral("the log has another name than before"), asked);
        return;
    }
    m_key = key.key().raw();
    compare(*now, note, asked);
}

void LogWitness::compare(const audit::Checkpoint &now, const QByteArray &note, const base::Asked<Verdict> &asked)
{
    if (!m_seen || m_seen->head.size == 0) {
        accept(now, note, asked);
        return;
    }
    if (now.head.size < m_seen->head.size) {
        // An answer that was overtaken by a later one of ours is no rollback; only one asked for after it is. Both
        // questions are put one after the other here, so the smaller size is the authority's doing.
        mismatch(note, QStringLiteral("the log is shorter than before"), asked);
        return;
    }
    if (now.head.size == m_seen->head.size) {
        if (now.head.root == m_seen->head.root)
            accept(now, note, asked);
        else
            mismatch(note, QStringLiteral("the log has the same size as before and another content"), asked);
        return;
    }
    const audit::TreeHead earlier = m_seen->head;
    base::whenAnswered(this, m_parts.backend->consistency(earlier.size, now.head.size),
                       [this, now, note, earlier, asked](const Result<backends::LogProof> &proof) {
                           if (!proof && proof.error().code != Errc::Malformed && proof.error().code != Errc::NotFound) {
                               asked.give(proof.error());
                           } else if (!proof || !audit::verifyConsistency(earlier, now.head, toProof(proof->hashes))) {
                               mismatch(note, QStringLiteral("the log does not continue what was seen before"), asked);
                           } else {
                               accept(now, note, asked);
                           }
                       });
}

// Written before it counts: a console that stops here has not forgotten what it relied on.
void LogWitness::accept(const audit::Checkpoint &now, const QByteArray &note, const base::Asked<Verdict> &asked)
{
    if (m_broken) {
        asked.give(Verdict::Mismatch);
        return;
    }
    if (m_seen && m_seen->head.size > now.head.size) {
        asked.give(Verdict::Verified);  // a later check was quicker
        return;
    }
    if (const base::Status saved = save(now, note); !saved) {
        asked.give(saved.error());
        return;
    }
    m_seen = now;
    m_note = note;
    asked.give(Verdict::Verified);
}

void LogWitness::mismatch(const QByteArray &note, const QString &why, const base::Asked<Verdict> &asked)
{
    m_broken = true;
    QFile state(m_parts.stateFile);
    const QByteArray stored = state.open(QIODevice::ReadOnly) ? state.read(64 * 1024) : QByteArray();
    const QJsonObject evidence{{QStringLiteral("issuer"), m_parts.backend->issuer()},
                               {QStringLiteral("found_at"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)},
                               {QStringLiteral("why"), why},
                               {QStringLiteral("key_now"), m_parts.backend->auditKey()},
                               {QStringLiteral("checkpoint_before"), QString::fromUtf8(m_note)},
                               {QStringLiteral("checkpoint_now"), QString::fromUtf8(note.left(16 * 1024))},
                               {QStringLiteral("remembered"), QString::fromUtf8(stored)}};
    const QString path = m_parts.evidenceDir + QStringLiteral("/log-evidence-%1.json").arg(QDateTime::currentMSecsSinceEpoch());
    if (writePrivate(path, base::json::canonical(evidence) + '\n'))
        m_evidenceFile = path;
    asked.give(Verdict::Mismatch);
}

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
    const Result<QJsonObject> state = base::json::parseObject(file.readAll());
    const auto key = state ? base::json::text(*state, QLatin1String("key")) : std::nullopt;
    const auto note = state ? base::json::text(*state, QLatin1String("note")) : std::nullopt;
    const Result<audit::Checkpoint> seen = note ? audit::parseCheckpoint(note->toUtf8()) : Result<audit::Checkpoint>(Errc::Corrupt, {});
    if (!key || !seen)
        return {Errc::Corrupt, QStringLiteral("what was seen of the log before is damaged")};
    m_key = QByteArray::fromBase64(key->toLatin1());
    m_note = note->toUtf8();
    m_seen = *seen;
    m_loaded = true;
    return base::Done{};
}

base::Status LogWitness::save(const audit::Checkpoint &now, const QByteArray &note) const
{
    const QJsonObject state{{QStringLiteral("key"), QString::fromLatin1(m_key.toBase64())},
                            {QStringLiteral("size"), now.head.size},
                            {QStringLiteral("root"), QString::fromLatin1(now.head.root.toBase64())},
                            {QStringLiteral("note"), QString::fromUtf8(note)}};
    return writePrivate(m_parts.stateFile, base::json::canonical(state) + '\n');
}

base::Answer<bool> LogWitness::prove(const OwnDecision &decision)
{
    base::Asked<bool> asked;
    base::whenAnswered(this, m_parts.backend->logEntries(decision.txn), [this, decision, asked](const Result<QList<backends::LogEntry>> &entries) {
        if (!entries) {
            asked.give(entries.error());
            return;
        }
        for (const backends::LogEntry &entry : *entries) {
            const bool ours = entry.event == QLatin1String("approval.decided") && entry.txn == decision.txn.text()
                              && entry.device == decision.device.text() && entry.adh.toUtf8() == decision.actionHash;
            if (ours) {
                proveEntry(entry, 0, asked);
                return;
            }
        }
        asked.give(false);
    });
    return asked.answer();
}

void LogWitness::proveEntry(const backends::LogEntry &entry, int attempt, const base::Asked<bool> &asked)
{
    base::whenAnswered(this, check(), [this, entry, attempt, asked](const Result<Verdict> &verdict) {
        if (!verdict || *verdict != Verdict::Verified || attempt >= kProofAttempts) {
            asked.give(false);
            return;
        }
        if (!m_seen || m_seen->head.size <= entry.seq) {
            QTimer::singleShot(kProofWaitMs, this, [this, entry, attempt, asked] { proveEntry(entry, attempt + 1, asked); });
            return;
        }
        const audit::TreeHead head = m_seen->head;
        base::whenAnswered(this, m_parts.backend->inclusion(entry.seq, head.size), [entry, head, asked](const Result<backends::LogProof> &proof) {
            asked.give(proof && audit::verifyInclusion(audit::leafHash(entry.leaf), entry.seq, head, toProof(proof->hashes)));
        });
    });
}

}  // namespace countersign::console
