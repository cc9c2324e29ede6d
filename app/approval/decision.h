// The signed decision of one approver (protocol.md 6): built by the console, read by the authority.
#pragma once

#include "app/approval/status.h"
#include "app/base/result.h"
#include "app/base/strong_id.h"
#include "app/crypto/jws.h"

#include <optional>

namespace countersign::approval {

inline constexpr QByteArrayView kDecisionType("jit-decision+jwt");
inline constexpr qint64 kDecisionLifetime = 60;  // seconds, `exp` − `iat` at most
inline constexpr qsizetype kMaxReason = 500;     // characters

enum class Verdict { Approve, Deny };

// "Only ever less" than what was asked.
struct Granted {
    std::optional<qint64> ttl;       // seconds
    std::optional<QStringList> scopes;
    std::optional<qint64> calls = {};  // windows of access only
};

struct Decision {
    base::Subject approver;          // iss
    QString audience;                // aud: the issuer
    base::ApprovalId txn;
    Verdict verdict = Verdict::Deny;
    QByteArray actionHash;           // adh
    qint64 version = 0;
    QString nonce;
    QString view;                    // hash of what was rendered
    std::optional<QString> code;
    std::optional<QString> reason;
    Granted granted;
    std::optional<QString> checkpoint;  // last verified log checkpoint
    qint64 issuedAt = 0, expiresAt = 0;
};

[[nodiscard]] QJsonObject toClaims(const Decision &decision);
// Checks presence and type of every claim; not the signature, freshness or meaning.
[[nodiscard]] base::Result<Decision> decisionFromClaims(const QJsonObject &claims);
[[nodiscard]] QByteArray signDecision(const Decision &decision, const crypto::EcPrivateKey &deviceKey);

}  // namespace countersign::approval
