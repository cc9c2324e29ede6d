// Words for what the Audit screen shows. Sentences hold values from outside that have passed visibleText; the single words of an
// event and an outcome this console does not know are text from outside as they came.
#pragma once

#include "app/console/audit/audit_desk.h"

#include <QString>
#include <QStringList>

namespace countersign::text {

// "Request decided"; an event this console does not know keeps its own name.
[[nodiscard]] QString auditEventWord(const QString &event);
// The same of an entry, which may know more: "Request approved".
[[nodiscard]] QString auditHeadline(const console::AuditEntryFacts &entry);
// All events this console has words for, in the order of a request's life.
[[nodiscard]] QStringList auditEvents();

// What happened, in one sentence: "usr_sofia approved the request."
[[nodiscard]] QString auditSentence(const console::AuditEntryFacts &entry);
// What it was about, from the payload: the sentence of the action, a reason, a name; empty where nothing says it.
[[nodiscard]] QString auditSubject(const console::AuditEntryFacts &entry);
// "Done", "Denied", "Refused", "Failed".
[[nodiscard]] QString outcomeWord(const QString &outcome);
// "the authority", "program deploy-bot", a person's name, or their id where the authority gives no name.
[[nodiscard]] QString actorWord(const console::AuditEntryFacts &entry);
// "22 Nov 2026 14:02:07", by the local clock.
[[nodiscard]] QString auditTime(qint64 seconds);
// What a row is to a screen reader.
[[nodiscard]] QString auditRowName(const console::AuditEntryFacts &entry);

// "Actor", and with its value "Actor: usr_sofia".
[[nodiscard]] QString fieldWord(console::AuditField field);
[[nodiscard]] QString filterWord(const console::AuditQuery &query, console::AuditField field);

struct ProofWords {
    QString title, sentence;
};
[[nodiscard]] ProofWords proofWords(const console::AuditDetail &detail);

// One moment of a request's life with what led to it; the seconds since the one before.
[[nodiscard]] QString stepWord(const console::AuditEntryFacts &entry, qint64 secondsSince);
// How long deciding took and what was given less than asked for; empty parts are left out.
[[nodiscard]] QStringList threadFacts(const console::AuditThread &thread);

}  // namespace countersign::text
