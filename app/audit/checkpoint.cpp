#include "app/audit/checkpoint.h"

#include "app/crypto/digest.h"

#include <QUrl>

#include <vector>

namespace countersign::audit {

namespace {

constexpr char kEd25519[] = {0x01};
constexpr QByteArrayView kDash("\xE2\x80\x94 ");  // EM DASH and a space begin a signature line
constexpr qsizetype kNoteLimit = 16 * 1024;
constexpr size_t kSignatureLimit = 16;

base::Error malformed(const char *what)
{
    return {base::Errc::Malformed, QStringLiteral("checkpoint: %1").arg(QLatin1String(what))};
}

// Padded base64 with one spelling for one value: decoding forgives much, encoding again shows it.
std::optional<QByteArray> fromBase64(QByteArrayView text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).toBase64() != text)
        return {};
    return *decoded;
}

// Key names have neither spaces nor plus signs (C2SP signed-note); we allow visible ASCII only.
bool isName(QByteArrayView name)
{
    if (name.isEmpty() || name.size() > 512)
        return false;
    return std::all_of(name.begin(), name.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '+'; });
}

std::optional<qint64> decimal(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 16 || (text.size() > 1 && text[0] == '0'))
        return {};
    qint64 value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return {};
        value = value * 10 + (c - '0');
    }
    return value;
}

struct Signature {
    QByteArrayView name;
    QByteArray keyHash;
    QByteArray bytes;
};

struct Note {
    QByteArrayView text;  // what is signed, its last newline included
    Checkpoint checkpoint;
    std::vector<Signature> signatures;
};

base::Result<Signature> parseSignature(QByteArrayView line)
{
    if (!line.startsWith(kDash))
        return malformed("a signature line does not begin with a dash");
    line = line.sliced(kDash.size());
    const qsizetype space = line.indexOf(' ');
    if (space < 0 || !isName(line.first(space)))
        return malformed("a signature line has no key name");
    const auto blob = fromBase64(line.sliced(space + 1));
    if (!blob || blob->size() < 5)
        return malformed("a signature is not base64");
    return Signature{line.first(space), blob->first(4), blob->sliced(4)};
}

base::Result<Checkpoint> parseText(QByteArrayView text)
{
    std::vector<QByteArrayView> lines;
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype end = text.indexOf('\n', begin);
        lines.push_back(text.sliced(begin, end - begin));
        begin = end + 1;
    }
    if (lines.size() < 3)
        return malformed("too few lines");
    if (!isName(lines[0]))
        return malformed("bad origin");
    const auto size = decimal(lines[1]);
    const auto root = fromBase64(lines[2]);
    if (!size)
        return malformed("bad size");
    if (!root || root->size() != 32)
        return malformed("bad root");
    return Checkpoint{QString::fromLatin1(lines[0].toByteArray()), {*size, *root}};
}

base::Result<Note> parseNote(QByteArrayView note)
{
    if (note.size() > kNoteLimit)
        return base::Error{base::Errc::TooLarge, QStringLiteral("checkpoint: longer than 16 KiB")};
    if (!note.endsWith('\n'))
        return malformed("does not end with a newline");
    for (const char c : note) {
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f)
            return malformed("holds a control character");
    }
    // The last empty line ends the text, so that no text can carry forged signature lines of its own.
    const qsizetype gap = note.lastIndexOf(QByteArrayView("\n\n"));
    if (gap < 0)
        return malformed("has no signatures");
    Note parsed;
    parsed.text = note.first(gap + 1);
    auto checkpoint = parseText(parsed.text);
    if (!checkpoint)
        return checkpoint.error();
    parsed.checkpoint = *std::move(checkpoint);
    for (qsizetype begin = gap + 2; begin < note.size();) {
        const qsizetype end = note.indexOf('\n', begin);
        auto signature = parseSignature(note.sliced(begin, end - begin));
        if (!signature)
            return signature.error();
        parsed.signatures.push_back(*std::move(signature));
        if (parsed.signatures.size() > kSignatureLimit)
            return base::Error{base::Errc::TooLarge, QStringLiteral("checkpoint: more than 16 signatures")};
        begin = end + 1;
    }
    if (parsed.signatures.empty())
        return malformed("has no signatures");
    return parsed;
}

