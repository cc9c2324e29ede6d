// What somebody asks of the log: fields, times, words, and amounts.
#pragma once

#include "app/approval/decimal.h"
#include "app/authority/store/audit_words.h"
#include "app/base/result.h"

namespace countersign::authority::store {

inline constexpr qsizetype kMaxQueryLetters = 200;
inline constexpr qsizetype kMaxQueryWords = 16;

// `amount>1000`: a parameter or payload member of that name that is a number or a decimal in a string.
struct Comparison {
    enum class Sign { Less, AtMost, Equal, AtLeast, More };
    QString member;
    Sign sign = Sign::Equal;
    approval::Decimal number;
};

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

    // Whether nothing but time narrows it.
    [[nodiscard]] bool isOpen() const { return fieldKeys().isEmpty() && !txn && text.isEmpty(); }
    // Keys of the index that every match has, beside its words.
    [[nodiscard]] QStringList fieldKeys() const;
};

// An entry with what its approval adds to it. `action`: the canonical action of the approval, empty without one.
struct SearchableEntry {
    const AuditEntry &entry;
    const SearchKeys &keys;
    const QByteArray &action;
};

// The truth about one entry; the index only proposes.
[[nodiscard]] bool matches(const AuditQuery &query, const SearchableEntry &candidate);

}  // namespace countersign::authority::store
