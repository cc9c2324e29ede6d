#include "app/authority/store/audit_words.h"

#include "app/authority/store/key_name.h"
#include "app/base/json.h"

#include <QVarLengthArray>

#include <algorithm>

namespace countersign::authority::store {

namespace {

// Ids are longer than this, and hold no blank.
constexpr qsizetype kLongestPlainText = 24;
constexpr qsizetype kShortestCompleted = 3;

// Hands each run of letters and numbers, folded and cut, to `take`.
template <class Take>
void eachWord(QStringView text, const Take &take)
{
    QVarLengthArray<QChar, kMaxWordLetters + 2> word;
    const auto finish = [&] {
        if (!word.isEmpty())
            take(QStringView(word.constData(), std::min<qsizetype>(word.size(), kMaxWordLetters)));
        word.clear();
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t letter = isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : char32_t(text[i].unicode());
        i += isPair ? 1 : 0;
        if (!QChar::isLetterOrNumber(letter)) {
            finish();
        } else if (word.size() < kMaxWordLetters) {
            for (const char16_t unit : QChar::fromUcs4(QChar::toCaseFolded(letter)))
                word.append(unit);
        }
    }
    finish();
}

template <class Take>
void eachText(const QJsonValue &value, const Take &take)
{
    if (value.isString()) {
        take(value.toString());
    } else if (base::json::isInteger(value)) {
        take(QString::number(value.toInteger()));
    } else if (value.isArray()) {
        for (const QJsonValue &item : value.toArray())
            eachText(item, take);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (member.key() != kUptimeMember)
                eachText(member.value(), take);
        }
    }
}

// An entry taken apart.
struct Parts {
    QJsonObject payload;
    std::vector<MemberNumber> numbers;
};

Parts partsOf(const AuditEntry &entry, const ApprovalTexts &approval)
{
    Parts parts;
    for (const QByteArray &text : {approval.action, entry.payload.value_or(QByteArray())}) {
        const auto object = text.isEmpty() ? base::Error{} : base::json::parseObject(text);
        if (object)
            collectNumbers(*object, parts.numbers);
        parts.payload = object ? *object : QJsonObject();
    }
    return parts;
}

// Each text by which the entry is found.
template <class Take>
void eachText(const audit::Leaf &leaf, const QString &sentence, const QJsonObject &payload, const Take &take)
{
    for (const QString *text : {&leaf.event, &leaf.actor, &sentence, &leaf.outcome})
        take(*text);
    for (const auto *text : {&leaf.device, &leaf.client, &leaf.txn, &leaf.adh}) {
        if (*text)
            take(**text);
    }
    eachText(payload, take);
}

// Those in which people write, numbers aside.
bool isProse(const QString &text)
{
    return text.size() <= kLongestPlainText || text.contains(u' ');
}

bool isOfLetters(QStringView word)
{
    return word.size() >= kShortestCompleted && std::all_of(word.begin(), word.end(), [](QChar c) { return c.isLetter(); });
}

template <class Take>
void eachField(const audit::Leaf &leaf, const QJsonObject &payload, const Take &take)
{
    take(fieldKey(AuditField::Actor, leaf.actor));
    take(fieldKey(AuditField::Event, leaf.event));
    take(fieldKey(AuditField::Outcome, leaf.outcome));
    for (auto dot = leaf.event.indexOf(u'.'); dot > 0; dot = leaf.event.indexOf(u'.', dot + 1))
        take(fieldKey(AuditField::EventGroup, leaf.event.left(dot)));
    if (leaf.client)
        take(fieldKey(AuditField::Client, *leaf.client));
    for (const auto &[name, field] : {std::pair(QLatin1String("type"), AuditField::Type), std::pair(QLatin1String("tier"), AuditField::Tier)}) {
        if (const auto value = base::json::text(payload, name))
            take(fieldKey(field, *value));
    }
    if (isAnomaly(leaf))
        take(fieldKey(AuditField::Anomaly));
}

// Everything by which one entry is found: `key` is told each key, `completion` those of its words that are worth completing.
template <class Key, class Completion>
void eachKey(const AuditEntry &entry, const ApprovalTexts &approval, const Key &key, const Completion &completion)
{
    const Parts parts = partsOf(entry, approval);
    eachText(entry.leaf, approval.sentence, parts.payload, [&](const QString &text) {
        const bool isCompleted = isProse(text);
        eachWord(text, [&](QStringView word) {
            key(word);
            if (isCompleted && isOfLetters(word))
                completion(word);
        });
    });
    for (const MemberNumber &number : parts.numbers) {
        for (const QString &range : numberKeys(number))
            key(range);
    }
    eachField(entry.leaf, parts.payload, key);
}

}  // namespace

QStringList wordsOf(QStringView text)
{
    QStringList words;
    eachWord(text, [&words](QStringView word) { words.append(word.toString()); });
    return words;
}

QString fieldKey(AuditField field, const QString &value)
{
    static constexpr char letters[] = "acegotrz";
    return keyName(letters[static_cast<size_t>(field)], value, 10);
}

bool isAnomaly(const audit::Leaf &leaf)
{
    return leaf.outcome == QLatin1String("refused") || leaf.outcome == QLatin1String("failed") || leaf.event == QLatin1String("clock.stepped_back");
}

SearchKeys searchKeys(const AuditEntry &entry, const ApprovalTexts &approval)
{
    SearchKeys found;
    eachKey(entry, approval, [&](QStringView key) { found.keys.insert(key.toString()); }, [&](QStringView word) { found.dictionary.append(word.toString()); });
    found.dictionary.removeDuplicates();
    return found;
}

QString indexDocument(const AuditEntry &entry, const ApprovalTexts &approval, QSet<QString> &dictionary)
{
    thread_local QString document;
    document.resize(0);
    eachKey(entry, approval, [&](QStringView key) { document.append(key).append(u' '); }, [&](QStringView word) { dictionary.insert(word.toString()); });
    // Thousands of them are kept at a time: each no longer than it is.
    return QString(document.constData(), document.size());
}

SearchDetail searchDetail(const AuditEntry &entry, const ApprovalTexts &approval)
{
    Parts parts = partsOf(entry, approval);
    QStringList texts;
    eachText(entry.leaf, approval.sentence, parts.payload, [&texts](const QString &text) { texts.append(text); });
    return {texts.join(u'\n').toCaseFolded(), std::move(parts.numbers)};
}

}  // namespace countersign::authority::store
