// The console's catalogue against a real authority, over the wire.
#include "app/console/catalog/authority_catalog.h"
#include "app/console/catalog/catalog_list.h"
#include "tests/support/local_session.h"

#include "app/backends/catalog_desk.h"
#include "app/console/catalog/scope_form.h"

#include <QSignalSpy>

using namespace countersign;
using backends::CatalogOutcome;
using console::AuthorityCatalog;
using console::CatalogDraft;
using tests::waitFor;
using Step = CatalogDraft::Step;

class CatalogAuthorityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_session = tests::startSession(m_local, *m_authorities);
        m_catalog = m_list->at(0);
        QTRY_VERIFY_WITH_TIMEOUT(m_catalog->hasState(), 20'000);
    }
    void cleanupTestCase()
    {
        m_list.reset();
        m_authorities.reset();
    }

    void readsWhatIsInForceAndHowItIsUsed()
    {
        QVERIFY(m_catalog->mayWrite());
        const console::CatalogScope *scope = m_catalog->scope(QStringLiteral("orders:refund:create"));
        QVERIFY(scope);
        QCOMPARE(scope->owner, QStringLiteral("payments@example"));
        QVERIFY(m_catalog->state().toml.contains(QStringLiteral("name = \"orders:refund:create\"")));
        QTRY_COMPARE_WITH_TIMEOUT(m_catalog->usageReading(), AuthorityCatalog::Reading::Done, 20'000);
        m_catalog->reload();
        QTRY_VERIFY_WITH_TIMEOUT(m_catalog->usageOf(scope->name) && m_catalog->usageOf(scope->name)->holders.contains(base::ClientId(QStringLiteral("bot"))), 20'000);
        QCOMPARE(m_catalog->tiesOf(scope->name).actions.size(), 1);
    }

    void appliesAScopeFromTheForm()
    {
        CatalogDraft &draft = m_catalog->draft();
        const qint64 before = m_catalog->state().version;
        draft.start();
        console::ScopeForm form;
        form.name = QStringLiteral("orders:read");
        form.title = QStringLiteral("Read orders");
        form.owner = QStringLiteral("ops@example");
        form.reason = QStringLiteral("Shown in the shop");
        form.resource = m_catalog->state().resources.first().id;
        form.risk = QStringLiteral("low");
        draft.setText(*console::writeScopeForm(draft.text(), {}, form));
        draft.review();
        QTRY_COMPARE_WITH_TIMEOUT(draft.step(), Step::Reviewed, 20'000);
        QCOMPARE(draft.check()->changes.size(), 1);
        QCOMPARE(draft.check()->changes.first().name, form.name);
        QVERIFY(draft.check()->consequences.clients.isEmpty());
        QSignalSpy applied(&draft, &CatalogDraft::applied);
        draft.apply(QStringLiteral("The shop shows orders"));
        QTRY_COMPARE_WITH_TIMEOUT(applied.size(), 1, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_catalog->scope(form.name), 20'000);
        QVERIFY(m_catalog->state().version > before);
        QCOMPARE(m_catalog->state().reason, QStringLiteral("The shop shows orders"));
    }

    void tellsWhoLosesWhat()
    {
        CatalogDraft &draft = m_catalog->draft();
        draft.start();
        QString text = draft.text();
        // The action goes with its scope.
        text.truncate(text.indexOf(QStringLiteral("[[action]]")));
        draft.setText(*console::removeScope(text, QStringLiteral("orders:refund:create")));
        draft.review();
        QTRY_COMPARE_WITH_TIMEOUT(draft.step(), Step::Reviewed, 20'000);
        const auto &clients = draft.check()->consequences.clients;
        QVERIFY(std::any_of(clients.begin(), clients.end(), [](const auto &each) {
            return each.id == base::ClientId(QStringLiteral("bot")) && each.scopes.contains(QStringLiteral("orders:refund:create"));
        }));
        draft.discard();
    }

    // Two admins at once: the second is told, and loses nothing.
    void SC_twoAdminsAtOnce()
    {
        CatalogDraft &draft = m_catalog->draft();
        draft.start();
        const QString mine = draft.text() + QStringLiteral("# mine\n");
        draft.setText(mine);
        draft.review();
        QTRY_COMPARE_WITH_TIMEOUT(draft.step(), Step::Reviewed, 20'000);
        const QByteArray etag = m_catalog->state().etag;
        const auto theirs = waitFor(m_session->backend().catalog()->apply({QStringLiteral("# theirs\n") + draft.baseText(), QStringLiteral("first"), etag}));
        QVERIFY(theirs && theirs->kind == CatalogOutcome::Kind::Applied);
        draft.apply(QStringLiteral("second"));
        QTRY_COMPARE_WITH_TIMEOUT(draft.step(), Step::SomebodyFirst, 20'000);
        QCOMPARE(draft.text(), mine);
        QTRY_VERIFY_WITH_TIMEOUT(m_catalog->state().toml.startsWith(QStringLiteral("# theirs")), 20'000);
        QVERIFY(draft.mergeTheirs());
        QVERIFY(draft.text().startsWith(QStringLiteral("# theirs")) && draft.text().endsWith(QStringLiteral("# mine\n")));
        draft.review();
        QTRY_COMPARE_WITH_TIMEOUT(draft.step(), Step::Reviewed, 20'000);
        QSignalSpy applied(&draft, &CatalogDraft::applied);
        draft.apply(QStringLiteral("both"));
        QTRY_COMPARE_WITH_TIMEOUT(applied.size(), 1, 20'000);
        const auto stale = waitFor(m_session->backend().catalog()->apply({mine, QStringLiteral("late"), etag}));
        QVERIFY(stale && stale->kind == CatalogOutcome::Kind::SomebodyFirst);
    }

    void aTextWithErrorsIsNotApplied()
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_catalog->reading(), AuthorityCatalog::Reading::Done, 20'000);
        const auto outcome = waitFor(m_session->backend().catalog()->apply(
            {m_catalog->state().toml + QStringLiteral("[[scope]]\nname = \"a:*\"\n"), QStringLiteral("wildcard"), m_catalog->state().etag}));
        QVERIFY(outcome);
        QCOMPARE(outcome->kind, CatalogOutcome::Kind::Invalid);
        QVERIFY(std::any_of(outcome->findings.begin(), outcome->findings.end(), [](const auto &each) { return each.code == QLatin1String("wildcard") && each.line > 0; }));
    }

    void keepsEveryVersionAndGoesBack()
    {
        console::CatalogHistory &history = m_catalog->history();
        history.reload();
        QTRY_COMPARE_WITH_TIMEOUT(history.reading(), console::CatalogHistory::Reading::Done, 20'000);
        QVERIFY(history.rowCount() >= 3);
        const qint64 first = history.index(history.rowCount() - 1).data(console::CatalogHistory::VersionRole).toLongLong();
        history.readText(first);
        QTRY_VERIFY_WITH_TIMEOUT(history.textOf(first), 20'000);
        CatalogDraft &draft = m_catalog->draft();
        draft.startFrom({first, {}, {}, 0}, *history.textOf(first));
        draft.review();
        QTRY_COMPARE_WITH_TIMEOUT(draft.step(), Step::Reviewed, 20'000);
        draft.apply(draft.suggestedReason());
        QTRY_VERIFY_WITH_TIMEOUT(!m_catalog->scope(QStringLiteral("orders:read")), 20'000);
        QCOMPARE(m_catalog->state().toml, *history.textOf(first));
    }

private:
    tests::LocalBackend m_local;
    std::unique_ptr<console::AuthorityList> m_authorities = std::make_unique<console::AuthorityList>();
    std::unique_ptr<console::CatalogList> m_list = std::make_unique<console::CatalogList>(*m_authorities);
    console::AuthoritySession *m_session = nullptr;
    AuthorityCatalog *m_catalog = nullptr;
};

QTEST_GUILESS_MAIN(CatalogAuthorityTest)
#include "catalog_authority_test.moc"
