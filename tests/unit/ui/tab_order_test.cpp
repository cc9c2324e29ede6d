// Tab reaches everything that takes the focus in the whole window, and comes back to where it began.
#include "tests/scenes/console_stage.h"
#include "ui/grants/grants_page.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/main_window.h"
#include "ui/signin/sign_in_page.h"
#include "ui/theme/theme.h"

#include <QTest>

using namespace countersign;

class TabOrderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyControlIsReached();
};

namespace {

bool takesTab(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget->focusProxy();
}

QString nameOf(const QWidget *widget)
{
    return QStringLiteral("%1 '%2' \"%3\"").arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(), widget->accessibleName());
}

}  // namespace

void TabOrderTest::everyControlIsReached()
{
    theme::Theme look(*qApp);
    scenes::ConsoleStage stage;
    stage.add({QStringLiteral("Production"), QStringLiteral("approvals.example"), 1}).start();
    scenes::ConsoleStage::settle();
    tests::Approval card = tests::makeApproval(QStringLiteral("apr_1"), approval::Tier::High);
    card.policy.codeRequired = card.policy.commentRequired = true;
    stage.backend().time = card.serverTime;
    stage.backend().cards.insert(card.id, card);
    stage.backend().setLink(backends::LinkFact::Live);
    scenes::ConsoleStage::settle();
    shell::MainWindow window(stage.console);
    window.setSignInPage(new signin::SignInPage(stage.console));
    window.addPage({QStringLiteral("grants"), theme::Glyph::Key, QStringLiteral("Active access"),
                    new grants::GrantsPage(stage.console.grants(), stage.console.authorities())});
    window.setSettingsPage(new settings::SettingsPage(stage.console, {}));
    window.resize(1200, 800);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.showInbox();
    stage.console.card().open({stage.console.authorities().at(0)->id(), card.id});
    scenes::ConsoleStage::settle();

    QSet<const QWidget *> wanted;
    for (const QWidget *each : window.findChildren<QWidget *>()) {
        if (takesTab(each))
            wanted.insert(each);
    }
    QVERIFY(wanted.size() >= 8);
    QSet<const QWidget *> reached;
    for (int i = 0; i < wanted.size() + 5; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        reached.insert(QApplication::focusWidget());
    }
    QStringList missed;
    for (const QWidget *each : wanted) {
        const bool sibling = each->inherits("countersign::widgets::RailButton");  // arrows move among these
        if (!reached.contains(each) && !sibling)
            missed.append(nameOf(each));
    }
    QVERIFY2(missed.isEmpty(), qPrintable(QStringLiteral("Tab never comes to:\n") + missed.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TabOrderTest)
#include "tab_order_test.moc"
