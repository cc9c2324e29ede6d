// Active access, sign-in and settings, tried by somebody in a hurry and by somebody with bad intentions.
#include "tests/ui/ui_test.h"

#include "ui/grants/grants_page.h"
#include "ui/settings/settings_page.h"
#include "ui/signin/sign_in_page.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/section_header.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTimeEdit>

using namespace countersign;
using namespace countersign::tests;
using backends::Grant;
using backends::GrantKind;
using console::Console;
using scenes::ConsoleStage;
using settings::Presence;

namespace {

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

Grant grantOf(const char *id, GrantKind kind, const char *title, qint64 left = 300)
{
    Grant grant;
    grant.id = base::GrantId(s(id));
    grant.kind = kind;
    grant.title = s(title);
    grant.client.name = s("shop-cli");
    grant.subject.name = s("Maria");
    grant.issuedAt = kNow - 10;
    grant.expiresAt = kNow + left;
    grant.exposureSeconds = left;
    return grant;
}

// A page of its own in an active window.
template <class Page>
class Shown {
public:
    Shown(ConsoleStage *stage, Page *shown, QSize size = {1000, 800}) : page(shown), root(ConsoleStage::show(stage, shown))
    {
        root->resize(size);
        root->show();
        QApplication::setActiveWindow(root.get());
        ConsoleStage::settle();
    }
    Page *page;
    std::unique_ptr<QWidget> root;

    template <class T>
    [[nodiscard]] T *find(const char *name)
    {
        return root->findChild<T *>(s(name));
    }
    // The first that is on screen.
    [[nodiscard]] QPushButton *button(const char *name)
    {
        for (QPushButton *each : root->findChildren<QPushButton *>(s(name))) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QString text()
    {
        QStringList texts;
        for (const auto *label : root->findChildren<widgets::PlainLabel *>()) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(QLatin1Char('\n'));
    }
    // Presses a button of the question that is open.
    static void answer(const char *verb)
    {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        dialog->findChild<QPushButton *>(s(verb))->click();
        ConsoleStage::settle();
    }
};

ConsoleStage *withGrants(const QList<Grant> &grants)
{
    auto *stage = new ConsoleStage;
    stage->prepare = [grants](SignInBackend &backend) { backend.grantsAnswer = grants; };
    stage->add(stage->badges.front()).start();
    ConsoleStage::settle();
    stage->backend().setLink(backends::LinkFact::Live);
    ConsoleStage::settle();
    return stage;
}

Shown<grants::GrantsPage> grantsPage(ConsoleStage *stage, QSize size = {1000, 800})
{
    return {stage, new grants::GrantsPage(stage->console.grants(), stage->console.authorities()), size};
}

Shown<settings::SettingsPage> settingsPage(ConsoleStage *stage)
{
    return {stage, new settings::SettingsPage(stage->console, {Presence::There, Presence::There, s("0.1.0")})};
}

QString rowName(QListView *list, int row)
{
    return list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
}

}  // namespace

class PagesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void accessTakesTheKeyboardToItsList();
    void narrowRowsOfAccessKeepTheirWords();
    void settingsFollowTheEyeByTab();
    void headersAndBannersFoldWhereNarrow();
    void revokedIsSaidOnlyWhenItIsTrue();
    void anUnansweredRevocationIsNotTakenForOne();
    void baseTokensHaveTheirOwnWords();
    void narrowGrantsAreListOrCard();
    void hostileGrantStaysText_UI_10();
    void memoryOnlyIsAPersonsChoice_KC_01();
    void aLockedKeychainIsNoFirstRun_KC_02();
    void noBrowserOpensByItself_PK_19();
    void aRefusedAddressStaysInTheField();
    void enterInTheAddressGoesOnAndNothingElse();
    void aSpoofedNameStandsBesideItsHost_UI_08();
    void signingOutAsksAndDoesIt_KC_08();
    void keysOfOtherComputersCanBeRemoved();
    void aFailedRemovalIsNotHidden();
    void quietHoursAreKept();
    void missingDesktopPartsAreSaid();
};

