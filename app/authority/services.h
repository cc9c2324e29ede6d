// What every endpoint works with. Owned by the program, handed to each `registerXxx(http::Router &, Services &)`.
#pragma once

#include "app/base/clock.h"

#include <QString>

namespace countersign::authority {

namespace store {
class Store;
}
namespace http {
class Figures;
}
namespace grants {
class PingSender;
class RedemptionTimes;
class ReplayGuard;
class UseCounter;
}
class Keys;
struct Config;
class CatalogCache;
class ScopeUsage;

// References outlive the HTTP server. Everything behind them is thread safe.
struct Services {
    store::Store &store;
    Keys &keys;
    const Config &config;
    CatalogCache &catalog;
    ScopeUsage &usage;
    grants::ReplayGuard &replay;
    grants::PingSender &ping;
    grants::RedemptionTimes &redemptions;
    const base::Clock &clock;
    QString issuer;
    QString logOrigin;  // name of the audit log; stays when the issuer's port changes (issuer.h)
    grants::UseCounter &uses;
    const http::Figures *figures = nullptr;  // of the server; null where nobody counts
};

}  // namespace countersign::authority
