// POST /token, /introspect and /revoke for requesters: who is let in, and what a base token holds.
#include "tests/authority/authority_fixture.h"

#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/crypto/jws.h"
#include "app/oauth/assertion.h"
#include "app/oauth/names.h"

#include <QJsonArray>
#include <QtTest>

using namespace countersign;
using test::Answer;
using test::Fields;

namespace {

const QByteArray kSecret = "a secret+with%odd=characters, long enough";
const Fields kCredentials{{"grant_type", "client_credentials"}};

}  // namespace

class TokenEndpointTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::AuthorityFixture> m_authority;
    crypto::EcPrivateKey m_key = crypto::EcPrivateKey::generate();

    Answer token(const Fields &fields, const test::Headers &headers = test::basicAuth("bot", kSecret)) { return m_authority->postForm("/token", fields, headers); }
    QByteArray baseToken(const Fields &more = {}) { return token(test::changed(kCredentials, more)).text("access_token").toUtf8(); }

    Answer withAssertion(const QByteArray &assertion, const Fields &more = {})
    {
        return token(test::changed({{"grant_type", "client_credentials"}, {"client_assertion_type", oauth::kAssertionJwtBearer.data()},
                                    {"client_assertion", assertion}}, more), {});
    }
    QByteArray assertion(const QJsonObject &changes = {}, const QJsonObject &header = {})
    {
        const qint64 now = m_authority->clock.now();
        QJsonObject claims{{QStringLiteral("iss"), QStringLiteral("key-bot")}, {QStringLiteral("sub"), QStringLiteral("key-bot")},
                           {QStringLiteral("aud"), m_authority->issuer()}, {QStringLiteral("exp"), now + 60}, {QStringLiteral("iat"), now},
                           {QStringLiteral("jti"), QString::number(++m_count)}};
        for (auto it = changes.begin(); it != changes.end(); ++it)
            claims.insert(it.key(), it.value());
        return crypto::signJws(m_key, "JWT", claims, header);
    }
    int m_count = 0;

