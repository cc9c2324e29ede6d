#include "app/backends/countersign/client_json.h"

#include "app/backends/countersign/field_reader.h"
#include "app/base/json.h"
#include "app/oauth/names.h"

namespace countersign::backends {
namespace {

using L1 = QLatin1String;

constexpr qsizetype kMostItems = 1000;
constexpr qsizetype kMostTexts = 20'000;
constexpr qsizetype kId = 128;

ClientStatus readStatus(FieldReader &in)
{
    static constexpr std::pair<L1, ClientStatus> names[] = {{L1("active"), ClientStatus::Active},
                                                            {L1("disabled"), ClientStatus::Disabled},
                                                            {L1("expired"), ClientStatus::Expired},
                                                            {L1("revoked"), ClientStatus::Revoked}};
    const QString said = in.text(L1("status"), 32);
    for (const auto &[name, status] : names) {
        if (said == name)
            return status;
    }
    in.fault(QStringLiteral("\"status\" is unknown"));
    return ClientStatus::Revoked;
}

Idleness readIdleness(FieldReader &in)
{
    const QString said = in.optionalText(L1("idle"), 32);
    return said == L1("never_used") ? Idleness::NeverUsed : said == L1("unused") ? Idleness::Unused : Idleness::None;
}

// Long lists are the affair of the one client that has them, and must not make all others unreadable.
QStringList manyTexts(FieldReader &in, L1 name)
{
    QStringList found;
    const QJsonArray values = in.optionalArray(name, kMostTexts);
    for (const QJsonValue &value : values) {
        if (!value.isString() || value.toString().size() > FieldReader::kShort) {
            in.fault(QStringLiteral("\"%1\" holds something that is no text or too long").arg(name));
            return {};
        }
        found.append(value.toString());
    }
    return found;
}

template <class T, class Read>
QList<T> readEach(FieldReader &outer, const QJsonArray &array, Read read)
{
    QList<T> found;
    found.reserve(array.size());
    for (const QJsonValue &value : array) {
        if (!value.isObject())
            outer.fault(QStringLiteral("a list holds something that is no object"));
        FieldReader in(value.toObject());
        found.append(read(in));
        outer.absorb(in);
        if (outer.failed())
            break;
    }
    return found;
}

ClientToken readToken(FieldReader &in)
{
    ClientToken token;
    token.id = base::GrantId(in.text(L1("id"), kId));
    token.kind = in.optionalText(L1("kind"), 32);
    token.title = in.optionalText(L1("title"), FieldReader::kText);
    token.scopes = in.optionalTexts(L1("scopes"));
    token.issuedAt = in.optionalCount(L1("issued_at")).value_or(0);
    token.expiresAt = in.count(L1("expires_at"));
    token.uses = in.optionalCount(L1("uses")).value_or(0);
    token.lastUsedAt = in.optionalCount(L1("last_used_at"));
    return token;
}

ClientEvent readEvent(FieldReader &in)
{
    return {in.count(L1("seq")), in.count(L1("time")), in.text(L1("event")), in.text(L1("actor")), in.text(L1("outcome"))};
}

void readTimes(FieldReader &in, ClientEntry &client)
{
    client.registeredAt = in.count(L1("registered_at"));
    client.expiresAt = in.optionalCount(L1("client_expires_at"));
    client.endedAt = in.optionalCount(L1("ended_at"));
    client.lastUsedAt = in.optionalCount(L1("last_used_at"));
    client.useCount = in.optionalCount(L1("use_count")).value_or(0);
    client.liveTokens = in.optionalCount(L1("live_tokens")).value_or(0);
    client.pendingApprovals = in.optionalCount(L1("pending_approvals")).value_or(0);
    client.extensions = in.optionalCount(L1("extensions")).value_or(0);
    // Without an end it would look as if it lived for ever.
    if (client.temporary && !client.expiresAt)
        in.fault(QStringLiteral("a temporary client without \"client_expires_at\""));
}

ClientEntry readEntry(FieldReader &in)
{
    ClientEntry client;
    client.id = base::ClientId(in.text(L1("id"), kId));
    client.name = in.optionalText(L1("name"));
    if (client.name.isEmpty())
        client.name = client.id.text();
    client.owner = in.optionalText(L1("owner"));
    client.authMethod = in.optionalText(L1("auth_method"), 64);
    client.resourceServer = in.optionalText(L1("resource_server"), FieldReader::kText);
    client.grants = in.optionalTexts(L1("grants"), FieldReader::kShort);
    client.scopes = manyTexts(in, L1("scopes"));
    client.accessScopes = manyTexts(in, L1("access_scopes"));
    client.actions = manyTexts(in, L1("actions"));
    client.redirectUris = in.optionalTexts(L1("redirect_uris"));
    client.temporary = in.boolean(L1("temporary"));
    client.builtIn = in.optionalBoolean(L1("built_in")).value_or(false);
    client.status = readStatus(in);
    client.registeredBy = in.optionalText(L1("registered_by"));
    client.reason = in.optionalText(L1("reason"), FieldReader::kText);
    client.ticket = in.optionalText(L1("ticket"));
    readTimes(in, client);
    client.endedBy = in.optionalText(L1("ended_by"));
    client.endReason = in.optionalText(L1("end_reason"), FieldReader::kText);
    client.disabledBy = in.optionalText(L1("disabled_by"));
    client.disabledReason = in.optionalText(L1("disabled_reason"), FieldReader::kText);
    client.longestEnd = in.optionalCount(L1("longest_end"));
    client.mayExtend = in.optionalBoolean(L1("may_extend")).value_or(false);
    for (const QString &id : manyTexts(in, L1("duplicates")))
        client.duplicates.append(base::ClientId(id));
    client.idleness = readIdleness(in);
    client.tokens = readEach<ClientToken>(in, in.optionalArray(L1("tokens"), kMostItems), readToken);
    client.history = readEach<ClientEvent>(in, in.optionalArray(L1("history"), kMostItems), readEvent);
    client.serverTime = in.optionalCount(L1("server_time")).value_or(0);
    return client;
}

}  // namespace

base::Result<ClientPage> readClientPage(const QJsonObject &body)
{
    FieldReader in(body);
    ClientPage page;
    page.serverTime = in.count(L1("server_time"));
    page.nextCursor = in.optionalText(L1("next_cursor"), 1024);
    page.items = readEach<ClientEntry>(in, in.array(L1("items"), kMostItems), readEntry);
    if (in.failed())
        return in.error();
    return page;
}

base::Result<ClientEntry> readClient(const QJsonObject &body)
{
    FieldReader in(body);
    ClientEntry client = readEntry(in);
    if (in.failed())
        return in.error();
    return client;
}

base::Result<ClientEntry> readFrozen(const QJsonObject &body)
{
    FieldReader in(body);
    if (in.has(L1("registered_at")))
        return readClient(body);
    ClientEntry client;
    client.id = base::ClientId(in.text(L1("id"), kId));
    client.name = in.optionalText(L1("name"));
    client.owner = in.optionalText(L1("owner"));
    client.temporary = in.optionalBoolean(L1("temporary")).value_or(false);
    client.status = readStatus(in);
    if (in.failed())
        return in.error();
    return client;
}

namespace {

base::Result<base::SharedSecret> readSecret(FieldReader &in, L1 name)
{
    QByteArray secret = in.text(name, FieldReader::kShort).toUtf8();
    if (in.failed() || secret.isEmpty())
        return {base::Errc::Malformed, QStringLiteral("\"%1\" cannot be read").arg(name)};
    return base::SharedSecret(std::make_shared<const base::Secret>(base::Secret::take(secret)));
}

InitialToken readInitialToken(FieldReader &in)
{
    InitialToken token;
    token.id = in.text(L1("id"), kId);
    token.createdBy = in.optionalText(L1("created_by"));
    token.createdAt = in.count(L1("created_at"));
    token.expiresAt = in.count(L1("expires_at"));
    token.usesLeft = in.count(L1("uses_left"));
    token.maxClientTtl = in.count(L1("max_client_ttl"));
    token.scopes = manyTexts(in, L1("scopes"));
    token.accessScopes = manyTexts(in, L1("access_scopes"));
    token.actions = manyTexts(in, L1("actions"));
    token.revokedAt = in.optionalCount(L1("revoked_at"));
    return token;
}

}  // namespace

base::Result<base::SharedSecret> readClientSecret(const QJsonObject &body)
{
    FieldReader in(body);
    return in.has(L1("client_secret")) ? readSecret(in, L1("client_secret")) : base::Result<base::SharedSecret>(base::SharedSecret());
}

base::Result<InitialTokenList> readInitialTokens(const QJsonObject &body)
{
    FieldReader in(body);
    InitialTokenList list;
    list.serverTime = in.count(L1("server_time"));
    list.items = readEach<InitialToken>(in, in.array(L1("items"), kMostItems), readInitialToken);
    if (in.failed())
        return in.error();
    return list;
}

base::Result<InitialTokenAnswer> readNewInitialToken(const QJsonObject &body)
{
    FieldReader in(body);
    InitialTokenAnswer made;
    made.id = in.text(L1("id"), kId);
    made.expiresAt = in.count(L1("expires_at"));
    const auto token = readSecret(in, L1("token"));
    if (!token)
        return token.error();
    made.token = *token;
    return made;
}

QJsonObject initialTokenJson(const NewInitialToken &token)
{
    return {{QStringLiteral("uses"), token.uses}, {QStringLiteral("expires_in"), token.expiresIn}, {QStringLiteral("max_client_ttl"), token.maxClientTtl},
            {QStringLiteral("scopes"), QJsonArray::fromStringList(token.scopes)}, {QStringLiteral("access_scopes"), QJsonArray::fromStringList(token.accessScopes)},
            {QStringLiteral("actions"), QJsonArray::fromStringList(token.actions)}};
}

base::Result<RegisteredClient> readRegistered(const QJsonObject &body)
{
    FieldReader in(body);
    RegisteredClient made;
    made.id = base::ClientId(in.text(L1("client_id"), kId));
    made.scopes = in.optionalText(L1("scope"), FieldReader::kLong).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    made.expiresAt = in.optionalCount(L1("client_expires_at"));
    const base::Result<base::SharedSecret> secret = readClientSecret(body);
    if (!secret)
        return secret.error();
    made.secret = *secret;
    if (in.failed() || made.id.isEmpty())
        return {base::Errc::Malformed, QStringLiteral("the registration cannot be read: ") + in.error().detail};
    return made;
}

QJsonObject registrationJson(const NewClient &client)
{
    QJsonArray grants{QString(oauth::kGrantClientCredentials)};
    if (!client.actions.isEmpty())
        grants.append(QString(oauth::kGrantCiba));
    QJsonObject body{{QStringLiteral("client_name"), client.name},
                     {QStringLiteral("owner"), client.owner},
                     {QStringLiteral("reason"), client.reason},
                     {QStringLiteral("client_expires_at"), client.expiresAt},
                     {QStringLiteral("grant_types"), grants},
                     {QStringLiteral("token_endpoint_auth_method"), QStringLiteral("client_secret_basic")}};
    if (!client.ticket.isEmpty())
        body.insert(QStringLiteral("ticket"), client.ticket);
    if (!client.scopes.isEmpty())
        body.insert(QStringLiteral("scope"), client.scopes.join(QLatin1Char(' ')));
    if (!client.accessScopes.isEmpty())
        body.insert(QStringLiteral("access_scope"), client.accessScopes.join(QLatin1Char(' ')));
    if (!client.actions.isEmpty())
        body.insert(QStringLiteral("authorization_details_types"), QJsonArray::fromStringList(client.actions));
    return body;
}

std::optional<ClientRefusal> clientRefusal(int status, const QJsonObject &body)
{
    const QString code = body.value(L1("error")).toString();
    switch (status) {
    case 400:
    case 422: return ClientRefusal::Invalid;
    case 401: return code == L1("insufficient_user_authentication") ? std::optional(ClientRefusal::StepUp) : std::nullopt;
    case 403: return ClientRefusal::MayNot;
    case 404: return ClientRefusal::Gone;
    case 409: return ClientRefusal::Ended;
    case 429: return ClientRefusal::TooMany;
    default: break;
    }
    // "Come again" (5xx, 408) says nothing about what happened.
    return status >= 400 && status < 500 && status != 408 ? std::optional(ClientRefusal::Other) : std::nullopt;
}

}  // namespace countersign::backends
