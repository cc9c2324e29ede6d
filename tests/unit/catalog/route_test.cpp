// Routes: how they are read from the catalogue, and that a target is matched in one reading or not at all.
#include "app/catalog/catalog.h"
#include "app/catalog/diff.h"
#include "app/catalog/route_match.h"
#include "tests/unit/catalog/route_texts.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace countersign;
using namespace countersign::catalog;
using tests::kHead;
using tests::kPay;

namespace {

QByteArray scopeRoute(const QByteArray &method, const QByteArray &path)
{
    return "[[route]]\nmethod = \"" + method + "\"\npath = \"" + path + "\"\nresource = \"https://a.example\"\nscope = \"a:read\"\n";
}

Checked read(const QByteArray &text)
{
    return check(text);
}

QStringList codesOf(const QByteArray &routes)
{
    QStringList codes;
    for (const Finding &finding : read(kHead + routes).findings) {
        if (finding.severity == Severity::Error)
            codes.append(finding.code);
    }
    return codes;
}

// A small model of a URL: every spelling of the same segments is one target, or none.
QByteArray spelled(const QStringList &segments, QRandomGenerator &random)
{
    QByteArray out;
    for (const QString &segment : segments) {
        out += '/';
        for (const char c : segment.toUtf8()) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            const QByteArray hex = QByteArray(1, c).toHex();
            const auto choice = random.bounded(3);
            out += plain && choice == 0 ? QByteArray(1, c) : '%' + (choice == 1 ? hex : hex.toUpper());
        }
    }
    return out;
}

}  // namespace

class RouteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsRoutes();
    void findsFaults_data();
    void findsFaults();
    void faultsHaveTheirLine();
    void limits();
    void refusesWhatIsAmbiguous_data();
    void refusesWhatIsAmbiguous();
    void oneReadingForEverySpelling();
    void narrowerRoutesWin();
    void changesAreSeen();
    void paramsOfAnAction();
};

void RouteTest::readsRoutes()
{
    const Checked result = read(kHead + scopeRoute("GET", "/things/{id}") + scopeRoute("GET", "/") + kPay);
    QVERIFY2(result.catalog, result.findings.empty() ? "" : qPrintable(findingText(result.findings.front())));
    const auto &routes = result.catalog->routes;
    QCOMPARE(routes.size(), size_t(3));
    QCOMPARE(routes[0].segments.size(), size_t(2));
    QVERIFY(!routes[0].segments[0].isParam && routes[0].segments[1].isParam);
    QVERIFY(routes[1].segments.empty());
    QCOMPARE(routes[2].params.size(), size_t(3));
    QVERIFY(!routes[2].allowsBody);
}

