// The one open card: what is on it, whether it may be decided now and why not, and what became of the decision.
#pragma once

#include "app/backends/approval_backend.h"
#include "app/base/clock.h"
#include "app/console/audit/decision_proofs.h"
#include "app/console/facts.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <optional>

namespace countersign::console {

class AuthorityList;
class AuthoritySession;

// Why Approve (or Deny) is off. The screens put each into words; all that apply are listed.
enum class Blocker {
    // of the card as such: the buttons go
    NotLoaded,
    Expired,
    DecidedElsewhere,     // status is no longer pending
    ChangedMeanwhile,     // a newer version is being read
    LinkLost,
    ClockUnsure,          // a clock jumped or the computer slept; it is being read again
    LogBroken,
    HashMismatch,         // the canonical bytes do not give the stated hash, or are not the shown action
    MayNotDecide,         // approval()->mayNotBecause says why
    Obstructed,           // approval()->obstacle says why; denying stays possible
    NotSupported,
    InFlight,             // a decision is on its way or unknown
    AlreadyDecided,       // by this person, here
    // of the moment: Approve is disarmed
    NotRendered,          // the screen has not said what it shows
    NotVisible,           // hidden, covered or without focus
    NotReadYet,           // visible for too short a time: armInMs()
    EndNotSeen,
    CommentMissing,
    CodeMissing,
};

// What the window shows of the card at this moment.
enum class Exposure { Hidden, Covered, Unfocused, Clear };

// What was rendered; its hash is signed into the decision (protocol.md 6, `view`).
struct RenderedView {
    QString templateId;
    int templateVersion = 0;
    QString locale;
    QStringList fields;  // names of the fields in the order shown
    bool operator==(const RenderedView &) const = default;
};

// Only ever less than what was asked.
struct Less {
    std::optional<qint64> ttlSeconds;
    std::optional<QStringList> scopes;
    std::optional<qint64> calls;  // of a window of access
};

enum class Outcome {
    None,
    Sending,
    Decided,    // the authority confirmed: verdict()
    Counted,    // confirmed, and more approvals are wanted
    Refused,    // the authority said no: refusal()
    Unknown,    // sent, no answer: being read again, never repeated blindly
    Failed,     // not sent at all
};

class ApprovalController : public QObject {
    Q_OBJECT

public:
    ApprovalController(AuthorityList &authorities, base::Clock &clock, QObject *parent = nullptr);
    ~ApprovalController() override;

    // What is open. `approval()` is null while loading, or when it could not be read (then loadFailed() is true).
    [[nodiscard]] const ApprovalRef &ref() const { return m_ref; }
    [[nodiscard]] const Approval *approval() const { return m_approval ? &*m_approval : nullptr; }
    [[nodiscard]] bool loadFailed() const { return m_loadFailed; }
    [[nodiscard]] AuthoritySession *authority() const;
    [[nodiscard]] qint64 timeLeftMs() const;

    [[nodiscard]] QList<Blocker> approveBlockers() const;
    [[nodiscard]] QList<Blocker> denyBlockers() const;
    [[nodiscard]] bool canApprove() const { return approveBlockers().isEmpty(); }
    [[nodiscard]] bool canDeny() const { return denyBlockers().isEmpty(); }
    // Milliseconds until the read delay is over; 0 when over; −1 while the delay does not run.
    [[nodiscard]] qint64 armInMs() const;
    // The tier that rules the friction: the authority's, or one more in quiet hours.
    [[nodiscard]] approval::Tier effectiveTier() const;
    [[nodiscard]] bool wantsComment() const;
    [[nodiscard]] bool wantsCode() const;

    [[nodiscard]] Outcome outcome() const { return m_outcome; }
    [[nodiscard]] approval::Verdict verdict() const { return m_verdict; }
    [[nodiscard]] Refusal refusal() const { return m_refusal; }
    [[nodiscard]] qint64 attemptsLeft() const { return m_attemptsLeft; }  // −1: not said
    [[nodiscard]] QString refusalDetail() const { return m_refusalDetail; }  // text from outside
    // After a decision: whether its entry was proven to be in the log.
    [[nodiscard]] DecisionProofs::State inclusion() const { return m_inclusion; }

