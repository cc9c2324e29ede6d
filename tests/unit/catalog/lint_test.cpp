// What the text of a catalogue tells beyond its errors, and what time and use add.
#include "app/catalog/lint.h"
#include "app/catalog/route_match.h"
#include "tests/unit/catalog/small_texts.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QtTest>

using namespace countersign;
using catalog::Catalog;
using catalog::Finding;
using test::actionText, test::head, test::routeText, test::scopeText;

namespace {

Catalog parsed(const QByteArray &text)
{
    const auto result = catalog::parse(text);
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
    return *result;
}

// "code line" each.
QStringList brief(const std::vector<Finding> &findings)
{
    QStringList out;
    for (const Finding &finding : findings) {
        out.append(QStringLiteral("%1%2 %3").arg(finding.severity == catalog::Severity::Warning ? QString() : QStringLiteral("error: "), finding.code).arg(finding.line));
    }
    return out;
}

QStringList codesOf(const QByteArray &scopesAndActions)
{
    QStringList codes;
    for (const Finding &finding : catalog::lint(parsed(head() + scopesAndActions)))
        codes.append(finding.code);
    return codes;
}

const QString nearDuplicate = QStringLiteral("near_duplicate"), broad = QStringLiteral("broad_scope");

}  // namespace

class LintTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNearDuplicates_data();
    void findsNearDuplicates();
    void leavesDifferentNamesAlone_data();
    void leavesDifferentNamesAlone();
    void findsBroadScopes_data();
    void findsBroadScopes();
    void deprecationsNeedAnEndAndASuccessor();
    void riskFollowsTheActions();
    void oneScopeForReadingAndWriting_data();
    void oneScopeForReadingAndWriting();
    void waysRoundAnApproval();
    void routesOfDeprecatedScopes();
    void everyWrittenRouteIsReached();
    void findingsNameTheLineOfTheScope();
    void checkHasThemAllUnlessThereIsAnError();
    void timeTellsOfSunsets();
    void useTellsOfUnusedScopes();
    void shadowsAreNamed();
    void thousandsOfScopesTakeAMoment();
    void everyCodeHasARule();
};

void LintTest::findsNearDuplicates_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    const auto row = [](const char *one, const char *other) { QTest::newRow(one) << QByteArray(one) << QByteArray(other); };
    row("order:read", "orders:read");
    row("category:read", "categories:read");
    row("orders:refund:create", "orders:refunds:create");
    row("orders:line-item:read", "orders:line_item:read");
    row("Orders:read", "orders:read");
    row("orders:read", "orders.read");
    row("orders:view", "orders:read");
    row("orders:remove", "orders:delete");
    row("payments:read", "payyments:read");
    row("payments:read", "paymetns:read");
}

void LintTest::findsNearDuplicates()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    const auto findings = catalog::lint(parsed(head() + scopeText(one) + scopeText(other)));
    QCOMPARE(findings.size(), size_t(1));
    QCOMPARE(findings[0].code, nearDuplicate);
    QVERIFY2(findings[0].message.contains(QString::fromLatin1(one)) && findings[0].message.contains(QString::fromLatin1(other)), qPrintable(findings[0].message));
}

void LintTest::leavesDifferentNamesAlone_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    const auto row = [](const char *one, const char *other) { QTest::newRow(one) << QByteArray(one) << QByteArray(other); };
    row("orders:read", "orders:create");
    row("shop1:read", "shop11:read");
    row("eu:read", "euw:read");
    row("orders:list", "orders:read");
    row("address:read", "addres1:read");
    row("a:b:read", "b:a:read");
}

void LintTest::leavesDifferentNamesAlone()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QCOMPARE(codesOf(scopeText(one) + scopeText(other)), QStringList());
}

void LintTest::findsBroadScopes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("manage") << scopeText("orders:manage");
    QTest::newRow("all") << scopeText("orders:all");
    QTest::newRow("two verbs") << scopeText("orders:read-write");
    QTest::newRow("three verbs") << scopeText("orders:create_update_delete");
    QTest::newRow("two actions") << scopeText("orders:change") + actionText("orders.refund", "\"orders:change\"") + actionText("orders.close", "\"orders:change\"");
}

