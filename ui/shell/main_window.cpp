#include "ui/shell/main_window.h"

#include "ui/inbox/inbox_page.h"
#include "ui/shell/authority_switcher.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/covered_page.h"
#include "ui/shell/log_banner.h"
#include "ui/shell/page_keys.h"
#include "ui/shell/rail.h"
#include "ui/shell/shortcut_overlay.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/toast_area.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>

namespace countersign::shell {

using console::SignIn;

namespace {

const QString kInbox = QStringLiteral("inbox");
const QString kSettings = QStringLiteral("settings");
constexpr int kNarrowColumns = 88;  // average characters

// The place of a page in the rail and its digit with Ctrl, the same whichever of the others exist; 0: no digit.
int placeOf(const QString &id)
{
    static const QStringList order{kInbox, QStringLiteral("grants"), QStringLiteral("clients"), QStringLiteral("scopes"), QStringLiteral("audit")};
    return static_cast<int>(order.indexOf(id)) + 1;
}

QList<QKeySequence> placeKeys(const QString &id)
{
    const int place = placeOf(id);
    return place > 0 ? QList<QKeySequence>{QKeySequence(static_cast<int>(Qt::CTRL) | (Qt::Key_0 + place))} : QList<QKeySequence>{};
}

}  // namespace

MainWindow::MainWindow(console::Console &console, QWidget *parent)
    : QWidget(parent), m_console(console), m_rail(new Rail(console, this)), m_banner(new LogBanner(console, this)),
      m_stack(new QStackedWidget(this)), m_inbox(new inbox::InboxPage(console, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    widgets::setAccessibleRole(*this, QAccessible::Window);
    setWindowIcon(theme::applicationIcon());
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(theme::space::l, 0, theme::space::l, 0);
    top->addWidget(m_banner);
    column->addLayout(top);
    // A stack tells screen readers of its pages alone, so messages have a place around it.
    auto *place = new QWidget;
    auto *pages = new QVBoxLayout(place);
    pages->setContentsMargins(0, 0, 0, 0);
    pages->addWidget(m_stack);
    m_toasts = new widgets::ToastArea(place);
    column->addWidget(place, 1);
    line->addWidget(m_rail);
    line->addLayout(column, 1);
    addPage({kInbox, theme::Glyph::Inbox, tr("Inbox"), m_inbox});
    connect(m_rail, &Rail::chosen, this, &MainWindow::showPage);
    connect(m_rail, &Rail::settingsRequested, this, &MainWindow::showSettings);
    connect(&m_rail->switcher(), &AuthoritySwitcher::chosenChanged, m_inbox, &inbox::InboxPage::setAuthority);
    connect(&m_rail->switcher(), &AuthoritySwitcher::chosenChanged, this, &MainWindow::authorityChosen);
    connect(&m_rail->switcher(), &AuthoritySwitcher::addRequested, this, [this] {
        showSignIn();
        Q_EMIT addAuthorityRequested();
    });
    connect(m_inbox, &inbox::InboxPage::signInRequested, this, &MainWindow::showSignIn);
    connect(m_inbox, &inbox::InboxPage::said, this, [this](const QString &sentence) { m_toasts->say(sentence); });
    connect(&console, &console::Console::changed, this, &MainWindow::refresh);
    connect(&console, &console::Console::raiseRequested, this, &MainWindow::raiseWindow);
    connect(&console.inbox(), &console::InboxModel::pendingCountChanged, this, &MainWindow::refreshTitle);
    addKeys();
    showPage(kInbox);
    if (const QByteArray geometry = console.settings().windowGeometry(); geometry.isEmpty() || !restoreGeometry(geometry))
        resize(QSize(1200, 800).boundedTo(screen()->availableGeometry().size() * 23 / 25));  // with its frame, on a small screen, too
    m_inbox->setFocus(Qt::OtherFocusReason);
    refresh();
}

MainWindow::~MainWindow() = default;

void MainWindow::addPage(const Page &page)
{
    const int place = placeOf(page.id);
    const auto after = [place](const Page &each) { return place > 0 && (placeOf(each.id) == 0 || placeOf(each.id) > place); };
    const auto at = std::find_if(m_pages.begin(), m_pages.end(), after);
    const int position = static_cast<int>(at - m_pages.begin());
    Page placed = page;
    if (page.widget != m_inbox)
        placed.widget = new CoveredPage(m_console.settings(), page.widget);
    m_pages.insert(at, placed);
    m_stack->addWidget(placed.widget);
    m_rail->addPlace(page, position);
    for (const QKeySequence &keys : placeKeys(page.id))
        connect(new QShortcut(keys, this), &QShortcut::activated, this, [this, id = page.id] { showPage(id); });
}

void MainWindow::setSettingsPage(QWidget *page)
{
    m_settings = page;
    m_stack->addWidget(page);
}

void MainWindow::setSignInPage(QWidget *page)
{
    m_signIn = page;
    m_stack->addWidget(page);
    refresh();
}

void MainWindow::showPage(const QString &id)
{
    m_signInForced = false;
    QWidget *widget = id == kSettings ? m_settings : nullptr;
    for (const Page &page : std::as_const(m_pages)) {
        if (page.id == id)
            widget = page.widget;
    }
    if (!widget)
        return;
    m_current = id;
    m_rail->setCurrent(id);
    m_stack->setCurrentWidget(widget);
    refresh();
    // Whoever goes to a page by a key goes on there by keys.
    widget->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::showInbox()
{
    showPage(kInbox);
}

void MainWindow::showSettings()
{
    showPage(kSettings);
}

void MainWindow::showSignIn()
{
    if (!m_signIn)
        return;
    m_signInForced = true;
    m_stack->setCurrentWidget(m_signIn);
}

void MainWindow::raiseWindow()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

// Not while something is being resumed or waits for a network: that is the inbox's to say.
bool MainWindow::needsSignIn() const
{
    for (int row = 0; row < m_console.authorities().rowCount(); ++row) {
        const SignIn state = m_console.authorities().at(row)->signInState();
        if (state == SignIn::SignedIn || state == SignIn::Unknown)
            return false;
    }
    return true;
}

void MainWindow::refresh()
{
    refreshTitle();
    if (!m_signIn || m_signInForced)
        return;
    if (needsSignIn() && m_current != kSettings)
        m_stack->setCurrentWidget(m_signIn);
    else if (m_stack->currentWidget() == m_signIn)
        showPage(m_current);
}

void MainWindow::refreshTitle()
{
    const int pending = m_console.inbox().pendingCount();
    setWindowTitle(pending > 0 ? tr("(%1) Countersign").arg(pending) : tr("Countersign"));
}

Commands MainWindow::commands()
{
    return commandsEverywhere() + commandsOfInbox();
}

Commands MainWindow::commandsEverywhere()
{
    Commands all;
    for (const Page &page : std::as_const(m_pages))
        all.append({tr("Go to %1").arg(page.title), placeKeys(page.id), [this, id = page.id] { showPage(id); }});
    if (m_settings)
        all.append({tr("Settings"), {QKeySequence(Qt::CTRL | Qt::Key_Comma)}, [this] { showSettings(); }});
    if (m_signIn)
        all.append({tr("Add an authority"), {}, [this] { showSignIn(); Q_EMIT addAuthorityRequested(); }});
    if (m_console.logState() == console::LogState::Mismatch)
        all.append({tr("Explain the log that does not match"), {}, [this] { m_banner->explain(); }});
    all.append({tr("Hide or show what stands here, for a screen that is shared"), {QKeySequence(Qt::Key_H)}, [this] { toggleValues(); }});
    all.append({tr("Show the keys"), {QKeySequence(Qt::Key_Question)}, [this] { openOverlay(); }});
    all.append({tr("Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [this] { quit(); }});
    return all;
}

Commands MainWindow::commandsOfInbox()
{
    return {{tr("Search requests"), {QKeySequence(Qt::CTRL | Qt::Key_F), QKeySequence(Qt::Key_Slash)}, [this] { showInbox(); m_inbox->focusSearch(); }},
            {tr("Next request"), {QKeySequence(Qt::Key_J), QKeySequence(Qt::Key_Down)}, [this] { showInbox(); m_inbox->openNext(); }},
            {tr("Previous request"), {QKeySequence(Qt::Key_K), QKeySequence(Qt::Key_Up)}, [this] { showInbox(); m_inbox->openPrevious(); }},
            {tr("Switch between list and request"), {QKeySequence(Qt::Key_F6)}, [this] { showInbox(); m_inbox->switchPane(); }},
            {tr("Leave the request without deciding"), {QKeySequence(Qt::Key_Escape)}, [this] { m_inbox->closeCard(); }}};
}

// The settings hold nothing to show: there it only hides.
void MainWindow::toggleValues()
{
    if (auto *page = qobject_cast<CoveredPage *>(m_stack->currentWidget()))
        page->toggle();
    else if (m_stack->currentWidget() == m_inbox)
        m_inbox->toggleValues();
    else
        m_console.settings().setHidesValues(true);
}

void MainWindow::addKeys()
{
    const auto key = [this](const QKeySequence &keys, auto slot) { connect(new QShortcut(keys, this), &QShortcut::activated, this, slot); };
    key(QKeySequence(Qt::CTRL | Qt::Key_K), &MainWindow::openPalette);
    key(QKeySequence(Qt::CTRL | Qt::Key_Comma), &MainWindow::showSettings);
    key(QKeySequence(Qt::CTRL | Qt::Key_Q), &MainWindow::quit);
    key(QKeySequence(Qt::Key_Question), &MainWindow::openOverlay);
    key(QKeySequence(Qt::SHIFT | Qt::Key_Question), &MainWindow::openOverlay);
}

void MainWindow::openPalette()
{
    (new CommandPalette(commands(), this))->open();
}

// What is in front of the person comes first.
void MainWindow::openOverlay()
{
    QList<KeySection> sections;
    Commands everywhere = commandsEverywhere();
    everywhere.append({tr("Commands"), {QKeySequence(Qt::CTRL | Qt::Key_K)}, {}});
    sections.append({tr("Everywhere"), everywhere});
    for (const Page &page : std::as_const(m_pages)) {
        const KeySection section{page.title, keysOf(page)};
        if (page.id == m_current)
            sections.prepend(section);
        else
            sections.append(section);
    }
    (new ShortcutOverlay(sections, this))->open();
}

Commands MainWindow::keysOf(const Page &page)
{
    if (page.id != kInbox)
        return keysOfPage(page.id);
    return Commands{{tr("Approve the open request"), {QKeySequence(Qt::CTRL | Qt::Key_Return)}, {}}, {tr("Deny the open request, at once"), {QKeySequence(Qt::Key_D)}, {}}} + commandsOfInbox();
}

// In a narrow window the page needs the room of the rail's words more than the rail does.
void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_rail->setWords(width() < fontMetrics().averageCharWidth() * kNarrowColumns ? Rail::Words::Hidden : Rail::Words::Shown);
}

void MainWindow::quit()
{
    if (!m_quitGuard || m_quitGuard())
        Q_EMIT quitRequested();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    // Where an icon stays in the tray, closing loses nothing.
    if (QApplication::quitOnLastWindowClosed() && m_quitGuard && !m_quitGuard()) {
        event->ignore();
        return;
    }
    m_console.settings().setWindowGeometry(saveGeometry());
    QWidget::closeEvent(event);
}

}  // namespace countersign::shell
