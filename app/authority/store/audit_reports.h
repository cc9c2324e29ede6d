// The questions a review asks of the past, each one statement over requests, votes, grants and the log.
#pragma once

#include "app/authority/store/audit_withheld.h"

#include <QJsonArray>

namespace countersign::authority::store {

inline constexpr int kMaxReportRows = 1000;

struct ReportColumn {
    const char *name;
    const char *label;
    const char *kind;  // text, number, seconds, time (seconds since the epoch), percent
};

struct ReportKind {
    const char *name;
    const char *title;
    const char *explanation;
    std::vector<ReportColumn> columns;
    const char *sql;  // ?1: after, ?2: before, ?3: row limit, ?4 where it reads the log: the seqs that are withheld, as a JSON array
};

[[nodiscard]] const std::vector<ReportKind> &reportKinds();
[[nodiscard]] const ReportKind *reportKind(const QString &name);

struct ReportRows {
    std::vector<QJsonArray> rows;  // in the order of the columns; null where a value does not apply
    bool isTruncated = false;      // there were more than kMaxReportRows
};

// Seconds; requests asked, and votes cast, in after ≤ time < before.
struct ReportTime {
    qint64 after = 0, before = 0;
};

// Without what is withheld from the reader.
[[nodiscard]] ReportRows report(Transaction &tx, const ReportKind &kind, const ReportTime &time, const User &reader);

}  // namespace countersign::authority::store
