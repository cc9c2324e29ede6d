#include "ui/inbox/inbox_page.h"

#include "app/approval/visible_text.h"
#include "ui/inbox/approval_card.h"
#include "ui/inbox/list_pane.h"
#include "ui/inbox/past_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/text_area.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QFocusEvent>
#include <QShortcut>

namespace countersign::inbox {

using console::InboxModel;
using console::Outcome;

namespace {

constexpr int kListShare = 36;      // per cent of the width
constexpr int kListColumns = 52;    // at most this many average characters
constexpr int kNarrowColumns = 72;  // below, list or card, not both
constexpr int kBesideColumns = 96;  // a card and a past request beside it want at least these

}  // namespace

InboxPage::InboxPage(console::Console &console, QWidget *parent)
    : QWidget(parent), m_console(console), m_list(new ListPane(console, this)), m_card(new ApprovalCard(console.card(), this)),
      m_past(new PastPanel(console.past(), this)), m_denying(new widgets::ProgressLine(QString(), this))
{
    setObjectName(QStringLiteral("inboxPage"));
    widgets::setAccessibleRole(*this, QAccessible::Pane, tr("Inbox"));
    auto *line = new QHBoxLayout;
    line->setSpacing(theme::space::s);
    line->addWidget(m_list);
    line->addWidget(m_card, 1);
    line->addWidget(m_past, 1);
    m_past->hide();
    m_denying->setObjectName(QStringLiteral("denyingLine"));
    m_denying->setContentsMargins(theme::space::l, theme::space::s, theme::space::xl, 0);
    m_denying->setCancellable();
    m_denying->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_denying);
    column->addLayout(line, 1);
    connect(&m_list->list(), &RequestList::chosen, this, &InboxPage::onChosen);
    connect(m_list, &ListPane::signInRequested, this, &InboxPage::signInRequested);
    connect(m_list, &ListPane::filledChanged, this, &InboxPage::arrange);
    connect(m_card, &ApprovalCard::closeRequested, this, &InboxPage::closeCard);
    connect(m_card, &ApprovalCard::nextRequested, this, &InboxPage::moveOn);
    connect(m_card, &ApprovalCard::signInRequested, this, &InboxPage::signInRequested);
    connect(m_card, &ApprovalCard::denyAllRequested, this, &InboxPage::askDenyAll);
    connect(&console.inbox(), &InboxModel::pendingCountChanged, this, &InboxPage::countOfClient);
    connect(&console.card(), &console::ApprovalController::cardChanged, this, &InboxPage::countOfClient);
    connect(m_card, &ApprovalCard::pastRequested, this, &InboxPage::openPast);
    connect(m_past, &PastPanel::closeRequested, this, &InboxPage::closePast);
    connect(&console.past(), &console::PastRequest::changed, this, &InboxPage::arrange);
    connect(&console.card(), &console::ApprovalController::opened, this, [this] {
        closePast();
        m_asked = false;
        showValues();
    });
    connect(m_card, &ApprovalCard::valuesRequested, this, &InboxPage::toggleValues);
    connect(&console.settings(), &console::Settings::changed, this, &InboxPage::showValues);
    connect(m_denying, &widgets::ProgressLine::cancelRequested, &console, &console::Console::cancelDenyAll);
    connect(&console, &console::Console::denyAllProgress, this, &InboxPage::showDenying);
    connect(&console, &console::Console::denyAllFinished, this, &InboxPage::sayDenied);
    addKeys();
    arrange();
    showValues();
}

InboxPage::~InboxPage()
{
    m_console.inbox().release(InboxModel::Hold::Decision);
}

// Not a focus proxy: Tab would go through it past the search field.
void InboxPage::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_list->list().setFocus(event->reason());
}

void InboxPage::addKeys()
{
    const auto key = [this](const QKeySequence &keys, void (InboxPage::*slot)()) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        shortcut->setAutoRepeat(slot == &InboxPage::openNext || slot == &InboxPage::openPrevious);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    key(QKeySequence(Qt::Key_D), &InboxPage::deny);
    key(QKeySequence(Qt::CTRL | Qt::Key_Return), &InboxPage::approve);
    key(QKeySequence(Qt::CTRL | Qt::Key_Enter), &InboxPage::approve);
    key(QKeySequence(Qt::Key_H), &InboxPage::toggleValues);
    key(QKeySequence(Qt::Key_J), &InboxPage::openNext);
    key(QKeySequence(Qt::Key_K), &InboxPage::openPrevious);
    key(QKeySequence(Qt::Key_Escape), &InboxPage::closeCard);
    key(QKeySequence(Qt::Key_F6), &InboxPage::switchPane);
    key(QKeySequence(QKeySequence::Find), &InboxPage::focusSearch);
    key(QKeySequence(Qt::Key_Slash), &InboxPage::focusSearch);
}

