#include "app/audit/key_chain.h"

#include "app/audit/leaf.h"
#include "app/audit/proof_json.h"
#include "app/base/json.h"
#include "app/crypto/encoding.h"

namespace countersign::audit {

namespace {

namespace json = base::json;

base::Error denied(const char *what)
{
    return {base::Errc::Denied, QStringLiteral("change of the log's key: %1").arg(QLatin1String(what))};
}

// What the entry says, when its payload is the one that was hashed.
std::optional<QJsonObject> payloadOf(const QJsonObject &entry, const Leaf &leaf)
{
    const auto salt = crypto::fromBase64Url(json::text(entry, QLatin1String("salt")).value_or(QString()).toLatin1());
    const QJsonObject payload = entry.value(QLatin1String("payload")).toObject();
    if (!salt || payloadHash(*salt, payload) != leaf.payloadHash)
        return {};
    return payload;
}

std::optional<VerifierKey> keyIn(const QJsonObject &payload, const char *member)
{
    const auto key = VerifierKey::parse(json::text(payload, QLatin1String(member)).value_or(QString()));
    return key ? std::optional(*key) : std::nullopt;
}

}  // namespace

base::Result<KeyStep> verifyKeyStep(const QJsonObject &step)
{
    const QJsonObject entry = step.value(QLatin1String("entry")).toObject();
    const auto leaf = leafFromJson(entry);
    if (!leaf || leaf->event != kKeyRotatedEvent)
        return denied("there is no entry about it");
    const auto payload = payloadOf(entry, *leaf);
    const auto before = payload ? keyIn(*payload, "before") : std::nullopt, after = payload ? keyIn(*payload, "after") : std::nullopt;
    if (!before || !after || before->name() != after->name())
        return denied("the entry does not name both keys");
    const auto signedOff = verifyCheckpoint(json::text(step, QLatin1String("checkpoint")).value_or(QString()).toUtf8(), *before);
    if (!signedOff)
        return denied("the key before did not sign it off");
    const auto proof = proofFromJson(step.value(QLatin1String("proof")));
    if (!proof || !verifyInclusion(leafHash(leafBytes(*leaf)), leaf->seq, signedOff->head, *proof))
        return denied("the entry is not in the log that was signed off");
    return KeyStep{*before, *after, *signedOff};
}

namespace {

// The steps from `trusted` on; none where it is the newest.
base::Result<std::vector<KeyStep>> stepsFrom(const VerifierKey &trusted, const QJsonArray &steps)
{
    std::vector<KeyStep> followed;
    for (const QJsonValue &item : steps) {
        const auto step = verifyKeyStep(item.toObject());
        if (!step)
            return step.error();
        const bool continues = step->before.text() == (followed.empty() ? trusted : followed.back().after).text();
        if (!followed.empty() && !continues)
            return denied("it does not continue the one before");
        if (continues)
            followed.push_back(*step);
    }
    return followed;
}

}  // namespace

base::Result<std::vector<VerifierKey>> followKeys(const VerifierKey &trusted, const QJsonArray &steps)
{
    const auto followed = stepsFrom(trusted, steps);
    if (!followed)
        return followed.error();
    std::vector<VerifierKey> keys{trusted};
    for (const KeyStep &step : *followed)
        keys.push_back(step.after);
    return keys;
}

base::Result<Checkpoint> verifyFollowing(QByteArrayView note, const VerifierKey &trusted, const QJsonArray &steps)
{
    const auto keys = followKeys(trusted, steps);
    if (!keys)
        return keys.error();
    return verifyCheckpoint(note, keys->back());
}

base::Result<SignedBefore> signedBefore(QByteArrayView note, const QJsonArray &steps)
{
    for (const QJsonValue &item : steps) {
        const auto step = verifyKeyStep(item.toObject());
        const auto checkpoint = step ? verifyCheckpoint(note, step->before) : base::Result<Checkpoint>(step.error());
        if (checkpoint)
            return SignedBefore{*checkpoint, *step};
    }
    return denied("no key that was followed by another signed the checkpoint");
}

base::Result<Checkpoint> verifyOnceFollowing(QByteArrayView note, const VerifierKey &trusted, const QJsonArray &steps)
{
    const auto followed = stepsFrom(trusted, steps);
    if (!followed)
        return followed.error();
    for (const KeyStep &step : *followed) {
        const auto checkpoint = verifyCheckpoint(note, step.before);
        if (checkpoint && checkpoint->head.size > step.signedOff.head.size)
            return denied("the checkpoint was signed with a key that another had followed");
        if (checkpoint)
            return checkpoint;
    }
    return verifyCheckpoint(note, followed->empty() ? trusted : followed->back().after);
}

}  // namespace countersign::audit
