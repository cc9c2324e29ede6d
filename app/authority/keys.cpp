#include "app/authority/keys.h"

#include "app/authority/private_file.h"
#include "app/authority/store/data_files.h"
#include "app/authority/store/transaction.h"
#include "app/authority/verified_tokens.h"
#include "app/base/json.h"
#include "app/catalog/catalog.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"
#include "app/crypto/jws.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <sys/mman.h>
#include <sys/stat.h>

namespace countersign::authority {

namespace {

using base::Errc;
using PrivateKey = std::shared_ptr<const crypto::EcPrivateKey>;

constexpr qsizetype kMaxKeyFile = 16 * 1024;
// How long a key stays published after its successor began to sign: no token lives longer, and then some for slow clocks.
constexpr qint64 kPublishedAfterwards = catalog::kMaxAccessSeconds + 300;

QString keysDirectory(const QString &dataDir) { return dataDir + QStringLiteral("/keys"); }
QString pepperFile(const QString &keysDir) { return keysDir + QStringLiteral("/pepper"); }
// The first key of the log is audit.pem, those after it are named by themselves, so that the database alone says which one holds.
QString auditFileOf(const QString &keysDir, const QString &publicKey) { return keysDir + QStringLiteral("/audit-%1.pem").arg(publicKey); }
QString auditFile(const QString &keysDir, const QString &publicKey = {})
{
    const QString own = auditFileOf(keysDir, publicKey);
    return !publicKey.isEmpty() && QFile::exists(own) ? own : keysDir + QStringLiteral("/audit.pem");
}
QString signingFile(const QString &keysDir, const QByteArray &kid) { return keysDir + QStringLiteral("/signing-%1.pem").arg(QString::fromLatin1(kid)); }

// Different uses of the pepper get different keys from it.
base::Secret passphraseOf(const base::Secret &pepper)
{
    return base::Secret(crypto::base64Url(crypto::hmacSha256(pepper.reveal(), "countersign/key-files/v1")));
}

QString fingerprintOf(const base::Secret &pepper)
{
    return QString::fromLatin1(crypto::base64Url(crypto::hmacSha256(pepper.reveal(), "countersign/pepper-fingerprint/v1")));
}

base::Status writeNew(const QString &file, QByteArrayView content)
{
    if (const auto made = store::createPrivateFile(file); !made)
        return made;
    return store::replaceFile(file, content);
}

base::Error changed(const QString &file)
{
    return {Errc::Corrupt, QStringLiteral("%1 is not the file this authority was made with. Restore it from the backup.").arg(file)};
}

base::Error missing(const QString &file)
{
    return {Errc::Corrupt, QStringLiteral("%1 is missing. Restore it from the backup; it is never made anew.").arg(file)};
}

base::Result<base::Secret> readKeyFile(const QString &file)
{
    auto bytes = readOwnFile(file, MayRead::OwnerOnly, kMaxKeyFile);
    if (!bytes && bytes.error().code == Errc::NotFound)
        return missing(file);
    return bytes;
}

std::optional<QString> metaText(store::Transaction &tx, const QString &key)
{
    const auto row = tx.one("SELECT value FROM meta WHERE key = ?", {key});
    return row ? std::optional(row->text(0)) : std::nullopt;
}

void setMeta(store::Transaction &tx, const QString &key, const QString &value)
{
    tx.exec("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", {key, value});
}

const QString kPepperFingerprint = QStringLiteral("pepper_fingerprint");
const QString kAuditPublicKey = QStringLiteral("audit_public_key");

QString nameOf(const crypto::Ed25519PublicKey &key)
{
    return QString::fromLatin1(crypto::base64Url(key.raw()));
}

struct Times {
    qint64 publishedAt = 0;
    qint64 signsFrom = 0;
};

base::Result<QByteArray> addSigningKey(store::Transaction &tx, const QString &keysDir, QByteArrayView passphrase, Times times)
{
    const auto key = crypto::EcPrivateKey::generate();
    const QByteArray kid = key.publicKey().thumbprint();
    if (const auto written = writeNew(signingFile(keysDir, kid), key.encryptedPem(passphrase)); !written)
        return written.error();
    tx.exec("INSERT INTO signing_key (kid, jwk, published_at, signs_from) VALUES (?, ?, ?, ?)",
            {QString::fromLatin1(kid), base::json::canonical(key.publicKey().jwk()), times.publishedAt, times.signsFrom});
    return kid;
}

struct Entry {
    KeyInfo info;
    std::optional<crypto::EcPublicKey> publicKey;
    PrivateKey privateKey;  // null for keys that no longer sign