void RouteTest::findsFaults_data()
{
    QTest::addColumn<QByteArray>("routes");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QByteArray &routes, const char *code) { QTest::newRow(name) << routes << QString::fromLatin1(code); };
    const auto swapped = [](QByteArray text, const char *from, const char *to) { return text.replace(from, to); };
    row("no method", swapped(kPay, "method = \"POST\"\n", ""), "missing");
    row("method in small letters", scopeRoute("get", "/x"), "bad_value");
    row("any method", scopeRoute("*", "/x"), "bad_value");
    row("no slash", scopeRoute("GET", "x"), "bad_template");
    row("empty segment", scopeRoute("GET", "/x//y"), "bad_template");
    row("trailing slash", scopeRoute("GET", "/x/"), "bad_template");
    row("dots", scopeRoute("GET", "/x/../y"), "bad_template");
    row("escape", scopeRoute("GET", "/x%2fy"), "bad_template");
    row("semicolon", scopeRoute("GET", "/x;y"), "bad_template");
    row("query", scopeRoute("GET", "/x?y=1"), "bad_template");
    row("half a hole", scopeRoute("GET", "/x{id}"), "bad_template");
    row("wildcard hole", scopeRoute("GET", "/{*}"), "bad_template");
    row("a hole twice", scopeRoute("GET", "/{id}/{id}"), "bad_template");
    row("unknown resource", swapped(kPay, "https://a.example", "https://c.example"), "unknown_reference");
    row("other resource", swapped(scopeRoute("GET", "/x"), "https://a.example", "https://b.example"), "other_resource");
    row("unknown scope", swapped(scopeRoute("GET", "/x"), "a:read", "a:write"), "unknown_reference");
    row("unknown action", swapped(kPay, "a.pay", "a.steal"), "unknown_reference");
    row("built-in action", swapped(kPay, "a.pay", "countersign.access"), "unknown_reference");
    row("neither", swapped(scopeRoute("GET", "/x"), "scope = \"a:read\"\n", ""), "bad_value");
    row("both", scopeRoute("GET", "/x") + "action = \"a.pay\"\n", "bad_value");
    row("params of a scope", scopeRoute("GET", "/x/{who}") + "params = { who = \"path.who\" }\n", "bad_value");
    row("source of another kind", swapped(kPay, "query.note", "body.note"), "bad_value");
    row("unknown hole", swapped(kPay, "path.who", "path.whom"), "unknown_param");
    row("unknown param", swapped(kPay, "note =", "remark ="), "unknown_param");
    row("missing param", swapped(kPay, "amount = \"query.amount\", ", ""), "missing_param");
    row("unbound hole", swapped(kPay, "/pay/{who}", "/pay/{who}/{from}"), "unbound_param");
    row("one source twice", swapped(kPay, "query.note", "query.Amount"), "duplicate");
    row("body of a scope", scopeRoute("POST", "/x") + "body = \"unchecked\"\n", "bad_value");
    row("other body", kPay + "body = \"json\"\n", "bad_value");
    row("unknown key", scopeRoute("GET", "/x") + "host = \"a\"\n", "unknown_key");
    row("same route twice", scopeRoute("GET", "/x/{a}") + scopeRoute("GET", "/x/{b}"), "overlapping");
    row("crossing routes", scopeRoute("GET", "/x/{a}/y") + scopeRoute("GET", "/x/z/{b}"), "overlapping");
}

void RouteTest::findsFaults()
{
    QFETCH(QByteArray, routes);
    QFETCH(QString, code);
    const QStringList codes = codesOf(routes);
    QVERIFY2(codes.contains(code), qPrintable(codes.join(u' ')));
}

void RouteTest::faultsHaveTheirLine()
{
    const Checked result = read(kHead + scopeRoute("GET", "/x") + scopeRoute("GET", "/x"));
    QVERIFY(!result.catalog);
    const auto lines = kHead.count('\n');
    QCOMPARE(result.findings.front().line, static_cast<int>(lines) + 5 + 3);
    QVERIFY(result.findings.front().message.contains(QStringLiteral("GET /x")));
}

void RouteTest::limits()
{
    QByteArray many;
    for (int i = 0; i < kMaxRoutes; ++i)
        many += scopeRoute("GET", "/r" + QByteArray::number(i) + "/{id}");
    QElapsedTimer timer;
    timer.start();
    QVERIFY(read(kHead + many).catalog);
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(codesOf(many + scopeRoute("GET", "/more")), QStringList{QStringLiteral("too_many")});
    QByteArray deep;
    for (int i = 0; i < 33; ++i)
        deep += "/a";
    QCOMPARE(codesOf(scopeRoute("GET", deep)), QStringList{QStringLiteral("bad_template")});
}

