// One authority as this console knows it: signed in or not, live or not, its log trusted or not.
#pragma once

#include "app/backends/approval_backend.h"
#include "app/base/clock.h"
#include "app/console/audit/decision_proofs.h"
#include "app/console/audit/log_witness.h"
#include "app/console/facts.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace countersign::console {

// Why an authority cannot be used right now, for the screens to put into words. Closed list.
enum class Trouble {
    None,
    Unreachable,            // nobody answers
    Tls,                    // certificate or version refused; there is no "continue"
    WrongIssuer,            // the metadata names another issuer than configured
    BadAnswer,              // the authority's answer breaks the protocol
    SignInRefused,
    SignInTimedOut,
    BrowserUnavailable,     // no browser could be started
    KeychainLocked,
    KeychainAbsent,         // no keychain: a session in memory is offered
    LocalProgramMissing,    // countersign-authority is not beside the console
    LocalAuthorityFailed,   // it starts and ends again
    Other,
};

enum class Link { Live, CatchingUp, Offline };

enum class SignIn {
    Unknown,      // nothing tried yet
    SignedOut,    // the person must press "Sign in"
    SigningIn,    // a browser is open, or the local authority starts
    SignedIn,
};

enum class LogState {
    Unchecked,
    Checking,
    Verified,
    Mismatch,     // history was rewritten or is not what was seen before: no approvals here
    Unsupported,
};

class AuthoritySession : public QObject {
    Q_OBJECT

public:
    enum class Kind { Local, Remote };
    // As long as the loopback listener waits for the browser (app/backends/countersign/loopback_listener.h).
    static constexpr qint64 kSignInMs = 300'000;
    // How often the log is compared with what was seen, besides at every connect. A past rewritten while consoles watch is found
    // within the life of most requests (five minutes where the catalogue says nothing else), so that nothing asked after it is
    // approved on it for long; and a thousand consoles cost the authority some eleven short proofs a second.
    static constexpr int kRecheckMs = 180'000;

    struct Parts {
        AuthorityId id;
        Kind kind = Kind::Remote;
        AuthorityBadge badge;
        std::unique_ptr<backends::ApprovalBackend> backend;
        std::unique_ptr<LogWitness> witness;  // null: the backend has no verifiable log
        QString decisionsFile;                // own decisions that wait for their proof; empty: forgotten with the run
        base::Clock *clock = nullptr;         // outlives the session
        int recheckMs = kRecheckMs;
    };
    explicit AuthoritySession(Parts parts, QObject *parent = nullptr);
    ~AuthoritySession() override;

    [[nodiscard]] const AuthorityId &id() const { return m_parts.id; }
    [[nodiscard]] Kind kind() const { return m_parts.kind; }
    [[nodiscard]] const AuthorityBadge &badge() const { return m_parts.badge; }
    void setBadge(const AuthorityBadge &badge);

    [[nodiscard]] SignIn signInState() const { return m_signIn; }
    [[nodiscard]] Link link() const { return m_link; }
    // Wall-clock milliseconds since the epoch; meaningful while Offline.
    [[nodiscard]] qint64 offlineSinceMs() const { return m_offlineSinceMs; }
    [[nodiscard]] LogState logState() const { return m_log; }
    // Size of the last verified checkpoint, 0 before the first.
    [[nodiscard]] qint64 verifiedLogSize() const;
    // What does not hold about the log, until a person settles it; null: nothing.
    [[nodiscard]] const LogAlarm *logAlarm() const;
    // Follows this decision until the log proves it; what then does not hold becomes the alarm.
    void followDecision(const DecisionProofs::OwnDecision &decision);
    [[nodiscard]] DecisionProofs::State decisionProof(const base::ApprovalId &txn) const;
    // Decisions the log has not been proven to hold, because the authority could not be asked for a minute.
    [[nodiscard]] int lateProofs() const;
    [[nodiscard]] Trouble trouble() const { return m_trouble; }
    // For the log and a fold named "details"; English, may hold text from outside.
    [[nodiscard]] QString troubleDetail() const { return m_troubleDetail; }
    [[nodiscard]] QString personName() const;
    [[nodiscard]] bool may(const QString &scope) const;
    // The key by which this computer's decisions are verified; empty while signed out.
    [[nodiscard]] base::DeviceKid device() const;
    // Milliseconds until a sign-in that waits for the browser gives up; 0 while none waits.
    [[nodiscard]] qint64 signInLeftMs() const;
    // Nothing may be approved while this is false: offline, catching up, signed out or log mismatch.
    [[nodiscard]] bool isTrustworthy() const;

    // Who decides here, and what the decision is signed for.
    [[nodiscard]] base::Subject person() const;
    [[nodiscard]] QString issuer() const;
    [[nodiscard]] qint64 serverTime() const;      // seconds; 0 before the first answer
    [[nodiscard]] QString checkpointText() const; // last verified, empty before
    [[nodiscard]] backends::Capabilities authorityCan() const;

    [[nodiscard]] backends::ApprovalBackend &backend() { return *m_parts.backend; }
    [[nodiscard]] LogWitness *witness() { return m_parts.witness.get(); }
    [[nodiscard]] DecisionProofs *proofs() { return m_proofs.get(); }
    [[nodiscard]] base::Clock &clock() { return *m_parts.clock; }

public Q_SLOTS:
    void start();         // resumes from the keychain; never opens a browser
    void signIn();        // by a person's wish alone: opens the browser
    void cancelSignIn();
    void signOut();
    void retry();         // tries again at once instead of at the next backoff
    // By whoever read everything after `connected`.
    void caughtUp();
    void couldNotCatchUp(const countersign::base::Error &error);

Q_SIGNALS:
    void changed();                                   // any of the above
    void connected();                                 // live again: read everything anew
    void disconnected();                              // what is shown may be stale
    void hint(const countersign::backends::EventHint &event);

private:
    void onSignIn(backends::SignInState state);
    void onLink(backends::LinkFact link);
    void onSignInAnswer(const base::Status &status);
    void setTrouble(const base::Error &error);
    void checkLog();
    void noteAlarm();
    void becomeLive();

    Parts m_parts;
    SignIn m_signIn = SignIn::Unknown;
    Link m_link = Link::Offline;
    qint64 m_offlineSinceMs = 0;
    LogState m_log = LogState::Unchecked;
    Trouble m_trouble = Trouble::None;
    QString m_troubleDetail;
    QTimer m_retry, m_recheck;
    std::unique_ptr<DecisionProofs> m_proofs;  // null: no log
    int m_attempts = 0;
    qint64 m_signInEndsMs = 0;  // monotonic
};

}  // namespace countersign::console
