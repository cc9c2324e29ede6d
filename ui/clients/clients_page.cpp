#include "ui/clients/clients_page.h"

#include "ui/clients/client_card.h"
#include "ui/clients/client_delegate.h"
#include "ui/clients/client_list.h"
#include "ui/clients/new_client_form.h"
#include "ui/clients/secret_panel.h"
#include "ui/clients/tokens_pane.h"
#include "ui/text/link_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/secret_clipboard.h"
#include "ui/widgets/section_header.h"

#include <QComboBox>
#include <QFocusEvent>
#include <QShortcut>

namespace countersign::clients {

using console::ClientController;
using console::ClientDraft;
using console::ClientRef;
using console::Clients;
using console::ClientsModel;
using Filter = ClientsModel::Filter;
using Reading = Clients::Reading;

ClientsPage::ClientsPage(console::Console &console, QWidget *parent)
    : ListBesideCard({tr("Clients"), tr("Reading the clients…"), tr("Choose a client to see what it may do, until when, and what of it is alive."), theme::Glyph::Server}, parent),
      m_console(console), m_clients(console.clients()), m_clipboard(new widgets::SecretClipboard(this))
{
    setObjectName(QStringLiteral("clientsPage"));
    widgets::setAccessibleRole(*this, QAccessible::Pane, tr("Clients"));
    build();
    connectAll();
    addKeys();
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (!isVisible())
            return;
        m_card->tick();
        if (m_making)
            m_form->tick();
    });
    m_tick.start();
    refresh();
}

ClientsPage::~ClientsPage() = default;

// --- building ------------------------------------------------------------------------------------------------------------

void ClientsPage::build()
{
    auto *again = widgets::makeIconButton(theme::Glyph::Refresh, tr("Read the list again"));
    again->setObjectName(QStringLiteral("clientsReload"));
    connect(again, &QPushButton::clicked, &m_clients, &Clients::reload);
    header().addControl(again);
    m_search = new widgets::SearchField(tr("Search name, owner, reason, scope"));
    m_filter = new QComboBox;
    m_filter->setObjectName(QStringLiteral("clientFilter"));
    m_filter->setAccessibleName(tr("Which clients"));
    for (int filter = 0; filter < ClientsModel::kFilters; ++filter)
        m_filter->addItem(QString(), filter);
    m_new = widgets::makeButton(theme::ButtonRole::Plain, theme::Glyph::Plus, tr("New temporary client"));
    m_new->setObjectName(QStringLiteral("newClientButton"));
    m_tokensButton = widgets::makeButton(theme::ButtonRole::Plain, theme::Glyph::Key, tr("Initial access tokens"));
    m_tokensButton->setObjectName(QStringLiteral("initialTokens"));
    auto *controls = new widgets::FlowLayout;
    for (QWidget *control : std::initializer_list<QWidget *>{m_filter, m_new, m_tokensButton})
        controls->addWidget(control);
    m_cut = new widgets::Banner(theme::Tone::Warn);
    m_cut->setMessage(tr("There are more clients than can be listed here"), tr("The newest are shown. Ask whoever runs the authority to clear up."));
    m_list = new ClientList(m_clients.list());
    m_card = new ClientCard(m_clients.card(), m_clients.catalogues());
    m_form = new NewClientForm(m_clients.draft(), m_clients.catalogues());
    m_secret = new SecretPanel(*m_clipboard);
    m_tokens = new TokensPane(m_clients);
    addAbove(m_search);
    addAbove(controls);
    addAbove(m_cut);
    setList(m_list);
    for (QWidget *each : std::initializer_list<QWidget *>{m_card, m_form, m_secret, m_tokens})
        addCard(each);
}

