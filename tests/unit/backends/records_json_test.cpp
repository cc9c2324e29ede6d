#include "app/backends/countersign/records_json.h"

#include "app/approval/action.h"
#include "app/base/json.h"
#include "tests/support/approval_json.h"

#include <QTest>

using namespace countersign;
namespace json = base::json;
using tests::approvalJson;

class RecordsJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAWholeCard()
    {
        const auto card = backends::readApproval(approvalJson());
        QVERIFY2(card.has_value(), card ? "" : qPrintable(card.error().detail));
        QVERIFY(card->hashMatches);
        QCOMPARE(card->risk.tier, approval::Tier::High);
        QCOMPARE(card->policy.quorum, 2);
        QCOMPARE(card->decisions.first().approver, QStringLiteral("usr_2"));
        QCOMPARE(card->history.last.first().status, QStringLiteral("denied"));
        QCOMPARE(card->resource, QStringLiteral("https://orders.example"));
        QVERIFY(card->credential.dpop);
    }

    // Codes speak for the sentence at their place, or not at all.
    void codesAreReadBesideTheSentences()
    {
        QJsonObject body = approvalJson();
        body.insert(QStringLiteral("risk"), *json::parseObject(R"({"tier":"high","reasons":["young client"],"reason_codes":["client_young"]})"));
        body.insert(QStringLiteral("scopes"), QJsonArray{*json::parseObject(R"({"name":"a","deprecated":true,"deprecation":{"since":1,"sunset":900,"use":"b","why":"c"}})")});
        body.insert(QStringLiteral("may_not_code"), QStringLiteral("self_approval"));
        auto card = backends::readApproval(body);
        QVERIFY(card);
        QCOMPARE(card->risk.codes, QStringList{QStringLiteral("client_young")});
        QCOMPARE(card->mayNotCode, QStringLiteral("self_approval"));
        QCOMPARE(card->scopes.first().sunset, std::optional<qint64>(900));
        QCOMPARE(card->scopes.first().use, QStringLiteral("b"));
        body.insert(QStringLiteral("risk"), *json::parseObject(R"({"tier":"high","reasons":["young client"],"reason_codes":["client_young","first_of_type"]})"));
        card = backends::readApproval(body);
        QVERIFY(card);
        QVERIFY(card->risk.codes.isEmpty());
        QCOMPARE(card->risk.reasons, QStringList{QStringLiteral("young client")});
    }

    // "Nothing on the card can lie": whatever is shown beside the canonical bytes must say the same.
    void aLieAboutTheActionIsSeen_data()
    {
        QTest::addColumn<QString>("member");
        for (const char *member : {"canonical", "action_hash", "action", "param value", "param missing", "param twice", "param invented", "id", "client", "subject"})
            QTest::newRow(member) << QString::fromLatin1(member);
    }
    void aLieAboutTheActionIsSeen()
    {
        QFETCH(QString, member);
        QJsonObject body = approvalJson();
        QJsonArray params = body.value(QStringLiteral("params")).toArray();
        const auto change = [](QJsonObject object, const char *name, const QJsonValue &value) {
            object.insert(QString::fromLatin1(name), value);
            return object;
        };
        if (member == QStringLiteral("canonical"))
            body.insert(member, body.value(member).toString().replace(QStringLiteral("81"), QStringLiteral("82")));
        else if (member == QStringLiteral("action_hash"))
            body.insert(member, QStringLiteral("v1.AAAA"));
        else if (member == QStringLiteral("action"))
            body.insert(member, change(body.value(member).toObject(), "rs", QStringLiteral("https://other.example")));
        else if (member == QStringLiteral("param value"))
            params[1] = change(params[1].toObject(), "value", QStringLiteral("18"));
        else if (member == QStringLiteral("param missing"))
            params.removeLast();
        else if (member == QStringLiteral("param twice"))
            params[0] = params[1];
        else if (member == QStringLiteral("param invented"))
            params.append(change(params[0].toObject(), "name", QStringLiteral("safe")));
        else if (member == QStringLiteral("id"))
            body.insert(member, QStringLiteral("apr_2"));
        else if (member == QStringLiteral("client"))
            body.insert(member, change(body.value(member).toObject(), "id", QStringLiteral("trusted-bot")));
        else if (member == QStringLiteral("subject"))
            body.insert(member, change(body.value(member).toObject(), "sub", QStringLiteral("usr_9")));
        body.insert(QStringLiteral("params"), params);
        const auto card = backends::readApproval(body);
        QVERIFY2(card.has_value(), card ? "" : qPrintable(card.error().detail));
        QVERIFY(!card->hashMatches);
    }

    // Each member in turn missing or of another type: an error or a sound card, never a crash, and never a silent default
    // for what decides.
    void everyMemberIsChecked()
    {
        const QJsonObject whole = approvalJson();
        const QStringList needed{QStringLiteral("id"), QStringLiteral("version"), QStringLiteral("status"), QStringLiteral("requested_at"), QStringLiteral("expires_at"), QStringLiteral("server_time"),
                                 QStringLiteral("action_text"), QStringLiteral("action"), QStringLiteral("canonical"), QStringLiteral("action_hash"), QStringLiteral("params"), QStringLiteral("risk"),
                                 QStringLiteral("client"), QStringLiteral("subject"), QStringLiteral("credential"), QStringLiteral("policy"), QStringLiteral("may_decide")};
        for (const QString &name : whole.keys()) {
            QJsonObject body = whole;
            body.remove(name);
            QCOMPARE(backends::readApproval(body).has_value(), !needed.contains(name));
            for (const QJsonValue &wrong : {QJsonValue(QStringLiteral("x")), QJsonValue(-1), QJsonValue(1.5), QJsonValue(true), QJsonValue(QJsonArray{1}), QJsonValue(QJsonObject{}), QJsonValue(QJsonValue::Null)}) {
                if (wrong.type() == whole.value(name).type())
                    continue;
                body.insert(name, wrong);
                const bool isOptionalNull = wrong.isNull() && !needed.contains(name);
                const bool read = backends::readApproval(body).has_value();
                QVERIFY2(!read || isOptionalNull || name == QStringLiteral("may_not_because"), qPrintable(name + QStringLiteral(" = ") + QString::fromUtf8(json::canonical(QJsonObject{{QStringLiteral("v"), wrong}}))));
            }
        }
    }

    void hugeTextIsRefused()
    {
        QJsonObject body = approvalJson();
        body.insert(QStringLiteral("action_text"), QString(10'000, QLatin1Char('a')));
        QVERIFY(!backends::readApproval(body));
        body = approvalJson();
        body.insert(QStringLiteral("reason"), QString(10'000, QLatin1Char('a')));
        QVERIFY(!backends::readApproval(body));
    }

    void anUnknownTierIsTheWorst()
    {
        QJsonObject body = approvalJson();
        body.insert(QStringLiteral("risk"), QJsonObject{{QStringLiteral("tier"), QStringLiteral("harmless")}});
        QCOMPARE(backends::readApproval(body)->risk.tier, approval::Tier::Critical);
    }

    void pagesAndProofs()
    {
        QJsonObject page{{QStringLiteral("server_time"), 1}, {QStringLiteral("items"), QJsonArray{approvalJson()}}};
        QCOMPARE(backends::readSummaryPage(page)->items.size(), 1);
        page.insert(QStringLiteral("items"), QJsonArray{approvalJson(), 7});
        QVERIFY(!backends::readSummaryPage(page));
        const QString hash = QString::fromLatin1(QByteArray(32, 'x').toBase64());
        QVERIFY(backends::readProof({{QStringLiteral("size"), 5}, {QStringLiteral("proof"), QJsonArray{hash}}}));
        QVERIFY(!backends::readProof({{QStringLiteral("size"), 5}, {QStringLiteral("proof"), QJsonArray{hash + QLatin1Char('A')}}}));
        QVERIFY(!backends::readProof({{QStringLiteral("size"), 5}, {QStringLiteral("proof"), QJsonArray{QStringLiteral("YQ==")}}}));
        QVERIFY(!backends::readProof({{QStringLiteral("proof"), QJsonArray{hash}}}));
    }

    void refusalsHaveTheirMeaning()
    {
        const auto wrong = backends::readDecisionRefusal(422, {{QStringLiteral("error"), QStringLiteral("wrong_code")}, {QStringLiteral("attempts_left"), 1}});
        QVERIFY(wrong);
        QCOMPARE(*wrong->refusal, backends::Refusal::WrongCode);
        QCOMPARE(wrong->attemptsLeft, 1);
        QCOMPARE(*backends::readDecisionRefusal(401, {{QStringLiteral("error"), QStringLiteral("insufficient_user_authentication")}})->refusal, backends::Refusal::StepUp);
        // An authority that is closed has answered: that is neither "unknown" nor a lost connection.
        QCOMPARE(*backends::readDecisionRefusal(503, {{QStringLiteral("error"), QStringLiteral("log_damaged")}})->refusal, backends::Refusal::LogDamaged);
        QCOMPARE(*backends::readDecisionRefusal(409, {{QStringLiteral("error"), QStringLiteral("request_damaged")}})->refusal, backends::Refusal::RequestDamaged);
        QCOMPARE(*backends::readDecisionRefusal(418, {})->refusal, backends::Refusal::Other);
        for (const int status : {401, 408, 429, 500, 503})  // nothing was decided by these: it stays unknown
            QVERIFY(!backends::readDecisionRefusal(status, {{QStringLiteral("error"), QStringLiteral("not_pending")}}));
    }
};

QTEST_GUILESS_MAIN(RecordsJsonTest)
#include "records_json_test.moc"
