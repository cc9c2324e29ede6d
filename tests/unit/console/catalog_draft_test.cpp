#include "app/console/catalog/authority_catalog.h"
#include "app/console/catalog/catalog_list.h"
#include "app/console/catalog/catalog_tree.h"

#include "app/catalog/catalog.h"
#include "tests/support/fake_backend.h"
#include "tests/support/fake_catalog.h"

#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using backends::CatalogCheck;
using backends::CatalogOutcome;
using backends::CatalogScope;
using backends::CatalogState;
using console::AuthorityCatalog;
using console::CatalogDraft;
using console::CatalogTree;
using Step = CatalogDraft::Step;
using Problem = CatalogDraft::Problem;
using Kind = CatalogOutcome::Kind;

namespace {

const QString kGood = QStringLiteral("format = 1\nname = \"Northwind\"\n");
const QString kBetter = kGood + QStringLiteral("# a remark\n");
const QString kOthers = QStringLiteral("# by somebody else\n") + kGood;

CatalogState stateOf(qint64 version, const QString &toml)
{
    CatalogState state;
    state.version = version;
    state.etag = "\"" + QByteArray::number(version) + "\"";
    state.toml = toml;
    const auto scope = [](const char *name, approval::Tier risk) {
        CatalogScope made;
        made.name = QString::fromLatin1(name);
        made.title = QStringLiteral("Title of ") + made.name;
        made.resource = QStringLiteral("https://") + made.name.section(QLatin1Char(':'), 0, 0) + QStringLiteral(".example");
        made.risk = risk;
        return made;
    };
    state.scopes = {scope("orders:read", approval::Tier::Low), scope("orders:refund", approval::Tier::High), scope("stock:read", approval::Tier::Low)};
    state.scopes[0].deprecated = backends::CatalogDeprecation{900, 2000, QStringLiteral("stock:read"), {}};
    return state;
}

CatalogCheck fine(qint64 base)
{
    CatalogCheck check;
    check.ok = true;
    check.baseVersion = base;
    return check;
}

struct Fixture {
    tests::FakeCatalog desk;
    base::ManualClock clock{1'000'000};
    tests::FakeBackend *backend = nullptr;
    console::AuthorityList authorities;
    console::CatalogList list{authorities};
    AuthorityCatalog *catalog = nullptr;

    Fixture()
    {
        desk.state = stateOf(7, kGood);
        desk.checked = fine(7);
        auto owned = std::make_unique<tests::FakeBackend>();
        backend = owned.get();
        backend->desk = &desk;
        backend->scopes += {QStringLiteral("catalog:read"), QStringLiteral("catalog:write")};
        console::AuthoritySession::Parts parts;
        parts.id = console::AuthorityId(QStringLiteral("one"));
        parts.backend = std::move(owned);
        parts.clock = &clock;
        authorities.add(std::make_unique<console::AuthoritySession>(std::move(parts)))->start();
        catalog = list.at(0);
        QTest::qWait(1);
        backend->setLink(backends::LinkFact::Live);
        settle();
    }
    CatalogDraft &draft() { return catalog->draft(); }
    void settle() { QTest::qWait(5); }
    // Somebody applies something; the stream says so.
    void otherVersion(qint64 version, const QString &toml)
    {
        desk.state = stateOf(version, toml);
        desk.checked = fine(version);
        Q_EMIT backend->hint({backends::EventHint::Kind::Catalog, {}, version, {}});
        settle();
    }
    bool reviewed(const QString &text)
    {
        draft().start();
        draft().setText(text);
        draft().review();
        settle();
        return draft().step() == Step::Reviewed;
    }
};

}  // namespace

class CatalogDraftTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void appliesWhatWasReviewed()
    {
        Fixture f;
        QVERIFY(f.catalog->hasState());
        QVERIFY(f.reviewed(kBetter));
        f.draft().apply(QStringLiteral("  "));
        QVERIFY(f.desk.applied.isEmpty());  // without a reason nothing is sent
        f.draft().apply(QStringLiteral("a remark"));
        QCOMPARE(f.draft().step(), Step::Applying);
        QCOMPARE(f.desk.applied.size(), 1);
        QCOMPARE(f.desk.applied.first().toml, kBetter);
        QCOMPARE(f.desk.applied.first().etag, QByteArray("\"7\""));
        f.draft().setText(QStringLiteral("while it is on its way"));
        QCOMPARE(f.draft().text(), kBetter);
        QSignalSpy applied(&f.draft(), &CatalogDraft::applied);
        CatalogOutcome outcome;
        outcome.kind = Kind::Applied;
        outcome.version = 8;
        f.desk.nextOutcome.give(outcome);
        f.settle();
        QCOMPARE(applied.size(), 1);
        QCOMPARE(f.draft().step(), Step::Closed);
    }

    // What was not seen with its consequences cannot be sent.
    void neverAppliesWhatWasNotReviewed()
    {
        Fixture f;
        f.draft().start();
        f.draft().setText(kBetter);
        f.draft().apply(QStringLiteral("reason"));
        QVERIFY(f.reviewed(kBetter));
        f.draft().setText(kBetter + QStringLiteral("# more\n"));
        QCOMPARE(f.draft().step(), Step::Editing);
        f.draft().apply(QStringLiteral("reason"));
        QVERIFY(f.desk.applied.isEmpty());
    }

    // An answer about an older text says nothing about this one.
    void aLateCheckDoesNotCount()
    {
        Fixture f;
        f.draft().start();
        f.draft().setText(kBetter);
        f.draft().review();
        f.draft().keepEditing();
        f.draft().setText(kOthers);
        f.settle();
        QCOMPARE(f.draft().step(), Step::Editing);
        QVERIFY(!f.draft().check());
    }

    void findsFaultsWhileWriting()
    {
        Fixture f;
        f.draft().start();
        f.draft().setText(kGood + QStringLiteral("[[scope]]\nname = \"a:*\"\n"));
        QTRY_VERIFY(!f.draft().isChecking());
        QVERIFY(f.draft().hasErrors());
        QVERIFY(std::any_of(f.draft().findings().begin(), f.draft().findings().end(), [](const auto &each) { return each.code == QLatin1String("wildcard") && each.line == 4; }));
        f.draft().setText(kGood);
        QTRY_VERIFY(!f.draft().hasErrors());
    }

    void theAuthoritysFindingsAreAdded()
    {
        Fixture f;
        CatalogCheck check = fine(7);
        check.findings = {{backends::CatalogFinding::Severity::Warning, 2, QStringLiteral("unused"), QStringLiteral("Nobody uses it.")}};
        f.desk.checked = check;
        QVERIFY(f.reviewed(kBetter));
        QCOMPARE(f.draft().findings().last().code, QStringLiteral("unused"));
    }

    void somebodyWasFirst()
    {
        Fixture f;
        QVERIFY(f.reviewed(kBetter));
        f.draft().apply(QStringLiteral("reason"));
        f.desk.state = stateOf(8, kOthers);
        CatalogOutcome outcome;
        outcome.kind = Kind::SomebodyFirst;
        f.desk.nextOutcome.give(outcome);
        QTRY_COMPARE(f.draft().step(), Step::SomebodyFirst);
        QCOMPARE(f.draft().text(), kBetter);       // nothing that was typed is gone
        QCOMPARE(f.draft().baseText(), kGood);
        QCOMPARE(f.catalog->state().toml, kOthers);  // and theirs is there to be seen
        QVERIFY(f.draft().mergeTheirs());
        QCOMPARE(f.draft().text(), QStringLiteral("# by somebody else\n") + kBetter);
        QCOMPARE(f.draft().baseVersion(), 8);
        QCOMPARE(f.draft().step(), Step::Editing);
    }

    void aConflictStaysWithThePerson()
    {
        Fixture f;
        f.draft().start();
        f.draft().setText(QString(kGood).replace(QStringLiteral("Northwind"), QStringLiteral("Mine")));
        f.otherVersion(8, QString(kGood).replace(QStringLiteral("Northwind"), QStringLiteral("Theirs")));
        QVERIFY(f.draft().isOutdated());
        QCOMPARE(f.draft().step(), Step::Editing);  // nobody is torn out of what they write
        const QString mine = f.draft().text();
        f.draft().review();
        QCOMPARE(f.draft().step(), Step::SomebodyFirst);
        QVERIFY(!f.draft().mergeTheirs());
        QCOMPARE(f.draft().text(), mine);
        f.draft().keepMine();
        QCOMPARE(f.draft().text(), mine);
        QCOMPARE(f.draft().baseVersion(), 8);
        QVERIFY(f.draft().isDirty());
    }

    // The person saw version 7's consequences; version 8 has others.
    void aReviewEndsWhenTheCatalogueMoves()
    {
        Fixture f;
        QVERIFY(f.reviewed(kBetter));
        f.otherVersion(8, kOthers);
        QCOMPARE(f.draft().step(), Step::SomebodyFirst);
        f.draft().apply(QStringLiteral("reason"));
        QVERIFY(f.desk.applied.isEmpty());
    }

    // The authority checked against another version than the one this began with.
    void aCheckAgainstAnotherVersionIsNoReview()
    {
        Fixture f;
        f.draft().start();
        f.draft().setText(kBetter);
        f.desk.checked = fine(8);
        f.desk.state = stateOf(8, kOthers);
        f.draft().review();
        QTRY_COMPARE(f.draft().step(), Step::SomebodyFirst);
    }

    void nothingTypedFollowsTheCatalogue()
    {
        Fixture f;
        f.draft().start();
        f.otherVersion(8, kOthers);
        QCOMPARE(f.draft().text(), kOthers);
        QCOMPARE(f.draft().baseVersion(), 8);
        QVERIFY(!f.draft().isOutdated());
    }

    void waitsForASecondAdmin_data()
    {
        QTest::addColumn<int>("status");
        QTest::addRow("approved") << static_cast<int>(approval::Status::Consumed);
        QTest::addRow("denied") << static_cast<int>(approval::Status::Denied);
        QTest::addRow("expired") << static_cast<int>(approval::Status::Expired);
    }
    void waitsForASecondAdmin()
    {
        QFETCH(int, status);
        Fixture f;
        QVERIFY(f.reviewed(kBetter));
        f.draft().apply(QStringLiteral("reason"));
        CatalogOutcome outcome;
        outcome.kind = Kind::NeedsApproval;
        outcome.approval = base::ApprovalId(QStringLiteral("apr_9"));
        f.desk.nextOutcome.give(outcome);
        QTRY_COMPARE(f.draft().step(), Step::Waiting);
        QCOMPARE(f.draft().waitingFor().text(), QStringLiteral("apr_9"));
        tests::Approval card = tests::makeApproval(QStringLiteral("apr_9"));
        card.status = static_cast<approval::Status>(status);
        f.backend->cards.insert(card.id, card);
        const bool approved = card.status == approval::Status::Consumed;
        if (approved)
            f.desk.state = stateOf(8, kBetter);
        QSignalSpy applied(&f.draft(), &CatalogDraft::applied);
        f.backend->tell(QStringLiteral("apr_other"), 2);
        f.settle();
        QCOMPARE(f.draft().step(), Step::Waiting);
        f.backend->tell(QStringLiteral("apr_9"), 2);
        QTRY_COMPARE(f.draft().step(), approved ? Step::Closed : Step::Editing);
        QCOMPARE(applied.size(), approved ? 1 : 0);
        if (!approved) {
            QCOMPARE(f.draft().problem(), Problem::Denied);
            QCOMPARE(f.draft().text(), kBetter);
        }
    }

    void noAnswerIsReadNotRepeated_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<QString>("toml");
        QTest::addColumn<int>("step");
        QTest::addRow("it was applied") << 8 << kBetter << static_cast<int>(Step::Closed);
        QTest::addRow("it was not") << 7 << kGood << static_cast<int>(Step::Reviewed);
        QTest::addRow("somebody else was") << 8 << kOthers << static_cast<int>(Step::SomebodyFirst);
    }
    void noAnswerIsReadNotRepeated()
    {
        QFETCH(int, version);
        QFETCH(QString, toml);
        QFETCH(int, step);
        Fixture f;
        QVERIFY(f.reviewed(kBetter));
        f.draft().apply(QStringLiteral("reason"));
        f.desk.waits = true;
        f.desk.nextOutcome.give({base::Errc::Timeout, {}});
        QTRY_COMPARE(f.draft().step(), Step::Unknown);
        f.settle();
        f.desk.nextState.give(stateOf(version, toml));
        QTRY_COMPARE(static_cast<int>(f.draft().step()), step);
        QCOMPARE(f.desk.applied.size(), 1);
        QCOMPARE(f.draft().problem(), version == 7 ? Problem::NotApplied : Problem::None);
    }

    void anUnansweredReadStaysUnknown()
    {
        Fixture f;
        QVERIFY(f.reviewed(kBetter));
        f.draft().apply(QStringLiteral("reason"));
        f.desk.state = base::Error{base::Errc::Unavailable, {}};
        f.desk.nextOutcome.give({base::Errc::Unavailable, {}});
        f.settle();
        QTRY_COMPARE(f.draft().step(), Step::Unknown);
        f.desk.state = stateOf(8, kBetter);
        f.draft().readAgain();
        QTRY_COMPARE(f.draft().step(), Step::Closed);
    }

    void refusedAndInvalidKeepTheText()
    {
        Fixture f;
        QVERIFY(f.reviewed(kBetter));
        f.draft().apply(QStringLiteral("reason"));
        CatalogOutcome outcome;
        outcome.kind = Kind::Invalid;
        outcome.findings = {{backends::CatalogFinding::Severity::Error, 3, QStringLiteral("naming"), QStringLiteral("No.")}};
        f.desk.nextOutcome.give(outcome);
        QTRY_COMPARE(f.draft().problem(), Problem::Invalid);
        QCOMPARE(f.draft().step(), Step::Editing);
        QVERIFY(f.draft().hasErrors());
        QCOMPARE(f.draft().text(), kBetter);
    }

    void anOldVersionGoesTheSameWay()
    {
        Fixture f;
        f.draft().startFrom({5, {}, {}, 0}, kOthers);
        QVERIFY(f.draft().isDirty());
        QVERIFY(f.draft().suggestedReason().contains(QLatin1Char('5')));
        f.draft().review();
        QTRY_COMPARE(f.draft().step(), Step::Reviewed);
        f.draft().apply(f.draft().suggestedReason());
        QCOMPARE(f.desk.applied.first().etag, QByteArray("\"7\""));
    }

    void signingOutKeepsTheDraftAndHidesTheCatalogue()
    {
        Fixture f;
        f.draft().start();
        f.draft().setText(kBetter);
        f.backend->setState(backends::SignInState::SignedOut);
        f.settle();
        QVERIFY(!f.catalog->hasState());
        QCOMPARE(f.draft().text(), kBetter);
        QVERIFY(f.draft().isDirty());
        QCOMPARE(f.list.withUnsavedText(), f.catalog);
    }

    // --- what is known about scopes --------------------------------------------------------------------------------------

    void marksWhatDeservesALook()
    {
        Fixture f;
        backends::CatalogUsage use;
        use.serverTime = 1000 + 100 * 86'400;
        backends::ScopeUsage old{QStringLiteral("orders:refund"), {}, 0, 1000, 0, {}};
        backends::ScopeUsage fresh{QStringLiteral("stock:read"), {base::ClientId(QStringLiteral("bot"))}, 1, use.serverTime - 5, 2, {}};
        use.scopes = {old, fresh};
        use.shadow = {{QStringLiteral("ghost:walk"), {base::ClientId(QStringLiteral("bot"))}, {}, {}}, {QStringLiteral("stock:read"), {}, {}, {}}};
        f.desk.use = use;
        f.catalog->reload();
        f.settle();
        QVERIFY(f.catalog->marksOf(QStringLiteral("orders:refund")).unused);
        QVERIFY(!f.catalog->marksOf(QStringLiteral("stock:read")).unused);
        QVERIFY(!f.catalog->marksOf(QStringLiteral("stock:read")).shadow);  // catalogued, whatever the list says
        QVERIFY(f.catalog->marksOf(QStringLiteral("ghost:walk")).shadow);
        QVERIFY(f.catalog->marksOf(QStringLiteral("orders:read")).deprecated);
        QCOMPARE(f.catalog->tiesOf(QStringLiteral("stock:read")).replaces, QStringList{QStringLiteral("orders:read")});

        CatalogTree tree;
        tree.setCatalog(f.catalog);
        QCOMPARE(tree.rowCount(), 3);  // what is not catalogued, orders, stock
        QCOMPARE(tree.index(0, 0).data(CatalogTree::KindRole).toInt(), static_cast<int>(CatalogTree::Kind::Shadows));
        QCOMPARE(tree.countOf(CatalogTree::Filter::HighRisk), 1);
        QCOMPARE(tree.scopeCount(), 3);
        tree.setFilter(CatalogTree::Filter::Shadow);
        QCOMPARE(tree.rowCount(), 1);
        tree.setFilter(CatalogTree::Filter::All);
        tree.setSearch(QStringLiteral("TITLE refund"));
        QCOMPARE(tree.scopeCount(), 1);
        QVERIFY(tree.find(QStringLiteral("orders:refund")).isValid());
        QVERIFY(!tree.find(QStringLiteral("stock:read")).isValid());
    }

    // News that changes no row moves nothing.
    void newsDoNotMoveTheTree()
    {
        Fixture f;
        CatalogTree tree;
        tree.setCatalog(f.catalog);
        QSignalSpy reset(&tree, &QAbstractItemModel::modelReset);
        QSignalSpy data(&tree, &QAbstractItemModel::dataChanged);
        f.otherVersion(8, kOthers);
        QCOMPARE(reset.size(), 0);
        QVERIFY(!data.isEmpty());
        CatalogState more = stateOf(9, kOthers);
        more.scopes.removeFirst();
        f.desk.state = more;
        f.catalog->reload();
        f.settle();
        QCOMPARE(reset.size(), 1);
        QVERIFY(!tree.find(QStringLiteral("orders:read")).isValid());
    }

    void aLargeCatalogueIsFiltered()
    {
        Fixture f;
        CatalogState state = stateOf(8, kOthers);
        state.scopes.clear();
        for (int i = 0; i < 5000; ++i) {
            CatalogScope scope;
            scope.name = QStringLiteral("service%1:thing%2:read").arg(i % 40).arg(i);
            scope.title = QStringLiteral("Read thing %1").arg(i);
            scope.resource = QStringLiteral("https://service%1.example").arg(i % 40);
            state.scopes.append(scope);
        }
        f.desk.state = state;
        f.catalog->reload();
        f.settle();
        CatalogTree tree;
        tree.setCatalog(f.catalog);
        QCOMPARE(tree.scopeCount(), 5000);
        QElapsedTimer time;
        time.start();
        for (const char *words : {"t", "th", "thing4", "thing49", "thing499"})
            tree.setSearch(QString::fromLatin1(words));
        qInfo("five keystrokes over 5 000 scopes: %lld ms", static_cast<long long>(time.elapsed()));
        QCOMPARE(tree.scopeCount(), 11);
    }

    void whoMayNotReadSeesThat()
    {
        Fixture f;
        f.backend->desk = nullptr;
        f.catalog->reload();
        QCOMPARE(f.catalog->reading(), AuthorityCatalog::Reading::NotPermitted);
        f.backend->desk = &f.desk;
        f.desk.state = base::Error{base::Errc::Denied, {}};
        f.catalog->reload();
        f.settle();
        QCOMPARE(f.catalog->reading(), AuthorityCatalog::Reading::NotPermitted);
        f.desk.state = base::Error{base::Errc::Malformed, {}};
        f.catalog->reload();
        f.settle();
        QCOMPARE(f.catalog->reading(), AuthorityCatalog::Reading::Failed);
    }

    void historyComesPageByPage()
    {
        Fixture f;
        f.desk.pages = {{{{7, QStringLiteral("ada"), QStringLiteral("r"), 70}, {6, {}, {}, 60}}, QStringLiteral("1")}, {{{5, {}, {}, 50}}, {}}};
        f.desk.texts.insert(6, {{6, {}, {}, 60}, kGood, {}});
        console::CatalogHistory &history = f.catalog->history();
        history.reload();
        f.settle();
        QCOMPARE(history.rowCount(), 2);
        QVERIFY(history.canFetchMore({}));
        history.fetchMore({});
        f.settle();
        QCOMPARE(history.rowCount(), 3);
        QVERIFY(!history.canFetchMore({}));
        history.readText(6);
        history.readText(4);
        f.settle();
        QCOMPARE(*history.textOf(6), kGood);
        QVERIFY(history.couldNotRead(4));
    }
};

QTEST_GUILESS_MAIN(CatalogDraftTest)
#include "catalog_draft_test.moc"