void LintTest::findsBroadScopes()
{
    QFETCH(QByteArray, text);
    QCOMPARE(codesOf(text), QStringList(broad));
    QCOMPARE(codesOf(scopeText("orders:read") + scopeText("orders:close") + actionText("orders.close", "\"orders:close\"") + actionText("invoices.close", "\"orders:close\"")), QStringList());
}

void LintTest::deprecationsNeedAnEndAndASuccessor()
{
    QCOMPARE(codesOf(scopeText("a:read", "deprecated = { since = 2026-01-01 }\n")), (QStringList{QStringLiteral("no_successor"), QStringLiteral("no_sunset")}));
    QCOMPARE(codesOf(scopeText("a:read", "deprecated = { since = 2026-01-01, sunset = 2027-01-01 }\n")), QStringList{QStringLiteral("no_successor")});
    QCOMPARE(codesOf(scopeText("a:read", "deprecated = { since = 2026-01-01, sunset = 2027-01-01, use = \"b:read\" }\n") + scopeText("b:read")), QStringList());
    QCOMPARE(codesOf(scopeText("a:read", "deprecated = { since = 2026-01-01, sunset = 2027-01-01, use = \"b:read\" }\n")
                     + scopeText("b:read", "deprecated = { since = 2026-01-01, sunset = 2027-01-01, use = \"a:read\" }\n")),
             (QStringList{QStringLiteral("successor_deprecated"), QStringLiteral("successor_deprecated")}));
}

void LintTest::riskFollowsTheActions()
{
    const QByteArray action = actionText("orders.close", "\"a:close\"", "risk = \"high\"\n");
    QCOMPARE(codesOf(scopeText("a:close", "risk = \"medium\"\n") + action), QStringList{QStringLiteral("risk_too_low")});
    QCOMPARE(codesOf(scopeText("a:close", "risk = \"high\"\n") + action), QStringList());
    QCOMPARE(codesOf(scopeText("a:close", "risk = \"critical\"\n") + action), QStringList());
}

void LintTest::oneScopeForReadingAndWriting_data()
{
    QTest::addColumn<QByteArrayList>("methods");
    QTest::addColumn<bool>("isBroad");
    QTest::newRow("reads") << QByteArrayList{"GET", "HEAD", "OPTIONS"} << false;
    QTest::newRow("writes") << QByteArrayList{"POST", "PUT"} << false;
    QTest::newRow("one") << QByteArrayList{"DELETE"} << false;
    for (const char *method : {"POST", "PUT", "PATCH", "DELETE", "PURGE"})
        QTest::newRow(method) << QByteArrayList{"GET", method} << true;
}

void LintTest::oneScopeForReadingAndWriting()
{
    QFETCH(QByteArrayList, methods);
    QFETCH(bool, isBroad);
    QByteArray routes;
    for (const QByteArray &method : methods)
        routes += routeText(method, "/x/{id}", "scope = \"a:x\"");
    const auto findings = catalog::lint(parsed(head() + scopeText("a:x") + scopeText("a:y") + routes + routeText("GET", "/y", "scope = \"a:y\"")));
    QCOMPARE(brief(findings), isBroad ? QStringList{QStringLiteral("broad_scope 7")} : QStringList());
    for (const Finding &finding : findings)
        QVERIFY2(finding.message.contains(QString::fromLatin1(methods[1])) && finding.message.contains(QLatin1String("GET")), qPrintable(finding.message));
    // Said once of a scope, whatever else makes it broad.
    QCOMPARE(codesOf(scopeText("a:manage") + routeText("GET", "/x", "scope = \"a:manage\"") + routeText("PUT", "/x", "scope = \"a:manage\"")), QStringList(broad));
}

void LintTest::waysRoundAnApproval()
{
    const QByteArray action = actionText("orders.close", "\"a:close\"", "risk = \"high\"\n") + "[[action.param]]\nname = \"id\"\nlabel = \"Id\"\nkind = \"integer\"\nmin = 1\nmax = 9\n";
    const QByteArray held = routeText("POST", "/orders/{id}/close", "action = \"orders.close\"\nparams = { id = \"path.id\" }");
    const auto with = [&](const QByteArray &risk, const QByteArray &method, const QByteArray &path) {
        return codesOf(scopeText("a:close", "risk = \"high\"\n") + scopeText("a:write", "risk = \"" + risk + "\"\n") + action + held + routeText(method, path, "scope = \"a:write\""));
    };
    const QStringList tooLow{QStringLiteral("risk_too_low")};
    QCOMPARE(with("medium", "POST", "/orders/7/close"), tooLow);
    QCOMPARE(with("high", "POST", "/orders/7/close"), QStringList());
    QCOMPARE(with("medium", "POST", "/orders/{id}/{what}"), QStringList());  // the wider one takes nothing away
    QCOMPARE(with("medium", "PUT", "/orders/7/close"), QStringList());
    QCOMPARE(with("medium", "POST", "/orders/7/open"), QStringList());
    QCOMPARE(with("medium", "POST", "/orders/7"), QStringList());
}

