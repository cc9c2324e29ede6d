#include "app/authority/catalog_cache.h"
#include "app/authority/config.h"
#include "app/authority/grants/action_credential.h"
#include "app/authority/grants/redemption/yields.h"
#include "app/authority/grants/registration.h"
#include "app/authority/policy/client_lifecycle.h"
#include "app/authority/policy/client_request.h"
#include "app/authority/store/transaction.h"

#include <QJsonArray>

namespace countersign::authority::grants::redemption {

namespace {

[[noreturn]] void giveUp(store::Transaction &tx, const QString &why)
{
    tx.abandon(http::Response::error(400, "invalid_grant", why));
}

}  // namespace

QJsonObject registration(Services &services, store::Transaction &tx, const store::ApprovalRecord &record)
{
    const auto catalog = services.catalog.current(tx);
    const approval::ActionType *type = catalog->action(record.type);
    const auto asker = store::findClient(tx, record.client);
    if (!type || !asker)
        giveUp(tx, QStringLiteral("The client can no longer be registered."));
    auto wanted = policy::requestedClient(services, tx, {record, *asker, *type, *catalog}, policy::Scopes::Judged);
    if (const auto *fault = std::get_if<oauth::MetadataFault>(&wanted))
        giveUp(tx, fault->description);
    if (const int most = services.config.clients.most; store::countLiving(tx, {}, most) >= most)
        tx.abandon(http::Response::error(429, "too_many_clients", QStringLiteral("As many temporary clients live as there may be.")).withHeader("Retry-After", "60"));
    auto &client = std::get<store::Client>(wanted);
    client.ceiling = client;
    client.warnAt = policy::warningTime(tx.now(), *client.expiresAt);
    const ClientSecrets secrets = giveSecrets(services, client);
    if (!store::insertClient(tx, client))
        giveUp(tx, QStringLiteral("The client can no longer be registered."));
    // The life of an approval hangs on what was issued for it: here it is the client's own.
    store::CredentialRecord issued;
    issued.jtiHash = jtiHashOf(client.id.text().toUtf8());
    issued.approval = record.id;
    issued.expiresAt = *client.expiresAt;
    store::insertCredential(tx, issued);
    policy::recordClient(tx, client.id, {QStringLiteral("client.registered"), client.registeredBy, oauth::clientMetadataJson(metadataOf(client))});

    QJsonObject answer = clientInformation(services, client, secrets);
    answer.insert(QStringLiteral("token_type"), QStringLiteral("N_A"));  // RFC 8693 2.2.1: no access token is in this answer
    answer.insert(QStringLiteral("expires_in"), grantedTtl(record));
    answer.insert(QStringLiteral("authorization_details"), authorizationDetails(record));
    answer.insert(QStringLiteral("txn"), record.id.text());
    return answer;
}

}  // namespace countersign::authority::grants::redemption
