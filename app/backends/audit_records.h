// What the audit history tells the console, as plain data (protocol.md 10). Text in here comes from outside.
#pragma once

#include "app/base/strong_id.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace countersign::backends {

// Empty members do not narrow. Times are seconds since the epoch by the authority's clock.
struct AuditQuery {
    QString text;             // words, "phrases", beginnings (refu*) and comparisons (amount>1000)
    QString actor, client, event, txn, outcome, type, tier;
    bool anomaliesOnly = false;
    std::optional<qint64> after, before;
    // Of an export alone: the seq to begin with, and how many seqs from there on.
    std::optional<qint64> firstSeq, seqs;
    bool operator==(const AuditQuery &) const = default;
};

struct AuditPosition {
    bool newestFirst = true;
    QString cursor;              // of the page before; empty: the first one
    std::optional<qint64> from;  // instead: the seq to begin with
    int limit = 200;
};

struct AuditEntryFacts {
    qint64 seq = 0, time = 0;
    QString event, actor, outcome, client, txn, adh, device;
    QString actorName;                  // of a person, as the authority calls them now; not part of the log
    QByteArray leaf;                    // JCS of what the log's tree covers
    std::optional<QByteArray> payload;  // JCS; absent once erased
    QString salt;                       // of the payload, base64url as it came; empty once erased
    bool payloadMatches = true;         // salt and payload give the hash in the leaf, recomputed in this process
    bool operator==(const AuditEntryFacts &) const = default;
};

struct AuditPage {
    QList<AuditEntryFacts> items;
    QString nextCursor;  // empty: the end
    qint64 size = 0;     // of the whole log
};

struct AuditBucket {
    qint64 at = 0, entries = 0, denied = 0, anomalies = 0;
    bool operator==(const AuditBucket &) const = default;
};

struct AuditTimeline {
    qint64 bucketSeconds = 3600, count = 0;
    qint64 size = 0;      // of the whole log when it was counted; 0 where the authority does not say
    bool isExact = true;
    QList<AuditBucket> buckets;  // by time; empty ones may be left out
};

// One approval from ask to use.
struct AuditThread {
    QList<AuditEntryFacts> entries;
    QString actionText, type, status, tier, client, subject;
    qint64 requestedAt = 0;
    std::optional<qint64> secondsToDecide;
    std::optional<qint64> grantedTtl;    // less time than asked for
    QString grantedScopes;               // fewer scopes than asked for; empty: all
};

struct AuditReportKind {
    QString name, title, explanation;
};

struct AuditReport {
    enum class Kind { Text, Number, Seconds, Time, Percent };
    struct Column {
        QString name, label;
        Kind kind = Kind::Text;
    };
    struct Cell {
        QString text;
        std::optional<qint64> number;    // absent in text columns and where a value does not apply
    };
    AuditReportKind about;
    QList<Column> columns;
    QList<QList<Cell>> rows;
    qint64 after = 0, before = 0, generatedAt = 0;
    bool isTruncated = false;
};

}  // namespace countersign::backends