QByteArray typedKey(const crypto::Ed25519PublicKey &key)
{
    return QByteArray(kEd25519, 1) + key.raw();
}

}  // namespace

base::Result<QString> checkpointOrigin(const QString &issuer)
{
    const QUrl url(issuer, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !web || url.host().isEmpty() || !url.userInfo().isEmpty())
        return base::Error{base::Errc::InvalidArgument, QStringLiteral("the issuer is not an http or https URL")};
    return QString(url.authority(QUrl::FullyEncoded) + QStringLiteral("/audit"));
}

VerifierKey::VerifierKey(QString name, crypto::Ed25519PublicKey key) : m_name(std::move(name)), m_key(std::move(key)) {}

QByteArray VerifierKey::keyHash() const
{
    return crypto::sha256({m_name.toUtf8(), "\n", typedKey(m_key)}).first(4);
}

QString VerifierKey::text() const
{
    const QByteArray text = m_name.toUtf8() + '+' + keyHash().toHex() + '+' + typedKey(m_key).toBase64();
    return QString::fromLatin1(text);
}

base::Result<VerifierKey> VerifierKey::parse(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    // The base64 part may hold plus signs, the name may not.
    const qsizetype first = bytes.indexOf('+');
    const qsizetype second = first < 0 ? -1 : bytes.indexOf('+', first + 1);
    if (second < 0 || !isName(QByteArrayView(bytes).first(first)))
        return malformed("a verifier key is name+hash+key");
    const auto typed = fromBase64(QByteArrayView(bytes).sliced(second + 1));
    if (!typed || typed->size() != 33 || typed->at(0) != kEd25519[0])
        return malformed("the verifier key is not Ed25519");
    auto key = crypto::Ed25519PublicKey::fromRaw(QByteArrayView(*typed).sliced(1));
    if (!key)
        return key.error();
    VerifierKey verifier(text.first(first), *std::move(key));
    if (verifier.text() != text)
        return malformed("the verifier key's hash does not fit");
    return verifier;
}

QByteArray signCheckpoint(const Checkpoint &checkpoint, const crypto::Ed25519PrivateKey &key)
{
    const QByteArray origin = checkpoint.origin.toUtf8();
    const QByteArray text = origin + '\n' + QByteArray::number(checkpoint.head.size) + '\n' + checkpoint.head.root.toBase64() + '\n';
    const QByteArray blob = VerifierKey(checkpoint.origin, key.publicKey()).keyHash() + key.sign(text);
    return text + '\n' + kDash.toByteArray() + origin + ' ' + blob.toBase64() + '\n';
}

base::Result<Checkpoint> parseCheckpoint(QByteArrayView note)
{
    auto parsed = parseNote(note);
    if (!parsed)
        return parsed.error();
    return parsed->checkpoint;
}

base::Result<Checkpoint> verifyCheckpoint(QByteArrayView note, const VerifierKey &key)
{
    auto parsed = parseNote(note);
    if (!parsed)
        return parsed.error();
    if (parsed->checkpoint.origin != key.name())
        return base::Error{base::Errc::Denied, QStringLiteral("checkpoint: of another log")};
    const QByteArray name = key.name().toUtf8();
    bool verified = false;
    for (const Signature &signature : parsed->signatures) {
        if (signature.name != name || signature.keyHash != key.keyHash())
            continue;
        if (!key.key().verify(parsed->text, signature.bytes))
            return base::Error{base::Errc::Denied, QStringLiteral("checkpoint: wrong signature")};
        verified = true;
    }
    if (!verified)
        return base::Error{base::Errc::Denied, QStringLiteral("checkpoint: not signed by the log's key")};
    return parsed->checkpoint;
}

}  // namespace countersign::audit
