#include "app/authority/store/audit_words.h"

#include "app/base/json.h"
#include "app/crypto/digest.h"

#include <algorithm>

namespace countersign::authority::store {

namespace {

// Ids are longer than this, and hold no blank.
constexpr qsizetype kLongestPlainText = 24;
constexpr qsizetype kShortestCompleted = 3;

// The texts of one entry: all of them, and those in which people write.
struct Texts {
    QStringList all;
    QStringList prose;

    void add(const QString &text)
    {
        all.append(text);
        if (text.size() <= kLongestPlainText || text.contains(u' '))
            prose.append(text);
    }
};

void collect(const QJsonValue &value, Texts &into)
{
    if (value.isString()) {
        into.add(value.toString());
    } else if (base::json::isInteger(value)) {
        into.all.append(QString::number(value.toInteger()));
    } else if (value.isArray()) {
        for (const QJsonValue &item : value.toArray())
            collect(item, into);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (member.key() != kUptimeMember)
                collect(member.value(), into);
        }
    }
}

// An entry taken apart.
struct Parts {
    QJsonObject payload;
    Texts texts;
    std::vector<MemberNumber> numbers;
};

Parts partsOf(const AuditEntry &entry, const ApprovalTexts &approval)
{
    const audit::Leaf &leaf = entry.leaf;
    Parts parts;
    for (const QString &text : {leaf.event, leaf.actor, approval.sentence, leaf.outcome, leaf.device.value_or(QString()), leaf.client.value_or(QString()),
                                leaf.txn.value_or(QString()), leaf.adh.value_or(QString())})
        parts.texts.add(text);
    for (const QByteArray &text : {approval.action, entry.payload.value_or(QByteArray())}) {
        const auto object = text.isEmpty() ? base::Error{} : base::json::parseObject(text);
        if (object)
            collectNumbers(*object, parts.numbers);
        parts.payload = object ? *object : QJsonObject();
    }
    collect(parts.payload, parts.texts);
    return parts;
}

bool isOfLetters(const QString &word)
{
    return word.size() >= kShortestCompleted && std::all_of(word.begin(), word.end(), [](QChar c) { return c.isLetter(); });
}

void addFields(const audit::Leaf &leaf, const QJsonObject &payload, QSet<QString> &keys)
{
    keys.insert(fieldKey(AuditField::Actor, leaf.actor));
    keys.insert(fieldKey(AuditField::Event, leaf.event));
    keys.insert(fieldKey(AuditField::Outcome, leaf.outcome));
    for (auto dot = leaf.event.indexOf(u'.'); dot > 0; dot = leaf.event.indexOf(u'.', dot + 1))
        keys.insert(fieldKey(AuditField::EventGroup, leaf.event.left(dot)));
    if (leaf.client)
        keys.insert(fieldKey(AuditField::Client, *leaf.client));
    for (const auto &[name, field] : {std::pair(QLatin1String("type"), AuditField::Type), std::pair(QLatin1String("tier"), AuditField::Tier)}) {
        if (const auto value = base::json::text(payload, name))
            keys.insert(fieldKey(field, *value));
    }
    if (isAnomaly(leaf))
        keys.insert(fieldKey(AuditField::Anomaly));
}

}  // namespace

QStringList wordsOf(QStringView text)
{
    QStringList words;
    QString word;
    const auto finish = [&] {
        if (!word.isEmpty())
            words.append(word.left(kMaxWordLetters));
        word.clear();
    };
    for (const char32_t letter : text.toUcs4()) {
        if (QChar::isLetterOrNumber(letter))
            word += QChar::fromUcs4(QChar::toCaseFolded(letter));
        else
            finish();
    }
    finish();
    return words;
}

QString fieldKey(AuditField field, const QString &value)
{
    // The index takes every character beyond ASCII as part of a word, and no word of a text holds a middle dot: nobody can write a
    // text that passes for a field.
    static constexpr char letters[] = "acegotrz";
    const QByteArray digest = crypto::sha256(value.toUtf8()).first(10).toHex();
    return QChar(u'\u00B7') + QString(QLatin1Char(letters[static_cast<size_t>(field)])) + QString::fromLatin1(digest);
}

bool isAnomaly(const audit::Leaf &leaf)
{
    return leaf.outcome == QLatin1String("refused") || leaf.outcome == QLatin1String("failed") || leaf.event == QLatin1String("clock.stepped_back");
}

SearchKeys searchKeys(const AuditEntry &entry, const ApprovalTexts &approval)
{
    const Parts parts = partsOf(entry, approval);
    SearchKeys found;
    for (const QString &text : parts.texts.all) {
        for (const QString &word : wordsOf(text))
            found.keys.insert(word);
    }
    for (const QString &text : parts.texts.prose) {
        for (const QString &word : wordsOf(text)) {
            if (isOfLetters(word))
                found.dictionary.append(word);
        }
    }
    found.dictionary.removeDuplicates();
    for (const MemberNumber &number : parts.numbers) {
        for (const QString &key : numberKeys(number))
            found.keys.insert(key);
    }
    addFields(entry.leaf, parts.payload, found.keys);
    return found;
}

SearchDetail searchDetail(const AuditEntry &entry, const ApprovalTexts &approval)
{
    Parts parts = partsOf(entry, approval);
    return {parts.texts.all.join(u'\n').toCaseFolded(), std::move(parts.numbers)};
}

}  // namespace countersign::authority::store
