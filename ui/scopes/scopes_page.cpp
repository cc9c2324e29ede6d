#include "ui/scopes/scopes_page.h"

#include "app/approval/visible_text.h"
#include "ui/scopes/editor_pane.h"
#include "ui/scopes/history_pane.h"
#include "ui/scopes/proposals_pane.h"
#include "ui/scopes/review_pane.h"
#include "ui/scopes/scope_browser.h"
#include "ui/text/link_text.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/banner.h"

#include <QComboBox>
#include <QFocusEvent>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace countersign::scopes {

using console::AuthorityCatalog;
using console::CatalogDraft;
using Step = CatalogDraft::Step;

ScopesPage::ScopesPage(console::CatalogList &catalogs, console::AuthorityList &authorities, QWidget *parent)
    : QWidget(parent), m_catalogs(catalogs), m_authorities(authorities)
{
    setObjectName(QStringLiteral("scopesPage"));
    build();
    connectPanes();
    addKeys();
    connect(&m_catalogs, &console::CatalogList::changed, this, &ScopesPage::chooseCatalog);
    connect(&m_catalogs, &console::CatalogList::aboutToRemove, this, [this](const AuthorityCatalog *gone) {
        if (m_catalog == gone)
            follow(nullptr);
    });
    connect(&m_authorities, &console::AuthorityList::anyChanged, this, &ScopesPage::chooseCatalog);
    chooseCatalog();
}

void ScopesPage::build()
{
    m_link = new widgets::Banner(theme::Tone::Warn);
    m_which = new QComboBox;
    m_which->setObjectName(QStringLiteral("catalogAuthority"));
    m_which->setAccessibleName(tr("Authority"));
    m_browser = new ScopeBrowser;
    m_browser->addControl(m_which);
    m_editor = new EditorPane;
    m_review = new ReviewPane;
    m_history = new HistoryPane;
    m_proposals = new ProposalsPane;
    m_stack = new QStackedWidget;
    for (QWidget *pane : std::initializer_list<QWidget *>{m_browser, m_editor, m_review, m_history, m_proposals})
        m_stack->addWidget(pane);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_link);
    column->addWidget(m_stack, 1);
}

void ScopesPage::connectPanes()
{
    connect(m_which, &QComboBox::activated, this, [this](int row) {
        follow(m_catalogs.find(m_which->itemData(row).value<console::AuthorityId>()));
    });
    connect(m_browser, &ScopeBrowser::editRequested, this, &ScopesPage::edit);
    connect(m_browser, &ScopeBrowser::addRequested, this, &ScopesPage::add);
    connect(m_browser, &ScopeBrowser::reloadRequested, this, [this] {
        if (m_catalog)
            m_catalog->reload();
    });
    connect(m_browser, &ScopeBrowser::historyRequested, this, [this] {
        m_catalog->history().reload();
        go(Place::History);
    });
    connect(m_editor, &EditorPane::left, this, [this] { go(Place::Browse); });
    connect(m_editor, &EditorPane::reviewRequested, this, [this] { m_catalog->draft().review(); });
    connect(m_editor, &EditorPane::theirsRequested, this, [this] {
        m_editor->commit();
        m_catalog->draft().review();  // of an outdated draft: both stand beside each other
    });
    connect(m_editor, &EditorPane::discardRequested, this, [this] { askDiscard({}); });
    connect(m_review, &ReviewPane::left, this, &ScopesPage::back);
    connect(m_review, &ReviewPane::discardRequested, this, [this] { askDiscard({}); });
    connect(m_review, &ReviewPane::approvalRequested, this, &ScopesPage::approvalRequested);
    connect(m_review, &ReviewPane::said, this, &ScopesPage::said);
    connect(m_browser, &ScopeBrowser::proposalsRequested, this, [this] { go(Place::Waiting); });
    connect(m_proposals, &ProposalsPane::left, this, &ScopesPage::back);
    connect(m_proposals, &ProposalsPane::approvalRequested, this, &ScopesPage::approvalRequested);
    connect(m_history, &HistoryPane::left, this, [this] { go(Place::Browse); });
    connect(m_history, &HistoryPane::rollbackRequested, this, &ScopesPage::rollBack);
    connect(m_link, &widgets::Banner::actionRequested, this, [this] {
        if (m_catalog)
            m_catalog->session().retry();
    });
}

