// The form of a backchannel authentication request (CIBA Core 7.1, RFC 9396 2), checked without the database.
#pragma once

#include "app/authority/grants/answer.h"
#include "app/authority/grants/proven_key.h"
#include "app/authority/grants/token_claims.h"
#include "app/authority/http/form.h"

#include <QJsonObject>

namespace countersign::authority::endpoints {

inline constexpr int kMaxReason = 500, kMaxTicket = 100;  // characters

struct Ask {
    QString type;
    QJsonObject params;
    std::optional<grants::TokenClaims> baseToken;  // login_hint_token, signature verified
    QString loginHint;
    std::optional<QStringList> scopes;
    std::optional<QString> bindingMessage, reason, ticket;
    std::optional<qint64> requestedExpiry;  // seconds, > 0
    QString dpopJkt;                        // from the field, the proof or both
    QString notificationToken;
};

[[nodiscard]] grants::Or<Ask> parseAsk(Services &services, const http::Form &form, const std::optional<grants::ProvenKey> &proven);

// `[{"type","params"}]`, exactly one element and nothing else in it.
[[nodiscard]] std::optional<std::pair<QString, QJsonObject>> parseAuthorizationDetails(const QString &text);

}  // namespace countersign::authority::endpoints
