// The audit history under the names the screens use, and what narrows it, field by field.
#pragma once

#include "app/backends/audit_reader.h"

#include <QMetaType>

namespace countersign::console {

using backends::AuditBucket;
using backends::AuditEntryFacts;
using backends::AuditFormat;
using backends::AuditPage;
using backends::AuditPosition;
using backends::AuditQuery;
using backends::AuditReport;
using backends::AuditReportKind;
using backends::AuditThread;
using backends::AuditTimeline;

// What a filter is made of, beside the words that are searched.
enum class AuditField { After, Before, Actor, Client, Event, Type, Outcome, Tier, Txn, Anomalies };

// Those that narrow the query, in a fixed order.
[[nodiscard]] QList<AuditField> fieldsOf(const AuditQuery &query);
// As text: seconds for times, "true" for Anomalies; empty where the field does not narrow.
[[nodiscard]] QString valueOf(const AuditQuery &query, AuditField field);
// An empty value takes the field away; so does a time that is no number.
[[nodiscard]] AuditQuery withValue(AuditQuery query, AuditField field, const QString &value);
[[nodiscard]] bool isOpen(const AuditQuery &query);  // nothing narrows it

// What is asked while a person still types: an open quotation is closed, and a * waits for its second letter.
[[nodiscard]] QString askableWords(const QString &typed);

// A filter with a name, kept for one authority.
struct SavedFilter {
    QString name;
    AuditQuery query;
    bool operator==(const SavedFilter &) const = default;
};

// What cannot be read is left out: a settings file may come from another version.
[[nodiscard]] QByteArray writeFilters(const QList<SavedFilter> &filters);
[[nodiscard]] QList<SavedFilter> readFilters(const QByteArray &json);

}  // namespace countersign::console

Q_DECLARE_METATYPE(countersign::console::AuditEntryFacts)
Q_DECLARE_METATYPE(countersign::console::AuditQuery)
