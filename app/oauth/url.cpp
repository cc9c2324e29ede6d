#include "app/oauth/url.h"

#include <QList>

#include <algorithm>
#include <optional>

namespace countersign::oauth {

namespace {

base::Error malformed(const char *why)
{
    return {base::Errc::Malformed, QString::fromLatin1(why)};
}

bool isAlphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isUnreserved(char c)
{
    return isAlphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Escapes of unreserved characters are equal to the characters, all others differ only in the case of their digits.
std::optional<QByteArray> normalizedEscapes(QByteArrayView path)
{
    QByteArray out;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (path[i] != '%') {
            out += path[i];
            continue;
        }
        const int high = i + 2 < path.size() ? hexDigit(path[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(path[i + 2]) : -1;
        if (low < 0)
            return std::nullopt;
        const char decoded = static_cast<char>(high * 16 + low);
        out += isUnreserved(decoded) ? QByteArray(1, decoded) : path.sliced(i, 3).toByteArray().toUpper();
        i += 2;
    }
    return out;
}

// RFC 3986 5.2.4.
QByteArray withoutDotSegments(const QByteArray &path)
{
    QList<QByteArray> kept;
    const QList<QByteArray> segments = path.mid(1).split('/');
    for (qsizetype i = 0; i < segments.size(); ++i) {
        const bool isLast = i + 1 == segments.size();
        if (segments[i] == ".." && !kept.isEmpty())
            kept.removeLast();
        if (segments[i] != "." && segments[i] != "..")
            kept.append(segments[i]);
        else if (isLast)
            kept.append(QByteArray());
    }
    return '/' + kept.join('/');
}

struct Parts {
    QByteArray origin;
    QByteArrayView path;
};

base::Result<Parts> split(QByteArrayView url)
{
    if (std::any_of(url.begin(), url.end(), [](char c) { return c <= 0x20 || c == 0x7f || c == '\\'; }))
        return malformed("a character that no URL holds");
    const qsizetype colon = url.indexOf("://");
    const QByteArray scheme = url.first(std::max<qsizetype>(colon, 0)).toByteArray().toLower();
    if (scheme != "http" && scheme != "https")
        return malformed("not an http or https URL");
    const QByteArrayView rest = url.sliced(colon + 3);
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
    const qsizetype length = end - rest.begin();
    QByteArray authority = rest.first(length).toByteArray().toLower();
    const qsizetype portColon = authority.endsWith(']') ? -1 : authority.lastIndexOf(':');
    QByteArray port = portColon < 0 ? QByteArray() : authority.mid(portColon + 1);
    if (portColon >= 0)
        authority.truncate(portColon);
    bool isNumber = true;
    const uint number = port.isEmpty() ? 0 : port.toUInt(&isNumber);
    if (authority.isEmpty() || authority.contains('@') || !isNumber || number > 65535 || !std::all_of(port.begin(), port.end(), isAlphanumeric))
        return malformed("host or port");
    const bool isDefault = port.isEmpty() || number == (scheme == "http" ? 80U : 443U);
    return Parts{scheme + "://" + authority + (isDefault ? QByteArray() : ':' + QByteArray::number(number)), rest.sliced(length)};
}

}  // namespace

base::Result<QByteArray> normalizedUrl(QByteArrayView url)
{
    const auto parts = split(url);
    if (!parts)
        return parts.error();
    const auto end = std::find_if(parts->path.begin(), parts->path.end(), [](char c) { return c == '?' || c == '#'; });
    const auto path = normalizedEscapes(parts->path.first(end - parts->path.begin()));
    if (!path)
        return malformed("a broken escape");
    return QByteArray(parts->origin + (path->isEmpty() ? QByteArray("/") : withoutDotSegments(*path)));
}

base::Result<QByteArray> originOf(QByteArrayView url)
{
    const auto parts = split(url);
    if (!parts)
        return parts.error();
    return parts->origin;
}

}  // namespace countersign::oauth
