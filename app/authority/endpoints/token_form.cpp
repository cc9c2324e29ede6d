#include "app/authority/endpoints/token_form.h"

#include "app/authority/endpoints/form_body.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::endpoints {

grants::Or<TokenForm> readTokenForm(Services &services, const http::Request &request)
{
    auto form = readForm(request);
    if (auto *refused = grants::refusal(form))
        return std::move(*refused);
    auto client = grants::presentClient(services, request, std::get<http::Form>(form));
    if (auto *refused = grants::refusal(client))
        return std::move(*refused);
    const QByteArray token = std::get<http::Form>(form).value(QStringLiteral("token")).toUtf8();
    if (token.isEmpty())
        return grants::refuse(400, oauth::error::kInvalidRequest, QLatin1StringView("The parameter token is missing."));
    return TokenForm{std::get<grants::PresentedClient>(std::move(client)), token};
}

}  // namespace countersign::authority::endpoints