void LintTest::routesOfDeprecatedScopes()
{
    const QByteArray text = scopeText("a:read", "deprecated = { since = 2026-01-01, sunset = 2027-01-01, use = \"b:read\" }\n") + scopeText("b:read");
    QCOMPARE(codesOf(text + routeText("GET", "/x", "scope = \"a:read\"")), QStringList{QStringLiteral("deprecated_scope")});
    QCOMPARE(codesOf(text + routeText("GET", "/x", "scope = \"b:read\"")), QStringList());
    const QByteArray whole = head() + text + routeText("GET", "/x", "scope = \"a:read\"");
    const int line = static_cast<int>(whole.left(whole.indexOf("path = \"/x\"")).count('\n')) + 1;
    QCOMPARE(brief(catalog::lint(parsed(whole))), QStringList{QStringLiteral("deprecated_scope %1").arg(line)});
}

// Why there is no rule for routes that no request reaches: of every set that reading accepts, each is found by some request.
void LintTest::everyWrittenRouteIsReached()
{
    QRandomGenerator random(20261122);
    int accepted = 0, shared = 0;
    for (int round = 0; round < 600; ++round) {
        QByteArray text = head() + scopeText("a:x");
        for (int i = 2 + random.bounded(5); i > 0; --i) {
            QByteArray path;
            for (int segment = 0; segment < 2; ++segment)
                path += random.bounded(2) ? "/{p" + QByteArray::number(segment) + "}" : "/f" + QByteArray::number(random.bounded(2));
            text += routeText("GET", path, "scope = \"a:x\"");
        }
        const auto read = catalog::parse(text);
        if (!read)
            continue;
        ++accepted;
        for (const catalog::Route &route : read->routes) {
            QByteArray target;
            for (const catalog::RouteSegment &segment : route.segments)
                target += '/' + (segment.isParam ? QByteArray("other") : segment.text.toUtf8());
            QCOMPARE(*catalog::findRoute(read->routes, route.resource, route.method, *catalog::readTarget(target)), &route);
            shared += std::any_of(read->routes.begin(), read->routes.end(), [&](const catalog::Route &wide) { return &wide != &route && catalog::fitsTemplate(wide.segments, *catalog::readTarget(target)); });
        }
    }
    QVERIFY2(accepted > 50 && shared > 50, qPrintable(QStringLiteral("%1 %2").arg(accepted).arg(shared)));
}

void LintTest::findingsNameTheLineOfTheScope()
{
    const QByteArray text = head() + scopeText("a:read") + "\n# a remark\n" + scopeText("a:manage");
    const int line = static_cast<int>(text.left(text.indexOf("name = \"a:manage\"")).count('\n')) + 1;
    QCOMPARE(brief(catalog::lint(parsed(text))), QStringList{QStringLiteral("broad_scope %1").arg(line)});
}

void LintTest::checkHasThemAllUnlessThereIsAnError()
{
    const QByteArray text = head() + scopeText("a:manage");
    const auto checked = catalog::check(text);
    QVERIFY(checked.catalog);
    QCOMPARE(checked.findings, catalog::lint(*checked.catalog));
    QCOMPARE(checked.catalog->warnings, checked.findings);
    const auto broken = catalog::check(text + "owner = 7\n");
    QVERIFY(!broken.catalog);
    for (const Finding &finding : broken.findings)
        QVERIFY(finding.code != broad);
}

void LintTest::timeTellsOfSunsets()
{
    const Catalog c = parsed(head() + scopeText("a:read", "deprecated = { since = 2026-01-01, sunset = 2027-01-01, use = \"b:read\" }\n") + scopeText("b:read"));
    catalog::UseFacts facts;
    facts.now = 1798761600 - 1;  // 2027-01-01
    QCOMPARE(catalog::lintUse(c, facts).size(), size_t(0));
    facts.now += 1;
    QCOMPARE(brief(catalog::lintUse(c, facts)), QStringList{QStringLiteral("sunset_passed 7")});
    QVERIFY(catalog::lintUse(c, facts)[0].message.contains(QLatin1String("2027-01-01")));
}

