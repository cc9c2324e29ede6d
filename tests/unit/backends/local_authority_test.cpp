// The backend against a real authority that it starts itself: sign-in by device key, events, decisions, log.
#include "app/approval/action.h"
#include "tests/support/local_backend.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using approval::Verdict;
using tests::waitFor;

class LocalAuthorityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFileInfo(backends::LocalAuthority::defaultProgram()).isExecutable(), "build countersign-authority first");
        m_local.start();
        m_backend = m_local.backend;
        m_backend->startEvents();
    }

    void isSignedInAndLive()
    {
        QCOMPARE(m_backend->signInState(), backends::SignInState::SignedIn);
        QVERIFY(m_backend->issuer().startsWith(QStringLiteral("http://127.0.0.1:")));
        QVERIFY(!m_backend->identity().subject.isEmpty());
        QVERIFY(m_backend->identity().scopes.contains(QStringLiteral("approvals:decide")));
        QVERIFY(m_backend->serverTime() > 1'600'000'000);
        const auto page = waitFor(m_backend->list({}));
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
        QVERIFY(page->items.isEmpty());
    }

    void aRequestArrivesAsAHintAndIsDenied()
    {
        QSignalSpy hints(m_backend, &backends::ApprovalBackend::hint);
        const QString id = ask(QStringLiteral("81"));
        QVERIFY(!id.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!hints.isEmpty(), 5000);
        const auto card = waitFor(m_backend->approval(base::ApprovalId(id)));
        QVERIFY2(card.has_value(), card ? "" : qPrintable(card.error().detail));
        QVERIFY(card->hashMatches);
        QVERIFY(card->mayDecide.value_or(false));
        QCOMPARE(card->actionText, QStringLiteral("Refund order 81"));
        const auto answer = waitFor(m_backend->decide(card->id, m_local.signedDecision(*card, Verdict::Deny)));
        QVERIFY2(answer && answer->approval, answer ? qPrintable(answer->detail) : qPrintable(answer.error().detail));
        QCOMPARE(answer->approval->status, approval::Status::Denied);
    }

    void theSameBytesTwiceGiveTheSameAnswer()
    {
        const QString id = ask(QStringLiteral("82"));
        const auto card = waitFor(m_backend->approval(base::ApprovalId(id)));
        QVERIFY(card);
        const QByteArray bytes = m_local.signedDecision(*card, Verdict::Approve);
        const auto first = waitFor(m_backend->decide(card->id, bytes));
        const auto second = waitFor(m_backend->decide(card->id, bytes));
        QVERIFY(first && first->approval && second && second->approval);
        QCOMPARE(first->approval->status, approval::Status::Approved);
        QCOMPARE(second->approval->version, first->approval->version);
    }

    void aForgedDecisionIsRefused()
    {
        const QString id = ask(QStringLiteral("83"));
        auto card = waitFor(m_backend->approval(base::ApprovalId(id)));
        QVERIFY(card);
        backends::Approval other = *card;
        other.actionHash = approval::actionHash("{}");
        const auto answer = waitFor(m_backend->decide(card->id, m_local.signedDecision(other, Verdict::Approve)));
        QVERIFY(answer && answer->refusal);
        QCOMPARE(*answer->refusal, backends::Refusal::HashMismatch);
    }

    // What the local authority calls its only user.
    void thePersonHasAName() { QCOMPARE(m_backend->identity().name, QStringLiteral("local")); }

    void everyLivingGrantIsListedAsWhatItIs()
    {
        const QString token = m_local.credential(QStringLiteral("84")).value(QStringLiteral("access_token")).toString();
        QVERIFY(!token.isEmpty());
        QVERIFY(m_local.baseToken().contains(QStringLiteral("access_token")));
        const auto grants = waitFor(m_backend->grants());
        QVERIFY2(grants.has_value(), grants ? "" : qPrintable(grants.error().detail));
        const backends::Grant *credential = oneOf(*grants, backends::GrantKind::Credential);
        QVERIFY(credential);
        QCOMPARE(credential->title, QStringLiteral("Refund order 84"));
        QCOMPARE(credential->client.name, QStringLiteral("Bot"));
        QCOMPARE(credential->resource, QStringLiteral("https://orders.example"));
        QCOMPARE(credential->approvedBy.size(), 1);
        QVERIFY(!credential->txn.isEmpty());
        QVERIFY(credential->active);
        const qint64 left = credential->expiresAt - m_backend->serverTime();
        QVERIFY2(left > 30 && left <= 120, qPrintable(QString::number(left)));
        QVERIFY(credential->exposureSeconds > 30 && credential->exposureSeconds <= 120);
        QCOMPARE(credential->uses, 0);
        const backends::Grant *session = oneOf(*grants, backends::GrantKind::Session);
        QVERIFY(session);
        QCOMPARE(session->subject.name, QStringLiteral("local"));
        QVERIFY(oneOf(*grants, backends::GrantKind::Base));
    }

    void aRevokedCredentialIsWorthNothing()
    {
        const QString token = m_local.credential(QStringLiteral("85")).value(QStringLiteral("access_token")).toString();
        const auto before = waitFor(m_backend->grants());
        QVERIFY(before);
        const auto found = std::find_if(before->begin(), before->end(), [](const backends::Grant &grant) { return grant.title == QStringLiteral("Refund order 85"); });
        QVERIFY(found != before->end());
        QVERIFY(m_local.introspect(token).value(QStringLiteral("active")).toBool());
        QVERIFY(waitFor(m_backend->revokeGrant(found->id, QStringLiteral("no longer needed"))));
        QVERIFY(!m_local.introspect(token).value(QStringLiteral("active")).toBool());
        QCOMPARE(m_local.consume(token, QStringLiteral("85")).value(QStringLiteral("reason")).toString(), QStringLiteral("revoked"));
        const auto after = waitFor(m_backend->grants());
        QVERIFY(after);
        QVERIFY(std::none_of(after->begin(), after->end(), [&](const backends::Grant &grant) { return grant.id == found->id; }));
        // A second revocation finds what it wants; one of nothing does not.
        QVERIFY(waitFor(m_backend->revokeGrant(found->id, {})));
        QCOMPARE(waitFor(m_backend->revokeGrant(base::GrantId(QStringLiteral("grt_none")), {})).error().code, base::Errc::NotFound);
    }

    void aListOfManyPagesIsReadToItsEnd()
    {
        const int more = 230;  // the authority gives at most 200 at once
        for (int i = 0; i < more; ++i)
            QVERIFY(m_local.baseToken().contains(QStringLiteral("access_token")));
        const auto grants = waitFor(m_backend->grants());
        QVERIFY(grants);
        QSet<QString> ids;
        for (const backends::Grant &grant : *grants)
            ids.insert(grant.id.text());
        QVERIFY(ids.size() >= more);
        QCOMPARE(ids.size(), grants->size());
    }

    void comesBackAfterTheChildIsKilled()
    {
        QSignalSpy link(m_backend, &backends::ApprovalBackend::linkChanged);
        const QString before = m_backend->issuer();
        QVERIFY(tests::LocalBackend::killAuthority());
        QTRY_VERIFY_WITH_TIMEOUT(link.size() >= 2, 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(link.last().first().value<backends::LinkFact>(), backends::LinkFact::Live, 15'000);
        QCOMPARE(m_backend->issuer(), before);
        QVERIFY(waitFor(m_backend->list({})).has_value());
    }

private:
    static const backends::Grant *oneOf(const QList<backends::Grant> &grants, backends::GrantKind kind)
    {
        const auto found = std::find_if(grants.begin(), grants.end(), [kind](const backends::Grant &grant) { return grant.kind == kind; });
        return found == grants.end() ? nullptr : &*found;
    }

    QString ask(const QString &order) { return m_local.ask(order).value(QStringLiteral("approval_id")).toString(); }

    tests::LocalBackend m_local;
    backends::CountersignBackend *m_backend = nullptr;
};

QTEST_GUILESS_MAIN(LocalAuthorityTest)
#include "local_authority_test.moc"
