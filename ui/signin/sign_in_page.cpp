#include "ui/signin/sign_in_page.h"

#include "app/approval/visible_text.h"
#include "ui/signin/authority_panel.h"
#include "ui/signin/choice_panel.h"
#include "ui/signin/issuer_panel.h"
#include "ui/signin/keychain_panel.h"
#include "ui/theme/icons.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/glyph_view.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/scroll_page.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::signin {

using KeychainState = console::Console::KeychainState;

SignInPage::SignInPage(console::Console &console, QWidget *parent) : QWidget(parent), m_console(console)
{
    setObjectName(QStringLiteral("signInPage"));
    build();
    connectPanels();
    for (int row = 0; row < m_console.authorities().rowCount(); ++row)
        addPanel(m_console.authorities().at(row));
    noteSignIns();
    refresh();
}

void SignInPage::build()
{
    auto *content = new QWidget;
    auto *middle = new QHBoxLayout(content);
    middle->setContentsMargins(theme::space::xl, theme::space::xxl, theme::space::xl, theme::space::xl);
    auto *box = new QWidget;
    box->setMaximumWidth(std::max(560, fontMetrics().averageCharWidth() * 72));
    middle->addStretch(1);
    middle->addWidget(box, 100);
    middle->addStretch(1);
    m_column = new QVBoxLayout(box);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme::space::m);
    auto *mark = new widgets::GlyphView(theme::Glyph::Countersign, theme::Ink::Accent);
    mark->setSide(2 * theme::scaledIconSize());
    m_title = new widgets::PlainLabel;
    m_title->setTextStyle(theme::style::headline);
    m_sentence = new widgets::PlainLabel;
    m_sentence->setTextStyle(theme::style::muted);
    m_memoryNote = new widgets::Banner(theme::Tone::Neutral);
    m_memoryNote->setMessage(tr("This session is kept in memory only"), tr("It ends when Countersign is closed, because there is no keychain to keep it."));
    m_keychain = new KeychainPanel;
    m_choice = new ChoicePanel;
    m_issuer = new IssuerPanel;
    m_back = widgets::makeButton(theme::ButtonRole::Quiet, tr("Back"));
    m_back->setObjectName(QStringLiteral("choiceBackButton"));
    m_panelColumn = new QVBoxLayout;
    m_panelColumn->setSpacing(theme::space::m);
    m_column->addStretch(2);
    m_column->addWidget(mark, 0, Qt::AlignLeft);
    for (QWidget *each : std::initializer_list<QWidget *>{m_title, m_sentence, m_memoryNote, m_keychain, m_choice, m_issuer})
        m_column->addWidget(each);
    m_column->addLayout(m_panelColumn);
    m_column->addWidget(m_back, 0, Qt::AlignLeft);
    m_column->addStretch(3);
    auto *scroll = widgets::makeScrollPage(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
}

void SignInPage::connectPanels()
{
    connect(&m_console, &console::Console::changed, this, &SignInPage::refresh);
    connect(&m_console.authorities(), &console::AuthorityList::added, this, &SignInPage::addPanel);
    connect(&m_console.authorities(), &console::AuthorityList::aboutToRemove, this, &SignInPage::dropPanel);
    connect(&m_console.authorities(), &console::AuthorityList::anyChanged, this, &SignInPage::noteSignIns);
    connect(m_keychain, &KeychainPanel::retryRequested, &m_console, &console::Console::checkKeychain);
    connect(m_keychain, &KeychainPanel::memoryRequested, &m_console, &console::Console::acceptMemoryOnly);
    connect(m_choice, &ChoicePanel::localRequested, this, &SignInPage::startLocal);
    connect(m_choice, &ChoicePanel::connectRequested, this, [this] {
        m_step = Step::TypeIssuer;
        refresh();
        m_issuer->begin();
    });
    connect(m_issuer, &IssuerPanel::issuerEntered, this, &SignInPage::connectTo);
    connect(m_issuer, &IssuerPanel::backRequested, this, [this] {
        m_step = Step::Choose;
        refresh();
        m_choice->focusFirst();
    });
    connect(static_cast<QPushButton *>(m_back), &QPushButton::clicked, this, [this] {
        m_step = Step::Follow;
        refresh();
        Q_EMIT finished();
    });
}

bool SignInPage::keychainInTheWay() const
{
    return m_console.keychain() == KeychainState::Locked || m_console.keychain() == KeychainState::Absent;
}

