// JWS: one text for one token. No second spelling of an accepted token is accepted, no altered token verifies.
#include "app/base/json.h"
#include "app/crypto/encoding.h"
#include "app/crypto/jws.h"
#include "tests/fuzz/property.h"

#include <QList>

namespace {

using countersign::fuzz::Input;
namespace crypto = countersign::crypto;
namespace json = countersign::base::json;

constexpr QByteArrayView kType("test+jwt");
constexpr QByteArrayView kAlphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

const crypto::EcPrivateKey &key()
{
    static const crypto::EcPrivateKey made = crypto::EcPrivateKey::generate();
    return made;
}

QByteArray lenient(QByteArrayView text)
{
    return QByteArray::fromBase64(text.toByteArray(), QByteArray::Base64UrlEncoding);
}

// Every other last letter that a lenient decoder reads as the same bytes (trailing bits, RFC 4648 3.5).
void requireOneSpelling(const QList<QByteArray> &parts)
{
    for (qsizetype part = 0; part < parts.size(); ++part) {
        QList<QByteArray> other = parts;
        for (const char letter : kAlphabet) {
            other[part] = parts[part];
            other[part].back() = letter;
            if (other[part] != parts[part] && lenient(other[part]) == lenient(parts[part]))
                FUZZ_REQUIRE(!crypto::parseUntypedJws(other.join('.')));
        }
        for (const char *tail : {"=", "==", " ", "\n", "%20", "+", "/", "."}) {
            other[part] = parts[part] + tail;
            FUZZ_REQUIRE(!crypto::parseUntypedJws(other.join('.')));
        }
    }
}

void requireFaithful(QByteArrayView text)
{
    const auto jws = crypto::parseUntypedJws(text);
    const auto typed = crypto::parseJws(text, kType);
    FUZZ_REQUIRE(!typed || jws);
    if (!jws)
        return;
    FUZZ_REQUIRE(jws->signature.size() == 64);
    FUZZ_REQUIRE(jws->signingInput + '.' + crypto::base64Url(jws->signature) == text);
    FUZZ_REQUIRE(jws->header.value(QLatin1String("alg")).toString() == QLatin1String("ES256"));
    FUZZ_REQUIRE(!jws->header.contains(QLatin1String("crit")));
    const QList<QByteArray> parts = text.toByteArray().split('.');
    FUZZ_REQUIRE(parts.size() == 3);
    FUZZ_REQUIRE(crypto::base64Url(lenient(parts[0])) == parts[0] && crypto::base64Url(lenient(parts[1])) == parts[1]);
    requireOneSpelling(parts);
}

// A token of ours, altered as the input says, verifies only if nothing was altered.
void requireUnforgeable(Input &input)
{
    static const QByteArray genuine = crypto::signJws(key(), kType, {{QStringLiteral("sub"), QStringLiteral("alice")}});
    const QByteArray text = countersign::fuzz::edited(genuine, input);
    requireFaithful(text);
    const auto jws = crypto::parseJws(text, kType);
    const bool accepted = jws && crypto::verifyJws(*jws, key().publicKey());
    FUZZ_REQUIRE(accepted == (text == genuine));
}

// Header and claims of the input's choice under a genuine signature: the checks of the header decide alone.
void requireHeaderChecked(Input &input)
{
    const QByteArray header = input.line();
    const QByteArray claims = input.rest().toByteArray();
    const QByteArray signedPart = crypto::base64Url(header) + '.' + crypto::base64Url(claims);
    const QByteArray text = signedPart + '.' + crypto::base64Url(key().sign(signedPart));
    requireFaithful(text);
    const auto jws = crypto::parseUntypedJws(text);
    const auto head = json::parseObject(header);
    const auto body = json::parseObject(claims);
    const bool fits = text.size() <= 16 * 1024 && head && body && !head->contains(QLatin1String("crit"))
        && head->value(QLatin1String("alg")) == QLatin1String("ES256");
    FUZZ_REQUIRE(jws.has_value() == fits);
    if (!jws)
        return;
    FUZZ_REQUIRE(jws->header == *head && jws->claims == *body);
    FUZZ_REQUIRE(crypto::verifyJws(*jws, key().publicKey()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Input input(data, size);
    switch (input.byte() % 3) {
    case 0: requireFaithful(input.rest()); break;
    case 1: requireUnforgeable(input); break;
    case 2: requireHeaderChecked(input); break;
    }
    return 0;
}
