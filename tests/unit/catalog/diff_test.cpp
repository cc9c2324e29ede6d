// What changed between two catalogues: fixed cases, and what must hold for any two.
#include "app/catalog/diff.h"
#include "tests/unit/catalog/small_texts.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSet>
#include <QtTest>

using namespace countersign;
using catalog::Catalog;
using catalog::Diff;
using catalog::EntryKind;
using test::actionText, test::head, test::routeText, test::scopeText;

namespace {

Catalog parsed(const QByteArray &text)
{
    const auto result = catalog::parse(text);
    if (!result)
        qFatal("%s\n%s", qPrintable(result.error().detail), text.constData());
    return *result;
}

// A catalogue of a few entries out of a small set, so that two of them share some, differ in some and lack some.
QByteArray randomText(QRandomGenerator &random)
{
    const QByteArrayList risks{"low", "medium", "high", "critical"};
    const auto risk = [&] { return "risk = \"" + risks[random.bounded(4)] + "\"\n"; };
    QByteArray text = head().replace("\"x\"", "\"name " + QByteArray::number(random.bounded(3)) + '"');
    if (random.bounded(2))
        text += "[naming]\nforbid = [\"zz" + QByteArray::number(random.bounded(2)) + "\"]\n";
    QByteArrayList there;
    for (int i = 0; i < 6; ++i) {
        if (random.bounded(2) == 0)
            continue;
        there.append('"' + QByteArray("s") + QByteArray::number(i) + '"');
        text += scopeText("s" + QByteArray::number(i), risk() + (random.bounded(3) ? "" : "deprecated = { since = 2026-01-0" + QByteArray::number(1 + random.bounded(3)) + " }\n"));
    }
    for (int i = 0; i < 4; ++i) {
        if (random.bounded(2) == 0)
            continue;
        text += actionText("a.b" + QByteArray::number(i), there.isEmpty() ? QByteArray() : there[random.bounded(there.size())], risk() + "quorum = " + QByteArray::number(1 + random.bounded(2)) + '\n');
        if (random.bounded(2))
            text += "[[action.param]]\nname = \"p" + QByteArray::number(random.bounded(2)) + "\"\nlabel = \"P\"\nkind = \"enum\"\nvalues = [\"x, y\", \"z" + QByteArray::number(random.bounded(2)) + "\"]\n";
    }
    for (int i = 0; i < 3 && !there.isEmpty(); ++i) {
        if (random.bounded(2))
            text += routeText(random.bounded(2) ? "GET" : "POST", "/r" + QByteArray::number(i), "scope = " + there[random.bounded(there.size())]);
    }
    return text;
}

Diff reversed(const Diff &diff)
{
    Diff out{diff.removed, diff.added, diff.changed};
    for (catalog::EntryChange &change : out.changed) {
        for (catalog::FieldChange &field : change.fields)
            std::swap(field.from, field.to);
    }
    return out;
}

QStringList linesOf(const QByteArray &before, const QByteArray &after)
{
    return catalog::diffLines(catalog::diff(parsed(before), parsed(after)));
}

}  // namespace

class DiffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatCameWentAndChanged();
    void everyFieldCounts_data();
    void everyFieldCounts();
    void listsThatOnlyLookAlikeDiffer();
    void placeAndSpellingAreNoChange();
    void holdsForAnyTwo();
    void reachesWhatIsFelt();
    void routesHaveFields();
    void reachesTheRoutesOfWhatChanges();
    void aThousandRoutesTakeAMoment();
    void highRiskIsSeenBeforeAndAfter_data();
    void highRiskIsSeenBeforeAndAfter();
};

void DiffTest::saysWhatCameWentAndChanged()
{
    const QByteArray before = head() + scopeText("a:read") + scopeText("b:read", "risk = \"low\"\n") + actionText("x.go", "\"a:read\"");
    const QByteArray after = head() + scopeText("b:read", "risk = \"high\"\n") + scopeText("c:read");
    QCOMPARE(linesOf(before, after), (QStringList{QStringLiteral("+ scope c:read"), QStringLiteral("- scope a:read"), QStringLiteral("- action x.go"), QStringLiteral("~ scope b:read: risk low → high")}));
}

