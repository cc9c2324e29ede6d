#include "app/authority/grants/one_time_code.h"

#include "app/crypto/digest.h"

#include <QMessageAuthenticationCode>
#include <QUrl>
#include <QtEndian>

namespace countersign::authority::grants {

namespace {

constexpr int kSecretBytes = 20, kNonceBytes = 16, kTagBytes = 32;
constexpr qint64 kStepSeconds = 30;

// HMAC-SHA-256 is a pseudorandom function: under a fresh nonce its output is a pad for at most 32 bytes.
QByteArray padded(const Keys &keys, const QByteArray &context, QByteArrayView bytes)
{
    const QByteArray label = "otp-pad:" + context;
    const QByteArray pad = keys.secretHash(label);
    QByteArray out(bytes.size(), '\0');
    for (qsizetype i = 0; i < bytes.size(); ++i)
        out[i] = static_cast<char>(bytes[i] ^ pad[i]);
    return out;
}

QByteArray tagOf(const Keys &keys, const QByteArray &context, const QByteArray &ciphertext)
{
    const QByteArray label = "otp-tag:" + context + ciphertext;
    return keys.secretHash(label);
}

}  // namespace

base::Secret newOtpSecret()
{
    return base::Secret(crypto::randomBytes(kSecretBytes));
}

QByteArray otpSecretText(const base::Secret &secret)
{
    constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    QByteArray text;
    quint32 bits = 0;
    int count = 0;
    for (const char byte : secret.reveal()) {
        bits = (bits << 8) | static_cast<unsigned char>(byte);
        for (count += 8; count >= 5; count -= 5)
            text += alphabet[(bits >> (count - 5)) & 31U];
    }
    if (count > 0)
        text += alphabet[(bits << (5 - count)) & 31U];
    return text;
}

QByteArray otpUri(const base::Secret &secret, const QString &issuer, const QString &userName)
{
    return "otpauth://totp/" + QUrl::toPercentEncoding(issuer) + ':' + QUrl::toPercentEncoding(userName) + "?secret=" + otpSecretText(secret)
        + "&issuer=" + QUrl::toPercentEncoding(issuer) + "&algorithm=SHA1&digits=6&period=30";
}

QByteArray sealOtp(const Keys &keys, const base::Subject &sub, const base::Secret &secret)
{
    const QByteArray nonce = crypto::randomBytes(kNonceBytes);
    const QByteArray context = nonce + sub.text().toUtf8();
    const QByteArray ciphertext = padded(keys, context, secret.reveal());
    return nonce + ciphertext + tagOf(keys, context, ciphertext);
}

std::optional<base::Secret> openOtp(const Keys &keys, const base::Subject &sub, QByteArrayView sealed)
{
    if (sealed.size() != kNonceBytes + kSecretBytes + kTagBytes)
        return std::nullopt;
    const QByteArray context = sealed.first(kNonceBytes).toByteArray() + sub.text().toUtf8();
    const QByteArray ciphertext = sealed.sliced(kNonceBytes, kSecretBytes).toByteArray();
    if (!crypto::equal(tagOf(keys, context, ciphertext), sealed.last(kTagBytes)))
        return std::nullopt;
    return base::Secret(padded(keys, context, ciphertext));
}

QByteArray otpCode(const base::Secret &secret, qint64 step)
{
    QByteArray counter(8, '\0');
    qToBigEndian(step, counter.data());
    const QByteArray mac = QMessageAuthenticationCode::hash(counter, secret.reveal().toByteArray(), QCryptographicHash::Sha1);
    const int offset = mac.back() & 0x0f;  // RFC 4226 5.3
    const quint32 number = qFromBigEndian<quint32>(mac.constData() + offset) & 0x7fffffffU;
    return QByteArray::number(number % 1'000'000U).rightJustified(6, '0');
}

std::optional<qint64> otpStep(const base::Secret &secret, QByteArrayView code, qint64 now)
{
    for (const qint64 step : {now / kStepSeconds, now / kStepSeconds - 1, now / kStepSeconds + 1}) {
        if (crypto::equal(otpCode(secret, step), code))
            return step;
    }
    return std::nullopt;
}

}  // namespace countersign::authority::grants
