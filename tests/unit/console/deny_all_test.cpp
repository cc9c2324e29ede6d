// Denying all of one client: that client's requests alone, each with a signature of its own (UI-18).
#include "app/console/inbox/deny_all.h"

#include "app/approval/decision.h"
#include "app/console/authority_session.h"
#include "app/console/inbox/inbox_model.h"
#include "app/crypto/jws.h"
#include "tests/support/fake_backend.h"
#include "tests/support/fake_clients.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using console::ApprovalRef;
using console::DenyAll;
using console::DenyAllEnd;
using console::Freeze;

namespace {

DenyAllEnd endOf(const QSignalSpy &finished)
{
    return finished.first().first().value<DenyAllEnd>();
}

}  // namespace

class DenyAllTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto backend = std::make_unique<tests::FakeBackend>();
        m_backend = backend.get();
        console::AuthoritySession::Parts parts;
        parts.id = kHere;
        parts.backend = std::move(backend);
        parts.clock = &m_clock;
        m_session = std::make_unique<console::AuthoritySession>(std::move(parts));
        m_session->start();
        m_inbox = std::make_unique<console::InboxModel>(m_clock);
        for (const char *id : {"apr_1", "apr_2", "apr_3"})
            arrive(id, "bot");
        arrive("apr_other", "another");
    }
    void cleanup()
    {
        m_inbox.reset();
        m_session.reset();
    }

    void onlyThisClientsRequestsAreMeant()
    {
        m_inbox->update(console::AuthorityId(QStringLiteral("there")), tests::makeApproval(QStringLiteral("apr_far")), 1000);
        QStringList ids;
        for (const ApprovalRef &ref : m_inbox->ofClient(kHere, QStringLiteral("bot")))
            ids.append(ref.id.text());
        ids.sort();
        QCOMPARE(ids, (QStringList{QStringLiteral("apr_1"), QStringLiteral("apr_2"), QStringLiteral("apr_3")}));
    }

    void eachIsDeniedWithItsOwnSignature()
    {
        auto *work = begin();
        QSignalSpy progress(work, &DenyAll::progress), finished(work, &DenyAll::finished), denied(work, &DenyAll::ended);
        work->start();
        for (size_t sent = 1; sent <= 3; ++sent) {
            QTRY_COMPARE(m_backend->sent.size(), sent);  // one after the other: the next waits for the answer
            confirm();
        }
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(endOf(finished), (DenyAllEnd{3, 3, Freeze::NotAsked}));
        QCOMPARE(denied.size(), 3);
        QCOMPARE(progress.last(), (QVariantList{3, 3}));
        QCOMPARE(m_backend->sent.size(), 3U);
        QSet<QByteArray> signatures;
        QSet<QString> txns;
        for (const QByteArray &bytes : m_backend->sent) {
            const auto jws = crypto::parseJws(bytes, approval::kDecisionType);
            QVERIFY(jws && crypto::verifyJws(*jws, m_backend->key().publicKey()));
            const auto decision = approval::decisionFromClaims(jws->claims);
            QVERIFY(decision);
            QCOMPARE(decision->verdict, approval::Verdict::Deny);
            const backends::Approval card = m_backend->cards.value(decision->txn);
            QCOMPARE(decision->nonce, card.nonce);
            QCOMPARE(decision->actionHash, card.actionHash);
            QCOMPARE(decision->version, card.version);
            QCOMPARE(card.client.id.text(), QStringLiteral("bot"));
            signatures.insert(jws->signature);
            txns.insert(decision->txn.text());
        }
        QCOMPARE(signatures.size(), 3);
        QCOMPARE(txns.size(), 3);
        QTRY_VERIFY(!m_work);  // it goes by itself
    }

    void cancelledKeepsTheRest()
    {
        auto *work = begin();
        QSignalSpy finished(work, &DenyAll::finished);
        work->start();
        QTRY_COMPARE(m_backend->sent.size(), 1U);
        work->cancel();
        confirm();  // what was sent counts
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(endOf(finished), (DenyAllEnd{1, 3, Freeze::NotAsked}));
        QTest::qWait(50);
        QCOMPARE(m_backend->sent.size(), 1U);
    }

    void whatWasDecidedElsewhereOrGotNoAnswerIsNotCounted()
    {
        m_backend->cards[base::ApprovalId(QStringLiteral("apr_1"))].status = approval::Status::Approved;
        auto *work = begin();
        QSignalSpy finished(work, &DenyAll::finished);
        work->start();
        QTRY_COMPARE(m_backend->sent.size(), 1U);
        m_backend->nextDecision.give({base::Errc::Timeout, QStringLiteral("no answer")});
        QTRY_COMPARE(m_backend->sent.size(), 2U);
        confirm();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(endOf(finished), (DenyAllEnd{1, 3, Freeze::NotAsked}));
        QCOMPARE(m_backend->sent.size(), 2U);  // nothing is sent twice
    }

    // The client is stopped before anything is denied; what the authority cancelled with it is over as well.
    void aFloodIsStoppedAtItsSource()
    {
        tests::FakeClients clients;
        m_backend->directory = &clients;
        auto *work = begin();
        QSignalSpy finished(work, &DenyAll::finished), ended(work, &DenyAll::ended);
        work->freezeFirst(base::ClientId(QStringLiteral("bot")), QStringLiteral("flood"));
        work->start();
        QCOMPARE(clients.frozen, (QStringList{QStringLiteral("bot: flood")}));
        QTest::qWait(20);
        QVERIFY2(m_backend->sent.empty(), "denied before the client was stopped");
        m_backend->cards[base::ApprovalId(QStringLiteral("apr_1"))].status = approval::Status::Cancelled;
        m_backend->cards[base::ApprovalId(QStringLiteral("apr_2"))].status = approval::Status::Approved;
        clients.answer.give(clients.done(QStringLiteral("bot")));
        QTRY_COMPARE(m_backend->sent.size(), 1U);  // the one that still waits
        confirm();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(endOf(finished), (DenyAllEnd{2, 3, Freeze::Done}));
        QCOMPARE(ended.size(), 2);
    }

    // That the client goes on must not be hidden by the requests that were denied.
    void aFreezeThatFailsIsSaidAndTheRequestsAreDeniedAllTheSame_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("freeze");
        QTest::newRow("refused") << static_cast<int>(base::Errc::Denied) << static_cast<int>(Freeze::Refused);
        QTest::newRow("no answer") << static_cast<int>(base::Errc::Timeout) << static_cast<int>(Freeze::Unknown);
    }
    void aFreezeThatFailsIsSaidAndTheRequestsAreDeniedAllTheSame()
    {
        QFETCH(int, code);
        QFETCH(int, freeze);
        tests::FakeClients clients;
        m_backend->directory = &clients;
        auto *work = begin();
        QSignalSpy finished(work, &DenyAll::finished);
        work->freezeFirst(base::ClientId(QStringLiteral("bot")), QStringLiteral("flood"));
        work->start();
        clients.answer.give({static_cast<base::Errc>(code), {}});
        for (size_t sent = 1; sent <= 3; ++sent) {
            QTRY_COMPARE(m_backend->sent.size(), sent);
            confirm();
        }
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(endOf(finished), (DenyAllEnd{3, 3, static_cast<Freeze>(freeze)}));
    }

    void theAuthorityMayGoMeanwhile()
    {
        auto *work = begin();
        QSignalSpy finished(work, &DenyAll::finished);
        work->start();
        QTRY_COMPARE(m_backend->sent.size(), 1U);
        const auto answer = m_backend->nextDecision;
        m_session.reset();
        answer.give({base::Errc::Cancelled, QString()});
        QTRY_COMPARE(finished.size(), 1);
        QTRY_VERIFY(!m_work);
    }

