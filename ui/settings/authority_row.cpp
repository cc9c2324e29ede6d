#include "ui/settings/authority_row.h"

#include "app/approval/visible_text.h"
#include "ui/text/trouble_text.h"
#include "ui/settings/devices_panel.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/authority_mark.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/fold_toggle.h"
#include "ui/widgets/plain_text.h"

#include <QVBoxLayout>

namespace countersign::settings {

using console::AuthoritySession;
using console::SignIn;

AuthorityRow::AuthorityRow(AuthoritySession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_devices(session)
    , m_keys(new widgets::Fold(tr("Keys of all your computers"), new DevicesPanel(m_devices)))
    , m_mark(new widgets::AuthorityMark(widgets::AuthorityMark::Detail::NameAndHost))
    , m_state(new widgets::PlainLabel)
    , m_keyLabel(new widgets::PlainLabel)
    , m_key(new widgets::PlainLabel)
    , m_signIn(widgets::makeButton(theme::ButtonRole::Plain, theme::Glyph::External, tr("Sign in")))
    , m_signOut(widgets::makeButton(theme::ButtonRole::Plain, tr("Sign out")))
    , m_remove(widgets::makeButton(theme::ButtonRole::Danger, tr("Remove")))
{
    m_state->setTextStyle(theme::style::muted);
    m_keyLabel->setTextStyle(theme::style::caption);
    m_keyLabel->setOwnText(tr("Key of this computer, by its thumbprint:"));
    m_key->setTextStyle(theme::style::code);
    m_key->setCopyable(widgets::PlainLabel::Copy::Yes);
    m_keys->button()->setObjectName(QStringLiteral("settingsKeys"));
    m_signIn->setObjectName(QStringLiteral("settingsSignIn"));
    m_signOut->setObjectName(QStringLiteral("settingsSignOut"));
    m_remove->setObjectName(QStringLiteral("settingsRemove"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme::space::xs, 0, theme::space::xs);
    column->setSpacing(theme::space::xs);
    for (QWidget *each : std::initializer_list<QWidget *>{m_mark, m_state, m_keyLabel, m_key, m_keys})
        column->addWidget(each);
    auto *foot = new widgets::FlowLayout;
    for (QWidget *each : {m_signIn, m_signOut, m_remove})
        foot->addWidget(each);
    column->addLayout(foot);
    connect(&m_session, &AuthoritySession::changed, this, &AuthorityRow::refresh);
    connect(m_signIn, &QPushButton::clicked, &m_session, &AuthoritySession::signIn);
    connect(m_signOut, &QPushButton::clicked, this, &AuthorityRow::askToSignOut);
    connect(m_remove, &QPushButton::clicked, this, &AuthorityRow::askToRemove);
    refresh();
}

QString AuthorityRow::name() const
{
    const console::AuthorityBadge &badge = m_session.badge();
    return approval::visibleText(badge.name.isEmpty() ? badge.host : badge.name);
}

void AuthorityRow::refresh()
{
    const bool local = m_session.kind() == AuthoritySession::Kind::Local;
    const SignIn state = m_session.signInState();
    m_mark->setBadge(m_session.badge());
    m_signIn->setVisible(!local && (state == SignIn::SignedOut || state == SignIn::Unknown));
    m_signOut->setVisible(!local && state == SignIn::SignedIn);
    const QString key = state == SignIn::SignedIn ? m_session.device().text() : QString();
    m_keyLabel->setVisible(!key.isEmpty());
    m_key->setVisible(!key.isEmpty());
    m_key->setText(key);
    m_keys->setVisible(state == SignIn::SignedIn);
    if (state == SignIn::SignedIn)
        m_state->setOwnText(tr("Signed in as %1.").arg(approval::visibleText(m_session.personName())));
    else if (state == SignIn::SigningIn)
        m_state->setOwnText(local ? tr("Starting…") : tr("Waiting for the sign-in in your browser…"));
    else if (m_session.trouble() != console::Trouble::None)
        m_state->setOwnText(tr("%1. %2").arg(text::troubleTitle(m_session.trouble()), text::troubleSentence(m_session.trouble())));
    else
        m_state->setOwnText(tr("Signed out."));
}

void AuthorityRow::askToSignOut()
{
    auto *ask = new widgets::AskDialog({tr("Sign out of %1?").arg(name()),
                                        tr("Your session there is revoked, and the sign-in kept in your keychain is deleted. The authority stays in this list, "
                                           "and what it asks is no longer shown until you sign in again."),
                                        tr("Sign out"), tr("Stay signed in"), theme::ButtonRole::DangerFilled},
                                       this);
    connect(ask, &QDialog::accepted, &m_session, &AuthoritySession::signOut);
    ask->open();
}

void AuthorityRow::askToRemove()
{
    const bool local = m_session.kind() == AuthoritySession::Kind::Local;
    auto *ask = new widgets::AskDialog({tr("Remove %1?").arg(name()),
                                        local ? tr("The authority on this computer is stopped, and programs can no longer ask it. Its data stay on the disk, and "
                                                   "you can start it again.")
                                              : tr("Your session there is revoked, the sign-in kept in your keychain is deleted, and the authority leaves this "
                                                   "list. You can connect again at any time."),
                                        tr("Remove"), tr("Keep it"), theme::ButtonRole::DangerFilled},
                                       this);
    connect(ask, &QDialog::accepted, this, &AuthorityRow::removeConfirmed);
    ask->open();
}

}  // namespace countersign::settings
