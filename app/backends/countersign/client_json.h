// From the authority's JSON about clients to records. Malformed for wrong types, missing members and what is too long.
#pragma once

#include "app/backends/client_records.h"
#include "app/base/result.h"

#include <QJsonObject>

namespace countersign::backends {

[[nodiscard]] base::Result<ClientPage> readClientPage(const QJsonObject &body);
[[nodiscard]] base::Result<ClientEntry> readClient(const QJsonObject &body);
// What a freeze answers to whoever may not see more of the client: who it is and what has become of it.
[[nodiscard]] base::Result<ClientEntry> readFrozen(const QJsonObject &body);

// The answer of /register (RFC 7591 3.2.1). The secret is missing where the client has none.
[[nodiscard]] base::Result<RegisteredClient> readRegistered(const QJsonObject &body);
// The member `client_secret` as a secret; null without one.
[[nodiscard]] base::Result<base::SharedSecret> readClientSecret(const QJsonObject &body);

// The body of a registration (RFC 7591 2 with the members of protocol.md 7).
[[nodiscard]] QJsonObject registrationJson(const NewClient &client);
[[nodiscard]] base::Result<InitialTokenList> readInitialTokens(const QJsonObject &body);
[[nodiscard]] base::Result<InitialTokenAnswer> readNewInitialToken(const QJsonObject &body);
[[nodiscard]] QJsonObject initialTokenJson(const NewInitialToken &token);

// What an error status of a changing call means. nullopt: no answer to the question (401, 429 of the network, 5xx).
[[nodiscard]] std::optional<ClientRefusal> clientRefusal(int status, const QJsonObject &body);

}  // namespace countersign::backends
