// private_key_jwt: the part of client authentication that verifies an assertion with the client's registered keys.
#pragma once

#include "app/authority/grants/client_authentication.h"
#include "app/base/result.h"
#include "app/crypto/ec_key.h"

#include <vector>

namespace countersign::authority::grants {

// 401 invalid_client for whatever does not verify; nothing is fetched and no file is read, whatever the header names.
[[nodiscard]] Or<PresentedClient> presentAssertion(Services &services, const http::Form &form);

// The usable public keys of a JWK set (EC P-256, not for encryption): those named `kid`, or all where `kid` is empty.
[[nodiscard]] std::vector<crypto::EcPublicKey> keysOf(const QByteArray &jwks, const QString &kid);

}  // namespace countersign::authority::grants
