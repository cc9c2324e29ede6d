// What may be registered over the wire (protocol.md 7). Pure: functions of their arguments. A registration and an update both
// come to the state they would leave behind, and that state is judged by one function.
#pragma once

#include "app/authority/config.h"
#include "app/authority/store/clients.h"
#include "app/catalog/catalog.h"
#include "app/oauth/client_metadata.h"

#include <optional>
#include <variant>

namespace countersign::authority::policy {

// What whoever registers or updates may reach, now.
struct RegistrationRules {
    const catalog::Catalog &catalog;
    const Config &config;
    qint64 now = 0;                       // seconds
    qint64 latestEnd = 0;
    std::optional<store::Rights> most;    // absent (an administrator): whatever the catalogue has
    QStringList trustedNames;             // of clients that an administrator added for good: no other may look like them
};

// The client as it would be: everything a registrant may say is taken from `metadata` and nothing of it kept from `fixed`, which
// gives the rest (id, times, who registered it, secret while the method stays, ceiling). A fault: keys that are none.
[[nodiscard]] std::variant<store::Client, oauth::MetadataFault> resultingClient(const oauth::ClientMetadata &metadata, store::Client fixed);

// nullopt: `resulting` may be.
[[nodiscard]] std::optional<oauth::MetadataFault> judgeRegistration(const store::Client &resulting, const RegistrationRules &rules);

// When an end is announced: a tenth of the life before it, at most a day (seconds since the epoch).
[[nodiscard]] qint64 warningTime(qint64 from, qint64 end);
// What two names have in common that people take for one another: case, blanks, marks and the likes of 0 and O aside.
[[nodiscard]] QString nameSkeleton(const QString &name);
// Types a client that came over the wire may never ask for: it could make others that outlive it, or change what binds it.
[[nodiscard]] bool isForbiddenAction(const QString &type);

}  // namespace countersign::authority::policy