void RouteTest::refusesWhatIsAmbiguous_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char *target : {"", "x", "//", "//x", "/x//y", "/x/", "/.", "/..", "/x/..", "/%2e", "/x/%2E%2e/y", "/.%2e", "/a%2fb", "/a%2Fb", "/a%5cb", "/a\\b", "/a;b", "/a%3bb",
                               "/a%00", "/a%0d%0a", "/a%7f", "/a%25", "/a%252e", "/a%3f", "/a%23", "/a#b", "/a b", "/a%", "/a%4", "/a%4g", "/%ff", "/%c0%ae", "/%ed%a0%80", "/%e2%80%ae",
                               "/e%cc%81", "/a?b=1&b=2", "/a?b=1&B=2", "/a?b=1&%62=2", "/a?=1", "/a?b&&c", "/a?&", "/a?b=1&", "/a?b;c", "/a?b=%00", "/a?b=%ff", "/a?%ff=b", "/a?b+c=1", "/a?b[]=1",
                               "/a?b=\"", "http://x/y", "*"})
        QTest::newRow(*target ? target : "nothing") << QByteArray(target);
    QTest::newRow("long") << '/' + QByteArray(8192, 'a');
    QTest::newRow("NUL") << QByteArray("/a\0b", 4);
    QByteArray deep, wide = "/a?";
    for (int i = 0; i < 33; ++i)
        deep += "/a";
    for (int i = 0; i < 201; ++i)
        wide += 'p' + QByteArray::number(i) + "=1&";
    QTest::newRow("deep") << deep;
    QTest::newRow("wide") << wide.chopped(1);
}

void RouteTest::refusesWhatIsAmbiguous()
{
    QFETCH(QByteArray, target);
    const auto read = readTarget(target);
    QVERIFY(!read);
    QVERIFY(!read.error().detail.isEmpty());
}

void RouteTest::oneReadingForEverySpelling()
{
    QRandomGenerator random(7);
    const QString letters = QStringLiteral("ab1 éß%/.;\\?#+:@");
    int read = 0, refused = 0;
    for (int round = 0; round < 4000; ++round) {
        QStringList segments;
        for (int i = random.bounded(1, 4); i > 0; --i) {
            QString segment;
            for (int k = random.bounded(0, 5); k > 0; --k)
                segment += letters.at(random.bounded(letters.size()));
            segments.append(segment);
        }
        const auto isClean = [](const QString &segment) {
            return !segment.isEmpty() && segment != QLatin1String(".") && segment != QLatin1String("..") && !segment.contains(QRegularExpression(QStringLiteral("[%/;\\\\?#]")));
        };
        const bool isRoot = segments == QStringList{QString()};
        const bool clean = isRoot || std::all_of(segments.begin(), segments.end(), isClean);
        const auto target = readTarget(spelled(segments, random));
        // What is not clean is refused in every spelling: never read as something else.
        QCOMPARE(target.has_value(), clean);
        (clean ? read : refused) += 1;
        if (clean)
            QCOMPARE(target->segments, isRoot ? QStringList() : segments);
    }
    QVERIFY(read > 200 && refused > 200);
}

