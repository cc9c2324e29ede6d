// Clients with an end, by a clock that the test moves, with nobody who sweeps: what the check at use does alone (DC-19, SU-12).
#include "tests/authority/authority_fixture.h"

#include "app/authority/policy/client_lifecycle.h"
#include "app/authority/store/transaction.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QtTest>

#include <algorithm>

#include <memory>

using namespace countersign;
using test::Answer;

namespace {

constexpr qint64 kSecond = 1000;
constexpr int kMany = 10'000;

}  // namespace

class ClientsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::AuthorityFixture> m_authority;
    std::unique_ptr<test::ConsoleClient> m_ada;

    qint64 now() const { return m_authority->clock.now(); }

    QJsonObject registered(qint64 life)
    {
        const Answer answer = m_ada->post("/register", {{QStringLiteral("client_name"), QStringLiteral("Contractor")}, {QStringLiteral("scope"), QStringLiteral("orders:note:create")},
                                                        {QStringLiteral("client_expires_at"), now() + life}});
        if (answer.status != 201)
            qWarning() << answer.status << answer.body;
        return answer.json();
    }

    Answer token(const QJsonObject &client)
    {
        const auto text = [&client](const char *name) { return client.value(QLatin1String(name)).toString().toUtf8(); };
        return m_authority->postForm("/token", {{"grant_type", "client_credentials"}}, test::basicAuth(text("client_id"), text("client_secret")));
    }
    QJsonObject card(const QJsonObject &client) { return m_ada->get("/clients/" + client.value(QLatin1String("client_id")).toString().toUtf8()).json(); }
    Answer extend(const QJsonObject &client, qint64 end)
    {
        return m_ada->post("/clients/" + client.value(QLatin1String("client_id")).toString().toUtf8() + "/extend", {{QStringLiteral("client_expires_at"), end}});
    }
    bool isLogged(const QString &event)
    {
        const auto events = m_authority->auditEvents();
        return std::find(events.begin(), events.end(), event) != events.end();
    }
    void sweep()
    {
        QVERIFY(m_authority->write([this](authority::store::Transaction &tx) { authority::policy::sweepClients(m_authority->services(), tx); }));
    }
    void signInAgain()
    {
        m_ada = std::make_unique<test::ConsoleClient>(*m_authority, QStringLiteral("ada"));
        m_ada->scope = "clients:manage audit:read";
        QVERIFY(m_ada->signIn());
    }

