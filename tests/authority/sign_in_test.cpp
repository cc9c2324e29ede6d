// /authorize, /par and the sessions that come of them: codes, refresh tokens, devices, grants.
#include "tests/authority/authority_fixture.h"

#include "app/authority/grants/one_time_code.h"
#include "app/authority/store/devices.h"
#include "app/base/json.h"
#include "app/oauth/assertion.h"
#include "app/oauth/names.h"

#include <QJsonArray>
#include <QtTest>

#include <thread>

using namespace countersign;
using test::Answer;
using test::ConsoleClient;
using test::Fields;

namespace {

constexpr qint64 kDayMs = 86'400'000;

}  // namespace

class SignInTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::AuthorityFixture> m_authority;
    base::Subject m_alice;

    ConsoleClient alice() { return ConsoleClient(*m_authority, QStringLiteral("alice")); }
    qsizetype audited(const QString &name)
    {
        const auto events = m_authority->auditEvents();
        return std::count(events.begin(), events.end(), name);
    }

private Q_SLOTS:
    void init()
    {
        authority::Config config;
        config.limits.signInsPerMinute = 1000;
        m_authority = std::make_unique<test::AuthorityFixture>(config);
        m_alice = m_authority->addUser(QStringLiteral("alice"), {QStringLiteral("approver")}, {QStringLiteral("payments")});
    }

    void theWholeSignIn()
    {
        ConsoleClient console = alice();
        const Answer sent = console.signInWith(console.request());
        QCOMPARE(sent.status, 303);
        QVERIFY(sent.header("location").startsWith("http://127.0.0.1:49152/callback?code="));
        QCOMPARE(test::locationParameter(sent, "state"), QStringLiteral("st+a te&"));
        QCOMPARE(test::locationParameter(sent, "iss"), m_authority->issuer());
        const Answer tokens = console.redeem(test::locationParameter(sent, "code").toUtf8());
        QCOMPARE(tokens.status, 200);
        QCOMPARE(tokens.text("token_type"), QStringLiteral("DPoP"));
        QCOMPARE(tokens.text("scope"), QString::fromLatin1(console.scope));
        console.keep(tokens);
        QCOMPARE(console.get("/devices").status, 200);
        const QJsonObject claims = test::claimsOf(console.access);
        QCOMPARE(claims.value(QLatin1String("sub")).toString(), m_alice.text());
        QCOMPARE(claims.value(QLatin1String("aud")).toString(), m_authority->issuer());
        QCOMPARE(claims.value(QLatin1String("acr")).toString(), QStringLiteral("pwd"));
        QCOMPARE(claims.value(QLatin1String("auth_time")).toInteger(), m_authority->clock.now());
        QCOMPARE(audited(QStringLiteral("user.signed_in")), 1);
        QCOMPARE(audited(QStringLiteral("session.started")), 1);
    }

    void refusedWithoutRedirect()
    {
        for (const char *uri : {"https://evil.example/callback", "http://localhost:49152/callback", "http://127.0.0.2:1/callback", "http://127.0.0.1/callback",
                                "http://127.0.0.1:/callback", "http://127.0.0.1:0/callback", "http://127.0.0.1:08/callback", "http://127.0.0.1:65536/callback",
                                "http://127.0.0.1:1/callback/", "http://127.0.0.1:1/callback?x", "http://127.0.0.1:1/x/callback", "HTTP://127.0.0.1:1/callback",
                                "http://127.0.0.1:1@evil.example/callback", "http://[::2]:1/callback", "https://127.0.0.1:1/callback", ""}) {
            ConsoleClient console = alice();
            const Answer answer = console.page(console.request({{"redirect_uri", uri}}));
            QVERIFY2(answer.status == 400, uri);
            QVERIFY(answer.header("location").isEmpty());
            QVERIFY(answer.header("content-type").startsWith("text/html"));
        }
        ConsoleClient console = alice();
        QCOMPARE(console.page(console.request({{"client_id", "nobody"}})).status, 400);
        Fields twice = console.request();
        twice.emplace_back("state", "again");
        QCOMPARE(console.page(twice).status, 400);
        console.redirect = "http://[::1]:50000/callback";
        QVERIFY(console.signIn());
    }

    void refusedWithRedirect_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("error");
        const QString invalid = QStringLiteral("invalid_request");
        for (const char *type : {"token", "id_token", "code id_token", "none"})
            QTest::addRow("response_type %s", type) << QByteArray("response_type") << QByteArray(type) << QStringLiteral("unsupported_response_type");
        QTest::newRow("no response_type") << QByteArray("response_type") << QByteArray() << invalid;
        QTest::newRow("no challenge") << QByteArray("code_challenge") << QByteArray() << invalid;
        QTest::newRow("short challenge") << QByteArray("code_challenge") << QByteArray("short") << invalid;
        QTest::newRow("plain") << QByteArray("code_challenge_method") << QByteArray("plain") << invalid;
        QTest::newRow("no method") << QByteArray("code_challenge_method") << QByteArray() << invalid;
        QTest::newRow("malformed scope") << QByteArray("scope") << QByteArray("a  b") << QStringLiteral("invalid_scope");
        QTest::newRow("unknown scope") << QByteArray("scope") << QByteArray("no:such") << QStringLiteral("invalid_scope");
        QTest::newRow("dpop_jkt") << QByteArray("dpop_jkt") << QByteArray("short") << invalid;
        QTest::newRow("prompt none") << QByteArray("prompt") << QByteArray("none") << QStringLiteral("login_required");
        QTest::newRow("max_age") << QByteArray("max_age") << QByteArray("-1") << invalid;
        QTest::newRow("acr_values") << QByteArray("acr_values") << QByteArray("gold") << QStringLiteral("unmet_authentication_requirements");
        QTest::newRow("fragment") << QByteArray("response_mode") << QByteArray("fragment") << invalid;
    }

    void refusedWithRedirect()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(QString, error);
        ConsoleClient console = alice();
        const Answer answer = console.page(console.request({{name, value}}));
        QCOMPARE(answer.status, 303);
        QCOMPARE(test::locationParameter(answer, "error"), error);
        QCOMPARE(test::locationParameter(answer, "iss"), m_authority->issuer());
        QCOMPARE(test::locationParameter(answer, "state"), QStringLiteral("st+a te&"));
        QVERIFY(!answer.header("location").contains("code=") && !answer.header("location").contains('#'));
    }

    void thePage()
    {
        ConsoleClient console = alice();
        const Answer page = console.page(console.request({{"state", "\"><script>alert(1)</script>"}}));
        QCOMPARE(page.status, 200);
        const QByteArray policy = page.header("content-security-policy");
        QVERIFY(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"));
        QVERIFY2(policy.contains("form-action 'self' http://127.0.0.1:49152;"), policy.constData());
        QVERIFY(!page.body.contains("<script"));
        QCOMPARE(page.header("referrer-policy"), QByteArray("no-referrer"));
        QVERIFY(page.header("set-cookie").contains("HttpOnly; SameSite=Strict"));
    }

    void crossSiteRequests()
    {
        ConsoleClient console = alice();
        const Fields good{{"username", "alice"}, {"password", "correct horse battery alice"}};
        const Answer page = console.page(console.request()), other = console.page(console.request());
        Answer noCookie = page;
        noCookie.headers.erase("set-cookie");
        QCOMPARE(console.submit(noCookie, good).status, 403);
        QCOMPARE(console.submit(page, test::changed(good, {{"csrf", "x"}})).status, 403);
        QCOMPARE(console.submit(page, test::changed(good, {{"ticket", "x"}})).status, 403);
        Answer mixed = page;
        mixed.body = other.body;
        QCOMPARE(console.submit(mixed, good).status, 403);
        QCOMPARE(console.submit(page, good, {{"Origin", "https://evil.example"}}).status, 403);
        QCOMPARE(console.submit(page, good, {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
        QCOMPARE(console.submit(page, good, {{"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}}).status, 303);
        QCOMPARE(console.submit(page, good, {{"Origin", m_authority->issuer().toUtf8()}}).status, 303);
        m_authority->clock.advanceMs(601'000);
        QCOMPARE(console.submit(page, good).status, 403);
    }

    void wrongPasswordAndUnknownUserLookTheSame()
    {
        ConsoleClient console = alice();
        const Fields parameters = console.request();
        const auto attempt = [&](const QByteArray &name) {
            Answer answer = console.submit(console.page(parameters), {{"username", name}, {"password", "certainly not this"}});
            static const QRegularExpression values(QStringLiteral("value=\"[^\"]*\""));
            return std::pair(answer.status, QString::fromUtf8(answer.body).remove(values));
        };
        const auto known = attempt("alice");
        QCOMPARE(known.first, 401);
        QCOMPARE(attempt("nobody"), known);
        QCOMPARE(audited(QStringLiteral("user.sign_in_failed")), 2);
        QVERIFY(m_authority->write([&](authority::store::Transaction &tx) { authority::store::disableUser(tx, m_alice); }));
        QCOMPARE(attempt("alice"), known);
        QCOMPARE(console.signInWith(parameters).status, 401);
    }

    void throttled()
    {
        m_authority = std::make_unique<test::AuthorityFixture>();
        m_authority->addUser(QStringLiteral("alice"), {QStringLiteral("approver")});
        m_authority->addUser(QStringLiteral("bob"), {QStringLiteral("approver")});
        ConsoleClient console = alice();
        const Answer page = console.page(console.request());
        int refused = 0;
        Answer last;
        for (int i = 0; i < 22; ++i) {
            last = console.submit(page, {{"username", "alice"}, {"password", "wrong"}});
            refused += last.status == 429 ? 1 : 0;
        }
        QCOMPARE(refused, 2);
        QVERIFY(last.header("retry-after").toInt() >= 1);
        QVERIFY(ConsoleClient(*m_authority, QStringLiteral("bob")).signIn());
        m_authority->clock.advanceMs(61'000);
        QCOMPARE(console.signInWith(console.request()).status, 303);
    }

    void oneTimeCodes()
    {
        const base::Secret secret = authority::grants::newOtpSecret();
        QVERIFY(m_authority->write([&](authority::store::Transaction &tx) {
            authority::store::setUserOtp(tx, m_alice, authority::grants::sealOtp(m_authority->services().keys, m_alice, secret));
        }));
        ConsoleClient console = alice();
        const Answer second = console.signInWith(console.request());
        QCOMPARE(second.status, 200);
        QVERIFY(second.body.contains("name=\"otp\"") && second.header("location").isEmpty());
        // The cookie was set with the first page.
        Answer form = second;
        const Answer first = console.page(console.request());
        QVERIFY2(console.submit(first, {{"otp", "000000"}}).status == 400, "a code without the password");
        const Answer page = console.page(console.request());
        Answer codePage = console.submit(page, {{"username", "alice"}, {"password", "correct horse battery alice"}});
        codePage.headers.emplace("set-cookie", page.header("set-cookie"));
        const qint64 step = m_authority->clock.now() / 30;
        QByteArray wrong = authority::grants::otpCode(secret, step);
        wrong[0] = wrong[0] == '9' ? '0' : static_cast<char>(wrong[0] + 1);
        QCOMPARE(console.submit(codePage, {{"otp", wrong}}).status, 401);
        QCOMPARE(console.submit(codePage, {{"otp", authority::grants::otpCode(secret, step - 3)}}).status, 401);
        const Answer done = console.submit(codePage, {{"otp", authority::grants::otpCode(secret, step)}});
        QCOMPARE(done.status, 303);
        QCOMPARE(console.submit(codePage, {{"otp", authority::grants::otpCode(secret, step)}}).status, 401);
        console.keep(console.redeem(test::locationParameter(done, "code").toUtf8()));
        QCOMPARE(test::claimsOf(console.access).value(QLatin1String("acr")).toString(), QStringLiteral("mfa"));
    }

    void codesWorkOnce()
    {
        ConsoleClient console = alice();
        const QByteArray code = console.code();
        QCOMPARE(console.redeem(code, {{"code_verifier", "x"}}).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(console.redeem(code, {{"code_verifier", ""}}).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(console.redeem(code, {{"redirect_uri", "http://127.0.0.1:49153/callback"}}).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(m_authority->postForm("/token", {{"grant_type", "authorization_code"}, {"client_id", "countersign-console"}, {"code", code},
                                                  {"redirect_uri", console.redirect}, {"code_verifier", console.verifier}}).error(), QStringLiteral("invalid_dpop_proof"));
        console.keep(console.redeem(code));
        QCOMPARE(console.get("/devices").status, 200);
        QCOMPARE(console.redeem(code).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(console.get("/devices").status, 401);
        QCOMPARE(console.refreshWith(console.refresh).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(audited(QStringLiteral("code.replayed")), 1);
    }

    void codesExpireAndAreBound()
    {
        ConsoleClient console = alice();
        const QByteArray late = console.code();
        m_authority->clock.advanceMs(60'000);
        QCOMPARE(console.redeem(late).error(), QStringLiteral("invalid_grant"));
        const QByteArray bound = console.code({{"dpop_jkt", console.key.publicKey().thumbprint()}});
        QCOMPARE(console.redeemWith(crypto::EcPrivateKey::generate(), bound).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(console.redeem(bound).status, 200);
    }

    void pushedRequests()
    {
        ConsoleClient console = alice();
        const auto push = [&](const Fields &fields, const test::Headers &headers = {}) { return m_authority->postForm("/par", fields, headers); };
        const Answer pushed = push(console.request(), {{"DPoP", m_authority->proof(console.key, "POST", "/par")}});
        QCOMPARE(pushed.status, 201);
        const Fields byName{{"client_id", "countersign-console"}, {"request_uri", pushed.text("request_uri").toUtf8()}};
        QCOMPARE(console.page(test::changed(byName, {{"client_id", "other"}})).status, 400);
        const Answer sent = console.signInWith(byName);
        QCOMPARE(sent.status, 303);
        const QByteArray code = test::locationParameter(sent, "code").toUtf8();
        QCOMPARE(console.redeemWith(crypto::EcPrivateKey::generate(), code).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(console.redeem(code).status, 200);
        QCOMPARE(console.page(byName).status, 400);
        const Answer late = push(console.request());
        m_authority->clock.advanceMs(60'000);
        QCOMPARE(console.page({{"client_id", "countersign-console"}, {"request_uri", late.text("request_uri").toUtf8()}}).status, 400);
        QCOMPARE(push(console.request({{"request_uri", "urn:x"}})).error(), QStringLiteral("invalid_request"));
        QCOMPARE(push(console.request({{"redirect_uri", "https://evil.example/"}})).error(), QStringLiteral("invalid_request"));
        QCOMPARE(push(console.request({{"code_challenge", ""}})).error(), QStringLiteral("invalid_request"));
        QCOMPARE(push(console.request({{"client_id", ""}})).status, 401);
    }

    void refreshRotatesAndARepeatEndsTheFamily()
    {
        ConsoleClient console = alice();
        QVERIFY(console.signIn());
        const QByteArray first = console.refresh;
        console.keep(console.refreshWith(first));
        QVERIFY(console.refresh != first);
        console.keep(console.refreshWith(console.refresh));
        QCOMPARE(console.get("/devices").status, 200);
        m_authority->clock.advanceMs(31'000);
        QCOMPARE(console.refreshWith(first).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(console.get("/devices").status, 401);
        QCOMPARE(console.refreshWith(console.refresh).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(audited(QStringLiteral("token.replayed")), 1);
    }

    void graceForALostAnswer()
    {
        ConsoleClient console = alice();
        QVERIFY(console.signIn());
        const QByteArray first = console.refresh;
        const QByteArray lost = console.refreshWith(first).text("refresh_token").toUtf8();
        QVERIFY2(console.refreshWith(first).error() == QStringLiteral("invalid_grant"), "what arrives at the same moment is no retry");
        m_authority->clock.advanceMs(1'000);
        const Answer again = console.refreshWith(first);
        QCOMPARE(again.status, 200);
        QCOMPARE(console.refreshWith(lost).error(), QStringLiteral("invalid_grant"));
        console.keep(again);
        console.keep(console.refreshWith(console.refresh));
        QCOMPARE(console.get("/devices").status, 200);
        m_authority->clock.advanceMs(1'000);
        QVERIFY2(console.refreshWith(first).error() == QStringLiteral("invalid_grant"), "its successor is used");
        QCOMPARE(console.get("/devices").status, 401);
    }

    void noGraceAfterThirtySeconds()
    {
        ConsoleClient console = alice();
        QVERIFY(console.signIn());
        const QByteArray first = console.refresh;
        console.keep(console.refreshWith(first));
        m_authority->clock.advanceMs(30'001);
        QCOMPARE(console.refreshWith(first).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(console.refreshWith(console.refresh).error(), QStringLiteral("invalid_grant"));
    }

    void refreshLimits()
    {
        ConsoleClient console = alice();
        QVERIFY(console.signIn());
        QCOMPARE(console.refreshWith(console.refresh, {{"scope", "approvals:read clients:manage"}}).error(), QStringLiteral("invalid_scope"));
        const Answer narrow = console.refreshWith(console.refresh, {{"scope", "approvals:read"}});
        QCOMPARE(narrow.text("scope"), QStringLiteral("approvals:read"));
        console.keep(narrow);
        QCOMPARE(m_authority->postForm("/token", {{"grant_type", "refresh_token"}, {"client_id", "countersign-console"}, {"refresh_token", console.refresh}}).error(),
                 QStringLiteral("invalid_dpop_proof"));
        ConsoleClient thief = alice();
        QCOMPARE(thief.refreshWith(console.refresh).error(), QStringLiteral("invalid_grant"));
        // Idle for 14 days, then for good; and never longer than 90 days however busy.
        m_authority->clock.advanceMs(13 * kDayMs);
        console.keep(console.refreshWith(console.refresh));
        m_authority->clock.advanceMs(14 * kDayMs);
        QCOMPARE(console.refreshWith(console.refresh).error(), QStringLiteral("invalid_grant"));
        QVERIFY(console.signIn());
        for (int i = 0; i < 8; ++i) {
            m_authority->clock.advanceMs(11 * kDayMs);
            console.keep(console.refreshWith(console.refresh));
            QVERIFY(!console.refresh.isEmpty());
        }
        m_authority->clock.advanceMs(2 * kDayMs);
        QCOMPARE(console.refreshWith(console.refresh).error(), QStringLiteral("invalid_grant"));
    }

    void rolesAtEveryUse()
    {
        ConsoleClient console = alice();
        QVERIFY(console.signIn());
        QCOMPARE(console.get("/grants").status, 200);
        QVERIFY(m_authority->write([&](authority::store::Transaction &tx) { authority::store::setUserRoles(tx, m_alice, {QStringLiteral("auditor")}); }));
        const Answer refused = console.get("/grants");
        QCOMPARE(refused.status, 403);
        QVERIFY(refused.header("www-authenticate").contains("scope=\"grants:revoke\""));
        QCOMPARE(console.get("/devices").status, 200);
        QVERIFY(m_authority->write([&](authority::store::Transaction &tx) { authority::store::disableUser(tx, m_alice); }));
        QCOMPARE(console.get("/devices").status, 401);
        QCOMPARE(console.refreshWith(console.refresh).error(), QStringLiteral("invalid_grant"));
    }

    void rightsAreTheRoles()
    {
        ConsoleClient console = alice();
        console.scope = "approvals:read clients:manage";
        QCOMPARE(console.redeem(console.code()).text("scope"), QStringLiteral("approvals:read"));
        console.scope = "clients:manage";
        QCOMPARE(test::locationParameter(console.signInWith(console.request()), "error"), QStringLiteral("access_denied"));
    }

    void proofsAtTheApi()
    {
        ConsoleClient console = alice();
        QVERIFY(console.signIn());
        const auto headers = console.authorization("GET", "/devices");
        QCOMPARE(m_authority->get("/devices", headers).status, 200);
        QCOMPARE(m_authority->get("/devices", headers).error(), QStringLiteral("invalid_dpop_proof"));
        m_authority->restart();
        const Answer replay = m_authority->get("/devices", headers);
        QCOMPARE(replay.status, 401);
        QVERIFY(replay.header("www-authenticate").startsWith("DPoP "));
        const Answer none = m_authority->get("/devices");
        QCOMPARE(none.status, 401);
        QVERIFY(!none.header("www-authenticate").contains("error="));
        test::Headers odd = console.authorization("GET", "/devices");
        odd[0].second.replace(0, 4, "dPoP");
        QCOMPARE(m_authority->get("/devices", odd).status, 200);
        odd = console.authorization("GET", "/devices");
        odd[0].second.replace(0, 4, "Bearer");
        QCOMPARE(m_authority->get("/devices", odd).error(), QStringLiteral("invalid_token"));
        QCOMPARE(m_authority->get("/devices", {odd[1]}).status, 401);
        QCOMPARE(m_authority->get("/devices", {{"Authorization", "DPoP " + console.access}}).error(), QStringLiteral("invalid_dpop_proof"));
        QCOMPARE(m_authority->get("/devices", console.authorization("POST", "/devices")).status, 401);
        QCOMPARE(m_authority->get("/devices", console.authorization("GET", "/grants")).status, 401);
        QCOMPARE(m_authority->get("/devices?access_token=" + console.access, console.authorization("GET", "/devices")).status, 400);
        test::Headers two = console.authorization("GET", "/devices");
        two.push_back(two.front());
        QCOMPARE(m_authority->get("/devices", two).status, 400);
        QCOMPARE(console.get("/devices").status, 200);
    }

    void oneProofManyTimesAtOnce()
    {
        ConsoleClient console = alice();
        QVERIFY(console.signIn());
        const auto headers = console.authorization("GET", "/devices");
        std::atomic<int> passed = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 16; ++i)
            threads.emplace_back([&] { passed += m_authority->get("/devices", headers).status == 200 ? 1 : 0; });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(passed.load(), 1);
    }

    void devices()
    {
        ConsoleClient console = alice();
        QVERIFY(console.signIn());
        const auto device = crypto::EcPrivateKey::generate();
        const QString kid = QString::fromLatin1(device.publicKey().thumbprint());
        const QJsonObject body{{QStringLiteral("jwk"), device.publicKey().jwk()}, {QStringLiteral("name"), QStringLiteral("Laptop")}};
        const Answer added = console.post("/devices", body);
        QCOMPARE(added.status, 201);
        QCOMPARE(added.text("kid"), kid);
        QCOMPARE(console.post("/devices", body).status, 201);
        QCOMPARE(audited(QStringLiteral("device.added")), 1);
        QCOMPARE(console.get("/devices").json().value(QLatin1String("items")).toArray().size(), 1);
        QJsonObject secret = body;
        QJsonObject jwk = device.publicKey().jwk();
        jwk.insert(QStringLiteral("d"), QStringLiteral("AAAA"));
        secret.insert(QStringLiteral("jwk"), jwk);
        QCOMPARE(console.post("/devices", secret).status, 400);
        for (const QString &name : {QString(), QStringLiteral(" "), QString(101, u'x'), QStringLiteral("a\u202eb"), QStringLiteral("a\nb")}) {
            QJsonObject odd{{QStringLiteral("jwk"), crypto::EcPrivateKey::generate().publicKey().jwk()}, {QStringLiteral("name"), name}};
            QCOMPARE(console.post("/devices", odd).status, 400);
        }
        m_authority->addUser(QStringLiteral("bob"), {QStringLiteral("approver")});
        ConsoleClient bob(*m_authority, QStringLiteral("bob"));
        QVERIFY(bob.signIn());
        QCOMPARE(bob.post("/devices", body).status, 409);
        const QByteArray path = "/devices/" + kid.toLatin1();
        QCOMPARE(m_authority->send("DELETE", path, bob.authorization("DELETE", path)).status, 404);
        QCOMPARE(m_authority->send("DELETE", path, console.authorization("DELETE", path)).status, 204);
        QCOMPARE(m_authority->send("DELETE", path, console.authorization("DELETE", path)).status, 404);
        QVERIFY2(console.post("/devices", body).status == 409, "a removed key never comes back");
        QCOMPARE(audited(QStringLiteral("device.removed")), 1);
    }

    void grantsAreListedAndRevoked()
    {
        ConsoleClient console = alice();
        QVERIFY(console.signIn());
        m_authority->addUser(QStringLiteral("bob"), {QStringLiteral("approver")});
        ConsoleClient bob(*m_authority, QStringLiteral("bob"));
        QVERIFY(bob.signIn());
        const QJsonArray items = console.get("/grants?active=true").json().value(QLatin1String("items")).toArray();
        QCOMPARE(items.size(), 2);
        QByteArray id;
        for (const QJsonValue &item : items) {
            if (item[QLatin1String("subject")][QLatin1String("name")].toString() == QLatin1String("bob"))
                id = item[QLatin1String("id")].toString().toUtf8();
        }
        QVERIFY(!id.isEmpty());
        QCOMPARE(console.post("/grants/grt_none/revoke", {{QStringLiteral("reason"), QStringLiteral("x")}}).status, 404);
        QCOMPARE(console.post("/grants/" + id + "/revoke", {{QStringLiteral("reason"), 7}}).status, 400);
        QCOMPARE(console.post("/grants/" + id + "/revoke", {{QStringLiteral("reason"), QStringLiteral("A drill.")}}).status, 200);
        QCOMPARE(bob.get("/devices").status, 401);
        QCOMPARE(bob.refreshWith(bob.refresh).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(console.get("/grants?active=true").json().value(QLatin1String("items")).toArray().size(), 1);
        QCOMPARE(console.get("/grants").json().value(QLatin1String("items")).toArray().size(), 2);
        const QJsonObject page = console.get("/grants?limit=1").json();
        QCOMPARE(page.value(QLatin1String("items")).toArray().size(), 1);
        const QByteArray next = page.value(QLatin1String("next_cursor")).toString().toUtf8();
        QCOMPARE(console.get("/grants?limit=1&cursor=" + next).json().value(QLatin1String("items")).toArray().size(), 1);
        for (const char *bad : {"/grants?limit=0", "/grants?limit=201", "/grants?cursor=x", "/grants?active=maybe"})
            QCOMPARE(console.get(bad).status, 400);
        QCOMPARE(audited(QStringLiteral("token.revoked")), 1);
    }

    void revokingARefreshTokenEndsTheSession()
    {
        ConsoleClient console = alice();
        QVERIFY(console.signIn());
        const QByteArray first = console.refresh;
        console.keep(console.refreshWith(first));
        QCOMPARE(m_authority->postForm("/revoke", {{"client_id", "countersign-console"}, {"token", console.refresh}}).status, 200);
        QCOMPARE(console.get("/devices").status, 401);
        QCOMPARE(console.refreshWith(console.refresh).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(audited(QStringLiteral("token.revoked")), 1);
    }

    void secretsOfOneKindAreNotFoundAsAnother()
    {
        ConsoleClient console = alice();
        QVERIFY(console.signIn());
        const QByteArray code = console.code();
        QCOMPARE(console.refreshWith(code).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(console.redeem(console.refresh).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(console.redeem(code).status, 200);
        QCOMPARE(console.refreshWith(console.refresh).status, 200);
    }

    void theTrustedDevice()
    {
        const auto device = crypto::EcPrivateKey::generate();
        const auto trust = [&](const base::Subject &sub, const crypto::EcPrivateKey &key) {
            QVERIFY(m_authority->write([&](authority::store::Transaction &tx) {
                authority::store::Device row;
                row.kid = base::DeviceKid(QString::fromLatin1(key.publicKey().thumbprint()));
                row.sub = sub;
                row.jwk = base::json::canonical(key.publicKey().jwk());
                row.name = QStringLiteral("This computer");
                return authority::store::insertDevice(tx, row) ? base::Status(base::Done{}) : base::Error{base::Errc::Conflict, {}};
            }));
        };
        base::Subject local;
        QVERIFY(m_authority->write([&](authority::store::Transaction &tx) { local = authority::store::findUserByName(tx, QStringLiteral("local"))->sub; }));
        trust(local, device);
        ConsoleClient console(*m_authority, QStringLiteral("local"));
        const auto assertionOf = [&](const crypto::EcPrivateKey &key) { return oauth::makeDeviceAssertion(key, QStringLiteral("local"), m_authority->issuer(), m_authority->clock.now()); };
        const auto ask = [&](const QByteArray &assertion, const Fields &more = {}) {
            return m_authority->postForm("/token", test::changed({{"grant_type", oauth::kGrantJwtBearer.data()}, {"assertion", assertion}, {"scope", "approvals:read"}}, more),
                                         {{"DPoP", m_authority->proof(console.key, "POST", "/token")}});
        };
        const QByteArray once = assertionOf(device);
        const Answer granted = ask(once);
        QCOMPARE(granted.status, 200);
        QVERIFY(!granted.json().contains(QLatin1String("refresh_token")));
        console.keep(granted);
        QCOMPARE(console.get("/devices").status, 200);
        QCOMPARE(ask(once).error(), QStringLiteral("invalid_grant"));
        m_authority->restart();
        QCOMPARE(ask(once).error(), QStringLiteral("invalid_grant"));
        const Answer again = ask(assertionOf(device), {{"client_id", "countersign-console"}});
        QCOMPARE(test::claimsOf(again.text("access_token").toUtf8()).value(QLatin1String("sid")), test::claimsOf(console.access).value(QLatin1String("sid")));
        QCOMPARE(ask(assertionOf(crypto::EcPrivateKey::generate())).error(), QStringLiteral("invalid_grant"));
        QCOMPARE(m_authority->postForm("/token", {{"grant_type", oauth::kGrantJwtBearer.data()}, {"assertion", assertionOf(device)}}).error(), QStringLiteral("invalid_dpop_proof"));
        const auto personal = crypto::EcPrivateKey::generate();
        trust(m_alice, personal);
        QVERIFY2(ask(assertionOf(personal)).error() == QStringLiteral("invalid_grant"), "a person's device key is no assertion key");
        QVERIFY(m_authority->write([&](authority::store::Transaction &tx) { authority::store::revokeDevice(tx, base::DeviceKid(QString::fromLatin1(device.publicKey().thumbprint()))); }));
        QCOMPARE(ask(assertionOf(device)).error(), QStringLiteral("invalid_grant"));
    }

    void parallelRedemptionAndRefresh()
    {
        ConsoleClient console = alice();
        const QByteArray code = console.code();
        std::vector<Answer> answers(12);
        const auto together = [&](const auto &run) {
            std::vector<std::thread> threads;
            for (Answer &answer : answers)
                threads.emplace_back([&answer, &run] { answer = run(); });
            for (std::thread &thread : threads)
                thread.join();
        };
        together([&] { return console.redeem(code); });
        QCOMPARE(std::count_if(answers.begin(), answers.end(), [](const Answer &a) { return a.status == 200; }), 1);
        QVERIFY(console.signIn());
        const QByteArray first = console.refresh;
        together([&] { return console.refreshWith(first); });
        int alive = 0;
        for (const Answer &answer : answers) {
            if (answer.status == 200)
                alive += console.refreshWith(answer.text("refresh_token").toUtf8()).status == 200 ? 1 : 0;
        }
        QCOMPARE(alive, 1);
    }
};

QTEST_GUILESS_MAIN(SignInTest)
#include "sign_in_test.moc"
