#include "app/oauth/client_metadata.h"

#include "app/base/json.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"
#include "app/oauth/scope.h"

#include <QJsonArray>

namespace countersign::oauth {

namespace {

constexpr qsizetype kMostItems = 200;
constexpr QLatin1StringView kRegisteredCiba{"ciba"};  // as a registration keeps it

// Reads members and remembers the first fault.
class Reader {
public:
    explicit Reader(const QJsonObject &object) : m_object(object) {}

    QString text(const char *name)
    {
        const QJsonValue value = member(name);
        if (value.isUndefined() || value.isString())
            return value.toString();
        return fail(name, "text"), QString();
    }

    std::optional<QStringList> texts(const char *name)
    {
        const QJsonValue value = member(name);
        if (value.isUndefined())
            return std::nullopt;
        QStringList all;
        for (const QJsonValue &one : value.toArray()) {
            if (!one.isString())
                return fail(name, "a list of texts"), std::nullopt;
            if (!all.contains(one.toString()))
                all.append(one.toString());
        }
        if (!value.isArray() || all.size() > kMostItems)
            return fail(name, "a list of at most 200 texts"), std::nullopt;
        return all;
    }

    std::optional<qint64> integer(const char *name)
    {
        const QJsonValue value = member(name);
        if (value.isUndefined())
            return std::nullopt;
        if (!base::json::isInteger(value))
            return fail(name, "a whole number of seconds"), std::nullopt;
        return value.toInteger();
    }

    QJsonObject object(const char *name)
    {
        const QJsonValue value = member(name);
        if (!value.isUndefined() && !value.isObject())
            fail(name, "an object");
        return value.toObject();
    }

    bool has(const char *name) const { return !member(name).isUndefined(); }

    void fail(const char *name, const char *what) { refuse(error::kInvalidClientMetadata, QStringLiteral("%1 must be %2.").arg(QLatin1String(name), QLatin1String(what))); }
    void refuse(QLatin1StringView code, const QString &description)
    {
        if (!m_fault)
            m_fault = MetadataFault{code, description};
    }
    const std::optional<MetadataFault> &fault() const { return m_fault; }

private:
    // RFC 7592 2.2: null is the same as leaving it out.
    QJsonValue member(const char *name) const
    {
        const QJsonValue value = m_object.value(QLatin1String(name));
        return value.isNull() ? QJsonValue(QJsonValue::Undefined) : value;
    }

    const QJsonObject &m_object;
    std::optional<MetadataFault> m_fault;
};

QStringList readScope(Reader &reader, const char *name)
{
    const QString scope = reader.text(name);
    if (scope.isEmpty())
        return {};
    auto scopes = parseScope(scope);
    if (!scopes)
        return reader.fail(name, "scopes with one blank between them"), QStringList();
    return *std::move(scopes);
}

void readActions(Reader &reader, ClientMetadata &metadata)
{
    const auto types = reader.texts("authorization_details_types");
    const auto actions = reader.texts("actions");
    if (types && actions && *types != *actions)
        reader.fail("actions", "the same as authorization_details_types");
    metadata.actions = types ? *types : actions.value_or(QStringList());
}

void readGrants(Reader &reader, ClientMetadata &metadata)
{
    metadata.grants = reader.texts("grant_types");
    if (!metadata.grants)
        return;
    for (QString &grant : *metadata.grants) {
        if (grant == kGrantCiba)
            grant = kRegisteredCiba;
    }
    metadata.grants->removeDuplicates();
}

// CIBA Core 4: who is told, and how. A push would carry the credential itself (FAPI-CIBA 5.2.2 forbids it).
void readDelivery(Reader &reader, ClientMetadata &metadata)
{
    const QString mode = reader.text("backchannel_token_delivery_mode");
    metadata.pingEndpoint = reader.text("backchannel_client_notification_endpoint");
    if (!(mode.isEmpty() || mode == QLatin1String("poll") || mode == QLatin1String("ping")))
        reader.fail("backchannel_token_delivery_mode", "poll or ping");
    if ((mode == QLatin1String("ping")) != !metadata.pingEndpoint.isEmpty())
        reader.refuse(error::kInvalidClientMetadata, QStringLiteral("ping mode and backchannel_client_notification_endpoint need each other."));
}

void insertTexts(QJsonObject &object, const char *name, const QStringList &texts)
{
    if (!texts.isEmpty())
        object.insert(QLatin1String(name), QJsonArray::fromStringList(texts));
}

void insertText(QJsonObject &object, const char *name, const QString &text)
{
    if (!text.isEmpty())
        object.insert(QLatin1String(name), text);
}

}  // namespace

std::variant<ClientMetadata, MetadataFault> readClientMetadata(const QJsonObject &object)
{
    Reader reader(object);
    ClientMetadata metadata;
    metadata.redirectUris = reader.texts("redirect_uris").value_or(QStringList());
    metadata.name = reader.text("client_name");
    if (const QString method = reader.text("token_endpoint_auth_method"); !method.isEmpty())
        metadata.authMethod = method;
    readGrants(reader, metadata);
    metadata.scopes = readScope(reader, "scope");
    metadata.accessScopes = readScope(reader, "access_scope");
    readActions(reader, metadata);
    readDelivery(reader, metadata);
    metadata.responseTypes = reader.texts("response_types");
    metadata.jwks = reader.object("jwks");
    metadata.expiresAt = reader.integer("client_expires_at");
    metadata.owner = reader.text("owner");
    metadata.reason = reader.text("reason");
    metadata.ticket = reader.text("ticket");
    // Fetching an address that a stranger names is a door into the network behind it; the keys themselves are asked for.
    if (reader.has("jwks_uri"))
        reader.refuse(error::kInvalidClientMetadata, QStringLiteral("jwks_uri is not followed: send the keys themselves as jwks."));
    if (reader.has("software_statement"))
        reader.refuse(error::kUnapprovedSoftwareStatement, QStringLiteral("Software statements are not approved here."));
    if (reader.fault())
        return *reader.fault();
    return metadata;
}

QJsonObject clientMetadataJson(const ClientMetadata &metadata)
{
    QStringList grants = metadata.grants.value_or(QStringList());
    grants.replaceInStrings(QString(kRegisteredCiba), QString(kGrantCiba));
    QJsonObject object{{QStringLiteral("token_endpoint_auth_method"), metadata.authMethod},
                       {QStringLiteral("grant_types"), QJsonArray::fromStringList(grants)},
                       {QStringLiteral("response_types"), QJsonArray::fromStringList(metadata.responseTypes.value_or(QStringList()))}};
    insertText(object, "client_name", metadata.name);
    insertText(object, "scope", scopeText(metadata.scopes));
    insertText(object, "access_scope", scopeText(metadata.accessScopes));
    insertTexts(object, "authorization_details_types", metadata.actions);
    insertTexts(object, "redirect_uris", metadata.redirectUris);
    if (!metadata.jwks.isEmpty())
        object.insert(QStringLiteral("jwks"), metadata.jwks);
    if (!metadata.pingEndpoint.isEmpty())
        object.insert(QStringLiteral("backchannel_token_delivery_mode"), QStringLiteral("ping"));
    insertText(object, "backchannel_client_notification_endpoint", metadata.pingEndpoint);
    if (metadata.expiresAt)
        object.insert(QStringLiteral("client_expires_at"), *metadata.expiresAt);
    insertText(object, "owner", metadata.owner);
    insertText(object, "reason", metadata.reason);
    insertText(object, "ticket", metadata.ticket);
    return object;
}

}  // namespace countersign::oauth
