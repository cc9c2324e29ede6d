// How far a request reaches: which API, which scopes, for how long. The owners of a type say so in the catalogue; the types of
// the authority itself say it in their parameters (protocol.md 12).
#pragma once

#include "app/authority/services.h"
#include "app/catalog/catalog.h"

#include <QJsonObject>
#include <QStringList>

namespace countersign::authority::policy {

struct Reach {
    QString rs;          // the API, or the issuer where the authority itself acts
    QStringList scopes;
    int seconds = 0;     // the longest life of what is issued
};

// `params` fit the type (approval::checkParams).
[[nodiscard]] Reach reachOf(const Services &services, const approval::ActionType &type, const QJsonObject &params);

// Whether a request of this type on `rs` may carry the scope at all, whoever asks and whatever its age.
[[nodiscard]] bool mayCarry(const catalog::Catalog &catalog, const approval::ActionType &type, const QString &rs, const QString &scope);

struct Riskiest {
    approval::Tier tier = approval::Tier::Low;
    QString scope;  // empty: no scope says anything
};
// The highest risk among scopes that the requester chose. A type of the catalogue's owners is rated as a whole, so its own say nothing.
[[nodiscard]] Riskiest riskiest(const catalog::Catalog &catalog, const approval::ActionType &type, const QStringList &scopes);

}  // namespace countersign::authority::policy
