#include "app/crypto/jws.h"

#include "app/base/json.h"
#include "app/crypto/encoding.h"

#include <QHash>

namespace countersign::crypto {

namespace {

constexpr qsizetype kMaxCompact = 16 * 1024;
constexpr qsizetype kKnownHeaders = 256, kUsualHeader = 512;

base::Error malformed(const char *why)
{
    return {base::Errc::Malformed, QString::fromLatin1(why)};
}

base::Result<QJsonObject> decodePart(QByteArrayView part)
{
    const auto bytes = fromBase64Url(part);
    if (!bytes)
        return bytes.error();
    return base::json::parseObject(*bytes);
}

// One console sends the same header with every proof. What a text means never changes, so a thread remembers its last ones.
base::Result<QJsonObject> decodeHeader(QByteArrayView part)
{
    thread_local QHash<QByteArray, QJsonObject> known;
    if (const auto it = known.constFind(QByteArray::fromRawData(part.data(), part.size())); it != known.constEnd())
        return *it;
    auto header = decodePart(part);
    if (!header || part.size() > kUsualHeader)
        return header;
    if (known.size() >= kKnownHeaders)
        known.clear();
    known.insert(part.toByteArray(), *header);
    return header;
}

base::Result<Jws> split(QByteArrayView compact)
{
    if (compact.size() > kMaxCompact)
        return base::Error{base::Errc::TooLarge, QStringLiteral("a JWS over 16 KiB")};
    const qsizetype first = compact.indexOf('.');
    const qsizetype second = first < 0 ? -1 : compact.indexOf('.', first + 1);
    if (second < 0 || compact.indexOf('.', second + 1) >= 0)
        return malformed("not three parts");
    const auto header = decodeHeader(compact.first(first));
    const auto claims = decodePart(compact.sliced(first + 1, second - first - 1));
    const auto signature = fromBase64Url(compact.sliced(second + 1));
    if (!header || !claims || !signature || signature->size() != 64)  // ES256: R‖S
        return malformed("a part is not base64url of what it must hold");
    return Jws{*header, *claims, compact.first(second).toByteArray(), *signature};
}

}  // namespace

QByteArray signJws(const EcPrivateKey &key, QByteArrayView type, const QJsonObject &claims, const QJsonObject &extraHeader)
{
    QJsonObject header = extraHeader;
    header.insert(QLatin1String("alg"), QStringLiteral("ES256"));
    header.insert(QLatin1String("typ"), QString::fromLatin1(type));
    const QByteArray input = base64Url(base::json::canonical(header)) + '.' + base64Url(base::json::canonical(claims));
    return input + '.' + base64Url(key.sign(input));
}

base::Result<Jws> parseUntypedJws(QByteArrayView compact)
{
    auto jws = split(compact);
    if (!jws)
        return jws;
    if (jws->header.value(QLatin1String("alg")) != QLatin1String("ES256"))
        return malformed("alg is not ES256");
    // No extension is understood here, so any critical one must be refused (RFC 7515 4.1.11).
    if (jws->header.contains(QLatin1String("crit")))
        return malformed("crit is not supported");
    return jws;
}

base::Result<Jws> parseJws(QByteArrayView compact, QByteArrayView expectedType)
{
    auto jws = parseUntypedJws(compact);
    if (!jws)
        return jws;
    QString type = jws->header.value(QLatin1String("typ")).toString().toLower();
    if (type.startsWith(QLatin1String("application/")))
        type.remove(0, 12);
    if (type != QString::fromLatin1(expectedType))
        return malformed("typ is not the expected one");
    return jws;
}

bool verifyJws(const Jws &jws, const EcPublicKey &key)
{
    return key.verify(jws.signingInput, jws.signature);
}

}  // namespace countersign::crypto
