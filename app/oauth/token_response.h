// The answer of the token endpoint (RFC 6749 5.1).
#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace countersign::oauth {

struct TokenResponse {
    base::Secret accessToken;
    QString tokenType;       // "DPoP" or "Bearer"
    qint64 expiresIn = 0;    // seconds
    base::Secret refreshToken;  // may be empty
    QStringList scopes;
    QString txn;                       // of an action credential
    QJsonArray authorizationDetails;   // of an action credential
};

// Empty members are left out.
[[nodiscard]] QJsonObject tokenResponseJson(const TokenResponse &response);
// Malformed: a needed member is absent or of another type.
[[nodiscard]] base::Result<TokenResponse> readTokenResponse(const QJsonObject &body);

// The error of a refused request.
struct TokenError {
    QString code;
    QString description;
};
[[nodiscard]] base::Result<TokenError> readTokenError(const QJsonObject &body);

}  // namespace countersign::oauth
