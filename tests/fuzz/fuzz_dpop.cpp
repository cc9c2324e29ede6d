// DPoP proofs (RFC 9449 4.3): an accepted proof says what the request is, and is good for no other request.
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"
#include "app/crypto/jws.h"
#include "app/oauth/dpop.h"
#include "tests/fuzz/property.h"

namespace {

using countersign::fuzz::Input;
namespace crypto = countersign::crypto;
namespace json = countersign::base::json;
namespace oauth = countersign::oauth;

constexpr qint64 kNow = 1'800'000'000;

const crypto::EcPrivateKey &key()
{
    static const crypto::EcPrivateKey made = crypto::EcPrivateKey::generate();
    return made;
}

oauth::ProofTarget target()
{
    return {"POST", "https://authority.example/approvals/apr_1/decision", "token-1", {}};
}

void requireBound(const QByteArray &proof, const QJsonObject &claims, const oauth::Proof &accepted)
{
    FUZZ_REQUIRE(!accepted.jti.isEmpty() && accepted.jti.size() <= 256);
    FUZZ_REQUIRE(accepted.jti == json::text(claims, QLatin1String("jti")));
    FUZZ_REQUIRE(accepted.issuedAt >= kNow - 60 && accepted.issuedAt <= kNow + 10);
    FUZZ_REQUIRE(json::text(claims, QLatin1String("htm")) == QStringLiteral("POST"));
    FUZZ_REQUIRE(json::text(claims, QLatin1String("ath")) == QString::fromLatin1(crypto::base64Url(crypto::sha256("token-1"))));
    // A proof must be remembered for as long as it would be accepted.
    FUZZ_REQUIRE(!oauth::verifyProof(proof, target(), accepted.expiresAt()));
    for (const char *method : {"GET", "post", "PUT", ""})
        FUZZ_REQUIRE(!oauth::verifyProof(proof, {method, target().url, "token-1", {}}, kNow));
    for (const char *url : {"https://authority.example/approvals/apr_2/decision", "http://authority.example/approvals/apr_1/decision",
                            "https://authority.example:444/approvals/apr_1/decision", "https://authority.example.evil/approvals/apr_1/decision"})
        FUZZ_REQUIRE(!oauth::verifyProof(proof, {"POST", url, "token-1", {}}, kNow));
    FUZZ_REQUIRE(!oauth::verifyProof(proof, {"POST", target().url, "token-2", {}}, kNow));
    FUZZ_REQUIRE(!oauth::verifyProof(proof, target(), accepted.issuedAt - 11));
}

// Header and claims of the input's choice, our key in `jwk` unless the header has one, a genuine signature.
void requireClaimsChecked(Input &input)
{
    const auto header = json::parseObject(input.line());
    const auto claims = json::parseObject(input.rest());
    if (!header || !claims)
        return;
    QJsonObject head = *header;
    const bool ownKey = !head.contains(QLatin1String("jwk"));
    if (ownKey)
        head.insert(QLatin1String("jwk"), key().publicKey().jwk());
    const QByteArray part = crypto::base64Url(json::canonical(head)) + '.' + crypto::base64Url(json::canonical(*claims));
    const QByteArray proof = part + '.' + crypto::base64Url(key().sign(part));
    const auto accepted = oauth::verifyProof(proof, target(), kNow);
    if (!accepted)
        return;
    FUZZ_REQUIRE(accepted->thumbprint == key().publicKey().thumbprint());
    FUZZ_REQUIRE(head.value(QLatin1String("alg")) == QLatin1String("ES256"));
    FUZZ_REQUIRE(!head.value(QLatin1String("jwk")).toObject().contains(QLatin1String("d")));
    requireBound(proof, *claims, *accepted);
}

void requireUnforgeable(Input &input)
{
    static const QByteArray genuine = oauth::makeProof(key(), target(), kNow);
    const QByteArray text = countersign::fuzz::edited(genuine, input);
    FUZZ_REQUIRE(oauth::verifyProof(text, target(), kNow).has_value() == (text == genuine));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Input input(data, size);
    switch (input.byte() % 3) {
    case 0: FUZZ_REQUIRE(!oauth::verifyProof(input.rest(), target(), 0)); break;
    case 1: requireUnforgeable(input); break;
    case 2: requireClaimsChecked(input); break;
    }
    return 0;
}