// Whoever comes by Ctrl+2 goes on by arrows.
void PagesTest::accessTakesTheKeyboardToItsList()
{
    auto *stage = new ConsoleStage;
    stage->prepare = [](SignInBackend &backend) { backend.grantsAnswer = QList<Grant>{grantOf("g1", GrantKind::Session, "A")}; };
    stage->add(stage->badges.front()).start();
    ConsoleStage::settle();
    stage->backend().setLink(backends::LinkFact::Live);
    ConsoleStage::settle();
    Shown page(stage, new grants::GrantsPage(stage->console.grants(), stage->console.authorities()));
    page.page->setFocus(Qt::ShortcutFocusReason);
    QCOMPARE(QApplication::focusWidget(), page.find<QListView>("grantsList"));
    QCOMPARE(page.page->accessibleName(), s("Active access"));
    // To the search, back, and to the card beside.
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Slash);
    QCOMPARE(QApplication::focusWidget()->objectName(), s("searchField"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
    QVERIFY(page.find<QWidget>("grantCard")->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
    QCOMPARE(QApplication::focusWidget(), page.find<QListView>("grantsList"));
}

// The list is laid out after its page: the rows have to follow the room it has then.
void PagesTest::narrowRowsOfAccessKeepTheirWords()
{
    auto *stage = new ConsoleStage;
    stage->prepare = [](SignInBackend &backend) { backend.grantsAnswer = QList<Grant>{grantOf("g1", GrantKind::Credential, "A")}; };
    stage->add(stage->badges.front()).start();
    ConsoleStage::settle();
    stage->backend().setLink(backends::LinkFact::Live);
    ConsoleStage::settle();
    Shown page(stage, new grants::GrantsPage(stage->console.grants(), stage->console.authorities()), {1000, 600});
    auto *list = page.find<QListView>("grantsList");
    const int wide = list->sizeHintForRow(0);
    list->setFixedWidth(150);
    ConsoleStage::settle();
    QVERIFY2(list->sizeHintForRow(0) > wide, qPrintable(QStringLiteral("kind and time stand on one line of %1").arg(list->viewport()->width())));
    list->setFixedWidth(400);
    ConsoleStage::settle();
    QCOMPARE(list->sizeHintForRow(0), wide);
}

void PagesTest::settingsFollowTheEyeByTab()
{
    auto *stage = new ConsoleStage;
    stage->addLocal().start();
    stage->add({s("Another"), s("other.example"), 1}).start();
    ConsoleStage::settle();
    Shown page(stage, new settings::SettingsPage(stage->console, {Presence::There, Presence::There, s("1.0")}), {1000, 1600});
    page.page->setFocus();
    QCOMPARE(page.page->accessibleName(), s("Settings"));
    int last = -1;
    bool backwards = false;
    QStringList seen;
    for (QWidget *each = page.page->nextInFocusChain(); each != page.page; each = each->nextInFocusChain()) {
        if (!each->isVisible() || !each->isEnabled() || !(each->focusPolicy() & Qt::TabFocus) || !page.page->isAncestorOf(each))
            continue;
        const int line = each->mapTo(page.page, QPoint(0, each->height() / 2)).y();
        seen.append(QStringLiteral("%1 %2 at %3").arg(QLatin1String(each->metaObject()->className()), each->objectName()).arg(line));
        if (line + each->height() / 2 < last) backwards = true;
        last = line;
    }
    QVERIFY(seen.size() > 8);
    QVERIFY2(!backwards, qPrintable(seen.join(s("\n"))));
}

void PagesTest::headersAndBannersFoldWhereNarrow()
{
    widgets::SectionHeader header(s("Berechtigungen"));
    auto *control = new QPushButton(s("Bearbeiten"));
    header.addControl(control);
    header.show();
    auto *title = header.findChild<widgets::PlainLabel *>();
    header.resize(600, header.heightForWidth(600));
    ConsoleStage::settle();
    const int natural = title->width();
    QVERIFY(control->x() > 400);
    header.resize(natural + 20, 200);
    ConsoleStage::settle();
    QCOMPARE(title->width(), natural);
    QVERIFY2(control->y() > title->y() + title->height() / 2, "the button stands beside a title that has no room");

    widgets::Banner banner(theme::Tone::Warn);
    banner.setMessage(s("The authority does not answer"), s("Check the address and your network. The connection is tried again by itself."));
    banner.setAction(s("Try it again"));
    banner.show();
    for (const int width : {700, 300}) {
        banner.resize(width, banner.heightForWidth(width));
        ConsoleStage::settle();
        const auto labels = banner.findChildren<widgets::PlainLabel *>();
        const int words = labels.last()->width();
        QVERIFY2(words > 180, qPrintable(QString::number(words)));
        QCOMPARE(banner.action()->x() > labels.last()->x() + words - 1, width == 700);
    }
}

void PagesTest::revokedIsSaidOnlyWhenItIsTrue()
{
    ConsoleStage &stage = *withGrants({grantOf("g1", GrantKind::Credential, "Refund 12.00 EUR"), grantOf("g2", GrantKind::Window, "Read the database", 600)});
    auto shown = grantsPage(&stage);
    auto *list = shown.find<QListView>("grantsList");
    list->setCurrentIndex(list->model()->index(0, 0));
    shown.button("revokeButton")->click();
    QCOMPARE(stage.backend().revoked.size(), 1);
    QCOMPARE(stage.backend().revoked.first().first, s("g1"));
    QVERIFY(shown.text().contains(s("Revoking…")));
    QVERIFY2(!shown.text().contains(s("confirmed")) && !rowName(list, 0).startsWith(s("Revoked.")), "said before the authority did");
    QVERIFY2(!shown.button("revokeButton")->isEnabled(), "asked twice while the first is on its way");
    stage.backend().nextRevoke.give(base::Done{});
    QTRY_VERIFY(shown.text().contains(s("The authority confirmed it")));
    QVERIFY(rowName(list, 0).startsWith(s("Revoked.")));
    QVERIFY(!rowName(list, 1).startsWith(s("Revoked.")));
}

void PagesTest::anUnansweredRevocationIsNotTakenForOne()
{
    ConsoleStage &stage = *withGrants({grantOf("g1", GrantKind::Credential, "Refund 12.00 EUR")});
    auto shown = grantsPage(&stage);
    auto *list = shown.find<QListView>("grantsList");
    list->setCurrentIndex(list->model()->index(0, 0));
    stage.backend().grantsAnswer.reset();  // the next reading waits
    shown.button("revokeButton")->click();
    stage.backend().nextRevoke.give({base::Errc::Timeout, s("no answer")});
    QTRY_VERIFY(shown.text().contains(s("not known whether this was revoked")));
    // Read again, it is still there: it works, and that is said.
    stage.backend().openGrants.give(QList<Grant>{grantOf("g1", GrantKind::Credential, "Refund 12.00 EUR")});
    QTRY_VERIFY(shown.text().contains(s("Not revoked")));
    QVERIFY(shown.button("revokeButton")->isEnabled());
}

void PagesTest::baseTokensHaveTheirOwnWords()
{
    auto shown = grantsPage(withGrants({grantOf("g1", GrantKind::Base, ""), grantOf("g2", GrantKind::Other, "", 600)}));
    auto *list = shown.find<QListView>("grantsList");
    QVERIFY2(rowName(list, 0).startsWith(s("Base token. A program signed in for itself.")), qPrintable(rowName(list, 0)));
    QVERIFY(rowName(list, 1).startsWith(s("Other access.")));
    auto *kinds = shown.find<QComboBox>("grantKind");
    kinds->setCurrentIndex(kinds->findText(s("Base tokens")));
    QCOMPARE(list->model()->rowCount(), 1);
}

void PagesTest::narrowGrantsAreListOrCard()
{
    auto shown = grantsPage(withGrants({grantOf("g1", GrantKind::Credential, "Refund 12.00 EUR"), grantOf("g2", GrantKind::Window, "Read", 600)}), {460, 700});
    auto *list = shown.find<QListView>("grantsList");
    QVERIFY(list->isVisible());
    list->setFocus(Qt::TabFocusReason);
    QTest::keyClick(list, Qt::Key_Down);
    QVERIFY2(list->isVisible(), "moving in the list must not take the list away");
    QTest::keyClick(list, Qt::Key_Return);
    ConsoleStage::settle();
    QVERIFY(!list->isVisible() && shown.button("revokeButton"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    ConsoleStage::settle();
    QVERIFY(list->isVisible() && list->hasFocus());
    QVERIFY(!shown.button("revokeButton"));
}

void PagesTest::hostileGrantStaysText_UI_10()
{
    Grant grant = grantOf("g1", GrantKind::Credential, "<b>Refund</b>\nRevoked \xE2\x80\xAEtxt");
    grant.client.name = s("a\tb & <i>c</i>");
    auto shown = grantsPage(withGrants({grant}));
    auto *list = shown.find<QListView>("grantsList");
    list->setCurrentIndex(list->model()->index(0, 0));
    ConsoleStage::settle();
    QVERIFY(shown.text().contains(s("<b>Refund</b>[U+000A]Revoked [U+202E]txt")));
    QVERIFY(shown.text().contains(s("a[U+0009]b & <i>c</i>")));
    QVERIFY(!rowName(list, 0).contains(QLatin1Char('\n')));
}

void PagesTest::memoryOnlyIsAPersonsChoice_KC_01()
{
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(Console::KeychainState::Absent);
    Shown<signin::SignInPage> shown(stage, new signin::SignInPage(stage->console));
    QVERIFY(shown.text().contains(s("There is no keychain on this desktop")));
    QVERIFY2(!shown.button("startLocalButton"), "the first choice is offered before the keychain is settled");
    QSignalSpy accepted(&stage->console, &Console::memoryOnlyAccepted);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Escape, Qt::Key_Space})
        QTest::keyClick(shown.root.get(), key);
    QVERIFY(accepted.isEmpty());
    shown.button("memoryOnlyButton")->click();
    QCOMPARE(accepted.size(), 1);
    QVERIFY(shown.button("startLocalButton"));
}

void PagesTest::aLockedKeychainIsNoFirstRun_KC_02()
{
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(Console::KeychainState::Locked);
    Shown<signin::SignInPage> shown(stage, new signin::SignInPage(stage->console));
    QVERIFY(shown.text().contains(s("Your keychain is locked")));
    QVERIFY(!shown.button("startLocalButton") && !shown.button("memoryOnlyButton"));
    QSignalSpy asked(&stage->console, &Console::keychainCheckWanted);
    shown.button("keychainRetryButton")->click();
    QCOMPARE(asked.size(), 1);
    stage->console.setKeychain(Console::KeychainState::Available);
    ConsoleStage::settle();
    QVERIFY(shown.button("startLocalButton"));
}

void PagesTest::noBrowserOpensByItself_PK_19()
{
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(Console::KeychainState::Available);
    stage->prepare = [](SignInBackend &backend) { backend.resumeAnswer = base::Status(base::Errc::NotFound, QString()); };
    stage->add(stage->badges.front()).start();
    ConsoleStage::settle();
    Shown<signin::SignInPage> shown(stage, new signin::SignInPage(stage->console));
    QTest::keyClick(shown.root.get(), Qt::Key_Return);
    QTest::keyClick(shown.root.get(), Qt::Key_Space);
    QCOMPARE(stage->backend().signIns, 0);
    QVERIFY(shown.button("signInButton"));
    QVERIFY(!shown.button("signInButton")->isDefault() && !shown.button("signInButton")->autoDefault());
    shown.button("signInButton")->click();
    QCOMPARE(stage->backend().signIns, 1);
    ConsoleStage::settle();
    QVERIFY2(!shown.button("signInButton"), "a second press opens a second browser");
    QSignalSpy finished(shown.page, &signin::SignInPage::finished);
    stage->backend().finishSignIn(base::Done{});
    QTRY_COMPARE(finished.size(), 1);
}

void PagesTest::aRefusedAddressStaysInTheField()
{
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(Console::KeychainState::Available);
    Shown<signin::SignInPage> shown(stage, new signin::SignInPage(stage->console));
    shown.button("connectButton")->click();
    auto *field = shown.find<QLineEdit>("issuerField");
    for (const char *bad : {"http://approvals.example", "https://user@approvals.example", "javascript:alert(1)", "https://a.example/?x=1", "https://a.example/#x", "",
                            "file:///etc/passwd", "https://a.example/%2e%2e/b"}) {
        field->setText(s(bad));
        shown.button("issuerContinueButton")->click();
        ConsoleStage::settle();
        QVERIFY2(stage->console.authorities().isEmpty(), bad);
        QVERIFY(field->isVisible());
        QCOMPARE(field->text(), s(bad));
    }
    field->setText(s("https://approvals.example"));
    shown.button("issuerContinueButton")->click();
    QTRY_COMPARE(stage->console.authorities().rowCount(), 1);
    QCOMPARE(stage->backend().signIns, 0);
}

void PagesTest::enterInTheAddressGoesOnAndNothingElse()
{
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(Console::KeychainState::Available);
    Shown<signin::SignInPage> shown(stage, new signin::SignInPage(stage->console));
    shown.button("connectButton")->click();
    auto *field = shown.find<QLineEdit>("issuerField");
    QVERIFY2(field->hasFocus(), "one types at once");
    QTest::keyClicks(field, s("https://approvals.example"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(stage->console.authorities().rowCount(), 1);
    QCOMPARE(stage->backend().signIns, 0);
}

void PagesTest::aSpoofedNameStandsBesideItsHost_UI_08()
{
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(Console::KeychainState::Available);
    stage->prepare = [](SignInBackend &backend) { backend.resumeAnswer = base::Status(base::Errc::NotFound, QString()); };
    stage->add({s("Northwind\nVerified \xE2\x80\xAEtxt"), s("xn--80ak6aa92e.example"), 3}).start();
    ConsoleStage::settle();
    Shown<signin::SignInPage> shown(stage, new signin::SignInPage(stage->console));
    QVERIFY(shown.text().contains(s("Northwind[U+000A]Verified [U+202E]txt")));
    QVERIFY(shown.text().contains(s("xn--80ak6aa92e.example")));
}

void PagesTest::signingOutAsksAndDoesIt_KC_08()
{
    auto *stage = withGrants({});
    auto shown = settingsPage(stage);
    shown.button("settingsSignOut")->click();
    QCOMPARE(stage->backend().signOuts, 0);
    shown.answer("rejectButton");
    QCOMPARE(stage->backend().signOuts, 0);
    QVERIFY(shown.text().contains(s("Signed in as Sofia Lind.")));
    shown.button("settingsSignOut")->click();
    shown.answer("acceptButton");
    QCOMPARE(stage->backend().signOuts, 1);
    QTRY_VERIFY(shown.text().contains(s("Signed out.")));
    QVERIFY2(!shown.text().contains(s("hN3kq0mT7Zq5")), "the key of a session that is over");
    QCOMPARE(stage->console.authorities().rowCount(), 1);
}

void PagesTest::keysOfOtherComputersCanBeRemoved()
{
    auto *stage = withGrants({});
    SignInBackend &backend = stage->backend();
    const base::DeviceKid here = backend.identity().device;
    backend.deviceList = {{base::DeviceKid(s("kid-old")), s("Old laptop <b>\n"), kNow - 86'400 * 90, kNow - 86'400}, {here, s("Desk"), kNow - 3'600, std::nullopt}};
    auto shown = settingsPage(stage);
    QVERIFY2(!shown.text().contains(s("Old laptop")), "read before anybody asked");
    shown.find<QAbstractButton>("settingsKeys")->click();
    QTRY_VERIFY(shown.text().contains(s("Desk (this computer)")));
    QVERIFY(shown.text().contains(s("Old laptop <b>[U+000A]")));
    const QList<QPushButton *> removes = shown.root->findChildren<QPushButton *>(s("removeDevice"));
    QCOMPARE(removes.size(), 1);  // none for this computer
    removes.first()->click();
    QVERIFY(backend.removedDevices.isEmpty());
    shown.answer("rejectButton");
    QVERIFY(backend.removedDevices.isEmpty());
    removes.first()->click();
    shown.answer("acceptButton");
    QCOMPARE(backend.removedDevices, QStringList{s("kid-old")});
    QTRY_VERIFY(shown.text().contains(s("The key was removed")));
    QTRY_VERIFY(!shown.text().contains(s("Old laptop")));
}

void PagesTest::aFailedRemovalIsNotHidden()
{
    auto *stage = withGrants({});
    stage->backend().deviceList = {{base::DeviceKid(s("kid-old")), s("Old laptop"), kNow - 86'400, std::nullopt}};
    stage->backend().removeAnswer = base::Status(base::Errc::Unavailable, s("no answer"));
    auto shown = settingsPage(stage);
    shown.find<QAbstractButton>("settingsKeys")->click();
    QTRY_VERIFY(shown.button("removeDevice"));
    shown.button("removeDevice")->click();
    shown.answer("acceptButton");
    QTRY_VERIFY(shown.text().contains(s("The key was not removed")));
    QVERIFY(shown.text().contains(s("Old laptop")));
    stage->backend().readError = base::Error{base::Errc::Unavailable, {}};
    shown.find<QAbstractButton>("settingsKeys")->click();
    shown.find<QAbstractButton>("settingsKeys")->click();
    QTRY_VERIFY(shown.text().contains(s("could not be read again")));
    QVERIFY(shown.button("devicesRetry"));
}

void PagesTest::quietHoursAreKept()
{
    auto *stage = new ConsoleStage;
    auto shown = settingsPage(stage);
    auto *on = shown.find<QCheckBox>("quietHours");
    auto *from = shown.find<QTimeEdit>("quietFrom");
    QVERIFY(!from->isEnabled());
    on->click();
    QVERIFY(from->isEnabled());
    from->setTime(QTime(23, 30));
    Q_EMIT from->editingFinished();
    QCOMPARE(stage->settings.quietHours().from, QTime(23, 30));
    QVERIFY(stage->settings.quietHours().on);
    // Their words stand level with the fields.
    const auto middle = [&](QWidget *each) { return each->mapTo(shown.root.get(), each->rect().center()).y(); };
    QVERIFY(std::abs(middle(on) - middle(from)) <= 1);
    on->click();
    QVERIFY(!stage->settings.quietHours().on);
}

void PagesTest::missingDesktopPartsAreSaid()
{
    auto *stage = new ConsoleStage;
    auto shown = settingsPage(stage);
    QVERIFY(!shown.text().contains(s("This desktop has no tray")));
    shown.page->setTray(Presence::Missing);
    shown.page->setNotifications(Presence::Missing);
    QVERIFY(shown.text().contains(s("This desktop has no tray")));
    QVERIFY(shown.text().contains(s("This desktop shows no notifications")));
    shown.page->setTray(Presence::There);
    QVERIFY(!shown.text().contains(s("This desktop has no tray")));
}

COUNTERSIGN_UI_TEST_MAIN(PagesTest)
#include "pages_test.moc"
