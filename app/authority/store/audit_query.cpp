#include "app/authority/store/audit_query.h"

#include "app/base/json.h"

#include <QRegularExpression>

#include <algorithm>

namespace countersign::authority::store {

namespace {

constexpr qsizetype kShortestPrefix = 2;

base::Error tooMuch(const QString &sentence)
{
    return {base::Errc::InvalidArgument, sentence};
}

// A piece of the search field: what stands between blanks, or between quotation marks.
struct Piece {
    QString text;
    bool isQuoted = false;
};

base::Result<std::vector<Piece>> piecesOf(const QString &text)
{
    std::vector<Piece> pieces;
    QString piece;
    bool isQuoted = false;
    const auto finish = [&] {
        if (!piece.isEmpty())
            pieces.push_back({piece, isQuoted});
        piece.clear();
    };
    for (const QChar c : text) {
        if (c == u'"') {
            finish();
            isQuoted = !isQuoted;
        } else if (c.isSpace() && !isQuoted) {
            finish();
        } else {
            piece += c;
        }
    }
    if (isQuoted)
        return tooMuch(QStringLiteral("A quotation mark in the search is not closed."));
    finish();
    return pieces;
}

std::optional<Comparison> comparisonOf(const QString &piece)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(QStringLiteral("([a-z][a-z0-9_]{0,63})(<=|>=|<|>|=)(-?[0-9][0-9.]*)")));
    static const QHash<QString, Comparison::Sign> signs{{QStringLiteral("<"), Comparison::Sign::Less}, {QStringLiteral("<="), Comparison::Sign::AtMost},
                                                        {QStringLiteral("="), Comparison::Sign::Equal}, {QStringLiteral(">="), Comparison::Sign::AtLeast},
                                                        {QStringLiteral(">"), Comparison::Sign::More}};
    const auto match = form.match(piece);
    const auto number = match.hasMatch() ? approval::Decimal::parse(match.captured(3)) : std::nullopt;
    if (!number)
        return {};
    return Comparison{match.captured(1), signs.value(match.captured(2)), *number};
}

base::Status takeWords(const Piece &piece, TextQuery &into)
{
    QStringList words = wordsOf(piece.text);
    if (words.isEmpty())
        return base::Done{};
    if (!piece.isQuoted && piece.text.endsWith(u'*')) {
        const QString prefix = words.takeLast();
        if (prefix.size() < kShortestPrefix)
            return tooMuch(QStringLiteral("A * in the search wants at least %1 letters before it.").arg(kShortestPrefix));
        into.prefixes.append(prefix);
        if (!words.isEmpty())
            into.phrases.append(piece.text.chopped(1).toCaseFolded());
    } else if (piece.isQuoted || words.size() > 1 || words.first().size() >= kMaxWordLetters) {
        into.phrases.append(piece.text.toCaseFolded());
    }
    into.words += words;
    return base::Done{};
}

bool hasPrefix(const SearchKeys &keys, const QString &prefix)
{
    return std::any_of(keys.keys.begin(), keys.keys.end(), [&](const QString &word) { return word.startsWith(prefix); });
}

}  // namespace

base::Result<TextQuery> parseTextQuery(const QString &text)
{
    if (text.size() > kMaxQueryLetters)
        return tooMuch(QStringLiteral("The search is longer than %1 letters.").arg(kMaxQueryLetters));
    const auto pieces = piecesOf(text);
    if (!pieces)
        return pieces.error();
    TextQuery query;
    for (const Piece &piece : *pieces) {
        const auto comparison = piece.isQuoted ? std::nullopt : comparisonOf(piece.text);
        if (comparison)
            query.comparisons.push_back(*comparison);
        else if (auto taken = takeWords(piece, query); !taken)
            return taken.error();
    }
    query.words.removeDuplicates();
    if (query.words.size() + query.prefixes.size() + static_cast<qsizetype>(query.comparisons.size()) > kMaxQueryWords)
        return tooMuch(QStringLiteral("The search has more than %1 words.").arg(kMaxQueryWords));
    return query;
}

QStringList AuditQuery::fieldKeys() const
{
    QStringList keys;
    if (event && event->endsWith(QLatin1String(".*")))
        keys.append(fieldKey(AuditField::EventGroup, event->chopped(2)));
    else if (event)
        keys.append(fieldKey(AuditField::Event, *event));
    for (const auto &[field, value] : {std::pair(AuditField::Actor, actor), std::pair(AuditField::Client, client), std::pair(AuditField::Outcome, outcome),
                                       std::pair(AuditField::Type, type), std::pair(AuditField::Tier, tier)}) {
        if (value)
            keys.append(fieldKey(field, *value));
    }
    if (anomaliesOnly)
        keys.append(fieldKey(AuditField::Anomaly));
    return keys;
}

bool fulfils(const AuditQuery &query, const AuditEntry &entry, const ApprovalTexts &approval)
{
    const audit::Leaf &leaf = entry.leaf;
    if (leaf.time < query.after.value_or(leaf.time) || (query.before && leaf.time >= *query.before) || (query.txn && leaf.txn != query.txn))
        return false;
    if (query.text.phrases.isEmpty() && query.text.comparisons.empty())
        return true;
    const SearchDetail detail = searchDetail(entry, approval);
    const auto isTrue = [&](const Comparison &wanted) {
        return std::any_of(detail.numbers.begin(), detail.numbers.end(), [&](const MemberNumber &number) { return holds(wanted, number); });
    };
    return std::all_of(query.text.phrases.begin(), query.text.phrases.end(), [&](const QString &phrase) { return detail.text.contains(phrase); })
        && std::all_of(query.text.comparisons.begin(), query.text.comparisons.end(), isTrue);
}

bool matches(const AuditQuery &query, const AuditEntry &entry, const ApprovalTexts &approval)
{
    if (!fulfils(query, entry, approval))
        return false;
    if (query.isOpen())
        return true;
    const SearchKeys keys = searchKeys(entry, approval);
    const QStringList fields = query.fieldKeys();
    const auto has = [&](const QString &key) { return keys.keys.contains(key); };
    return std::all_of(fields.begin(), fields.end(), has) && std::all_of(query.text.words.begin(), query.text.words.end(), has)
        && std::all_of(query.text.prefixes.begin(), query.text.prefixes.end(), [&](const QString &prefix) { return hasPrefix(keys, prefix); });
}

}  // namespace countersign::authority::store
