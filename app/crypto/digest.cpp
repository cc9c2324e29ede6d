#include "app/crypto/digest.h"

#include "app/crypto/encoding.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <cstdlib>
#include <memory>

namespace countersign::crypto {

namespace {

// Fetching a digest by name takes a lock and a look-up each time; once is enough.
const EVP_MD *sha256Algorithm()
{
    static const EVP_MD *const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return md;
}

}  // namespace

QByteArray sha256(QByteArrayView data)
{
    return sha256({data});
}

QByteArray sha256(std::initializer_list<QByteArrayView> parts)
{
    thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    QByteArray out(32, Qt::Uninitialized);
    bool ok = EVP_DigestInit_ex2(context.get(), sha256Algorithm(), nullptr) == 1;
    for (const QByteArrayView part : parts)
        ok = ok && EVP_DigestUpdate(context.get(), part.data(), static_cast<size_t>(part.size())) == 1;
    if (!ok || EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char *>(out.data()), nullptr) != 1)
        std::abort();
    return out;
}

QByteArray hmacSha256(QByteArrayView key, QByteArrayView data)
{
    QByteArray out(32, Qt::Uninitialized);
    if (!HMAC(sha256Algorithm(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char *>(data.data()),
              static_cast<size_t>(data.size()), reinterpret_cast<unsigned char *>(out.data()), nullptr))
        std::abort();
    return out;
}

bool equal(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), static_cast<size_t>(a.size())) == 0;
}

QByteArray randomBytes(int count)
{
    QByteArray out(count, Qt::Uninitialized);
    if (RAND_priv_bytes(reinterpret_cast<unsigned char *>(out.data()), count) != 1)
        std::abort();
    return out;
}

QByteArray randomToken(int bytes)
{
    return base64Url(randomBytes(bytes));
}

QByteArray randomDigits(int digits)
{
    QByteArray out;
    while (out.size() < digits) {
        // 250 is the largest multiple of ten below 256: without the rest every digit is equally likely.
        const auto byte = static_cast<unsigned char>(randomBytes(1).at(0));
        if (byte < 250)
            out += static_cast<char>('0' + byte % 10);
    }
    return out;
}

}  // namespace countersign::crypto
