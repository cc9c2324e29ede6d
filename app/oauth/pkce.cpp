#include "app/oauth/pkce.h"

#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"

#include <algorithm>

namespace countersign::oauth {

bool isCodeVerifier(QByteArrayView text)
{
    return text.size() >= 43 && text.size() <= 128 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    });
}

bool isCodeChallenge(QByteArrayView text)
{
    return text.size() == 43 && crypto::fromBase64Url(text).has_value();
}

QByteArray newCodeVerifier()
{
    return crypto::randomToken(32);
}

QByteArray codeChallenge(QByteArrayView verifier)
{
    return crypto::base64Url(crypto::sha256(verifier));
}

bool codeVerifierFits(QByteArrayView verifier, QByteArrayView challenge)
{
    return isCodeVerifier(verifier) && crypto::equal(codeChallenge(verifier), challenge);
}

}  // namespace countersign::oauth
