// The Clients page driven as a person drives it: by keys, against hostile names, with two admins, and with a secret to lose.
#include "tests/ui/page_window.h"
#include "tests/ui/ui_test.h"
#include "ui/clients/client_list.h"
#include "ui/clients/clients_page.h"
#include "ui/clients/end_warnings.h"
#include "ui/widgets/secret_clipboard.h"
#include "ui/widgets/toast_area.h"

#include <QAccessible>
#include <QClipboard>
#include <QDialog>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QSignalSpy>

using namespace countersign;
using backends::ClientEntry;
using backends::ClientStatus;
using console::ClientDraft;
using console::ClientRef;
using scenes::ConsoleStage;

namespace {

constexpr qint64 kTime = scenes::fixedNowMs / 1000;
const QString kSecret = QStringLiteral("s3cr3t-s3cr3t-s3cr3t-s3cr3t-0123456789");

QStringList &logged()
{
    static QStringList lines;
    return lines;
}

void collect(QtMsgType, const QMessageLogContext &, const QString &line)
{
    logged().append(line);
}

// A window on the Clients page, with an admin before it.
class Office : public tests::PageWindow {
public:
    explicit Office(const QList<ClientEntry> &entries, const QStringList &scopes = {QStringLiteral("approvals:decide"), QStringLiteral("clients:manage"), QStringLiteral("catalog:read")})
    {
        book.entries = entries;
        book.time = kTime;
        backends::CatalogState state;
        state.scopes = {{QStringLiteral("orders:read"), QStringLiteral("Read orders"), QStringLiteral("payments"), {}, {}, approval::Tier::Low, std::nullopt},
                        {QStringLiteral("orders:refund"), QStringLiteral("Refund"), QStringLiteral("payments"), {}, {}, approval::Tier::High, std::nullopt}};
        catalog.state = state;
        signIn(scopes);
        page = new clients::ClientsPage(stage.console);
        // Whatever the order of building, Clients is the third place.
        window->addPage({QStringLiteral("clients"), theme::Glyph::Server, QStringLiteral("Clients"), page});
        warnings = std::make_unique<clients::EndWarnings>(stage.console, window->toasts());
        PageWindow::open(page, Qt::Key_3);
    }
    ~Office() { QApplication::clipboard()->clear(); }

    std::unique_ptr<clients::EndWarnings> warnings;
    clients::ClientsPage *page = nullptr;

    void open(const char *id)
    {
        page->open({session->id(), base::ClientId(QString::fromLatin1(id))});
        settle();
    }
    void tell(const char *id, const QString &warning = {})
    {
        backends::EventHint event;
        event.kind = backends::EventHint::Kind::Client;
        event.client = base::ClientId(QString::fromLatin1(id));
        event.warning = warning;
        Q_EMIT stage.backend().hint(event);
        settle();
    }
    void pass(qint64 seconds)
    {
        stage.clock.advanceMs(seconds * 1000);
        book.time += seconds;
        stage.backend().time += seconds;
        stage.console.clients().tick();
        QMetaObject::invokeMethod(page, [] {});
        QTest::qWait(1100);  // the page's own second
        settle();
    }
    // Whatever any widget tells screen readers or shows as a tip, the field of the secret aside.
    [[nodiscard]] bool isAnywhere(const QString &words)
    {
        const auto tells = [&words](QWidget *widget) {
            if (widget->windowTitle().contains(words) || widget->toolTip().contains(words) || widget->accessibleName().contains(words)
                || widget->accessibleDescription().contains(words))
                return true;
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            return interface && (interface->text(QAccessible::Name).contains(words) || interface->text(QAccessible::Value).contains(words));
        };
        for (QWidget *widget : QApplication::allWidgets()) {
            if (tells(widget) && !(widget->objectName() == QLatin1String("clientSecretOnce") && widget->isVisible()))
                return true;
        }
        return false;
    }
    void giveSecret()
    {
        backends::RegisteredClient made;
        made.id = base::ClientId(QStringLiteral("tmp_new"));
        made.scopes = book.added.last().scopes;
        made.expiresAt = book.added.last().expiresAt;
        made.secret = std::make_shared<const base::Secret>(kSecret.toUtf8());
        ClientEntry entry = tests::temporaryClient(QStringLiteral("tmp_new"), kTime, 0, 3600);
        entry.name = book.added.last().name;
        book.entries.prepend(entry);
        book.nextAdd.give(made);
        settle();
    }
    void fillByHand()
    {
        press("newClientButton");
        find<QLineEdit>("draftName")->setText(QStringLiteral("ci"));
        find<QLineEdit>("draftReason")->setText(QStringLiteral("why"));
        find<QLineEdit>("draftOwner")->setText(QStringLiteral("ops"));
        settle();
    }
};

QList<ClientEntry> some()
{
    ClientEntry busy = tests::temporaryClient(QStringLiteral("busy"), kTime, 3000, 600);
    busy.liveTokens = 3;
    busy.pendingApprovals = 2;
    busy.lastUsedAt = kTime - 5;
    busy.useCount = 9;
    return {busy, tests::standingClient(QStringLiteral("old"), kTime, 900'000)};
}

}  // namespace

class ClientsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QAccessible::setActive(true); }

