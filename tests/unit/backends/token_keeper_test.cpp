#include "app/backends/countersign/token_keeper.h"

#include "app/base/json.h"
#include "app/crypto/jws.h"
#include "app/oauth/dpop.h"
#include "tests/support/memory_secrets.h"
#include "tests/support/rude_server.h"

#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using backends::TokenKeeper;
using base::Errc;
using base::Result;
using tests::RudeServer;

namespace {

const QString kEntry = QStringLiteral("issuer refresh-token");

QByteArray answerWith(const QByteArray &accessToken, int number, const QByteArray &type = "DPoP")
{
    return RudeServer::http(200, "{\"access_token\":\"" + accessToken + "\",\"token_type\":\"" + type + "\",\"expires_in\":600,\"refresh_token\":\"refresh-"
                                     + QByteArray::number(number) + "\",\"scope\":\"approvals:read\"}");
}

}  // namespace

class TokenKeeperTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<tests::MemorySecrets>();
        m_clock = std::make_unique<base::ManualClock>(1'795'000'000'000);
        m_http = std::make_unique<backends::HttpClient>();
        m_issued = 0;
        m_given.clear();
        m_server = std::make_unique<RudeServer>([this](const QByteArray &request) {
            if (request.startsWith("POST /token"))
                return m_tokenAnswer ? m_tokenAnswer() : nextTokens();
            return m_apiAnswer ? m_apiAnswer(request) : RudeServer::http(200, "{}");
        });
        m_tokenAnswer = {};
        m_apiAnswer = {};
        makeKeeper();
    }
    void cleanup()
    {
        m_keeper.reset();
        m_server.reset();
    }

    void everyRequestCarriesAFreshProofForItself()
    {
        m_store->entries.insert(kEntry, "refresh-0");
        QVERIFY(wait(m_keeper->resume()));
        QVERIFY(wait(m_keeper->send(api())));
        QVERIFY(wait(m_keeper->send(api())));
        QStringList seen;
        for (const QByteArray &request : m_server->requests.mid(1)) {
            QVERIFY(request.contains("Authorization: DPoP " + m_given.value(0) + "\r\n"));
            const QByteArray proof = header(request, "DPoP");
            const auto checked = oauth::verifyProof(proof, {"GET", m_server->origin().toUtf8() + "/approvals", m_given.value(0), {}}, m_keeper->serverClock().now());
            QVERIFY2(checked.has_value(), checked ? "" : qPrintable(checked.error().detail));
            QVERIFY(!seen.contains(checked->jti));
            seen.append(checked->jti);
        }
        QCOMPARE(seen.size(), 2);
    }

    // KC-04
    void theOldTokenStaysUntilTheNewOneIsWritten()
    {
        m_store->entries.insert(kEntry, "refresh-0");
        m_store->writeError = base::Error{Errc::Unavailable, QStringLiteral("daemon gone")};
        QVERIFY(wait(m_keeper->resume()));
        QCOMPARE(m_store->entries.value(kEntry), QByteArray("refresh-0"));
        QVERIFY(wait(m_keeper->send(api())));  // the session goes on
        m_store->writeError.reset();
        QTRY_COMPARE_WITH_TIMEOUT(m_store->entries.value(kEntry), QByteArray("refresh-1"), 8000);
    }

    void aRefusedRefreshEndsTheSessionAndTheEntry()
    {
        m_store->entries.insert(kEntry, "refresh-0");
        m_tokenAnswer = [] { return RudeServer::http(400, R"({"error":"invalid_grant","error_description":"no"})"); };
        QSignalSpy ended(m_keeper.get(), &TokenKeeper::ended);
        QCOMPARE(wait(m_keeper->resume()).error().code, Errc::Unauthenticated);
        QCOMPARE(ended.size(), 1);
        QVERIFY(!m_store->entries.contains(kEntry));
    }

    void anUnreachableAuthorityEndsNothing()
    {
        m_store->entries.insert(kEntry, "refresh-0");
        m_tokenAnswer = [] { return RudeServer::http(503, R"({"error":"temporarily_unavailable"})"); };
        QCOMPARE(wait(m_keeper->resume()).error().code, Errc::Unavailable);
        QCOMPARE(m_store->entries.value(kEntry), QByteArray("refresh-0"));
        m_tokenAnswer = {};
        QVERIFY(wait(m_keeper->resume()));
    }

    // KC-02
    void aLockedStoreIsNoFirstRun()
    {
        m_store->readError = base::Error{Errc::Locked, QStringLiteral("locked")};
        QCOMPARE(wait(m_keeper->resume()).error().code, Errc::Locked);
        QCOMPARE(m_store->writes, 0);
        const auto key = backends::DeviceKey::obtain(*m_store, QStringLiteral("key"), this);
        QCOMPARE(wait(key).error().code, Errc::Locked);
        QCOMPARE(m_store->writes, 0);
    }

    void manyWhoWaitShareOneRenewal()
    {
        m_store->entries.insert(kEntry, "refresh-0");
        QVERIFY(wait(m_keeper->resume()));
        m_clock->advanceMs(590'000);
        QList<base::Answer<backends::HttpAnswer>> answers;
        for (int i = 0; i < 10; ++i)
            answers.append(m_keeper->send(api()));
        for (const auto &answer : std::as_const(answers))
            QVERIFY(wait(answer));
        QCOMPARE(m_issued, 2);
    }

    void anOutdatedTokenIsRenewedOnceForAGetAndNeverForAPost()
    {
        m_store->entries.insert(kEntry, "refresh-0");
        QVERIFY(wait(m_keeper->resume()));
        m_apiAnswer = [this](const QByteArray &request) {
            return request.contains(m_given.value(0)) ? RudeServer::http(401, R"({"error":"invalid_token"})") : RudeServer::http(200, "{}");
        };
        const auto got = wait(m_keeper->send(api()));
        QVERIFY(got);
        QCOMPARE(got->status, 200);
        QCOMPARE(m_issued, 2);
        m_apiAnswer = [](const QByteArray &) { return RudeServer::http(401, R"({"error":"invalid_token"})"); };
        const qsizetype before = m_server->requests.size();
        backends::HttpRequest post = api();
        post.method = "POST";
        post.body = "{}";
        QCOMPARE(wait(m_keeper->send(post))->status, 401);
        QCOMPARE(m_server->requests.size(), before + 1);
    }

    void aTokenNotBoundToUsIsRefused()
    {
        m_store->entries.insert(kEntry, "refresh-0");
        m_tokenAnswer = [this] { return answerWith(accessToken(1), 1, "Bearer"); };
        QCOMPARE(wait(m_keeper->resume()).error().code, Errc::Malformed);
        QVERIFY(!m_keeper->hasSession());
    }

    // PK-24: each claim wrong on its own; the session does not begin and the stored token stays for another try.
    void aTokenThatIsNotOursIsRefused_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QJsonObject>("wrong");
        QTest::addColumn<QString>("says");
        const QString far = QStringLiteral("https://evil.example");
        QTest::newRow("typ") << QByteArray("jit-action+jwt") << QJsonObject() << QStringLiteral("type at+jwt");
        QTest::newRow("iss") << QByteArray("at+jwt") << QJsonObject{{QStringLiteral("iss"), far}} << QStringLiteral("another issuer");
        QTest::newRow("no iss") << QByteArray("at+jwt") << QJsonObject{{QStringLiteral("iss"), QJsonValue::Null}} << QStringLiteral("another issuer");
        QTest::newRow("aud") << QByteArray("at+jwt") << QJsonObject{{QStringLiteral("aud"), far}} << QStringLiteral("not for this authority");
        QTest::newRow("client") << QByteArray("at+jwt") << QJsonObject{{QStringLiteral("client_id"), QStringLiteral("bot")}} << QStringLiteral("this console");
        QTest::newRow("no sub") << QByteArray("at+jwt") << QJsonObject{{QStringLiteral("sub"), QString()}} << QStringLiteral("this console");
        QTest::newRow("exp") << QByteArray("at+jwt") << QJsonObject{{QStringLiteral("exp"), 1'795'000'000 - 1}} << QStringLiteral("expired");
        QTest::newRow("cnf") << QByteArray("at+jwt") << QJsonObject{{QStringLiteral("cnf"), QJsonObject{{QStringLiteral("jkt"), QStringLiteral("other")}}}} << QStringLiteral("another key");
    }
    void aTokenThatIsNotOursIsRefused()
    {
        QFETCH(QByteArray, type);
        QFETCH(QJsonObject, wrong);
        QFETCH(QString, says);
        m_store->entries.insert(kEntry, "refresh-0");
        m_tokenAnswer = [&] { return answerWith(accessToken(1, type, wrong), 1); };
        const auto answer = wait(m_keeper->resume());
        QVERIFY(!answer);
        QVERIFY2(answer.error().detail.contains(says), qPrintable(answer.error().detail));
        QVERIFY(answer.error().code == Errc::Malformed || answer.error().code == Errc::Corrupt);
        QCOMPARE(m_store->entries.value(kEntry), QByteArray("refresh-0"));
        QVERIFY(m_keeper->subject().isEmpty());
        m_tokenAnswer = {};
        QVERIFY(wait(m_keeper->resume()));  // the same token, made as it should be
        QCOMPARE(m_keeper->subject(), QStringLiteral("usr_alice"));
        QCOMPARE(m_keeper->personName(), QStringLiteral("alice"));
    }
    void anAlgorithmOtherThanOursIsRefused()
    {
        m_store->entries.insert(kEntry, "refresh-0");
        const QByteArray header = QByteArray(R"({"alg":"none","typ":"at+jwt"})").toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        m_tokenAnswer = [&] { const QByteArray whole = accessToken(1); return answerWith(header + whole.mid(whole.indexOf('.')), 1); };
        QCOMPARE(wait(m_keeper->resume()).error().code, Errc::Malformed);
    }

    // KC-04: the keyring's daemon dies after the read; the program ends before a write came through. The old token is what
    // the next start finds, and the authority still honours it while its successor is unused.
    void aStartAfterALostWriteUsesTheOldToken()
    {
        m_store->entries.insert(kEntry, "refresh-0");
        m_store->writeError = base::Error{Errc::Unavailable, QStringLiteral("daemon gone")};
        QVERIFY(wait(m_keeper->resume()));
        m_keeper.reset();
        m_store->writeError.reset();
        makeKeeper();
        QVERIFY(wait(m_keeper->resume()));
        QVERIFY(m_server->requests.last().contains("refresh_token=refresh-0"));
        QCOMPARE(m_store->entries.value(kEntry), QByteArray("refresh-2"));
    }

    // KC-04: while the daemon is away the session goes on, and a token that was rotated twice meanwhile is written in its
    // last form alone.
    void onlyTheNewestTokenIsWrittenInTheEnd()
    {
        m_store->entries.insert(kEntry, "refresh-0");
        m_store->writeError = base::Error{Errc::Unavailable, QStringLiteral("daemon gone")};
        QVERIFY(wait(m_keeper->resume()));
        m_clock->advanceMs(590'000);
        QVERIFY(wait(m_keeper->send(api())));
        QCOMPARE(m_issued, 2);
        QCOMPARE(m_store->entries.value(kEntry), QByteArray("refresh-0"));
        m_store->writeError.reset();
        QTRY_COMPARE_WITH_TIMEOUT(m_store->entries.value(kEntry), QByteArray("refresh-2"), 8000);
        QTest::qWait(100);
        QCOMPARE(m_store->entries.value(kEntry), QByteArray("refresh-2"));
    }

    // KC-04: a daemon that is gone at the read is no reason to forget who was signed in.
    void aDaemonThatIsGoneAtTheReadEndsNothing()
    {
        m_store->entries.insert(kEntry, "refresh-0");
        m_store->readError = base::Error{Errc::Unavailable, QStringLiteral("daemon gone")};
        QCOMPARE(wait(m_keeper->resume()).error().code, Errc::Unavailable);
        QCOMPARE(m_store->writes, 0);
        m_store->readError.reset();
        QCOMPARE(m_store->entries.value(kEntry), QByteArray("refresh-0"));
        QVERIFY(wait(m_keeper->resume()));
    }

    void aNonceIsAnsweredOnce()
    {
        m_store->entries.insert(kEntry, "refresh-0");
        int calls = 0;
        m_tokenAnswer = [&] { return ++calls == 1 ? RudeServer::http(400, R"({"error":"use_dpop_nonce"})", "DPoP-Nonce: n1\r\n") : answerWith(accessToken(1), 1); };
        QVERIFY(wait(m_keeper->resume()));
        QCOMPARE(calls, 2);
        calls = -1000;
        m_tokenAnswer = [&] { ++calls; return RudeServer::http(400, R"({"error":"use_dpop_nonce"})", "DPoP-Nonce: n" + QByteArray::number(calls) + "\r\n"); };
        m_keeper->spoil();
        QVERIFY(!wait(m_keeper->send(api())));
        QCOMPARE(calls, -998);
    }

private:
    void makeKeeper()
    {
        m_keeper = std::make_unique<TokenKeeper>(TokenKeeper::Parts{m_http.get(), m_store.get(), m_clock.get(), kEntry});
        oauth::Metadata metadata;
        metadata.issuer = m_server->origin();
        metadata.tokenEndpoint = m_server->origin() + QStringLiteral("/token");
        m_keeper->setMetadata(metadata);
        m_keeper->setKey(m_key);
    }
    // As the authority makes them (RFC 9068), but for what is `wrong`.
    QByteArray accessToken(int number, const QByteArray &type = "at+jwt", const QJsonObject &wrong = {})
    {
        QJsonObject claims{{QStringLiteral("iss"), m_server->origin()}, {QStringLiteral("aud"), m_server->origin()}, {QStringLiteral("sub"), QStringLiteral("usr_alice")},
                           {QStringLiteral("client_id"), QStringLiteral("countersign-console")}, {QStringLiteral("exp"), m_clock->nowMs() / 1000 + 600},
                           {QStringLiteral("preferred_username"), QStringLiteral("alice")}, {QStringLiteral("jti"), number},
                           {QStringLiteral("cnf"), QJsonObject{{QStringLiteral("jkt"), QString::fromLatin1(m_key->key().publicKey().thumbprint())}}}};
        for (auto member = wrong.begin(); member != wrong.end(); ++member)
            claims.insert(member.key(), member.value());
        m_given.append(crypto::signJws(m_authorityKey, type, claims));
        return m_given.last();
    }
    QByteArray nextTokens()
    {
        ++m_issued;
        return answerWith(accessToken(m_issued), m_issued);
    }
    [[nodiscard]] backends::HttpRequest api() const
    {
        backends::HttpRequest request;
        request.url = QUrl(m_server->origin() + QStringLiteral("/approvals?status=pending"));
        return request;
    }
    static QByteArray header(const QByteArray &request, const QByteArray &name)
    {
        const qsizetype at = request.indexOf("\r\n" + name + ": ");
        const qsizetype begin = at + 4 + name.size();
        return request.mid(begin, request.indexOf("\r\n", begin) - begin);
    }
    template <class T>
    static Result<T> wait(const base::Answer<T> &answer)
    {
        if (!QTest::qWaitFor([&] { return answer.isFinished(); }, 10'000))
            return {Errc::Internal, QStringLiteral("no answer")};
        return answer.result();
    }

    std::unique_ptr<tests::MemorySecrets> m_store;
    std::unique_ptr<base::ManualClock> m_clock;
    std::unique_ptr<backends::HttpClient> m_http;
    std::unique_ptr<RudeServer> m_server;
    std::unique_ptr<TokenKeeper> m_keeper;
    std::function<QByteArray()> m_tokenAnswer;
    std::function<QByteArray(const QByteArray &)> m_apiAnswer;
    backends::SharedDeviceKey m_key = std::make_shared<const backends::DeviceKey>(crypto::EcPrivateKey::generate());
    crypto::EcPrivateKey m_authorityKey = crypto::EcPrivateKey::generate();
    QList<QByteArray> m_given;  // access tokens, in order
    int m_issued = 0;
};

QTEST_GUILESS_MAIN(TokenKeeperTest)
#include "token_keeper_test.moc"
