// By which words an entry of the log is found. One rule for what is indexed, what is asked, and what is not indexed yet.
#pragma once

#include "app/authority/store/audit_log.h"

#include <QSet>

namespace countersign::authority::store {

// Longer words are cut: a pasted megabyte must not become one key.
inline constexpr qsizetype kMaxWordLetters = 40;

// Runs of letters and numbers (Unicode categories L* and N*), case folded. Pure; any thread.
[[nodiscard]] QStringList wordsOf(QStringView text);

// The members that can be asked for exactly. `EventGroup`: "approval" finds `approval.asked`.
enum class AuditField { Actor, Client, Event, EventGroup, Outcome, Type, Tier, Anomaly };
// A key for a field's value that no word of a text can be mistaken for.
[[nodiscard]] QString fieldKey(AuditField field, const QString &value = {});

// Something an admin should have seen: refused, failed, replayed, guessed.
[[nodiscard]] bool isAnomaly(const audit::Leaf &leaf);

// Everything by which one entry is found.
struct SearchKeys {
    QSet<QString> keys;         // words and field keys
    QStringList dictionary;     // those of its words that are worth completing
    QString text;               // folded, for phrases
};
// `sentence`: what the approval it belongs to said, empty without one: so the whole thread of a request is found by it.
[[nodiscard]] SearchKeys searchKeys(const AuditEntry &entry, const QString &sentence);

}  // namespace countersign::authority::store
