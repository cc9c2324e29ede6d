#include "app/authority/grants/client_authentication.h"

#include "app/authority/grants/client_assertion.h"
#include "app/authority/grants/replay_guard.h"
#include "app/authority/http/escapes.h"
#include "app/authority/keys.h"
#include "app/authority/store/store.h"
#include "app/crypto/digest.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"

#include <algorithm>

namespace countersign::authority::grants {

namespace error = oauth::error;

namespace {

http::Response twoMethods()
{
    return refuse(400, error::kInvalidRequest, QLatin1StringView("A client proves itself in exactly one way."));
}

// The credentials of `Basic <base64>`; nullopt for another scheme or a broken text (RFC 7617 2).
std::optional<std::pair<QByteArray, QByteArray>> basicCredentials(const QByteArray &header)
{
    const qsizetype blank = header.indexOf(' ');
    if (blank < 0 || header.first(blank).compare("basic", Qt::CaseInsensitive) != 0)
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(header.mid(blank + 1).trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    const qsizetype colon = decoded ? decoded.decoded.indexOf(':') : -1;
    if (colon < 0)
        return std::nullopt;
    return std::pair(decoded.decoded.first(colon), decoded.decoded.mid(colon + 1));
}

Or<PresentedClient> presentBasic(Services &services, const QByteArray &header)
{
    const auto credentials = basicCredentials(header);
    const auto id = credentials ? http::unescapeFormText(credentials->first) : std::nullopt;
    if (!id || id->isEmpty())
        return invalidClient();
    PresentedClient presented{base::ClientId(*id), ClientMethod::SecretBasic, {}, {}, {}, 0};
    // RFC 6749 2.3.1 has the secret form-encoded first, but many tools send it as it is: both spellings name one secret.
    presented.secretHashes.append(services.keys.secretHash(credentials->second));
    if (const auto meant = http::unescapeFormText(credentials->second); meant && meant->toUtf8() != credentials->second)
        presented.secretHashes.append(services.keys.secretHash(meant->toUtf8()));
    return presented;
}

bool secretFits(const store::Client &client, const PresentedClient &presented)
{
    return !client.secretHash.isEmpty() && std::any_of(presented.secretHashes.begin(), presented.secretHashes.end(), [&](const QByteArray &hash) {
        return crypto::equal(hash, client.secretHash);
    });
}

bool methodFits(Services &services, store::Transaction &tx, const store::Client &client, const PresentedClient &presented)
{
    switch (presented.method) {
    case ClientMethod::None:
        return client.authMethod == QLatin1String("none");
    case ClientMethod::SecretBasic:
        return client.authMethod == QLatin1String("client_secret_basic") && secretFits(client, presented);
    case ClientMethod::PrivateKeyJwt:
        // Keys exchanged since stage 1 no longer count.
        return client.authMethod == QLatin1String("private_key_jwt") && client.jwks == presented.jwks
            && services.replay.remember(tx, presented.replayKey, presented.replayUntil);
    }
    return false;
}

}  // namespace

http::Response invalidClient()
{
    return refuse(401, error::kInvalidClient, QLatin1StringView("The client could not be authenticated."))
        .withHeader("WWW-Authenticate", "Basic realm=\"countersign\", charset=\"UTF-8\"");
}

std::optional<http::Response> refuseQuery(const http::Request &request)
{
    if (request.query.isEmpty())
        return std::nullopt;
    return refuse(400, error::kInvalidRequest, QLatin1StringView("Parameters, and credentials above all, belong into the body, not into the address."));
}

Or<PresentedClient> presentClient(Services &services, const http::Request &request, const http::Form &form)
{
    if (auto refused = refuseQuery(request))
        return *std::move(refused);
    const QList<QByteArray> headers = request.headerAll("authorization");
    const bool hasSecret = form.has(QStringLiteral("client_secret"));
    const bool hasAssertion = form.has(QStringLiteral("client_assertion")) || form.has(QStringLiteral("client_assertion_type"));
    if (headers.size() + (hasSecret ? 1 : 0) + (hasAssertion ? 1 : 0) > 1)
        return twoMethods();
    const QString statedId = form.value(QStringLiteral("client_id"));
    if (hasSecret || (headers.isEmpty() && !hasAssertion && statedId.isEmpty()))
        return invalidClient();
    if (headers.isEmpty() && !hasAssertion)
        return PresentedClient{base::ClientId(statedId), ClientMethod::None, {}, {}, {}, 0};
    auto presented = hasAssertion ? presentAssertion(services, form) : presentBasic(services, headers.first());
    const auto *client = std::get_if<PresentedClient>(&presented);
    if (client && !statedId.isEmpty() && statedId != client->id.text())
        return invalidClient();
    return presented;
}

Or<store::Client> authenticateClient(Services &services, store::Transaction &tx, const PresentedClient &presented)
{
    auto client = store::findClient(tx, presented.id);
    if (!client || !client->alive(tx.now()) || !methodFits(services, tx, *client, presented))
        return invalidClient();
    return *std::move(client);
}

Or<store::Client> authenticateConfidential(Services &services, store::Transaction &tx, const PresentedClient &presented)
{
    if (presented.method == ClientMethod::None)
        return invalidClient();
    return authenticateClient(services, tx, presented);
}

}  // namespace countersign::authority::grants
