// Approvals, votes and credentials as rows. Only SQL stands here; who may do what is decided in policy/.
#pragma once

#include "app/approval/action.h"
#include "app/approval/decision.h"
#include "app/approval/status.h"
#include "app/base/strong_id.h"

#include <optional>
#include <vector>

namespace countersign::authority::store {

class Transaction;

struct Vote {
    base::Subject approver;
    QString device;
    approval::Verdict verdict = approval::Verdict::Deny;
    std::optional<QString> reason;
    approval::Granted granted;
    qint64 at = 0;
    qint64 authTime = 0;  // of the sign-in it was given under
    QString seal;         // policy/seal.h
};

struct ApprovalRecord {
    base::ApprovalId id;
    QString authReqHash;
    qint64 version = 1;
    approval::Status status = approval::Status::Pending;
    base::ClientId client;
    base::Subject subject;
    base::SessionId session;
    QString type, rs;
    QByteArray canonical, actionHash;
    QString sentence;
    std::vector<approval::ParamLine> params;
    QStringList scopes;
    std::optional<QString> reason, ticket, bindingMessage;
    QString requestedFrom;
    approval::Risk risk;
    int quorum = 1;
    int credentialTtl = 60;  // seconds, the longest life of what it yields
    std::optional<QString> codeHash;
    int codeAttempts = 0;
    std::optional<QString> dpopJkt;
    qint64 catalogVersion = 0;
    qint64 requestedAt = 0, expiresAt = 0;
    int pollInterval = 5;
    qint64 lastPollMs = 0;
    std::optional<qint64> grantedTtl;
    std::optional<QStringList> grantedScopes;
    std::optional<qint64> grantedCalls;
    std::optional<qint64> decidedAt;
    std::optional<QString> endReason;
    std::optional<qint64> redeemedAtMs;
    QString seal;  // policy/seal.h
    QStringList groups;
    std::vector<Vote> votes;  // the oldest first

    [[nodiscard]] const Vote *voteOf(const base::Subject &approver) const;
};

struct CredentialRecord {
    QString jtiHash;
    base::ApprovalId approval;
    base::GrantId grant;
    qint64 expiresAt = 0;
    std::optional<qint64> usedAt, revokedAt;
    int mismatches = 0;
};

void insertApproval(Transaction &tx, const ApprovalRecord &record);
[[nodiscard]] std::optional<ApprovalRecord> findApproval(Transaction &tx, const base::ApprovalId &id);
[[nodiscard]] std::optional<ApprovalRecord> findApprovalByAuthReq(Transaction &tx, const QString &authReqHash);
// What a request is about, whose it is and what became of it, by the log. nullopt: the log knows of no such request.
struct StoryInLog {
    QByteArray actionHash;
    base::ClientId client;
    bool isIssued = false;  // what it was approved for was given out
    bool isOver = false;    // denied, used, revoked, expired or withdrawn: nothing comes after
};
[[nodiscard]] std::optional<StoryInLog> storyInLog(Transaction &tx, const base::ApprovalId &id);
// Pending requests, and approved or issued ones, whose time has passed.
[[nodiscard]] std::vector<base::ApprovalId> overdueApprovals(Transaction &tx, int limit);
// Open ones whose client is disabled, deleted or past its end.
[[nodiscard]] std::vector<base::ApprovalId> orphanedApprovals(Transaction &tx, int limit);
// Pending ones that were last held against an older catalogue.
[[nodiscard]] std::vector<base::ApprovalId> outdatedApprovals(Transaction &tx, qint64 catalogVersion, int limit);
// Writes groups, credential life and catalogue version of the record; `version` rises when what people see changed.
enum class Content { Same, Changed };
void updatePolicy(Transaction &tx, ApprovalRecord &record, Content content);

// What a status change writes beside the status itself.
struct Advance {
    approval::Event event;
    std::optional<QString> reason = {};
    approval::Granted granted = {};  // less than asked for, at QuorumReached
};
// Moves the record and its row by the state table, raising the version. False, and nothing changed, when the event does not
// apply or somebody moved the row since it was read (compare-and-set on version).
[[nodiscard]] bool advance(Transaction &tx, ApprovalRecord &record, const Advance &change);
// Three wrong codes deny: the attempts so far, this one counted.
int countWrongCode(Transaction &tx, const base::ApprovalId &id);
void notePoll(Transaction &tx, const ApprovalRecord &record, int interval);

void addVote(Transaction &tx, ApprovalRecord &record, const Vote &vote, const QString &jwsDigest);

void insertCredential(Transaction &tx, const CredentialRecord &record);
[[nodiscard]] std::optional<CredentialRecord> findCredential(Transaction &tx, const QString &jtiHash);
[[nodiscard]] std::optional<CredentialRecord> credentialOf(Transaction &tx, const base::ApprovalId &id);
// The one statement that decides single use. True for exactly one caller, ever.
[[nodiscard]] bool markUsed(Transaction &tx, const QString &jtiHash);
void revokeCredential(Transaction &tx, const QString &jtiHash);
int countMismatch(Transaction &tx, const QString &jtiHash);

}  // namespace countersign::authority::store
