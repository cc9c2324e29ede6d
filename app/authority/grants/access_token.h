// Issuing access tokens (RFC 9068).
#pragma once

#include "app/authority/grants/grant_record.h"
#include "app/authority/services.h"
#include "app/oauth/token_response.h"

namespace countersign::authority::grants {

// An access token under the grant `record`, of at most `[tokens] access` and never beyond the grant's end; for a window, until its end. `jkt` is the key of this
// request's proof, which may be given where the grant itself is not bound.
[[nodiscard]] oauth::TokenResponse issueAccessToken(Services &services, store::Transaction &tx, const GrantRecord &record,
                                                    const QByteArray &jkt);

}  // namespace countersign::authority::grants
