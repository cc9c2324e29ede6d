// The rules of an approval: canonical action, parameters, state table against a model, risk and four eyes.
#include "app/approval/action.h"
#include "app/approval/decimal.h"
#include "app/approval/decision.h"
#include "app/approval/display_text.h"
#include "app/approval/policy.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace countersign;
using namespace countersign::approval;

namespace {

ActionType refund()
{
    ActionType type;
    type.type = QStringLiteral("orders.refund");
    type.title = QStringLiteral("Refund {amount} {currency} for order {order_id}");
    type.approvers = QStringList{QStringLiteral("payments-approvers")};
    const auto param = [](const char *name, ParamKind kind) {
        ParamSpec spec;
        spec.name = spec.label = QString::fromLatin1(name);
        spec.kind = kind;
        return spec;
    };
    ParamSpec order = param("order_id", ParamKind::String);
    order.pattern = QRegularExpression(QRegularExpression::anchoredPattern(QStringLiteral("[0-9]{1,12}")));
    ParamSpec amount = param("amount", ParamKind::Decimal);
    amount.min = QStringLiteral("0.01");
    amount.max = QStringLiteral("5000.00");
    ParamSpec currency = param("currency", ParamKind::Enum);
    currency.values = QStringList{QStringLiteral("EUR"), QStringLiteral("USD")};
    ParamSpec count = param("count", ParamKind::Integer);
    count.optional = true;
    count.max = QStringLiteral("3");
    type.params = {order, amount, currency, count};
    return type;
}

QJsonObject params(const QByteArray &json)
{
    return *base::json::parseObject(json);
}

}  // namespace

class RulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hashIsTheDocumentedOne();
    void durationsAreReadable();
    void everyFieldChangesTheHash();
    void parameters_data();
    void parameters();
    void formRules_data();
    void formRules();
    void sentenceReadsValuesOnce();
    void decimals();
    void stateTableAgainstModel();
    void signalsRaiseOneStepEach();
    void fourEyes_data();
    void fourEyes();
    void decisionRoundTrip();
    void bindingMessages();
};

