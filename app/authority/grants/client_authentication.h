// Who a requester is (RFC 6749 2.3, RFC 7523 2.2): secret in the Authorization header, or an assertion by its own key.
#pragma once

#include "app/authority/grants/answer.h"
#include "app/authority/http/form.h"
#include "app/authority/services.h"
#include "app/authority/store/clients.h"
#include "app/base/strong_id.h"

namespace countersign::authority::grants {

enum class ClientMethod { None, SecretBasic, PrivateKeyJwt };

struct PresentedClient {
    base::ClientId id;
    ClientMethod method = ClientMethod::None;
    QByteArray secretHash;      // SecretBasic
    QByteArray keyThumbprint;   // PrivateKeyJwt: the key that verified
    QByteArray replayKey;       // PrivateKeyJwt: the assertion's `jti`, claimed in stage 2
    qint64 replayUntil = 0;
};

// Stage 1, on the HTTP thread: finds the one method used and verifies an assertion. 400 invalid_request: two methods, a
// secret in body or query. 401 invalid_client: no method, or what was sent does not verify.
[[nodiscard]] Or<PresentedClient> presentClient(Services &services, const http::Request &request, const http::Form &form);

// Stage 2, inside the transaction that does the work: the client is alive, uses the method it is registered for, and an
// assertion is new. 401 invalid_client otherwise, one text for all of it. A public client (ClientMethod::None) passes only
// where its registration says so; endpoints for confidential clients check `method`.
[[nodiscard]] Or<store::Client> authenticateClient(Services &services, store::Transaction &tx, const PresentedClient &presented);

}  // namespace countersign::authority::grants
