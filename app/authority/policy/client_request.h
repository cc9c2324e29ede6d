// The client that a request of countersign.client is about: the same at asking, deciding and redeeming, and judged by the rules
// of every other registration (protocol.md 7).
#pragma once

#include "app/authority/policy/registration_policy.h"
#include "app/authority/services.h"
#include "app/authority/store/approvals.h"

namespace countersign::authority::policy {

struct ClientRequest {
    const store::ApprovalRecord &record;
    const store::Client &asker;
    const approval::ActionType &type;
    const catalog::Catalog &catalog;
};

// As it would be registered now, with what was granted so far; without secrets. A fault: it may not be. Scopes are left to the
// caller where `Scopes::LeftOut`: they are judged with the request.
enum class Scopes { Judged, LeftOut };
[[nodiscard]] std::variant<store::Client, oauth::MetadataFault> requestedClient(Services &services, store::Transaction &tx, const ClientRequest &request, Scopes scopes);

// The client that came by this approval, and its end.
[[nodiscard]] std::optional<store::Client> clientOf(store::Transaction &tx, const base::ApprovalId &approval);

}  // namespace countersign::authority::policy
