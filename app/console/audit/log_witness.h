// Remembers what this console saw of an authority's log, so that a rewritten past is noticed here (security.md "Log").
#pragma once

#include "app/audit/checkpoint.h"
#include "app/backends/approval_backend.h"
#include "app/base/clock.h"
#include "app/console/audit/log_evidence.h"

#include <QJsonArray>

#include <functional>
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
        // Whether an alarm outlives the program until a person settles it, or the evidence alone does.
        enum class Alarms { Stay, EndWithTheRun } alarms = Alarms::Stay;
        const base::Clock *clock = nullptr;  // for what stands in the evidence; null: the system's
    };
    explicit LogWitness(Parts parts, QObject *parent = nullptr);

    enum class Verdict { Verified, Mismatch, Unsupported };
    // Fetches the checkpoint, checks its signature, and that it continues what was seen before; then remembers it.
    // An error says that it could not be found out now (no connection, disk full). While one check goes on, the next asker
    // gets the same answer: two at a time could overtake each other and look like a log that shrank.
    base::Answer<Verdict> check();
    // Whether a checkpoint that somebody else saw belongs to the log as it is shown here. Anything not signed by the log's key, or by
    // one that this log was handed over from, is Malformed and says nothing about the log.
    base::Answer<Verdict> compareWith(const QByteArray &foreignNote);
    // Something else about the log does not hold. `more` goes into the evidence.
    void raise(LogFault fault, const QString &why, const QJsonObject &more);

    [[nodiscard]] qint64 verifiedSize() const { return m_seen ? m_seen->head.size : 0; }
    [[nodiscard]] audit::TreeHead verifiedHead() const { return m_seen ? m_seen->head : audit::TreeHead(); }
    // Which key signed it, under the name it has there: the one that was trusted at first, or one that the log handed over to.
    [[nodiscard]] std::optional<audit::VerifierKey> verifiedKey() const;
    // The last verified note, for the decision's `cp`; empty before the first.
    [[nodiscard]] QString checkpointText() const { return QString::fromUtf8(m_note); }

    [[nodiscard]] bool isBroken() const { return m_alarm.has_value(); }
    [[nodiscard]] const std::optional<LogAlarm> &alarm() const { return m_alarm; }
    [[nodiscard]] QString evidenceFile() const { return m_alarm ? m_alarm->file : QString(); }
    // Io: not saved. Overwrites: whoever asks for the path has asked about that.
    base::Status saveAlarm(const QString &path);
    // A person with the evidence in hand says what it was, and the log is trusted anew from what it shows next. Denied before
    // the evidence is saved; InvalidArgument without words; Io when it cannot be recorded, and then the alarm stays.
    base::Status trustAnew(const QString &said);

Q_SIGNALS:
    void alarmChanged();

private:
    // One question to the authority about this checkpoint.
    struct Seen {
        audit::Checkpoint checkpoint;
        QByteArray note;
        QByteArray key;  // raw; whose signature it is
    };
    void onCheckpoint(const QByteArray &note);
    // `key`: the one this console trusts, or one that the log says follows it.
    void believe(const QByteArray &note, const audit::VerifierKey &key);
    void compare(const Seen &now);
    void accept(const Seen &now);
    void mismatch(LogFault fault, const QByteArray &note, const QString &why);
    void answer(const base::Result<Verdict> &verdict);
    void compareOfOlderKey(const QByteArray &note, const QJsonArray &steps, const base::Asked<Verdict> &asked);
    void compareForeign(const Seen &foreign, const base::Asked<Verdict> &asked);
    struct Compared {
        bool isOneLog;
        QJsonObject asked;  // the question to the authority, and its answer
    };
    // With what was verified last. Errors: it could not be found out now.
    void compareHeads(const audit::TreeHead &theirs, const std::function<void(const base::Result<Compared> &)> &then);
    base::Status load();
    base::Status save(const Seen &now) const;
    [[nodiscard]] base::Result<audit::VerifierKey> trustedKey() const;

    Parts m_parts;
    EvidenceShelf m_shelf;
    bool m_loaded = false;
    std::optional<base::Asked<Verdict>> m_running;
    std::optional<LogAlarm> m_alarm;
    std::optional<audit::Checkpoint> m_seen;
    QByteArray m_note, m_key;
    QString m_contact;     // named while everything still held: who is under suspicion names nobody to call
    QJsonArray m_answers;  // of the check that goes on, for the evidence
};

}  // namespace countersign::console
