// The log: an entry has one form, a checkpoint cannot be altered, a proof shows one thing only.
#include "app/audit/checkpoint.h"
#include "app/audit/leaf.h"
#include "app/audit/tree.h"
#include "app/base/json.h"
#include "tests/fuzz/property.h"

#include <map>

namespace {

using countersign::fuzz::Input;
namespace audit = countersign::audit;
namespace crypto = countersign::crypto;
namespace json = countersign::base::json;

constexpr qint64 kEntries = 70;

void requireOneForm(QByteArrayView text)
{
    const auto object = json::parseObject(text);
    if (!object)
        return;
    const auto leaf = audit::leafFromJson(*object);
    if (!leaf)
        return;
    const QByteArray bytes = audit::leafBytes(*leaf);
    const auto again = audit::leafFromJson(json::parseObject(bytes).value());
    FUZZ_REQUIRE(again && *again == *leaf && audit::leafBytes(*again) == bytes);
    // Every member of the item but payload and salt is under the hash.
    QJsonObject covered = *object;
    covered.remove(QStringLiteral("payload"));
    covered.remove(QStringLiteral("salt"));
    FUZZ_REQUIRE(json::canonical(covered) == bytes);
    QJsonObject extended = *object;
    extended.insert(QStringLiteral("unheard of"), 1);
    FUZZ_REQUIRE(!audit::leafFromJson(extended));
}

class Log {
public:
    Log()
    {
        audit::Frontier frontier;
        m_roots.push_back(frontier.root());
        for (qint64 i = 0; i < kEntries; ++i) {
            m_leaves.push_back(audit::leafHash(QByteArray::number(i)));
            frontier.append(m_leaves.back(), [this](int level, qint64 index, const audit::Hash &hash) { m_nodes[{level, index}] = hash; });
            m_roots.push_back(frontier.root());
        }
    }
    [[nodiscard]] audit::NodeSource nodes() const
    {
        return [this](int level, qint64 index) { return m_nodes.at({level, index}); };
    }
    [[nodiscard]] const audit::Hash &leaf(qint64 index) const { return m_leaves[static_cast<size_t>(index)]; }
    [[nodiscard]] audit::TreeHead head(qint64 size) const { return {size, m_roots[static_cast<size_t>(size)]}; }

private:
    std::map<std::pair<int, qint64>, audit::Hash> m_nodes;
    std::vector<audit::Hash> m_leaves, m_roots;
};

const Log &log()
{
    static const Log grown;
    return grown;
}

audit::Proof edited(audit::Proof proof, Input &input)
{
    while (!input.isEmpty()) {
        const unsigned kind = input.byte() % 4;
        const auto at = static_cast<size_t>(input.below(static_cast<qsizetype>(proof.size()) + 1));
        const QByteArray other = input.byte() % 2 == 0 ? log().leaf(input.below(kEntries)) : QByteArray(static_cast<qsizetype>(input.byte() % 40), 'x');
        if (kind == 0)
            proof.insert(proof.begin() + static_cast<std::ptrdiff_t>(at), other);
        else if (kind == 1 && at < proof.size())
            proof.erase(proof.begin() + static_cast<std::ptrdiff_t>(at));
        else if (kind == 2 && at < proof.size())
            proof[at] = other;
        else if (kind == 3 && at + 1 < proof.size())
            std::swap(proof[at], proof[at + 1]);
    }
    return proof;
}

void requireInclusion(Input &input)
{
    const qint64 size = 1 + input.below(kEntries);
    const qint64 index = input.below(size);
    const qint64 claimed = input.below(size);
    const qint64 leaf = input.below(kEntries);
    const audit::Proof right = audit::inclusionProof(index, size, log().nodes()).value();
    FUZZ_REQUIRE(audit::verifyInclusion(log().leaf(index), index, log().head(size), right));
    const audit::Proof given = edited(right, input);
    const bool accepted = audit::verifyInclusion(log().leaf(leaf), claimed, log().head(size), given);
    FUZZ_REQUIRE(!accepted || (leaf == claimed && given == audit::inclusionProof(claimed, size, log().nodes()).value()));
}

void requireConsistency(Input &input)
{
    const qint64 to = 2 + input.below(kEntries - 1);
    const qint64 from = 1 + input.below(to - 1);
    const audit::Proof right = audit::consistencyProof(from, to, log().nodes()).value();
    FUZZ_REQUIRE(audit::verifyConsistency(log().head(from), log().head(to), right));
    audit::TreeHead rewritten = log().head(from);
    rewritten.root = log().leaf(input.below(kEntries));
    const audit::Proof given = edited(right, input);
    FUZZ_REQUIRE(audit::verifyConsistency(log().head(from), log().head(to), given) == (given == right));
    if (rewritten.root != log().head(from).root)
        FUZZ_REQUIRE(!audit::verifyConsistency(rewritten, log().head(to), given));
}

// Text appended after the signature by others is passed over; what our key stands for never changes.
void requireSigned(Input &input)
{
    static const crypto::Ed25519PrivateKey key = crypto::Ed25519PrivateKey::generate();
    static const audit::Checkpoint genuine{QStringLiteral("authority.example/audit"), log().head(kEntries)};
    static const QByteArray note = audit::signCheckpoint(genuine, key);
    static const audit::VerifierKey verifier(genuine.origin, key.publicKey());
    FUZZ_REQUIRE(audit::VerifierKey::parse(verifier.text()).value().text() == verifier.text());
    FUZZ_REQUIRE(audit::verifyCheckpoint(note, verifier).value() == genuine);
    const auto accepted = audit::verifyCheckpoint(countersign::fuzz::edited(note, input), verifier);
    FUZZ_REQUIRE(!accepted || *accepted == genuine);
}

void requireNote(QByteArrayView text)
{
    static const crypto::Ed25519PrivateKey key = crypto::Ed25519PrivateKey::generate();
    const auto checkpoint = audit::parseCheckpoint(text);
    if (!checkpoint)
        return;
    const audit::VerifierKey verifier(checkpoint->origin, key.publicKey());
    FUZZ_REQUIRE(!audit::verifyCheckpoint(text, verifier));
    FUZZ_REQUIRE(audit::verifyCheckpoint(audit::signCheckpoint(*checkpoint, key), verifier).value() == *checkpoint);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Input input(data, size);
    switch (input.byte() % 6) {
    case 0: requireOneForm(input.rest()); break;
    case 1: requireInclusion(input); break;
    case 2: requireConsistency(input); break;
    case 3: requireSigned(input); break;
    case 4: requireNote(input.rest()); break;
    case 5: {
        const auto key = audit::VerifierKey::parse(QString::fromLatin1(input.rest()));
        FUZZ_REQUIRE(!key || key->text() == QString::fromLatin1(input.rest()));
        break;
    }
    }
    return 0;
}
