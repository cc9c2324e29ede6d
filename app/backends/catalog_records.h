// What an authority tells about its catalogue, as plain data (protocol.md 8). Text in here comes from outside: checked for
// type and size, never for meaning, and shown through visible text alone.
#pragma once

#include "app/approval/risk.h"
#include "app/base/strong_id.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace countersign::backends {

// Times are seconds since the epoch by the authority's clock.
struct CatalogDeprecation {
    qint64 since = 0;
    std::optional<qint64> sunset;
    QString use, why;
    bool operator==(const CatalogDeprecation &) const = default;
};

struct CatalogScope {
    QString name, title, owner, reason, resource;
    approval::Tier risk = approval::Tier::Critical;
    std::optional<CatalogDeprecation> deprecated;
    bool operator==(const CatalogScope &) const = default;
};

struct CatalogResource {
    QString id, name;
    bool operator==(const CatalogResource &) const = default;
};

struct CatalogAction {
    QString type, title, resource;
    QStringList scopes;
    approval::Tier risk = approval::Tier::Critical;
    QStringList approvers;
    qint64 quorum = 1;
    bool operator==(const CatalogAction &) const = default;
};

// One way through the gateway: needs a scope or an approval of a type.
struct CatalogRoute {
    QString method, path, resource;
    QString scope, action;  // one of the two
    bool operator==(const CatalogRoute &) const = default;
};

struct CatalogFinding {
    enum class Severity { Error, Warning } severity = Severity::Error;
    int line = 0;  // 1-based; 0: the whole text
    QString code, message;
    bool operator==(const CatalogFinding &) const = default;
};

struct CatalogVersion {
    qint64 version = 0;
    QString appliedBy, reason;
    qint64 appliedAt = 0;
    bool operator==(const CatalogVersion &) const = default;
};

struct CatalogState : CatalogVersion {
    QByteArray etag;  // as it came; goes back as If-Match
    QString name, toml;
    QList<CatalogScope> scopes;
    QList<CatalogResource> resources;
    QList<CatalogAction> actions;
    QList<CatalogRoute> routes;
    QList<CatalogFinding> findings;
    bool operator==(const CatalogState &) const = default;
};

struct DayUse {
    qint64 day = 0, uses = 0;  // days since the epoch, in UTC
    bool operator==(const DayUse &) const = default;
};

struct ScopeUsage {
    QString name;
    QList<base::ClientId> holders;
    qint64 liveGrants = 0;
    std::optional<qint64> lastUsedAt;
    qint64 asked30d = 0;
    QList<DayUse> byDay;  // rising; days without use may be left out
    bool operator==(const ScopeUsage &) const = default;
};

// Held or asked for, never catalogued.
struct ShadowScope {
    QString scope;
    QList<base::ClientId> heldBy, askedBy;
    std::optional<qint64> lastSeenAt;
    bool operator==(const ShadowScope &) const = default;
};

struct CatalogUsage {
    qint64 serverTime = 0;
    QList<ScopeUsage> scopes;
    QList<ShadowScope> shadow;
    bool operator==(const CatalogUsage &) const = default;
};

struct FieldChange {
    QString field, from, to;
    bool operator==(const FieldChange &) const = default;
};

struct CatalogChange {
    enum class Kind { Added, Removed, Changed } change = Kind::Changed;
    QString kind, name;          // "scope", "action", "resource", "route", "naming"
    QList<FieldChange> fields;   // of what was changed
    bool operator==(const CatalogChange &) const = default;
};

struct TouchedClient {
    base::ClientId id;
    QStringList scopes;
    bool operator==(const TouchedClient &) const = default;
};

struct CatalogConsequences {
    QList<TouchedClient> clients;
    qint64 liveGrants = 0, pendingApprovals = 0;
    QStringList routes;
    bool operator==(const CatalogConsequences &) const = default;
};

// What would happen if a text were applied now.
struct CatalogCheck {
    bool ok = false;
    QList<CatalogFinding> findings;
    QList<CatalogChange> changes;
    CatalogConsequences consequences;
    bool needsApproval = false;  // a second admin has to agree
    qint64 baseVersion = 0;      // against which all of this was said
    bool operator==(const CatalogCheck &) const = default;
};

struct CatalogEdit {
    QString toml, reason;
    QByteArray etag;  // of the version it is based on
};

// What the authority said to a new text. No answer at all is an error of the Result, and means *unknown*.
struct CatalogOutcome {
    enum class Kind {
        Applied,
        NeedsApproval,  // waits for a second admin: `approval`
        SomebodyFirst,  // another version was applied meanwhile; nothing changed
        Invalid,        // `findings`; nothing changed
        Refused,        // not allowed, or for another reason; `error`, `detail`
    } kind = Kind::Refused;
    qint64 version = 0;
    base::ApprovalId approval;
    QString confirmationCode;  // with NeedsApproval, where the authority wants one: for whoever decides, told once
    QList<CatalogFinding> findings;
    QString error, detail;  // the authority's code (protocol.md 11) and its words, text from outside
};

struct CatalogVersionPage {
    QList<CatalogVersion> items;  // newest first
    QString nextCursor;           // empty: the end
};

struct CatalogVersionText : CatalogVersion {
    QString toml;
    QList<CatalogChange> changes;  // against the version before
};

}  // namespace countersign::backends