void RulesTest::hashIsTheDocumentedOne()
{
    const Action action{QStringLiteral("orders.refund"), params(R"({"order_id":"81","amount":"42.00","currency":"EUR"})"),
                        QStringLiteral("https://orders.example"), base::ClientId(QStringLiteral("bot")), base::Subject(QStringLiteral("client:bot")),
                        base::SessionId(QStringLiteral("s1")), base::ApprovalId(QStringLiteral("apr_1"))};
    const QByteArray canonical = canonicalAction(action);
    const QByteArray expected(R"({"client_id":"bot","params":{"amount":"42.00","currency":"EUR","order_id":"81"},"rs":"https://orders.example","sid":"s1","sub":"client:bot","txn":"apr_1","type":"orders.refund"})");
    QCOMPARE(canonical, expected);
    QCOMPARE(actionHash(canonical), "v1." + crypto::base64Url(crypto::sha256(QByteArray("countersign-action/v1") + '\0' + canonical)));
    QCOMPARE(canonicalAction(*parseCanonicalAction(canonical)), canonical);
    QVERIFY(!parseCanonicalAction(' ' + canonical).has_value());
    QVERIFY(!parseCanonicalAction(QByteArray(canonical).replace("\"txn\"", "\"extra\":1,\"txn\"")).has_value());
}

void RulesTest::everyFieldChangesTheHash()
{
    const auto hash = [](const QByteArray &canonical) { return actionHash(canonical); };
    const Action base{QStringLiteral("t"), params(R"({"a":"1"})"), QStringLiteral("r"), base::ClientId(QStringLiteral("c")),
                      base::Subject(QStringLiteral("s")), base::SessionId(QStringLiteral("i")), base::ApprovalId(QStringLiteral("x"))};
    QSet<QByteArray> hashes{hash(canonicalAction(base))};
    Action a = base; a.type += u'x'; hashes.insert(hash(canonicalAction(a)));
    a = base; a.params.insert(QStringLiteral("a"), 1); hashes.insert(hash(canonicalAction(a)));
    a = base; a.rs += u'x'; hashes.insert(hash(canonicalAction(a)));
    a = base; a.client = base::ClientId(QStringLiteral("d")); hashes.insert(hash(canonicalAction(a)));
    a = base; a.subject = base::Subject(QStringLiteral("d")); hashes.insert(hash(canonicalAction(a)));
    a = base; a.session = {}; hashes.insert(hash(canonicalAction(a)));
    a = base; a.txn = base::ApprovalId(QStringLiteral("d")); hashes.insert(hash(canonicalAction(a)));
    QCOMPARE(hashes.size(), 8);
}

void RulesTest::parameters_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("good") << QByteArray(R"({"order_id":"81","amount":"42.00","currency":"EUR"})") << true;
    QTest::newRow("optional given") << QByteArray(R"({"order_id":"81","amount":"42.00","currency":"EUR","count":3})") << true;
    QTest::newRow("optional out of bounds") << QByteArray(R"({"order_id":"81","amount":"42.00","currency":"EUR","count":4})") << false;
    QTest::newRow("integer as string") << QByteArray(R"({"order_id":"81","amount":"42.00","currency":"EUR","count":"3"})") << false;
    QTest::newRow("missing") << QByteArray(R"({"order_id":"81","amount":"42.00"})") << false;
    QTest::newRow("unknown") << QByteArray(R"({"order_id":"81","amount":"42.00","currency":"EUR","note":"x"})") << false;
    QTest::newRow("number for string") << QByteArray(R"({"order_id":81,"amount":"42.00","currency":"EUR"})") << false;
    QTest::newRow("null") << QByteArray(R"({"order_id":null,"amount":"42.00","currency":"EUR"})") << false;
    QTest::newRow("pattern with newline") << QByteArray(R"({"order_id":"81\n","amount":"42.00","currency":"EUR"})") << false;
    QTest::newRow("amount above") << QByteArray(R"({"order_id":"81","amount":"5000.01","currency":"EUR"})") << false;
    QTest::newRow("amount at the bound") << QByteArray(R"({"order_id":"81","amount":"5000.00","currency":"EUR"})") << true;
    QTest::newRow("amount zero") << QByteArray(R"({"order_id":"81","amount":"0","currency":"EUR"})") << false;
    QTest::newRow("amount with exponent") << QByteArray(R"({"order_id":"81","amount":"4e2","currency":"EUR"})") << false;
    QTest::newRow("amount with comma") << QByteArray(R"({"order_id":"81","amount":"42,00","currency":"EUR"})") << false;
    QTest::newRow("amount in other digits") << QByteArray("{\"order_id\":\"81\",\"amount\":\"\xD9\xA4\xD9\xA2\",\"currency\":\"EUR\"}") << false;
    QTest::newRow("enum in other case") << QByteArray(R"({"order_id":"81","amount":"42.00","currency":"eur"})") << false;
}

void RulesTest::parameters()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, accepted);
    QCOMPARE(checkParams(refund(), params(text)).has_value(), accepted);
}

void RulesTest::formRules_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("name in upper case") << QByteArray(R"({"Order":"1"})");
    QTest::newRow("empty name") << QByteArray(R"({"":"1"})");
    QTest::newRow("bidi override") << QByteArray(R"({"a":"x\u202ey"})");
    QTest::newRow("zero width") << QByteArray(R"({"a":"x\u200by"})");
    QTest::newRow("not in NFC") << QByteArray(R"({"a":"e\u0301"})");
    QTest::newRow("tag characters") << QByteArray(R"({"a":"\udb40\udc41"})");
    QTest::newRow("control") << QByteArray(R"({"a":"\u0007"})");
    QTest::newRow("line separator") << QByteArray(R"({"a":"\u2028"})");
    QTest::newRow("deep inside") << QByteArray(R"({"a":{"b":[{"c":"\u200f"}]}})");
    QTest::newRow("nine levels") << QByteArray(R"({"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}})");
    QTest::newRow("over 8 KiB") << QByteArray("{\"a\":\"" + QByteArray(8192, 'x') + "\"}");
}

void RulesTest::formRules()
{
    QFETCH(QByteArray, text);
    QVERIFY(!checkParamsForm(params(text)).has_value());
}

