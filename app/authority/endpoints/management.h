// What endpoints for administrators share: who calls, and the reason that a change comes with.
#pragma once

#include "app/authority/endpoints/json_body.h"
#include "app/authority/grants/caller.h"
#include "app/authority/http/router.h"

#include <QJsonObject>

#include <functional>

namespace countersign::authority::endpoints {

inline constexpr QLatin1StringView kManageClients{"clients:manage"};

// One of two scopes is enough; an empty second one is none. 401, 403 as authenticateCaller.
struct NeededScope {
    QLatin1StringView first;
    QLatin1StringView second = {};
};
[[nodiscard]] grants::Or<grants::Caller> authenticateOneOf(Services &services, store::Transaction &tx, const grants::PresentedToken &token,
                                                           const NeededScope &needed);

// `reason`, at most 500 visible characters; absent: empty. nullopt for anything else.
[[nodiscard]] std::optional<QString> readReason(const QJsonObject &body);

// A change an administrator makes: token and JSON body are read on the HTTP thread, the rest runs in the transaction.
struct Change {
    const grants::Caller &caller;
    const QJsonObject &body;
    QString reason;
    QString id;  // path parameter `id`
};
using ChangeHandler = std::function<http::Response(Services &, store::Transaction &, const Change &)>;
[[nodiscard]] http::Outcome changeOutcome(Services &services, const http::Request &request, const NeededScope &needed, const ChangeHandler &handler);
// The same for reading: no body, a snapshot.
using ReadHandler = std::function<http::Response(Services &, store::Transaction &, const grants::Caller &)>;
[[nodiscard]] http::Outcome readOutcome(Services &services, const http::Request &request, const NeededScope &needed, const ReadHandler &handler);

}  // namespace countersign::authority::endpoints
