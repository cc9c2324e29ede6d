// Targets at the gate: what is read has one meaning; spelled out plainly it is read the same; a path that is walked up, doubled or hidden
// never comes through.
#include "app/catalog/route_match.h"
#include "tests/fuzz/property.h"

namespace {

using namespace countersign::catalog;

QByteArray escaped(const QString &text)
{
    QByteArray out;
    for (const char c : text.toUtf8())
        out += '%' + QByteArray(1, c).toHex();
    return out;
}

QByteArray spelledOut(const RequestTarget &target)
{
    QByteArray out;
    for (const QString &segment : target.segments)
        out += '/' + escaped(segment);
    if (out.isEmpty())
        out = "/";
    char separator = '?';
    for (const QueryParam &param : target.query) {
        out += separator + escaped(param.name) + '=' + escaped(param.value);
        separator = '&';
    }
    return out;
}

bool isRefused(const QByteArray &target)
{
    return !readTarget(target);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto target = readTarget(text);
    if (!target)
        return 0;
    FUZZ_REQUIRE(text.startsWith('/') && target->segments.size() <= kMaxRouteSegments);
    for (const QString &segment : target->segments) {
        FUZZ_REQUIRE(!segment.isEmpty() && segment != QLatin1String(".") && segment != QLatin1String(".."));
        for (const char16_t c : {u'/', u'\\', u'%', u';', u'?', u'#', u'\0', u'\n'})
            FUZZ_REQUIRE(!segment.contains(QChar(c)));
    }
    for (const QueryParam &param : target->query) {
        FUZZ_REQUIRE(!param.name.isEmpty());
        FUZZ_REQUIRE(isRefused(text + '&' + escaped(param.name) + "=x"));
    }
    // Another spelling is the same target, unless it grew past what a target may be.
    const QByteArray plain = spelledOut(*target);
    if (plain.size() <= kMaxTargetBytes) {
        const auto again = readTarget(plain);
        FUZZ_REQUIRE(again && again->segments == target->segments && again->query.size() == target->query.size());
        for (size_t i = 0; i < target->query.size(); ++i)
            FUZZ_REQUIRE(again->query[i].name == target->query[i].name && again->query[i].value == target->query[i].value);
    }
    FUZZ_REQUIRE(isRefused('/' + text));
    FUZZ_REQUIRE(isRefused("/.." + text));
    FUZZ_REQUIRE(isRefused("/%2e%2E" + text));
    FUZZ_REQUIRE(isRefused("/a%2f.." + text));
    return 0;
}
