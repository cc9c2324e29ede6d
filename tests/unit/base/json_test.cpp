// What comes in through the JSON door, and the one form in which it leaves.
#include "app/base/json.h"

#include <QtTest>

using namespace countersign::base;

class JsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void integersOnly_data();
    void integersOnly();
    void canonicalForm_data();
    void canonicalForm();
    void limitsHold();
};

void JsonTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("duplicate name") << QByteArray(R"({"a":1,"a":2})");
    QTest::newRow("duplicate after unescaping") << QByteArray(R"({"a":1,"\u0061":2})");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{}");
    QTest::newRow("lone high surrogate") << QByteArray(R"(["\ud800"])");
    QTest::newRow("lone low surrogate") << QByteArray(R"(["\udc00"])");
    QTest::newRow("lone low surrogate as a name") << QByteArray(R"({"\udc00":1})");
    QTest::newRow("raw newline in a string") << QByteArray("[\"a\nb\"]");
    QTest::newRow("invalid UTF-8") << QByteArray("[\"\xC3\x28\"]");
    QTest::newRow("overlong UTF-8") << QByteArray("[\"\xC0\xAF\"]");
    QTest::newRow("surrogate in UTF-8") << QByteArray("[\"\xED\xA0\x80\"]");
    QTest::newRow("NUL after the value") << QByteArray("{}\0x", 4);
    QTest::newRow("something after the value") << QByteArray("{} {}");
    QTest::newRow("trailing comma") << QByteArray("[1,]");
    QTest::newRow("comment") << QByteArray("[1/**/]");
    QTest::newRow("single quotes") << QByteArray("{'a':1}");
    QTest::newRow("leading zero") << QByteArray("[01]");
    QTest::newRow("plus sign") << QByteArray("[+1]");
    QTest::newRow("infinite") << QByteArray("[1e400]");
    QTest::newRow("not a number") << QByteArray("[NaN]");
    QTest::newRow("empty") << QByteArray();
}

void JsonTest::refuses()
{
    QFETCH(QByteArray, text);
    const auto value = json::parse(text);
    QVERIFY(!value.has_value());
    QCOMPARE(value.error().code, Errc::Malformed);
}

void JsonTest::integersOnly_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("zero") << QByteArray("0") << true;
    QTest::newRow("largest") << QByteArray("9007199254740991") << true;
    QTest::newRow("smallest") << QByteArray("-9007199254740991") << true;
    for (const char *bad : {"-0", "1.0", "1e3", "9007199254740992", "-9007199254740992", "9223372036854775808", "12345678901234567890", "0.1000000000000000055"})
        QTest::newRow(bad) << QByteArray(bad) << false;
}

void JsonTest::integersOnly()
{
    QFETCH(QByteArray, number);
    QFETCH(bool, accepted);
    json::Limits limits;
    limits.numbers = json::Numbers::IntegersOnly;
    const auto value = json::parse(number, limits);
    QCOMPARE(value.has_value(), accepted);
    if (accepted)
        QCOMPARE(json::canonical(*value), number);
}

void JsonTest::canonicalForm_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("canonical");
    // RFC 8785 3.2.2 to 3.2.4 and appendix B.
    QTest::newRow("RFC 8785 3.2.2 sample")
        << QByteArray(R"({"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]})")
        << QByteArray("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\"string\":\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    QTest::newRow("names in UTF-16 order") << QByteArray("{\"\xEF\xAC\xB3\":1,\"\xF0\x9F\x98\x80\":2,\"a\":3,\"\xC3\xB6\":4}")
                                           << QByteArray("{\"a\":3,\"\xC3\xB6\":4,\"\xF0\x9F\x98\x80\":2,\"\xEF\xAC\xB3\":1}");
    QTest::newRow("minus zero") << QByteArray("[-0]") << QByteArray("[0]");
    QTest::newRow("smallest double") << QByteArray("[5e-324]") << QByteArray("[5e-324]");
    QTest::newRow("largest double") << QByteArray("[1.7976931348623157e308]") << QByteArray("[1.7976931348623157e+308]");
    QTest::newRow("2^62 is not exact") << QByteArray("[4611686018427387904]") << QByteArray("[4611686018427388000]");
    QTest::newRow("21 digits") << QByteArray("[123456789012345680000]") << QByteArray("[123456789012345680000]");
    QTest::newRow("22 digits") << QByteArray("[1e21]") << QByteArray("[1e+21]");
    QTest::newRow("1e-6") << QByteArray("[0.000001]") << QByteArray("[0.000001]");
    QTest::newRow("1e-7") << QByteArray("[0.0000001]") << QByteArray("[1e-7]");
    QTest::newRow("U+FEFF is a character like others") << QByteArray(R"({"\ufeffa":"\ufeffb","a":"\ufeff"})")
                                                       << QByteArray("{\"a\":\"\xEF\xBB\xBF\",\"\xEF\xBB\xBF" "a\":\"\xEF\xBB\xBF" "b\"}");
}

void JsonTest::canonicalForm()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, canonical);
    const auto value = json::parse(text);
    QVERIFY(value.has_value());
    QCOMPARE(json::canonical(*value), canonical);
    QCOMPARE(json::canonical(*json::parse(canonical)), canonical);
}

void JsonTest::limitsHold()
{
    QCOMPARE(json::parse(QByteArray(33, '[') + QByteArray(33, ']')).error().code, Errc::TooLarge);
    QVERIFY(json::parse(QByteArray(32, '[') + QByteArray(32, ']')).has_value());
    // Far beyond any stack: refused at the depth limit, not by a crash.
    json::Limits wide;
    wide.bytes = 1 << 20;
    QCOMPARE(json::parse(QByteArray(500'000, '['), wide).error().code, Errc::TooLarge);
    QCOMPARE(json::parse('[' + QByteArray("1,").repeated(5000) + "1]").error().code, Errc::TooLarge);
    QCOMPARE(json::parse('"' + QByteArray(70'000, 'a') + '"').error().code, Errc::TooLarge);
}

QTEST_APPLESS_MAIN(JsonTest)
#include "json_test.moc"