    // Not to the search, where the keys of the window would be typed; also when the list is read only afterwards.
    void theKeyboardComesToTheList()
    {
        Office office(some());
        office.window->showInbox();
        QTest::keyClick(office.window.get(), Qt::Key_3, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("clientList"));
        QCOMPARE(office.page->accessibleName(), QStringLiteral("Clients"));
        office.key(Qt::Key_Slash);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("searchField"));
        Office nobody({});
        QVERIFY(!qobject_cast<QLineEdit *>(QApplication::focusWidget()));
        nobody.book.entries = some();
        nobody.find<QAbstractButton>("clientsReload")->click();
        nobody.settle();
        QTRY_COMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("clientList"));
    }

    void aClientIsMadeByKeysAlone()
    {
        Office office(some());
        QCOMPARE(office.window->currentPage(), QStringLiteral("clients"));
        office.key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("draftName"));
        office.type("archive-migration");
        office.key(Qt::Key_Tab);
        office.type("moves the archive");
        office.key(Qt::Key_Tab);  // the owner is the one who sits here
        QCOMPARE(office.find<QLineEdit>("draftOwner")->text(), QStringLiteral("Sofia Lind"));
        QVERIFY(office.tabTo("life900"));
        office.key(Qt::Key_Right);
        QVERIFY(office.find<QAbstractButton>("life3600")->isChecked());
        QVERIFY(office.tabTo("scopePicker"));
        office.key(Qt::Key_Home);
        office.key(Qt::Key_Space);
        QVERIFY2(office.find<widgets::PlainLabel>("draftPreview")->text().contains(QStringLiteral("archive-migration")),
                 qPrintable(office.find<widgets::PlainLabel>("draftPreview")->text()));
        QVERIFY(office.seen().contains(QStringLiteral("Low risk")));
        QVERIFY(office.tabTo("createClient"));
        office.key(Qt::Key_Space);
        QCOMPARE(office.book.added.size(), 1);
        const backends::NewClient &asked = office.book.added.first();
        QCOMPARE(asked.name, QStringLiteral("archive-migration"));
        QCOMPARE(asked.scopes, QStringList{QStringLiteral("orders:read")});
        QCOMPARE(asked.expiresAt, kTime + 3600);
        office.giveSecret();
        auto *field = office.find<QLineEdit>("clientSecretOnce");
        QVERIFY(field->isVisible() && field->hasFocus());
        QCOMPARE(field->text(), kSecret);
        QCOMPARE(field->accessibleName(), QStringLiteral("Client secret, shown once"));
    }

    // The second list: what only an approval gives. Without a request to ask with it would be of no use, and that is said.
    void scopesForWindowsAreChosenByKeys()
    {
        Office office(some());
        office.fillByHand();
        QVERIFY(office.tabTo("accessFold"));
        office.key(Qt::Key_Space);
        QVERIFY(office.tabTo("accessPicker"));
        office.key(Qt::Key_End);
        office.key(Qt::Key_Space);
        const QString told = office.find<widgets::PlainLabel>("draftMayGet")->text();
        QVERIFY2(told.contains(QStringLiteral("orders:refund")) && told.contains(QStringLiteral("choose its requests too")), qPrintable(told));
        office.key(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(office.book.added.size(), 1);
        QVERIFY(office.book.added.first().scopes.isEmpty());
        QCOMPARE(office.book.added.first().accessScopes, QStringList{QStringLiteral("orders:refund")});
    }

    void theCardTellsWhatAnApprovalMayGive()
    {
        ClientEntry client = some().first();
        client.accessScopes = QStringList{QStringLiteral("orders:refund")};
        Office office({client, some().last()});
        office.open("busy");
        QVERIFY(office.seen().contains(QStringLiteral("What it may have with an approval only")));
        QVERIFY(office.seen().contains(QStringLiteral("orders:refund")));
        office.open("old");
        QVERIFY(!office.seen().contains(QStringLiteral("What it may have with an approval only")));
    }

    void aTokenIsMadeByKeysSeenOnceAndRevoked()
    {
        Office office(some());
        QVERIFY(office.tabTo("initialTokens"));
        office.key(Qt::Key_Space);
        QVERIFY2(office.seen().contains(QStringLiteral("There is none")), qPrintable(office.seen()));
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("newToken"));
        office.key(Qt::Key_Space);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("tokenUses"));
        office.key(Qt::Key_Up);
        QVERIFY(office.tabTo("tokenAccessFold"));
        office.key(Qt::Key_Space);
        QVERIFY(office.tabTo("tokenAccess"));
        office.key(Qt::Key_Home);
        office.key(Qt::Key_Space);
        QVERIFY(office.tabTo("createToken"));
        office.key(Qt::Key_Space);
        QCOMPARE(office.book.addedTokens.size(), 1);
        const backends::NewInitialToken &asked = office.book.addedTokens.first();
        QCOMPARE(asked.uses, 2);
        QVERIFY(asked.scopes.isEmpty() && asked.actions.isEmpty());
        QCOMPARE(asked.accessScopes, QStringList{QStringLiteral("orders:read")});
        QVERIFY(asked.expiresIn == 3600 && asked.maxClientTtl == 900);  // the shortest first
        office.key(Qt::Key_Space);
        QCOMPARE(office.book.addedTokens.size(), 1);  // sent once
        backends::InitialToken token;
        token.id = QStringLiteral("iat_1");
        token.createdBy = QStringLiteral("alice");
        token.createdAt = kTime;
        token.expiresAt = kTime + 3600;
        token.usesLeft = 2;
        token.maxClientTtl = 900;
        office.book.initial = {token};
        backends::InitialTokenAnswer made;
        made.id = token.id;
        made.expiresAt = token.expiresAt;
        made.token = std::make_shared<const base::Secret>(kSecret.toUtf8());
        office.book.nextToken.give(made);
        Office::settle();
        auto *field = office.find<QLineEdit>("clientSecretOnce");
        QVERIFY(field->isVisible() && field->hasFocus());
        QCOMPARE(field->text(), kSecret);
        QCOMPARE(field->accessibleName(), QStringLiteral("Initial access token, shown once"));
        QVERIFY(!office.isAnywhere(kSecret));
        QVERIFY(office.tabTo("copySecret"));
        office.key(Qt::Key_Space);
        QVERIFY(office.tabTo("secretStored"));
        office.key(Qt::Key_Space);
        QVERIFY(!field->isVisible() && field->text().isEmpty());
        QVERIFY(!office.isAnywhere(kSecret));
        QVERIFY(office.seen().contains(QStringLiteral("iat_1")));
        // The end of it needs a word why.
        QVERIFY(office.tabTo("revokeToken"));
        office.key(Qt::Key_Space);
        QVERIFY(!office.find<QAbstractButton>("confirmRevokeToken")->isEnabled());
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("tokenReason"));
        office.type("lost it");
        office.key(Qt::Key_Return);
        QVERIFY(office.book.changes.isEmpty());
        QVERIFY(office.tabTo("confirmRevokeToken"));
        office.key(Qt::Key_Space);
        QCOMPARE(office.book.changes, QStringList{QStringLiteral("revoke token iat_1 lost it")});
        office.book.initial.first().revokedAt = kTime;
        office.book.nextToken.give(backends::InitialTokenAnswer{token.id, 0, {}, std::nullopt, {}});
        Office::settle();
        QVERIFY(office.seen().contains(QStringLiteral("The token is revoked")) && office.seen().contains(QStringLiteral("Revoked")));
        QVERIFY(!office.find<QAbstractButton>("revokeToken"));
        office.key(Qt::Key_Escape);
        QVERIFY(!office.find<QWidget>("tokensPane")->isVisible());
    }

    void aTokenWithoutAnAnswerIsNotTakenForMade()
    {
        Office office(some());
        office.press("initialTokens");
        office.press("newToken");
        office.press("createToken");
        office.book.nextToken.give(base::Error{base::Errc::Timeout, {}});
        Office::settle();
        QVERIFY(office.seen().contains(QStringLiteral("It is not known whether this was done")));
        backends::InitialTokenAnswer no;
        no.refusal = backends::ClientRefusal::Invalid;
        no.detail = QStringLiteral("uses must be\u202E 1 to 1000.");
        office.press("createToken");
        office.book.nextToken.give(no);
        Office::settle();
        QVERIFY(office.seen().contains(QStringLiteral("Nothing was changed")) && office.seen().contains(QStringLiteral("[U+202E]")));
    }

    void theSwitcherNarrowsTheList()
    {
        Office office(some());
        auto *list = office.find<clients::ClientList>("clientList");
        QCOMPARE(list->model()->rowCount(), 2);
        office.page->setAuthority(console::AuthorityId(QStringLiteral("another")));
        Office::settle();
        QCOMPARE(list->model()->rowCount(), 0);
        QVERIFY(office.seen().contains(QStringLiteral("Nothing matches")));
        office.page->setAuthority(office.session->id());
        QCOMPARE(list->model()->rowCount(), 2);
        office.page->setAuthority({});
        QCOMPARE(list->model()->rowCount(), 2);
    }

    void enterSendsNothing()
    {
        Office office(some());
        office.fillByHand();
        office.find<QLineEdit>("draftName")->setFocus();
        office.key(Qt::Key_Return);
        QVERIFY(office.book.added.isEmpty());
        office.key(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(office.book.added.size(), 1);
        QCOMPARE(office.book.added.first().expiresAt, kTime + ClientDraft::kShortestLife);
        QVERIFY(office.book.added.first().scopes.isEmpty());
    }

    void theSecretIsInOnePlaceAndThenInNone()
    {
        logged().clear();
        const auto before = qInstallMessageHandler(collect);
        Office office(some());
        office.fillByHand();
        office.press("createClient");
        office.giveSecret();
        auto *field = office.find<QLineEdit>("clientSecretOnce");
        QVERIFY(!office.isAnywhere(kSecret));
        QVERIFY(QApplication::clipboard()->text() != kSecret);
        // By mouse nothing can be selected, or X11 would offer it to every window.
        QTest::mouseDClick(field, Qt::LeftButton, {}, field->rect().center());
        QVERIFY(!field->hasSelectedText());
        field->setFocus();
        office.key(Qt::Key_A, Qt::ControlModifier);
        office.key(Qt::Key_C, Qt::ControlModifier);
        const QMimeData *data = QApplication::clipboard()->mimeData();
        QCOMPARE(data->text(), kSecret);
        QCOMPARE(data->data(QStringLiteral("x-kde-passwordManagerHint")), QByteArray("secret"));
        office.press("secretStored");
        QVERIFY(field->text().isEmpty() && !field->isVisible());
        QVERIFY(!office.isAnywhere(kSecret));
        QCOMPARE(QApplication::clipboard()->text(), kSecret);  // there is still time to paste it
        // Nothing brings it back.
        office.press("newClientButton");
        office.key(Qt::Key_Escape);
        office.open("tmp_new");
        QVERIFY(!office.isAnywhere(kSecret));
        qInstallMessageHandler(before);
        QVERIFY2(!logged().join(QLatin1Char('\n')).contains(kSecret), "the secret is in the log");
    }

    void anUncopiedSecretIsNotGivenUpByAccident()
    {
        Office office(some());
        office.fillByHand();
        office.press("createClient");
        office.giveSecret();
        office.press("secretStored");
        auto *ask = office.window->findChild<QDialog *>();
        QVERIFY(ask && ask->isVisible());
        QVERIFY(office.find<QLineEdit>("clientSecretOnce")->isVisible());
        QTest::keyClick(ask, Qt::Key_Return);  // nothing is preselected
        QVERIFY(ask->isVisible());
        ask->findChild<QPushButton *>(QStringLiteral("acceptButton"))->click();
        Office::settle();
        QVERIFY(!office.find<QLineEdit>("clientSecretOnce")->isVisible());
    }

    void theClipboardIsEmptiedUnlessSomethingElseIsThere()
    {
        widgets::SecretClipboard clipboard;
        QSignalSpy cleared(&clipboard, &widgets::SecretClipboard::cleared);
        clipboard.copy(std::make_shared<const base::Secret>(kSecret.toUtf8()));
        QVERIFY(clipboard.isHolding());
        QMetaObject::invokeMethod(qApp, "aboutToQuit");
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        clipboard.copy(std::make_shared<const base::Secret>(kSecret.toUtf8()));
        QApplication::clipboard()->setText(QStringLiteral("my own"));
        clipboard.clear();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("my own"));
        {
            widgets::SecretClipboard other;
            other.copy(std::make_shared<const base::Secret>(kSecret.toUtf8()));
        }
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        QCOMPARE(widgets::SecretClipboard::kKeepMs, 30'000);
        QCOMPARE(cleared.size(), 2);
    }

    void revokingSaysWhatStopsAndNeverHappensByEnter()
    {
        Office office(some());
        office.open("busy");
        office.find<QPushButton>("revokeClient")->setFocus();
        office.key(Qt::Key_Space);
        QVERIFY(office.seen().contains(QStringLiteral("3 tokens that are alive stop working at once.")));
        QVERIFY(office.seen().contains(QStringLiteral("2 requests that wait for a decision are cancelled.")));
        QVERIFY(office.seen().contains(QStringLiteral("used 9 times")));
        office.key(Qt::Key_Return);
        office.key(Qt::Key_Space);
        QVERIFY(office.book.changes.isEmpty());
        if (auto *popup = QApplication::activePopupWidget())
            popup->close();
        office.press("cancelChange");
        QVERIFY(!office.find<QWidget>("changePanel")->isVisible());
        QVERIFY(office.book.changes.isEmpty());
        office.press("revokeClient");
        office.press("confirmChange");
        QCOMPARE(office.book.changes.size(), 1);
        QVERIFY(office.book.changes.first().startsWith(QStringLiteral("revoke busy ")));
        QVERIFY(office.seen().contains(QStringLiteral("Until it answers, everything is as it was.")));
        QVERIFY(!office.seen().contains(QStringLiteral("It is revoked")));
    }

    void timeRunsOutWhileTheQuestionStands()
    {
        Office office(some());
        office.open("busy");
        office.press("extendClient");
        QVERIFY(office.find<QWidget>("changePanel")->isVisible());
        office.pass(601);
        QVERIFY(!office.find<QWidget>("changePanel")->isVisible());
        QVERIFY2(office.seen().contains(QStringLiteral("Ended by itself")), qPrintable(office.seen()));
        QVERIFY(office.book.changes.isEmpty());
    }

    void anotherAdminWasFaster()
    {
        Office office(some());
        office.open("busy");
        office.press("extendClient");
        ClientEntry &client = *office.book.find(QStringLiteral("busy"));
        client.status = ClientStatus::Revoked;
        client.endedAt = kTime;
        client.endedBy = QStringLiteral("Jonas Weber");
        office.tell("busy");
        QVERIFY(!office.find<QWidget>("changePanel")->isVisible());
        QVERIFY2(office.seen().contains(QStringLiteral("by Jonas Weber")), qPrintable(office.seen()));
        QVERIFY(!office.find<QPushButton>("extendClient")->isVisible());
    }

    void aNewSecretIsShownOnce()
    {
        Office office(some());
        office.open("busy");
        office.press("rotateSecret");
        office.press("confirmChange");
        backends::ClientAnswer answer;
        answer.client = *office.book.find(QStringLiteral("busy"));
        answer.secret = std::make_shared<const base::Secret>(kSecret.toUtf8());
        office.book.nextChange.give(answer);
        Office::settle();
        QCOMPARE(office.find<QLineEdit>("clientSecretOnce")->text(), kSecret);
        QVERIFY(!office.stage.console.clients().card().secret());  // nobody else keeps it
        office.press("copySecret");
        office.press("secretStored");
        QVERIFY(office.find<QWidget>("clientCard")->isVisible());
        QVERIFY(!office.isAnywhere(kSecret));
    }

    void hostileTextIsSpeltOut()
    {
        ClientEntry bad = tests::temporaryClient(QStringLiteral("bad"), kTime, 10, 500);
        bad.name = QStringLiteral("ok\u202Eko <b>&Revoke</b>\nStatus: safe");
        bad.owner = QStringLiteral("<img src=x>");
        bad.endReason = bad.reason = QStringLiteral("a\u200Bb");
        Office office({bad});
        office.open("bad");
        QVERIFY2(office.seen().contains(QStringLiteral("ok[U+202E]ko <b>&Revoke</b>[U+000A]Status: safe")), qPrintable(office.seen()));
        QVERIFY(office.seen().contains(QStringLiteral("a[U+200B]b")));
        const QModelIndex row = office.find<clients::ClientList>("clientList")->model()->index(0, 0);
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("[U+202E]")));
        QVERIFY(row.data(Qt::DisplayRole).toString().contains(QStringLiteral("[U+000A]")));
        office.press("revokeClient");
        QVERIFY(office.seen().contains(QStringLiteral("Revoke “ok[U+202E]ko")));
    }

    void whatWasEnteredIsKept()
    {
        Office office(some());
        office.fillByHand();
        office.find<clients::ClientList>("clientList")->setCurrentIndex(office.find<clients::ClientList>("clientList")->model()->index(1, 0));
        Office::settle();
        QVERIFY(office.find<QLineEdit>("draftName")->isVisible());
        office.find<QLineEdit>("draftName")->setFocus();
        office.key(Qt::Key_Escape);
        auto *ask = office.window->findChild<QDialog *>();
        QVERIFY(ask && ask->isVisible());
        ask->reject();
        Office::settle();
        QCOMPARE(office.find<QLineEdit>("draftName")->text(), QStringLiteral("ci"));
        QVERIFY(office.find<QLineEdit>("draftName")->isVisible());
    }

    void signedOutWhileTheFormIsOpen()
    {
        Office office(some());
        office.fillByHand();
        office.stage.backend().setLink(backends::LinkFact::Offline);
        Office::settle();
        office.press("createClient");
        QVERIFY(office.book.added.isEmpty());
        QVERIFY2(office.find<widgets::PlainLabel>("draftProblems")->text().contains(QStringLiteral("cannot be reached")),
                 qPrintable(office.find<widgets::PlainLabel>("draftProblems")->text()));
    }

    void offlineNothingCanBeChanged()
    {
        Office office(some());
        office.open("busy");
        office.stage.backend().setLink(backends::LinkFact::Offline);
        Office::settle();
        QVERIFY(!office.find<QPushButton>("revokeClient")->isEnabled());
        QVERIFY(office.seen().contains(QStringLiteral("offline since")));
    }

    void whoMayNotManageSeesNoButton()
    {
        Office office(some(), {QStringLiteral("approvals:decide")});
        QVERIFY(!office.find<QPushButton>("newClientButton")->isVisible());
        QVERIFY(office.seen().contains(QStringLiteral("You may not see this")));
        QCOMPARE(office.book.pages, 0);
    }

    void anEndIsAnnouncedWithOneStepToExtend()
    {
        Office office(some());
        office.tell("busy", QStringLiteral("ends_soon"));
        auto *action = office.find<QPushButton>("toastAction");
        QVERIFY(action && action->isVisible());
        QCOMPARE(action->text(), QStringLiteral("Extend by 1 h"));
        action->click();
        QCOMPARE(office.book.changes.size(), 1);
        QCOMPARE(office.book.askedEnd, kTime + 600 + 3600);
        ClientEntry longer = *office.book.find(QStringLiteral("busy"));
        longer.expiresAt = office.book.askedEnd;
        office.book.nextChange.give(backends::ClientAnswer{longer, {}, std::nullopt, {}});
        Office::settle();
        QCOMPARE(office.window->toasts().standing(), 1);
    }

    void everyControlHasANameAndTabReachesIt()
    {
        Office office(some());
        const auto check = [&office](const char *where) {
            QSet<const QWidget *> wanted, reached;
            for (const QWidget *each : office.page->findChildren<QWidget *>()) {
                if (each->isVisible() && each->isEnabled() && (each->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !each->focusProxy())
                    wanted.insert(each);
            }
            QVERIFY2(wanted.size() > 3, where);
            for (const QWidget *each : wanted) {
                QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(each));
                QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(), qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(where), each->objectName())));
            }
            for (int i = 0; i < wanted.size() + 20; ++i) {
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
                reached.insert(QApplication::focusWidget());
            }
            for (const QWidget *each : wanted) {
                const bool amongSiblings = each->objectName().startsWith(QLatin1String("life"));  // arrows move among these
                QVERIFY2(reached.contains(each) || amongSiblings, qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(where), each->objectName())));
            }
        };
        check("list");
        office.open("busy");
        check("card");
        office.press("revokeClient");
        check("question");
        office.press("cancelChange");
        office.press("newClientButton");
        check("form");
    }

    // Time of this thread, not of the clock: a busy machine makes no difference.
    void tenThousandRowsScrollWithoutAStutter()
    {
        QList<ClientEntry> many;
        for (int i = 0; i < 10'000; ++i)
            many.append(i % 2 == 0 ? tests::temporaryClient(QStringLiteral("client-%1").arg(i), kTime, i, 90'000) : tests::standingClient(QStringLiteral("client-%1").arg(i), kTime, i));
        Office office(many);
        QTRY_COMPARE_WITH_TIMEOUT(office.stage.console.clients().reading(), console::Clients::Reading::Done, 20'000);
        Office::settle();
        auto *list = office.find<clients::ClientList>("clientList");
        QCOMPARE(list->model()->rowCount(), 10'000);
        QList<double> frames;
        for (int i = 0; i < 60; ++i) {
            frames.append(tests::cpuMs([&] {
                list->verticalScrollBar()->setValue(list->verticalScrollBar()->maximum() * i / 60);
                list->viewport()->repaint();
            }));
        }
        std::sort(frames.begin(), frames.end());
        const double tick = tests::cpuMs([&] {
            office.stage.console.clients().tick();
            QCoreApplication::processEvents();
        });
        const double search = tests::cpuMs([&] {
            office.find<QLineEdit>("searchField")->setText(QStringLiteral("client-77"));
            QCoreApplication::processEvents();
        });
        qInfo("10 000 clients: scrolled frame median %.1f ms, worst %.1f ms; tick %.1f ms; search %.1f ms", frames.at(30), frames.last(), tick, search);
        QVERIFY2(frames.at(56) < 16.0, qPrintable(QString::number(frames.at(56))));
    }
};

COUNTERSIGN_UI_TEST_MAIN(ClientsPageTest)
#include "clients_test.moc"
