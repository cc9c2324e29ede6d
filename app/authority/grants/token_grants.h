// The grants of the token endpoint (RFC 6749 4). Each runs inside the endpoint's Work, after the client was authenticated: what it
// writes is committed also when it answers with an error, so that a replay which ends a family ends it.
#pragma once

#include "app/authority/grants/ciba_redemption.h"
#include "app/oauth/assertion.h"
#include "app/oauth/token_response.h"

#include <QStringList>

namespace countersign::authority::grants {

using TokenRequest = CibaRequest;

[[nodiscard]] http::Response grantClientCredentials(Services &services, store::Transaction &tx, const TokenRequest &request);
[[nodiscard]] http::Response grantAuthorizationCode(Services &services, store::Transaction &tx, const TokenRequest &request);
[[nodiscard]] http::Response grantRefreshToken(Services &services, store::Transaction &tx, const TokenRequest &request);

// RFC 7523 2.1 for the device of the user `local`. Stage 1, on the HTTP thread; 400 invalid_grant.
struct PresentedDevice {
    oauth::Assertion assertion;
    base::DeviceKid kid;
    QByteArray replayKey;  // claimed in memory
};
[[nodiscard]] Or<PresentedDevice> presentDevice(Services &services, const http::Form &form);
[[nodiscard]] http::Response grantDeviceSession(Services &services, store::Transaction &tx, const TokenRequest &request,
                                                const PresentedDevice &device);

[[nodiscard]] http::Response invalidGrant();
[[nodiscard]] http::Response tokenAnswer(const oauth::TokenResponse &response);

}  // namespace countersign::authority::grants
