// POST /par (RFC 9126): an authorization request handed over directly, so that the browser carries only its name.
#include "app/authority/endpoints/authorization_request.h"
#include "app/authority/endpoints/form_body.h"
#include "app/authority/endpoints/oauth_endpoints.h"
#include "app/authority/grants/client_authentication.h"
#include "app/authority/grants/lifetimes.h"
#include "app/authority/grants/proven_key.h"
#include "app/authority/grants/session.h"
#include "app/authority/http/router.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::refusal;
using grants::refuse;

struct Pushed {
    http::Form form;
    grants::PresentedClient client;
    std::optional<grants::ProvenKey> key;
};

http::Response push(Services &services, store::Transaction &tx, const Pushed &pushed)
{
    auto client = grants::authenticateClient(services, tx, pushed.client);
    if (auto *refused = refusal(client))
        return std::move(*refused);
    if (auto refused = grants::keepProof(services, tx, pushed.key))
        return *std::move(refused);
    auto read = readAuthorizationRequest(services, tx, pushed.form);
    if (const auto *wrong = std::get_if<AuthorizationError>(&read))
        return refuse(400, wrong->code, wrong->description);
    auto &request = std::get<AuthorizationRequest>(read);
    // RFC 9449 10.1: a proof here binds the code; a second, other name for the key is a contradiction.
    if (pushed.key && !request.dpopJkt.isEmpty() && request.dpopJkt.toLatin1() != pushed.key->jkt)
        return refuse(400, error::kInvalidRequest, QLatin1StringView("dpop_jkt names another key than the proof."));
    if (pushed.key)
        request.dpopJkt = QString::fromLatin1(pushed.key->jkt);
    const QByteArray handle = crypto::randomToken(32);
    tx.exec("INSERT INTO par (hash, client_id, parameters, expires_at) VALUES (?,?,?,?)",
            {grants::pushedRequestHash(services, handle), request.client.text(),
             QString::fromUtf8(base::json::canonical(requestJson(request))), tx.now() + grants::kPushedRequestSeconds});
    const QString uri = oauth::kRequestUriPrefix + QString::fromLatin1(handle);
    return http::Response::json(201, {{QStringLiteral("request_uri"), uri}, {QStringLiteral("expires_in"), grants::kPushedRequestSeconds}});
}

http::Outcome handle(Services &services, const http::Request &request)
{
    auto form = readForm(request);
    if (auto *refused = refusal(form))
        return std::move(*refused);
    auto pushed = std::make_shared<Pushed>();
    pushed->form = std::get<http::Form>(form);
    auto client = grants::presentClient(services, request, pushed->form);
    if (auto *refused = refusal(client))
        return std::move(*refused);
    pushed->client = std::get<grants::PresentedClient>(client);
    // RFC 9126 2.1: client_id is part of the request, and a pushed request cannot name another one.
    if (pushed->form.value(QStringLiteral("client_id")) != pushed->client.id.text() || pushed->form.has(QStringLiteral("request_uri")))
        return refuse(400, error::kInvalidRequest, QLatin1StringView("client_id is needed here, and request_uri has no place here."));
    auto key = grants::presentKey(services, request);
    if (auto *refused = refusal(key))
        return std::move(*refused);
    pushed->key = std::get<std::optional<grants::ProvenKey>>(key);
    return http::Work([&services, pushed](store::Transaction &tx) { return push(services, tx, *pushed); });
}

}  // namespace

void registerPushedRequests(http::Router &router, Services &services)
{
    router.add("POST", "/par", http::BodyKind::Form, [&services](const http::Request &request) { return handle(services, request); });
}

}  // namespace countersign::authority::endpoints
