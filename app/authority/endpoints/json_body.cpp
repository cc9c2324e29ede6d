#include "app/authority/endpoints/json_body.h"

#include "app/base/json.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::endpoints {

grants::Or<QJsonObject> readObject(const http::Request &request)
{
    auto object = base::json::parseObject(request.body);
    if (object)
        return *std::move(object);
    return grants::refuse(400, oauth::error::kInvalidRequest, QLatin1StringView("The body must be one JSON object without duplicate names."));
}

}  // namespace countersign::authority::endpoints
