#include "app/authority/grants/token_grants.h"

#include "app/oauth/error_code.h"

namespace countersign::authority::grants {

http::Response invalidGrant()
{
    return refuse(400, oauth::error::kInvalidGrant, QLatin1StringView("What was presented is unknown, over, used or somebody else's."));
}

http::Response tokenAnswer(const oauth::TokenResponse &response)
{
    return http::Response::json(200, oauth::tokenResponseJson(response));
}

}  // namespace countersign::authority::grants
