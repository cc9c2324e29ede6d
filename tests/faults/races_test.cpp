// Thirty-two at once, over real sockets: one winner, the others refused, everything in the log (SU-03, SU-14, SU-15).
#include "tests/faults/parties.h"

#include <QTest>

using namespace countersign::test;

namespace {

constexpr int kAtOnce = 32;
constexpr int kRounds = 4;

}  // namespace

class RacesTest : public QObject {
    Q_OBJECT

    Parties m_parties;

    qsizetype logged(const QByteArray &txn, const char *event) const
    {
        const auto entries = m_parties.readLog().value(txn);
        return std::count_if(entries.begin(), entries.end(), [event](const LogEntry &entry) { return entry.event == QLatin1String(event); });
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_parties.start()); }

    void oneRedemptionWins()
    {
        int kept = 0;
        for (int round = 0; round < kRounds; ++round) {
            const Asked asked = m_parties.approved();
            QVERIFY(!asked.txn.isEmpty());
            std::vector<LoadClient> clients;
            for (int i = 0; i < kAtOnce; ++i) {
                clients.push_back(m_parties.client());
                QVERIFY(clients.back().connection().open());
            }
            std::vector<HttpReply> replies(kAtOnce);
            together(kAtOnce, [&](int i) { replies[static_cast<size_t>(i)] = clients[static_cast<size_t>(i)].redeem(m_parties.requester, asked.authReqId); });
            QByteArray token;
            for (const HttpReply &reply : replies) {
                if (reply.status == 200)
                    token = reply.text(QLatin1String("access_token"));
                else
                    QVERIFY2(reply.text(QLatin1String("error")) == "invalid_grant" || reply.text(QLatin1String("error")) == "slow_down", reply.body);
            }
            QCOMPARE(std::count_if(replies.begin(), replies.end(), [](const HttpReply &reply) { return reply.status == 200; }), 1);
            QCOMPARE(logged(asked.txn, "credential.issued"), 1);
            const HttpReply used = m_parties.client().consume(m_parties.api, token, asked.action);
            QVERIFY2(isActive(used) || used.text(QLatin1String("reason")) == "revoked", used.body);
            kept += isActive(used) ? 1 : 0;
        }
        // Losers do not revoke what the winner got (protocol.md 12). On a busy machine one may come so late that it is a replay, which does.
        QVERIFY2(kept > 0, "every race ended with the winner's credential revoked");
    }

    void oneConsumeWins_data()
    {
        QTest::addColumn<bool>("keyed");
        QTest::newRow("without keys") << false;
        QTest::newRow("each with its own Idempotency-Key") << true;
    }
    void oneConsumeWins()
    {
        QFETCH(const bool, keyed);
        for (int round = 0; round < kRounds; ++round) {
            const auto credential = m_parties.credential();
            QVERIFY(!credential.token.isEmpty());
            std::vector<HttpReply> replies(kAtOnce);
            together(kAtOnce, [&](int i) {
                replies[static_cast<size_t>(i)] = m_parties.client().consume(m_parties.api, credential.token, credential.asked.action, keyed ? "key-" + QByteArray::number(round * 100 + i) : QByteArray());
            });
            QCOMPARE(std::count_if(replies.begin(), replies.end(), isActive), 1);
            for (const HttpReply &reply : replies)
                QVERIFY2(reply.status == 200 && (isActive(reply) || reply.text(QLatin1String("reason")) == "used"), reply.body);
            QCOMPARE(logged(credential.asked.txn, "credential.consumed"), 1);
        }
    }

    void oneKeyOneReceipt()
    {
        const auto credential = m_parties.credential();
        std::vector<HttpReply> replies(kAtOnce);
        together(kAtOnce, [&](int i) { replies[static_cast<size_t>(i)] = m_parties.client().consume(m_parties.api, credential.token, credential.asked.action, "shared-key"); });
        for (const HttpReply &reply : replies) {
            QVERIFY2(isActive(reply), reply.body);
            QCOMPARE(reply.text(QLatin1String("receipt")), replies.front().text(QLatin1String("receipt")));
        }
        QCOMPARE(logged(credential.asked.txn, "credential.consumed"), 1);
    }

    // Approve, deny and cancel at the same moment: one end, and what was told to each fits it.
    void oneDecisionStands()
    {
        for (int round = 0; round < kRounds; ++round) {
            const Asked asked = m_parties.ask();
            const QJsonObject card = m_parties.client().approval(m_parties.approver, asked.txn).json();
            std::vector<HttpReply> replies(kAtOnce);
            together(kAtOnce, [&](int i) {
                replies[static_cast<size_t>(i)] = i % 8 == 7
                    ? m_parties.client().form("/revoke", basicAuthorization(m_parties.requester), {{"token", asked.authReqId}})
                    : m_parties.client().decide(m_parties.approver, card, asked.code, i % 2 == 0 ? "approve" : "deny");
            });
            const QByteArray status = m_parties.client().approval(m_parties.approver, asked.txn).text(QLatin1String("status"));
            QVERIFY2((QByteArrayList{"approved", "denied", "cancelled"}.contains(status)), status);
            for (int i = 0; i < kAtOnce; ++i) {
                const HttpReply &reply = replies[static_cast<size_t>(i)];
                if (i % 8 == 7)
                    continue;
                // An approval that was not redeemed yet can still be withdrawn; a denial is an end.
                const bool mayStand = i % 2 == 0 ? status != "denied" : status == "denied";
                QVERIFY2(reply.status == 409 || (mayStand && reply.status == 200), reply.body + " while the request is " + status);
            }
            const qsizetype decided = logged(asked.txn, "approval.decided");
            QVERIFY2(decided == 1 || (status == "cancelled" && decided == 0), QByteArray::number(decided));
            const HttpReply redeemed = m_parties.client().redeem(m_parties.requester, asked.authReqId);
            QCOMPARE(redeemed.status == 200, status == "approved");
        }
    }

    void oneProofCountsOnce()
    {
        const Asked asked = m_parties.ask();
        const HttpRequest request{"GET", "/approvals/" + asked.txn, LoadClient::proven(m_parties.approver, "GET", "/approvals/" + asked.txn), {}};
        std::vector<int> statuses(kAtOnce);
        together(kAtOnce, [&](int i) { statuses[static_cast<size_t>(i)] = m_parties.client().connection().send(request).status; });
        QCOMPARE(std::count(statuses.begin(), statuses.end(), 200), 1);
        QCOMPARE(std::count(statuses.begin(), statuses.end(), 401), kAtOnce - 1);
    }

    void stillWorks() { QVERIFY(m_parties.works()); }
    void cleanupTestCase() { QCOMPARE(m_parties.authority->stop(), 0); }
};

QTEST_GUILESS_MAIN(RacesTest)
#include "races_test.moc"