void ClientsPage::connectAll()
{
    connect(&m_clients, &Clients::readingChanged, this, &ClientsPage::refresh);
    connect(&m_clients.list(), &ClientsModel::countsChanged, this, &ClientsPage::refresh);
    connect(&m_clients.list(), &QAbstractItemModel::modelReset, this, &ClientsPage::refresh);
    connect(&m_clients.list(), &QAbstractItemModel::rowsInserted, this, &ClientsPage::showStates);
    connect(&m_clients.list(), &QAbstractItemModel::rowsRemoved, this, &ClientsPage::showStates);
    connect(&m_console, &console::Console::changed, this, &ClientsPage::refresh);
    connect(&m_clients.card(), &ClientController::opened, this, &ClientsPage::showDetail);
    connect(&m_clients.card(), &ClientController::changed, this, &ClientsPage::showDetail);
    connect(&m_clients.card(), &ClientController::outcomeChanged, this, &ClientsPage::onOutcome);
    connect(&m_clients.draft(), &ClientDraft::changed, this, &ClientsPage::onDraft);
    connect(m_list, &ClientList::chosen, this, &ClientsPage::onChosen);
    connect(m_search, &QLineEdit::textChanged, &m_clients.list(), &ClientsModel::setSearch);
    connect(m_filter, &QComboBox::activated, this, [this] { m_clients.list().setFilter(static_cast<Filter>(m_filter->currentData().toInt())); });
    connect(m_new, &QPushButton::clicked, this, &ClientsPage::onNew);
    connect(m_tokensButton, &QPushButton::clicked, this, &ClientsPage::showTokens);
    connect(m_tokens, &TokensPane::made, this, &ClientsPage::onTokenMade);
    connect(m_tokens, &TokensPane::closed, this, [this] {
        m_tokensOpen = false;
        refresh();
        m_tokensButton->setFocus(Qt::OtherFocusReason);
    });
    connect(m_form, &NewClientForm::cancelled, this, &ClientsPage::leaveForm);
    connect(m_card, &ClientCard::closeRequested, this, &ClientsPage::closeCard);
    connect(m_card, &ClientCard::anotherRequested, this, [this] { startNew(fieldsLikeOpen()); });
    connect(m_secret, &SecretPanel::finished, this, &ClientsPage::onSecretDone);
    connect(this, &ClientsPage::leaveRequested, this, &ClientsPage::closeCard);
    connect(&state(), &widgets::EmptyState::actionRequested, this, &ClientsPage::onStateAction);
    connect(&banner(), &widgets::Banner::actionRequested, this, [this] {
        m_console.authorities().retryAll();
        m_clients.reload();
    });
}

void ClientsPage::addKeys()
{
    const auto key = [this](const QKeySequence &keys, auto slot) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    const auto toSearch = [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    };
    key(QKeySequence(QKeySequence::Find), toSearch);
    key(QKeySequence(Qt::Key_Slash), toSearch);
    key(QKeySequence(QKeySequence::New), [this] { onNew(); });
    key(QKeySequence(Qt::Key_F6), [this] { switchSide(); });
}

void ClientsPage::showEvent(QShowEvent *event)
{
    m_clients.look();
    QWidget::showEvent(event);
}

// Not a focus proxy: Tab would go through it past the search field.
void ClientsPage::focusInEvent(QFocusEvent *event)
{
    if (m_making || m_revealing)
        focusShownCard();
    else if (m_list->isVisible())
        m_list->setFocus(event->reason());
    else
        ListBesideCard::focusInEvent(event);
}

// --- what is shown -------------------------------------------------------------------------------------------------------

void ClientsPage::refresh()
{
    m_list->rowDelegate().setAuthorities(m_console.authorities().rowCount() > 1 ? ClientDelegate::Authorities::Several : ClientDelegate::Authorities::One);
    header().setCount(m_clients.list().count(Filter::Alive));
    m_new->setVisible(m_clients.mayManage());
    m_new->setEnabled(!m_making && !m_revealing);
    m_tokensButton->setVisible(m_clients.mayManage());
    m_tokensButton->setEnabled(!m_making && !m_revealing);
    m_cut->setVisible(m_clients.isCutShort());
    showFilters();
    showLink();
    showStates();
}

void ClientsPage::showFilters()
{
    const ClientsModel &list = m_clients.list();
    const QStringList words{tr("All that live: %1"),     tr("Temporary: %1"), tr("Standing: %1"), tr("Idle: %1"), tr("Duplicates: %1"),
                            tr("Ended: %1", "how many")};
    for (int filter = 0; filter < ClientsModel::kFilters; ++filter)
        m_filter->setItemText(filter, words.at(filter).arg(list.count(static_cast<Filter>(filter))));
    m_filter->setCurrentIndex(static_cast<int>(list.filter()));
}

