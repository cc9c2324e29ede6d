#include "app/oauth/metadata.h"

#include "app/base/json.h"
#include "app/oauth/url.h"

#include <QJsonArray>

#include <array>

namespace countersign::oauth {

namespace {

struct TextMember {
    QLatin1StringView name;
    QString Metadata::*field;
    bool isNeeded;
};

struct ListMember {
    QLatin1StringView name;
    QStringList Metadata::*field;
};

const std::array kEndpoints{
    TextMember{QLatin1StringView("authorization_endpoint"), &Metadata::authorizationEndpoint, true},
    TextMember{QLatin1StringView("token_endpoint"), &Metadata::tokenEndpoint, true},
    TextMember{QLatin1StringView("jwks_uri"), &Metadata::jwksUri, true},
    TextMember{QLatin1StringView("pushed_authorization_request_endpoint"), &Metadata::parEndpoint, false},
    TextMember{QLatin1StringView("introspection_endpoint"), &Metadata::introspectionEndpoint, false},
    TextMember{QLatin1StringView("revocation_endpoint"), &Metadata::revocationEndpoint, false},
    TextMember{QLatin1StringView("registration_endpoint"), &Metadata::registrationEndpoint, false},
    TextMember{QLatin1StringView("backchannel_authentication_endpoint"), &Metadata::backchannelAuthenticationEndpoint, false},
};

const std::array kOwnEndpoints{
    TextMember{QLatin1StringView("approvals_endpoint"), &Metadata::approvalsEndpoint, true},
    TextMember{QLatin1StringView("events_endpoint"), &Metadata::eventsEndpoint, true},
    TextMember{QLatin1StringView("consume_endpoint"), &Metadata::consumeEndpoint, false},
    TextMember{QLatin1StringView("devices_endpoint"), &Metadata::devicesEndpoint, true},
    TextMember{QLatin1StringView("clients_endpoint"), &Metadata::clientsEndpoint, false},
    TextMember{QLatin1StringView("catalog_endpoint"), &Metadata::catalogEndpoint, false},
    TextMember{QLatin1StringView("grants_endpoint"), &Metadata::grantsEndpoint, false},
    TextMember{QLatin1StringView("audit_endpoint"), &Metadata::auditEndpoint, true},
};

const std::array kLists{
    ListMember{QLatin1StringView("scopes_supported"), &Metadata::scopes},
    ListMember{QLatin1StringView("grant_types_supported"), &Metadata::grantTypes},
    ListMember{QLatin1StringView("response_types_supported"), &Metadata::responseTypes},
    ListMember{QLatin1StringView("token_endpoint_auth_methods_supported"), &Metadata::tokenEndpointAuthMethods},
    ListMember{QLatin1StringView("authorization_details_types_supported"), &Metadata::authorizationDetailsTypes},
    ListMember{QLatin1StringView("acr_values_supported"), &Metadata::acrValues},
};

template <class Table>
void writeTexts(QJsonObject &into, const Metadata &metadata, const Table &table)
{
    for (const TextMember &member : table) {
        if (const QString &value = metadata.*member.field; !value.isEmpty())
            into.insert(member.name, value);
    }
}

base::Error malformed(QLatin1StringView member)
{
    return {base::Errc::Malformed, QStringLiteral("the authority's metadata has no usable %1").arg(member)};
}

// Endpoints elsewhere would let one authority send our secrets to another host.
template <class Table>
base::Status readTexts(Metadata &metadata, const QJsonObject &from, const Table &table)
{
    const auto home = originOf(metadata.issuer.toUtf8());
    for (const TextMember &member : table) {
        const auto value = base::json::text(from, QLatin1String(member.name.data(), member.name.size()));
        if (!value && (member.isNeeded || from.contains(member.name)))
            return malformed(member.name);
        if (!value)
            continue;
        const auto origin = originOf(value->toUtf8());
        if (!home || !origin || *origin != *home)
            return malformed(member.name);
        metadata.*member.field = *value;
    }
    return base::Done{};
}

base::Status readLists(Metadata &metadata, const QJsonObject &from)
{
    for (const ListMember &member : kLists) {
        const QJsonValue list = from.value(member.name);
        if (!list.isUndefined() && !list.isArray())
            return malformed(member.name);
        for (const QJsonValue &entry : list.toArray()) {
            if (!entry.isString())
                return malformed(member.name);
            (metadata.*member.field).append(entry.toString());
        }
    }
    return base::Done{};
}

}  // namespace

QJsonObject metadataJson(const Metadata &metadata)
{
    const QJsonArray es256{QStringLiteral("ES256")};
    QJsonObject document{{QStringLiteral("issuer"), metadata.issuer},
                         {QStringLiteral("code_challenge_methods_supported"), QJsonArray{QStringLiteral("S256")}},
                         {QStringLiteral("dpop_signing_alg_values_supported"), es256},
                         {QStringLiteral("token_endpoint_auth_signing_alg_values_supported"), es256},
                         {QStringLiteral("authorization_response_iss_parameter_supported"), true}};
    writeTexts(document, metadata, kEndpoints);
    for (const ListMember &member : kLists) {
        if (const QStringList &list = metadata.*member.field; !list.isEmpty())
            document.insert(member.name, QJsonArray::fromStringList(list));
    }
    const QStringList confidential = metadata.tokenEndpointAuthMethods.filter(QLatin1String("_"));
    for (const QLatin1StringView endpoint : {QLatin1StringView("introspection"), QLatin1StringView("revocation")}) {
        document.insert(endpoint + QLatin1String("_endpoint_auth_methods_supported"), QJsonArray::fromStringList(confidential));
        document.insert(endpoint + QLatin1String("_endpoint_auth_signing_alg_values_supported"), es256);
    }
    if (!metadata.backchannelAuthenticationEndpoint.isEmpty()) {
        document.insert(QStringLiteral("backchannel_token_delivery_modes_supported"), QJsonArray{QStringLiteral("poll"), QStringLiteral("ping")});
        document.insert(QStringLiteral("backchannel_user_code_parameter_supported"), false);
    }
    QJsonObject own{{QStringLiteral("version"), metadata.version}};
    writeTexts(own, metadata, kOwnEndpoints);
    if (!metadata.auditKey.isEmpty())
        own.insert(QStringLiteral("audit_key"), metadata.auditKey);
    if (!metadata.contact.isEmpty())
        own.insert(QStringLiteral("contact"), metadata.contact);
    document.insert(QStringLiteral("countersign"), own);
    return document;
}

base::Result<Metadata> readMetadata(const QJsonObject &document, const QString &expectedIssuer)
{
    Metadata metadata;
    metadata.issuer = base::json::text(document, QLatin1String("issuer")).value_or(QString());
    if (metadata.issuer != expectedIssuer)
        return base::Error{base::Errc::Denied, QStringLiteral("the metadata is of another issuer")};
    const QJsonObject own = document.value(QLatin1String("countersign")).toObject();
    metadata.version = static_cast<int>(base::json::integer(own, QLatin1String("version")).value_or(0));
    if (metadata.version != 1)
        return base::Error{base::Errc::Unsupported, QStringLiteral("this authority speaks another protocol version")};
    if (const auto read = readTexts(metadata, document, kEndpoints); !read)
        return read.error();
    if (const auto read = readTexts(metadata, own, kOwnEndpoints); !read)
        return read.error();
    if (const auto read = readLists(metadata, document); !read)
        return read.error();
    metadata.auditKey = base::json::text(own, QLatin1String("audit_key")).value_or(QString());
    metadata.contact = base::json::text(own, QLatin1String("contact")).value_or(QString());
    return metadata;
}

}  // namespace countersign::oauth
