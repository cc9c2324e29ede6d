// What an authority tells of its clients (protocol.md 7), as plain data. Text in here comes from outside: it has been checked
// for type and size, never for meaning, and is shown through visible text alone. Times are seconds by the authority's clock.
#pragma once

#include "app/base/secret_store.h"
#include "app/base/strong_id.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace countersign::backends {

enum class ClientStatus { Active, Disabled, Expired, Revoked };

enum class Idleness { None, NeverUsed, Unused };

struct ClientToken {
    base::GrantId id;
    QString kind, title;
    QStringList scopes;
    qint64 issuedAt = 0, expiresAt = 0, uses = 0;
    std::optional<qint64> lastUsedAt;
    bool operator==(const ClientToken &) const = default;
};

struct ClientEvent {
    qint64 seq = 0, time = 0;
    QString event, actor, outcome;
    bool operator==(const ClientEvent &) const = default;
};

// One registration, living or a tombstone.
struct ClientEntry {
    base::ClientId id;
    QString name, owner, authMethod, resourceServer;
    QStringList grants, scopes, actions, redirectUris;
    QStringList accessScopes;          // what an approval may give it beside `scopes`
    bool temporary = false;
    bool builtIn = false;              // belongs to the authority itself; nobody changes it
    ClientStatus status = ClientStatus::Active;
    qint64 registeredAt = 0;
    QString registeredBy, reason, ticket;
    std::optional<qint64> expiresAt;   // hard end of a temporary client
    std::optional<qint64> endedAt;
    QString endedBy, endReason;
    QString disabledBy, disabledReason;  // with Disabled
    std::optional<qint64> longestEnd;    // no extension may go past it; where the authority says so
    std::optional<qint64> lastUsedAt;
    qint64 useCount = 0, liveTokens = 0, pendingApprovals = 0, extensions = 0;
    bool mayExtend = false;
    QList<base::ClientId> duplicates;
    Idleness idleness = Idleness::None;
    // Only in the answer about this one client.
    QList<ClientToken> tokens;
    QList<ClientEvent> history;        // newest first
    qint64 serverTime = 0;
    bool operator==(const ClientEntry &) const = default;
};

struct ClientPage {
    QList<ClientEntry> items;          // newest registered first
    QString nextCursor;                // empty: the end
    qint64 serverTime = 0;
};

struct ClientQuery {
    int limit = 200;
    QString cursor;
};

struct NewClient {
    QString name, owner, reason, ticket;
    QStringList scopes, accessScopes, actions;
    qint64 expiresAt = 0;
};

// Why the authority said no. No answer at all is an error of the Result, and means *unknown*.
enum class ClientRefusal {
    Ended,       // it is over already, or somebody else was first
    Gone,        // the authority does not know it
    Invalid,     // something in the request breaks a rule; `detail` says which
    TooMany,     // a quota is used up
    MayNot,      // this person may not
    StepUp,      // a fresh sign-in is wanted (RFC 9470)
    Other,
};

// What came of extending, rotating, revoking, freezing.
struct ClientAnswer {
    std::optional<ClientEntry> client;  // the new state, when it was done
    base::SharedSecret secret;          // after a rotation, once
    std::optional<ClientRefusal> refusal;
    QString detail;                     // the authority's words, text from outside
};

// With such a token a pipeline registers its own clients, so often, until then, within these limits (RFC 7591 1.2).
struct InitialToken {
    QString id, createdBy;
    qint64 createdAt = 0, expiresAt = 0, usesLeft = 0, maxClientTtl = 0;
    QStringList scopes, accessScopes, actions;  // the most a client registered with it may have
    std::optional<qint64> revokedAt;
    [[nodiscard]] bool isUsable(qint64 now) const { return !revokedAt && usesLeft > 0 && expiresAt > now; }
    bool operator==(const InitialToken &) const = default;
};

struct InitialTokenList {
    QList<InitialToken> items;  // newest first
    qint64 serverTime = 0;
};

struct NewInitialToken {
    qint64 uses = 1, expiresIn = 86'400, maxClientTtl = 7200;  // seconds
    QStringList scopes, accessScopes, actions;
};

// What came of making or ending one.
struct InitialTokenAnswer {
    QString id;
    qint64 expiresAt = 0;
    base::SharedSecret token;           // after making one, once
    std::optional<ClientRefusal> refusal;
    QString detail;
};

// What came of a registration.
struct RegisteredClient {
    base::ClientId id;
    QStringList scopes;                 // as registered; an authority may give less than asked
    std::optional<qint64> expiresAt;
    base::SharedSecret secret;          // once
    std::optional<ClientRefusal> refusal;
    QString detail;
};

}  // namespace countersign::backends
