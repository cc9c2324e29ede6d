// What an authority tells of its clients: read strictly, and never so that one of them hides or flatters itself.
#include "app/backends/countersign/client_json.h"

#include "app/backends/countersign/event_stream.h"
#include "app/base/json.h"

#include <QTest>

using namespace countersign;
using backends::ClientRefusal;
namespace json = base::json;

namespace {

QJsonObject entry()
{
    return *json::parseObject(R"({"id":"cli_1","name":"Contractor","owner":"ops@example","auth_method":"client_secret_basic",
        "grants":["client_credentials"],"scopes":["orders:read"],"actions":["orders.refund"],"temporary":true,"built_in":false,"status":"active",
        "registered_at":100,"registered_by":"usr_1","reason":"migration","ticket":"OPS-1","client_expires_at":7300,"last_used_at":200,"use_count":3,
        "live_tokens":1,"pending_approvals":2,"extensions":0,"may_extend":true,"duplicates":["cli_0"],"idle":"never_used",
        "tokens":[{"id":"gr_1","kind":"token","title":"","scopes":["orders:read"],"issued_at":150,"expires_at":450,"uses":3,"last_used_at":200}],
        "history":[{"seq":7,"time":150,"event":"token.issued","actor":"client:cli_1","outcome":"ok"}],"server_time":210})");
}

QJsonObject with(const char *name, const QJsonValue &value)
{
    QJsonObject body = entry();
    if (value.isUndefined())
        body.remove(QLatin1String(name));
    else
        body.insert(QLatin1String(name), value);
    return body;
}

}  // namespace

class ClientJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAWholeClient()
    {
        const auto client = backends::readClient(entry());
        QVERIFY2(client.has_value(), client ? "" : qPrintable(client.error().detail));
        QCOMPARE(client->id.text(), QStringLiteral("cli_1"));
        QVERIFY(client->temporary && client->mayExtend);
        QCOMPARE(client->expiresAt, std::optional<qint64>(7300));
        QCOMPARE(client->pendingApprovals, 2);
        QCOMPARE(client->idleness, backends::Idleness::NeverUsed);
        QCOMPARE(client->duplicates.first().text(), QStringLiteral("cli_0"));
        QCOMPARE(client->tokens.first().expiresAt, 450);
        QCOMPARE(client->history.first().event, QStringLiteral("token.issued"));
    }

    void refusesWhatIsNoClient_data()
    {
        QTest::addColumn<QJsonObject>("body");
        QTest::newRow("no id") << with("id", QJsonValue(QJsonValue::Undefined));
        QTest::newRow("number for a name") << with("name", 7);
        QTest::newRow("unknown status") << with("status", QStringLiteral("fine"));
        QTest::newRow("temporary as text") << with("temporary", QStringLiteral("false"));
        QTest::newRow("temporary without an end") << with("client_expires_at", QJsonValue(QJsonValue::Undefined));
        QTest::newRow("end before time") << with("client_expires_at", -1);
        QTest::newRow("fraction") << with("live_tokens", 1.5);
        QTest::newRow("scope no text") << with("scopes", QJsonArray{1});
        QTest::newRow("access scope no text") << with("access_scopes", QJsonArray{1});
        QTest::newRow("token without end") << with("tokens", QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("x")}}});
        QTest::newRow("endless name") << with("name", QString(100'000, QLatin1Char('a')));
    }
    void refusesWhatIsNoClient()
    {
        QFETCH(QJsonObject, body);
        QVERIFY(!backends::readClient(body).has_value());
        const QJsonObject page{{QStringLiteral("items"), QJsonArray{entry(), body}}, {QStringLiteral("server_time"), 5}};
        QVERIFY(!backends::readClientPage(page).has_value());
    }

    // A thousand equal registrations must not make the list unreadable to the admin who has to remove them.
    void manyDuplicatesStayReadable()
    {
        QJsonArray many;
        for (int i = 0; i < 5000; ++i)
            many.append(QStringLiteral("cli_%1").arg(i));
        const auto client = backends::readClient(with("duplicates", many));
        QVERIFY(client && client->duplicates.size() == 5000);
    }

    void registrationAsksForTheLeast()
    {
        backends::NewClient wish;
        wish.name = QStringLiteral("ci");
        wish.owner = QStringLiteral("ops");
        wish.reason = QStringLiteral("because");
        wish.expiresAt = 1000;
        QJsonObject body = backends::registrationJson(wish);
        QVERIFY(!body.contains(QStringLiteral("scope")) && !body.contains(QStringLiteral("ticket")) && !body.contains(QStringLiteral("authorization_details_types")));
        QCOMPARE(body.value(QStringLiteral("grant_types")).toArray(), QJsonArray{QStringLiteral("client_credentials")});
        QVERIFY(json::isInteger(body.value(QStringLiteral("client_expires_at"))));
        wish.scopes = QStringList{QStringLiteral("a:b"), QStringLiteral("c:d")};
        wish.actions = QStringList{QStringLiteral("orders.refund")};
        body = backends::registrationJson(wish);
        QCOMPARE(body.value(QStringLiteral("scope")).toString(), QStringLiteral("a:b c:d"));
        QCOMPARE(body.value(QStringLiteral("grant_types")).toArray().size(), 2);
        QVERIFY(!body.contains(QStringLiteral("access_scope")));
        wish.accessScopes = QStringList{QStringLiteral("e:f"), QStringLiteral("g:h")};
        QCOMPARE(backends::registrationJson(wish).value(QStringLiteral("access_scope")).toString(), QStringLiteral("e:f g:h"));
    }

    void theSecretIsTakenOnceAndOnlyAsText()
    {
        const auto made = backends::readRegistered(*json::parseObject(
            R"({"client_id":"cli_9","client_secret":"s3cret-s3cret","client_secret_expires_at":900,"client_expires_at":900,"scope":"orders:read"})"));
        QVERIFY(made && made->secret);
        QVERIFY(made->secret->equals("s3cret-s3cret"));
        QCOMPARE(made->scopes, QStringList{QStringLiteral("orders:read")});
        QVERIFY(!backends::readRegistered(*json::parseObject(R"({"client_id":"cli_9","client_secret":5})")));
        QVERIFY(!backends::readRegistered(*json::parseObject(R"({"client_secret":"s3cret"})")));
        QVERIFY(!backends::readClientSecret(entry()).value());
    }

    void initialTokensAreReadWholeOrNotAtAll()
    {
        const auto body = [](const char *item) { return *json::parseObject(QByteArray("{\"server_time\":9,\"items\":[") + item + "]}"); };
        constexpr char good[] = R"({"id":"iat_1","created_by":"alice","created_at":1,"expires_at":8,"uses_left":2,"scopes":["a:b"],"access_scopes":["c:d"],"actions":[],"max_client_ttl":60})";
        const auto list = backends::readInitialTokens(body(good));
        QVERIFY(list && list->items.size() == 1);
        QCOMPARE(list->items.first().accessScopes, QStringList{QStringLiteral("c:d")});
        QVERIFY(list->items.first().isUsable(7) && !list->items.first().isUsable(8));
        for (const char *bad : {R"({"id":"iat_1"})", R"({"id":7,"created_at":1,"expires_at":8,"uses_left":2,"max_client_ttl":60})",
                                R"({"id":"iat_1","created_at":1,"expires_at":8,"uses_left":-2,"max_client_ttl":60})"})
            QVERIFY2(!backends::readInitialTokens(body(bad)), bad);
        const auto made = backends::readNewInitialToken(*json::parseObject(R"({"id":"iat_1","token":"init_s3cret","expires_at":8})"));
        QVERIFY(made && made->token->equals("init_s3cret"));
        QVERIFY(!backends::readNewInitialToken(*json::parseObject(R"({"id":"iat_1","expires_at":8})")));
    }

    // Whoever may only freeze is told who it was and what became of it, and nothing else.
    void aFreezeTellsAnApproverLittle()
    {
        const auto frozen = backends::readFrozen(*json::parseObject(R"({"id":"cli_1","name":"n","owner":"o","temporary":true,"status":"disabled"})"));
        QVERIFY(frozen && frozen->status == backends::ClientStatus::Disabled && frozen->registeredAt == 0);
        QVERIFY(backends::readFrozen(entry()).value().mayExtend);
        QVERIFY(!backends::readFrozen(*json::parseObject(R"({"id":"cli_1","status":"fine"})")));
    }

    void aNoIsANoAndSilenceIsNot()
    {
        const QJsonObject none;
        QCOMPARE(backends::clientRefusal(400, none), std::optional(ClientRefusal::Invalid));
        QCOMPARE(backends::clientRefusal(409, none), std::optional(ClientRefusal::Ended));
        QCOMPARE(backends::clientRefusal(404, none), std::optional(ClientRefusal::Gone));
        QCOMPARE(backends::clientRefusal(429, none), std::optional(ClientRefusal::TooMany));
        QVERIFY(!backends::clientRefusal(500, none));
        QVERIFY(!backends::clientRefusal(503, none));
        QVERIFY(!backends::clientRefusal(401, none));
        QCOMPARE(backends::clientRefusal(401, {{QStringLiteral("error"), QStringLiteral("insufficient_user_authentication")}}), std::optional(ClientRefusal::StepUp));
    }

    void eventsNameTheirClient()
    {
        const auto hint = backends::readHint({"client", R"({"id":"cli_1","status":"active","warning":"ends_soon"})", {}});
        QVERIFY(hint && hint->has_value());
        QCOMPARE((*hint)->client.text(), QStringLiteral("cli_1"));
        QCOMPARE((*hint)->warning, QStringLiteral("ends_soon"));
        QVERIFY(!backends::readHint({"client", R"({"id":7})", {}}));
        QVERIFY(!backends::readHint({"client", R"({"status":"active"})", {}}));
    }
};

QTEST_APPLESS_MAIN(ClientJsonTest)
#include "client_json_test.moc"
