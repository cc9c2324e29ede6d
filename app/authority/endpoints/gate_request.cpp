#include "app/authority/endpoints/gate_request.h"

#include "app/authority/config.h"
#include "app/authority/http/form.h"
#include "app/oauth/error_code.h"

#include <QHostAddress>

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::Or;
using grants::refuse;
using Refusal = std::optional<http::Response>;

constexpr QByteArrayView kPrefix("/gate/");

http::Response ambiguous(QLatin1StringView why)
{
    return refuse(403, error::kAmbiguousRequest, why);
}

// One header of a name, or none. False: it was sent twice.
bool single(const http::Request &request, QByteArrayView name, std::optional<QByteArray> &out)
{
    const auto all = request.headerAll(name);
    if (!all.isEmpty())
        out = all.first();
    return all.size() <= 1;
}

struct Told {
    std::optional<QByteArray> method, target;
};

// nginx tells X-Original-…, Traefik and Caddy X-Forwarded-…, Envoy puts the path behind ours and keeps the method.
Or<Told> tellings(const http::Request &request)
{
    Told original, forwarded, behind;
    const bool once = single(request, "x-original-method", original.method) && single(request, "x-original-uri", original.target)
        && single(request, "x-forwarded-method", forwarded.method) && single(request, "x-forwarded-uri", forwarded.target);
    if (!once)
        return ambiguous(QLatin1StringView("A header that tells the original request was sent twice."));
    if (request.path.startsWith(kPrefix))
        behind = {request.method, request.target.sliced(kPrefix.size() - 1)};
    int ways = 0;
    Told told;
    for (const Told &way : {original, forwarded, behind}) {
        if (!way.method && !way.target)
            continue;
        told = way;
        ++ways;
    }
    if (ways != 1 || !told.method || !told.target)
        return ambiguous(QLatin1StringView("The original request must be told in exactly one way: method and target."));
    return told;
}

Refusal readOriginal(const http::Request &request, GateRequest &out)
{
    auto told = tellings(request);
    if (auto *refused = grants::refusal(told))
        return *refused;
    const auto &[method, target] = std::get<Told>(told);
    // An API that obeys one of these would run another request than the one that was judged.
    for (const char *name : {"x-http-method-override", "x-http-method", "x-method-override", "x-original-url", "x-rewrite-url"}) {
        if (request.header(name))
            return ambiguous(QLatin1StringView("The request asks to be taken for another one."));
    }
    auto parsed = catalog::readTarget(*target);
    if (!parsed)
        return http::Response::error(403, "ambiguous_request", QStringLiteral("The request is refused: %1.").arg(parsed.error().detail));
    out.method = QString::fromLatin1(*method);
    out.target = *std::move(parsed);
    std::optional<QByteArray> length, coding;
    if (!single(request, "x-original-content-length", length) || !single(request, "x-original-transfer-encoding", coding))
        return ambiguous(QLatin1StringView("A header that tells the original request was sent twice."));
    out.hasBody = !request.body.isEmpty() || (length && !length->isEmpty() && *length != "0") || (coding && !coding->isEmpty());
    return std::nullopt;
}

// Whoever may ask could spend a credential without running its action. A gateway elsewhere has to prove itself.
Refusal readGateway(Services &services, const http::Request &request, GateRequest &out)
{
    const auto headers = request.headerAll("countersign-gateway");
    if (headers.isEmpty()) {
        const bool isTrusted = services.config.gate.trustLoopback && QHostAddress(QString::fromLatin1(request.peerAddress)).isLoopback();
        return isTrusted ? std::nullopt : Refusal(grants::invalidClient());
    }
    // The same as an Authorization header of an API, which is taken by the original request here.
    http::Request own;
    own.headers = {{"authorization", headers.first()}};
    auto presented = headers.size() == 1 ? grants::presentClient(services, own, {}) : grants::Or<grants::PresentedClient>(grants::invalidClient());
    if (auto *refused = grants::refusal(presented))
        return *refused;
    out.gateway = std::get<grants::PresentedClient>(presented);
    return std::nullopt;
}

Refusal readOwnQuery(const http::Request &request, GateRequest &out)
{
    if (request.path.startsWith(kPrefix) || request.query.isEmpty())
        return std::nullopt;
    const auto form = http::parseForm(request.query);
    if (!form)
        return ambiguous(QLatin1StringView("The query of the gate's address is malformed."));
    out.resource = form->get(QStringLiteral("resource"));
    return std::nullopt;
}

Refusal readTokens(Services &services, const http::Request &request, GateRequest &out)
{
    if (const auto header = request.header("authorization")) {
        const qsizetype blank = header->indexOf(' ');
        const QByteArray scheme = blank < 0 ? *header : header->first(blank);
        if (scheme.compare("bearer", Qt::CaseInsensitive) == 0)
            out.scheme = GateRequest::Scheme::Bearer;
        else if (scheme.compare("dpop", Qt::CaseInsensitive) == 0)
            out.scheme = GateRequest::Scheme::Dpop;
        // Another scheme is somebody else's: here it is no token at all.
        if (out.scheme != GateRequest::Scheme::None && blank > 0) {
            out.token = header->mid(blank + 1);
            out.claims = grants::readAccessToken(services, out.token);
        }
    }
    std::optional<QByteArray> credential, proof, credentialProof;
    if (!single(request, "countersign-credential", credential) || !single(request, "dpop", proof) || !single(request, "countersign-proof", credentialProof))
        return ambiguous(QLatin1StringView("A credential or a proof was sent twice."));
    out.credential = credential.value_or(QByteArray());
    if (!out.credential.isEmpty())
        out.credentialClaims = grants::readCredential(services, out.credential);
    out.tokenProof = proof.value_or(QByteArray());
    out.credentialProof = credentialProof.value_or(QByteArray());
    return std::nullopt;
}

}  // namespace

Or<GateRequest> readGateRequest(Services &services, const http::Request &request)
{
    GateRequest out;
    if (auto refused = readGateway(services, request, out))
        return *std::move(refused);
    if (auto refused = readOriginal(request, out))
        return *std::move(refused);
    if (auto refused = readOwnQuery(request, out))
        return *std::move(refused);
    if (auto refused = readTokens(services, request, out))
        return *std::move(refused);
    return out;
}

}  // namespace countersign::authority::endpoints