void DiffTest::everyFieldCounts_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("line");
    const QByteArray action = actionText("x.go", "\"a:read\"", "quorum = 1\nrequest_ttl = \"5m\"\ncredential_ttl = \"60s\"\ndpop = \"optional\"\nhours = \"07-20\"\nbind_session = true\n");
    const QByteArray text = head() + "[naming]\nforbid = [\"zz\"]\n" + scopeText("a:read", "deprecated = { since = 2026-01-01, sunset = 2027-01-01, why = \"w\" }\n") + action
        + "[[action.param]]\nname = \"p\"\nlabel = \"P\"\nkind = \"string\"\npattern = \"^[0-9]{1,3}$\"\n";
    const auto row = [&text](const char *from, const char *to, const char *line) {
        QVERIFY2(text.count(from) == 1, from);
        QTest::newRow(from) << text << QByteArray(text).replace(from, to) << QString::fromUtf8(line);
    };
    row("name = \"x\"", "name = \"y\"", "~ catalog: name x → y");
    row("name = \"A\"", "name = \"B\"", "~ resource https://a.example: name A → B");
    row("forbid = [\"zz\"]", "forbid = []", "~ naming: forbid zz → (none)");
    row("owner = \"o\"", "owner = \"p\"", "~ scope a:read: owner o → p");
    row("reason = \"r\"", "reason = \"s\"", "~ scope a:read: reason r → s");
    row("sunset = 2027-01-01", "sunset = 2027-02-01", "~ scope a:read: deprecated sunset 2027-01-01 → 2027-02-01");
    row("since = 2026-01-01", "since = 2026-01-01T10:00:00Z", "~ scope a:read: deprecated since 2026-01-01 → 2026-01-01T10:00:00Z");
    row("why = \"w\"", "why = \"v\"", "~ scope a:read: deprecated why w → v");
    row("[\"a:read\"]", "[]", "~ action x.go: scopes a:read → (none)");
    row("approvers = [\"g\"]", "approvers = [\"g\", \"h\"]", "~ action x.go: approvers g → g, h");
    row("quorum = 1", "quorum = 2", "~ action x.go: quorum 1 → 2");
    row("request_ttl = \"5m\"", "request_ttl = \"6m\"", "~ action x.go: request_ttl 300s → 360s");
    row("credential_ttl = \"60s\"", "credential_ttl = \"61s\"", "~ action x.go: credential_ttl 60s → 61s");
    row("dpop = \"optional\"", "dpop = \"required\"", "~ action x.go: dpop optional → required");
    row("hours = \"07-20\"", "hours = \"07-21\"", "~ action x.go: hours 07-20 → 07-21");
    row("bind_session = true", "bind_session = false", "~ action x.go: bind_session true → false");
    row("^[0-9]{1,3}$", "^[0-9]{1,4}$", "~ action x.go: param p pattern ^[0-9]{1,3}$ → ^[0-9]{1,4}$");
    row("label = \"P\"", "label = \"Q\"", "~ action x.go: param p label P → Q");
    for (const char *flag : {"requester_may_approve", "code_required", "comment_required", "step_up"}) {
        const QByteArray more = QByteArray(text).replace("quorum = 1", QByteArray("quorum = 1\n") + flag + " = true");
        QTest::newRow(flag) << text << more << QStringLiteral("~ action x.go: %1 false → true").arg(QLatin1String(flag));
    }
}

void DiffTest::everyFieldCounts()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, line);
    QCOMPARE(linesOf(from, to), QStringList{line});
}

void DiffTest::listsThatOnlyLookAlikeDiffer()
{
    const auto text = [](const QByteArray &values) {
        return head() + actionText("x.go", "") + "[[action.param]]\nname = \"p\"\nlabel = \"P\"\nkind = \"enum\"\nvalues = [" + values + "]\n";
    };
    QCOMPARE(linesOf(text("\"a, b\", \"c\""), text("\"a\", \"b, c\"")).size(), 1);
    QCOMPARE(linesOf(text("\"a, b\""), text("\"a\", \"b\"")).size(), 1);
    QCOMPARE(linesOf(text("'a\", \"b'"), text("\"a\", \"b\"")).size(), 1);
}

void DiffTest::placeAndSpellingAreNoChange()
{
    const QByteArray before = head() + scopeText("a:read") + scopeText("b:read", "deprecated = { since = 2026-01-01 }\n");
    const QByteArray after = "# moved\n" + head() + scopeText("b:read", "deprecated.since = 2026-01-01T00:00:00Z # the same\n") + "\n\n" + scopeText("a:read", "risk = 'medium'\n");
    QCOMPARE(linesOf(before, after), QStringList());
}

void DiffTest::holdsForAnyTwo()
{
    QRandomGenerator random(20261122);
    int changed = 0;
    for (int round = 0; round < 400; ++round) {
        const Catalog a = parsed(randomText(random)), b = parsed(randomText(random));
        QVERIFY(catalog::diff(a, a).isEmpty());
        const Diff there = catalog::diff(a, b), back = catalog::diff(b, a);
        QCOMPARE(back, reversed(there));
        QCOMPARE(catalog::reach(there, a, b).isHighRisk, catalog::reach(back, b, a).isHighRisk);
        for (const catalog::EntryChange &change : there.changed) {
            QVERIFY(!change.fields.empty());
            for (const catalog::FieldChange &field : change.fields)
                QVERIFY(field.from != field.to);
        }
        // What is neither new, gone nor changed is in both.
        const auto isIn = [](const auto &list, const QString &name) {
            return std::any_of(list.begin(), list.end(), [&](const auto &one) { return one.kind == EntryKind::Scope && one.name == name; });
        };
        for (const catalog::Scope &scope : b.scopes)
            QCOMPARE(isIn(there.added, scope.name), a.scope(scope.name) == nullptr);
        for (const catalog::Scope &scope : a.scopes)
            QCOMPARE(isIn(there.removed, scope.name), b.scope(scope.name) == nullptr);
        changed += there.isEmpty() ? 0 : 1;
    }
    QVERIFY(changed > 390);
}