void RulesTest::durationsAreReadable()
{
    QCOMPARE(durationText(3600), QStringLiteral("1 hour"));
    QCOMPARE(durationText(5400), QStringLiteral("1 hour 30 minutes"));
    QCOMPARE(durationText(86461), QStringLiteral("1 day 1 minute 1 second"));
    QCOMPARE(durationText(172800), QStringLiteral("2 days"));
    QCOMPARE(durationText(0), QStringLiteral("0 seconds"));
    ActionType type;
    type.type = QStringLiteral("countersign.access");
    type.title = QStringLiteral("Open {resource} for {duration} with {scopes}{missing}");
    for (const auto &[param, kind] : {std::pair("scopes", ParamKind::StringList), std::pair("duration", ParamKind::Duration), std::pair("resource", ParamKind::String)}) {
        ParamSpec spec;
        spec.name = spec.label = QString::fromLatin1(param);
        spec.kind = kind;
        type.params.push_back(spec);
    }
    const QJsonObject asked = params(R"({"scopes":["a:b","{duration}"],"duration":90,"resource":"https://x.example"})");
    QVERIFY(checkParams(type, asked));
    QCOMPARE(actionSentence(type, asked), QStringLiteral("Open https://x.example for 1 minute 30 seconds with a:b, {duration}–"));
    QCOMPARE(paramLines(type, asked).at(1).value, QStringLiteral("90"));
    QJsonObject textual = asked;
    textual.insert(QStringLiteral("duration"), QStringLiteral("90"));
    QVERIFY(!checkParams(type, textual));
    QCOMPARE(yieldOf(type.type), Yield::Window);
    QCOMPARE(yieldOf(QStringLiteral("countersign.accesss")), Yield::Credential);
}

void RulesTest::sentenceReadsValuesOnce()
{
    const QString sentence = actionSentence(refund(), params(R"({"order_id":"{amount}","amount":"42.00","currency":"EUR"})"));
    QCOMPARE(sentence, QStringLiteral("Refund 42.00 EUR for order {amount}"));
}

void RulesTest::decimals()
{
    for (const char *bad : {"", "+1", "01", "1.", ".5", "1e3", "1 ", "-0", "-0.00", "1.0000000000", "1234567890123456789", "1,0", "0x1"})
        QVERIFY2(!Decimal::parse(QString::fromLatin1(bad)), bad);
    const auto d = [](const char *text) { return *Decimal::parse(QString::fromLatin1(text)); };
    QVERIFY(d("-0.5") < d("0"));
    QVERIFY(d("-1.5") < d("-1.4"));
    QVERIFY(d("1.5") == d("1.50"));
    QVERIFY(d("0.9") < d("0.91"));
}

void RulesTest::stateTableAgainstModel()
{
    // The model knows only three facts about an approval; the table must never contradict them.
    struct Model {
        bool decided = false, ended = false;
        int credentials = 0, uses = 0;
    };
    constexpr Event events[] = {Event::QuorumReached, Event::Denied, Event::TimePassed, Event::Cancelled, Event::Redeemed, Event::Consumed, Event::Revoked};
    auto *random = QRandomGenerator::global();
    for (int run = 0; run < 20'000; ++run) {
        Status status = Status::Pending;
        Model model;
        for (int step = 0; step < 12; ++step) {
            const Event event = events[random->bounded(7)];
            const auto to = next(status, event);
            if (!to)
                continue;
            QVERIFY2(!model.ended, "something moved after the end");
            if (event == Event::QuorumReached || event == Event::Denied) {
                QVERIFY2(!model.decided, "decided twice");
                model.decided = true;
            }
            if (event == Event::Redeemed) {
                QVERIFY2(model.decided, "a credential without a decision");
                QCOMPARE(++model.credentials, 1);
            }
            if (event == Event::Consumed) {
                QCOMPARE(model.credentials, 1);
                QCOMPARE(++model.uses, 1);
            }
            model.ended = isTerminal(*to);
            status = *to;
        }
    }
    QVERIFY(isTerminal(Status::Consumed) && isTerminal(Status::Denied) && isTerminal(Status::Expired) && isTerminal(Status::Cancelled) && isTerminal(Status::Revoked));
    QCOMPARE(statusFromName(statusName(Status::Redeemed)), std::optional(Status::Redeemed));
}

void RulesTest::signalsRaiseOneStepEach()
{
    Signals quiet;
    quiet.clientAgeSeconds = 999'999;
    quiet.sameActionBefore = 5;
    QCOMPARE(assess(Tier::Low, quiet).tier, Tier::Low);
    Signals young = quiet;
    young.clientAgeSeconds = 3599;
    QCOMPARE(assess(Tier::Low, young).tier, Tier::Medium);
    young.sameActionBefore = 0;
    QCOMPARE(assess(Tier::Low, young).tier, Tier::High);
    young.outsideHours = true;
    young.recentByClient = 50;
    const Risk risk = assess(Tier::Medium, young);
    QCOMPARE(risk.tier, Tier::Critical);
    QCOMPARE(risk.reasons.size(), 5);
    QCOMPARE(risk.codes.size(), risk.reasons.size());
    Signals deprecated = quiet;
    deprecated.deprecatedScopes = QStringList{QStringLiteral("a:b")};
    QCOMPARE(assess(Tier::Medium, deprecated).tier, Tier::High);
    QVERIFY(wantsCode(refund(), Tier::High) && !wantsCode(refund(), Tier::Medium));
}

void RulesTest::fourEyes_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<bool>("role");
    QTest::addColumn<QStringList>("groups");
    QTest::addColumn<int>("expected");
    const QStringList in{QStringLiteral("payments-approvers")};
    QTest::newRow("another approver") << QStringLiteral("usr_b") << true << in << -1;
    QTest::newRow("the subject") << QStringLiteral("usr_a") << true << in << static_cast<int>(Ineligible::SelfApproval);
    QTest::newRow("the client's owner") << QStringLiteral("usr_o") << true << in << static_cast<int>(Ineligible::SelfApproval);
    QTest::newRow("without the role") << QStringLiteral("usr_b") << false << in << static_cast<int>(Ineligible::NotAnApprover);
    QTest::newRow("in another group") << QStringLiteral("usr_b") << true << QStringList{QStringLiteral("ops")} << static_cast<int>(Ineligible::NotAnApprover);
}

