// What a client and a subject may hold together, now: registration, role, catalogue. One function for the moment a token is
// issued and for every use of it.
#pragma once

#include "app/authority/services.h"
#include "app/authority/store/clients.h"
#include "app/authority/store/users.h"
#include "app/base/strong_id.h"
#include "app/catalog/catalog.h"

#include <memory>
#include <optional>

namespace countersign::authority::grants {

struct Entitlement {
    QStringList scopes;               // the most a token may hold
    std::optional<store::User> user;  // absent for `client:…`
    std::shared_ptr<const catalog::Catalog> catalog;
    qint64 now = 0;
    base::ClientId client;            // who is asking

    // Adds those of `names` that the catalogue has and that are not past their sunset.
    void addUsable(const QStringList &names);
    // The resource servers of scopes, the authority itself (`issuer`) for the scopes of its own interface; in order, once each.
    [[nodiscard]] QStringList audience(const QStringList &ofScopes, const QString &issuer) const;
};

// nullopt when the subject is unknown or disabled, or is another client than `client`.
[[nodiscard]] std::optional<Entitlement> entitlement(Services &services, store::Transaction &tx, const store::Client &client,
                                                     const base::Subject &sub);

[[nodiscard]] base::Subject subjectOfClient(const base::ClientId &client);
[[nodiscard]] bool isClientSubject(const base::Subject &sub);

}  // namespace countersign::authority::grants