void DiffTest::reachesWhatIsFelt()
{
    const auto reach = [](const QByteArray &from, const QByteArray &to) {
        const Catalog a = parsed(from), b = parsed(to);
        return catalog::reach(catalog::diff(a, b), a, b);
    };
    const QByteArray one = head() + scopeText("a:read") + scopeText("b:read") + actionText("x.go", "\"a:read\"");
    QCOMPARE(reach(one, QByteArray(one).replace("owner = \"o\"", "owner = \"p\"")).scopes, QStringList());
    QCOMPARE(reach(one, QByteArray(one).replace("quorum", "quorum")).actions, QStringList());
    QCOMPARE(reach(one, QByteArray(one).replace("title = \"T\"\nresource = \"https://a.example\"\napprovers", "title = \"U\"\nresource = \"https://a.example\"\napprovers")).actions, QStringList{QStringLiteral("x.go")});
    QCOMPARE(reach(one, head() + scopeText("a:read", "deprecated = { since = 2026-01-01 }\n") + scopeText("b:read") + actionText("x.go", "\"a:read\"")).scopes, QStringList{QStringLiteral("a:read")});
    QCOMPARE(reach(one, one + scopeText("c:read")).scopes, QStringList{QStringLiteral("c:read")});
    QCOMPARE(reach(one + scopeText("c:read"), one).scopes, QStringList{QStringLiteral("c:read")});
}

void DiffTest::routesHaveFields()
{
    const QByteArray param = "[[action.param]]\nname = \"p\"\nlabel = \"P\"\nkind = \"integer\"\nmin = 1\nmax = 9\n";
    const QByteArray base = head() + scopeText("a:read") + scopeText("b:read") + actionText("x.go", "\"a:read\"") + param;
    const QByteArray get = routeText("GET", "/x", "scope = \"a:read\""), other = routeText("GET", "/x", "scope = \"b:read\"");
    const QByteArray post = routeText("POST", "/x", "action = \"x.go\"\nparams = { p = \"query.p\" }");
    const QString gets = QStringLiteral("~ route GET /x at https://a.example: "), posts = QStringLiteral("~ route POST /x at https://a.example: ");
    QCOMPARE(linesOf(base + get, base + other), QStringList{gets + QStringLiteral("scope a:read → b:read")});
    QCOMPARE(linesOf(base + get, base + routeText("GET", "/x", "action = \"x.go\"\nparams = { p = \"query.p\" }")),
             (QStringList{gets + QStringLiteral("action (none) → x.go"), gets + QStringLiteral("params.p (none) → query.p"), gets + QStringLiteral("scope a:read → (none)")}));
    QCOMPARE(linesOf(base + post, base + QByteArray(post).replace("query.p", "query.q")), QStringList{posts + QStringLiteral("params.p query.p → query.q")});
    QCOMPARE(linesOf(base + post, base + post + "body = \"unchecked\"\n"), QStringList{posts + QStringLiteral("body (none) → unchecked")});
    QCOMPARE(linesOf(base + get + post, base + post + get), QStringList());
    // Another method or path is another route.
    QCOMPARE(linesOf(base + get, base + QByteArray(get).replace("GET", "PUT")), (QStringList{QStringLiteral("+ route PUT /x at https://a.example"), QStringLiteral("- route GET /x at https://a.example")}));
}

