// OAuth clients: requesters, consoles and protected APIs. The caller writes the log entry.
#pragma once

#include "app/authority/store/transaction.h"
#include "app/base/strong_id.h"

namespace countersign::authority::store {

// What somebody may have: in a token of their own at once, only where somebody approved it, and which actions they may ask for.
struct Rights {
    QStringList scopes;        // the most an ordinary token may hold
    QStringList accessScopes;  // what an approval may give beside them
    QStringList actions;       // action types that may be asked for

    // What is given without an approval can be given with one as well.
    [[nodiscard]] bool mayReach(const QString &scope) const { return scopes.contains(scope) || accessScopes.contains(scope); }
};

// An administrator who was shown a secret of a client, by giving it.
struct SecretHolder {
    QString sub;
    std::optional<qint64> until;  // when another secret took its place, seconds
};

struct Client : Rights {
    base::ClientId id;
    QString name;
    QString owner;
    QStringList ownerKeys;  // approval::lookAlikeKey of the owner and of each name in it, of a client that was read
    QString authMethod;     // client_secret_basic | private_key_jwt | none
    QByteArray secretHash;  // HMAC-SHA-256 with the pepper, 32 bytes; empty unless client_secret_basic
    QByteArray jwks;        // JSON text of a JWK set; empty unless private_key_jwt
    QStringList redirectUris;
    QStringList grants;   // as asked for: client_credentials, ciba, authorization_code, refresh_token, jwt-bearer
    std::optional<QString> resourceServer;  // this client is that API (`aud`)
    std::optional<QString> pingEndpoint;    // CIBA ping
    bool isTemporary = false;
    bool isBuiltIn = false;  // countersign-console: cannot be changed
    QString reason;          // why a temporary client was registered
    QString ticket;
    qint64 createdAt = 0;
    std::optional<qint64> expiresAt;  // hard end, seconds
    std::optional<qint64> disabledAt;
    std::optional<qint64> deletedAt;  // a tombstone stays
    std::optional<qint64> lastUsedAt;
    qint64 useCount = 0;

    // How it came and how it goes (protocol.md 7). Actors as in the log.
    QString registeredBy = QStringLiteral("cli");
    QStringList registrants;       // people who can have its registration token, and so every secret of it: whoever registered it, or made the token for that
    std::vector<SecretHolder> secretSeenBy;
    QString initialToken;          // id of the initial access token it came by, or empty
    QByteArray registrationHash;   // HMAC of its registration access token, or empty
    Rights ceiling;                // the most an update by that token may reach
    int extensions = 0;            // how often its end was moved
    std::optional<qint64> warnAt;  // when its end is announced
    std::optional<qint64> warnedAt;
    QString disabledBy, disabledReason;
    QString endedBy, endedReason;  // of a deleted one

    // Whether it may be used at `now` (seconds). A dead client is refused everywhere, whether or not a sweeper ran.
    [[nodiscard]] bool alive(qint64 now) const
    {
        return !disabledAt && !ended(now);
    }
    // Whether that person can have acted as this client at `since` (seconds) or later. The machine's own administrators aside.
    [[nodiscard]] bool wasInHandsOf(const QString &sub, qint64 since) const;
    // Everybody of whom that is true.
    [[nodiscard]] QStringList handsSince(qint64 since) const;
    // Over for good; a disabled client may come back.
    [[nodiscard]] bool ended(qint64 now) const { return deletedAt || (expiresAt && *expiresAt <= now); }
    // What two registrations have in common when they are one and the same by mistake: metadata and key, SHA-256.
    [[nodiscard]] QByteArray fingerprint() const;
};

// Who does it and why, as the log has it.
struct Doing {
    QString actor;
    QString reason;
};

[[nodiscard]] std::optional<Client> findClient(Transaction &tx, const base::ClientId &id);  // dead ones too
[[nodiscard]] std::optional<Client> findClientByResource(Transaction &tx, const QString &resourceServer);
[[nodiscard]] std::vector<Client> listClients(Transaction &tx);

// One page of the list, newest first.
struct ClientFilter {
    enum class State { All, Active, Ended };  // Active: not ended, so disabled ones too
    State state = State::All;
    std::optional<bool> temporary;
    QString words;  // in name, id or owner; empty: all
    qint64 beforeTime = 0;
    QString beforeId;
    int limit = 100;
};
[[nodiscard]] std::vector<Client> clientPage(Transaction &tx, const ClientFilter &filter);
// Living clients of the same metadata and key, without itself; at most 10.
[[nodiscard]] QStringList duplicatesOf(Transaction &tx, const Client &client);
// Living temporary clients, of one initial access token or in all; counts no further than `most`.
[[nodiscard]] qint64 countLiving(Transaction &tx, const QString &initialToken, qint64 most);
// Those whose end is to be announced, and those whose end came and is not in the log yet; at most 200.
[[nodiscard]] std::vector<base::ClientId> clientsToWarn(Transaction &tx);
[[nodiscard]] std::vector<base::ClientId> clientsToEnd(Transaction &tx);
// Each true once.
[[nodiscard]] bool noteWarned(Transaction &tx, const base::ClientId &id);
[[nodiscard]] bool noteEndLogged(Transaction &tx, const base::ClientId &id);
// False when the id, or the resource server of a living client, is taken. `createdAt` is set from the transaction.
[[nodiscard]] bool insertClient(Transaction &tx, const Client &client);
// Replaces what an owner may change: names, secret, keys, redirect URIs, grants, rights, ends. False: no such client.
bool updateClient(Transaction &tx, const Client &client);
bool disableClient(Transaction &tx, const base::ClientId &id, const Doing &doing = {});
bool enableClient(Transaction &tx, const base::ClientId &id);
bool deleteClient(Transaction &tx, const base::ClientId &id, const Doing &doing = {});  // leaves the tombstone
// Another end for a living client: counted, and announced anew. False when it has ended.
[[nodiscard]] bool extendClient(Transaction &tx, const base::ClientId &id, qint64 expiresAt, qint64 warnAt);
// `seenBy` is shown the secret, and so cannot approve what the client asks for.
bool setClientSecret(Transaction &tx, const Client &client, const QByteArray &secretHash, const base::Subject &seenBy);
void countClientUse(Transaction &tx, const base::ClientId &id);

}  // namespace countersign::authority::store
