// The catalogues that come with the product must be examples: no finding at all, not even a warning.
#include "app/catalog/catalog.h"

#include <QFile>
#include <QtTest>

using namespace countersign;

class ShippedTest : public QObject {
    Q_OBJECT

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
        QFile text(QStringLiteral(COUNTERSIGN_SOURCE_DIR) + file);
        QVERIFY(text.open(QIODevice::ReadOnly));
        const auto checked = catalog::check(text.readAll());
        for (const catalog::Finding &finding : checked.findings)
            qWarning("%s", qPrintable(catalog::findingText(finding)));
        QVERIFY(checked.findings.empty());
        QVERIFY(!checked.catalog->actions.empty());
    }
};

QTEST_APPLESS_MAIN(ShippedTest)
#include "shipped_test.moc"
