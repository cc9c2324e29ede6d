// Strict JSON: what is accepted has exactly one canonical form, which reads back as the same value.
#include "app/base/json.h"
#include "tests/fuzz/property.h"

#include <QJsonArray>

namespace {

namespace json = countersign::base::json;

// Room for what grows in canonical form (`1e20`).
constexpr json::Limits kWide{4 * 1024 * 1024, 64, 1 << 20, json::Numbers::Any};

// Members of all objects in the text, counted without parsing: one colon outside strings for each.
qsizetype colons(QByteArrayView text)
{
    qsizetype count = 0;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (inString && text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            inString = !inString;
        else if (!inString && text[i] == ':')
            ++count;
    }
    return count;
}

qsizetype members(const QJsonValue &value)
{
    qsizetype count = 0;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        count = object.size();
        for (const QJsonValue &member : object)
            count += members(member);
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array)
            count += members(item);
    }
    return count;
}

void requireCanonical(const QJsonValue &value)
{
    const QByteArray once = json::canonical(value);
    const auto again = json::parse(once, kWide);
    FUZZ_REQUIRE(again.has_value());
    FUZZ_REQUIRE(*again == value);
    FUZZ_REQUIRE(json::canonical(*again) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto any = json::parse(text);
    const auto integers = json::parse(text, {64 * 1024, 8, 4096, json::Numbers::IntegersOnly});
    FUZZ_REQUIRE(!integers || any);
    const auto object = json::parseObject(text);
    FUZZ_REQUIRE(object.has_value() == (any && any->isObject()));
    if (!any)
        return 0;

    requireCanonical(*any);
    // A name that stood twice would have been merged into one member.
    FUZZ_REQUIRE(colons(text) == members(*any));
    if (integers)
        FUZZ_REQUIRE(*integers == *any);
    // Blanks around do not matter, anything else does.
    FUZZ_REQUIRE(json::parse(" \r\n\t" + text + " \r\n\t", kWide).value() == *any);
    FUZZ_REQUIRE(!json::parse("\xEF\xBB\xBF" + text, kWide));
    FUZZ_REQUIRE(!json::parse(text + " ]", kWide));
    FUZZ_REQUIRE(!json::parse(text + QByteArray(1, '\0'), kWide));
    // The same value as a member and as an item; and a name sent twice, once in another spelling.
    FUZZ_REQUIRE(json::parse("[" + text + "]", kWide).value() == QJsonArray{*any});
    FUZZ_REQUIRE(!json::parse("{\"a\":" + text + ",\"\\u0061\":" + text + "}", kWide));
    return 0;
}
