// The Scopes page driven by keys alone: reading, writing as text and as a form, reviewing, applying, going back, and what others do meanwhile.
#include "tests/support/small_catalog.h"
#include "tests/ui/page_window.h"
#include "tests/ui/ui_test.h"
#include "ui/scopes/scopes_page.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/diff_view.h"

#include <QAccessible>
#include <QDialog>
#include <QJsonArray>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTreeView>

using namespace countersign;
using backends::CatalogChange;
using backends::CatalogOutcome;
using console::CatalogDraft;
using widgets::CodeEditor;
using widgets::DiffView;

namespace {

constexpr qint64 kTime = scenes::fixedNowMs / 1000;
const QStringList kAdmin{QStringLiteral("catalog:read"), QStringLiteral("catalog:write"), QStringLiteral("approvals:read"), QStringLiteral("approvals:decide")};

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

QString textInForce()
{
    return QString::fromUtf8(tests::kSmallCatalog) + s("[[scope]]\nname = \"orders:order:read\"\ntitle = \"Read an order\"\nowner = \"payments@example\"\n"
                                                      "reason = \"Support answers questions\"\nresource = \"https://orders.example\"\nrisk = \"low\"\n");
}

backends::CatalogState stateOf(qint64 version, const QString &toml, const char *by = "Sofia Lind")
{
    backends::CatalogState state;
    state.version = version;
    state.etag = '"' + QByteArray::number(version) + '"';
    state.appliedBy = s(by);
    state.appliedAt = kTime - 3600;
    state.reason = s("Stock gets scopes of its own");
    state.name = s("Test");
    state.toml = toml;
    state.resources = {{s("https://orders.example"), s("Orders API")}};
    state.scopes = {{s("orders:refund:create"), s("Refund an order"), s("payments@example"), s("Support refunds customers"), s("https://orders.example"), approval::Tier::Low, std::nullopt},
                    {s("orders:order:read"), s("Read an order"), s("payments@example"), s("Support answers questions"), s("https://orders.example"), approval::Tier::Low, std::nullopt}};
    return state;
}

// The page with version 7 in force.
class Archive : public tests::PageWindow {
public:
    explicit Archive(const QStringList &scopes = kAdmin)
    {
        catalog.state = stateOf(7, textInForce());
        backends::CatalogUsage use;
        use.serverTime = kTime;
        use.scopes = {{s("orders:refund:create"), {base::ClientId(s("shop-cli"))}, 1, kTime - 60, 3, {{kTime / 86'400, 4}}}};
        catalog.use = use;
        backends::CatalogCheck check;
        check.ok = true;
        check.baseVersion = 7;
        check.changes = {{CatalogChange::Kind::Changed, s("scope"), s("orders:order:read"), {{s("owner"), s("payments@example"), s("orders@example")}}}};
        check.consequences.clients = {{base::ClientId(s("shop-cli")), {s("orders:order:read")}}};
        check.consequences.liveGrants = 2;
        catalog.checked = check;
        signIn(scopes);
        page = new scopes::ScopesPage(stage.console.catalogs(), stage.console.authorities());
        window->addPage({s("scopes"), theme::Glyph::Scopes, s("Scopes"), page});
        open(page, Qt::Key_4);
    }

    scopes::ScopesPage *page = nullptr;

    [[nodiscard]] console::AuthorityCatalog &held() { return *stage.console.catalogs().find(session->id()); }
    [[nodiscard]] CatalogDraft &draft() { return held().draft(); }
    [[nodiscard]] CodeEditor &editor() { return *find<CodeEditor>("catalogEditor"); }
    [[nodiscard]] QListWidget &findings() { return *find<QListWidget>("findingsList"); }
    // Waits for what was typed to be taken over and looked through.
    void rest()
    {
        QTRY_VERIFY_WITH_TIMEOUT(draft().text() == editor().source() && !draft().isChecking(), 20'000);
        settle();
    }
    // To the end of the text, and on from there.
    void write(const char *text)
    {
        QVERIFY(editor().hasFocus());
        key(Qt::Key_End, Qt::ControlModifier);
        type(text);
        rest();
    }
    void toReview()
    {
        key(Qt::Key_E, Qt::ControlModifier);
        write("# looked through\n");
        key(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(draft().step(), CatalogDraft::Step::Reviewed);
        settle();
    }
    void toApplying()
    {
        toReview();
        QVERIFY(tabTo("applyReason"));
        type("Ticket 4711");
        QVERIFY(tabTo("applyCatalog"));
        key(Qt::Key_Space);
        QCOMPARE(catalog.applied.size(), 1);
    }
    // Somebody else puts a text in force.
    void somebodyApplies(const QString &toml)
    {
        catalog.state = stateOf(8, toml, "Bao Nguyen");
        backends::EventHint event;
        event.kind = backends::EventHint::Kind::Catalog;
        Q_EMIT stage.backend().hint(event);
        settle();
    }
    [[nodiscard]] QString rowsOf(const char *view)
    {
        QStringList rows;
        const auto *model = find<DiffView>(view)->model();
        for (int row = 0; row < model->rowCount(); ++row)
            rows.append(model->index(row, 0).data(Qt::AccessibleTextRole).toString());
        return rows.join(QLatin1Char('\n'));
    }
};

CatalogOutcome outcome(CatalogOutcome::Kind kind)
{
    CatalogOutcome out;
    out.kind = kind;
    return out;
}

}  // namespace

class ScopesPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QAccessible::setActive(true); }

    void aScopeIsFoundAndReadByKeys()
    {
        Archive archive;
        QCOMPARE(archive.window->currentPage(), QStringLiteral("scopes"));
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("scopeTree"));
        archive.key(Qt::Key_F, Qt::ControlModifier);
        archive.type("refund");
        QVERIFY(archive.tabTo("scopeTree"));
        archive.key(Qt::Key_Home);
        archive.key(Qt::Key_Down);
        const QString seen = archive.seen();
        for (const char *fact : {"Refund an order", "payments@example", "Support refunds customers", "shop-cli"})
            QVERIFY2(seen.contains(QLatin1String(fact)), qPrintable(QLatin1String(fact) + QStringLiteral(" is not among\n") + seen));
        QVERIFY(!seen.contains(QStringLiteral("Support answers questions")));
    }

    void findingsComeAsOneTypesWithTheirLine()
    {
        Archive archive;
        archive.key(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(archive.editor().hasFocus());
        archive.write("[[scope]]\nname = \"orders:*\"\n");
        const auto lines = archive.editor().source().split(QLatin1Char('\n'));
        const auto line = lines.lastIndexOf(QStringLiteral("name = \"orders:*\"")) + 1;
        QVERIFY(line > 1 && archive.findings().count() > 0);
        QStringList told;
        for (int row = 0; row < archive.findings().count(); ++row)
            told.append(archive.findings().item(row)->text());
        QVERIFY2(told.join(QLatin1Char('\n')).contains(QStringLiteral("Line %1:").arg(line)), qPrintable(told.join(QLatin1Char('\n'))));
        QVERIFY(!archive.find<QPushButton>("reviewDraft")->isEnabled());
        archive.key(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(archive.draft().isOpen() && archive.catalog.applied.isEmpty());
        // F8 leads to it; mending it takes the finding away.
        archive.key(Qt::Key_Home, Qt::ControlModifier);
        archive.key(Qt::Key_F8);
        QVERIFY(archive.draft().findings().first().line == archive.editor().currentLine());
        archive.editor().setFocus();
        for (int i = 0; i < 2; ++i) {
            archive.key(Qt::Key_End, Qt::ControlModifier);
            while (archive.editor().source().endsWith(QLatin1Char('\n')) && !archive.editor().source().endsWith(QStringLiteral("\"low\"\n")))
                archive.key(Qt::Key_Backspace);
            for (int n = 0; n < 25 && !archive.editor().source().endsWith(QStringLiteral("\"low\"\n")); ++n)
                archive.key(Qt::Key_Backspace);
        }
        archive.rest();
        QVERIFY2(!archive.draft().hasErrors(), qPrintable(archive.editor().source().right(80)));
    }

    void theFormWritesIntoTheText()
    {
        Archive archive;
        archive.key(Qt::Key_Down);
        archive.key(Qt::Key_End);  // orders:order:read or the refund: whichever is last
        const QString scope = archive.find<widgets::PlainLabel>("scopeName")->text();
        QVERIFY(archive.tabTo("scopeEdit"));
        archive.key(Qt::Key_Space);
        auto *name = archive.find<QLineEdit>("formName");
        QTRY_COMPARE(name->text(), scope);
        QVERIFY(archive.tabTo("formOwner"));
        archive.key(Qt::Key_A, Qt::ControlModifier);
        archive.type("orders@example");
        QVERIFY(archive.tabTo("formWrite"));
        archive.key(Qt::Key_Space);
        archive.rest();
        QCOMPARE(archive.editor().source().count(QStringLiteral("owner = \"orders@example\"")), 1);
        QCOMPARE(archive.editor().source().count(QStringLiteral("owner = \"payments@example\"")), 1);
        QVERIFY(archive.editor().hasFocus());
        // One step back by the keys everybody knows.
        archive.key(Qt::Key_Z, Qt::ControlModifier);
        archive.rest();
        QCOMPARE(archive.editor().source(), textInForce());
    }

    void whatFollowsIsSeenBeforeItIsApplied()
    {
        Archive archive;
        archive.toReview();
        const QString seen = archive.seen();
        for (const char *fact : {"programs lose scopes", "shop-cli", "2 live accesses", "orders:order:read", "payments@example", "orders@example"})
            QVERIFY2(seen.contains(QLatin1String(fact)), qPrintable(QLatin1String(fact) + QStringLiteral(" is not among\n") + seen));
        QVERIFY(archive.rowsOf("textDiff").contains(QStringLiteral("looked through")));
        // Without a reason nothing is sent, by no key.
        auto *apply = archive.find<QPushButton>("applyCatalog");
        QVERIFY(!apply->isEnabled());
        archive.key(Qt::Key_Return, Qt::ControlModifier);
        archive.key(Qt::Key_Return);
        QVERIFY(archive.catalog.applied.isEmpty());
        QVERIFY(archive.tabTo("applyReason"));
        archive.type("Ticket 4711");
        QVERIFY(archive.tabTo("applyCatalog"));
        archive.key(Qt::Key_Space);
        QCOMPARE(archive.catalog.applied.size(), 1);
        QCOMPARE(archive.catalog.applied.first().reason, QStringLiteral("Ticket 4711"));
        QCOMPARE(archive.catalog.applied.first().etag, QByteArray("\"7\""));
        QVERIFY(archive.catalog.applied.first().toml.endsWith(QStringLiteral("# looked through\n")));
        archive.catalog.state = stateOf(8, archive.catalog.applied.first().toml);
        auto done = outcome(CatalogOutcome::Kind::Applied);
        done.version = 8;
        archive.catalog.nextOutcome.give(done);
        QTRY_VERIFY(!archive.draft().isOpen());
        QTRY_COMPARE(archive.held().state().version, 8);
        QTRY_COMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("scopeTree"));
    }

    void aSecondAdminIsWaitedForWithItsCode()
    {
        Archive archive;
        archive.toApplying();
        auto waits = outcome(CatalogOutcome::Kind::NeedsApproval);
        waits.approval = base::ApprovalId(s("apr_1"));
        waits.confirmationCode = s("493817");
        archive.catalog.nextOutcome.give(waits);
        QTRY_COMPARE(archive.draft().step(), CatalogDraft::Step::Waiting);
        archive.settle();
        QVERIFY2(archive.seen().contains(QStringLiteral("493817")), qPrintable(archive.seen()));
        // Away and back: it is still there, and still can be opened.
        archive.key(Qt::Key_Escape);
        QVERIFY2(archive.seen().contains(QStringLiteral("waits for a second admin")), qPrintable(archive.seen()));
        archive.find<QWidget>("draftBanner")->findChild<QPushButton *>()->click();
        archive.settle();
        QVERIFY(archive.seen().contains(QStringLiteral("493817")));
        QSignalSpy opened(archive.page, &scopes::ScopesPage::approvalRequested);
        archive.find<QWidget>("reviewBanner")->findChild<QPushButton *>()->click();
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().value<console::ApprovalRef>().id.text(), QStringLiteral("apr_1"));
    }

    // The console was closed after it had asked; the authority still knows.
    void aChangeAskedForBeforeTheStartIsFoundAgain()
    {
        Archive archive;
        tests::Approval card = tests::makeApproval(s("apr_old"), approval::Tier::High);
        const QJsonObject params{{s("replaces"), 7}, {s("reason"), s("Ticket 4711")}, {s("sha256"), s("00")}, {s("changes"), QJsonArray{s("- scope orders:<b>purge")}}};
        card.client.id = base::ClientId(s("countersign-console"));
        card.subject.sub = archive.session->person();
        card.canonical = approval::canonicalAction({s("countersign.catalog"), params, s("https://approvals.example"), card.client.id, card.subject.sub, {}, card.id});
        card.actionHash = approval::actionHash(card.canonical);
        card.reason = s("Ticket 4711");
        card.policy.codeRequired = true;
        card.requestedAt = kTime - 60;
        card.expiresAt = kTime + 600;
        archive.stage.backend().cards.insert(card.id, card);
        archive.stage.backend().setLink(backends::LinkFact::Offline);
        archive.stage.backend().setLink(backends::LinkFact::Live);
        QTRY_VERIFY2(archive.seen().contains(QStringLiteral("of your changes wait")), qPrintable(archive.seen()));
        archive.find<QWidget>("waitingBanner")->findChild<QPushButton *>()->setFocus();
        archive.key(Qt::Key_Space);
        const QString seen = archive.seen();
        for (const char *fact : {"Ticket 4711", "Version 7", "- scope orders:<b>purge", "cannot be read again", "0 of 1"})
            QVERIFY2(seen.contains(QLatin1String(fact)), qPrintable(QLatin1String(fact) + QStringLiteral(" is not among\n") + seen));
        QSignalSpy opened(archive.page, &scopes::ScopesPage::approvalRequested);
        QVERIFY(archive.tabTo("proposalOpen"));
        archive.key(Qt::Key_Space);
        QCOMPARE(opened.size(), 1);
        // What becomes of it is told, and put away by a key.
        tests::Approval &known = archive.stage.backend().cards[card.id];
        known.status = approval::Status::Denied;
        known.version = 2;
        known.decisions = {{s("usr_bao"), approval::Verdict::Deny, kTime, s("Not before Friday"), s("Bao Nguyen")}};
        archive.stage.backend().tell(s("apr_old"), 2);
        QTRY_VERIFY2(archive.seen().contains(QStringLiteral("Bao Nguyen: Not before Friday")), qPrintable(archive.seen()));
        QVERIFY(archive.tabTo("proposalPutAway"));
        archive.key(Qt::Key_Space);
        QTRY_VERIFY(!archive.find<QWidget>("waitingBanner")->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("scopeTree"));
    }

    void whenSomebodyWasFirstNothingIsLost()
    {
        Archive archive;
        archive.toApplying();
        archive.catalog.state = stateOf(8, QStringLiteral("# theirs\n") + textInForce(), "Bao Nguyen");
        archive.catalog.nextOutcome.give(outcome(CatalogOutcome::Kind::SomebodyFirst));
        QTRY_COMPARE(archive.draft().step(), CatalogDraft::Step::SomebodyFirst);
        archive.settle();
        QVERIFY(archive.seen().contains(QStringLiteral("Somebody else was first")));
        QVERIFY(archive.seen().contains(QStringLiteral("Bao Nguyen")));
        const QString both = archive.rowsOf("bothDiff");
        QVERIFY2(both.contains(QStringLiteral("theirs")) && both.contains(QStringLiteral("looked through")), qPrintable(both));
        QVERIFY(archive.tabTo("mergeTheirs"));
        archive.key(Qt::Key_Space);
        QTRY_VERIFY(archive.editor().isVisible());
        QVERIFY(archive.editor().source().startsWith(QStringLiteral("# theirs\n")) && archive.editor().source().endsWith(QStringLiteral("# looked through\n")));
        QCOMPARE(archive.catalog.applied.size(), 1);
    }

    // Two columns want room; without it one tells the same, and no line is cut.
    void narrowTheDiffHasOneColumn()
    {
        Archive archive;
        archive.key(Qt::Key_E, Qt::ControlModifier);
        archive.write("# a remark of which nothing may be lost however narrow the window is that it is read in by somebody\n");
        archive.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(archive.draft().step(), CatalogDraft::Step::Reviewed);
        archive.settle();
        auto *diff = archive.find<DiffView>("textDiff");
        QVERIFY(!diff->isOneColumn());
        archive.window->resize(560, 900);
        archive.settle();
        QTRY_VERIFY(diff->isOneColumn());
        QVERIFY(archive.rowsOf("textDiff").contains(QStringLiteral("added: # a remark of which nothing may be lost")));
        int highest = 0;
        for (int row = 0; row < diff->model()->rowCount(); ++row)
            highest = std::max(highest, diff->visualRect(diff->model()->index(row, 0)).height());
        QVERIFY(highest > diff->visualRect(diff->model()->index(0, 0)).height() * 3 / 2);  // it breaks instead of being cut
        archive.window->resize(1200, 900);
        QTRY_VERIFY(!diff->isOneColumn());
    }

    void anotherVersionWhileOneWritesIsToldAndHurtsNothing()
    {
        Archive archive;
        archive.key(Qt::Key_E, Qt::ControlModifier);
        archive.write("# mine\n");
        archive.somebodyApplies(QStringLiteral("# theirs\n") + textInForce());
        QTRY_VERIFY(archive.find<QWidget>("editorBanner")->isVisible());
        QVERIFY(archive.editor().source().endsWith(QStringLiteral("# mine\n")));
        QVERIFY(archive.editor().hasFocus());
        archive.type("# still mine\n");
        archive.rest();
        QVERIFY(archive.editor().source().endsWith(QStringLiteral("# mine\n# still mine\n")));
    }

    void anOldVersionIsComparedAndComesBack()
    {
        Archive archive;
        const QString old = textInForce().replace(QStringLiteral("Read an order"), QStringLiteral("Read any order"));
        backends::CatalogVersionText six, seven;
        six.version = 6;
        six.appliedBy = seven.appliedBy = s("Sofia Lind");
        six.appliedAt = kTime - 9000;
        six.reason = s("The first of them");
        six.toml = old;
        seven.version = 7;
        seven.appliedAt = kTime - 3600;
        seven.reason = s("Clearer title");
        seven.toml = textInForce();
        archive.catalog.texts = {{6, six}, {7, seven}};
        archive.catalog.pages = {{{seven, six}, {}}};
        QVERIFY(archive.tabTo("catalogHistory"));
        archive.key(Qt::Key_Space);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("versionList"));
        QTRY_VERIFY(archive.find<DiffView>("versionDiff")->isVisible());
        const QString rows = archive.rowsOf("versionDiff");
        QVERIFY2(rows.contains(QStringLiteral("Read any order")) && rows.contains(QStringLiteral("Read an order")), qPrintable(rows));
        archive.key(Qt::Key_Down);
        QVERIFY(archive.seen().contains(QStringLiteral("The first of them")));
        QVERIFY(archive.tabTo("rollBack"));
        archive.key(Qt::Key_Space);
        QTRY_COMPARE(archive.draft().step(), CatalogDraft::Step::Reviewed);
        archive.settle();
        QVERIFY(archive.tabTo("applyReason"));
        QVERIFY(archive.find<QLineEdit>("applyReason")->text().contains(QStringLiteral("6")));  // a reason is suggested
        QVERIFY(archive.tabTo("applyCatalog"));
        archive.key(Qt::Key_Space);
        QCOMPARE(archive.catalog.applied.size(), 1);
        QCOMPARE(archive.catalog.applied.first().toml, old);
    }

    void whoMayOnlyReadChangesNothing()
    {
        Archive archive({QStringLiteral("catalog:read")});
        QVERIFY(!archive.find<QPushButton>("catalogEdit")->isVisible());
        archive.key(Qt::Key_E, Qt::ControlModifier);
        if (archive.editor().isVisible()) {
            QVERIFY(archive.editor().isReadOnly());
            archive.type("# mine");
            QVERIFY(!archive.draft().isDirty());
            QVERIFY(!archive.find<QPushButton>("reviewDraft")->isEnabled());
        }
    }

    void withoutPermissionThePageSaysSo()
    {
        Archive archive({QStringLiteral("approvals:read")});
        QVERIFY2(archive.seen().contains(QStringLiteral("You may not see this")), qPrintable(archive.seen()));
        archive.key(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(!archive.editor().isVisible());
    }

    void aCatalogueThatCannotBeReadIsTriedAgainByKey()
    {
        Archive archive;
        archive.catalog.state = base::Error{base::Errc::Unavailable, {}};
        QVERIFY(archive.tabTo("catalogReload"));
        archive.key(Qt::Key_Space);
        QVERIFY(archive.seen().contains(QStringLiteral("could not be read again")));
        archive.catalog.state = stateOf(8, textInForce());
        archive.key(Qt::Key_Space);
        QTRY_COMPARE(archive.held().state().version, 8);
        QVERIFY(!archive.seen().contains(QStringLiteral("could not be read again")));
    }

    void offlineOneGoesOnWritingAndCannotApply()
    {
        Archive archive;
        archive.toReview();
        archive.key(Qt::Key_Escape);
        archive.stage.backend().setLink(backends::LinkFact::Offline);
        archive.settle();
        QTRY_VERIFY(archive.seen().contains(QStringLiteral("nothing can be applied before the authority answers")));
        archive.catalog.checked = base::Error{base::Errc::Unavailable, {}};
        archive.editor().setFocus();
        archive.write("# more\n");
        archive.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(archive.draft().problem(), CatalogDraft::Problem::NoCheck);
        QVERIFY(archive.editor().source().endsWith(QStringLiteral("# more\n")));
        QVERIFY(archive.catalog.applied.isEmpty());
    }

    void anAnswerThatNeverCameIsNotTakenForAYes()
    {
        Archive archive;
        archive.toApplying();
        archive.catalog.nextOutcome.give(base::Error{base::Errc::Unavailable, {}});
        QTRY_VERIFY(archive.draft().problem() == CatalogDraft::Problem::NotApplied);
        archive.settle();
        QCOMPARE(archive.catalog.applied.size(), 1);
        QVERIFY(archive.find<QPushButton>("applyCatalog")->isVisible());
    }

    void textThatIsNowhereElseIsNotLostByAKey()
    {
        Archive archive;
        archive.key(Qt::Key_E, Qt::ControlModifier);
        archive.write("# mine\n");
        archive.key(Qt::Key_Escape);
        QVERIFY(archive.page->holdsUnsavedText());
        archive.key(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(archive.editor().source().endsWith(QStringLiteral("# mine\n")));
        QVERIFY(archive.tabTo("discardDraft"));
        archive.key(Qt::Key_Space);
        auto *ask = archive.window->findChild<QDialog *>();
        QVERIFY(ask && ask->isVisible());
        QTest::keyClick(ask, Qt::Key_Return);
        QVERIFY(archive.draft().isDirty());
        QTest::keyClick(ask, Qt::Key_Escape);
        archive.settle();
        QVERIFY(archive.draft().isDirty());
    }

    // CPU time of this thread, so that a busy machine says nothing about the page.
    void fiveThousandScopesScrollAndAreWrittenWithoutAStutter()
    {
        Archive archive;
        backends::CatalogState state = stateOf(8, textInForce());
        for (int i = 0; i < 5000; ++i) {
            const QString name = QStringLiteral("service%1:thing%2:read").arg(i / 50).arg(i);
            state.scopes.append({name, QStringLiteral("Read thing %1").arg(i), s("payments@example"), s("Support answers questions"), QStringLiteral("https://orders.example"), approval::Tier::Low, std::nullopt});
            state.toml += QStringLiteral("[[scope]]\nname = \"%1\"\ntitle = \"Read thing %2\"\nowner = \"payments@example\"\nreason = \"Support answers questions\"\n"
                                         "resource = \"https://orders.example\"\nrisk = \"low\"\n").arg(name).arg(i);
        }
        archive.catalog.state = state;
        archive.held().reload();
        QTRY_COMPARE(archive.held().state().version, 8);
        archive.settle();
        auto *tree = archive.find<QTreeView>("scopeTree");
        const auto scrolled = [](QAbstractScrollArea &area) {
            QList<double> frames;
            for (int i = 0; i <= 60; ++i) {
                frames.append(tests::cpuMs([&] {
                    area.verticalScrollBar()->setValue(area.verticalScrollBar()->maximum() * i / 60);
                    area.viewport()->repaint();
                }));
            }
            std::sort(frames.begin(), frames.end());
            return frames;
        };
        const QList<double> rows = scrolled(*tree);
        archive.key(Qt::Key_E, Qt::ControlModifier);
        const QList<double> lines = scrolled(archive.editor());
        archive.rest();
        archive.editor().goToLine(20'000);
        archive.key(Qt::Key_End);
        QList<double> letters;
        for (int i = 0; i < 20; ++i)
            letters.append(tests::cpuMs([&] {
                QTest::keyClick(&archive.editor(), Qt::Key_X);
                archive.editor().viewport()->repaint();
            }));
        std::sort(letters.begin(), letters.end());
        qInfo("5 000 scopes: tree median %.1f ms, worst %.1f ms; text median %.1f ms, worst %.1f ms; a letter median %.1f ms, worst %.1f ms", rows.at(30), rows.last(), lines.at(30),
              lines.last(), letters.at(10), letters.last());
        // One frame in twenty may be the first of its kind.
        QVERIFY(rows.at(57) < 16.0 && lines.at(57) < 16.0 && letters.at(18) < 16.0);
    }
};

COUNTERSIGN_UI_TEST_MAIN(ScopesPageTest)
#include "scopes_test.moc"
