// Keys: made once, believed only when nobody else could have touched them, rotated without a moment in which a token cannot be
// verified (ST-05, ST-17, security.md Cryptography).
#include "app/authority/keys.h"
#include "app/catalog/catalog.h"
#include "app/crypto/jws.h"
#include "store_fixture.h"

#include <QDir>

#include <sys/stat.h>
#include <unistd.h>

using namespace countersign;
using namespace countersign::authority;
using store::Transaction;

namespace {

constexpr qint64 kPublishedAfterwards = catalog::kMaxAccessSeconds + 300;

struct KeyFixture : store::StoreFixture {
    std::unique_ptr<Keys> keys;

    KeyFixture()
    {
        const auto made = store->write([this](Transaction &tx) { return Keys::create(directory.path(), tx); });
        if (!made)
            qFatal("keys: %s", qPrintable(made.error().detail));
        keys = opened();
    }

    base::Result<std::unique_ptr<Keys>> open()
    {
        return store->read([this](Transaction &tx) { return Keys::open(directory.path(), tx); });
    }

    std::unique_ptr<Keys> opened()
    {
        auto result = open();
        if (!result)
            qFatal("open: %s", qPrintable(result.error().detail));
        return *std::move(result);
    }

    base::Errc openError()
    {
        const auto result = open();
        return result ? base::Errc::Internal : result.error().code;
    }

    base::Result<KeyInfo> rotate(Rotation when)
    {
        return store->write([&](Transaction &tx) { return keys->rotate(tx, when); });
    }

    QByteArray sign()
    {
        return *store->read([this](Transaction &tx) { return keys->sign(tx, "at+jwt", {{QStringLiteral("sub"), QStringLiteral("x")}}); });
    }

    [[nodiscard]] qint64 now() const { return clock.now(); }
    [[nodiscard]] QString path(const QString &name) const { return directory.filePath(QStringLiteral("keys/") + name); }
    [[nodiscard]] QStringList files() const { return QDir(directory.filePath(QStringLiteral("keys"))).entryList(QDir::Files | QDir::Hidden); }
};

QByteArray kidOf(const QByteArray &compact)
{
    const auto jws = crypto::parseJws(compact, "at+jwt");
    return jws ? jws->header.value(QLatin1String("kid")).toString().toLatin1() : QByteArray();
}

bool verifies(const Keys &keys, const QByteArray &compact, qint64 now)
{
    const auto jws = crypto::parseJws(compact, "at+jwt");
    const auto key = jws ? keys.verificationKey(kidOf(compact), now) : std::nullopt;
    return key && crypto::verifyJws(*jws, *key);
}

QByteArrayList published(const Keys &keys, qint64 now)
{
    QByteArrayList kids;
    const QJsonArray all = keys.jwks(now).value(QLatin1String("keys")).toArray();
    for (const QJsonValue &key : all)
        kids.append(key[QLatin1String("kid")].toString().toLatin1());
    return kids;
}

int mode(const QString &path)
{
    struct stat info{};
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0 ? int(info.st_mode & 07777) : -1;
}

}  // namespace

class KeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesAreTheOwnersAlone();
    void secretsAreNotInTheFiles();
    void sameAfterReopening();
    void jwksHoldsPublicPartsOnly();
    void rotationNeverLeavesATokenUnverified();
    void rotationNow();
    void secondRotationWaits();
    void runningProcessFollowsRotation();
    void rememberedTokensEndWithTheirKey();
    void clockSetBackStillSigns();
    void rotationIsAudited();
    void refusesUnsafeFiles_data();
    void refusesUnsafeFiles();
    void refusesMissingAndChangedFiles_data();
    void refusesMissingAndChangedFiles();
    void secretHashDependsOnPepper();
};

void KeysTest::filesAreTheOwnersAlone()
{
    KeyFixture f;
    QCOMPARE(mode(f.directory.filePath(QStringLiteral("keys"))), 0700);
    QCOMPARE(f.files().size(), 3);
    for (const QString &name : f.files())
        QCOMPARE(mode(f.path(name)), 0600);
}

