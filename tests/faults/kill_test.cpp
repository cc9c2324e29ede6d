// SIGKILL at random points under load, again and again on one data directory; then everything acknowledged must still be true
// (security.md, "Must hold" 1 and 4). COUNTERSIGN_KILLS sets how often.
#include "tests/faults/history.h"
#include "tests/support/authority_process.h"
#include "tests/support/load_client.h"

#include "app/crypto/digest.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

#include <shared_mutex>
#include <thread>

using namespace countersign;
using namespace countersign::test;

namespace {

constexpr int kWorkers = 8;
constexpr char kSettings[] = "[limits]\nasks_per_client_per_minute = 100000\nasks_per_group_per_minute = 100000\nsign_ins_per_minute = 100000\n"
                             "connections_per_address = 10000\n";

int killsWanted()
{
    const int wanted = qEnvironmentVariableIntValue("COUNTERSIGN_KILLS");
    return wanted > 0 ? wanted : 40;
}

bool chance(int percent)
{
    return QRandomGenerator::global()->bounded(100) < percent;
}

// What the workers share. While the authority is down they wait at the gate instead of spinning.
struct Scene {
    Party requester{"deploy-bot", crypto::randomToken()};
    Party api{"orders-api", crypto::randomToken()};
    ApproverSession approver{{}, {}, {}, crypto::EcPrivateKey::generate(), crypto::EcPrivateKey::generate()};
    quint16 port = 0;
    History history;
    std::atomic<bool> up{false}, ending{false};
    std::atomic<qint64> finished{0};
};

class Worker {
public:
    explicit Worker(Scene &scene) : m_scene(scene), m_client(scene.port, scene.approver.issuer) {}

    void run()
    {
        while (!m_scene.ending)
            oneApproval();
    }

private:
    // Runs one request and writes down what came back; `again` while the answer is lost, as a real client would.
    template <class Send>
    HttpReply record(Operation operation, Send send)
    {
        while (!m_scene.up && !m_scene.ending)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        operation.start = monotonicNs();
        const HttpReply reply = send();
        operation.end = monotonicNs();
        operation.status = reply.status;
        operation.succeeded = reply.status == 200;
        if (operation.step == Step::Ask)
            operation.txn = reply.text(QLatin1String("approval_id"));
        if (operation.step == Step::Redeem)
            operation.credential = reply.text(QLatin1String("access_token"));
        if (operation.step == Step::Consume) {
            operation.succeeded = reply.json().value(QLatin1String("active")).toBool();
            operation.receipt = reply.text(QLatin1String("receipt"));
        }
        m_scene.history.add(operation);
        return reply;
    }

    template <class Send>
    HttpReply recordUntilAnswered(const Operation &operation, Send send)
    {
        HttpReply reply;
        for (int attempt = 0; attempt < 20 && reply.status == 0 && !m_scene.ending; ++attempt)
            reply = record(operation, send);
        return reply;
    }

    void oneApproval()
    {
        const QJsonObject action = freshAction();
        const HttpReply answer = record({Step::Ask}, [&] { return m_client.ask(m_scene.requester, action); });
        if (answer.status != 200)
            return;
        const Asked asked = LoadClient::asked(answer, action);
        if (!decide(asked))
            return;
        Operation redeem{Step::Redeem, asked.txn};
        const HttpReply redeemed = recordUntilAnswered(redeem, [&] { return m_client.redeem(m_scene.requester, asked.authReqId); });
        const QByteArray token = redeemed.text(QLatin1String("access_token"));
        if (!token.isEmpty())
            consume(asked, token);
        ++m_scene.finished;
    }

    bool decide(const Asked &asked)
    {
        const bool approve = chance(85);
        const QByteArray verdict = approve ? "approve" : "deny";
        const HttpReply reply = recordUntilAnswered({approve ? Step::Approve : Step::Deny, asked.txn}, [&]() -> HttpReply {
            const HttpReply card = m_client.approval(m_scene.approver, asked.txn);
            if (card.status != 200)
                return {};
            return m_client.decide(m_scene.approver, card.json(), asked.code, verdict);
        });
        // A denied request is redeemed all the same: it must be refused.
        return reply.status == 200;
    }