void ClientsPage::showLink()
{
    const qint64 since = m_console.authorities().offlineSinceMs();
    const bool known = m_clients.list().total() > 0;
    const bool failed = m_clients.reading() == Reading::Failed && known;
    banner().setVisible((since > 0 && known) || failed);
    banner().setAction(tr("Retry"));
    if (since > 0)
        banner().setMessage(text::offlineTitle(since), tr("What stands here may have changed meanwhile. Clients still die on time: the authority sees to that."));
    else if (failed)
        banner().setMessage(tr("The list could not be read again"), tr("What stands here is from before."));
}

void ClientsPage::showStates()
{
    using theme::Glyph;
    const Reading reading = m_clients.reading();
    const ClientsModel &list = m_clients.list();
    const bool empty = list.rowCount() == 0;
    const bool nothingKnown = list.total() == 0;
    bool connected = false;
    for (int row = 0; row < m_console.authorities().rowCount(); ++row)
        connected = connected || m_console.authorities().at(row)->link() != console::Link::Offline;
    const bool loading = empty && (reading == Reading::Now || (reading == Reading::Never && connected));
    showRows(loading ? Rows::Loading : empty ? Rows::None : Rows::Some);
    m_search->setVisible(!nothingKnown);
    m_filter->setVisible(!nothingKnown);
    if (!nothingKnown)
        showState(Glyph::Search, {tr("Nothing matches"), list.filter() == Filter::Ended ? tr("No client that has ended matches. Ended ones stay listed, so that they can be answered for.")
                                                                                        : tr("There are clients, but none of this kind with these words.")},
                  list.isNarrowed() ? tr("Show all that live") : QString());
    else if (reading == Reading::NotPermitted)
        showState(Glyph::Lock, {tr("You may not see this"), tr("Your sign-in does not allow you to manage clients. An administrator of the authority can.")});
    else if (reading == Reading::Failed)
        showState(Glyph::Warning, {tr("The clients could not be read"), tr("The authority did not answer as expected. There may be clients that are not shown.")}, tr("Retry"));
    else if (reading == Reading::Never)
        showState(Glyph::Offline, {tr("Not connected"), tr("The authority cannot be reached, so its clients are not known here. They still die on time.")}, tr("Retry"));
    else
        showState(Glyph::Server, {tr("There are no clients yet"), tr("A client is a program that may sign in here. Make a temporary one when somebody needs access for a while: it dies by itself.")});
    showDetail();
}

void ClientsPage::showDetail()
{
    const bool chosen = m_clients.card().client();
    if (m_revealing || m_making || m_tokensOpen)
        showCard(m_revealing ? static_cast<QWidget *>(m_secret) : m_making ? static_cast<QWidget *>(m_form) : m_tokens, Card::Held);
    else
        showCard(chosen ? m_card : nullptr, chosen ? Card::Open : m_clients.list().total() > 0 ? Card::Beside : Card::None);
}

// --- one client ----------------------------------------------------------------------------------------------------------

void ClientsPage::open(const ClientRef &ref)
{
    m_clients.look();
    if (m_making || m_revealing)
        return;  // what is being entered, or shown once, is not swept away
    m_tokensOpen = false;
    m_list->choose(ref);
    m_clients.card().open(ref);
}

void ClientsPage::onChosen(const ClientRef &ref)
{
    if (m_revealing)
        return;
    if (m_making && m_form->isTouched()) {
        // Rows can be looked through while the form stands; what was entered stays until it is given up by name.
        m_clients.card().open(ref);
        return;
    }
    if (m_making)
        closeForm();
    m_tokensOpen = false;
    m_clients.card().open(ref);
    showDetail();
}

void ClientsPage::closeCard()
{
    m_clients.card().close();
    m_list->choose({});
    m_list->setFocus(Qt::OtherFocusReason);
}

void ClientsPage::onOutcome()
{
    const ClientController &card = m_clients.card();
    if (card.outcome().change != ClientController::Change::Rotate || card.outcome().progress != ClientController::Progress::Done || !card.secret())
        return;
    const console::ClientEntry &client = *card.client();
    m_revealing = true;
    m_next = {};
    m_secret->show({tr("The new secret"), client.name, client.id, card.badge(), client.expiresAt.value_or(0), client.scopes, {}, card.secret()});
    m_clients.card().forgetSecret();
    refresh();
}