void LintTest::useTellsOfUnusedScopes()
{
    const Catalog c = parsed(head() + scopeText("a:read"));
    constexpr qint64 day = 86'400;
    catalog::UseFacts facts;
    facts.now = 1000 * day;
    QCOMPARE(catalog::lintUse(c, facts).size(), size_t(0));  // nothing is known of its use
    const auto with = [&](const catalog::ScopeFacts &use) {
        facts.scopes = QHash<QString, catalog::ScopeFacts>{{QStringLiteral("a:read"), use}};
        return brief(catalog::lintUse(c, facts));
    };
    const QStringList unused{QStringLiteral("unused 7")};
    QCOMPARE(with({2, 910 * day, std::nullopt}), unused);
    QCOMPARE(with({2, 910 * day + 1, std::nullopt}), QStringList());  // one second too young to be judged
    QCOMPARE(with({2, std::nullopt, std::nullopt}), QStringList());
    QCOMPARE(with({2, 1 * day, 910 * day}), unused);
    QCOMPARE(with({2, 1 * day, 910 * day + 1}), QStringList());
    with({0, 1 * day, std::nullopt});
    QVERIFY(catalog::lintUse(c, facts)[0].message.contains(QLatin1String("no client holds it")));
    facts.unusedDays = 1000;
    QCOMPARE(with({2, 910 * day, std::nullopt}), QStringList());
}

void LintTest::shadowsAreNamed()
{
    catalog::UseFacts facts;
    facts.shadow = {{QStringLiteral("ghost:read"), {}, {QStringLiteral("bot")}},
                    {QStringLiteral("ghost:write"), {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d"), QStringLiteral("e"), QStringLiteral("f"), QStringLiteral("g")}, {}}};
    const auto findings = catalog::lintUse(parsed(head()), facts);
    QCOMPARE(brief(findings), (QStringList{QStringLiteral("shadow_scope 0"), QStringLiteral("shadow_scope 0")}));
    QCOMPARE(findings[0].message, QStringLiteral("Scope ghost:read is not in the catalogue, but bot asked for it."));
    QCOMPARE(findings[1].message, QStringLiteral("Scope ghost:write is not in the catalogue, but a, b, c, d, e and 2 more hold it."));
}

// Every pair would be twelve million comparisons.
void LintTest::thousandsOfScopesTakeAMoment()
{
    QByteArray text = head();
    for (int i = 0; i < 5000; ++i)
        text += scopeText("service" + QByteArray::number(i) + ":resource:read");
    const Catalog c = parsed(text);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(catalog::lint(c).size(), size_t(0));
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QByteArray alike = head();
    for (int i = 0; i < 2500; ++i)
        alike += scopeText("service" + QByteArray::number(i) + ":resource:read") + scopeText("service" + QByteArray::number(i) + ":resources:read");
    QCOMPARE(catalog::lint(parsed(alike)).size(), size_t(200));
}

void LintTest::everyCodeHasARule()
{
    QSet<QString> said, listed;
    static const QRegularExpression code(QStringLiteral("(?:error|warn)\\((?:[^\"]*|QStringLiteral\\(\"[a-z_]+\"\\)|key|it->second\\.line\\(\\)), \"([a-z_]+)\", "));
    QDirIterator files(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/app/catalog"), {QStringLiteral("*.cpp")});
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto matches = code.globalMatch(QString::fromUtf8(file.readAll()));
        while (matches.hasNext())
            said.insert(matches.next().captured(1));
    }
    for (const catalog::Rule &rule : catalog::lintRules()) {
        QVERIFY2(!listed.contains(QLatin1String(rule.code)), rule.code);
        listed.insert(QLatin1String(rule.code));
        QVERIFY(QByteArray(rule.about).endsWith('.'));
    }
    QVERIFY(said.size() > 25);
    for (const QString &one : std::as_const(said))
        QVERIFY2(listed.contains(one), qPrintable(one));
}

QTEST_GUILESS_MAIN(LintTest)
#include "lint_test.moc"