    [[nodiscard]] bool isPublished(qint64 now) const { return !info.retiresAt || *info.retiresAt > now; }
};

// By the time from which they sign.
using Entries = std::vector<Entry>;

// The last one whose time has come; when the clock was set back before all of them, the first that can sign.
const Entry *signer(const Entries &entries, qint64 now)
{
    const Entry *out = nullptr;
    for (const Entry &entry : entries) {
        if (entry.privateKey && (!out || entry.info.signsFrom <= now))
            out = &entry;
    }
    return out;
}

base::Result<Entry> entryFrom(const store::Row &row)
{
    Entry entry;
    entry.info.kid = row.text(0).toLatin1();
    entry.info.publishedAt = row.integer(2);
    entry.info.signsFrom = row.integer(3);
    entry.info.retiresAt = row.optionalInteger(4);
    const auto jwk = base::json::parseObject(row.bytes(1));
    auto key = jwk ? crypto::EcPublicKey::fromJwk(*jwk) : base::Result<crypto::EcPublicKey>(jwk.error());
    if (!key || key->thumbprint() != entry.info.kid)
        return base::Error{Errc::Corrupt, QStringLiteral("The database holds a signing key that is none.")};
    entry.info.jwk = *jwk;
    entry.publicKey = *std::move(key);
    return entry;
}

base::Result<PrivateKey> readSigningKey(const QString &keysDir, const QByteArray &kid, QByteArrayView passphrase)
{
    const QString file = signingFile(keysDir, kid);
    const auto pem = readKeyFile(file);
    if (!pem)
        return pem.error();
    auto key = crypto::EcPrivateKey::fromEncryptedPem(pem->reveal(), passphrase);
    if (!key || key->publicKey().thumbprint() != kid)
        return changed(file);
    return std::make_shared<const crypto::EcPrivateKey>(*std::move(key));
}

}  // namespace

struct Keys::State {
    QString keysDir;
    base::Secret pepper;
    base::Secret passphrase;
    crypto::Ed25519PrivateKey auditKey;
    mutable std::shared_mutex mutex;
    std::shared_ptr<const Entries> entries = std::make_shared<const Entries>();
    VerifiedTokens verified = {};

