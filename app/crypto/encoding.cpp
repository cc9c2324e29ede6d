#include "app/crypto/encoding.h"

namespace countersign::crypto {

namespace {
constexpr auto kUrl = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
}

QByteArray base64Url(QByteArrayView bytes)
{
    return QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64(kUrl);
}

base::Result<QByteArray> fromBase64Url(QByteArrayView text)
{
    const base::Error malformed{base::Errc::Malformed, QStringLiteral("not base64url")};
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromRawData(text.data(), text.size()), kUrl | QByteArray::AbortOnBase64DecodingErrors);
    // What decoders forgive: padding, a symbol too many, and bits that are left over in the last one.
    if (!decoded || text.size() != ((*decoded).size() * 4 + 2) / 3)
        return malformed;
    const qsizetype over = (*decoded).size() % 3;
    if (over > 0 && base64Url(QByteArrayView(*decoded).last(over)) != text.last(over + 1))
        return malformed;
    return *decoded;
}

}  // namespace countersign::crypto
