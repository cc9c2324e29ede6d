// Clients made over the wire: their secrets, and the answer that gives them away once (RFC 7591 3.2.1, RFC 7592 3).
#pragma once

#include "app/authority/services.h"
#include "app/authority/store/clients.h"
#include "app/oauth/client_metadata.h"

#include <QJsonObject>

namespace countersign::authority::store {
class Transaction;
}

namespace countersign::authority::grants {

[[nodiscard]] base::ClientId newClientId();

// How registration and initial access tokens are kept: each kind under a prefix of its own, so that one is never found where
// another is asked for.
[[nodiscard]] QByteArray registrationHash(const Services &services, QByteArrayView token);
[[nodiscard]] QByteArray initialTokenHash(const Services &services, QByteArrayView token);

// What leaves once and is kept as HMAC only. Empty: nothing new of that kind.
struct ClientSecrets {
    QByteArray clientSecret;
    QByteArray registrationToken;
};
// A new registration token, and a secret where the client's method needs one it has not; their hashes go into `client`.
[[nodiscard]] ClientSecrets giveSecrets(const Services &services, store::Client &client);

// Client information (RFC 7592 3) with the extension members of protocol.md 7.
[[nodiscard]] QJsonObject clientInformation(const Services &services, const store::Client &client, const ClientSecrets &secrets);
[[nodiscard]] oauth::ClientMetadata metadataOf(const store::Client &client);

// Names of the clients that an administrator added for good, and of those built in.
[[nodiscard]] QStringList trustedNames(store::Transaction &tx);

}  // namespace countersign::authority::grants
