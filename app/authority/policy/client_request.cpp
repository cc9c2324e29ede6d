#include "app/authority/policy/client_request.h"

#include "app/approval/action.h"
#include "app/authority/config.h"
#include "app/authority/grants/action_credential.h"
#include "app/authority/grants/registration.h"
#include "app/oauth/error_code.h"

#include <QJsonArray>

namespace countersign::authority::policy {

namespace {

QStringList texts(const QJsonValue &value)
{
    QStringList all;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array)
        all.append(one.toString());
    return all;
}

}  // namespace

std::variant<store::Client, oauth::MetadataFault> requestedClient(Services &services, store::Transaction &tx, const ClientRequest &request, Scopes scopes)
{
    const store::ApprovalRecord &record = request.record;
    const auto action = approval::parseCanonicalAction(record.canonical);
    if (!action)
        return oauth::MetadataFault{oauth::error::kInvalidClientMetadata, QStringLiteral("The request cannot be read.")};
    oauth::ClientMetadata metadata;
    metadata.name = action->params.value(QLatin1String("client_name")).toString();
    metadata.scopes = scopes == Scopes::Judged ? grants::grantedScopes(record) : QStringList();
    metadata.actions = texts(action->params.value(QLatin1String("actions")));
    metadata.expiresAt = tx.now() + grants::grantedTtl(record);
    metadata.reason = record.reason.value_or(QString());
    metadata.ticket = record.ticket.value_or(QString());
    store::Client fixed;
    fixed.id = grants::newClientId();
    fixed.createdAt = tx.now();
    // Whoever answers for the one that asks answers for what it makes, and may not approve for it either.
    fixed.owner = request.asker.owner;
    fixed.registeredBy = QStringLiteral("client:") + request.asker.id.text();
    // So may whoever can have asked for it, or can be given it, as the one that asks.
    fixed.registrants = request.asker.handsSince(record.requestedAt);
    fixed.initialToken = record.id.text();
    auto resulting = resultingClient(metadata, fixed);
    const auto *client = std::get_if<store::Client>(&resulting);
    if (!client)
        return resulting;
    const qint64 longest = std::min<qint64>(request.type.maxDuration, services.config.clients.longestLifeSeconds);
    const qint64 latestEnd = std::min(tx.now() + longest, request.asker.expiresAt.value_or(tx.now() + longest));
    // What it asks for is approved, so it may be anything an approval can give; what the new client gets, it gets for itself.
    const store::Rights most{request.asker.scopes + request.asker.accessScopes, {}, request.asker.actions};
    if (auto fault = judgeRegistration(*client, {request.catalog, services.config, tx.now(), latestEnd, most, grants::trustedNames(tx)}))
        return *std::move(fault);
    return resulting;
}

std::optional<store::Client> clientOf(store::Transaction &tx, const base::ApprovalId &approval)
{
    const auto row = tx.one("SELECT id FROM client WHERE initial_token = ? AND initial_token <> ''", {approval.text()});
    return row ? store::findClient(tx, base::ClientId(row->text(0))) : std::nullopt;
}

}  // namespace countersign::authority::policy
