#include "app/authority/http/form.h"
#include "app/authority/http/message.h"

#include <QTest>

using namespace countersign;
using namespace countersign::authority::http;

class HttpFormTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodes()
    {
        const auto form = parseForm("a=1&b=two+words&c=%C3%A9%2B%26&d");
        QVERIFY(form);
        QCOMPARE(form->value(QStringLiteral("a")), QStringLiteral("1"));
        QCOMPARE(form->value(QStringLiteral("b")), QStringLiteral("two words"));
        QCOMPARE(form->value(QStringLiteral("c")), QString(QChar(0xe9)) + QStringLiteral("+&"));
        QVERIFY(!form->has(QStringLiteral("d")));
        QCOMPARE(form->names(), QStringList({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
        QVERIFY(!form->get(QStringLiteral("e")));
    }

    void anEmptyBodyHasNoFields()
    {
        const auto form = parseForm("");
        QVERIFY(form);
        QVERIFY(form->names().isEmpty());
    }

    void anEmptyValueCountsAsOmitted()
    {
        const auto form = parseForm("scope=&grant_type=x");
        QVERIFY(form);
        QVERIFY(!form->get(QStringLiteral("scope")));
    }

    void keepsAByteOrderMark()
    {
        const auto form = parseForm("a=%EF%BB%BFx");
        QVERIFY(form);
        QCOMPARE(form->value(QStringLiteral("a")).size(), 2);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("encoded");
        QTest::newRow("a name twice") << QByteArray("a=1&a=1");
        QTest::newRow("a name twice, one escaped") << QByteArray("a=1&%61=2");
        QTest::newRow("a name twice, one omitted") << QByteArray("a=&a=2");
        QTest::newRow("short escape") << QByteArray("a=%4");
        QTest::newRow("bare percent") << QByteArray("a=%");
        QTest::newRow("no hex") << QByteArray("a=%zz");
        QTest::newRow("signed hex") << QByteArray("a=%+1");
        QTest::newRow("NUL") << QByteArray("a=%00");
        QTest::newRow("raw NUL") << QByteArray("a=\0b", 4);
        QTest::newRow("invalid UTF-8") << QByteArray("a=%ff");
        QTest::newRow("overlong UTF-8") << QByteArray("a=%c0%af");
        QTest::newRow("cut UTF-8") << QByteArray("a=%c3");
        QTest::newRow("surrogate in UTF-8") << QByteArray("a=%ed%a0%80");
        QTest::newRow("invalid UTF-8 in a name") << QByteArray("%ff=1");
        QTest::newRow("no name") << QByteArray("=1");
        QTest::newRow("empty field") << QByteArray("a=1&&b=2");
        QTest::newRow("trailing separator") << QByteArray("a=1&");
        QByteArray many = "f0=1";
        for (int i = 1; i < 65; ++i)
            many += "&f" + QByteArray::number(i) + "=1";
        QTest::newRow("65 fields") << many;
    }

    void refuses()
    {
        QFETCH(QByteArray, encoded);
        QVERIFY(!parseForm(encoded));
    }

    void takes64Fields()
    {
        QByteArray many = "f0=1";
        for (int i = 1; i < 64; ++i)
            many += "&f" + QByteArray::number(i) + "=1";
        QVERIFY(parseForm(many));
    }

    void findsSecretsInTheQuery_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<bool>("found");
        QTest::newRow("none") << QByteArray() << false;
        QTest::newRow("other") << QByteArray("client_id=a&x=token") << false;
        QTest::newRow("plain") << QByteArray("x=1&token=abc") << true;
        QTest::newRow("escaped") << QByteArray("%74oken=abc") << true;
        QTest::newRow("without value") << QByteArray("token") << true;
        QTest::newRow("undecodable") << QByteArray("%zz=1") << true;
    }

    void findsSecretsInTheQuery()
    {
        QFETCH(QByteArray, query);
        QFETCH(bool, found);
        Request request;
        request.query = query;
        QCOMPARE(queryHasAny(request, {"client_secret", "token"}), found);
    }
};

QTEST_GUILESS_MAIN(HttpFormTest)
#include "http_form_test.moc"
