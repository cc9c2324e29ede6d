// Remembers what this console saw of an authority's log, so that a rewritten past is noticed here (security.md "Log").
#pragma once

#include "app/audit/checkpoint.h"
#include "app/backends/approval_backend.h"

#include <QDateTime>

#include <optional>

namespace countersign::console {

class LogWitness : public QObject {
    Q_OBJECT

public:
    struct Parts {
        backends::ApprovalBackend *backend = nullptr;  // outlives the witness
        QString stateFile;                             // {key, size, root, note}, written before it is relied on
        QString evidenceDir;
        // The local authority's name follows its port; its key does not.
        enum class Name { Fixed, Follows } name = Name::Fixed;
    };
    explicit LogWitness(Parts parts, QObject *parent = nullptr);

    enum class Verdict { Verified, Mismatch, Unsupported };
    // Fetches the checkpoint, checks its signature, and that it continues what was seen before; then remembers it.
    // An error says that it could not be found out now (no connection, disk full). A mismatch stays for this run.
    base::Answer<Verdict> check();
    // Whether the decision of this device on `txn` stands in the log as `approval.decided`.
    struct OwnDecision {
        base::ApprovalId txn;
        base::DeviceKid device;
        QByteArray actionHash;
    };
    base::Answer<bool> prove(const OwnDecision &decision);

    [[nodiscard]] qint64 verifiedSize() const { return m_seen ? m_seen->head.size : 0; }
    // The last verified note, for the decision's `cp`; empty before the first.
    [[nodiscard]] QString checkpointText() const { return QString::fromUtf8(m_note); }
    [[nodiscard]] QString evidenceFile() const { return m_evidenceFile; }
    [[nodiscard]] bool isBroken() const { return m_broken; }

private:
    void onCheckpoint(const QByteArray &note, const base::Asked<Verdict> &asked);
    void believe(const QByteArray &note, const audit::VerifierKey &key, const base::Asked<Verdict> &asked);
    void compare(const audit::Checkpoint &now, const QByteArray &note, const base::Asked<Verdict> &asked);
    void accept(const audit::Checkpoint &now, const QByteArray &note, const base::Asked<Verdict> &asked);
    void mismatch(const QByteArray &note, const QString &why, const base::Asked<Verdict> &asked);
    void proveEntry(const backends::LogEntry &entry, int attempt, const base::Asked<bool> &asked);
    base::Status load();
    base::Status save(const audit::Checkpoint &now, const QByteArray &note) const;

    Parts m_parts;
    bool m_loaded = false, m_broken = false;
    std::optional<audit::Checkpoint> m_seen;
    QByteArray m_note, m_key;
    QString m_evidenceFile;
};

}  // namespace countersign::console