bool InboxPage::isTyping() const
{
    const QWidget *focused = QApplication::focusWidget();
    const auto *area = qobject_cast<const widgets::TextArea *>(focused);
    return qobject_cast<const QLineEdit *>(focused) || qobject_cast<const QAbstractSpinBox *>(focused) || qobject_cast<const QComboBox *>(focused)
           || (area && !area->isReadOnly());
}

void InboxPage::deny()
{
    // A line edit keeps its letters by itself; this is for every other place one types in.
    // Beside a past request it would not be plain which of the two is meant.
    if (!isTyping() && !m_console.past().isOpen())
        m_console.card().deny();
}

void InboxPage::approve()
{
    // Where something has yet to be typed, the keys lead there instead of doing nothing.
    if (!m_console.card().canApprove())
        m_card->focusMissing();
    m_console.card().approve();
}

void InboxPage::toggleValues()
{
    if (isTyping())
        return;
    // Without an open request there is nothing to show: a slip of the hand hides, and never uncovers.
    const bool covered = m_console.settings().hidesValues() && !m_asked;
    m_asked = covered && !m_console.card().ref().isEmpty();
    if (!covered)
        closePast();
    if (!m_console.settings().hidesValues())
        m_console.settings().setHidesValues(true);
    showValues();
}

void InboxPage::showValues()
{
    const bool hides = m_console.settings().hidesValues();
    m_list->setValues(hides ? Values::Hidden : Values::Shown);
    m_card->setValues(hides && !m_asked ? Values::Hidden : Values::Shown);
}

void InboxPage::setAuthority(const console::AuthorityId &authority)
{
    m_list->setAuthority(authority);
}

void InboxPage::open(const console::ApprovalRef &ref)
{
    m_list->list().choose(ref);
    onChosen(ref);
}

void InboxPage::onChosen(const console::ApprovalRef &ref)
{
    if (ref.isEmpty() || ref == m_console.card().ref())
        return;
    // Moving on after a decision is the person's hand: now the list may let the ended ones go.
    if (isOver())
        m_console.inbox().release(InboxModel::Hold::Decision);
    m_console.inbox().hold(InboxModel::Hold::Decision);
    m_console.card().open(ref);
    arrange();
}

bool InboxPage::isOver() const
{
    const Outcome outcome = m_console.card().outcome();
    const console::Approval *approval = m_console.card().approval();
    return outcome == Outcome::Decided || outcome == Outcome::Counted || (approval && approval->status != approval::Status::Pending);
}

void InboxPage::openNext()
{
    if (isOver())
        moveOn();
    else
        m_list->list().step(RequestList::Way::Next);
}

void InboxPage::openPrevious()
{
    m_list->list().step(RequestList::Way::Previous);
}

void InboxPage::moveOn()
{
    RequestList &list = m_list->list();
    const int row = list.currentIndex().row();
    closeCard();
    const int rows = list.model()->rowCount();
    if (row >= 0 && rows > 0)
        list.setCurrentIndex(list.model()->index(std::min(row, rows - 1), 0));
}

void InboxPage::closeCard()
{
    if (m_console.past().isOpen()) {
        closePast();
        return;
    }
    const bool toList = m_card->isAncestorOf(QApplication::focusWidget());
    m_console.card().close();
    m_list->list().chooseNone();
    m_console.inbox().release(InboxModel::Hold::Decision);
    arrange();
    if (toList || !QApplication::focusWidget())
        m_list->list().setFocus(Qt::OtherFocusReason);
}

void InboxPage::switchPane()
{
    const QWidget *focused = QApplication::focusWidget();
    if (m_past->isVisible() && !m_past->isAncestorOf(focused) && (m_card->isAncestorOf(focused) || !m_card->isVisible()))
        m_past->focusPanel();
    else if (m_list->isVisible() && (m_card->isAncestorOf(focused) || m_past->isAncestorOf(focused)))
        m_list->list().setFocus(Qt::ShortcutFocusReason);
    else
        m_card->focusCard();
}

void InboxPage::focusSearch()
{
    m_list->focusSearch();
}

void InboxPage::countOfClient()
{
    const console::Approval *approval = m_console.card().approval();
    const bool open = approval && approval->status == approval::Status::Pending;
    m_card->setFlood(m_console.canFreeze(m_console.card().ref().authority) ? ApprovalCard::Flood::DenyAndFreeze : ApprovalCard::Flood::Deny);
    // While that is being done, it is not offered again.
    m_card->setWaitingOfClient(open && m_denying->isHidden() ? static_cast<int>(m_console.inbox().ofClient(m_console.card().ref().authority, approval->client.id.text()).size()) : 0);
}