// --- a new one -----------------------------------------------------------------------------------------------------------

void ClientsPage::onNew()
{
    ClientDraft::Fields fields;
    fields.owner = m_clients.draft().choices().size() == 1 ? m_console.authorities().find(m_clients.draft().choices().first())->personName() : QString();
    startNew(fields);
}

ClientDraft::Fields ClientsPage::fieldsLikeOpen() const
{
    ClientDraft::Fields fields;
    if (const console::ClientEntry *client = m_clients.card().client()) {
        fields.name = client->name;
        fields.owner = client->owner;
        fields.reason = client->reason;
        fields.ticket = client->ticket;
        fields.scopes = client->scopes;
        fields.accessScopes = client->accessScopes;
        fields.actions = client->actions;
    }
    return fields;
}

void ClientsPage::startNew(const ClientDraft::Fields &fields)
{
    if (m_making || m_revealing || !m_clients.mayManage())
        return;
    m_making = true;
    m_tokensOpen = false;
    m_clients.draft().start(fields);
    refresh();
    m_form->begin();
}

void ClientsPage::setAuthority(const console::AuthorityId &authority)
{
    m_authority = authority;
    m_clients.list().setAuthority(authority);
    refresh();
}

void ClientsPage::showTokens()
{
    if (m_making || m_revealing || !m_clients.mayManage())
        return;
    m_tokensOpen = true;
    refresh();
    m_tokens->begin(m_authority);
}

void ClientsPage::onTokenMade()
{
    console::InitialTokens &tokens = m_clients.initialTokens();
    m_revealing = true;
    m_next = {};
    const backends::InitialTokenAnswer made = tokens.made();
    tokens.forgetSecret();
    m_secret->show({tr("The token was made"), {}, base::ClientId(made.id), tokens.badge(), made.expiresAt, tokens.wish().scopes, {}, made.token, SecretPanel::What::InitialToken});
    refresh();
}

void ClientsPage::leaveForm()
{
    if (!m_form->isTouched()) {
        closeForm();
        return;
    }
    auto *ask = new widgets::AskDialog({tr("Give up this new client?"), tr("Nothing was created. What you have entered is lost."), tr("Give it up"), tr("Go on entering"),
                                        theme::ButtonRole::Plain},
                                       this);
    connect(ask, &QDialog::accepted, this, &ClientsPage::closeForm);
    ask->open();
}

void ClientsPage::closeForm()
{
    m_making = false;
    refresh();
    if (m_list->isVisible())
        m_list->setFocus(Qt::OtherFocusReason);
    else
        m_new->setFocus(Qt::OtherFocusReason);
}

void ClientsPage::onDraft()
{
    ClientDraft &draft = m_clients.draft();
    if (!m_making || draft.progress() != ClientDraft::Progress::Made)
        return;
    m_making = false;
    m_revealing = true;
    m_next = draft.made();
    QStringList missing;
    for (const QString &scope : draft.fields().scopes) {
        if (!draft.madeScopes().contains(scope))
            missing.append(scope);
    }
    SecretPanel::Issued issued{tr("The client was created"), draft.fields().name.trimmed(), draft.made().id, draft.badgeOf(draft.made().authority),
                               draft.madeEndsAt(), draft.madeScopes(), missing, draft.secret()};
    draft.forgetSecret();
    m_secret->show(issued);
    refresh();
}

void ClientsPage::onSecretDone()
{
    m_secret->clear();
    m_revealing = false;
    if (!m_next.isEmpty())
        open(m_next);
    refresh();
    if (m_tokensOpen)
        m_tokens->begin(m_clients.initialTokens().authority());
    else
        m_list->setFocus(Qt::OtherFocusReason);
}

void ClientsPage::onStateAction()
{
    if (m_clients.list().total() == 0) {
        m_console.authorities().retryAll();
        m_clients.reload();
        return;
    }
    m_search->clear();
    m_clients.list().setFilter(Filter::Alive);
    m_search->setFocus(Qt::OtherFocusReason);
}

}  // namespace countersign::clients
