#include "app/console/audit/audit_detail.h"

#include "app/audit/checkpoint.h"
#include "app/base/json.h"

#include <QJsonObject>

#include <algorithm>

namespace countersign::console {
namespace {

using L1 = QLatin1String;

constexpr int kProofAttempts = 4;
constexpr int kProofWaitMs = 500;  // a checkpoint covers every entry within a second of its commit

QByteArray line(const QJsonObject &object)
{
    return base::json::canonical(object) + '\n';
}

QJsonArray asText(const QList<QByteArray> &hashes)
{
    QJsonArray texts;
    for (const QByteArray &hash : hashes)
        texts.append(QString::fromLatin1(hash.toBase64()));
    return texts;
}

// As a line of an export; empty when the leaf cannot be read.
QJsonObject itemOf(const AuditEntryFacts &entry, const QList<QByteArray> &proof)
{
    QJsonObject item = base::json::parseObject(entry.leaf).value_or(QJsonObject());
    if (item.isEmpty())
        return {};
    if (const auto payload = entry.payload ? base::json::parseObject(*entry.payload) : base::Result<QJsonObject>(base::Errc::NotFound, {}); payload) {
        item.insert(L1("payload"), *payload);
        item.insert(L1("salt"), entry.salt);
    }
    item.insert(L1("proof"), asText(proof));
    return item;
}

}  // namespace

AuditDetail::AuditDetail(AuthoritySession &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&session, &AuthoritySession::connected, this, [this] {
        if (m_entry && (m_threadReading == Reading::Failed || m_proof == Proof::Unavailable))
            retry();
    });
}

void AuditDetail::open(const AuditEntryFacts &entry)
{
    if (m_entry == entry)
        return;
    m_entry = entry;
    // From one step of a request to another: the request is the same.
    const auto isThis = [&entry](const AuditEntryFacts &step) { return step.seq == entry.seq; };
    if (m_threadReading != Reading::Done || std::none_of(m_thread.entries.cbegin(), m_thread.entries.cend(), isThis)) {
        m_thread = {};
        m_threadReading = Reading::None;
    }
    retry();
}

void AuditDetail::close()
{
    if (!m_entry)
        return;
    ++m_question;
    m_entry.reset();
    m_thread = {};
    m_threadReading = Reading::None;
    m_file.clear();
    setProof(Proof::None);
}

void AuditDetail::retry()
{
    if (!m_entry)
        return;
    ++m_question;
    m_file.clear();
    if (m_threadReading != Reading::Done)
        readThread();
    setProof(Proof::Checking);
    prove(0);
}

void AuditDetail::readThread()
{
    backends::AuditReader *log = m_session.backend().auditHistory();
    if (m_entry->txn.isEmpty() || !log)
        return;
    m_threadReading = Reading::Now;
    base::whenAnswered(this, log->thread(base::ApprovalId(m_entry->txn)), [this, question = m_question](const base::Result<AuditThread> &thread) {
        if (question != m_question)
            return;
        m_threadReading = thread ? Reading::Done : Reading::Failed;
        if (thread)
            m_thread = *thread;
        // Entries that belong to no approval the authority knows any more are no fault of the connection.
        else if (thread.error().code == base::Errc::NotFound)
            m_threadReading = Reading::None;
        Q_EMIT changed();
    });
}

// Against the checkpoint this console keeps, which continues all it saw before; never against one that comes along.
void AuditDetail::prove(int attempt)
{
    LogWitness *witness = m_session.witness();
    const QString note = m_session.checkpointText();
    if (!witness || m_session.logState() == LogState::Mismatch || m_session.logState() == LogState::Unsupported) {
        setProof(Proof::NoCheckpoint);
        return;
    }
    // Whoever checks the proof elsewhere knows the newest key: one look for a checkpoint that is signed by it.
    const bool maybeOld = attempt == 0 && isUnderAnotherKey();
    if (m_session.verifiedLogSize() > m_entry->seq && !note.isEmpty() && !maybeOld) {
        verify();
        return;
    }
    if (attempt >= kProofAttempts) {
        setProof(note.isEmpty() ? Proof::NoCheckpoint : Proof::NotCovered);
        return;
    }
    const auto again = [this, attempt, question = m_question] {
        if (question == m_question)
            prove(attempt + 1);
    };
    base::whenAnswered(this, witness->check(), [this, again, question = m_question](const base::Result<LogWitness::Verdict> &verdict) {
        if (question != m_question)
            return;
        if (!verdict)
            setProof(Proof::Unavailable);
        else if (m_session.verifiedLogSize() > m_entry->seq)
            again();  // at once
        else
            QTimer::singleShot(kProofWaitMs, this, again);
    });
}

// The log has another key than the checkpoint was signed with, or this console has not heard of the change yet.
bool AuditDetail::isUnderAnotherKey() const
{
    const auto kept = m_session.witness()->verifiedKey();
    const auto named = audit::VerifierKey::parse(m_session.backend().auditKey());
    return kept && named && kept->key().raw() != named->key().raw();
}

// Under the key that signed what this console keeps, whichever the authority names by now: the witness has followed the log from
// the key it trusted first to that one.
void AuditDetail::verify()
{
    const LogWitness &witness = *m_session.witness();
    const auto key = witness.verifiedKey();
    if (!key) {
        setProof(Proof::NoCheckpoint);
        return;
    }
    const audit::TreeHead head = witness.verifiedHead();
    const QJsonObject first{{L1("checkpoint"), witness.checkpointText()}, {L1("key"), key->text()}, {L1("origin"), key->name()}, {L1("size"), head.size}};
    base::whenAnswered(this, m_session.backend().inclusion(m_entry->seq, head.size), [this, question = m_question, head, first](const base::Result<backends::LogProof> &proof) {
        if (question != m_question)
            return;
        if (!proof) {
            setProof(Proof::Unavailable);
            return;
        }
        if (!audit::verifyInclusion(audit::leafHash(m_entry->leaf), m_entry->seq, head, {proof->hashes.cbegin(), proof->hashes.cend()})) {
            setProof(Proof::DoesNotHold);
            return;
        }
        m_size = head.size;
        makeFile(first, proof->hashes);
        setProof(Proof::Verified);
    });
}

// With the way from older keys to this one, for whoever trusts one of those.
void AuditDetail::makeFile(const QJsonObject &head, const QList<QByteArray> &proof)
{
    const QString key = head.value(L1("key")).toString();
    if (m_stepsOf == key) {
        QJsonObject first = head;
        if (!m_keySteps.isEmpty())
            first.insert(L1("keys"), m_keySteps);
        if (const QJsonObject item = itemOf(*m_entry, proof); !item.isEmpty())
            m_file = line(first) + line(item) + line(QJsonObject{{L1("end"), 1}});
        return;
    }
    base::whenAnswered(this, m_session.backend().logKeySteps(), [this, question = m_question, key, head, proof](const base::Result<QJsonArray> &steps) {
        if (question != m_question)
            return;
        // Without an answer the file holds for those who trust this key.
        m_keySteps = steps.value_or(QJsonArray());
        m_stepsOf = key;
        makeFile(head, proof);
        if (!steps)
            m_stepsOf.clear();
        Q_EMIT changed();
    });
}

void AuditDetail::setProof(Proof proof)
{
    m_proof = proof;
    Q_EMIT changed();
}

}  // namespace countersign::console
