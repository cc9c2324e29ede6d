// The window around the pages: commands, keys, the switcher of authorities, the tray's words, narrow windows.
#include "tests/ui/ui_test.h"

#include "ui/shell/authority_switcher.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/shortcut_overlay.h"
#include "ui/tray/tray.h"
#include "ui/widgets/toast_area.h"

#include <QAccessible>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

#include <functional>

using namespace countersign;
using namespace countersign::tests;
using approval::Tier;
using scenes::ConsoleStage;
using scenes::InboxStage;

namespace {

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

template <class Dialog>
Dialog *opened()
{
    ConsoleStage::settle();
    return qobject_cast<Dialog *>(QApplication::activeModalWidget());
}

}  // namespace

class ShellTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noCommandDecides();
    void paletteFindsAndRuns();
    void paletteClosesWithoutDoingAnything();
    void keysAreShownAndQuestionMarksTyped();
    void placesHaveTheirKeys();
    void switcherShowsOneAuthority_UI_05();
    void switchersMenuIsHeard();
    void trayTellsCountAndLink();
    void narrowWindowsKeepTheirNames();
    void signedOutIsNotOffline();
    void aFirstWindowFitsTheScreen();
    void aDecisionKeyUnderADialogDoesNothing();
    void otherPagesAreCoveredToo_UI_24();
    void messagesAreHeard();
};

void ShellTest::noCommandDecides()
{
    Desk desk({refundCard({s("apr_1"), Tier::Low, kNow, 100})});
    desk.key(Qt::Key_Down);
    desk.read();
    desk.key(Qt::Key_K, Qt::ControlModifier);
    auto *palette = opened<shell::CommandPalette>();
    QVERIFY(palette);
    auto *list = palette->findChild<QListView *>(s("commandList"));
    QVERIFY(list->model()->rowCount() > 6);
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const QString title = list->model()->index(row, 0).data().toString();
        QVERIFY2(!title.contains(s("approve"), Qt::CaseInsensitive) && !title.contains(s("deny"), Qt::CaseInsensitive), qPrintable(title));
    }
    // The chord and the letter, typed blindly into it.
    auto *field = palette->findChild<QLineEdit *>(s("commandField"));
    QTest::keyClick(field, Qt::Key_D);
    QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
    ConsoleStage::settle();
    QVERIFY(desk.backend().sent.empty());
}

