// What the token endpoint hands over for grant_type=urn:openid:params:grant-type:ciba.
#pragma once

#include "app/authority/grants/proven_key.h"
#include "app/authority/http/form.h"
#include "app/authority/services.h"
#include "app/authority/store/clients.h"

#include <optional>

namespace countersign::authority::grants {

struct CibaRequest {
    const store::Client &client;           // authenticated, confidential, registered for the grant
    const http::Form &form;                // no field twice; `auth_req_id` not checked yet
    const std::optional<ProvenKey> &key;   // its proof is kept already
    const http::Request &request;
};

// Runs inside the token endpoint's Work: what it writes is committed also when it answers with an error, unless it abandons.
[[nodiscard]] http::Response redeemCiba(Services &services, store::Transaction &tx, const CibaRequest &request);

}  // namespace countersign::authority::grants
