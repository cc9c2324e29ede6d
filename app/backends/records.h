// What an authority tells the console, as plain data (protocol.md 6, 9 and 10). Text in here comes from outside: it has
// been checked for type and size, never for meaning, and is shown through visible text alone.
#pragma once

#include "app/approval/decision.h"
#include "app/approval/risk.h"
#include "app/approval/status.h"
#include "app/base/strong_id.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace countersign::backends {

// Times are seconds since the epoch by the authority's clock.
struct ClientFacts {
    base::ClientId id;
    QString name, owner;
    qint64 registeredAt = 0;
    std::optional<qint64> expiresAt;
    bool temporary = false;
    bool operator==(const ClientFacts &) const = default;
};

struct SubjectFacts {
    base::Subject sub;
    QString name;
    bool operator==(const SubjectFacts &) const = default;
};

struct RiskFacts {
    approval::Tier tier = approval::Tier::Critical;
    QStringList reasons;  // as the authority words them
    QStringList codes{};  // the same by a closed list, one for each reason; empty where the authority has none
    bool operator==(const RiskFacts &) const = default;
};

// One row of the list.
struct Summary {
    base::ApprovalId id;
    qint64 version = 0;
    approval::Status status = approval::Status::Pending;
    qint64 requestedAt = 0, expiresAt = 0;
    QString actionText;
    QByteArray actionHash;
    RiskFacts risk;
    ClientFacts client;
    SubjectFacts subject;
    std::optional<bool> mayDecide;
    bool operator==(const Summary &) const = default;
};

struct SummaryPage {
    QList<Summary> items;
    QString nextCursor;  // empty: the end
    qint64 serverTime = 0;
};

struct ParamFact {
    QString name, label, value;
    bool operator==(const ParamFact &) const = default;
};

struct SessionFacts {
    QString sid, ip;
    qint64 startedAt = 0;
    bool operator==(const SessionFacts &) const = default;
};

struct ScopeFact {
    QString name, title;
    approval::Tier risk = approval::Tier::Low;
    bool deprecated = false;
    QString owner;       // empty where the authority does not say
    std::optional<qint64> sunset{};  // from then on it is refused
    QString use{}, why{};  // its successor, and the reason; may be empty
    bool operator==(const ScopeFact &) const = default;
};

struct CredentialFacts {
    qint64 ttl = 0, maxTtl = 0;  // seconds
    bool dpop = false;
    std::optional<qint64> maxCalls = {};  // of a window of access
    bool operator==(const CredentialFacts &) const = default;
};

struct PolicyFacts {
    QString id;
    qint64 version = 0;
    qint64 quorum = 1, approvals = 0;
    QStringList groups;
    bool codeRequired = false, commentRequired = false, stepUp = false;
    bool operator==(const PolicyFacts &) const = default;
};

struct DecisionFact {
    QString approver;
    approval::Verdict verdict = approval::Verdict::Deny;
    qint64 at = 0;
    QString reason;
    QString name{};  // of the approver; empty where the authority does not say
    bool operator==(const DecisionFact &) const = default;
};

struct Tally {
    qint64 approved = 0, denied = 0;
    bool operator==(const Tally &) const = default;
};

struct PastRequest {
    base::ApprovalId id;
    QString actionText, status;
    qint64 at = 0;
    bool operator==(const PastRequest &) const = default;
};

struct History {
    Tally sameAction30d, client30d;
    QList<PastRequest> last;  // up to 5
    bool operator==(const History &) const = default;
};

// Everything one card shows.
struct Approval : Summary {
    qint64 serverTime = 0;
    QString actionType, resource;     // read from the canonical bytes, not beside them
    QByteArray canonical;             // the very bytes that are hashed and signed
    bool hashMatches = false;         // recomputed from `canonical` in this process, and the action equals them
    QList<ParamFact> params;
    std::optional<SessionFacts> session;
    QString reason, ticket, bindingMessage, requestedFrom;
    QList<ScopeFact> scopes;
    CredentialFacts credential;
    PolicyFacts policy;
    QList<DecisionFact> decisions;
    QString mayNotBecause, mayNotCode;  // sentence, and the same by a closed list
    QString obstacle, obstacleCode;   // why an approval would be refused although this person may decide
    QString nonce;
    History history;
    bool operator==(const Approval &) const = default;
};

// Base: the token a program got for itself, by its own key or secret; nobody approved it.
enum class GrantKind { Credential, Window, Session, Base, Other };

// One live credential, access window or session (protocol.md 9).
struct Grant {
    base::GrantId id;
    GrantKind kind = GrantKind::Other;
    QString title;                    // the action's sentence, or what the session is
    ClientFacts client;
    SubjectFacts subject;
    QStringList scopes;
    QString resource;
    base::ApprovalId txn;             // empty for what no approval made
    QStringList approvedBy;
    qint64 issuedAt = 0, expiresAt = 0;
    qint64 uses = 0;
    std::optional<qint64> maxUses;
    std::optional<qint64> lastUsedAt;
    qint64 exposureSeconds = 0;       // worst case
    bool active = true;
    bool operator==(const Grant &) const = default;
};

// A key of the signed-in person that may sign decisions, on this computer or another.
struct DeviceFacts {
    base::DeviceKid kid;
    QString name;                     // text from outside
    qint64 createdAt = 0;
    std::optional<qint64> lastUsedAt;
    bool operator==(const DeviceFacts &) const = default;
};

struct GrantPage {
    QList<Grant> items;
    QString nextCursor;  // empty: the end
};

// What the authority said to a decision. No answer at all is an error of the Result, and means *unknown*.
enum class Refusal {
    NotPending,       // decided elsewhere, expired, cancelled
    HashMismatch,
    StaleVersion,
    WrongCode,
    CodeMissing,
    CommentMissing,
    NotAnApprover,
    SelfApproval,
    StepUp,           // a fresh sign-in is wanted (RFC 9470)
    AlreadyDecided,   // otherwise, by the same person
    Gone,             // the authority does not know the request any more
    RequestDamaged,   // what is stored of the request is not what was asked
    LogDamaged,       // the authority found its log damaged, and approves nothing
    InvalidDecision,  // signature, nonce, device, freshness, wider than asked
    Other,
};

struct DecisionAnswer {
    std::optional<Approval> approval;  // the new state, when decided or counted
    std::optional<Refusal> refusal;
    qint64 attemptsLeft = -1;          // with WrongCode; −1: not said
    QString detail;                    // the authority's words, text from outside
};

struct LogProof {
    qint64 from = 0, size = 0;
    QList<QByteArray> hashes;          // 32 bytes each
};

// One line of the log with its canonical leaf bytes (protocol.md 10).
struct LogEntry {
    qint64 seq = 0, time = 0;
    QString event, actor, outcome, txn, adh, device;
    QByteArray leaf;                   // JCS of the leaf members
    QString checkpoint;                // of the log, as whoever decided had last seen it; empty where nothing says so
};

}  // namespace countersign::backends
