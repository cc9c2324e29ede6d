// What somebody asks of the log: fields, times, words, and amounts.
#pragma once

#include "app/authority/store/audit_withheld.h"
#include "app/authority/store/audit_words.h"
#include "app/base/result.h"

#include <memory>

namespace countersign::authority::store {

inline constexpr qsizetype kMaxQueryLetters = 200;
inline constexpr qsizetype kMaxQueryWords = 16;

// The words of a search field. All must occur.
struct TextQuery {
    QStringList words;
    QStringList prefixes;  // `refu*`
    QStringList phrases;   // folded: "in quotes", or words that were joined by other letters (deploy-bot, usr_x)
    std::vector<Comparison> comparisons;

    [[nodiscard]] bool isEmpty() const { return words.isEmpty() && prefixes.isEmpty() && phrases.isEmpty() && comparisons.empty(); }
};

// InvalidArgument with a sentence for a person: too long, too many words, an open quotation, or a `*` without two letters before it.
[[nodiscard]] base::Result<TextQuery> parseTextQuery(const QString &text);

struct AuditQuery {
    std::optional<QString> actor = {};
    std::optional<QString> client = {};
    std::optional<QString> event = {};    // exact, or a group when it ends in `.*`
    std::optional<QString> txn = {};
    std::optional<QString> outcome = {};
    std::optional<QString> type = {};
    std::optional<QString> tier = {};
    bool anomaliesOnly = false;
    std::optional<qint64> after = {};     // seconds; entries with time ≥ after
    std::optional<qint64> before = {};    // seconds; entries with time < before
    TextQuery text = {};
    std::shared_ptr<const Withheld> withheld = {};  // what does not exist for this reader; null: nothing

    // Whether nothing but time narrows it.
    [[nodiscard]] bool isOpen() const { return fieldKeys().isEmpty() && !txn && text.isEmpty(); }
    // Keys of the index that every match has, beside its words.
    [[nodiscard]] QStringList fieldKeys() const;
};

// Whether an entry that has every key asked for (fields, words, prefixes, ranges) fulfils the rest: times, phrases, exact numbers.
[[nodiscard]] bool fulfils(const AuditQuery &query, const AuditEntry &entry, const ApprovalTexts &approval);
// The truth about one entry, without the index.
[[nodiscard]] bool matches(const AuditQuery &query, const AuditEntry &entry, const ApprovalTexts &approval);

}  // namespace countersign::authority::store
