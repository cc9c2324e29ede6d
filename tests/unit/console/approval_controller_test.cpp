#include "app/console/authority_list.h"
#include "app/console/inbox/approval_controller.h"

#include "app/crypto/jws.h"
#include "tests/support/fake_backend.h"

#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using approval::Tier;
using approval::Verdict;
using backends::DecisionAnswer;
using console::ApprovalController;
using console::Blocker;
using console::Exposure;
using console::Outcome;

namespace {

const console::RenderedView kView{QStringLiteral("card"), 1, QStringLiteral("en"), {QStringLiteral("sentence"), QStringLiteral("order_id")}};

}  // namespace

class ApprovalControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<base::ManualClock>(5'000'000);
        m_list = std::make_unique<console::AuthorityList>();
        m_card = std::make_unique<ApprovalController>(*m_list, *m_clock);
        auto backend = std::make_unique<tests::FakeBackend>();
        m_backend = backend.get();
        console::AuthoritySession::Parts parts;
        parts.id = console::AuthorityId(QStringLiteral("a"));
        parts.backend = std::move(backend);
        parts.clock = m_clock.get();
        m_session = m_list->add(std::make_unique<console::AuthoritySession>(std::move(parts)));
        m_session->start();
        m_backend->setLink(backends::LinkFact::Live);
        m_session->caughtUp();
        QTRY_VERIFY(m_session->isTrustworthy());
    }
    void cleanup()
    {
        m_card.reset();
        m_list.reset();
    }

    // Hints were lost: whether one of them was about this card, only reading it tells. What is unchanged stays armed.
    void aResetReadsTheCardAnew()
    {
        m_backend->cards.insert(base::ApprovalId(QStringLiteral("apr_1")), tests::makeApproval(QStringLiteral("apr_1")));
        m_card->open({m_session->id(), base::ApprovalId(QStringLiteral("apr_1"))});
        QTRY_VERIFY(m_card->approval());
        showCard();
        m_clock->advanceMs(700);
        QVERIFY(m_card->canApprove());
        const int before = m_backend->reads;
        Q_EMIT m_backend->hint({});
        QTRY_COMPARE(m_backend->reads, before + 1);
        QTest::qWait(50);
        QVERIFY(m_card->canApprove());
        tests::Approval changed = tests::makeApproval(QStringLiteral("apr_1"));
        changed.version = 2;
        m_backend->cards.insert(changed.id, changed);
        Q_EMIT m_backend->hint({});
        QTRY_COMPARE(m_card->approval()->version, 2);
        QVERIFY(!m_card->canApprove());
    }

    void armsOnlyAfterTheReadDelay_data()
    {
        QTest::addColumn<int>("tier");
        QTest::addColumn<int>("delayMs");
        QTest::newRow("low") << static_cast<int>(Tier::Low) << 600;
        QTest::newRow("medium") << static_cast<int>(Tier::Medium) << 2000;
        QTest::newRow("critical") << static_cast<int>(Tier::Critical) << 2000;
    }
    void armsOnlyAfterTheReadDelay()
    {
        QFETCH(int, tier);
        QFETCH(int, delayMs);
        openCard(static_cast<Tier>(tier));
        if (m_card->wantsComment())
            m_card->setComment(QStringLiteral("checked"));
        showCard();
        m_clock->advanceMs(delayMs - 1);
        QCOMPARE(m_card->approveBlockers(), QList<Blocker>{Blocker::NotReadYet});
        m_card->approve();
        QVERIFY(m_backend->sent.empty());
        m_clock->advanceMs(1);
        QVERIFY(m_card->canApprove());
        m_card->approve();
        QCOMPARE(m_backend->sent.size(), size_t(1));
    }

    void denyNeverWaits()
    {
        openCard(Tier::Critical);
        QVERIFY(m_card->canDeny());
        m_card->deny();
        QCOMPARE(m_backend->sent.size(), size_t(1));
        const auto jws = crypto::parseJws(m_backend->sent.front(), approval::kDecisionType);
        QVERIFY(jws && crypto::verifyJws(*jws, m_backend->key().publicKey()));
        QCOMPARE(jws->claims.value(QStringLiteral("decision")).toString(), QStringLiteral("deny"));
    }

    void whatWasShownIsWhatIsSigned()  // UI-12
    {
        openCard(Tier::Low);
        armCard();
        m_card->setComment(QStringLiteral("  fine "));
        m_card->approve();
        const auto jws = crypto::parseJws(m_backend->sent.front(), approval::kDecisionType);
        QVERIFY(jws);
        const auto decision = approval::decisionFromClaims(jws->claims);
        QVERIFY(decision);
        const backends::Approval &card = *m_card->approval();
        QCOMPARE(decision->actionHash, card.actionHash);
        QCOMPARE(decision->version, card.version);
        QCOMPARE(decision->nonce, card.nonce);
        QCOMPARE(decision->audience, m_backend->issuer());
        QCOMPARE(decision->approver.text(), QStringLiteral("usr_alice"));
        QCOMPARE(*decision->reason, QStringLiteral("fine"));
        QVERIFY(decision->view.startsWith(QStringLiteral("v1.")));
        QCOMPARE(decision->expiresAt - decision->issuedAt, approval::kDecisionLifetime);
    }

    void everyLossOfSightDisarms_data()
    {
        QTest::addColumn<int>("exposure");
        QTest::newRow("hidden") << static_cast<int>(Exposure::Hidden);
        QTest::newRow("covered") << static_cast<int>(Exposure::Covered);
        QTest::newRow("unfocused") << static_cast<int>(Exposure::Unfocused);
    }
    void everyLossOfSightDisarms()
    {
        QFETCH(int, exposure);
        openCard(Tier::Medium);
        armCard();
        m_card->setExposure(static_cast<Exposure>(exposure));
        QVERIFY(m_card->approveBlockers().contains(Blocker::NotVisible));
        m_clock->advanceMs(60'000);
        QVERIFY(!m_card->canApprove());
        m_card->setExposure(Exposure::Clear);
        QVERIFY(!m_card->canApprove());
        m_clock->advanceMs(2000);
        QVERIFY(m_card->canApprove());
    }

    void theEndMustHaveBeenSeen()
    {
        openCard(Tier::Low);
        m_card->setRendered(kView);
        m_card->setExposure(Exposure::Clear);
        m_clock->advanceMs(10'000);
        QCOMPARE(m_card->approveBlockers(), QList<Blocker>{Blocker::EndNotSeen});
        m_card->setEndSeen();
        QVERIFY(m_card->canApprove());
    }

    void aChangedCardHasToBeReadAgain()
    {
        openCard(Tier::Low);
        armCard();
        backends::Approval changed = m_backend->cards.value(id());
        changed.version = 2;
        changed.reason = QStringLiteral("another reason");
        m_backend->cards.insert(id(), changed);
        QSignalSpy card(m_card.get(), &ApprovalController::cardChanged);
        m_backend->tell(id().text(), 2);
        QVERIFY(!m_card->canApprove());
        QVERIFY(m_card->approveBlockers().contains(Blocker::ChangedMeanwhile));
        QTRY_COMPARE(card.size(), 1);
        QVERIFY(m_card->approveBlockers().contains(Blocker::NotRendered));
        QVERIFY(m_card->approveBlockers().contains(Blocker::EndNotSeen));
        armCard();
        m_card->approve();
        const auto jws = crypto::parseJws(m_backend->sent.front(), approval::kDecisionType);
        QCOMPARE(jws->claims.value(QStringLiteral("version")).toInteger(), 2);
    }

    void aSameReadingDoesNotDisarm()
    {
        openCard(Tier::Low);
        armCard();
        m_backend->cards[id()].serverTime = 1010;
        m_card->reload();
        QTRY_COMPARE(m_backend->reads, 2);
        QCoreApplication::processEvents();
        QVERIFY(m_card->canApprove());
    }

    void anotherRowDisarmsAtOnce()
    {
        openCard(Tier::Low);
        armCard();
        m_backend->cards.insert(base::ApprovalId(QStringLiteral("apr_other")), tests::makeApproval(QStringLiteral("apr_other")));
        m_card->setComment(QStringLiteral("for the first"));
        m_card->open({m_session->id(), base::ApprovalId(QStringLiteral("apr_other"))});
        QVERIFY(!m_card->canApprove());
        QVERIFY(m_card->comment().isEmpty());
        m_card->approve();
        QVERIFY(m_backend->sent.empty());
    }

    void commentAndCodeAreWanted()
    {
        backends::Approval card = tests::makeApproval(id().text(), Tier::High);
        card.policy.codeRequired = true;
        openCard(card);
        armCard();
        QCOMPARE(m_card->approveBlockers(), (QList<Blocker>{Blocker::CommentMissing, Blocker::CodeMissing}));
        m_card->setComment(QStringLiteral("   "));
        QVERIFY(m_card->approveBlockers().contains(Blocker::CommentMissing));
        m_card->setComment(QStringLiteral("why not"));
        m_card->setCode(QStringLiteral("493817"));
        QVERIFY(m_card->canApprove());
        m_card->approve();
        const auto jws = crypto::parseJws(m_backend->sent.front(), approval::kDecisionType);
        QCOMPARE(jws->claims.value(QStringLiteral("code")).toString(), QStringLiteral("493817"));
    }

    void reasonsThatTakeTheButtonsAway_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("blocker");
        QTest::addColumn<bool>("denyStays");
        const auto row = [](const char *what, Blocker blocker, bool denyStays) {
            QTest::newRow(what) << QString::fromLatin1(what) << static_cast<int>(blocker) << denyStays;
        };
        row("hash", Blocker::HashMismatch, true);
        row("expired", Blocker::Expired, false);
        row("decided", Blocker::DecidedElsewhere, false);
        row("may not", Blocker::MayNotDecide, false);
        row("offline", Blocker::LinkLost, true);
        row("obstacle", Blocker::Obstructed, true);
    }
    void reasonsThatTakeTheButtonsAway()
    {
        QFETCH(QString, what);
        QFETCH(int, blocker);
        QFETCH(bool, denyStays);
        backends::Approval card = tests::makeApproval(id().text());
        if (what == QStringLiteral("hash"))
            card.hashMatches = false;
        if (what == QStringLiteral("decided"))
            card.status = approval::Status::Denied;
        if (what == QStringLiteral("may not"))
            card.mayDecide = false;
        if (what == QStringLiteral("obstacle"))
            card.obstacle = QStringLiteral("the scope was removed");
        openCard(card);
        armCard();
        if (what == QStringLiteral("expired"))
            m_clock->advanceMs(300'000);
        if (what == QStringLiteral("offline"))
            m_backend->setLink(backends::LinkFact::Offline);
        QVERIFY(m_card->approveBlockers().contains(static_cast<Blocker>(blocker)));
        m_card->approve();
        QVERIFY(m_backend->sent.empty());
        QCOMPARE(m_card->canDeny(), denyStays);
    }

    void aConfirmedDecisionIsDecided()
    {
        openCard(Tier::Low);
        armCard();
        QSignalSpy decided(m_card.get(), &ApprovalController::decided);
        m_card->approve();
        QCOMPARE(m_card->outcome(), Outcome::Sending);
        QVERIFY(!m_card->canDeny());
        backends::Approval now = m_backend->cards.value(id());
        now.status = approval::Status::Approved;
        m_backend->nextDecision.give(DecisionAnswer{now, std::nullopt, -1, {}});
        QTRY_COMPARE(m_card->outcome(), Outcome::Decided);
        QCOMPARE(m_card->verdict(), Verdict::Approve);
        QCOMPARE(decided.size(), 1);
    }

    void noAnswerIsUnknownAndReadAgainNotSentAgain()
    {
        openCard(Tier::Low);
        armCard();
        m_card->approve();
        m_backend->readError = base::Error{base::Errc::Unavailable, {}};
        m_backend->nextDecision.give({base::Errc::Unavailable, QStringLiteral("connection lost")});
        QTRY_COMPARE(m_card->outcome(), Outcome::Unknown);
        QVERIFY(!m_card->canApprove() && !m_card->canDeny());
        QTRY_VERIFY_WITH_TIMEOUT(m_backend->reads >= 3, 8000);  // asks, and asks again
        QCOMPARE(m_card->outcome(), Outcome::Unknown);
        backends::Approval now = m_backend->cards.value(id());
        now.status = approval::Status::Approved;
        now.version = 2;
        now.decisions = {{QStringLiteral("usr_alice"), Verdict::Approve, 1001, {}}};
        m_backend->cards.insert(id(), now);
        m_backend->readError.reset();
        QTRY_COMPARE_WITH_TIMEOUT(m_card->outcome(), Outcome::Decided, 10'000);
        QCOMPARE(m_backend->sent.size(), size_t(1));
    }

    void whatDidNotArriveMayBeDecidedAgain()
    {
        openCard(Tier::Low);
        armCard();
        m_card->approve();
        m_backend->nextDecision.give({base::Errc::Timeout, QStringLiteral("no answer")});
        QTRY_COMPARE_WITH_TIMEOUT(m_card->outcome(), Outcome::Failed, 5000);
        QVERIFY(m_card->canDeny());
    }

    void aRefusalSaysWhyAndHowOften()
    {
        backends::Approval card = tests::makeApproval(id().text());
        card.policy.codeRequired = true;
        openCard(card);
        m_card->setCode(QStringLiteral("000000"));
        armCard();
        m_card->approve();
        m_backend->nextDecision.give(DecisionAnswer{std::nullopt, backends::Refusal::WrongCode, 2, QStringLiteral("The code is wrong.")});
        QTRY_COMPARE(m_card->outcome(), Outcome::Refused);
        QCOMPARE(m_card->refusal(), backends::Refusal::WrongCode);
        QCOMPARE(m_card->attemptsLeft(), 2);
        QVERIFY(m_card->code().isEmpty());
        QVERIFY(!m_card->canApprove());
    }

    void aReasonCanFollowADenial()
    {
        openCard(Tier::Low);
        m_card->deny();
        backends::Approval now = m_backend->cards.value(id());
        now.status = approval::Status::Denied;
        now.version = 2;
        m_backend->nextDecision.give(DecisionAnswer{now, std::nullopt, -1, {}});
        QTRY_COMPARE(m_card->outcome(), Outcome::Decided);
        m_card->addDenyReason(QStringLiteral("Not expected"));
        QCOMPARE(m_backend->sent.size(), size_t(2));
        const auto jws = crypto::parseJws(m_backend->sent.back(), approval::kDecisionType);
        QCOMPARE(jws->claims.value(QStringLiteral("reason")).toString(), QStringLiteral("Not expected"));
        QCOMPARE(jws->claims.value(QStringLiteral("version")).toInteger(), 1);
        QCOMPARE(jws->claims.value(QStringLiteral("decision")).toString(), QStringLiteral("deny"));
    }

private:
    static base::ApprovalId id() { return base::ApprovalId(QStringLiteral("apr_one")); }

    void openCard(Tier tier) { openCard(tests::makeApproval(id().text(), tier)); }
    void openCard(const backends::Approval &card)
    {
        m_backend->cards.insert(card.id, card);
        m_card->open({m_session->id(), card.id});
        QTRY_VERIFY(m_card->approval());
    }
    void showCard()
    {
        m_card->setRendered(kView);
        m_card->setEndSeen();
        m_card->setExposure(Exposure::Clear);
    }
    void armCard()
    {
        showCard();
        m_clock->advanceMs(2000);
    }

    std::unique_ptr<base::ManualClock> m_clock;
    std::unique_ptr<console::AuthorityList> m_list;
    std::unique_ptr<ApprovalController> m_card;
    tests::FakeBackend *m_backend = nullptr;
    console::AuthoritySession *m_session = nullptr;
};

QTEST_GUILESS_MAIN(ApprovalControllerTest)
#include "approval_controller_test.moc"
