// Follows each decision made here until the log proves that it holds it (security.md "Log").
#pragma once

#include "app/approval/decision.h"
#include "app/base/clock.h"
#include "app/console/audit/log_witness.h"

#include <QHash>
#include <QJsonArray>
#include <QTimer>

namespace countersign::console {

class DecisionProofs : public QObject {
    Q_OBJECT

public:
    // The authority promises that a checkpoint covers every entry within a second of its commit (protocol.md 10). Whoever has
    // not kept that in a minute, while answering, keeps something back.
    static constexpr qint64 kPatienceMs = 60'000;

    struct OwnDecision {
        base::ApprovalId txn;
        base::DeviceKid device;
        QByteArray actionHash;
        approval::Verdict verdict = approval::Verdict::Deny;
        QByteArray jws;  // what was signed; evidence
    };
    enum class State {
        Unknown,  // not followed, or this authority has no log to prove anything with
        Waiting,
        Proven,
        Late,     // a minute has gone by and the authority could not be asked; it is tried again
    };

    // All outlive this object.
    DecisionProofs(backends::ApprovalBackend &backend, LogWitness &witness, base::Clock &clock, QObject *parent = nullptr);

    ~DecisionProofs() override;

    // Takes up what waited in this file, at the next retry(), and keeps in it what waits from now on, so that a decision is
    // followed to its proof whenever the program ends. No secret is in it: not the signed decision either, which may hold a code.
    void keepIn(const QString &file);
    void follow(const OwnDecision &decision);
    [[nodiscard]] State state(const base::ApprovalId &txn) const { return m_states.value(txn, State::Unknown); }
    // Decisions that are not proven although a minute has gone by, because the authority cannot be asked.
    [[nodiscard]] int lateCount() const;

public Q_SLOTS:
    void retry();  // the authority can be asked again: each gets its minute anew
    void tick();   // asks what is to be asked now; its own timer calls it once a second while something waits

Q_SIGNALS:
    void changed();

private:
    struct Waiting {
        OwnDecision decision;
        base::Subject person;  // nobody else is asked about it: the authority may not show it to them
        qint64 sinceMs = 0;    // monotonic; 0: its minute has not begun in this run
        qint64 askedAtMs = 0;  // the round that goes on began then; 0: none does
        QJsonArray entries;    // leaves the authority showed for this approval, for the evidence
        QList<QString> heard;  // checkpoints that other deciders had seen
    };
    void ask(Waiting &waiting);
    void onEntries(const base::ApprovalId &txn, const QList<backends::LogEntry> &entries);
    void onCovered(const base::ApprovalId &txn, const backends::LogEntry &entry);
    enum class Reached { Yes, No };
    // The round is over without a proof.
    void notYet(const base::ApprovalId &txn, Reached reached, const QString &why);
    void finish(const base::ApprovalId &txn, State state);
    void alarm(LogFault fault, const Waiting &waiting, const QString &why);
    void forgetAll();
    void keep();
    void write();

    backends::ApprovalBackend &m_backend;
    LogWitness &m_witness;
    base::Clock &m_clock;
    QString m_file;
    QTimer m_timer, m_written;  // m_written: a moment after each writing
    bool m_hasChanged = false;
    QHash<base::ApprovalId, Waiting> m_waiting;
    QHash<base::ApprovalId, State> m_states;
};

}  // namespace countersign::console
