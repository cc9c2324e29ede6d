// Letters that look like others, and those that do not (UTS 39, 4).
#include "app/approval/look_alike.h"

#include <QtTest>

using countersign::approval::lookAlikeKey;
using countersign::approval::lookAlikeNames;

class LookAlikeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneForTheOther_data()
    {
        QTest::addColumn<QString>("imitation");
        for (const char16_t *imitation : {u"alice", u"ALICE", u" Alice ", u"AIice", u"a1ice", u"al|ce", u"\u0430lice", u"\u0410\u217c\u0456\u0441\u0435", u"\u0391LICE", u"\u03b1lice",
                                          u"\uff41\uff4c\uff49\uff43\uff45", u"\U0001d41alice", u"a\u200dlice", u"al\u0131ce", u"a-lice", u"\u00e1lice"}) {
            const QString text = QString::fromUtf16(imitation);
            QTest::newRow(qPrintable(QString::fromLatin1(text.toUtf8().toPercentEncoding()))) << text;
        }
    }

    void oneForTheOther()
    {
        QFETCH(QString, imitation);
        QCOMPARE(lookAlikeKey(imitation), lookAlikeKey(QStringLiteral("alice")));
    }

    void whole()
    {
        QCOMPARE(lookAlikeKey(QString::fromUtf16(u"\u0441\u043e\u0440\u0430")), lookAlikeKey(QStringLiteral("copa")));  // one script, and still
        QCOMPARE(lookAlikeKey(QStringLiteral("rnary")), lookAlikeKey(QStringLiteral("mary")));
        QCOMPARE(lookAlikeKey(QStringLiteral("vvilma0")), lookAlikeKey(QStringLiteral("WilmaO")));
        QCOMPARE(lookAlikeKey(QString()), QString());
    }

    void whomATextNames()
    {
        const QString key = lookAlikeKey(QStringLiteral("alice"));
        for (const char *owner : {"alice", "Alice <alice@northwind.example>", "bob, alice", "alice@northwind.example", "mailto:AIice@a.example", "Alice (operations)", "team|al\u0456ce"})
            QVERIFY2(lookAlikeNames(QString::fromUtf8(owner)).contains(key), owner);
        for (const char *owner : {"", "alina", "ops@alice.example", "malice", "alice-team@northwind.example"})
            QVERIFY2(!lookAlikeNames(QString::fromUtf8(owner)).contains(key), owner);
    }

    void differentOnesStayDifferent()
    {
        const QStringList names{QStringLiteral("alice"), QStringLiteral("alina"), QStringLiteral("bob"), QStringLiteral("ops@example.com"), QStringLiteral("Bjorn"),
                                QString::fromUtf16(u"\u0410\u043d\u043d\u0430"), QString::fromUtf16(u"\u674e\u660e"), QString::fromUtf16(u"\u674e\u6625")};
        QSet<QString> keys;
        for (const QString &name : names)
            keys.insert(lookAlikeKey(name));
        QCOMPARE(keys.size(), names.size());
    }
};

QTEST_APPLESS_MAIN(LookAlikeTest)
#include "look_alike_test.moc"
