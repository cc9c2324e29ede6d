// GET and POST /clients, and POST /register with the admin's own token (protocol.md 7 and 12).
#pragma once

#include "app/backends/client_directory.h"
#include "app/backends/countersign/token_keeper.h"

namespace countersign::backends {

class CountersignClients final : public ClientDirectory {
public:
    struct Endpoints {
        QString clients, registration, initialTokens;
    };
    // `tokens` outlives this object.
    explicit CountersignClients(TokenKeeper &tokens) : m_tokens(tokens) {}
    void setEndpoints(const Endpoints &endpoints) { m_endpoints = endpoints; }

    Answer<ClientPage> page(const ClientQuery &query) override;
    Answer<ClientEntry> client(const base::ClientId &id) override;
    Answer<RegisteredClient> add(const NewClient &client) override;
    Answer<ClientAnswer> extend(const base::ClientId &id, qint64 expiresAt, const QString &reason) override;
    Answer<ClientAnswer> rotateSecret(const base::ClientId &id, const QString &reason) override;
    Answer<ClientAnswer> revoke(const base::ClientId &id, const QString &reason) override;
    Answer<ClientAnswer> freeze(const base::ClientId &id, const QString &reason) override;
    Answer<ClientAnswer> unfreeze(const base::ClientId &id, const QString &reason) override;
    Answer<InitialTokenList> initialTokens() override;
    Answer<InitialTokenAnswer> addInitialToken(const NewInitialToken &token) override;
    Answer<InitialTokenAnswer> revokeInitialToken(const QString &id, const QString &reason) override;

private:
    [[nodiscard]] QString urlOf(const base::ClientId &id) const;
    Answer<ClientAnswer> change(const base::ClientId &id, QLatin1String verb, const QJsonObject &body);

    TokenKeeper &m_tokens;
    Endpoints m_endpoints;
};

}  // namespace countersign::backends