    [[nodiscard]] QString comment() const { return m_comment; }
    [[nodiscard]] QString code() const { return m_code; }

public Q_SLOTS:
    void open(const countersign::console::ApprovalRef &ref);  // disarms at once, reads anew
    void close();
    void reload();
    // Time cannot be trusted for a moment: nothing is approved before the card was read again.
    void doubtClock();
    void setTierRaised(int steps);  // 1 in quiet hours, else 0

    // Facts from the window. Every loss of them, any change of the card and of `less` disarms Approve; after a change of
    // the card (cardChanged) the screen says anew what it rendered and that its end was seen.
    void setExposure(countersign::console::Exposure exposure);
    void setEndSeen();   // the end of the scrolled text was visible (call at once when nothing scrolls)
    void setRendered(const countersign::console::RenderedView &view);

    void setComment(const QString &comment);  // ≤ 500 characters
    void setCode(const QString &code);
    void setLess(const countersign::console::Less &less);

    // Does nothing unless canApprove() / canDeny() hold at this very moment.
    void approve();
    void deny();
    // A reason given after the denial; ignored when there is none of ours.
    void addDenyReason(const QString &reason);

Q_SIGNALS:
    void opened();           // another card, still loading
    void cardChanged();      // its facts: build the card anew
    void armingChanged();    // blockers, delay
    void outcomeChanged();
    // Confirmed by the authority. The list may let the row go.
    void decided(const countersign::console::ApprovalRef &ref, countersign::approval::Verdict verdict);

private:
    void load();
    void show(const Approval &approval);
    void send(approval::Verdict verdict);
    void onAnswer(const ApprovalRef &ref, const base::Result<backends::DecisionAnswer> &answer);
    void takeConfirmed(const Approval &now);
    void takeRefusal(const backends::DecisionAnswer &answer);
    void resolveUnknown();
    void onHint(const AuthorityId &authority, const backends::EventHint &event);
    void follow(const AuthorityId &authority, const DecisionProofs::OwnDecision &own);
    void disarm();
    void restartDelay();
    void noteAuthorityTime(qint64 serverTime);
    void readAgainForTheClock();
    void forgetCard();
    void setOutcome(Outcome outcome);
    void watch(AuthoritySession *session);
    [[nodiscard]] qint64 readDelayMs() const;
    [[nodiscard]] bool isOwnVote(const DecisionFact &fact) const;
    [[nodiscard]] QList<Blocker> cardBlockers() const;
    [[nodiscard]] QString viewHash() const;
    [[nodiscard]] approval::Decision buildDecision(approval::Verdict verdict) const;
    void addFriction(approval::Decision &decision) const;

    AuthorityList &m_authorities;
    base::Clock &m_clock;
    ApprovalRef m_ref;
    std::optional<Approval> m_approval;
    bool m_loadFailed = false;
    qint64 m_endsAtMonotonicMs = 0;
    qint64 m_newestHint = 0;
    Exposure m_exposure = Exposure::Hidden;
    bool m_endSeen = false;
    std::optional<RenderedView> m_view;
    std::optional<qint64> m_clearSinceMs;  // monotonic
    QTimer m_armTimer, m_expiryTimer, m_unknownTimer, m_clockTimer;
    bool m_clockUnsure = false;
    int m_clockAttempts = 0;
    QHash<AuthorityId, qint64> m_serverAheadMs;  // the authority's clock less our monotonic one, by its last answer
    int m_unknownAttempts = 0;
    int m_raisedSteps = 0;
    QString m_comment, m_code;
    Less m_less;
    Outcome m_outcome = Outcome::None;
    approval::Verdict m_verdict = approval::Verdict::Deny;
    Refusal m_refusal = Refusal::Other;
    qint64 m_attemptsLeft = -1;
    QString m_refusalDetail;
    std::optional<approval::Decision> m_sent;
    DecisionProofs::OwnDecision m_own;  // the one last sent
    DecisionProofs::State m_inclusion = DecisionProofs::State::Unknown;
    int m_question = 0;  // number of the last read; older answers are dropped
};

}  // namespace countersign::console
