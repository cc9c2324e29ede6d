#include "app/audit/leaf.h"

#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"

namespace countersign::audit {

namespace {

namespace json = base::json;

struct OptionalMember {
    QLatin1String name;
    std::optional<QString> Leaf::*member;
};
constexpr OptionalMember kOptional[] = {
    {QLatin1String("device"), &Leaf::device},
    {QLatin1String("client"), &Leaf::client},
    {QLatin1String("txn"), &Leaf::txn},
    {QLatin1String("adh"), &Leaf::adh},
};

struct TextMember {
    QLatin1String name;
    QString Leaf::*member;
};
constexpr TextMember kText[] = {
    {QLatin1String("event"), &Leaf::event},
    {QLatin1String("actor"), &Leaf::actor},
    {QLatin1String("outcome"), &Leaf::outcome},
    {QLatin1String("payload_hash"), &Leaf::payloadHash},
};

constexpr QLatin1String kSeq("seq");
constexpr QLatin1String kTime("time");
constexpr QLatin1String kPayload("payload");
constexpr QLatin1String kSalt("salt");

void writeText(QByteArray &out, QByteArrayView name, QByteArrayView utf8)
{
    out += name;
    json::appendText(out, utf8);
}

void writeOptional(QByteArray &out, QByteArrayView name, const std::optional<QByteArrayView> &utf8)
{
    if (utf8)
        writeText(out, name, *utf8);
}

base::Error malformed(const QString &name)
{
    return {base::Errc::Malformed, QStringLiteral("log entry: member %1 is missing, unknown or of a wrong type").arg(name)};
}

}  // namespace

QJsonObject leafJson(const Leaf &leaf)
{
    QJsonObject object{{kSeq, leaf.seq}, {kTime, leaf.time}};
    for (const auto &[name, member] : kText)
        object.insert(name, leaf.*member);
    for (const auto &[name, member] : kOptional) {
        if (leaf.*member)
            object.insert(name, *(leaf.*member));
    }
    return object;
}

// RFC 8785 3.2.3 sorts the names, and every leaf has the same.
void writeLeaf(QByteArray &out, const LeafView &leaf)
{
    out.resize(0);
    writeText(out, "{\"actor\":", leaf.actor);
    writeOptional(out, ",\"adh\":", leaf.adh);
    writeOptional(out, ",\"client\":", leaf.client);
    writeOptional(out, ",\"device\":", leaf.device);
    writeText(out, ",\"event\":", leaf.event);
    writeText(out, ",\"outcome\":", leaf.outcome);
    writeText(out, ",\"payload_hash\":", leaf.payloadHash);
    out += ",\"seq\":";
    out += QByteArray::number(leaf.seq);
    out += ",\"time\":";
    out += QByteArray::number(leaf.time);
    writeOptional(out, ",\"txn\":", leaf.txn);
    out += '}';
}

QByteArray leafBytes(const Leaf &leaf)
{
    constexpr qsizetype usualSize = 512;
    const auto utf8 = [](const std::optional<QString> &text) { return text ? std::optional(text->toUtf8()) : std::nullopt; };
    const QByteArray event = leaf.event.toUtf8(), actor = leaf.actor.toUtf8(), outcome = leaf.outcome.toUtf8(), payloadHash = leaf.payloadHash.toUtf8();
    const auto device = utf8(leaf.device), client = utf8(leaf.client), txn = utf8(leaf.txn), adh = utf8(leaf.adh);
    QByteArray bytes;
    bytes.reserve(usualSize);
    writeLeaf(bytes, {leaf.seq, leaf.time, event, actor, outcome, payloadHash, device, client, txn, adh});
    return bytes;
}

base::Result<Leaf> leafFromJson(const QJsonObject &item)
{
    Leaf leaf;
    const auto seq = json::integer(item, kSeq);
    const auto time = json::integer(item, kTime);
    if (!seq || *seq < 0)
        return malformed(kSeq);
    if (!time)
        return malformed(kTime);
    leaf.seq = *seq;
    leaf.time = *time;
    for (const auto &[name, member] : kText) {
        auto value = json::text(item, name);
        if (!value)
            return malformed(name);
        leaf.*member = *std::move(value);
    }
    qsizetype known = 2 + static_cast<qsizetype>(std::size(kText));
    for (const auto &[name, member] : kOptional) {
        if (!item.contains(name))
            continue;
        leaf.*member = json::text(item, name);
        if (!(leaf.*member))
            return malformed(name);
        ++known;
    }
    known += (item.contains(kPayload) ? 1 : 0) + (item.contains(kSalt) ? 1 : 0);
    if (known != item.size())
        return malformed(QStringLiteral("(other)"));
    return leaf;
}

QString payloadHash(QByteArrayView salt, const QJsonObject &payload)
{
    return payloadHashOfBytes(salt, json::canonical(payload));
}

QString payloadHashOfBytes(QByteArrayView salt, QByteArrayView canonicalPayload)
{
    return QString::fromLatin1(crypto::base64Url(crypto::sha256({salt, canonicalPayload})));
}

}  // namespace countersign::audit
