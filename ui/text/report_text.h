// Reports of the audit history in words: what the authority calls in English, in the language of the person.
#pragma once

#include "app/console/audit/report_table.h"

namespace countersign::text {

// Of the reports that are known here; others as the authority calls them, made visible.
[[nodiscard]] QString reportTitle(const backends::AuditReportKind &kind);
[[nodiscard]] QString reportExplanation(const backends::AuditReportKind &kind);
[[nodiscard]] QString columnTitle(const QString &label);
// Numbers, times and shares as a person reads them; "–" where a value does not apply.
[[nodiscard]] QString cellText(const console::AuditReport::Cell &cell, console::AuditReport::Kind kind);

}  // namespace countersign::text
