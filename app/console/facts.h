// The names the screens use for what authorities tell: screens see facts, never tokens or sockets.
#pragma once

#include "app/backends/catalog_records.h"
#include "app/backends/records.h"
#include "app/base/strong_id.h"

#include <QHashFunctions>
#include <QMetaType>

namespace countersign::console {

using backends::Approval;
using backends::CatalogAction;
using backends::CatalogChange;
using backends::CatalogCheck;
using backends::CatalogFinding;
using backends::CatalogRoute;
using backends::CatalogScope;
using backends::CatalogState;
using backends::CatalogUsage;
using backends::CatalogVersion;
using backends::ClientFacts;
using backends::DecisionFact;
using backends::Grant;
using backends::GrantKind;
using backends::ParamFact;
using EarlierRequest = backends::PastRequest;
using backends::PolicyFacts;
using backends::Refusal;
using backends::RiskFacts;
using backends::ScopeFact;
using backends::ScopeUsage;
using backends::ShadowScope;
using backends::Summary;

// One configured authority on this computer; stable, never shown.
using AuthorityId = base::StrongId<struct AuthorityIdTag>;

struct ApprovalRef {
    AuthorityId authority;
    base::ApprovalId id;

    [[nodiscard]] bool isEmpty() const { return id.isEmpty(); }
    friend bool operator==(const ApprovalRef &, const ApprovalRef &) = default;
    friend size_t qHash(const ApprovalRef &ref, size_t seed = 0) noexcept
    {
        return qHashMulti(seed, ref.authority, ref.id);
    }
};

// What stands on every card and row, so that production is never taken for staging.
struct AuthorityBadge {
    QString name;         // given by the person, or by the catalogue; text from outside
    QString host;         // "approvals.example:7443", punycode
    int colourIndex = 0;  // 0…7, chosen apart from the others
    bool operator==(const AuthorityBadge &) const = default;
};

}  // namespace countersign::console

Q_DECLARE_METATYPE(countersign::console::ApprovalRef)
Q_DECLARE_METATYPE(countersign::console::AuthorityBadge)