void KeysTest::secretsAreNotInTheFiles()
{
    KeyFixture f;
    QFile pepper(f.path(QStringLiteral("pepper")));
    QVERIFY(pepper.open(QIODevice::ReadOnly));
    const QByteArray secret = pepper.readAll();
    QCOMPARE(secret.size(), 43);
    for (const QString &name : f.files()) {
        QFile file(f.path(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        if (name != QLatin1String("pepper")) {
            QVERIFY(bytes.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
            QVERIFY(!bytes.contains(secret));
        }
    }
    QFile database(f.directory.filePath(QStringLiteral("authority.db")));
    QVERIFY(database.open(QIODevice::ReadOnly));
    QVERIFY(!database.readAll().contains(secret));
}

void KeysTest::sameAfterReopening()
{
    KeyFixture f;
    const QByteArray token = f.sign();
    const QByteArray hash = f.keys->secretHash("secret");
    const QByteArray audit = f.keys->auditKey().publicKey().raw();
    const auto again = f.opened();
    QVERIFY(verifies(*again, token, f.now()));
    QCOMPARE(again->secretHash("secret"), hash);
    QCOMPARE(again->auditKey().publicKey().raw(), audit);
}

void KeysTest::jwksHoldsPublicPartsOnly()
{
    KeyFixture f;
    const QJsonArray keys = f.keys->jwks(f.now()).value(QLatin1String("keys")).toArray();
    QCOMPARE(keys.size(), 1);
    QStringList members = keys[0].toObject().keys();
    members.sort();
    QCOMPARE(members, QStringLiteral("alg crv kid kty use x y").split(u' '));
    QVERIFY(!f.keys->verificationKey("unknown", f.now()));
}

void KeysTest::rotationNeverLeavesATokenUnverified()
{
    KeyFixture f;
    const QByteArray old = kidOf(f.sign());
    f.clock.advanceMs(1000);
    const auto made = f.rotate(Rotation::AfterWaiting);
    QVERIFY(made);
    QCOMPARE(int(made->state), int(KeyState::Waiting));
    QCOMPARE(made->signsFrom, f.now() + kPublishBeforeSigningSeconds);
    QCOMPARE(published(*f.keys, f.now()), (QByteArrayList{old, made->kid}));
    f.clock.advanceMs((kPublishBeforeSigningSeconds - 1) * 1000);
    const QByteArray lastOfOld = f.sign();
    QCOMPARE(kidOf(lastOfOld), old);
    f.clock.advanceMs(1000);
    const QByteArray firstOfNew = f.sign();
    QCOMPARE(kidOf(firstOfNew), made->kid);
    // A token of the longest life, signed in the old key's last second, verifies to its end.
    QVERIFY(verifies(*f.keys, lastOfOld, f.now() - 1 + catalog::kMaxAccessSeconds));
    QVERIFY(verifies(*f.keys, firstOfNew, f.now() + catalog::kMaxAccessSeconds));
    f.clock.advanceMs(kPublishedAfterwards * 1000);
    QVERIFY(!verifies(*f.keys, lastOfOld, f.now()));
    QCOMPARE(published(*f.keys, f.now()), QByteArrayList{made->kid});
    QCOMPARE(int(f.keys->list(f.now()).front().state), int(KeyState::Retired));
    QVERIFY(f.open());
}

void KeysTest::rotationNow()
{
    KeyFixture f;
    const QByteArray old = kidOf(f.sign());
    f.clock.advanceMs(5000);
    const auto made = f.rotate(Rotation::Now);
    QVERIFY(made);
    QCOMPARE(kidOf(f.sign()), made->kid);
    QCOMPARE(published(*f.keys, f.now()), (QByteArrayList{old, made->kid}));
    // Twice within one second keeps an order.
    const auto third = f.rotate(Rotation::Now);
    QVERIFY(third);
    f.clock.advanceMs(1000);
    QCOMPARE(kidOf(f.sign()), third->kid);
}

void KeysTest::secondRotationWaits()
{
    KeyFixture f;
    f.clock.advanceMs(5000);
    const auto waiting = f.rotate(Rotation::AfterWaiting);
    QVERIFY(waiting);
    QCOMPARE(f.rotate(Rotation::AfterWaiting).error().code, base::Errc::Conflict);
    const auto atOnce = f.rotate(Rotation::Now);
    QVERIFY(atOnce);
    QCOMPARE(atOnce->kid, waiting->kid);
    QCOMPARE(kidOf(f.sign()), waiting->kid);
    QCOMPARE(f.keys->list(f.now()).size(), size_t(2));
    QCOMPARE(f.keys->list(f.now()).front().retiresAt, std::optional<qint64>(f.now() + kPublishedAfterwards));
}

void KeysTest::runningProcessFollowsRotation()
{
    KeyFixture f;
    const auto running = f.opened();  // the `serve` beside the command
    f.clock.advanceMs(5000);
    const auto made = f.rotate(Rotation::Now);
    QVERIFY(made);
    QVERIFY(!running->verificationKey(made->kid, f.now()));
    const auto token = f.store->read([&](Transaction &tx) { return running->sign(tx, "at+jwt", {}); });
    QCOMPARE(kidOf(*token), made->kid);
    QVERIFY(verifies(*running, *token, f.now()));
}

// The signature over the same bytes is checked once; all else is asked each time.
void KeysTest::rememberedTokensEndWithTheirKey()
{
    KeyFixture f;
    f.clock.advanceMs(5000);
    const QByteArray token = f.sign();
    const auto other = f.opened();  // has not signed it itself
    for (const Keys *keys : {f.keys.get(), other.get()}) {
        for (int i = 0; i < 3; ++i) {
            const auto claims = keys->claimsOf(token, "at+jwt", f.now());
            QVERIFY(claims);
            QCOMPARE(claims->value(QLatin1String("sub")).toString(), QStringLiteral("x"));
        }
        QVERIFY(!keys->claimsOf(token, "jit-action+jwt", f.now()));
        QVERIFY(!keys->claimsOf(token.chopped(2) + "AA", "at+jwt", f.now()));
        QVERIFY(!keys->claimsOf(token + '.', "at+jwt", f.now()));
    }
    QVERIFY(f.rotate(Rotation::Now));
    QVERIFY(f.keys->claimsOf(token, "at+jwt", f.now()));
    f.clock.advanceMs((kPublishedAfterwards + 2) * 1000);
    QVERIFY(!f.keys->claimsOf(token, "at+jwt", f.now()));
    QVERIFY(f.keys->claimsOf(f.sign(), "at+jwt", f.now()));
}

void KeysTest::clockSetBackStillSigns()
{
    KeyFixture f;
    f.clock.stepMs(-86'400'000);
    const auto again = f.opened();
    const auto token = f.store->read([&](Transaction &tx) { return again->sign(tx, "at+jwt", {}); });
    QVERIFY(verifies(*again, *token, f.now()));
}

void KeysTest::rotationIsAudited()
{
    KeyFixture f;
    f.clock.advanceMs(5000);
    const auto count = [&f] {
        return *f.store->read([](Transaction &tx) { return tx.one("SELECT count(*) FROM audit_entry WHERE event = 'key.rotated' AND actor = 'cli'")->integer(0); });
    };
    QCOMPARE(count(), 0);
    QVERIFY(f.rotate(Rotation::AfterWaiting));
    QVERIFY(!f.rotate(Rotation::AfterWaiting));
    QCOMPARE(count(), 1);
}

void KeysTest::refusesUnsafeFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("pepper") << QStringLiteral("pepper");
    QTest::newRow("audit key") << QStringLiteral("audit.pem");
    QTest::newRow("signing key") << QStringLiteral("signing-*");
    QTest::newRow("directory") << QString();
}

void KeysTest::refusesUnsafeFiles()
{
    QFETCH(QString, name);
    KeyFixture f;
    const bool isDirectory = name.isEmpty();
    if (name.endsWith(u'*'))
        name = f.files().filter(QStringLiteral("signing-")).value(0);
    const QString path = isDirectory ? f.directory.filePath(QStringLiteral("keys")) : f.path(name);
    const QByteArray encoded = QFile::encodeName(path);
    const mode_t right = isDirectory ? 0700 : 0600;
    for (const mode_t extra : {0040, 0020, 0004, 0002, 0010}) {
        ::chmod(encoded.constData(), right | extra);
        QCOMPARE(f.openError(), base::Errc::Denied);
    }
    ::chmod(encoded.constData(), right);
    QVERIFY(f.open());
    if (::geteuid() == 0) {
        QCOMPARE(::chown(encoded.constData(), 65534, 65534), 0);
        QCOMPARE(f.openError(), base::Errc::Denied);
        QCOMPARE(::chown(encoded.constData(), 0, 0), 0);
    }
    const QString elsewhere = f.directory.filePath(QStringLiteral("elsewhere"));
    QVERIFY(QDir().rename(path, elsewhere));
    QVERIFY(QFile::link(elsewhere, path));
    QCOMPARE(f.openError(), base::Errc::Denied);
}

void KeysTest::refusesMissingAndChangedFiles_data()
{
    refusesUnsafeFiles_data();
}

void KeysTest::refusesMissingAndChangedFiles()
{
    QFETCH(QString, name);
    KeyFixture f, other;
    if (name.isEmpty()) {
        QVERIFY(QDir(f.directory.filePath(QStringLiteral("keys"))).removeRecursively());
        QCOMPARE(f.openError(), base::Errc::Corrupt);
        QVERIFY(!QFile::exists(f.directory.filePath(QStringLiteral("keys"))));  // nothing was made anew
        return;
    }
    const QString pattern = name;
    const auto fileOf = [&pattern](const KeyFixture &of) { return of.path(of.files().filter(pattern.chopped(1)).value(0)); };
    const QString path = fileOf(f);
    const auto replaceBy = [&path](const QByteArray &content) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        file.close();
        ::chmod(QFile::encodeName(path).constData(), 0600);
    };
    QFile theirs(fileOf(other));
    QVERIFY(theirs.open(QIODevice::ReadOnly));
    replaceBy(theirs.readAll());  // another authority's file
    QCOMPARE(f.openError(), base::Errc::Corrupt);
    replaceBy("garbage");
    QCOMPARE(f.openError(), base::Errc::Corrupt);
    replaceBy({});
    QCOMPARE(f.openError(), base::Errc::Corrupt);
    replaceBy(QByteArray(20'000, 'x'));
    QCOMPARE(f.openError(), base::Errc::TooLarge);
    QVERIFY(QFile::remove(path));
    QCOMPARE(f.openError(), base::Errc::Corrupt);
    QVERIFY(!QFile::exists(path));
}

void KeysTest::secretHashDependsOnPepper()
{
    KeyFixture f, other;
    QCOMPARE(f.keys->secretHash("secret").size(), 32);
    QVERIFY(f.keys->secretHash("secret") != f.keys->secretHash("secret2"));
    QVERIFY(f.keys->secretHash("secret") != other.keys->secretHash("secret"));
}

QTEST_GUILESS_MAIN(KeysTest)
#include "keys_test.moc"
