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
    const auto decoded = QByteArray::fromBase64Encoding(text.toByteArray(), kUrl | QByteArray::AbortOnBase64DecodingErrors);
    // Encoding again and comparing catches what decoders forgive: padding and trailing bits.
    if (!decoded || base64Url(*decoded) != text)
        return base::Error{base::Errc::Malformed, QStringLiteral("not base64url")};
    return *decoded;
}

}  // namespace countersign::crypto