void RulesTest::fourEyes()
{
    QFETCH(QString, who);
    QFETCH(bool, role);
    QFETCH(QStringList, groups);
    QFETCH(int, expected);
    ApproverFacts facts;
    facts.approver = base::Subject(who);
    facts.active = true;
    facts.hasApproverRole = role;
    facts.groups = groups;
    facts.requestSubject = base::Subject(QStringLiteral("usr_a"));
    facts.clientOwner = base::Subject(QStringLiteral("usr_o"));
    const auto result = ineligible(refund(), facts);
    QCOMPARE(result ? static_cast<int>(*result) : -1, expected);
    facts.active = false;
    QVERIFY(ineligible(refund(), facts) == Ineligible::NotAnApprover);
}

void RulesTest::decisionRoundTrip()
{
    Decision d;
    d.approver = base::Subject(QStringLiteral("usr_a"));
    d.audience = QStringLiteral("https://as.example");
    d.txn = base::ApprovalId(QStringLiteral("apr_1"));
    d.verdict = Verdict::Approve;
    d.actionHash = "v1.x";
    d.version = 2;
    d.nonce = QStringLiteral("n");
    d.view = QStringLiteral("v");
    d.code = QStringLiteral("123456");
    d.granted.ttl = 30;
    d.granted.scopes = QStringList{QStringLiteral("a:b"), QStringLiteral("c:d")};
    d.issuedAt = 1;
    d.expiresAt = 61;
    const QJsonObject claims = toClaims(d);
    const auto back = decisionFromClaims(claims);
    QVERIFY(back.has_value());
    QCOMPARE(toClaims(*back), claims);
    for (const QString &name : claims.keys()) {
        QJsonObject bent = claims;
        bent.insert(name, QJsonArray{1});
        QVERIFY2(!decisionFromClaims(bent).has_value(), qPrintable(name));
    }
    for (const char *name : {"iss", "aud", "txn", "decision", "adh", "version", "nonce", "view", "iat", "exp"}) {
        QJsonObject bent = claims;
        bent.remove(QLatin1String(name));
        QVERIFY2(!decisionFromClaims(bent).has_value(), name);
    }
}

void RulesTest::bindingMessages()
{
    QVERIFY(isBindingMessage(QStringLiteral("Ticket 4711, desk 3")));
    QVERIFY(isBindingMessage(QString(64, u'x')));
    for (const QString &bad : {QString(), QStringLiteral("   "), QString(65, u'x'), QStringLiteral("a\nb"), QStringLiteral("<b>x</b>"), QStringLiteral("see https://x.example"),
                               QStringLiteral("a\u202eb"), QStringLiteral("a\u200bb"), QStringLiteral("&lt;")})
        QVERIFY2(!isBindingMessage(bad), qPrintable(bad));
}

QTEST_APPLESS_MAIN(RulesTest)
#include "rules_test.moc"