void ScopesPage::addKeys()
{
    const auto key = [this](const QKeySequence &keys, auto slot) {
        connect(new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated, this, slot);
    };
    key(QKeySequence(Qt::CTRL | Qt::Key_F), &ScopesPage::focusSearch);
    key(QKeySequence(Qt::Key_Slash), &ScopesPage::focusSearch);
    key(QKeySequence(Qt::CTRL | Qt::Key_E), [this] {
        if (m_place == Place::Browse)
            edit({});
    });
    key(QKeySequence(Qt::Key_Escape), &ScopesPage::back);
}

// --- which authority -----------------------------------------------------------------------------------------------------

void ScopesPage::chooseCatalog()
{
    AuthorityCatalog *first = nullptr;
    int offered = 0;
    m_which->clear();
    for (int row = 0; row < m_catalogs.count(); ++row) {
        AuthorityCatalog *catalog = m_catalogs.at(row);
        const bool there = catalog->isOffered() || catalog->hasState() || catalog->draft().isDirty();
        if (!there)
            continue;
        ++offered;
        first = first ? first : catalog;
        const console::AuthorityBadge &badge = catalog->session().badge();
        m_which->addItem(approval::visibleText(badge.name.isEmpty() ? badge.host : badge.name), QVariant::fromValue(catalog->session().id()));
    }
    m_which->setVisible(offered > 1);
    AuthorityCatalog *now = m_catalog;
    const bool stays = now && (now->isOffered() || now->draft().isDirty());
    if (!stays)
        now = first ? first : m_catalogs.count() > 0 ? m_catalogs.at(0) : nullptr;
    if (now)
        m_which->setCurrentIndex(m_which->findData(QVariant::fromValue(now->session().id())));
    if (m_catalog == now)
        refresh();
    else
        follow(now);
}

void ScopesPage::follow(AuthorityCatalog *catalog)
{
    if (m_catalog) {
        m_editor->commit();
        m_catalog->disconnect(this);
        m_catalog->draft().disconnect(this);
    }
    m_catalog = catalog;
    m_place = Place::Browse;
    m_browser->show(catalog);
    if (catalog) {
        connect(catalog, &AuthorityCatalog::changed, this, &ScopesPage::refresh);
        connect(&catalog->draft(), &CatalogDraft::changed, this, &ScopesPage::refresh);
        connect(&catalog->draft(), &CatalogDraft::textReplaced, this, &ScopesPage::refresh);
        connect(&catalog->draft(), &CatalogDraft::applied, this, [this](qint64 version) {
            m_place = Place::Browse;
            refresh();
            Q_EMIT said(tr("Version %1 of the catalogue is in force.").arg(version));
        });
    }
    refresh();
}

// --- where the person is -------------------------------------------------------------------------------------------------