void RouteTest::narrowerRoutesWin()
{
    const Checked result = read(kHead + scopeRoute("GET", "/x/{id}") + scopeRoute("GET", "/x/new") + scopeRoute("HEAD", "/x/new") + kPay);
    QVERIFY(result.catalog);
    const QString a = QStringLiteral("https://a.example");
    const auto found = [&](const char *method, const char *target) { return *findRoute(result.catalog->routes, a, QString::fromLatin1(method), *readTarget(target)); };
    const Route *first = result.catalog->routes.data();
    QCOMPARE(found("GET", "/x/new") - first, 1);
    QCOMPARE(found("GET", "/x/%6eew") - first, 1);
    QCOMPARE(found("GET", "/x/other") - first, 0);
    QCOMPARE(found("HEAD", "/x/other") - first, 0);
    QCOMPARE(found("HEAD", "/x/new") - first, 2);
    for (const auto &[method, target] : {std::pair("POST", "/x/new"), std::pair("get", "/x/new"), std::pair("GET", "/X/new"), std::pair("GET", "/x"), std::pair("HEAD", "/pay/a"), std::pair("GET", "/x/new/y")})
        QVERIFY2(!found(method, target), target);
    QVERIFY(!*findRoute(result.catalog->routes, QStringLiteral("https://b.example"), QStringLiteral("GET"), *readTarget("/x/new")));
    // An API that ignores case runs the narrow one, which the wide one must not let through (for HEAD neither).
    for (const char *target : {"/x/NEW", "/x/nEw", "/x/%4eew"}) {
        QVERIFY2(!findRoute(result.catalog->routes, a, QStringLiteral("GET"), *readTarget(target)), target);
        QVERIFY2(!findRoute(result.catalog->routes, a, QStringLiteral("HEAD"), *readTarget(target)), target);
    }
    // So does one that cuts blanks and dots off, or reads letters of other widths and marks as plain ones.
    for (const char *target : {"/x/new.", "/x/new+", "/x/%EF%BD%8Eew", "/x/n%C3%A9w"})
        QVERIFY2(!findRoute(result.catalog->routes, a, QStringLiteral("GET"), *readTarget(target)), target);
    // Two of them would be one route there.
    QVERIFY(!read(kHead + scopeRoute("GET", "/x/new") + scopeRoute("GET", "/X/New")).catalog);
    QVERIFY(read(kHead + scopeRoute("GET", "/x/new") + scopeRoute("GET", "/x/old")).catalog);
}

// What opens another way to an API has to be seen by whoever looks at a change.
void RouteTest::changesAreSeen()
{
    const Checked before = read(kHead + scopeRoute("GET", "/x/{id}")), after = read(kHead + scopeRoute("GET", "/x/{id}") + scopeRoute("GET", "/x/new"));
    QVERIFY(before.catalog && after.catalog);
    QCOMPARE(diffLines(diff(*before.catalog, *after.catalog)), QStringList{QStringLiteral("+ route GET /x/new at https://a.example")});
    QVERIFY(!reach(diff(*before.catalog, *after.catalog), *before.catalog, *after.catalog).isHighRisk);
    const Checked risky = read(QByteArray(kHead).replace("risk = \"low\"", "risk = \"high\"") + scopeRoute("GET", "/x/{id}"));
    const Checked riskier = read(QByteArray(kHead).replace("risk = \"low\"", "risk = \"high\"") + scopeRoute("GET", "/x/{id}") + scopeRoute("GET", "/x/new"));
    QVERIFY(risky.catalog && riskier.catalog);
    QVERIFY(reach(diff(*risky.catalog, *riskier.catalog), *risky.catalog, *riskier.catalog).isHighRisk);
    QVERIFY(reach(diff(*riskier.catalog, *risky.catalog), *riskier.catalog, *risky.catalog).isHighRisk);
}

void RouteTest::paramsOfAnAction()
{
    const Checked result = read(kHead + kPay);
    QVERIFY(result.catalog);
    const Route &route = result.catalog->routes.front();
    const auto params = [&route](const char *target) { return routeParams(route, *readTarget(target)); };
    const auto full = params("/pay/bob?amount=42&note=a%20b");
    QVERIFY(full);
    QCOMPARE(full->value(QLatin1String("amount")), QJsonValue(42));
    QCOMPARE(full->value(QLatin1String("note")).toString(), QStringLiteral("a b"));
    QVERIFY(!params("/pay/bob?amount=42")->contains(QLatin1String("note")));
    for (const char *bad : {"/pay/bob", "/pay/bob?amount=", "/pay/bob?amount=042", "/pay/bob?amount=4.2", "/pay/bob?amount=-0", "/pay/bob?amount=1e1", "/pay/bob?amount=42&x=1",
                            "/pay/bob?amount=42&note=a+b", "/pay/bob?Amount=42", "/pay/bob?amount=99999999999999999"})
        QVERIFY2(!params(bad), bad);
}

QTEST_GUILESS_MAIN(RouteTest)
#include "route_test.moc"
