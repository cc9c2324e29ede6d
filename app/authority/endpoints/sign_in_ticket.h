// What the sign-in form carries in its hidden fields: the request itself, sealed, so that nothing has to be kept for people who
// never come back, and a token that binds the form to the browser it was shown in.
#pragma once

#include "app/authority/endpoints/authorization_request.h"
#include "app/authority/keys.h"
#include "app/base/strong_id.h"

#include <QByteArray>

#include <optional>

namespace countersign::authority::endpoints {

struct SignInTicket {
    AuthorizationRequest request;
    qint64 expiresAt = 0;
    base::Subject passwordOf;  // whose password was right; empty before
};

[[nodiscard]] QByteArray sealTicket(const Keys &keys, const SignInTicket &ticket);
// nullopt for a text that this authority did not make. Whether it is still young is the caller's to check.
[[nodiscard]] std::optional<SignInTicket> openTicket(const Keys &keys, const QByteArray &sealed);

[[nodiscard]] QByteArray csrfToken(const Keys &keys, const QByteArray &cookie, const QByteArray &ticket);

}  // namespace countersign::authority::endpoints
