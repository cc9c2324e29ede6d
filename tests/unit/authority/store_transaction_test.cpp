// Transactions, group commit, roll back, reads, outbox and entities on a real database file.
#include "tests/unit/authority/store_fixture.h"

#include "app/authority/store/clients.h"
#include "app/authority/store/devices.h"
#include "app/authority/store/users.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <atomic>
#include <future>
#include <thread>

using namespace countersign;
using namespace countersign::authority;
using namespace countersign::authority::store;

namespace {

User alice()
{
    User user;
    user.sub = newSubject();
    user.name = QStringLiteral("alice");
    user.roles = {QStringLiteral("approver"), QStringLiteral("admin")};
    user.groups = {QStringLiteral("payments-approvers")};
    user.passwordPhc = "$argon2id$test";
    return user;
}

qint64 count(Store &store, const char *sql)
{
    return *store.read([&](Transaction &tx) { return tx.one(sql)->integer(0); });
}

}  // namespace

class StoreTransactionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void usersRoundTrip()
    {
        StoreFixture f;
        const User user = alice();
        QVERIFY(*f.store->write([&](Transaction &tx) { return insertUser(tx, user); }));
        QVERIFY(!*f.store->write([&](Transaction &tx) { User again = alice(); return insertUser(tx, again); }));
        const auto found = *f.store->read([](Transaction &tx) { return findUserByName(tx, QStringLiteral("alice")); });
        QVERIFY(found);
        QCOMPARE(found->sub, user.sub);
        QCOMPARE(found->roles, QStringList({QStringLiteral("admin"), QStringLiteral("approver")}));
        QCOMPARE(found->groups, user.groups);
        QCOMPARE(found->createdAt, kStartMs / 1000);
        QVERIFY(found->entitledScopes().contains(QStringLiteral("approvals:decide")));
        QVERIFY(found->entitledScopes().contains(QStringLiteral("audit:read")));
        QCOMPARE(f.store->read([](Transaction &tx) { return approversIn(tx, {QStringLiteral("payments-approvers")}); })->size(), 1U);
        QCOMPARE(f.store->read([](Transaction &tx) { return approversIn(tx, {QStringLiteral("others")}); })->size(), 0U);
        QVERIFY(*f.store->write([&](Transaction &tx) { return disableUser(tx, user.sub); }));
        QVERIFY((*f.store->read([&](Transaction &tx) { return findUser(tx, user.sub); }))->entitledScopes().isEmpty());
        QVERIFY(*f.store->write([&](Transaction &tx) { return takeOtpStep(tx, user.sub, 5); }));
        QVERIFY(!*f.store->write([&](Transaction &tx) { return takeOtpStep(tx, user.sub, 5); }));
    }

    void clientsAndDevicesRoundTrip()
    {
        StoreFixture f;
        Client client;
        client.id = base::ClientId(QStringLiteral("deploy-bot"));
        client.authMethod = QStringLiteral("client_secret_basic");
        client.secretHash = QByteArray(32, 'x');
        client.scopes = {QStringLiteral("a:b"), QStringLiteral("c \"d\"")};
        client.expiresAt = kStartMs / 1000 + 10;
        QVERIFY(*f.store->write([&](Transaction &tx) { return insertClient(tx, client); }));
        QVERIFY(!*f.store->write([&](Transaction &tx) { return insertClient(tx, client); }));
        const auto found = *f.store->read([&](Transaction &tx) { return findClient(tx, client.id); });
        QVERIFY(found);
        QCOMPARE(found->scopes, client.scopes);
        QCOMPARE(found->secretHash, client.secretHash);
        QVERIFY(!found->resourceServer);
        QVERIFY(found->alive(kStartMs / 1000 + 9));
        QVERIFY(!found->alive(kStartMs / 1000 + 10));

        const User user = alice();
        const Device device{base::DeviceKid(QStringLiteral("kid1")), user.sub, "{}", QStringLiteral("Laptop"), 0, {}, {}};
        QVERIFY(*f.store->write([&](Transaction &tx) { return insertUser(tx, user) && insertDevice(tx, device); }));
        QVERIFY(*f.store->write([&](Transaction &tx) { return revokeDevice(tx, device.kid); }));
        QVERIFY(!*f.store->write([&](Transaction &tx) { return revokeDevice(tx, device.kid); }));
        QVERIFY(!*f.store->write([&](Transaction &tx) { return insertDevice(tx, device); }));
        // A device of nobody breaks the foreign key: our fault, nothing kept.
        const auto orphan = f.store->write([&](Transaction &tx) {
            return insertDevice(tx, {base::DeviceKid(QStringLiteral("kid2")), newSubject(), "{}", {}, 0, {}, {}});
        });
        QVERIFY(!orphan);
        QCOMPARE(orphan.error().code, base::Errc::Internal);
    }

    void workAnswersAfterTheCommit()
    {
        StoreFixture f;
        const QString file = f.directory.filePath(QStringLiteral("authority.db"));
        std::promise<qint64> seen;
        // Another connection sees the entry already when the answer is given.
        const auto rowsSeen = [&file]() -> qint64 {
            auto other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
            other.setDatabaseName(file);
            QSqlQuery query(other);
            const bool ran = other.open() && query.exec(QStringLiteral("SELECT count(*) FROM audit_entry")) && query.next();
            return ran ? query.value(0).toLongLong() : -1;
        };
        f.store->submit([](Transaction &tx) { tx.audit(someEvent()); return http::Response::empty(204); },
                        [&](const http::Response &) { seen.set_value(rowsSeen()); });
        QCOMPARE(seen.get_future().get(), 1);
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
    }

    void abandonUndoesItsOwnWorkOnly()
    {
        StoreFixture f;
        std::atomic<int> refused{0};
        std::atomic<int> kept{0};
        std::vector<std::future<void>> done;
        for (int i = 0; i < 64; ++i) {
            auto promise = std::make_shared<std::promise<void>>();
            done.push_back(promise->get_future());
            f.store->submit(
                [i](Transaction &tx) {
                    tx.audit(someEvent());
                    tx.afterCommit([] {});
                    if (i % 2 == 0)
                        tx.abandon(http::Response::error(409, "not_pending", QStringLiteral("x")));
                    return http::Response::empty(204);
                },
                [&, promise](const http::Response &response) {
                    (response.status == 409 ? refused : kept)++;
                    promise->set_value();
                });
        }
        for (auto &one : done)
            one.wait();
        QCOMPARE(refused.load(), 32);
        QCOMPARE(kept.load(), 32);
        QCOMPARE(count(*f.store, "SELECT count(*) FROM audit_entry"), 32);
        QCOMPARE(count(*f.store, "SELECT max(seq) FROM audit_entry"), 31);
    }

    void faultyWorkCostsItselfAlone()
    {
        StoreFixture f;
        std::promise<int> status;
        f.store->submit([](Transaction &tx) -> http::Response { tx.audit(someEvent()); throw std::runtime_error("oops"); },
                        [&](const http::Response &response) { status.set_value(response.status); });
        const auto after = f.store->write([](Transaction &tx) { return tx.audit(someEvent()); });
        QCOMPARE(status.get_future().get(), 500);
        QCOMPARE(*after, 0);
        QVERIFY(f.fatal.empty());
    }

    void errorResultRollsBack()
    {
        StoreFixture f;
        const auto result = f.store->write([](Transaction &tx) -> base::Result<int> {
            tx.audit(someEvent());
            return base::Error{base::Errc::Conflict, QStringLiteral("no")};
        });
        QVERIFY(!result);
        QCOMPARE(result.error().code, base::Errc::Conflict);
        QCOMPARE(count(*f.store, "SELECT count(*) FROM audit_entry"), 0);
    }

    void fullQueueAnswersAtOnce()
    {
        StoreFixture f;
        f.reopen(OpenMode::Serve, 2);
        std::promise<void> gate;
        auto opened = gate.get_future().share();
        std::promise<void> running;
        f.store->submit([&running, opened](Transaction &) { running.set_value(); opened.wait(); return http::Response::empty(); }, [](const http::Response &) {});
        running.get_future().wait();
        std::atomic<int> answered{0};
        for (int i = 0; i < 2; ++i)
            f.store->submit([](Transaction &) { return http::Response::empty(); }, [&](const http::Response &) { ++answered; });
        http::Response refused;
        f.store->submit([](Transaction &) { return http::Response::empty(); }, [&](http::Response response) { refused = std::move(response); });
        QCOMPARE(refused.status, 503);
        QCOMPARE(refused.headers.value(0).first, QByteArray("Retry-After"));
        QCOMPARE(answered.load(), 0);
        gate.set_value();
        QTRY_COMPARE(answered.load(), 2);
    }

    void readersCannotWriteAndSeeOneSnapshot()
    {
        StoreFixture f;
        QVERIFY(!f.store->read([](Transaction &tx) { tx.exec("UPDATE meta SET value = 1"); }));
        const auto counts = f.store->read([&](Transaction &tx) {
            const qint64 before = tx.one("SELECT count(*) FROM audit_entry")->integer(0);
            std::thread([&] { QVERIFY(f.store->write([](Transaction &w) { w.audit(someEvent()); })); }).join();
            return std::pair(before, tx.one("SELECT count(*) FROM audit_entry")->integer(0));
        });
        QCOMPARE(counts->first, counts->second);
        QCOMPARE(count(*f.store, "SELECT count(*) FROM audit_entry"), 1);
    }

    void eventsFollowTheCommit()
    {
        StoreFixture f;
        std::atomic<int> calls{0};
        f.store->onCommitted([&] { ++calls; });
        QCOMPARE(*f.store->lastEventId(), 0);
        const OutboxEvent event{EventKind::Approval, {{QStringLiteral("id"), QStringLiteral("apr_1")}}, {{QStringLiteral("g")}, {}, {}}};
        QVERIFY(!f.store->write([&](Transaction &tx) -> base::Status { tx.publish(event); return base::Error{}; }));
        QCOMPARE(*f.store->lastEventId(), 0);
        QVERIFY(f.store->write([&](Transaction &tx) { tx.publish(event); tx.publish(event); }));
        QTRY_VERIFY(calls > 0);
        const auto events = *f.store->eventsAfter(0, 10);
        QCOMPARE(events.size(), 2U);
        QCOMPARE(events[0].id, 1);
        QCOMPARE(events[1].data, QByteArray("{\"id\":\"apr_1\"}"));
        User member;
        member.groups = {QStringLiteral("g")};
        User stranger;
        QVERIFY(events[0].audience.includes(member, {}));
        QVERIFY(!events[0].audience.includes(stranger, {QStringLiteral("audit:read")}));
        QVERIFY(Audience::everyoneWith(QStringLiteral("audit:read")).includes(stranger, {QStringLiteral("audit:read")}));
        QVERIFY(!Audience().includes(member, {QStringLiteral("audit:read")}));
    }

    void anotherProcessIsNoticed()
    {
        StoreFixture f;
        std::atomic<int> calls{0};
        f.store->onCommitted([&] { ++calls; });
        auto tool = *Store::open(f.directory.path(), f.clock, {OpenMode::Tool, 16, {}});
        QTest::qWait(600);
        const int before = calls;
        QVERIFY(tool->write([](Transaction &tx) { tx.publish({EventKind::Client, {}, {}}); }));
        QTRY_VERIFY_WITH_TIMEOUT(calls > before, 2000);
        QCOMPARE(*f.store->lastEventId(), 1);
    }

    void pragmasHold()  // ST-09
    {
        StoreFixture f;
        const auto pragma = [&](const char *sql) { return *f.store->write([&](Transaction &tx) { return tx.one(sql)->text(0); }); };
        QCOMPARE(pragma("PRAGMA journal_mode"), QStringLiteral("wal"));
        QCOMPARE(pragma("PRAGMA synchronous"), QStringLiteral("2"));
        QCOMPARE(pragma("PRAGMA foreign_keys"), QStringLiteral("1"));
    }

    void numberedPlaceholdersMayRepeat()
    {
        StoreFixture f;
        const auto sum = f.store->read([](Transaction &tx) { return tx.one("SELECT ?1 * 10 + ?1 + ?2 * 100", {3, 5})->integer(0); });
        QVERIFY2(sum, sum ? "" : qPrintable(sum.error().detail));
        QCOMPARE(*sum, 533);
        const auto mixed = f.store->read([](Transaction &tx) { return tx.one("SELECT ? || '?1' || ?2 || ? || \"?\" FROM (SELECT 'q' AS \"?\")",
                                                                             {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")})->text(0); });
        QVERIFY2(mixed, mixed ? "" : qPrintable(mixed.error().detail));
        QCOMPARE(*mixed, QStringLiteral("a?1bcq"));
        QVERIFY(!f.store->read([](Transaction &tx) { return tx.one("SELECT ?1, ?3", {1, 2})->integer(0); }));
    }

    void logEntriesAreFixed()
    {
        StoreFixture f;
        QVERIFY(f.store->write([](Transaction &tx) { tx.audit(someEvent()); }));
        QVERIFY(!f.store->write([](Transaction &tx) { tx.exec("DELETE FROM audit_entry"); }));
        QVERIFY(!f.store->write([](Transaction &tx) { tx.exec("UPDATE audit_entry SET actor = 'x'"); }));
        QVERIFY(!f.store->write([](Transaction &tx) { AuditEvent bad = someEvent(); bad.event = QStringLiteral("Bad Name"); tx.audit(bad); }));
        QCOMPARE(count(*f.store, "SELECT count(*) FROM audit_entry WHERE actor = 'system'"), 1);
    }
};

QTEST_GUILESS_MAIN(StoreTransactionTest)
#include "store_transaction_test.moc"
