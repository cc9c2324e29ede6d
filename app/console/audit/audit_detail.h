// The one entry that is open: the request it belongs to, and whether it really stands in the log this console has verified.
#pragma once

#include "app/console/audit/audit_facts.h"
#include "app/console/authority_session.h"

#include <QJsonArray>

#include <optional>

namespace countersign::console {

class AuditDetail : public QObject {
    Q_OBJECT

public:
    enum class Reading { None, Now, Done, Failed };
    enum class Proof {
        None,
        Checking,
        Verified,
        NotCovered,   // newer than any checkpoint this console could get
        DoesNotHold,  // the authority's proof does not lead to the checkpoint this console keeps
        Unavailable,  // could not be asked for now
        NoCheckpoint, // this console has verified none, or the log is not what it was
    };

    explicit AuditDetail(AuthoritySession &session, QObject *parent = nullptr);

    void open(const AuditEntryFacts &entry);
    void close();
    // Null: nothing is open.
    [[nodiscard]] const AuditEntryFacts *entry() const { return m_entry ? &*m_entry : nullptr; }

    // Of its approval; None where it belongs to none.
    [[nodiscard]] Reading threadReading() const { return m_threadReading; }
    [[nodiscard]] const AuditThread &thread() const { return m_thread; }

    [[nodiscard]] Proof proof() const { return m_proof; }
    [[nodiscard]] qint64 checkpointSize() const { return m_size; }  // entries under it, with Verified
    // The entry, its proof and the checkpoint as a part of an exported log (app/audit/export_format.md), for
    // `countersignctl audit verify` on any machine; empty unless Verified, and until the way from older keys is known.
    [[nodiscard]] QByteArray proofFile() const { return m_file; }

public Q_SLOTS:
    void retry();

Q_SIGNALS:
    void changed();

private:
    void readThread();
    void prove(int attempt);
    [[nodiscard]] bool isUnderAnotherKey() const;
    void verify();
    void makeFile(const QJsonObject &head, const QList<QByteArray> &proof);
    void setProof(Proof proof);

    AuthoritySession &m_session;
    std::optional<AuditEntryFacts> m_entry;
    Reading m_threadReading = Reading::None;
    AuditThread m_thread;
    Proof m_proof = Proof::None;
    qint64 m_size = 0;
    QByteArray m_file;
    QString m_stepsOf;    // the key that m_keySteps lead to
    QJsonArray m_keySteps;
    int m_question = 0;  // answers to older ones are dropped
};

}  // namespace countersign::console
