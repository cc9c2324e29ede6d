// [[route]]: which request at an API needs which scope, or which approved action (protocol.md 8). Read by read_routes.cpp, matched
// by route_match.h.
#pragma once

#include "app/approval/action_type.h"

#include <QString>

#include <vector>

namespace countersign::catalog {

inline constexpr qsizetype kMaxRoutes = 1000;
inline constexpr qsizetype kMaxRouteSegments = 32;

// One segment of a path template: a fixed text, or the name of whatever stands there.
struct RouteSegment {
    QString text;
    bool isParam = false;

    bool operator==(const RouteSegment &) const = default;
};

// Where a parameter of the action stands in the request.
struct RouteParam {
    QString name;
    bool inPath = true;  // else in the query
    QString key;         // name in the template, or of the query parameter
    approval::ParamKind kind = approval::ParamKind::String;
    bool optional = false;
};

struct Route {
    QString method;    // "POST"; a GET of a scope serves HEAD as well
    QString path;      // the template as written: "/orders/{order_id}/refund"
    QString resource;  // the API
    QString scope;     // what the token must give, or
    QString action;    // the type that must have been approved
    bool allowsBody = false;  // of an action: the request may have a body, which nobody compares with what was approved
    std::vector<RouteSegment> segments;
    std::vector<RouteParam> params;
    int line = 0;  // of its path in the text
};

// "path.order_id" or "query.amount", as it is written.
[[nodiscard]] QString routeParamSource(const RouteParam &param);
// "POST /orders/{order_id}/refund at https://orders.example": no two routes have the same.
[[nodiscard]] QString routeName(const Route &route);

}  // namespace countersign::catalog