    // Half with an Idempotency-Key that is used again after a lost answer, half without; sometimes a second try on top.
    void consume(const Asked &asked, const QByteArray &token)
    {
        Operation use{Step::Consume, asked.txn, token, chance(50) ? crypto::randomToken(16) : QByteArray()};
        const auto send = [&] { return m_client.consume(m_scene.api, token, asked.action, use.key); };
        (void)recordUntilAnswered(use, send);
        if (chance(50))
            (void)recordUntilAnswered(use, send);
        use.key.clear();
        if (chance(25))
            (void)record(use, send);
    }

    Scene &m_scene;
    LoadClient m_client;
};

Log readLog(LoadClient &client, const ApproverSession &approver, qint64 &entries)
{
    Log log;
    QByteArray target = "/audit/entries?from=0&limit=500";
    for (;;) {
        const HttpReply page = client.get(approver, target);
        if (page.status != 200)
            return {};
        const QJsonObject object = page.json();
        for (const QJsonValue &value : object.value(QLatin1String("items")).toArray()) {
            const QJsonObject item = value.toObject();
            log[item.value(QLatin1String("txn")).toString().toLatin1()].push_back({item.value(QLatin1String("event")).toString(), item.value(QLatin1String("outcome")).toString()});
            ++entries;
        }
        const QJsonValue next = object.value(QLatin1String("next_cursor"));
        if (next.isUndefined())
            return log;
        target = "/audit/entries?limit=500&cursor=" + next.toVariant().toString().toUtf8().toPercentEncoding();
    }
}

}  // namespace

class KillTest : public QObject {
    Q_OBJECT

    AuthorityProcess m_authority{QStringLiteral(COUNTERSIGN_AUTHORITY)};
    Scene m_scene;

    void signIn()
    {
        LoadClient client(m_authority.port(), m_authority.issuer());
        m_scene.approver = client.signIn(m_authority.device());
        QVERIFY(!m_scene.approver.accessToken.isEmpty());
    }

    void start()
    {
        m_authority.create(testCatalogText(), kSettings);
        m_authority.addClient(m_scene.requester.id, m_scene.requester.secret, {QStringLiteral("--grants"), QStringLiteral("client_credentials,ciba"), QStringLiteral("--scopes"), QStringLiteral("orders:note:create"), QStringLiteral("--actions"), QStringLiteral("orders.note,orders.brief")});
        m_authority.addClient(m_scene.api.id, m_scene.api.secret, {QStringLiteral("--resource-server"), QString::fromLatin1(kOrdersResource)});
        QVERIFY2(m_authority.serve(), m_authority.log());
        m_scene.port = m_authority.port();
        signIn();
    }

private Q_SLOTS:
    void initTestCase() { start(); }

    void nothingAcknowledgedIsLostAndNothingIsUsedTwice()
    {
        std::vector<std::thread> threads;
        m_scene.up = true;
        for (int i = 0; i < kWorkers; ++i)
            threads.emplace_back([this] { Worker(m_scene).run(); });
        const auto endWorkers = qScopeGuard([&] {
            m_scene.ending = true;
            for (std::thread &thread : threads)
                thread.join();
        });
        const int kills = killsWanted();
        for (int round = 0; round < kills; ++round) {
            QTest::qSleep(static_cast<int>(20 + QRandomGenerator::global()->bounded(230)));
            m_scene.up = false;
            m_authority.kill();
            QVERIFY2(m_authority.serve(), "it did not come back after a kill:\n" + m_authority.log().right(2000));
            QCOMPARE(m_authority.port(), m_scene.port);
            m_scene.up = true;
        }
        QTest::qSleep(500);
        m_scene.ending = true;
        qInfo("%d kills, %lld operations, %lld approvals finished", kills, static_cast<long long>(m_scene.history.size()), static_cast<long long>(m_scene.finished));
        QVERIFY(m_scene.finished > kills);
    }

    void historyIsSound()
    {
        const auto operations = m_scene.history.operations();
        QCOMPARE(brokenRules(operations).join(u'\n'), QString());
        const auto uses = std::count_if(operations.begin(), operations.end(), [](const Operation &o) { return o.step == Step::Consume && o.succeeded; });
        const auto lost = std::count_if(operations.begin(), operations.end(), [](const Operation &o) { return o.status == 0; });
        qInfo("%lld uses, %lld lost answers", static_cast<long long>(uses), static_cast<long long>(lost));
        QVERIFY(uses > 0);
        QVERIFY2(lost > 0, "no kill hit a request: the test proves nothing");
    }