void ShellTest::paletteFindsAndRuns()
{
    Desk desk({refundCard({s("apr_1"), Tier::Low, kNow, 100})});
    desk.window().addPage({s("grants"), theme::Glyph::Key, s("Active access"), new QWidget});
    desk.key(Qt::Key_K, Qt::ControlModifier);
    auto *field = opened<shell::CommandPalette>()->findChild<QLineEdit *>(s("commandField"));
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, s("active"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(desk.window().currentPage(), s("grants"));
    QVERIFY(!QApplication::activeModalWidget());
    // Nothing found, nothing done.
    QApplication::setActiveWindow(desk.root);
    desk.key(Qt::Key_K, Qt::ControlModifier);
    field = opened<shell::CommandPalette>()->findChild<QLineEdit *>(s("commandField"));
    QTest::keyClicks(field, s("zzzz"));
    QTest::keyClick(field, Qt::Key_Return);
    ConsoleStage::settle();
    QCOMPARE(desk.window().currentPage(), s("grants"));
}

void ShellTest::paletteClosesWithoutDoingAnything()
{
    Desk desk({refundCard({s("apr_1"), Tier::Low, kNow, 100})});
    desk.key(Qt::Key_Down);
    desk.key(Qt::Key_K, Qt::ControlModifier);
    QPointer<QDialog> palette = opened<shell::CommandPalette>();
    QVERIFY(palette);
    auto *field = palette->findChild<QLineEdit *>(s("commandField"));
    QTest::keyClicks(field, s("set"));
    QTest::keyClick(field, Qt::Key_Escape);  // once is enough, whatever was typed
    QTRY_VERIFY(!palette);
    QCOMPARE(desk.card().ref().id.text(), s("apr_1"));
    QVERIFY2(!desk.card().canApprove(), "it was covered: the delay starts anew");
}

void ShellTest::keysAreShownAndQuestionMarksTyped()
{
    Desk desk({refundCard({s("apr_1"), Tier::Low, kNow, 100})});
    desk.key(Qt::Key_Question);
    auto *overlay = opened<shell::ShortcutOverlay>();
    QVERIFY(overlay);
    QStringList words;
    for (const auto *label : overlay->findChildren<widgets::PlainLabel *>())
        words.append(label->text());
    QVERIFY(words.contains(s("Deny the open request, at once")) && words.contains(s("Ctrl+Enter")));
    QTest::keyClick(overlay, Qt::Key_Escape);
    ConsoleStage::settle();
    QApplication::setActiveWindow(desk.root);
    desk.list().setFocus();
    desk.key(Qt::Key_Down);
    auto *comment = desk.find<QLineEdit>("commentField");
    comment->setFocus();
    QTest::keyClicks(comment, s("really?"));
    QCOMPARE(comment->text(), s("really?"));
    QVERIFY(!QApplication::activeModalWidget());
}

void ShellTest::placesHaveTheirKeys()
{
    Desk desk(QList<Approval>{});
    desk.window().addPage({s("grants"), theme::Glyph::Key, s("Active access"), new QWidget});
    desk.window().setSettingsPage(new QWidget);
    desk.key(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(desk.window().currentPage(), s("grants"));
    desk.key(Qt::Key_Comma, Qt::ControlModifier);
    QCOMPARE(desk.window().currentPage(), s("settings"));
    desk.key(Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(desk.window().currentPage(), s("inbox"));
    desk.key(Qt::Key_4, Qt::ControlModifier);  // a place that is not there
    QCOMPARE(desk.window().currentPage(), s("inbox"));
}

// Qt leaves popups out of what a screen reader walks through: this one hangs below its button while it is open.
void ShellTest::switchersMenuIsHeard()
{
    InboxStage *stage = InboxStage::busy();
    stage->prepare = nullptr;
    stage->add({s("Staging"), s("staging.example"), 1}).start();
    ConsoleStage::settle();
    Desk desk(stage);
    auto *switcher = desk.find<shell::AuthoritySwitcher>("authoritySwitcher");
    QAccessibleInterface *button = QAccessible::queryAccessibleInterface(switcher);
    QVERIFY(button && button->state().hasPopup);
    QCOMPARE(button->text(QAccessible::Name), s("Authority: All authorities"));
    QCOMPARE(button->childCount(), 0);
    switcher->setFocus();
    desk.key(Qt::Key_Space);
    QCOMPARE(button->childCount(), 1);
    QAccessibleInterface *menu = button->child(0);
    QVERIFY(menu && menu->role() == QAccessible::PopupMenu);
    QCOMPARE(button->indexOfChild(menu), 0);
    QStringList names;
    int chosen = 0;
    for (int i = 0; i < menu->childCount(); ++i) {
        QAccessibleInterface *item = menu->child(i);
        if (item->role() == QAccessible::Separator)
            continue;
        QCOMPARE(item->role(), QAccessible::MenuItem);
        names.append(item->text(QAccessible::Name));
        chosen += item->state().checked ? 1 : 0;
    }
    QCOMPARE(names.size(), 4);
    QVERIFY2(names.contains(s("Staging")) && names.first() == s("All authorities"), qPrintable(names.join(QLatin1Char('|'))));
    QCOMPARE(chosen, 1);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
    ConsoleStage::settle();
    QCOMPARE(button->childCount(), 0);
}

void ShellTest::switcherShowsOneAuthority_UI_05()
{
    InboxStage *stage = InboxStage::busy();
    stage->prepare = nullptr;
    console::AuthoritySession &other = stage->add({s("AT&T <b>staging</b>\n"), s("staging.example"), 1});
    Approval card = refundCard({s("apr_s"), Tier::Medium, kNow, 40});
    card.client.name = s("staging-bot");
    stage->backend(1).cards.insert(card.id, card);
    other.start();
    ConsoleStage::settle();
    stage->backend(1).setLink(backends::LinkFact::Live);
    ConsoleStage::settle();
    Desk desk(stage);
    QCOMPARE(desk.list().model()->rowCount(), 5);
    auto *switcher = desk.find<shell::AuthoritySwitcher>("authoritySwitcher");
    QCOMPARE(switcher->accessibleName(), s("Authority: All authorities"));
    switcher->click();
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QAction *staging = nullptr;
    for (QAction *action : menu->actions()) {
        if (action->text().contains(s("staging")))
            staging = action;
    }
    QVERIFY(staging);
    QCOMPARE(staging->text(), s("AT&&T <b>staging</b>[U+000A]"));
    staging->trigger();
    menu->close();
    QCOMPARE(desk.list().model()->rowCount(), 1);
    QCOMPARE(switcher->accessibleName(), s("Authority: AT&T <b>staging</b>[U+000A]"));
    QVERIFY(!switcher->toolTip().contains(s("<b>staging")));
    // When it goes, all the others are shown again.
    stage->console.forget(other.id());
    QTRY_COMPARE(desk.list().model()->rowCount(), 4);
}

void ShellTest::trayTellsCountAndLink()
{
    InboxStage *stage = InboxStage::busy();
    Desk desk(stage);
    const tray::Tray tray(stage->console);
    QCOMPARE(tray.toolTip(), s("Countersign: 4 pending. Connection: live"));
    stage->backend().setLink(backends::LinkFact::Offline);
    ConsoleStage::settle();
    QVERIFY2(tray.toolTip().startsWith(s("Countersign: 4 pending. Connection: offline since")), qPrintable(tray.toolTip()));
    // Nothing from outside stands in it.
    QVERIFY(!tray.toolTip().contains(s("Refund")) && !tray.toolTip().contains(s("support-desk")));
}

void ShellTest::narrowWindowsKeepTheirNames()
{
    Desk desk({refundCard({s("apr_1"), Tier::Low, kNow, 100})}, {1200, 900});
    auto *inbox = desk.find<QAbstractButton>("railInbox");
    const int wide = inbox->width();
    desk.root->resize(560, 700);
    ConsoleStage::settle();
    QVERIFY(inbox->width() < wide);
    QVERIFY(inbox->width() >= theme::minimumTarget && inbox->height() >= theme::minimumTarget);
    QCOMPARE(inbox->accessibleName(), s("Inbox, 1 pending"));
    QVERIFY(inbox->toolTip().contains(s("Inbox")));
    QCOMPARE(desk.find<QWidget>("linkState")->accessibleName(), s("Connection: live"));
    desk.root->resize(1200, 900);
    ConsoleStage::settle();
    QCOMPARE(inbox->width(), wide);
}

void ShellTest::signedOutIsNotOffline()
{
    Desk desk({refundCard({s("apr_1"), Tier::Low, kNow, 100})});
    const auto *link = desk.find<QWidget>("linkState");
    desk.backend().setState(backends::SignInState::SignedOut);
    desk.backend().setLink(backends::LinkFact::Offline);
    ConsoleStage::settle();
    QCOMPARE(link->accessibleName(), s("Connection: nobody is signed in"));
    desk.backend().setState(backends::SignInState::SignedIn);
    ConsoleStage::settle();
    QVERIFY(link->accessibleName().startsWith(s("Connection: offline since")));
}

void ShellTest::aFirstWindowFitsTheScreen()
{
    Desk desk(QList<backends::Approval>{});
    const shell::MainWindow first(desk.stage->console);
    QVERIFY(first.screen()->availableGeometry().height() > first.height() && first.screen()->availableGeometry().width() > first.width());
    QVERIFY(first.height() > 400);
}

void ShellTest::aDecisionKeyUnderADialogDoesNothing()
{
    Desk desk({refundCard({s("apr_1"), Tier::Low, kNow, 100})});
    desk.key(Qt::Key_Down);
    desk.read();
    desk.key(Qt::Key_Question);
    auto *overlay = opened<shell::ShortcutOverlay>();
    QVERIFY(overlay);
    QTest::keyClick(overlay, Qt::Key_D);
    QTest::keyClick(overlay, Qt::Key_Return, Qt::ControlModifier);
    ConsoleStage::settle();
    QVERIFY(desk.backend().sent.empty());
}

// A screen that is shared shows every page; what was shown once is covered again behind one's back.
void ShellTest::otherPagesAreCoveredToo_UI_24()
{
    Desk desk({refundCard({s("apr_1"), Tier::Low, kNow, 100})});
    auto *page = new QWidget;
    auto *secret = new QLineEdit(page);
    desk.window().addPage({s("grants"), theme::Glyph::Key, s("Active access"), page});
    desk.window().setSettingsPage(new QWidget);
    desk.key(Qt::Key_2, Qt::ControlModifier);
    QVERIFY(secret->isVisible());
    desk.key(Qt::Key_H);  // once hides, here and everywhere
    QVERIFY(!secret->isVisible());
    QVERIFY(desk.stage->console.settings().hidesValues());
    QVERIFY(desk.find<QPushButton>("showPage")->hasFocus());
    desk.key(Qt::Key_Space);
    QVERIFY(secret->isVisible());
    // A letter that is typed is typed.
    secret->setFocus();
    QTest::keyClicks(secret, s("hH"));
    QCOMPARE(secret->text(), s("hH"));
    QVERIFY(secret->isVisible());
    desk.key(Qt::Key_1, Qt::ControlModifier);
    desk.key(Qt::Key_2, Qt::ControlModifier);
    QVERIFY(!secret->isVisible());
    desk.key(Qt::Key_H);
    QVERIFY(secret->isVisible());
    // The settings have nothing to show: from there it is only hidden.
    desk.key(Qt::Key_Comma, Qt::ControlModifier);
    desk.stage->console.settings().setHidesValues(false);
    desk.key(Qt::Key_K, Qt::ControlModifier);
    auto *field = opened<shell::CommandPalette>()->findChild<QLineEdit *>(s("commandField"));
    QTest::keyClicks(field, s("hide or show"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(desk.stage->console.settings().hidesValues());
    QCOMPARE(desk.window().currentPage(), s("settings"));
}

// Found by walking from the window, as a screen reader and a test from outside do.
void ShellTest::messagesAreHeard()
{
    Desk desk(QList<Approval>{});
    desk.window().toasts().say(s("Version 2 of the catalogue is in force."));
    ConsoleStage::settle();
    const std::function<int(QAccessibleInterface *)> count = [&count](QAccessibleInterface *from) {
        int found = from->role() == QAccessible::Notification && from->text(QAccessible::Name) == s("Version 2 of the catalogue is in force.") ? 1 : 0;
        for (int i = 0; i < from->childCount(); ++i) {
            if (QAccessibleInterface *child = from->child(i); child && !child->state().invisible)
                found += count(child);
        }
        return found;
    };
    QCOMPARE(count(QAccessible::queryAccessibleInterface(&desk.window())), 1);
}

COUNTERSIGN_UI_TEST_MAIN(ShellTest)
#include "shell_test.moc"