void DiffTest::reachesTheRoutesOfWhatChanges()
{
    const auto routes = [](const QByteArray &from, const QByteArray &to) {
        const Catalog a = parsed(from), b = parsed(to);
        return catalog::reach(catalog::diff(a, b), a, b).routes;
    };
    const QByteArray a = scopeText("a:read"), b = scopeText("b:read"), go = actionText("x.go", "\"b:read\"");
    const QByteArray get = routeText("GET", "/a", "scope = \"a:read\""), put = routeText("PUT", "/b", "action = \"x.go\"");
    const QString gets = QStringLiteral("GET /a at https://a.example"), puts = QStringLiteral("PUT /b at https://a.example");
    const QByteArray all = head() + a + b + go + get + put;
    QCOMPARE(routes(all, all), QStringList());
    QCOMPARE(routes(all, QByteArray(all).replace("owner = \"o\"", "owner = \"p\"")), QStringList());
    QCOMPARE(routes(all, head() + b + go + put), QStringList{gets});  // removed, and the route with it
    QCOMPARE(routes(all, head() + scopeText("a:read", "deprecated = { since = 2026-01-01, sunset = 2026-02-01 }\n") + b + go + get + put), QStringList{gets});
    QCOMPARE(routes(all, head() + a + scopeText("b:read", "risk = \"high\"\n") + go + get + put), QStringList{puts});  // through its action
    QCOMPARE(routes(all, head() + a + b + actionText("x.go", "\"b:read\"", "quorum = 2\n") + get + put), QStringList{puts});
    QCOMPARE(routes(all, all + scopeText("c:read") + routeText("GET", "/c", "scope = \"c:read\"")), QStringList());  // nobody lives by it yet
    QCOMPARE(routes(all, head() + a + b + get), QStringList{puts});
}

// Looking each of them up among all of them would be a million names.
void DiffTest::aThousandRoutesTakeAMoment()
{
    QByteArray text = head() + scopeText("a:read", "risk = \"low\"\n");
    for (int i = 0; i < 1000; ++i)
        text += routeText("GET", "/r" + QByteArray::number(i) + "/{id}", "scope = \"a:read\"");
    const Catalog a = parsed(head() + scopeText("a:read", "risk = \"low\"\n")), b = parsed(text);
    QElapsedTimer timer;
    timer.start();
    const Diff diff = catalog::diff(a, b);
    QCOMPARE(diff.added.size(), size_t(1000));
    QVERIFY(!catalog::reach(diff, a, b).isHighRisk);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
}

void DiffTest::highRiskIsSeenBeforeAndAfter_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<bool>("isHigh");
    const QByteArray low = head() + scopeText("a:read", "risk = \"low\"\n") + actionText("x.go", "\"a:read\"", "risk = \"medium\"\n");
    const QByteArray high = QByteArray(low).replace("\"low\"", "\"high\"");
    const QByteArray rule = "[[action]]\ntype = \"countersign.catalog\"\napprovers = [\"g\"]\nrisk = \"low\"\n";
    QTest::newRow("nothing") << high << high << false;
    QTest::newRow("a low one changes") << low << QByteArray(low).replace("owner = \"o\"", "owner = \"p\"") << false;
    QTest::newRow("raised") << low << high << true;
    QTest::newRow("lowered") << high << low << true;
    QTest::newRow("a high one gets another title") << high << QByteArray(high).replace("owner = \"o\"", "owner = \"p\"") << true;
    QTest::newRow("a high one goes") << high + scopeText("b:read", "risk = \"critical\"\n") << high << true;
    QTest::newRow("a low one comes") << high << high + scopeText("b:read", "risk = \"low\"\n") << false;
    QTest::newRow("an action is raised") << low << QByteArray(low).replace("\"medium\"", "\"critical\"") << true;
    QTest::newRow("the home of a high one is renamed") << high << QByteArray(high).replace("name = \"A\"", "name = \"B\"") << true;
    QTest::newRow("the home of low ones is renamed") << low << QByteArray(low).replace("name = \"A\"", "name = \"B\"") << false;
    const QByteArray read = routeText("GET", "/x", "scope = \"a:read\""), go = routeText("POST", "/x", "action = \"x.go\"");
    QTest::newRow("a route of low ones comes") << low << low + read + go << false;
    QTest::newRow("a route of a high scope comes") << high << high + read << true;
    QTest::newRow("a route of a high scope goes") << high + read << high << true;
    const QByteArray critical = QByteArray(low).replace("\"medium\"", "\"critical\"");
    QTest::newRow("a route of a critical action comes") << critical << critical + go << true;
    QTest::newRow("a route of a critical action asks for a low scope instead") << critical + go << critical + routeText("POST", "/x", "scope = \"a:read\"") << true;
    QTest::newRow("a route beside a critical action comes") << critical + go << critical + go + routeText("POST", "/y", "scope = \"a:read\"") << true;
    QTest::newRow("a route of a critical action lets bodies through") << critical + go << critical + go + "body = \"unchecked\"\n" << true;
    QTest::newRow("the rule for this comes") << low << low + rule << true;
    QTest::newRow("the rule for this goes") << low + rule << low << true;
    QTest::newRow("the rule for this has other approvers") << low + rule << low + QByteArray(rule).replace("\"g\"", "\"h\"") << true;
}

void DiffTest::highRiskIsSeenBeforeAndAfter()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(bool, isHigh);
    const Catalog a = parsed(from), b = parsed(to);
    QCOMPARE(catalog::reach(catalog::diff(a, b), a, b).isHighRisk, isHigh);
}

QTEST_GUILESS_MAIN(DiffTest)
#include "diff_test.moc"
