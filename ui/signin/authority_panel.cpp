#include "ui/signin/authority_panel.h"

#include "app/approval/visible_text.h"
#include "ui/text/duration_text.h"
#include "ui/text/trouble_text.h"
#include "ui/widgets/authority_mark.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/fold_toggle.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/progress_line.h"

#include <QUrl>

namespace countersign::signin {

using console::SignIn;
using console::Trouble;

namespace {

// What a new sign-in mends; everything else is tried again without a browser.
bool mendedBySigningIn(Trouble trouble)
{
    return trouble == Trouble::SignInRefused || trouble == Trouble::SignInTimedOut || trouble == Trouble::BrowserUnavailable;
}

theme::Tone toneOf(Trouble trouble)
{
    const bool grave = trouble == Trouble::Tls || trouble == Trouble::WrongIssuer || trouble == Trouble::BadAnswer;
    return grave ? theme::Tone::Danger : theme::Tone::Warn;
}

}  // namespace

AuthorityPanel::AuthorityPanel(console::AuthoritySession &session, Weight weight, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_mark(new widgets::AuthorityMark(widgets::AuthorityMark::Detail::NameAndHost))
    , m_address(new widgets::PlainLabel)
    , m_sentence(new widgets::PlainLabel)
    , m_wait(new widgets::ProgressLine(QString()))
    , m_trouble(new widgets::Banner(theme::Tone::Warn))
    , m_detailText(new widgets::PlainLabel)
    , m_signIn(widgets::makeButton(weight == Weight::Main ? theme::ButtonRole::Filled : theme::ButtonRole::Plain, theme::Glyph::External, tr("Sign in")))
    , m_remove(widgets::makeButton(theme::ButtonRole::Quiet, tr("Remove this authority")))
{
    m_details = new widgets::Fold(tr("Details for whoever looks into it"), m_detailText);
    m_detailText->setTextStyle(theme::style::code);
    m_detailText->setCopyable(widgets::PlainLabel::Copy::Yes);
    m_address->setTextStyle(theme::style::value);
    m_sentence->setTextStyle(theme::style::muted);
    m_signIn->setObjectName(QStringLiteral("signInButton"));
    m_remove->setObjectName(QStringLiteral("removeAuthorityButton"));
    if (!isLocal())
        m_wait->setCancellable();
    auto *card = new widgets::Card;
    card->column()->setContentsMargins(theme::space::l, theme::space::l, theme::space::l, theme::space::l);
    for (QWidget *each : std::initializer_list<QWidget *>{m_mark, m_address, m_sentence, m_wait, m_trouble, m_details})
        card->column()->addWidget(each);
    auto *foot = new widgets::FlowLayout;
    foot->addWidget(m_signIn);
    foot->addWidget(m_remove);
    card->column()->addSpacing(theme::space::xs);
    card->column()->addLayout(foot);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    m_tick.setInterval(500);
    connect(&m_tick, &QTimer::timeout, this, &AuthorityPanel::refreshWait);
    connect(&m_session, &console::AuthoritySession::changed, this, &AuthorityPanel::refresh);
    connect(m_signIn, &QPushButton::clicked, &m_session, &console::AuthoritySession::signIn);
    connect(m_wait, &widgets::ProgressLine::cancelRequested, &m_session, &console::AuthoritySession::cancelSignIn);
    connect(m_trouble, &widgets::Banner::actionRequested, this, &AuthorityPanel::onBannerAction);
    connect(m_remove, &QPushButton::clicked, this, &AuthorityPanel::removeRequested);
    refresh();
}

void AuthorityPanel::refresh()
{
    const SignIn state = m_session.signInState();
    const bool busy = state == SignIn::SigningIn || (state == SignIn::Unknown && m_session.trouble() == Trouble::None);
    const bool signedOut = !busy && state != SignIn::SignedIn;
    m_mark->setBadge(m_session.badge());
    m_address->setText(m_session.issuer());
    // The host alone stands above; a path or a scheme that is not https deserves a line of its own.
    m_address->setVisible(!isLocal() && m_session.issuer() != QStringLiteral("https://") + m_session.badge().host);
    m_wait->setVisible(busy);
    if (state == SignIn::SigningIn && !isLocal())
        m_tick.start();
    else
        m_tick.stop();
    refreshWait();
    const bool askPerson = m_session.trouble() == Trouble::None || mendedBySigningIn(m_session.trouble());
    m_sentence->setVisible(!busy && m_session.trouble() == Trouble::None);
    if (state == SignIn::SignedIn)
        m_sentence->setOwnText(tr("Signed in as %1.").arg(approval::visibleText(m_session.personName())));
    else if (isLocal())
        m_sentence->setOwnText(tr("The authority on this computer is started together with this window."));
    else
        m_sentence->setOwnText(tr("Sign in opens your web browser at this address. Check it there as well: your password is never typed into this window."));
    m_signIn->setVisible(signedOut && askPerson && !isLocal());
    m_remove->setVisible(signedOut);
    showTrouble();
}

void AuthorityPanel::refreshWait()
{
    if (m_session.signInState() != SignIn::SigningIn) {
        m_wait->setWhat(isLocal() ? tr("Starting the authority on this computer…") : tr("Asking the authority…"));
        return;
    }
    if (isLocal()) {
        m_wait->setWhat(tr("Starting the authority on this computer…"));
        return;
    }
    const qint64 left = m_session.signInLeftMs();
    m_wait->setWhat(tr("Finish the sign-in in your web browser. %1 left.").arg(text::duration(std::chrono::milliseconds(left))));
    m_wait->setFraction(static_cast<double>(left) / static_cast<double>(console::AuthoritySession::kSignInMs));
}

void AuthorityPanel::showTrouble()
{
    const Trouble trouble = m_session.trouble();
    const bool wanted = trouble != Trouble::None && m_session.signInState() != SignIn::SigningIn;
    m_trouble->setVisible(wanted);
    m_details->setVisible(wanted && !m_session.troubleDetail().isEmpty());
    if (!wanted)
        return;
    m_trouble->setTone(toneOf(trouble));
    m_trouble->setMessage(text::troubleTitle(trouble), text::troubleSentence(trouble));
    m_trouble->setAction(trouble == Trouble::KeychainAbsent ? tr("Continue in memory only") : mendedBySigningIn(trouble) ? QString() : tr("Retry"));
    m_detailText->setText(m_session.troubleDetail());
}

void AuthorityPanel::onBannerAction()
{
    if (m_session.trouble() == Trouble::KeychainAbsent)
        Q_EMIT memoryRequested();
    else
        Q_EMIT retryRequested();
}

}  // namespace countersign::signin