private Q_SLOTS:
    void init()
    {
        m_authority = std::make_unique<test::AuthorityFixture>();
        m_authority->addBot(QStringLiteral("bot"), kSecret);
        m_authority->addBot(QStringLiteral("other"), "another secret that is long enough");
        authority::store::Client keyed = m_authority->addBot(QStringLiteral("unused"), "x");
        keyed.id = base::ClientId(QStringLiteral("key-bot"));
        keyed.authMethod = QStringLiteral("private_key_jwt");
        keyed.secretHash.clear();
        keyed.jwks = base::json::canonical(QJsonObject{{QStringLiteral("keys"), QJsonArray{m_key.publicKey().jwk()}}});
        m_authority->addClient(keyed);
        authority::store::Client api = keyed;
        api = m_authority->addBot(QStringLiteral("spare"), "y");
        api.id = base::ClientId(QStringLiteral("orders-api"));
        api.grants.clear();
        api.scopes.clear();
        api.actions.clear();
        api.resourceServer = QStringLiteral("https://orders.example");
        m_authority->addClient(api);
    }

    // SU-13: what is remembered outlives what it could be replayed for, however often the house is kept and the program restarted.
    void nothingIsForgottenTooEarly()
    {
        const QByteArray once = assertion();
        QCOMPARE(withAssertion(once).status, 200);
        const auto remembered = [this] {
            return *m_authority->write([](authority::store::Transaction &tx) {
                authority::grants::ReplayGuard::purge(tx);
                return tx.one("SELECT count(*) FROM replay")->integer(0);
            });
        };
        for (int seconds = 0; seconds < 60 + oauth::kSkewSeconds; seconds += 5) {
            QCOMPARE(remembered(), qint64(1));
            m_authority->restart();
            QCOMPARE(withAssertion(once).status, 401);
            m_authority->clock.advanceMs(5000);
        }
        m_authority->clock.advanceMs(5000);
        QCOMPARE(remembered(), qint64(0));
        QCOMPARE(withAssertion(once).status, 401);  // long expired by itself
        QCOMPARE(withAssertion(assertion()).status, 200);
    }

    void shapeOfABaseToken()
    {
        const Answer answer = token({{"grant_type", "client_credentials"}, {"scope", "orders:note:create"}});
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("cache-control"), QByteArray("no-store"));
        QCOMPARE(answer.text("token_type"), QStringLiteral("Bearer"));
        QCOMPARE(answer.text("scope"), QStringLiteral("orders:note:create"));
        QVERIFY(!answer.json().contains(QLatin1String("refresh_token")));
        const QByteArray text = answer.text("access_token").toUtf8();
        const auto jws = crypto::parseJws(text, oauth::kTypeAccessToken);
        QVERIFY(jws);
        for (const char *claim : {"iss", "exp", "aud", "sub", "client_id", "iat", "jti", "sid"})
            QVERIFY2(jws->claims.contains(QLatin1String(claim)), claim);
        QCOMPARE(jws->claims.value(QLatin1String("sub")).toString(), QStringLiteral("client:bot"));
        QCOMPARE(jws->claims.value(QLatin1String("aud")).toString(), QStringLiteral("https://orders.example"));
        QVERIFY(jws->claims.value(QLatin1String("jti")).toString().size() >= 43);
        QVERIFY(test::claimsOf(baseToken()).value(QLatin1String("sid")) != jws->claims.value(QLatin1String("sid")));
    }

    void scopesAndResources()
    {
        const Answer least = token(kCredentials);
        QCOMPARE(least.status, 200);
        QVERIFY(!least.json().contains(QLatin1String("scope")));
        QCOMPARE(test::claimsOf(least.text("access_token").toUtf8()).value(QLatin1String("aud")).toArray().size(), 2);
        for (const char *scope : {"nothing", "approvals:read", "orders:note:create ", "orders:note:create  orders:order:read", "*", "\""})
            QCOMPARE(token({{"grant_type", "client_credentials"}, {"scope", scope}}).error(), QStringLiteral("invalid_scope"));
        const QByteArray both = "orders:note:create deploy:release:run";
        const Answer narrowed = token({{"grant_type", "client_credentials"}, {"scope", both}, {"resource", "https://deploy.example"}});
        QCOMPARE(narrowed.text("scope"), QStringLiteral("deploy:release:run"));
        for (const char *resource : {"https://other.example", "deploy", "https://deploy.example/"})
            QCOMPARE(token({{"grant_type", "client_credentials"}, {"scope", both}, {"resource", resource}}).error(), QStringLiteral("invalid_target"));
        QCOMPARE(token({{"grant_type", "client_credentials"}, {"resource", "https://nowhere.example"}}).error(), QStringLiteral("invalid_target"));
    }

    void wrongSecrets()
    {
        for (const QByteArray &secret : {QByteArray(kSecret + 'x'), kSecret.chopped(1), QByteArray(), kSecret.toUpper()}) {
            const Answer answer = token(kCredentials, test::basicAuth("bot", secret));
            QCOMPARE(answer.status, 401);
            QCOMPARE(answer.error(), QStringLiteral("invalid_client"));
            QVERIFY(answer.header("www-authenticate").startsWith("Basic "));
        }
        for (const QByteArray &header : {QByteArray("Basic"), QByteArray("Basic !!!"), QByteArray("Basic " + QByteArray("no colon").toBase64()), QByteArray("Bearer x")})
            QCOMPARE(token(kCredentials, {{"Authorization", header}}).status, 401);
        QCOMPARE(token(kCredentials, test::basicAuth("nobody", kSecret)).status, 401);
        QCOMPARE(token(kCredentials, {}).status, 401);
        QCOMPARE(token(kCredentials).status, 200);
        // Sent as it is, as `curl -u` does.
        QCOMPARE(token(kCredentials, {{"Authorization", "Basic " + QByteArray("bot:" + kSecret).toBase64()}}).status, 200);
    }

    void oneMethodOnly()
    {
        const Fields body = test::changed(kCredentials, {{"client_id", "bot"}, {"client_secret", kSecret}});
        QCOMPARE(token(body).error(), QStringLiteral("invalid_request"));
        QCOMPARE(token(body, {}).error(), QStringLiteral("invalid_client"));
        auto headers = test::basicAuth("bot", kSecret);
        headers.push_back(headers.front());
        QCOMPARE(token(kCredentials, headers).error(), QStringLiteral("invalid_request"));
        QCOMPARE(token(test::changed(kCredentials, {{"client_id", "other"}})).error(), QStringLiteral("invalid_client"));
        QCOMPARE(token(test::changed(kCredentials, {{"client_id", "bot"}})).status, 200);
    }

    void secretsInTheQuery()
    {
        for (const QByteArray name : {"client_secret", "refresh_token", "client_assertion", "code", "token", "access%5Ftoken"})
            QCOMPARE(m_authority->postForm("/token?" + name + "=x", kCredentials, test::basicAuth("bot", kSecret)).error(), QStringLiteral("invalid_request"));
    }

    void grantTypes()
    {
        QCOMPARE(token({}).error(), QStringLiteral("invalid_request"));
        QCOMPARE(token({{"grant_type", ""}}).error(), QStringLiteral("invalid_request"));
        QCOMPARE(token({{"grant_type", "password"}}).error(), QStringLiteral("unsupported_grant_type"));
        QCOMPARE(token({{"grant_type", "refresh_token"}, {"refresh_token", "x"}}).error(), QStringLiteral("unauthorized_client"));
        QCOMPARE(token({{"grant_type", "client_credentials"}, {"grant_type", "client_credentials"}}).error(), QStringLiteral("invalid_request"));
        QCOMPARE(token({{"grant_type", "client_credentials"}, {"x", "1"}, {"x", "1"}}).error(), QStringLiteral("invalid_request"));
        QCOMPARE(token(test::changed(kCredentials, {{"client_id", "countersign-console"}}), {}).error(), QStringLiteral("unauthorized_client"));
    }

    void privateKeyJwt()
    {
        const QByteArray once = assertion();
        QCOMPARE(withAssertion(once).status, 200);
        QCOMPARE(withAssertion(once).error(), QStringLiteral("invalid_client"));
        const qint64 now = m_authority->clock.now();
        const QString issuer = m_authority->issuer();
        for (const QJsonObject &claims : {QJsonObject{{QStringLiteral("aud"), issuer + QStringLiteral("/token")}}, QJsonObject{{QStringLiteral("aud"), QJsonArray{issuer}}},
                                          QJsonObject{{QStringLiteral("iss"), QStringLiteral("bot")}}, QJsonObject{{QStringLiteral("sub"), QStringLiteral("bot")}},
                                          QJsonObject{{QStringLiteral("exp"), now}}, QJsonObject{{QStringLiteral("exp"), now + 3600}}})
            QCOMPARE(withAssertion(assertion(claims)).status, 401);
        for (const char *name : {"jku", "x5u", "jwk", "x5c"})
            QCOMPARE(withAssertion(assertion({}, {{QLatin1String(name), QStringLiteral("https://evil.example/")}})).status, 401);
        QCOMPARE(withAssertion(assertion({}, {{QStringLiteral("kid"), QStringLiteral("../../key")}})).status, 401);
        QCOMPARE(withAssertion(assertion(), {{"client_id", "bot"}}).status, 401);
        QCOMPARE(withAssertion(assertion(), {{"client_assertion_type", ""}}).status, 401);
        QCOMPARE(token(kCredentials, test::basicAuth("key-bot", kSecret)).status, 401);
        QCOMPARE(withAssertion(assertion()).status, 200);
    }

    void anAssertionIsRememberedAfterARestart()
    {
        const QByteArray once = assertion();
        QCOMPARE(withAssertion(once).status, 200);
        m_authority->restart();
        QCOMPARE(withAssertion(once).error(), QStringLiteral("invalid_client"));
        QCOMPARE(withAssertion(assertion()).status, 200);
    }

    void boundByDpop()
    {
        auto headers = test::basicAuth("bot", kSecret);
        const QByteArray proof = m_authority->proof(m_key, "POST", "/token");
        headers.emplace_back("DPoP", proof);
        const Answer answer = token(kCredentials, headers);
        QCOMPARE(answer.text("token_type"), QStringLiteral("DPoP"));
        QCOMPARE(test::claimsOf(answer.text("access_token").toUtf8()).value(QLatin1String("cnf")).toObject().value(QLatin1String("jkt")).toString(),
                 QString::fromLatin1(m_key.publicKey().thumbprint()));
        QCOMPARE(token(kCredentials, headers).error(), QStringLiteral("invalid_dpop_proof"));
        m_authority->restart();
        QCOMPARE(token(kCredentials, headers).error(), QStringLiteral("invalid_dpop_proof"));
        headers.back().second = m_authority->proof(m_key, "POST", "/par");
        QCOMPARE(token(kCredentials, headers).error(), QStringLiteral("invalid_dpop_proof"));
        headers.back().second = "garbage";
        QCOMPARE(token(kCredentials, headers).status, 400);
        headers.back().second = m_authority->proof(m_key, "POST", "/token");
        headers.emplace_back("DPoP", m_authority->proof(m_key, "POST", "/token"));
        QCOMPARE(token(kCredentials, headers).error(), QStringLiteral("invalid_dpop_proof"));
    }

    void introspection()
    {
        const QByteArray text = baseToken({{"scope", "orders:note:create deploy:release:run"}});
        const auto ask = [&](const QByteArray &id, const QByteArray &secret, const QByteArray &value) {
            return m_authority->postForm("/introspect", {{"token", value}}, test::basicAuth(id, secret));
        };
        const Answer own = ask("bot", kSecret, text);
        QCOMPARE(own.json().value(QLatin1String("active")).toBool(), true);
        QCOMPARE(own.text("scope"), QStringLiteral("orders:note:create deploy:release:run"));
        QCOMPARE(ask("orders-api", "y", text).json().value(QLatin1String("active")).toBool(), true);
        const QByteArray inactive = "{\"active\":false}";
        QCOMPARE(ask("other", "another secret that is long enough", text).body.trimmed(), inactive);
        const QByteArray deploy = baseToken({{"scope", "deploy:release:run"}});
        QCOMPARE(ask("orders-api", "y", deploy).body.trimmed(), inactive);
        for (const QByteArray &value : {QByteArray("garbage"), QByteArray("a.b.c"), QByteArray(text + 'x'), QByteArray(text + ' ')})
            QCOMPARE(ask("bot", kSecret, value).body.trimmed(), inactive);
        QCOMPARE(m_authority->postForm("/introspect", {{"token", text}}).status, 401);
        QCOMPARE(m_authority->postForm("/introspect", {{"token", text}, {"client_id", "countersign-console"}}).status, 401);
        QCOMPARE(m_authority->postForm("/introspect", {}, test::basicAuth("bot", kSecret)).error(), QStringLiteral("invalid_request"));
        m_authority->clock.advanceMs(600'000);
        QCOMPARE(ask("bot", kSecret, text).body.trimmed(), inactive);
    }

    void revocation()
    {
        const QByteArray text = baseToken();
        const auto revoke = [&](const QByteArray &id, const QByteArray &secret, const QByteArray &value) {
            return m_authority->postForm("/revoke", {{"token", value}, {"token_type_hint", "refresh_token"}}, test::basicAuth(id, secret));
        };
        const auto isActive = [&] {
            return m_authority->postForm("/introspect", {{"token", text}}, test::basicAuth("bot", kSecret)).json().value(QLatin1String("active")).toBool();
        };
        const Answer foreign = revoke("other", "another secret that is long enough", text);
        QCOMPARE(foreign.status, 400);
        QCOMPARE(foreign.error(), QStringLiteral("invalid_grant"));
        QVERIFY(isActive());
        QCOMPARE(revoke("bot", kSecret, "unknown").status, 200);
        QCOMPARE(revoke("bot", kSecret, text).status, 200);
        QVERIFY(!isActive());
        QCOMPARE(revoke("bot", kSecret, text).status, 200);
        const auto events = m_authority->auditEvents();
        QCOMPARE(std::count(events.begin(), events.end(), QStringLiteral("token.revoked")), 1);
    }

    void droppedScopes()
    {
        const QByteArray one = baseToken({{"scope", "deploy:release:run"}}), two = baseToken({{"scope", "orders:note:create deploy:release:run"}});
        QByteArray catalog = test::testCatalog();
        const qsizetype at = catalog.indexOf("[[scope]]\nname = \"deploy:release:run\"");
        catalog.remove(at, catalog.indexOf("[[action]]") - at);
        m_authority->applyCatalog(catalog);
        const auto seen = [&](const QByteArray &text) { return m_authority->postForm("/introspect", {{"token", text}}, test::basicAuth("bot", kSecret)); };
        QCOMPARE(seen(one).body.trimmed(), QByteArray("{\"active\":false}"));
        QCOMPARE(seen(two).text("scope"), QStringLiteral("orders:note:create"));
        QCOMPARE(token({{"grant_type", "client_credentials"}, {"scope", "deploy:release:run"}}).error(), QStringLiteral("invalid_scope"));
    }

    void aDeadClientIsDeadEverywhere()
    {
        const QByteArray text = baseToken();
        QVERIFY(m_authority->write([](authority::store::Transaction &tx) { (void)authority::store::disableClient(tx, base::ClientId(QStringLiteral("bot"))); }));
        QCOMPARE(token(kCredentials).status, 401);
        const Answer seen = m_authority->postForm("/introspect", {{"token", text}}, test::basicAuth("orders-api", "y"));
        QCOMPARE(seen.body.trimmed(), QByteArray("{\"active\":false}"));
    }

    void metadataAndKeys()
    {
        const QJsonObject document = m_authority->get("/.well-known/oauth-authorization-server").json();
        QCOMPARE(document.value(QLatin1String("issuer")).toString(), m_authority->issuer());
        QVERIFY(document.value(QLatin1String("countersign")).toObject().value(QLatin1String("audit_key")).toString().contains(QLatin1String("/audit+")));
        const QJsonArray keys = m_authority->get("/jwks").json().value(QLatin1String("keys")).toArray();
        QVERIFY(!keys.isEmpty());
        QVERIFY(!keys.first().toObject().contains(QLatin1String("d")));
        QCOMPARE(m_authority->get("/healthz").status, 200);
        QCOMPARE(m_authority->get("/readyz").status, 200);
        const Answer metrics = m_authority->get("/metrics");
        QVERIFY(metrics.body.contains("\ncountersign_grants_active 0\n"));
        QCOMPARE(m_authority->get("/metrics", {{"X-Forwarded-For", "192.0.2.1"}}).status, 401);
    }
};

QTEST_GUILESS_MAIN(TokenEndpointTest)
#include "token_endpoint_test.moc"
