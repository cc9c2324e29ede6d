#include "app/catalog/route_match.h"

#include "app/approval/display_text.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringDecoder>

#include <algorithm>

namespace countersign::catalog {

namespace {

using approval::ParamKind;

base::Error ambiguous(const char *why)
{
    return {base::Errc::InvalidArgument, QString::fromLatin1(why)};
}

// RFC 3986 3.3, 3.4 without `;`, which some read as the start of parameters or of the next one.
bool isTargetCharacter(char c)
{
    const bool isAlnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return isAlnum || QByteArrayView("-._~!$&'()*+,=:@/?%").contains(c);
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Once and never again: a `%` that comes out of an escape stays in the bytes, for the caller to judge.
std::optional<QByteArray> unescaped(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

std::optional<QString> utf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder.decode(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(std::move(text));
}

base::Result<QString> readSegment(QByteArrayView raw)
{
    if (raw.isEmpty())
        return ambiguous("the path has an empty segment");
    const auto bytes = unescaped(raw);
    const auto text = bytes ? utf8(*bytes) : std::nullopt;
    if (!text)
        return ambiguous("the path has an escape that is no UTF-8");
    for (const char c : *bytes) {
        if (QByteArrayView("/\\%;?#").contains(c))
            return ambiguous("the path has an escaped character that divides paths");
    }
    if (*text == QLatin1String(".") || *text == QLatin1String(".."))
        return ambiguous("the path has a dot segment");
    if (!approval::isDisplayText(*text))
        return ambiguous("the path has text that hides itself");
    return *text;
}

base::Status readPath(QByteArrayView path, RequestTarget &out)
{
    out.path = path.toByteArray();
    if (path.size() == 1)
        return base::Done{};
    qsizetype at = 1;
    while (at <= path.size()) {
        const qsizetype slash = path.indexOf('/', at);
        const qsizetype end = slash < 0 ? path.size() : slash;
        auto segment = readSegment(path.sliced(at, end - at));
        if (!segment)
            return segment.error();
        out.segments.append(*std::move(segment));
        if (out.segments.size() > kMaxRouteSegments)
            return ambiguous("the path has too many segments");
        at = end + 1;
    }
    return base::Done{};
}

base::Status readQuery(QByteArrayView query, RequestTarget &out)
{
    QSet<QString> names;
    qsizetype at = 0;
    while (at <= query.size() && !query.isEmpty()) {
        const qsizetype ampersand = query.indexOf('&', at);
        const qsizetype end = ampersand < 0 ? query.size() : ampersand;
        const QByteArrayView pair = query.sliced(at, end - at);
        const qsizetype equals = pair.indexOf('=');
        const QByteArrayView rawName = equals < 0 ? pair : pair.first(equals);
        QByteArray rawValue = equals < 0 ? QByteArray() : pair.sliced(equals + 1).toByteArray();
        QueryParam param;
        param.hasPlus = rawValue.contains('+');
        const auto name = unescaped(rawName), value = unescaped(rawValue.replace('+', ' '));
        const auto nameText = name ? utf8(*name) : std::nullopt, valueText = value ? utf8(*value) : std::nullopt;
        if (!nameText || !valueText || value->contains('\0'))
            return ambiguous("the query has an escape that is no UTF-8");
        if (nameText->isEmpty() || rawName.contains('+') || !approval::isDisplayText(*nameText))
            return ambiguous("the query has a parameter without a plain name");
        // Some APIs read names without case.
        if (names.contains(nameText->toCaseFolded()))
            return ambiguous("the query has a parameter twice");
        names.insert(nameText->toCaseFolded());
        param.name = *nameText;
        param.value = *valueText;
        out.query.push_back(std::move(param));
        if (static_cast<qsizetype>(out.query.size()) > kMaxQueryParams)
            return ambiguous("the query has too many parameters");
        at = end + 1;
    }
    return base::Done{};
}

// Fixed text before a parameter, at the first place where they differ.
bool isNarrower(const Route &a, const Route &b)
{
    return std::lexicographical_compare(a.segments.begin(), a.segments.end(), b.segments.begin(), b.segments.end(),
                                        [](const RouteSegment &x, const RouteSegment &y) { return !x.isParam && y.isParam; });
}

// What an API may take a segment for that reads it loosely: full-width letters, an i with another dot or none, blanks and dots at the end.
QString readLoosely(const QString &segment)
{
    QString plain;
    for (const QChar c : segment.normalized(QString::NormalizationForm_KD)) {
        if (!c.isMark())
            plain += c == u'\u0131' ? QChar(u'i') : c;
    }
    while (plain.endsWith(u' ') || plain.endsWith(u'.') || plain.endsWith(u'+'))
        plain.chop(1);
    return plain;
}

struct LooseSegment {
    QString asSent, plain;
};

bool fitsLoosely(const std::vector<RouteSegment> &segments, const std::vector<LooseSegment> &have)
{
    return std::equal(segments.begin(), segments.end(), have.begin(), have.end(), [](const RouteSegment &want, const LooseSegment &text) {
        return want.isParam || want.text.compare(text.asSent, Qt::CaseInsensitive) == 0 || want.text.compare(text.plain, Qt::CaseInsensitive) == 0;
    });
}

base::Result<const Route *> narrowest(const std::vector<Route> &routes, const QString &resource, const QString &method, const RequestTarget &target)
{
    std::vector<LooseSegment> loose;
    for (const QString &segment : target.segments)
        loose.push_back({segment, readLoosely(segment)});
    const Route *best = nullptr, *bestLoosely = nullptr;
    for (const Route &route : routes) {
        if (route.method != method || route.resource != resource || !fitsLoosely(route.segments, loose))
            continue;
        if (!bestLoosely || isNarrower(route, *bestLoosely))
            bestLoosely = &route;
        if (fitsTemplate(route.segments, target) && (!best || isNarrower(route, *best)))
            best = &route;
    }
    if (best && isNarrower(*bestLoosely, *best))
        return ambiguous("the path is that of a narrower route in other letter case, or looks like it");
    return best;
}

std::optional<QJsonValue> typed(ParamKind kind, const QString &text)
{
    static const QRegularExpression integer(QRegularExpression::anchoredPattern(QStringLiteral("0|-?[1-9][0-9]{0,15}")));
    switch (kind) {
    case ParamKind::Integer:
    case ParamKind::Duration: return integer.match(text).hasMatch() ? std::optional(QJsonValue(text.toLongLong())) : std::nullopt;
    case ParamKind::Boolean:
        if (text == QLatin1String("true") || text == QLatin1String("false"))
            return QJsonValue(text == QLatin1String("true"));
        return std::nullopt;
    case ParamKind::StringList: return std::nullopt;
    case ParamKind::String:
    case ParamKind::Decimal:
    case ParamKind::Enum:
    case ParamKind::Text: break;
    }
    return QJsonValue(text);
}

}  // namespace

base::Result<RequestTarget> readTarget(QByteArrayView target)
{
    if (target.isEmpty() || target.front() != '/' || target.size() > kMaxTargetBytes)
        return ambiguous("the target is no absolute path, or too long");
    if (!std::all_of(target.begin(), target.end(), isTargetCharacter))
        return ambiguous("the target has a character that has to be escaped, or a semicolon");
    const qsizetype question = target.indexOf('?');
    RequestTarget out;
    if (auto path = readPath(question < 0 ? target : target.first(question), out); !path)
        return path.error();
    if (auto query = readQuery(question < 0 ? QByteArrayView() : target.sliced(question + 1), out); !query)
        return query.error();
    return out;
}

bool fitsTemplate(const std::vector<RouteSegment> &segments, const RequestTarget &target)
{
    return std::equal(segments.begin(), segments.end(), target.segments.begin(), target.segments.end(),
                      [](const RouteSegment &want, const QString &have) { return want.isParam || want.text == have; });
}

Overlap overlap(const std::vector<RouteSegment> &a, const std::vector<RouteSegment> &b)
{
    if (a.size() != b.size())
        return Overlap::None;
    bool aIsNarrower = false, bIsNarrower = false;
    for (size_t i = 0; i < a.size(); ++i) {
        if (!a[i].isParam && !b[i].isParam && a[i].text.compare(b[i].text, Qt::CaseInsensitive) != 0)
            return Overlap::None;
        aIsNarrower = aIsNarrower || (!a[i].isParam && b[i].isParam);
        bIsNarrower = bIsNarrower || (a[i].isParam && !b[i].isParam);
    }
    return aIsNarrower != bIsNarrower ? Overlap::Narrower : Overlap::Ambiguous;
}

base::Result<const Route *> findRoute(const std::vector<Route> &routes, const QString &resource, const QString &method, const RequestTarget &target)
{
    const auto own = narrowest(routes, resource, method, target);
    if (!own || *own || method != QLatin1String("HEAD"))
        return own;
    const auto get = narrowest(routes, resource, QStringLiteral("GET"), target);
    return !get || (*get && !(*get)->scope.isEmpty()) ? get : own;
}

base::Result<QJsonObject> routeParams(const Route &route, const RequestTarget &target)
{
    QHash<QString, QString> inPath;
    for (size_t i = 0; i < route.segments.size(); ++i) {
        if (route.segments[i].isParam)
            inPath.insert(route.segments[i].text, target.segments.at(static_cast<qsizetype>(i)));
    }
    QJsonObject params;
    size_t taken = 0;
    for (const RouteParam &param : route.params) {
        const auto found = std::find_if(target.query.begin(), target.query.end(), [&param](const QueryParam &known) { return known.name == param.key; });
        const bool stated = param.inPath ? inPath.contains(param.key) : found != target.query.end();
        if (!stated && param.optional)
            continue;
        if (!stated)
            return ambiguous("a parameter of the action is missing");
        if (!param.inPath && found->hasPlus)
            return ambiguous("a parameter of the action has a plus, which may mean a blank");
        taken += param.inPath ? 0 : 1;
        const auto value = typed(param.kind, param.inPath ? inPath.value(param.key) : found->value);
        if (!value)
            return ambiguous("a parameter of the action is of the wrong kind");
        params.insert(param.name, *value);
    }
    // Nobody approved what the action does not know (RFC 9396 5).
    if (taken != target.query.size())
        return ambiguous("the query has a parameter that the action does not know");
    return params;
}

}  // namespace countersign::catalog
