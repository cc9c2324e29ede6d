// The export opens as text, whatever was logged (AU-13).
#include "app/authority/endpoints/csv.h"

#include <QtTest>

using namespace countersign::authority::endpoints;

class CsvTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fields_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("plain") << QStringLiteral("plain text") << QByteArray("plain text");
        QTest::newRow("empty") << QString() << QByteArray();
        QTest::newRow("quote") << QStringLiteral("a \"b\"") << QByteArray("\"a \"\"b\"\"\"");
        QTest::newRow("comma") << QStringLiteral("a,b") << QByteArray("\"a,b\"");
        QTest::newRow("newline") << QStringLiteral("a\nb") << QByteArray("\"a\nb\"");
        QTest::newRow("return") << QStringLiteral("a\rb") << QByteArray("\"a\rb\"");
        QTest::newRow("equals") << QStringLiteral("=1+1") << QByteArray("'=1+1");
        QTest::newRow("plus") << QStringLiteral("+1") << QByteArray("'+1");
        QTest::newRow("minus") << QStringLiteral("-1") << QByteArray("'-1");
        QTest::newRow("at") << QStringLiteral("@SUM(1)") << QByteArray("'@SUM(1)");
        QTest::newRow("tab") << QStringLiteral("\t=1") << QByteArray("'\t=1");
        QTest::newRow("leading return") << QStringLiteral("\r=1") << QByteArray("\"'\r=1\"");
        QTest::newRow("nul") << (QString(QChar(0)) + QStringLiteral("=1")) << QByteArray("'\0=1", 4);
        QTest::newRow("formula with a quote") << QStringLiteral("=HYPERLINK(\"x\",\"y\")") << QByteArray("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        QTest::newRow("inside") << QStringLiteral("a=1") << QByteArray("a=1");
        QTest::newRow("umlaut") << QStringLiteral("Größe") << QByteArray("Größe");
    }
    void fields()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, field);
        QCOMPARE(csvField(text), field);
    }

    void records()
    {
        QCOMPARE(csvRecord({QStringLiteral("1"), QString(), QStringLiteral("=x")}), QByteArray("1,,'=x\r\n"));
    }

    void hugeFieldStaysWhole()
    {
        QCOMPARE(csvField(QString(1'000'000, u'"')).size(), 2'000'002);
    }
};

QTEST_GUILESS_MAIN(CsvTest)
#include "csv_test.moc"
