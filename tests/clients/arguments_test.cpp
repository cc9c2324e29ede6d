// The words behind the programs' names. A link or another program may have put them there (NT-09).
#include "app/programs/console_arguments.h"
#include "app/programs/ctl/arguments.h"

#include <QTest>

using namespace countersign;
using base::Errc;

namespace {

const std::vector<ctl::OptionSpec> kSpecs{{"issuer", "URL", ""}, {"json", nullptr, ""}, {"param", "NAME=VALUE", ""}};

base::Result<ctl::Arguments> parsed(const QStringList &words)
{
    return ctl::Arguments::parse(kSpecs, words);
}

}  // namespace

class ArgumentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // NT-09
    void theConsoleTakesItsOwnFewAlone_data()
    {
        QTest::addColumn<QStringList>("words");
        for (const QStringList &words : QList<QStringList>{{QStringLiteral("-platformpluginpath"), QStringLiteral("/tmp/evil")}, {QStringLiteral("--platform"), QStringLiteral("vnc")},
                                                           {QStringLiteral("-qwindowtitle"), QStringLiteral("Your bank")}, {QStringLiteral("--qwindowtitle=Your bank")}, {QStringLiteral("-style"), QStringLiteral("x")},
                                                           {QStringLiteral("-stylesheet"), QStringLiteral("x.qss")}, {QStringLiteral("--issuer"), QStringLiteral("http://evil")}, {QStringLiteral("--approve"), QStringLiteral("apr_1")},
                                                           {QStringLiteral("apr_1")}, {QStringLiteral("countersign://approve/apr_1")}, {QString()}, {QStringLiteral("-")}, {QStringLiteral("--")},
                                                           {QStringLiteral("--connect")}, {QStringLiteral("--connect=")}, {QStringLiteral("--connect"), QString()}, {QStringLiteral("--local=yes")},
                                                           {QStringLiteral("--data"), QStringLiteral("a"), QStringLiteral("--data"), QStringLiteral("b")}, {QStringLiteral("-connect"), QStringLiteral("x")},
                                                           {QStringLiteral("--con"), QStringLiteral("x")}})
            QTest::newRow(qPrintable(words.join(QLatin1Char(' ')))) << words;
    }
    void theConsoleTakesItsOwnFewAlone()
    {
        QFETCH(QStringList, words);
        const auto found = programs::parseConsoleArguments(words);
        QVERIFY(!found);
        QCOMPARE(found.error().code, Errc::InvalidArgument);
    }

    void theConsoleUnderstandsBothSpellings()
    {
        const auto apart = programs::parseConsoleArguments({QStringLiteral("--connect"), QStringLiteral("https://a.example"), QStringLiteral("--self-test"), QStringLiteral("--data=/x=y")});
        QVERIFY(apart);
        QCOMPARE(apart->connectTo, QStringLiteral("https://a.example"));
        QCOMPARE(apart->dataDir, QStringLiteral("/x=y"));
        QVERIFY(apart->selfTest && !apart->local && !apart->help && !apart->version);
        const auto none = programs::parseConsoleArguments({});
        QVERIFY(none && none->connectTo.isEmpty() && none->dataDir.isEmpty() && !none->local);
        QVERIFY(programs::parseConsoleArguments({QStringLiteral("--local")})->local);
    }

    void ctlTakesValuesFlagsAndPlainWords()
    {
        const auto found = parsed({QStringLiteral("one"), QStringLiteral("--issuer"), QStringLiteral("--json"), QStringLiteral("--param=a=b"), QStringLiteral("--param"), QStringLiteral("c="), QStringLiteral("-"), QStringLiteral("two")});
        QVERIFY(found);
        QCOMPARE(found->value("issuer"), QStringLiteral("--json"));  // the word after an option is its value, whatever it looks like
        QVERIFY(!found->has("json"));
        QCOMPARE(found->values("param"), (QStringList{QStringLiteral("a=b"), QStringLiteral("c=")}));
        QCOMPARE(found->plain(), (QStringList{QStringLiteral("one"), QStringLiteral("-"), QStringLiteral("two")}));
        QVERIFY(parsed({QStringLiteral("--json")})->has("json"));
        QVERIFY(parsed({QStringLiteral("--issuer=")})->has("issuer"));
    }

    void ctlRefusesWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown") << QStringList{QStringLiteral("--force")} << QStringLiteral("--force");
        QTest::newRow("short") << QStringList{QStringLiteral("-j")} << QStringLiteral("-j");
        QTest::newRow("cut") << QStringList{QStringLiteral("--iss"), QStringLiteral("x")} << QStringLiteral("--iss");
        QTest::newRow("no value") << QStringList{QStringLiteral("--issuer")} << QStringLiteral("needs a value");
        QTest::newRow("value of a flag") << QStringList{QStringLiteral("--json=1")} << QStringLiteral("takes no value");
        QTest::newRow("twice") << QStringList{QStringLiteral("--issuer=a"), QStringLiteral("--issuer=b")} << QStringLiteral("twice");
        QTest::newRow("flag twice") << QStringList{QStringLiteral("--json"), QStringLiteral("--json")} << QStringLiteral("twice");
        QTest::newRow("no name") << QStringList{QStringLiteral("--=x")} << QStringLiteral("unknown option");
    }
    void ctlRefusesWhatItDoesNotKnow()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, says);
        const auto found = parsed(words);
        QVERIFY(!found);
        QCOMPARE(found.error().code, Errc::InvalidArgument);
        QVERIFY2(found.error().detail.contains(says), qPrintable(found.error().detail));
    }
};

QTEST_GUILESS_MAIN(ArgumentsTest)
#include "arguments_test.moc"