void InboxPage::askDenyAll()
{
    const console::Approval *approval = m_console.card().approval();
    if (!approval)
        return;
    const console::ApprovalRef ref = m_console.card().ref();
    const auto count = static_cast<int>(m_console.inbox().ofClient(ref.authority, approval->client.id.text()).size());
    const QString client = approval::visibleText(approval->client.name);
    const QString denying = tr("%n pending requests of “%1” are denied one by one, each with its own signature.", nullptr, count).arg(client);
    const bool freezes = m_console.canFreeze(ref.authority);
    const widgets::AskDialog::Question plain{tr("Deny all from this client?"), denying, tr("Deny all"), tr("Keep them"), theme::ButtonRole::DangerFilled};
    const widgets::AskDialog::Question both{
        tr("Deny all from this client and freeze it?"),
        //: %1 is the sentence on denying.
        tr("%1 First the client itself is stopped: it can ask for nothing, and nothing it holds works, until an administrator lets it go on.").arg(denying),
        tr("Deny all and freeze"), tr("Keep them"), theme::ButtonRole::DangerFilled};
    auto *dialog = new widgets::AskDialog(freezes ? both : plain, this);
    if (freezes) {
        connect(dialog, &QDialog::accepted, this, [this, ref] { m_console.denyAllAndFreeze(ref, tr("A flood of requests: all of them denied", "reason, for the log")); });
        QPushButton *only = dialog->addAnswer(tr("Deny all only"));
        only->setObjectName(QStringLiteral("denyOnlyButton"));
        connect(only, &QPushButton::clicked, this, [this, ref] { m_console.denyAllFrom(ref); });
    } else {
        connect(dialog, &QDialog::accepted, this, [this, ref] { m_console.denyAllFrom(ref); });
    }
    dialog->open();
}

void InboxPage::showDenying(int done, int total)
{
    //: Denying all requests of a client: %1 of %2 are done.
    m_denying->setWhat(tr("Denying all from this client: %1 of %2").arg(done).arg(total));
    m_denying->setFraction(total > 0 ? static_cast<double>(done) / total : 1);
    m_denying->show();
    countOfClient();
}

void InboxPage::sayDenied(const console::DenyAllEnd &end)
{
    if (m_denying->isAncestorOf(QApplication::focusWidget()))
        m_list->list().setFocus(Qt::OtherFocusReason);
    m_denying->hide();
    countOfClient();
    using console::Freeze;
    const bool all = end.ended == end.total;
    switch (end.freeze) {
    case Freeze::NotAsked: break;
    case Freeze::Done: Q_EMIT said(tr("The client is frozen, and %n of its requests ended.", nullptr, end.ended)); return;
    case Freeze::Refused: Q_EMIT said(tr("The client is NOT frozen: the authority refused it. %n of its requests were denied.", nullptr, end.ended)); return;
    case Freeze::Unknown: Q_EMIT said(tr("Nobody knows whether the client is frozen: no answer came. %n of its requests were denied.", nullptr, end.ended)); return;
    }
    if (all)
        Q_EMIT said(tr("All %n requests are denied.", nullptr, end.total));
    else
        //: %1 is how many were meant.
        Q_EMIT said(tr("%n of %1 requests were denied. The others ended otherwise, were left when you stopped, or nobody answered.", nullptr, end.ended).arg(end.total));
}

void InboxPage::openPast(const base::ApprovalId &id)
{
    if (!m_console.past().isOpen())
        m_beforePast = QApplication::focusWidget();
    m_console.past().open({m_console.card().ref().authority, id});
    m_past->focusPanel();
}

void InboxPage::closePast()
{
    if (!m_console.past().isOpen())
        return;
    const bool back = m_past->isAncestorOf(QApplication::focusWidget());
    m_console.past().close();
    if (back && m_beforePast && m_beforePast->isVisible())
        m_beforePast->setFocus(Qt::OtherFocusReason);
    else if (back)
        m_card->focusCard();
}

void InboxPage::arrange()
{
    const int character = fontMetrics().averageCharWidth();
    const bool narrow = width() < kNarrowColumns * character;
    const bool cardOpen = !m_console.card().ref().isEmpty();
    // One message is enough: with nothing to list and nothing open, it has the whole page.
    const bool nothing = !m_list->isFilled() && !cardOpen;
    const bool alone = narrow || nothing;
    m_list->setVisible(!narrow || !cardOpen);
    const bool past = m_console.past().isOpen();
    const int forCards = narrow ? width() : width() - std::min(width() * kListShare / 100, kListColumns * character);
    m_card->setBeside(past ? ApprovalCard::Beside::PastRequest : ApprovalCard::Beside::Nothing);
    m_past->setVisible(past);
    m_card->setVisible((cardOpen || !alone) && (!past || forCards >= kBesideColumns * character));
    m_card->setBack(narrow ? ApprovalCard::Back::Shown : ApprovalCard::Back::Hidden);
    const int column = std::min(width() * kListShare / 100, kListColumns * character);
    m_list->setMinimumWidth(alone ? 0 : column);
    m_list->setMaximumWidth(alone ? QWIDGETSIZE_MAX : column);
    m_list->setColumnWidth(narrow ? QWIDGETSIZE_MAX : column);
}

void InboxPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

}  // namespace countersign::inbox
