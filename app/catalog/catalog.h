// The catalogue: scopes, action types and policy, written as TOML by their owners (protocol.md 8).
//
// Reading is all or nothing: a text with one error gives findings and no catalogue.
#pragma once

#include "app/approval/action_type.h"
#include "app/approval/risk.h"
#include "app/base/result.h"
#include "app/catalog/route.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace countersign::catalog {

inline constexpr qsizetype kMaxTextBytes = 2 * 1024 * 1024;  // 5 000 scopes with titles and reasons are about 1.3 MiB
inline constexpr qsizetype kMaxScopes = 5000;
inline constexpr qsizetype kMaxActions = 1000;
inline constexpr qsizetype kMaxParams = 32;           // of one action
inline constexpr int kMaxAccessSeconds = 7 * 86400;   // longest window of countersign.access: no token lives longer

struct Resource {
    QString id;    // absolute URI, the `aud` of its tokens; compared as text
    QString name;
};

// Times are seconds since the epoch; a date means its first second in UTC.
struct Deprecation {
    qint64 since = 0;
    std::optional<qint64> sunset;  // from then on the scope is as good as gone
    QString use;                   // the scope to use instead, or empty
    QString why;
};

struct Scope {
    QString name;
    QString title;
    QString owner;
    QString reason;
    QString resource;
    approval::Tier risk = approval::Tier::Medium;
    std::optional<Deprecation> deprecated;
    int line = 0;  // of its name in the text
};

struct Naming {
    QString pattern;  // empty: the built-in rule alone
    QStringList forbid;
};

enum class Severity { Error, Warning };

struct Finding {
    Severity severity = Severity::Error;
    int line = 0;     // 1-based; 0: the whole text
    QString code;     // stable, snake_case: "unknown_key", "duplicate", …
    QString message;  // one English sentence

    bool operator==(const Finding &) const = default;
};

// A catalogue without errors. Immutable once parsed; any thread.
struct Catalog {
    qint64 version = 0;  // set by the authority that applied it; 0 while it is only a text
    QString name;
    Naming naming;
    std::vector<Resource> resources;
    std::vector<Scope> scopes;
    std::vector<approval::ActionType> actions;
    std::vector<Finding> warnings;  // what reading it found: no errors, or it would not be here
    std::vector<Route> routes;

    // Null when there is none of that name. The pointer lives as long as the catalogue.
    [[nodiscard]] const approval::ActionType *action(const QString &type) const;
    [[nodiscard]] const Scope *scope(const QString &scopeName) const;
    [[nodiscard]] const Resource *resource(const QString &id) const;

    // Whether the scope exists and is not past its sunset. `now`: seconds since the epoch.
    [[nodiscard]] bool usable(const QString &scopeName, qint64 now) const;
    // Whether the scope exists and is past the start of its deprecation.
    [[nodiscard]] bool deprecated(const QString &scopeName, qint64 now) const;

    // Filled by parse().
    QHash<QString, qsizetype> actionIndex, scopeIndex, resourceIndex;
};

struct Checked {
    std::optional<Catalog> catalog;  // absent when any finding is an error
    std::vector<Finding> findings;   // by line; at most 200
};

// Reads, and lints what has no errors (lint.h). Pure: the same text gives the same answer. Any thread; never throws, whatever the bytes.
[[nodiscard]] Checked check(QByteArrayView toml);
// As check, for callers that want the catalogue only. TooLarge over the limits, InvalidArgument otherwise; the detail is
// the first error with its line.
[[nodiscard]] base::Result<Catalog> parse(QByteArrayView toml);

[[nodiscard]] QString severityName(Severity severity);
// "line 12: error: …" as the command line prints it.
[[nodiscard]] QString findingText(const Finding &finding);

// As the text writes them: "string", and "07-20" or nothing.
[[nodiscard]] QString paramKindName(approval::ParamKind kind);
[[nodiscard]] QString hoursText(const approval::ActionType &action);

// countersign.access, countersign.client, countersign.catalog: configured in the catalogue, their params are built in.
[[nodiscard]] bool isBuiltInType(const QString &type);
// Names of groups of approvers: [A-Za-z0-9][A-Za-z0-9._-]{0,63}.
[[nodiscard]] bool isGroupName(const QString &name);
// RFC 6749 scope-token of at most 100 characters, without `*` and `?`.
[[nodiscard]] bool isScopeName(const QString &name);
// The scopes of the authority's own interface (protocol.md 5); no catalogue may define them.
[[nodiscard]] const QStringList &builtInScopes();

// What an authority has that was given none: valid and empty.
[[nodiscard]] QByteArray emptyCatalogText();

}  // namespace countersign::catalog
