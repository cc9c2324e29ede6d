// By which words an entry of the log is found. One rule for what is indexed, what is asked, and what is not indexed yet.
#pragma once

#include "app/authority/store/audit_log.h"
#include "app/authority/store/audit_numbers.h"

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

// What the approval of an entry adds to it, so that the whole thread of a request is found by it; empty without one.
struct ApprovalTexts {
    QString sentence;
    QByteArray action;  // canonical
};

// Everything by which one entry is found.
struct SearchKeys {
    QSet<QString> keys;         // words, field keys, ranges of numbers
    QStringList dictionary;     // those of its words that are worth completing
};
[[nodiscard]] SearchKeys searchKeys(const AuditEntry &entry, const ApprovalTexts &approval);

// The same as the index takes it in: the keys one after the other, some of them more than once. Adds to `dictionary`.
[[nodiscard]] QString indexDocument(const AuditEntry &entry, const ApprovalTexts &approval, QSet<QString> &dictionary);

// What no key of the index tells.
struct SearchDetail {
    QString text;  // folded, for phrases
    std::vector<MemberNumber> numbers;
};
[[nodiscard]] SearchDetail searchDetail(const AuditEntry &entry, const ApprovalTexts &approval);

}  // namespace countersign::authority::store
