// What an application asks of /authorize, directly or pushed (RFC 6749 4.1.1, RFC 7636 4.3, RFC 9126, RFC 9449 10).
#pragma once

#include "app/authority/http/form.h"
#include "app/authority/services.h"
#include "app/authority/store/clients.h"

#include <QJsonObject>
#include <QLatin1String>
#include <QStringList>

#include <optional>
#include <variant>

namespace countersign::authority::endpoints {

struct AuthorizationRequest {
    base::ClientId client;
    QString clientName;
    QString redirectUri;
    std::optional<QString> state;
    QStringList scopes;    // asked for; empty: whatever the person may hold
    QString codeChallenge;
    QString dpopJkt;       // empty: not bound
    bool wantsTwoFactors = false;  // `acr_values` names no other context
};

// Without a redirect URI the person sees the error; with one the application hears of it.
struct AuthorizationError {
    QLatin1StringView code;
    QLatin1StringView description;
    QString redirectUri;
    std::optional<QString> state;
};

using ReadRequest = std::variant<AuthorizationRequest, AuthorizationError>;
[[nodiscard]] ReadRequest readAuthorizationRequest(Services &services, store::Transaction &tx, const http::Form &form);

// Compared as text, never parsed: the console's `http://127.0.0.1:<port>/callback` and `http://[::1]:<port>/callback`, and for other
// clients what they registered (RFC 9700 2.1, RFC 8252 7.3).
[[nodiscard]] bool mayRedirectTo(const store::Client &client, const QString &uri);

[[nodiscard]] QJsonObject requestJson(const AuthorizationRequest &request);
[[nodiscard]] AuthorizationRequest requestFromJson(const QJsonObject &json);

// `redirectUri` with parameters added to its query, escaped; empty values are left out.
[[nodiscard]] QByteArray redirectTo(const QString &redirectUri, const std::vector<std::pair<QLatin1StringView, QString>> &parameters);

}  // namespace countersign::authority::endpoints
