// What was read of people and clients is used again only while it is true: in the same transaction, after a change by anybody, and
// after a change that was taken back.
#include "tests/unit/authority/store_fixture.h"

#include "app/authority/store/clients.h"
#include "app/authority/store/users.h"

#include <future>

using namespace countersign;
using namespace countersign::authority;
using namespace countersign::authority::store;

namespace {

Client bot()
{
    Client client;
    client.id = base::ClientId(QStringLiteral("bot"));
    client.name = QStringLiteral("Bot");
    client.owner = QStringLiteral("ops");
    client.authMethod = QStringLiteral("client_secret_basic");
    client.secretHash = QByteArray(32, 'x');
    client.scopes = {QStringLiteral("a:b")};
    return client;
}

User alice()
{
    User user;
    user.sub = newSubject();
    user.name = QStringLiteral("alice");
    user.roles = {QStringLiteral("approver")};
    return user;
}

struct Accounts : StoreFixture {
    const Client client = bot();
    const User user = alice();

    Accounts()
    {
        const auto made = store->write([this](Transaction &tx) { return insertClient(tx, client) && insertUser(tx, user); });
        if (!made || !*made)
            qFatal("no accounts");
    }
    Client readClient() { return *store->read([this](Transaction &tx) { return *findClient(tx, client.id); }); }
    User readUser() { return *store->read([this](Transaction &tx) { return *findUser(tx, user.sub); }); }
    qint64 generation()
    {
        return *store->read([](Transaction &tx) { return tx.one("SELECT n FROM account_generation")->integer(0); });
    }
    void run(const QByteArray &sql) { QVERIFY(store->write([&](Transaction &tx) { tx.exec(sql.constData()); })); }
};

}  // namespace

class AccountCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void changesAreSeenAtOnce()
    {
        Accounts f;
        QCOMPARE(f.readClient().name, QStringLiteral("Bot"));
        f.run("UPDATE client SET name = 'Robot', disabled_at = 7 WHERE id = 'bot'");
        QCOMPARE(f.readClient().name, QStringLiteral("Robot"));
        QVERIFY(!f.readClient().alive(kStartMs / 1000));
        QVERIFY(f.readUser().groups.isEmpty());
        QVERIFY(*f.store->write([&](Transaction &tx) { return setUserGroups(tx, f.user.sub, {QStringLiteral("payments")}); }));
        QCOMPARE(f.readUser().groups, QStringList{QStringLiteral("payments")});
        QVERIFY(*f.store->write([&](Transaction &tx) { return setUserRoles(tx, f.user.sub, {}); }));
        QVERIFY(f.readUser().roles.isEmpty());
        QVERIFY(*f.store->write([&](Transaction &tx) { return disableUser(tx, f.user.sub); }));
        QVERIFY(!f.readUser().isEnabled());
        f.run("DELETE FROM client WHERE id = 'bot'");
        QVERIFY(!*f.store->read([&](Transaction &tx) { return findClient(tx, f.client.id).has_value(); }));
    }

    void changesAreSeenInTheirOwnTransaction()
    {
        Accounts f;
        const auto names = *f.store->write([&](Transaction &tx) {
            const QString before = findClient(tx, f.client.id)->name;
            tx.exec("UPDATE client SET name = 'Robot' WHERE id = 'bot'");
            return QStringList{before, findClient(tx, f.client.id)->name};
        });
        QCOMPARE(names, QStringList({QStringLiteral("Bot"), QStringLiteral("Robot")}));
    }

    // The writer has one connection: what a Work saw before it was undone must not be what the next one finds.
    void whatWasTakenBackIsForgotten()
    {
        Accounts f;
        for (int i = 0; i < 3; ++i) {
            const auto undone = f.store->write([&](Transaction &tx) {
                tx.exec("UPDATE client SET name = 'Robot' WHERE id = 'bot'");
                tx.exec("UPDATE user SET disabled_at = 7");
                if (findClient(tx, f.client.id)->name != QLatin1String("Robot") || findUser(tx, f.user.sub)->isEnabled())
                    qFatal("the change is not seen by who made it");
                tx.abandon(http::Response::empty(409));
            });
            QVERIFY(!undone);
            const auto after = *f.store->write([&](Transaction &tx) { return findClient(tx, f.client.id)->name + QString::number(findUser(tx, f.user.sub)->isEnabled()); });
            QCOMPARE(after, QStringLiteral("Bot1"));
            // A change of the same kind that stays, and one more that is taken back.
            f.run("UPDATE client SET owner = 'ops " + QByteArray::number(i) + "' WHERE id = 'bot'");
            QCOMPARE(f.readClient().owner, QStringLiteral("ops %1").arg(i));
        }
    }

    // Works that share one commit share its transaction too: the second begins where the first was undone.
    void whatWasTakenBackIsForgottenWithinOneCommit()
    {
        Accounts f;
        std::promise<void> bothWait;
        std::promise<QString> seen;
        const auto done = [](const http::Response &) {};
        f.store->submit([&](Transaction &) { bothWait.get_future().wait(); return http::Response::empty(); }, done);
        f.store->submit([&](Transaction &tx) -> http::Response {
            tx.exec("UPDATE client SET name = 'Robot' WHERE id = 'bot'");
            countClientUse(tx, f.client.id);
            if (findClient(tx, f.client.id)->name != QLatin1String("Robot") || !findUser(tx, f.user.sub)->isEnabled())
                qFatal("the change is not seen by who made it");
            tx.abandon(http::Response::empty(409));
        }, done);
        f.store->submit([&](Transaction &tx) {
            const auto client = findClient(tx, f.client.id);
            seen.set_value(client->name + QString::number(client->useCount));
            return http::Response::empty();
        }, done);
        bothWait.set_value();
        QCOMPARE(seen.get_future().get(), QStringLiteral("Bot0"));
    }

    void anotherProcessIsBelieved()
    {
        Accounts f;
        QCOMPARE(f.readClient().name, QStringLiteral("Bot"));
        auto tool = Store::open(f.directory.path(), f.clock, {OpenMode::Tool, 16, {}});
        QVERIFY(tool);
        QVERIFY((*tool)->write([](Transaction &tx) { tx.exec("UPDATE client SET name = 'Robot'"); }));
        QCOMPARE(f.readClient().name, QStringLiteral("Robot"));
    }

    void usesAreCounted()
    {
        Accounts f;
        const qint64 generation = f.generation();
        for (int i = 1; i <= 3; ++i) {
            QVERIFY(f.store->write([&](Transaction &tx) { countClientUse(tx, f.client.id); }));
            QCOMPARE(f.readClient().useCount, i);
            QCOMPARE(f.readClient().lastUsedAt, std::optional<qint64>(kStartMs / 1000));
        }
        const auto counts = *f.store->write([&](Transaction &tx) {
            const qint64 before = findClient(tx, f.client.id)->useCount;
            countClientUse(tx, f.client.id);
            return QList<qint64>{before, findClient(tx, f.client.id)->useCount};
        });
        QCOMPARE(counts, (QList<qint64>{3, 4}));
        QCOMPARE(f.generation(), generation);  // or nothing would ever be remembered
    }

    // A column that is added one day counts as well, without anybody thinking of it here.
    void everyColumnCounts_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("column");
        Accounts f;
        for (const char *table : {"client", "user", "user_role", "user_group"}) {
            const auto columns = f.store->read([&](Transaction &tx) { return tx.all("SELECT name FROM pragma_table_info(?)", {QString::fromLatin1(table)}); });
            for (const Row &row : *columns) {
                if (row.text(0) != QLatin1String("use_count"))
                    QTest::addRow("%s.%s", table, qPrintable(row.text(0))) << QByteArray(table) << row.text(0).toLatin1();
            }
        }
    }
    void everyColumnCounts()
    {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, column);
        Accounts f;
        QVERIFY(*f.store->write([&](Transaction &tx) { return setUserGroups(tx, f.user.sub, {QStringLiteral("payments")}); }));
        const qint64 before = f.generation();
        f.run("UPDATE " + table + " SET " + column + " = " + column);
        QVERIFY(f.generation() != before);
    }
};

QTEST_APPLESS_MAIN(AccountCacheTest)
#include "account_cache_test.moc"
