// Sessions of people: a grant, an access token, and where the client may have one a refresh token (RFC 6749 6, RFC 9700 4.14.2).
#pragma once

#include "app/authority/grants/grant_record.h"
#include "app/authority/services.h"
#include "app/oauth/token_response.h"

namespace countersign::authority::grants {

// A refresh token under the grant. `parent` is the hash of the one it follows, empty for the first. At most one of a grant is live:
// the caller has used or replaced its predecessor.
[[nodiscard]] base::Secret issueRefreshToken(Services &services, store::Transaction &tx, const base::GrantId &grant, const QByteArray &parent);

// `session.started` in the log.
void auditSession(store::Transaction &tx, const GrantRecord &record);

// How refresh tokens and codes are looked up: the kind is part of the hash, so that one is never found in the other's place.
[[nodiscard]] QByteArray refreshHash(Services &services, QByteArrayView token);
[[nodiscard]] QByteArray codeHash(Services &services, QByteArrayView code);
[[nodiscard]] QByteArray pushedRequestHash(Services &services, QByteArrayView handle);

}  // namespace countersign::authority::grants
