// The catalogues that come with the product must be examples: no finding at all, not even a warning.
#include "app/catalog/catalog.h"

#include <QFile>
#include <QtTest>

using namespace countersign;

class ShippedTest : public QObject {
    Q_OBJECT

    static QByteArray contentOf(const QString &file)
    {
        QFile text(QStringLiteral(COUNTERSIGN_SOURCE_DIR) + file);
        return text.open(QIODevice::ReadOnly) ? text.readAll() : QByteArray();
    }

private Q_SLOTS:
    void isWithoutFindings_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("of the demonstration") << QStringLiteral("/resources/demo/catalog.toml");
        QTest::newRow("of a local authority") << QStringLiteral("/resources/local-catalog.toml");
    }
    void isWithoutFindings()
    {
        QFETCH(QString, file);
        const auto checked = catalog::check(contentOf(file));
        for (const catalog::Finding &finding : checked.findings)
            qWarning("%s", qPrintable(catalog::findingText(finding)));
        QVERIFY(checked.findings.empty());
        QVERIFY(!checked.catalog->actions.empty());
    }

    void theManualsExampleIsOne()
    {
        const QByteArray manual = contentOf(QStringLiteral("/packaging/man/countersign-catalog.5"));
        const qsizetype from = manual.indexOf(".SH EXAMPLE\n.nf\n.RS\n");
        const QByteArray example = manual.mid(from + 20, manual.indexOf("\n.RE\n", from) - from - 20).replace("\\-", "-");
        const auto checked = catalog::check(example);
        for (const catalog::Finding &finding : checked.findings)
            qWarning("%s", qPrintable(catalog::findingText(finding)));
        QVERIFY(checked.findings.empty());
        QCOMPARE(checked.catalog->actions.size(), size_t(3));
        QCOMPARE(checked.catalog->routes.size(), size_t(2));
    }
};

QTEST_APPLESS_MAIN(ShippedTest)
#include "shipped_test.moc"
