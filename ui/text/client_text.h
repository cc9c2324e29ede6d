// Words for what the Clients screen shows.
#pragma once

#include "app/console/clients/clients.h"

#include <QString>

namespace countersign::text {

// "Frozen", "Expired", "Revoked", and for the living "Temporary" or "Standing"; of a row of ClientsModel.
[[nodiscard]] QString clientKindWord(const QModelIndex &index);
[[nodiscard]] QString clientStatusWord(console::ClientStatus status);

// For one row of ClientsModel: "Temporary. ci-runner. Owner: ops@example. 42 min left. Never used."
[[nodiscard]] QString clientName(const QModelIndex &index);

// "never used", "unused for a while"; empty for others.
[[nodiscard]] QString idleWord(console::Idleness idleness);

// What follows at once from a change, one complete sentence each; the worst first.
[[nodiscard]] QStringList consequencesOf(console::ClientController::Change change, const console::ClientEntry &client);

// Why the authority said no; what it said itself is shown beside this.
[[nodiscard]] QString clientRefusalSentence(std::optional<console::ClientRefusal> refusal);

// What is still missing in a draft.
[[nodiscard]] QString draftProblemSentence(console::ClientDraft::Problem problem);

// "“ci-runner” may do this until 22 Nov 2026 16:02:00, 2 h from now:". `name` comes from outside; times are seconds.
[[nodiscard]] QString mayDoSentence(const QString &name, qint64 endsAt, qint64 lifeSeconds);

// A moment of the authority's clock in full, or `none` for 0.
[[nodiscard]] QString momentText(qint64 seconds, const QString &none = {});

}  // namespace countersign::text