void SignInPage::setTitle(const QString &title, const QString &sentence)
{
    m_title->setOwnText(title);
    m_sentence->setOwnText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

void SignInPage::refresh()
{
    const bool keychain = keychainInTheWay();
    const bool none = m_panels.isEmpty();
    const bool issuer = !keychain && m_step == Step::TypeIssuer;
    const bool choose = !keychain && !issuer && (none || m_step == Step::Choose);
    m_keychain->setVisible(keychain);
    if (keychain)
        m_keychain->setState(m_console.keychain());
    m_memoryNote->setVisible(m_console.keychain() == KeychainState::MemoryOnly);
    m_choice->setVisible(choose);
    m_issuer->setVisible(issuer);
    m_back->setVisible(choose && !none);
    for (AuthorityPanel *panel : std::as_const(m_panels))
        panel->setVisible(!keychain && !choose && !issuer);
    if (keychain)
        setTitle(tr("Before you begin"), {});
    else if (choose || issuer)
        setTitle(none ? tr("Welcome to Countersign") : tr("Add an authority"),
                 none ? tr("Programs ask, you decide: each sensitive action is shown to you first, and runs once or not at all.") : QString());
    else
        setTitle(tr("Sign in"), m_panels.size() > 1 ? tr("Each authority has its own colour, here and on every request.") : QString());
}

void SignInPage::showChoices()
{
    m_step = Step::Choose;
    refresh();
    m_choice->focusFirst();
}

void SignInPage::addPanel(console::AuthoritySession *session)
{
    const auto weight = m_panels.isEmpty() ? AuthorityPanel::Weight::Main : AuthorityPanel::Weight::OneOfMany;
    auto *panel = new AuthorityPanel(*session, weight);
    connect(panel, &AuthorityPanel::retryRequested, this, [this, session] { retry(*session); });
    connect(panel, &AuthorityPanel::memoryRequested, &m_console, &console::Console::acceptMemoryOnly);
    connect(panel, &AuthorityPanel::removeRequested, this, [this, session] { askToRemove(*session); });
    m_panels.append(panel);
    m_panelColumn->addWidget(panel);
    refresh();
}

void SignInPage::dropPanel(const console::AuthoritySession *session)
{
    const auto found = std::find_if(m_panels.begin(), m_panels.end(), [session](const AuthorityPanel *panel) { return &panel->session() == session; });
    if (found == m_panels.end())
        return;
    // At once: the session goes with this call.
    delete *found;
    m_panels.erase(found);
    refresh();
}

void SignInPage::connectTo(const QString &issuer)
{
    const base::Status status = m_console.connectTo(issuer);
    if (!status) {
        m_issuer->showError(status.error().code == base::Errc::Conflict
                                ? tr("You are connected to this authority already.")
                                : tr("This is not an address that can be used. It begins with https:// and holds a host and perhaps a port and a path, and "
                                     "nothing else; http:// is allowed for 127.0.0.1 alone."));
        return;
    }
    m_step = Step::Follow;
    refresh();
}

void SignInPage::startLocal()
{
    m_step = Step::Follow;
    m_console.startLocal();
    refresh();
}

void SignInPage::retry(console::AuthoritySession &session)
{
    if (session.trouble() == console::Trouble::KeychainLocked)
        m_console.checkKeychain();
    session.retry();
}

void SignInPage::askToRemove(const console::AuthoritySession &session)
{
    const console::AuthorityId id = session.id();
    const QString name = session.badge().name.isEmpty() ? session.badge().host : session.badge().name;
    auto *ask = new widgets::AskDialog({tr("Remove %1?").arg(approval::visibleText(name)),
                                        tr("The session ends at the authority if it can be reached, and the sign-in kept on this computer is deleted. You can "
                                           "connect again at any time."),
                                        tr("Remove"), tr("Keep it"), theme::ButtonRole::DangerFilled},
                                       this);
    connect(ask, &QDialog::accepted, this, [this, id] { m_console.forget(id); });
    ask->open();
}

void SignInPage::noteSignIns()
{
    int now = 0;
    for (const AuthorityPanel *panel : std::as_const(m_panels))
        now += panel->session().signInState() == console::SignIn::SignedIn ? 1 : 0;
    const bool more = now > m_signedIn;
    m_signedIn = now;
    if (more)
        Q_EMIT finished();
}

}  // namespace countersign::signin