    [[nodiscard]] std::shared_ptr<const Entries> snapshot() const
    {
        const std::shared_lock lock(mutex);
        return entries;
    }
};

Keys::Keys(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Keys::~Keys() = default;

base::Status Keys::create(const QString &dataDir, store::Transaction &tx)
{
    const QString keysDir = keysDirectory(dataDir);
    if (::mkdir(QFile::encodeName(keysDir).constData(), 0700) != 0)
        return base::Error{Errc::Io, QStringLiteral("%1 cannot be created.").arg(keysDir)};
    const base::Secret pepper(crypto::randomToken(32));
    const base::Secret passphrase = passphraseOf(pepper);
    if (const auto written = writeNew(pepperFile(keysDir), pepper.reveal()); !written)
        return written;
    const auto auditKey = crypto::Ed25519PrivateKey::generate();
    if (const auto written = writeNew(auditFile(keysDir), auditKey.encryptedPem(passphrase.reveal())); !written)
        return written;
    setMeta(tx, kPepperFingerprint, fingerprintOf(pepper));
    setMeta(tx, kAuditPublicKey, nameOf(auditKey.publicKey()));
    const auto signing = addSigningKey(tx, keysDir, passphrase.reveal(), {tx.now(), tx.now()});
    return signing ? base::Status(base::Done{}) : base::Status(signing.error());
}

base::Result<std::unique_ptr<Keys>> Keys::open(const QString &dataDir, store::Transaction &tx)
{
    const QString keysDir = keysDirectory(dataDir);
    if (const auto safe = checkPrivateDirectory(keysDir); !safe)
        return safe.error().code == Errc::NotFound ? missing(keysDir) : safe.error();
    auto pepper = readKeyFile(pepperFile(keysDir));
    if (!pepper)
        return pepper.error();
    if (metaText(tx, kPepperFingerprint) != fingerprintOf(*pepper))
        return changed(pepperFile(keysDir));
    base::Secret passphrase = passphraseOf(*pepper);
    const QString logKey = metaText(tx, kAuditPublicKey).value_or(QString());
    const auto pem = readKeyFile(auditFile(keysDir, logKey));
    if (!pem)
        return pem.error();
    auto auditKey = crypto::Ed25519PrivateKey::fromEncryptedPem(pem->reveal(), passphrase.reveal());
    if (!auditKey || logKey != nameOf(auditKey->publicKey()))
        return changed(auditFile(keysDir, logKey));
    // Not swapped to disk (security.md, Cryptography). Where the limit forbids it, the rest still holds.
    (void)::mlock(pepper->reveal().data(), static_cast<size_t>(pepper->size()));
    auto state = std::unique_ptr<State>(new State{keysDir, *std::move(pepper), std::move(passphrase), *std::move(auditKey), {}, std::make_shared<const Entries>()});
    std::unique_ptr<Keys> keys(new Keys(std::move(state)));
    if (const auto loaded = keys->refresh(tx); !loaded)
        return loaded.error();
    return keys;
}

base::Status Keys::refresh(store::Transaction &tx)
{
    const auto rows = tx.all("SELECT kid, jwk, published_at, signs_from, retires_at FROM signing_key ORDER BY signs_from LIMIT 1000");
    const auto known = m_state->snapshot();
    const auto same = [](const Entry &entry, const store::Row &row) {
        return entry.info.kid == row.text(0).toLatin1() && entry.info.signsFrom == row.integer(3) && entry.info.retiresAt == row.optionalInteger(4);
    };
    if (known->size() == rows.size() && std::equal(known->begin(), known->end(), rows.begin(), same) && !rows.empty())
        return base::Done{};
    auto fresh = std::make_shared<Entries>();
    for (const store::Row &row : rows) {
        auto entry = entryFrom(row);
        if (!entry)
            return entry.error();
        fresh->push_back(*std::move(entry));
    }
    // The private half is wanted of the key that signs now and of those that will.
    for (size_t i = 0; i < fresh->size(); ++i) {
        const bool replaced = i + 1 < fresh->size() && (*fresh)[i + 1].info.signsFrom <= tx.now();
        if (replaced)
            continue;
        auto key = readSigningKey(m_state->keysDir, (*fresh)[i].info.kid, m_state->passphrase.reveal());
        if (!key)
            return key.error();
        (*fresh)[i].privateKey = *std::move(key);
    }
    if (!signer(*fresh, tx.now()))
        return base::Error{Errc::Corrupt, QStringLiteral("This authority has no signing key.")};
    const std::unique_lock lock(m_state->mutex);
    m_state->entries = std::move(fresh);
    return base::Done{};
}

QByteArray Keys::sign(store::Transaction &tx, QByteArrayView type, const QJsonObject &claims)
{
    // A key that cannot be read any more must not stop what still signs; the start would have refused it.
    (void)refresh(tx);
    const auto entries = m_state->snapshot();
    const Entry *with = signer(*entries, tx.now());
    QByteArray compact = crypto::signJws(*with->privateKey, type, claims, {{QStringLiteral("kid"), QString::fromLatin1(with->info.kid)}});
    // Whoever has just got it will show it soon.
    m_state->verified.remember(VerifiedTokens::nameOf(type, compact), {with->info.kid, claims});
    return compact;
}

std::optional<QJsonObject> Keys::claimsOf(QByteArrayView compact, QByteArrayView type, qint64 now) const
{
    const QByteArray name = VerifiedTokens::nameOf(type, compact);
    if (const auto known = m_state->verified.find(name))
        return verificationKey(known->kid, now) ? std::optional(known->claims) : std::nullopt;
    const auto jws = crypto::parseJws(compact, type);
    const auto kid = jws ? base::json::text(jws->header, QLatin1String("kid")) : std::nullopt;
    const auto key = kid ? verificationKey(kid->toUtf8(), now) : std::nullopt;
    if (!key || !crypto::verifyJws(*jws, *key))
        return std::nullopt;
    m_state->verified.remember(name, {kid->toUtf8(), jws->claims});
    return jws->claims;
}

std::optional<crypto::EcPublicKey> Keys::verificationKey(QByteArrayView kid, qint64 now) const
{
    const auto entries = m_state->snapshot();
    for (const Entry &entry : *entries) {
        if (entry.info.kid == kid && entry.isPublished(now))
            return entry.publicKey;
    }
    return std::nullopt;
}

QJsonObject Keys::jwks(qint64 now) const
{
    QJsonArray keys;
    const auto entries = m_state->snapshot();
    for (const Entry &entry : *entries) {
        if (!entry.isPublished(now))
            continue;
        QJsonObject jwk = entry.info.jwk;
        jwk.insert(QStringLiteral("kid"), QString::fromLatin1(entry.info.kid));
        jwk.insert(QStringLiteral("alg"), QStringLiteral("ES256"));
        jwk.insert(QStringLiteral("use"), QStringLiteral("sig"));
        keys.append(jwk);
    }
    return {{QStringLiteral("keys"), keys}};
}

std::vector<KeyInfo> Keys::list(qint64 now) const
{
    std::vector<KeyInfo> out;
    const auto entries = m_state->snapshot();
    const Entry *current = signer(*entries, now);
    for (const Entry &entry : *entries) {
        KeyInfo info = entry.info;
        if (&entry == current)
            info.state = KeyState::Signing;
        else if (info.signsFrom > now)
            info.state = KeyState::Waiting;
        else
            info.state = entry.isPublished(now) ? KeyState::Published : KeyState::Retired;
        out.push_back(std::move(info));
    }
    return out;
}

base::Result<KeyInfo> Keys::rotate(store::Transaction &tx, Rotation when)
{
    if (const auto fresh = refresh(tx); !fresh)
        return fresh.error();
    const auto before = m_state->snapshot();
    const Entry &last = before->back();
    const bool waits = last.info.signsFrom > tx.now();
    if (waits && when == Rotation::AfterWaiting)
        return base::Error{Errc::Conflict, QStringLiteral("A new key waits already and signs from %1 on. Use --now to let it sign at once.").arg(last.info.signsFrom)};
    // Two keys never begin in one second: the order of their times is the order of rotation.
    const qint64 previousStart = waits ? (before->size() > 1 ? (*before)[before->size() - 2].info.signsFrom : 0) : last.info.signsFrom;
    const qint64 signsFrom = std::max(tx.now() + (when == Rotation::Now ? 0 : kPublishBeforeSigningSeconds), previousStart + 1);
    QByteArray kid = last.info.kid;
    if (waits) {
        tx.exec("UPDATE signing_key SET signs_from = ? WHERE kid = ?", {signsFrom, QString::fromLatin1(kid)});
    } else {
        auto added = addSigningKey(tx, m_state->keysDir, m_state->passphrase.reveal(), {tx.now(), signsFrom});
        if (!added)
            return added.error();
        kid = *added;
    }
    tx.exec("UPDATE signing_key SET retires_at = ? WHERE signs_from = ?", {signsFrom + kPublishedAfterwards, previousStart});
    store::AuditEvent event;
    event.event = QStringLiteral("key.rotated");
    event.actor = QStringLiteral("cli");
    event.payload = {{QStringLiteral("kid"), QString::fromLatin1(kid)}, {QStringLiteral("signs_from"), signsFrom}};
    tx.audit(event);
    if (const auto fresh = refresh(tx); !fresh)
        return fresh.error();
    for (KeyInfo &info : list(tx.now())) {
        if (info.kid == kid)
            return std::move(info);
    }
    return base::Error{Errc::Internal, QStringLiteral("The new key was not found.")};
}

const crypto::Ed25519PrivateKey &Keys::auditKey() const
{
    return m_state->auditKey;
}

base::Result<crypto::Ed25519PrivateKey> Keys::makeAuditKey(store::Transaction &tx)
{
    auto key = crypto::Ed25519PrivateKey::generate();
    const QString name = nameOf(key.publicKey());
    if (const auto written = writeNew(auditFileOf(m_state->keysDir, name), key.encryptedPem(m_state->passphrase.reveal())); !written)
        return written.error();
    setMeta(tx, kAuditPublicKey, name);
    return key;
}

void Keys::dropOldAuditKeys(const QString &dataDir, const crypto::Ed25519PublicKey &current)
{
    QDir keys(keysDirectory(dataDir));
    const QString kept = QFileInfo(auditFile(keys.path(), nameOf(current))).fileName();
    for (const QString &file : keys.entryList({QStringLiteral("audit*.pem")}, QDir::Files)) {
        if (file != kept)
            keys.remove(file);
    }
}

QByteArray Keys::secretHash(QByteArrayView secret) const
{
    return crypto::hmacSha256(m_state->pepper.reveal(), secret);
}

}  // namespace countersign::authority