    void everyAcknowledgedFactIsInTheLog()
    {
        LoadClient client(m_scene.port, m_authority.issuer());
        const ApproverSession auditor = client.signIn(m_authority.device());
        qint64 entries = 0;
        const Log log = readLog(client, auditor, entries);
        QVERIFY(!log.isEmpty());
        QCOMPARE(missingFromLog(m_scene.history.operations(), log).join(u'\n'), QString());
        const CommandResult fsck = m_authority.command({QStringLiteral("audit"), QStringLiteral("fsck")});
        QVERIFY2(fsck.code == 0, fsck.err + fsck.out);
        qInfo("%lld entries in the log; audit fsck: %s", static_cast<long long>(entries), fsck.out.trimmed().constData());
    }

    // EV-07: an event whose sending a kill prevented is sent after the restart.
    void everyDecisionIsStillAnnounced()
    {
        LoadClient client(m_scene.port, m_authority.issuer());
        const ApproverSession viewer = client.signIn(m_authority.device());
        QSet<QByteArray> wanted;
        for (const Operation &operation : m_scene.history.operations()) {
            if (operation.succeeded && (operation.step == Step::Approve || operation.step == Step::Deny))
                wanted.insert(operation.txn);
        }
        HttpHeaders headers = LoadClient::proven(viewer, "GET", "/events");
        headers.emplace_back("Last-Event-ID", "0");
        qsizetype parsed = 0;
        bool reset = false;
        (void)client.connection().stream({"GET", "/events", headers, {}}, [&](const QByteArray &all) {
            qsizetype end = -1;
            while ((end = all.indexOf("\n\n", parsed)) >= 0) {
                const QByteArray block = all.mid(parsed, end - parsed);
                parsed = end + 2;
                reset = reset || block.contains("event: reset");
                if (block.contains("\"status\":\"approved\"") || block.contains("\"status\":\"denied\"")) {
                    const qsizetype at = block.indexOf("apr_");
                    wanted.remove(block.mid(at, block.indexOf('"', at) - at));
                }
            }
            return wanted.isEmpty() || reset;
        });
        // The outbox keeps a bounded past; a console that was away longer is told to read everything again.
        if (reset)
            QSKIP("More happened than the outbox keeps: the stream said reset, as it must.");
        QCOMPARE(wanted.size(), 0);
    }

    // SU-07, SU-08: what was used before the kill stays used after it.
    void usedStaysUsed()
    {
        signIn();
        LoadClient client(m_scene.port, m_authority.issuer());
        const QJsonObject action = freshAction();
        const Asked asked = LoadClient::asked(client.ask(m_scene.requester, action), action);
        const HttpReply shown = client.approval(m_scene.approver, asked.txn);
        QVERIFY2(shown.status == 200, shown.body);
        const QJsonObject card = shown.json();
        const HttpRequest decision = LoadClient::decision(m_scene.approver, card, asked.code, "approve");
        QCOMPARE(client.connection().send(decision).status, 200);
        const QByteArray token = client.redeem(m_scene.requester, asked.authReqId).text(QLatin1String("access_token"));
        const HttpReply first = client.consume(m_scene.api, token, action, "key-1");
        QCOMPARE(first.json().value(QLatin1String("active")).toBool(), true);

        m_authority.kill();
        QVERIFY2(m_authority.serve(), m_authority.log());
        client.connection().close();

        const HttpReply same = client.consume(m_scene.api, token, action, "key-1");
        QCOMPARE(same.text(QLatin1String("receipt")), first.text(QLatin1String("receipt")));
        for (const QByteArray &key : {QByteArray(), QByteArray("key-2")}) {
            const HttpReply again = client.consume(m_scene.api, token, action, key);
            QCOMPARE(again.json().value(QLatin1String("active")).toBool(true), false);
            QCOMPARE(again.text(QLatin1String("reason")), QByteArray("used"));
        }
        const HttpReply replayed = client.connection().send(decision);
        QCOMPARE(replayed.status, 401);
        QVERIFY(replayed.body.contains("dpop"));
        QCOMPARE(client.redeem(m_scene.requester, asked.authReqId).text(QLatin1String("error")), QByteArray("invalid_grant"));
    }

    void cleanupTestCase() { QCOMPARE(m_authority.stop(), 0); }
};

QTEST_GUILESS_MAIN(KillTest)
#include "kill_test.moc"
