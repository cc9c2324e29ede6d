// POST /token (RFC 6749 3.2): one door, one function for each grant.
#include "app/authority/endpoints/form_body.h"
#include "app/authority/endpoints/oauth_endpoints.h"
#include "app/authority/grants/client_authentication.h"
#include "app/authority/grants/token_grants.h"
#include "app/authority/http/router.h"
#include "app/authority/store/transaction.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"

#include <array>

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::refusal;
using grants::refuse;

// What stage 1 found, kept until the writer has its turn.
struct Presented {
    http::Request request;
    http::Form form;
    grants::PresentedClient client;
    std::optional<grants::ProvenKey> key;
    std::optional<grants::PresentedDevice> device;
};

struct GrantType {
    QLatin1StringView wire;
    QLatin1StringView registered;  // as it stands in a client's registration
};

constexpr std::array kGrantTypes{
    GrantType{oauth::kGrantClientCredentials, QLatin1StringView("client_credentials")},
    GrantType{oauth::kGrantAuthorizationCode, QLatin1StringView("authorization_code")},
    GrantType{oauth::kGrantRefreshToken, QLatin1StringView("refresh_token")},
    GrantType{oauth::kGrantCiba, QLatin1StringView("ciba")},
    GrantType{oauth::kGrantJwtBearer, QLatin1StringView("jwt-bearer")},
};

const GrantType *findGrantType(const QString &wire)
{
    const auto found = std::find_if(kGrantTypes.begin(), kGrantTypes.end(), [&](const GrantType &type) { return type.wire == wire; });
    return found == kGrantTypes.end() ? nullptr : &*found;
}

bool mayUse(const store::Client &client, const GrantType &type)
{
    if (client.isBuiltIn)
        return type.wire != oauth::kGrantClientCredentials && type.wire != oauth::kGrantCiba;
    // RFC 6749 4.4: credentials of its own are something only a confidential client has.
    const bool needsSecret = type.wire == oauth::kGrantClientCredentials || type.wire == oauth::kGrantCiba;
    if (needsSecret && client.authMethod == QLatin1String("none"))
        return false;
    return type.wire != oauth::kGrantJwtBearer && (client.grants.contains(type.registered) || client.grants.contains(type.wire));
}

// The device of `local` may leave out who carries its assertion (RFC 7521 4.1): only the console does.
grants::Or<grants::PresentedClient> whoAsks(Services &services, const http::Request &request, const http::Form &form)
{
    const bool namesNobody = request.headerAll("authorization").isEmpty() && !form.has(QStringLiteral("client_id"))
        && !form.has(QStringLiteral("client_secret")) && !form.has(QStringLiteral("client_assertion"));
    if (namesNobody && form.value(QStringLiteral("grant_type")) == oauth::kGrantJwtBearer)
        return grants::PresentedClient{base::ClientId(QString(oauth::kConsoleClientId)), grants::ClientMethod::None, {}, {}, {}, 0};
    return grants::presentClient(services, request, form);
}

http::Response redeem(Services &services, store::Transaction &tx, const Presented &presented)
{
    auto client = grants::authenticateClient(services, tx, presented.client);
    if (auto *refused = refusal(client))
        return std::move(*refused);
    const GrantType &type = *findGrantType(presented.form.value(QStringLiteral("grant_type")));
    const auto &known = std::get<store::Client>(client);
    if (!mayUse(known, type))
        return refuse(400, error::kUnauthorizedClient, QLatin1StringView("This client may not use this grant."));
    if (auto refused = grants::keepProof(services, tx, presented.key))
        return *std::move(refused);
    const grants::TokenRequest request{known, presented.form, presented.key, presented.request};
    if (type.wire == oauth::kGrantClientCredentials)
        return grants::grantClientCredentials(services, tx, request);
    if (type.wire == oauth::kGrantAuthorizationCode)
        return grants::grantAuthorizationCode(services, tx, request);
    if (type.wire == oauth::kGrantRefreshToken)
        return grants::grantRefreshToken(services, tx, request);
    if (type.wire == oauth::kGrantCiba)
        return grants::redeemCiba(services, tx, request);
    return grants::grantDeviceSession(services, tx, request, *presented.device);
}

http::Outcome handle(Services &services, const http::Request &request)
{
    // By the clock that transactions go by, so that races can be told from repeats.
    const qint64 arrivedAtMs = services.clock.nowMs();
    auto form = readForm(request);
    if (auto *refused = refusal(form))
        return std::move(*refused);
    auto presented = std::make_shared<Presented>();
    presented->form = std::get<http::Form>(form);
    if (auto refused = grants::refuseQuery(request))
        return *std::move(refused);
    const QString type = presented->form.value(QStringLiteral("grant_type"));
    if (type.isEmpty())
        return refuse(400, error::kInvalidRequest, QLatin1StringView("The parameter grant_type is missing."));
    if (!findGrantType(type))
        return refuse(400, error::kUnsupportedGrantType, QLatin1StringView("This authority does not know this grant type."));
    auto client = whoAsks(services, request, presented->form);
    if (auto *refused = refusal(client))
        return std::move(*refused);
    presented->client = std::get<grants::PresentedClient>(client);
    auto key = grants::presentKey(services, request);
    if (auto *refused = refusal(key))
        return std::move(*refused);
    presented->key = std::get<std::optional<grants::ProvenKey>>(key);
    if (type == oauth::kGrantJwtBearer) {
        auto device = grants::presentDevice(services, presented->form);
        if (auto *refused = refusal(device))
            return std::move(*refused);
        presented->device = std::get<grants::PresentedDevice>(device);
    }
    presented->request = request;
    presented->request.receivedAtMs = arrivedAtMs;
    presented->request.sentNotBeforeMs += arrivedAtMs - request.receivedAtMs;
    return http::Work([&services, presented](store::Transaction &tx) { return redeem(services, tx, *presented); });
}

}  // namespace

void registerToken(http::Router &router, Services &services)
{
    router.add("POST", "/token", http::BodyKind::Form, [&services](const http::Request &request) { return handle(services, request); });
}

}  // namespace countersign::authority::endpoints