private Q_SLOTS:
    void init()
    {
        m_authority = std::make_unique<test::AuthorityFixture>();
        m_authority->addUser(QStringLiteral("ada"), {QStringLiteral("admin")});
        signInAgain();
    }

    void deadToTheSecondWithoutASweeper()
    {
        const QJsonObject client = registered(60);
        m_authority->clock.advanceMs(59 * kSecond);
        const Answer last = token(client);
        QCOMPARE(last.status, 200);
        m_authority->clock.advanceMs(kSecond);
        QCOMPARE(token(client).error(), QStringLiteral("invalid_client"));
        QCOMPARE(card(client).value(QLatin1String("status")).toString(), QStringLiteral("expired"));
        QCOMPARE(card(client).value(QLatin1String("live_tokens")).toInteger(), 0);
        QVERIFY(!isLogged(QStringLiteral("client.expired")));
        m_authority->restart();
        QCOMPARE(token(client).error(), QStringLiteral("invalid_client"));
        sweep();
        QVERIFY(isLogged(QStringLiteral("client.expired")));
    }

    void aClockSetBackRevivesNobody()
    {
        const QJsonObject client = registered(60);
        m_authority->clock.advanceMs(61 * kSecond);
        QCOMPARE(token(client).error(), QStringLiteral("invalid_client"));
        sweep();  // a write, so that the time is known to the store
        m_authority->clock.stepMs(-3600 * kSecond);
        QCOMPARE(token(client).error(), QStringLiteral("invalid_client"));
        m_authority->restart();
        QCOMPARE(token(client).error(), QStringLiteral("invalid_client"));
        signInAgain();
        QVERIFY(card(client).value(QLatin1String("status")) == QLatin1String("expired"));
        QCOMPARE(extend(client, now() + 600).status, 409);
    }

    void aClockADayAheadEndsThemForGood()
    {
        const QJsonObject client = registered(3600);
        m_authority->clock.stepMs(86'400 * kSecond);
        QCOMPARE(token(client).error(), QStringLiteral("invalid_client"));
        sweep();
        m_authority->clock.stepMs(-86'400 * kSecond);
        QCOMPARE(token(client).error(), QStringLiteral("invalid_client"));
    }

    void extendingInTheLastSecondAndInTheFirstOneAfter()
    {
        const QJsonObject client = registered(60), late = registered(60);
        const qint64 end = client.value(QLatin1String("client_expires_at")).toInteger();
        m_authority->clock.advanceMs(59 * kSecond + 999);
        QCOMPARE(extend(client, end + 600).status, 200);
        m_authority->clock.advanceMs(1);
        QCOMPARE(extend(late, end + 600).status, 409);
        QCOMPARE(token(client).status, 200);
        QCOMPARE(token(late).status, 401);
    }

    void theEndIsAnnouncedOnceAndAnewAfterAnExtension()
    {
        const QJsonObject client = registered(3600);
        const auto count = [this] {
            const auto events = m_authority->auditEvents();
            return std::count(events.begin(), events.end(), QStringLiteral("client.ends_soon"));
        };
        m_authority->clock.advanceMs(3239 * kSecond);
        sweep();
        QCOMPARE(count(), 0);
        m_authority->clock.advanceMs(kSecond);
        sweep();
        sweep();
        QCOMPARE(count(), 1);
        signInAgain();
        QCOMPARE(extend(client, now() + 1000).status, 200);
        sweep();
        QCOMPARE(count(), 1);
        m_authority->clock.advanceMs(900 * kSecond);
        sweep();
        QCOMPARE(count(), 2);
    }

    // Pages go by keyset: the last of ten thousand is as near as the first.
    void tenThousandAreListedQuickly()
    {
        QVERIFY(m_authority->write([this](authority::store::Transaction &tx) {
            for (int i = 0; i < kMany; ++i) {
                authority::store::Client client;
                client.id = base::ClientId(QStringLiteral("many_%1").arg(i, 5, 10, QLatin1Char('0')));
                client.name = QStringLiteral("Client %1").arg(i);
                client.owner = QStringLiteral("ops@example.com");
                client.authMethod = QStringLiteral("client_secret_basic");
                client.secretHash = QByteArray(32, 'x');
                client.isTemporary = true;
                client.expiresAt = now() + (i % 2 ? 3600 : -1);
                QVERIFY(authority::store::insertClient(tx, client));
            }
        }));
        QSet<QString> seen;
        std::vector<qint64> took;
        QByteArray cursor;
        do {
            QElapsedTimer timer;
            timer.start();
            const QJsonObject page = m_ada->get("/clients?temporary=true&limit=50" + (cursor.isEmpty() ? QByteArray() : "&cursor=" + cursor)).json();
            took.push_back(timer.elapsed());
            const QJsonArray items = page.value(QLatin1String("items")).toArray();
            QVERIFY2(!items.isEmpty(), QJsonDocument(page).toJson().constData());
            for (const QJsonValue &item : items) {
                const QString id = item.toObject().value(QLatin1String("id")).toString();
                QVERIFY2(!seen.contains(id), qPrintable(id));
                seen.insert(id);
            }
            cursor = page.value(QLatin1String("next_cursor")).toString().toUtf8();
        } while (!cursor.isEmpty());
        QCOMPARE(seen.size(), kMany);
        std::vector<qint64> sorted = took;
        std::sort(sorted.begin(), sorted.end());
        const qint64 median = sorted[sorted.size() / 2], last = took.back();
        qInfo("%d clients in %zu pages: median %lld ms, last %lld ms", kMany, took.size(), static_cast<long long>(median), static_cast<long long>(last));
        QVERIFY2(last <= 5 * median + 100, "the last page is far slower than the others");
    }
};

QTEST_GUILESS_MAIN(ClientsTest)
#include "clients_test.moc"
