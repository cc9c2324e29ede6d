#include "app/authority/endpoints/form_body.h"

#include "app/oauth/error_code.h"

namespace countersign::authority::endpoints {

grants::Or<http::Form> readForm(const http::Request &request)
{
    auto form = http::parseForm(request.body);
    if (form)
        return *std::move(form);
    return grants::refuse(400, oauth::error::kInvalidRequest, QLatin1StringView("The form is malformed or names a parameter twice."));
}

}  // namespace countersign::authority::endpoints
