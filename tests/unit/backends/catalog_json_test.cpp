#include "app/backends/countersign/catalog_json.h"

#include "app/base/json.h"

#include <QTest>

using namespace countersign;
namespace json = base::json;
using backends::CatalogChange;
using backends::CatalogFinding;
using backends::CatalogOutcome;

namespace {

QJsonObject stateJson()
{
    return *json::parseObject(R"({"version":7,"applied_by":"usr_ada","applied_at":1000,"reason":"first","toml":"format = 1\n","name":"Northwind",
        "scopes":[{"name":"orders:read","title":"Read orders","owner":"ops@example","reason":"shown","resource":"https:\/\/orders.example","risk":"low",
                   "deprecated":{"since":900,"sunset":2000,"use":"orders:view","why":"renamed"}}],
        "resources":[{"id":"https:\/\/orders.example","name":"Orders API"}],
        "actions":[{"type":"orders.refund","title":"Refund","resource":"https:\/\/orders.example","scopes":["orders:read"],"risk":"high","approvers":["payments"],"quorum":2}],
        "routes":[{"method":"GET","path":"/orders/{id}","resource":"https:\/\/orders.example","scope":"orders:read"}],
        "findings":[{"severity":"warning","line":3,"code":"unused","message":"Nobody uses it."}]})");
}

QJsonObject with(QJsonObject object, const char *name, const QJsonValue &value)
{
    object.insert(QLatin1String(name), value);
    return object;
}

}  // namespace

class CatalogJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsACatalogue()
    {
        const auto state = backends::readCatalogState(stateJson());
        QVERIFY2(state.has_value(), state ? "" : qPrintable(state.error().detail));
        QCOMPARE(state->version, 7);
        QCOMPARE(state->toml, QStringLiteral("format = 1\n"));
        QCOMPARE(state->scopes.first().risk, approval::Tier::Low);
        QCOMPARE(*state->scopes.first().deprecated->sunset, 2000);
        QCOMPARE(state->actions.first().quorum, 2);
        QCOMPARE(state->routes.first().scope, QStringLiteral("orders:read"));
        QCOMPARE(state->findings.first().severity, CatalogFinding::Severity::Warning);
    }

    void refusesWhatIsNotACatalogue_data()
    {
        QTest::addColumn<QJsonObject>("body");
        const QJsonObject good = stateJson();
        QTest::addRow("no text") << with(good, "toml", QJsonValue());
        QTest::addRow("text as a number") << with(good, "toml", 5);
        QTest::addRow("no scopes") << with(good, "scopes", QJsonValue());
        QTest::addRow("scopes as an object") << with(good, "scopes", QJsonObject());
        QTest::addRow("scope as a word") << with(good, "scopes", QJsonArray{QStringLiteral("orders:read")});
        QTest::addRow("scope without owner") << with(good, "scopes", QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("a")}}});
        QTest::addRow("negative version") << with(good, "version", -1);
        QTest::addRow("version as text") << with(good, "version", QStringLiteral("7"));
    }
    void refusesWhatIsNotACatalogue()
    {
        QFETCH(QJsonObject, body);
        const auto state = backends::readCatalogState(body);
        QVERIFY(!state);
        QCOMPARE(state.error().code, base::Errc::Malformed);
    }

    void anUnknownRiskIsTheWorst()
    {
        QJsonObject body = stateJson();
        QJsonObject scope = body.value(QLatin1String("scopes")).toArray().first().toObject();
        const auto state = backends::readCatalogState(with(body, "scopes", QJsonArray{with(scope, "risk", QStringLiteral("harmless"))}));
        QVERIFY(state);
        QCOMPARE(state->scopes.first().risk, approval::Tier::Critical);
    }

    void anUnknownSeverityIsAnError()
    {
        const auto check = backends::readCatalogCheck(*json::parseObject(R"({"ok":false,"findings":[{"severity":"note","line":99999999999,"code":"x","message":"y"}]})"));
        QVERIFY(check);
        QCOMPARE(check->findings.first().severity, CatalogFinding::Severity::Error);
        QVERIFY(check->findings.first().line > 0);
    }

    void readsUseInTheOrderOfDays()
    {
        const auto usage = backends::readCatalogUsage(*json::parseObject(R"({"server_time":5,"scopes":[{"name":"a","holders":["bot"],"live_grants":2,"asked_30d":4,
            "by_day":[{"day":11,"uses":3},{"day":10,"uses":1}]}],"shadow":[{"scope":"ghost","held_by":["old"],"asked_by":[],"last_seen_at":4}]})"));
        QVERIFY2(usage.has_value(), usage ? "" : qPrintable(usage.error().detail));
        QCOMPARE(usage->scopes.first().byDay.first().day, 10);
        QVERIFY(!usage->scopes.first().lastUsedAt);
        QCOMPARE(usage->shadow.first().heldBy.first().text(), QStringLiteral("old"));
    }

    void readsWhatFollows()
    {
        const auto check = backends::readCatalogCheck(*json::parseObject(R"({"ok":true,"findings":[],"needs_approval":true,"base_version":7,
            "diff":{"added":[{"kind":"scope","name":"a"}],"removed":[{"kind":"route","name":"GET /x"}],
                    "changed":[{"kind":"scope","name":"b","fields":[{"field":"risk","from":"low","to":"high"}]}]},
            "consequences":{"clients":[{"id":"bot","scopes":["b"]}],"live_grants":3,"pending_approvals":1,"routes":["GET /x"]}})"));
        QVERIFY2(check.has_value(), check ? "" : qPrintable(check.error().detail));
        QVERIFY(check->needsApproval);
        QCOMPARE(check->changes.size(), 3);
        QCOMPARE(check->changes.at(1).change, CatalogChange::Kind::Removed);
        QCOMPARE(check->changes.at(2).fields.first().to, QStringLiteral("high"));
        QCOMPARE(check->consequences.clients.first().scopes, QStringList{QStringLiteral("b")});
    }

    // As many routes as a catalogue may have, and what else the authority tells of one.
    void readsManyRoutes()
    {
        QJsonArray names, routes;
        for (int i = 0; i < 1000; ++i)
            names.append(QStringLiteral("GET /r%1 at https://a.example").arg(i));
        const QJsonObject body{{QStringLiteral("ok"), true}, {QStringLiteral("consequences"), QJsonObject{{QStringLiteral("routes"), names}, {QStringLiteral("client_count"), 0}}}};
        const auto check = backends::readCatalogCheck(body);
        QVERIFY2(check.has_value(), check ? "" : qPrintable(check.error().detail));
        QCOMPARE(check->consequences.routes.size(), 1000);
        QVERIFY(!backends::readCatalogCheck(with(body, "consequences", QJsonObject{{QStringLiteral("routes"), QJsonArray{7}}})));
        for (int i = 0; i < 1000; ++i)
            routes.append(*json::parseObject(R"({"method":"POST","path":"/orders/{id}/refund","resource":"https:\/\/orders.example","action":"orders.refund","params":{"id":"path.id"},"body":"unchecked"})"));
        const auto state = backends::readCatalogState(with(stateJson(), "routes", routes));
        QVERIFY2(state.has_value(), state ? "" : qPrintable(state.error().detail));
        QCOMPARE(state->routes.size(), 1000);
        QCOMPARE(state->routes.first().action, QStringLiteral("orders.refund"));
    }

    void tellsTheOutcomesApart()
    {
        using Kind = CatalogOutcome::Kind;
        const auto kind = [](int status, const char *body) {
            const auto outcome = backends::readCatalogOutcome(status, *json::parseObject(body));
            return outcome ? std::optional(outcome->kind) : std::nullopt;
        };
        QCOMPARE(kind(200, R"({"version":8})"), Kind::Applied);
        QCOMPARE(kind(202, R"({"approval_id":"apr_1"})"), Kind::NeedsApproval);
        QVERIFY(backends::readCatalogOutcome(202, *json::parseObject(R"({"approval_id":"apr_1"})"))->confirmationCode.isEmpty());
        QCOMPARE(backends::readCatalogOutcome(202, *json::parseObject(R"({"approval_id":"apr_1","confirmation_code":"493817"})"))->confirmationCode, QStringLiteral("493817"));
        QCOMPARE(kind(202, R"({"approval_id":"apr_1","confirmation_code":493817})"), std::nullopt);
        QCOMPARE(kind(412, R"({"error":"precondition_failed"})"), Kind::SomebodyFirst);
        QCOMPARE(kind(422, R"({"error":"invalid_catalog","findings":[]})"), Kind::Invalid);
        QCOMPARE(kind(428, R"({"error":"precondition_required"})"), Kind::Refused);
        QCOMPARE(kind(403, R"({"error":"insufficient_scope"})"), Kind::Refused);
        // An answer, unlike none: nothing happened, and the code says why.
        QCOMPARE(kind(429, R"({"error":"slow_down"})"), Kind::Refused);
        QCOMPARE(backends::readCatalogOutcome(429, *json::parseObject(R"({"error":"slow_down"})"))->error, QStringLiteral("slow_down"));
        // "Applied" is said to people: only with a version; and what is no answer is no outcome.
        QCOMPARE(kind(200, R"({})"), std::nullopt);
        QCOMPARE(kind(202, R"({})"), std::nullopt);
        QCOMPARE(kind(500, R"({})"), std::nullopt);
        QCOMPARE(kind(304, R"({})"), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(CatalogJsonTest)
#include "catalog_json_test.moc"
