// What introspection (RFC 7662 2.1) and revocation (RFC 7009 2.1) both take: a client and one token, in a form.
#pragma once

#include "app/authority/grants/client_authentication.h"

namespace countersign::authority::endpoints {

struct TokenForm {
    grants::PresentedClient client;  // not yet authenticated
    QByteArray token;                // not empty
};

[[nodiscard]] grants::Or<TokenForm> readTokenForm(Services &services, const http::Request &request);

}  // namespace countersign::authority::endpoints
