// Which route a request is. The target is decoded exactly once, and whatever two programs could read differently is refused
// rather than repaired: a gate that reads a path otherwise than the API behind it guards nothing. Pure; any thread.
#pragma once

#include "app/base/result.h"
#include "app/catalog/route.h"

#include <QByteArrayView>
#include <QHash>
#include <QJsonObject>

namespace countersign::catalog {

inline constexpr qsizetype kMaxTargetBytes = 8 * 1024;
inline constexpr qsizetype kMaxQueryParams = 200;

struct QueryParam {
    QString name, value;
    bool hasPlus = false;  // a blank for some readers, a plus for others
};

struct RequestTarget {
    QStringList segments;            // decoded, never empty texts; none for "/"
    std::vector<QueryParam> query;   // each name once, whatever its case
    QByteArray path;                 // as it was sent, without the query: what a DPoP proof names
};

// An origin-form target as it was sent (RFC 9112 3.2.1). InvalidArgument, with what is ambiguous about it, for: characters outside RFC
// 3986, `//`, a trailing `/`, `.` and `..`, `;`, a fragment; in a segment also an escaped `/`, `\`, `%`, `;`, `?`, `#` or control
// character; escapes that are malformed or no UTF-8; text that is not NFC or hides itself; a query parameter sent twice or without name.
[[nodiscard]] base::Result<RequestTarget> readTarget(QByteArrayView target);

// How a target fits a template. Fixed text is compared byte by byte; a parameter takes exactly one segment.
[[nodiscard]] bool fitsTemplate(const std::vector<RouteSegment> &segments, const RequestTarget &target);
// Two templates that one target can fit, neither of which is the narrower one; letter case aside, as some APIs read no case.
enum class Overlap { None, Narrower, Ambiguous };
[[nodiscard]] Overlap overlap(const std::vector<RouteSegment> &a, const std::vector<RouteSegment> &b);

// The narrowest route of that API that fits, or null. `method` with case (RFC 9110 9.1). HEAD falls back on GET where only a scope is asked for.
// InvalidArgument: a narrower one fits but for letter case, and an API that ignores case would run that one.
[[nodiscard]] base::Result<const Route *> findRoute(const std::vector<Route> &routes, const QString &resource, const QString &method, const RequestTarget &target);

// The params of the route's action as the request states them, in the types of the catalogue. InvalidArgument: one that is needed is missing,
// is no plain number or truth where one is needed, or the query holds something that the action does not know.
[[nodiscard]] base::Result<QJsonObject> routeParams(const Route &route, const RequestTarget &target);

}  // namespace countersign::catalog
