// Metadata and token answers: what is written can be read, and what is wrong is refused.
#include "app/oauth/metadata.h"
#include "app/oauth/token_response.h"

#include <QtTest>

using namespace countersign;

namespace {

const QString kIssuer = QStringLiteral("https://auth.example");

oauth::Metadata metadata()
{
    oauth::Metadata m;
    m.issuer = kIssuer;
    m.authorizationEndpoint = kIssuer + QStringLiteral("/authorize");
    m.tokenEndpoint = kIssuer + QStringLiteral("/token");
    m.jwksUri = kIssuer + QStringLiteral("/jwks");
    m.grantTypes = {QStringLiteral("authorization_code")};
    m.tokenEndpointAuthMethods = {QStringLiteral("client_secret_basic"), QStringLiteral("none")};
    m.version = 1;
    m.approvalsEndpoint = kIssuer + QStringLiteral("/approvals");
    m.eventsEndpoint = kIssuer + QStringLiteral("/events");
    m.devicesEndpoint = kIssuer + QStringLiteral("/devices");
    m.auditEndpoint = kIssuer + QStringLiteral("/audit");
    m.auditKey = QStringLiteral("auth.example/audit+00000000+AQ==");
    return m;
}

}  // namespace

class MessagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void metadataRoundTrip()
    {
        const auto read = oauth::readMetadata(oauth::metadataJson(metadata()), kIssuer);
        QVERIFY(read);
        QCOMPARE(read->tokenEndpoint, metadata().tokenEndpoint);
        QCOMPARE(read->grantTypes, metadata().grantTypes);
        QCOMPARE(read->auditKey, metadata().auditKey);
        QVERIFY(!oauth::metadataJson(metadata()).contains(QLatin1String("registration_endpoint")));
    }

    void metadataOfAnotherIssuer()
    {
        const auto read = oauth::readMetadata(oauth::metadataJson(metadata()), QStringLiteral("https://auth.example/"));
        QVERIFY(!read);
        QCOMPARE(read.error().code, base::Errc::Denied);
    }

    void endpointsElsewhere()
    {
        for (const char *name : {"token_endpoint", "jwks_uri", "authorization_endpoint", "introspection_endpoint"}) {
            for (const char *url : {"https://evil.example/token", "http://auth.example/token", "https://auth.example:444/token", "javascript:1", "https://auth.example@evil.example/"}) {
                QJsonObject document = oauth::metadataJson(metadata());
                document.insert(QLatin1String(name), QLatin1String(url));
                QVERIFY2(!oauth::readMetadata(document, kIssuer), url);
            }
        }
        QJsonObject document = oauth::metadataJson(metadata());
        document.remove(QStringLiteral("token_endpoint"));
        QVERIFY(!oauth::readMetadata(document, kIssuer));
    }

    void anotherVersion()
    {
        oauth::Metadata m = metadata();
        m.version = 2;
        const auto read = oauth::readMetadata(oauth::metadataJson(m), kIssuer);
        QVERIFY(!read);
        QCOMPARE(read.error().code, base::Errc::Unsupported);
    }

    void tokenRoundTrip()
    {
        oauth::TokenResponse response;
        response.accessToken = base::Secret(QByteArray("abc"));
        response.tokenType = QStringLiteral("DPoP");
        response.expiresIn = 60;
        response.scopes = {QStringLiteral("a"), QStringLiteral("b")};
        const QJsonObject body = oauth::tokenResponseJson(response);
        QVERIFY(!body.contains(QLatin1String("refresh_token")));
        const auto read = oauth::readTokenResponse(body);
        QVERIFY(read);
        QVERIFY(read->accessToken.equals("abc"));
        QCOMPARE(read->scopes, response.scopes);
        for (const char *name : {"access_token", "token_type", "expires_in"}) {
            QJsonObject less = body;
            less.remove(QLatin1String(name));
            QVERIFY2(!oauth::readTokenResponse(less), name);
        }
        QJsonObject odd = body;
        odd.insert(QStringLiteral("token_type"), QStringLiteral("mac"));
        QVERIFY(!oauth::readTokenResponse(odd));
        odd.insert(QStringLiteral("token_type"), QStringLiteral("dpop"));
        QVERIFY(oauth::readTokenResponse(odd));
    }
};

QTEST_APPLESS_MAIN(MessagesTest)
#include "messages_test.moc"
