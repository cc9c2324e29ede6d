// The catalogue as owners write it: fixtures carry the expected findings in their margin, "#! code" for an error and
// "#? code" for a warning on the line it is reported for.
#include "app/catalog/catalog.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QtTest>

using namespace countersign;
using catalog::Catalog;
using catalog::Checked;
using catalog::Finding;
using catalog::Severity;

namespace {

QByteArray fixture(const QString &name)
{
    QFile file(QFINDTESTDATA(QStringLiteral("unit/catalog/fixtures/") + name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString brief(const Finding &finding)
{
    return QStringLiteral("%1 %2 %3").arg(finding.line, 4).arg(catalog::severityName(finding.severity), finding.code);
}

QStringList expectedFindings(const QByteArray &text)
{
    QStringList out;
    static const QRegularExpression marker(QStringLiteral("#([!?]) ([a-z_]+)"));
    int line = 0;
    for (const QByteArray &bytes : text.split('\n')) {
        ++line;
        auto markers = marker.globalMatch(QString::fromUtf8(bytes));
        while (markers.hasNext()) {
            const auto match = markers.next();
            const auto severity = match.captured(1) == QLatin1String("!") ? Severity::Error : Severity::Warning;
            out.append(brief({severity, line, match.captured(2), {}}));
        }
    }
    out.sort();
    return out;
}

QStringList actualFindings(const Checked &checked)
{
    QStringList out;
    for (const Finding &finding : checked.findings)
        out.append(brief(finding));
    out.sort();
    return out;
}

bool has(const Checked &checked, const QString &code)
{
    return std::any_of(checked.findings.begin(), checked.findings.end(), [&code](const Finding &f) { return f.code == code; });
}

// Checks what holds for every answer, whatever the text was.
void checkInvariants(const Checked &checked)
{
    bool hasError = false;
    int line = 0;
    for (const Finding &finding : checked.findings) {
        hasError = hasError || finding.severity == Severity::Error;
        QVERIFY(finding.line >= line);
        line = finding.line;
        QVERIFY(!finding.code.isEmpty() && !finding.message.isEmpty());
    }
    QCOMPARE(checked.catalog.has_value(), !hasError);
    if (!checked.catalog)
        return;
    for (const approval::ActionType &type : checked.catalog->actions) {
        QCOMPARE(checked.catalog->action(type.type), &type);
        QVERIFY(!type.approvers.isEmpty() && type.quorum >= 1 && type.credentialTtl >= 1 && type.credentialTtl <= 120);
        QVERIFY(type.requestTtl >= 10 && type.requestTtl <= 24 * 3600);
        for (const QString &name : type.scopes)
            QVERIFY(checked.catalog->scope(name));
    }
    for (const catalog::Scope &scope : checked.catalog->scopes) {
        QCOMPARE(checked.catalog->scope(scope.name), &scope);
        QVERIFY(!scope.owner.isEmpty() && !scope.reason.isEmpty() && checked.catalog->resource(scope.resource));
    }
}

}  // namespace

class ParseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEverything();
    void builtInTypesHaveTheirParams();
    void findsFaults_data();
    void findsFaults();
    void syntaxFaultsKeepTheirLine_data();
    void syntaxFaultsKeepTheirLine();
    void refusesHostileBytes_data();
    void refusesHostileBytes();
    void limitsHaveNumbers();
    void deprecationFollowsTheClock();
    void emptyCatalogIsValid();
    void sameTextSameAnswer();
    void mutatedTextNeverBreaksIt();
};

void ParseTest::readsEverything()
{
    const Checked checked = catalog::check(fixture(QStringLiteral("orders.toml")));
    QCOMPARE(actualFindings(checked), QStringList());
    QVERIFY(checked.catalog);
    const Catalog &c = *checked.catalog;
    QCOMPARE(c.name, QStringLiteral("Northwind production"));
    QCOMPARE(c.scopes.size(), size_t(2));
    const approval::ActionType *refund = c.action(QStringLiteral("orders.refund"));
    QVERIFY(refund);
    QCOMPARE(refund->title, QStringLiteral("Refund {amount} {currency} for order {order_id}"));
    QCOMPARE(refund->resource, QStringLiteral("https://orders.northwind.example"));
    QCOMPARE(refund->scopes, QStringList{QStringLiteral("orders:refund:create")});
    QCOMPARE(refund->approvers, QStringList{QStringLiteral("payments-approvers")});
    QCOMPARE(int(refund->risk), int(approval::Tier::High));
    QVERIFY(refund->codeRequired && refund->commentRequired && refund->bindSession && !refund->stepUp && !refund->requesterMayApprove);
    QCOMPARE(refund->requestTtl, 300);
    QCOMPARE(refund->credentialTtl, 60);
    QCOMPARE(refund->hoursFrom, 7);
    QCOMPARE(refund->hoursTo, 20);
    QCOMPARE(refund->params.size(), size_t(5));
    QVERIFY(refund->params[0].pattern.match(QStringLiteral("81")).hasMatch());
    QVERIFY(!refund->params[0].pattern.match(QStringLiteral("81\n")).hasMatch());
    QCOMPARE(refund->params[1].max, QStringLiteral("5000.00"));
    QCOMPARE(refund->params[2].values, (QStringList{QStringLiteral("EUR"), QStringLiteral("USD")}));
    QCOMPARE(refund->params[3].max, QStringLiteral("200"));
    QVERIFY(refund->params[3].optional);
    QCOMPARE(refund->params[4].min, QStringLiteral("-5"));
    QCOMPARE(refund->params[4].max, QStringLiteral("9"));
}

void ParseTest::builtInTypesHaveTheirParams()
{
    const Checked checked = catalog::check(fixture(QStringLiteral("orders.toml")));
    QVERIFY(checked.catalog);
    const approval::ActionType *access = checked.catalog->action(QStringLiteral("countersign.access"));
    QVERIFY(access);
    QCOMPARE(access->maxDuration, 8 * 3600);
    QCOMPARE(access->quorum, 2);
    QCOMPARE(access->params.size(), size_t(4));
    QCOMPARE(access->params[2].max, QStringLiteral("28800"));
    QVERIFY(!access->title.isEmpty());
    QCOMPARE(checked.catalog->action(QStringLiteral("countersign.client"))->maxDuration, 24 * 3600);
    QCOMPARE(checked.catalog->action(QStringLiteral("countersign.catalog"))->title, QStringLiteral("Change what may be asked for: {reason}"));
}

void ParseTest::findsFaults_data()
{
    QTest::addColumn<QString>("file");
    for (const char *name : {"empty.toml", "scopes.toml", "actions.toml", "params.toml"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void ParseTest::findsFaults()
{
    QFETCH(QString, file);
    const QByteArray text = fixture(file);
    QVERIFY(!text.isEmpty());
    const Checked checked = catalog::check(text);
    QVERIFY(!checked.catalog);
    QCOMPARE(actualFindings(checked).join(u'\n'), expectedFindings(text).join(u'\n'));
    checkInvariants(checked);
}

void ParseTest::syntaxFaultsKeepTheirLine_data()
{
    QTest::addColumn<QByteArray>("tail");
    QTest::addColumn<int>("line");
    QTest::newRow("no value") << QByteArray("[naming]\nforbid =\n") << 4;
    QTest::newRow("open string") << QByteArray("[[scope]]\nname = \"a\ntitle = \"b\"\n") << 4;
    QTest::newRow("open header") << QByteArray("[[scope]\nname = \"a\"\n") << 3;
    QTest::newRow("key twice") << QByteArray("[[scope]]\nname = \"a\"\nname = \"b\"\n") << 5;
    QTest::newRow("no such day") << QByteArray("[[scope]]\nname = \"a\"\nx = 2026-02-30\n") << 5;
    for (const char *header : {"[#", "[ ", "[[#", "[]", "[[ ]]", "[.a]", "[a.]", "[\"a\"b]", "[=", "[[[a]]]"})
        QTest::newRow(header) << QByteArray(header) + "\n" << 3;
    QTest::newRow("number too large") << QByteArray("[[scope]]\nx = 99999999999999999999999999\n") << 4;
    QTest::newRow("table as list") << QByteArray("[scope]\n[[scope]]\n") << 4;
    QTest::newRow("surrogate") << QByteArray("[naming]\npattern = \"\\ud800\"\n") << 4;
}

void ParseTest::syntaxFaultsKeepTheirLine()
{
    QFETCH(QByteArray, tail);
    QFETCH(int, line);
    const Checked checked = catalog::check("format = 1\nname = \"x\"\n" + tail);
    QCOMPARE(checked.findings.size(), size_t(1));
    QCOMPARE(checked.findings[0].code, QStringLiteral("not_toml"));
    QCOMPARE(checked.findings[0].line, line);
    QVERIFY2(!checked.findings[0].message.contains(QLatin1String("toml::")), qPrintable(checked.findings[0].message));
}

void ParseTest::refusesHostileBytes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QByteArray &text, const char *code) { QTest::newRow(name) << text << QString::fromLatin1(code); };
    row("one long line", "a = [" + QByteArray("1,").repeated(200'000) + "]", "too_large");
    row("lists in lists", "a = " + QByteArray("[\n").repeated(100'000), "too_large");
    row("tables in tables", "a = " + QByteArray("{a=\n").repeated(100'000), "too_large");
    row("dots", "a" + QByteArray(".a").repeated(1900) + " = 1", "too_large");
    row("dots in header", "[a" + QByteArray(".a").repeated(1900) + "]", "too_large");
    row("brackets after four quotes", "a = [\"\"\"x\"\"\"\"," + QByteArray(4000, '['), "too_large");
    row("brackets after escape", "a = [\"\\\"\", " + QByteArray(4000, '['), "too_large");
    row("brackets after literal", "a = ['\\', " + QByteArray(4000, '['), "too_large");
    row("zero", QByteArray("a = \"\0\"", 7), "not_toml");
    row("not UTF-8", "format = 1\nname = \"\xC3\x28\"", "not_toml");
    row("overlong", "name = \"\xC0\x80\"", "not_toml");
    row("cut character", "name = \"\xE2\x82", "not_toml");
    row("bare CR", "format = 1\rname = \"x\"", "not_toml");
    row("escape", "name = \"\x1B[31m\"", "not_toml");
}

void ParseTest::refusesHostileBytes()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    const Checked checked = catalog::check(text);
    QVERIFY(!checked.catalog);
    QCOMPARE(checked.findings.size(), size_t(1));
    QCOMPARE(checked.findings[0].code, code);
}

void ParseTest::limitsHaveNumbers()
{
    const QByteArray head = "format = 1\nname = \"x\"\n[[resource]]\nid = \"https://a.example\"\nname = \"A\"\n";
    // Brackets and dots inside strings and comments are text.
    const QByteArray brackets = head + "# " + QByteArray(2000, '[') + QByteArray(2000, '.') + "\n[naming]\nforbid = [\"" + QByteArray(400, '[') + "\", '" + QByteArray(400, '.') + "']\n";
    QVERIFY(catalog::check(brackets).catalog);

    QVERIFY(has(catalog::check(head + QByteArray("#x\n").repeated(catalog::kMaxTextBytes / 3)), QStringLiteral("too_large")));
    QCOMPARE(catalog::parse(QByteArray(catalog::kMaxTextBytes + 1, '\n')).error().code, base::Errc::TooLarge);

    const auto scopes = [&head](int count) {
        QByteArray text = head;
        for (int i = 0; i < count; ++i)
            text += "[[scope]]\nname=\"s" + QByteArray::number(i) + "\"\ntitle=\"t\"\nowner=\"o\"\nreason=\"r\"\nresource=\"https://a.example\"\n";
        return text;
    };
    QElapsedTimer timer;
    timer.start();
    QVERIFY(catalog::check(scopes(5000)).catalog);
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(has(catalog::check(scopes(5001)), QStringLiteral("too_many")));

    const QByteArray action = "[[action]]\ntype=\"a.b\"\ntitle=\"t\"\nresource=\"https://a.example\"\napprovers=[\"g\"]\n";
    const auto params = [&](int count) {
        QByteArray text = head + action;
        for (int i = 0; i < count; ++i)
            text += "[[action.param]]\nname=\"p" + QByteArray::number(i) + "\"\nlabel=\"l\"\nkind=\"boolean\"\n";
        return text;
    };
    QVERIFY(catalog::check(params(32)).catalog);
    QVERIFY(has(catalog::check(params(33)), QStringLiteral("too_many")));

    QVERIFY(catalog::check(head + "[naming]\nforbid=[\"" + QByteArray(500, 'x') + "\"]").catalog);
    QVERIFY(has(catalog::check(head + "[naming]\nforbid=[\"" + QByteArray(501, 'x') + "\"]"), QStringLiteral("too_long")));

    QByteArray unknown = "format = 1\nname = \"x\"\n";
    for (int i = 0; i < 1000; ++i)
        unknown += 'k' + QByteArray::number(i) + " = 1\n";
    QCOMPARE(catalog::check(unknown).findings.size(), size_t(200));
}

void ParseTest::deprecationFollowsTheClock()
{
    const Checked checked = catalog::check(fixture(QStringLiteral("orders.toml")));
    QVERIFY(checked.catalog);
    const QString old = QStringLiteral("orders:refund:old");
    const qint64 since = 1790812800, sunset = 1798797600;  // 2026-10-01T00:00Z, 2027-01-01T10:00Z
    QVERIFY(!checked.catalog->deprecated(old, since - 1));
    QVERIFY(checked.catalog->deprecated(old, since));
    QVERIFY(checked.catalog->usable(old, sunset - 1));
    QVERIFY(!checked.catalog->usable(old, sunset));
    QVERIFY(checked.catalog->usable(QStringLiteral("orders:refund:create"), sunset));
    QVERIFY(!checked.catalog->usable(QStringLiteral("orders:none"), 0));
    QVERIFY(!checked.catalog->deprecated(QStringLiteral("orders:none"), sunset));
}

void ParseTest::emptyCatalogIsValid()
{
    const Checked checked = catalog::check(catalog::emptyCatalogText());
    QVERIFY(checked.catalog);
    QVERIFY(checked.catalog->actions.empty() && checked.findings.empty());
}

void ParseTest::sameTextSameAnswer()
{
    const QByteArray text = fixture(QStringLiteral("scopes.toml"));
    const auto first = catalog::check(text).findings;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(catalog::check(text).findings, first);
}

void ParseTest::mutatedTextNeverBreaksIt()
{
    QRandomGenerator random(20261122);  // fixed: a failure can be repeated
    const QList<QByteArray> seeds{fixture(QStringLiteral("orders.toml")), fixture(QStringLiteral("params.toml"))};
    const QList<QByteArray> pieces{"[", "]", "[[", "]]", "{", "}", "\"", "\"\"\"", "'", "'''", "=", ".", "\n", "#", "\\", "\\u", "0", "-", "99999999999999999999",
                                   "2026-13-01", "true", "(a|a)*", "\xC3", "\xEF\xBB\xBF", "inf", "nan", "0x", "[[action.param]]\n", "[[scope]]\n"};
    for (int round = 0; round < 600; ++round) {
        QByteArray text = seeds[round % seeds.size()];
        const int edits = 1 + random.bounded(4);
        for (int i = 0; i < edits; ++i) {
            const qsizetype at = random.bounded(int(text.size()));
            switch (random.bounded(4)) {
            case 0: text.remove(at, 1 + random.bounded(40)); break;
            case 1: text.insert(at, pieces[random.bounded(int(pieces.size()))]); break;
            case 2: text[at] = char(random.bounded(256)); break;
            default: text.insert(at, text.mid(random.bounded(int(text.size())), random.bounded(200))); break;
            }
            if (text.isEmpty())
                text = "x";
        }
        checkInvariants(catalog::check(text));
        if (QTest::currentTestFailed()) {
            qWarning().noquote() << "round" << round << "\n" << text;
            return;
        }
    }
}

QTEST_GUILESS_MAIN(ParseTest)
#include "parse_test.moc"
