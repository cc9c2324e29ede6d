// Who a requester is (RFC 6749 2.3, RFC 7523 2.2): secret in the Authorization header, or an assertion by its own key.
#pragma once

#include "app/authority/grants/answer.h"
#include "app/authority/http/form.h"
#include "app/authority/services.h"
#include "app/authority/store/clients.h"
#include "app/base/strong_id.h"

#include <QList>

namespace countersign::authority::grants {

enum class ClientMethod { None, SecretBasic, PrivateKeyJwt };

struct PresentedClient {
    base::ClientId id;
    ClientMethod method = ClientMethod::None;
    QList<QByteArray> secretHashes;  // SecretBasic: of the secret as it was meant, and as it was sent
    QByteArray jwks;                 // PrivateKeyJwt: the registered keys one of which verified
    QByteArray replayKey;            // PrivateKeyJwt: the assertion's `jti`, claimed in memory
    qint64 replayUntil = 0;
};

// Stage 1, on the HTTP thread: finds the one method used and verifies an assertion. 400 invalid_request: two methods, or a
// secret in the query. 401 invalid_client: no method, or what was sent does not verify.
[[nodiscard]] Or<PresentedClient> presentClient(Services &services, const http::Request &request, const http::Form &form);

// Stage 2, inside the transaction that does the work: the client is alive, uses the method it is registered for, and an
// assertion is new. 401 invalid_client otherwise, one text for all of it. A public client (ClientMethod::None) passes only
// where its registration says so; endpoints for confidential clients use authenticateConfidential.
[[nodiscard]] Or<store::Client> authenticateClient(Services &services, store::Transaction &tx, const PresentedClient &presented);
// As above, and 401 for public clients too.
[[nodiscard]] Or<store::Client> authenticateConfidential(Services &services, store::Transaction &tx, const PresentedClient &presented);

// 401 with the challenge of RFC 6749 5.2.
[[nodiscard]] http::Response invalidClient();
// 400 when the query holds anything that belongs into the body (RFC 6749 2.3.1). presentClient asks it already.
[[nodiscard]] std::optional<http::Response> refuseQuery(const http::Request &request);

}  // namespace countersign::authority::grants