private:
    void arrive(const char *id, const char *client)
    {
        backends::Approval card = tests::makeApproval(QString::fromLatin1(id));
        card.client.id = base::ClientId(QString::fromLatin1(client));
        m_backend->cards.insert(card.id, card);
        m_inbox->update(kHere, card, 1000);
    }
    DenyAll *begin()
    {
        m_work = new DenyAll(*m_session, m_inbox->ofClient(kHere, QStringLiteral("bot")), this);
        return m_work;
    }
    void confirm()
    {
        const auto jws = crypto::parseJws(m_backend->sent.back(), approval::kDecisionType);
        backends::Approval after = m_backend->cards.value(approval::decisionFromClaims(jws->claims)->txn);
        after.status = approval::Status::Denied;
        m_backend->nextDecision.give(backends::DecisionAnswer{after, std::nullopt, -1, {}});
    }

    const console::AuthorityId kHere{QStringLiteral("here")};
    base::SystemClock m_clock;
    std::unique_ptr<console::AuthoritySession> m_session;
    std::unique_ptr<console::InboxModel> m_inbox;
    tests::FakeBackend *m_backend = nullptr;
    QPointer<DenyAll> m_work;
};

QTEST_GUILESS_MAIN(DenyAllTest)
#include "deny_all_test.moc"
