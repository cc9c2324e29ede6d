#include "app/console/audit/audit_detail.h"

#include "app/audit/checkpoint.h"
#include "app/base/json.h"

#include <QJsonArray>
#include <QJsonObject>

namespace countersign::console {
namespace {

using L1 = QLatin1String;

constexpr int kProofAttempts = 4;
constexpr int kProofWaitMs = 500;  // a checkpoint covers every entry within a second of its commit

QByteArray line(const QJsonObject &object)
{
    return base::json::canonical(object) + '\n';
}

QByteArray proofFileOf(const AuditEntryFacts &entry, const audit::Checkpoint &checkpoint, const QString &note, const QString &key, const QList<QByteArray> &proof)
{
    const base::Result<QJsonObject> leaf = base::json::parseObject(entry.leaf);
    if (!leaf)
        return {};
    QJsonObject item = *leaf;
    if (const auto payload = entry.payload ? base::json::parseObject(*entry.payload) : base::Result<QJsonObject>(base::Errc::NotFound, {}); payload) {
        item.insert(L1("payload"), *payload);
        item.insert(L1("salt"), entry.salt);
    }
    QJsonArray hashes;
    for (const QByteArray &hash : proof)
        hashes.append(QString::fromLatin1(hash.toBase64()));
    item.insert(L1("proof"), hashes);
    const QJsonObject head{{L1("checkpoint"), note}, {L1("key"), key}, {L1("origin"), checkpoint.origin}, {L1("size"), checkpoint.head.size}};
    return line(head) + line(item) + line(QJsonObject{{L1("end"), 1}});
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
    m_thread = {};
    m_threadReading = Reading::None;
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
    if (m_session.verifiedLogSize() > m_entry->seq && !note.isEmpty()) {
        verify(note, m_question);
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
            again();
        else
            QTimer::singleShot(kProofWaitMs, this, again);
    });
}

void AuditDetail::verify(const QString &note, int question)
{
    const base::Result<audit::VerifierKey> key = audit::VerifierKey::parse(m_session.backend().auditKey());
    const base::Result<audit::Checkpoint> checkpoint = key ? audit::verifyCheckpoint(note.toUtf8(), *key) : base::Result<audit::Checkpoint>(key.error());
    if (!checkpoint) {
        setProof(Proof::NoCheckpoint);
        return;
    }
    const auto proved = [this, question, note, checkpoint = *checkpoint, keyText = key->text()](const base::Result<backends::LogProof> &proof) {
        if (question != m_question)
            return;
        if (!proof) {
            setProof(Proof::Unavailable);
            return;
        }
        const audit::Proof hashes(proof->hashes.cbegin(), proof->hashes.cend());
        if (!audit::verifyInclusion(audit::leafHash(m_entry->leaf), m_entry->seq, checkpoint.head, hashes)) {
            setProof(Proof::DoesNotHold);
            return;
        }
        m_size = checkpoint.head.size;
        m_file = proofFileOf(*m_entry, checkpoint, note, keyText, proof->hashes);
        setProof(Proof::Verified);
    };
    base::whenAnswered(this, m_session.backend().inclusion(m_entry->seq, checkpoint->head.size), proved);
}

void AuditDetail::setProof(Proof proof)
{
    m_proof = proof;
    Q_EMIT changed();
}

}  // namespace countersign::console