void ScopesPage::refresh()
{
    showLink();
    if (!m_catalog) {
        m_browser->show(nullptr);
        m_stack->setCurrentWidget(m_browser);
        return;
    }
    CatalogDraft &draft = m_catalog->draft();
    if ((m_place == Place::Change && !draft.isOpen()) || (m_place == Place::Waiting && m_catalog->proposalsBesideDraft().isEmpty()))
        m_place = Place::Browse;
    QWidget *before = m_stack->currentWidget();
    if (m_place == Place::Browse) {
        m_browser->show(m_catalog);
        m_stack->setCurrentWidget(m_browser);
    } else if (m_place == Place::History) {
        m_history->show(*m_catalog);
        m_stack->setCurrentWidget(m_history);
    } else if (m_place == Place::Waiting) {
        m_proposals->show(*m_catalog);
        m_stack->setCurrentWidget(m_proposals);
    } else if (draft.step() == Step::Editing) {
        m_editor->show(*m_catalog);
        m_stack->setCurrentWidget(m_editor);
    } else {
        m_review->show(*m_catalog);
        m_stack->setCurrentWidget(m_review);
    }
    // The keyboard goes along, where it was on this page.
    if (before != m_stack->currentWidget() && isVisible() && isActiveWindow())
        m_stack->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void ScopesPage::showLink()
{
    const bool offline = m_catalog && m_catalog->session().link() == console::Link::Offline && m_catalog->session().signInState() == console::SignIn::SignedIn;
    const bool failed = m_catalog && m_catalog->hasState() && m_catalog->reading() == AuthorityCatalog::Reading::Failed;
    m_link->setVisible(offline || failed);
    m_link->setAction(tr("Retry"));
    if (offline)
        m_link->setMessage(text::offlineTitle(m_catalog->session().offlineSinceMs()),
                           tr("What stands here may have changed meanwhile. You can go on writing; nothing can be applied before the authority answers."));
    else if (failed)
        m_link->setMessage(tr("The catalogue could not be read again"), tr("What stands here is from before."));
}

void ScopesPage::go(Place place)
{
    m_place = place;
    refresh();
}

void ScopesPage::back()
{
    if (m_place == Place::Change && m_stack->currentWidget() == m_review) {
        CatalogDraft &draft = m_catalog->draft();
        const bool editable = draft.step() == Step::Reviewed || draft.step() == Step::Checking || draft.step() == Step::SomebodyFirst;
        if (editable)
            draft.keepEditing();
        else
            go(Place::Browse);
    } else if (m_place != Place::Browse) {
        m_editor->commit();
        go(Place::Browse);
    }
}

void ScopesPage::edit(const QString &scope)
{
    if (!m_catalog || (!m_catalog->hasState() && !m_catalog->draft().isOpen()))
        return;
    m_catalog->draft().start();
    go(Place::Change);
    if (!scope.isEmpty() && m_stack->currentWidget() == m_editor)
        m_editor->goToScope(scope);
}

void ScopesPage::add(const QString &suggestion)
{
    edit({});
    if (m_stack->currentWidget() == m_editor)
        m_editor->addScope(suggestion);
}

void ScopesPage::rollBack(const console::CatalogVersion &version, const QString &toml)
{
    const auto start = [this, version, toml] {
        m_catalog->draft().startFrom(version, toml);
        m_place = Place::Change;
        m_catalog->draft().review();
        refresh();
    };
    if (m_catalog->draft().isDirty())
        askDiscard(start);
    else
        start();
}

// --- what must not be lost -----------------------------------------------------------------------------------------------

void ScopesPage::askDiscard(const std::function<void()> &then)
{
    auto *dialog = new widgets::AskDialog({tr("Discard your change?"), tr("The text you wrote is nowhere but here. It cannot be brought back once it is discarded."),
                                           tr("Discard it"), tr("Keep it"), theme::ButtonRole::Danger}, this);
    connect(dialog, &QDialog::accepted, this, [this, then] {
        if (m_catalog)
            m_catalog->draft().discard();
        if (then)
            then();
    });
    dialog->open();
}

bool ScopesPage::holdsUnsavedText()
{
    m_editor->commit();
    return m_catalogs.withUnsavedText() != nullptr;
}

void ScopesPage::askBeforeLosing(const std::function<void()> &then)
{
    follow(m_catalogs.withUnsavedText());
    go(Place::Change);
    askDiscard(then);
}

void ScopesPage::showScope(const QString &scope)
{
    go(Place::Browse);
    m_browser->showScope(scope);
}

void ScopesPage::focusSearch()
{
    if (m_place == Place::Browse)
        m_browser->focusSearch();
}

void ScopesPage::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_stack->currentWidget()->setFocus(event->reason());
}

}  // namespace countersign::scopes
