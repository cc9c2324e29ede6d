#include "app/authority/endpoints/management.h"

#include "app/approval/display_text.h"
#include "app/authority/store/store.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::endpoints {

namespace {

constexpr qsizetype kMostReasonChars = 500;

}  // namespace

grants::Or<grants::Caller> authenticateOneOf(Services &services, store::Transaction &tx, const grants::PresentedToken &token, const NeededScope &needed)
{
    const bool hasSecond = !needed.second.isEmpty() && token.claims.scopes.contains(needed.second) && !token.claims.scopes.contains(needed.first);
    return grants::authenticateCaller(services, tx, token, hasSecond ? needed.second : needed.first);
}

std::optional<QString> readReason(const QJsonObject &body)
{
    const QJsonValue reason = body.value(QLatin1String("reason"));
    const QString text = reason.toString();
    if (!(reason.isUndefined() || reason.isString()) || text.size() > kMostReasonChars || (!text.isEmpty() && !approval::isDisplayText(text)))
        return std::nullopt;
    return text;
}

http::Outcome changeOutcome(Services &services, const http::Request &request, const NeededScope &needed, const ChangeHandler &handler)
{
    auto token = grants::presentToken(services, request);
    if (auto *refused = grants::refusal(token))
        return std::move(*refused);
    auto body = readObject(request);
    if (auto *refused = grants::refusal(body))
        return std::move(*refused);
    const auto reason = readReason(std::get<QJsonObject>(body));
    if (!reason)
        return grants::refuse(400, oauth::error::kInvalidRequest, QLatin1StringView("reason is text of at most 500 visible characters."));
    return http::Work([&services, needed, handler, token = std::get<grants::PresentedToken>(token), body = std::get<QJsonObject>(body), reason = *reason,
                       id = QString::fromLatin1(request.pathParam("id"))](store::Transaction &tx) -> http::Response {
        auto caller = authenticateOneOf(services, tx, token, needed);
        if (auto *refused = grants::refusal(caller))
            return std::move(*refused);
        return handler(services, tx, {std::get<grants::Caller>(caller), body, reason, id});
    });
}

http::Outcome readOutcome(Services &services, const http::Request &request, const NeededScope &needed, const ReadHandler &handler)
{
    auto token = grants::presentToken(services, request);
    if (auto *refused = grants::refusal(token))
        return std::move(*refused);
    return services.store.answer([&](store::Transaction &tx) -> http::Response {
        auto caller = authenticateOneOf(services, tx, std::get<grants::PresentedToken>(token), needed);
        if (auto *refused = grants::refusal(caller))
            return std::move(*refused);
        return handler(services, tx, std::get<grants::Caller>(caller));
    });
}

}  // namespace countersign::authority::endpoints
