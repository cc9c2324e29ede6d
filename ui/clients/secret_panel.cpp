#include "ui/clients/secret_panel.h"

#include "app/approval/visible_text.h"
#include "ui/text/client_text.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/authority_mark.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fact_sheet.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/secret_clipboard.h"
#include "ui/widgets/secret_field.h"

#include <QScrollArea>

namespace countersign::clients {

SecretPanel::SecretPanel(widgets::SecretClipboard &clipboard, QWidget *parent)
    : QWidget(parent), m_clipboard(clipboard), m_title(new widgets::PlainLabel), m_heading(new widgets::PlainLabel), m_advice(new widgets::PlainLabel),
      m_authority(new widgets::AuthorityMark(widgets::AuthorityMark::Detail::NameAndHost)),
      m_less(new widgets::Banner(theme::Tone::Warn)), m_facts(new widgets::FactSheet), m_field(new widgets::SecretField(tr("Client secret, shown once"))),
      m_note(new widgets::PlainLabel), m_copy(widgets::makeButton(theme::ButtonRole::Filled, theme::Glyph::Copy, tr("Copy the secret"))),
      m_done(widgets::makeButton(theme::ButtonRole::Plain, tr("I have stored it")))
{
    using namespace theme;
    setObjectName(QStringLiteral("secretPanel"));
    m_title->setTextStyle(style::headline);
    m_field->setObjectName(QStringLiteral("clientSecretOnce"));
    m_copy->setObjectName(QStringLiteral("copySecret"));
    m_done->setObjectName(QStringLiteral("secretStored"));
    m_note->setTextStyle(style::muted);
    auto *card = new widgets::Card;
    card->column()->setContentsMargins(space::l, space::l, space::l, space::l);
    m_heading->setTextStyle(style::title);
    auto *buttons = new widgets::FlowLayout;
    buttons->addWidget(m_copy);
    buttons->addWidget(m_done);
    for (QWidget *each : std::initializer_list<QWidget *>{m_heading, m_advice, m_field})
        card->column()->addWidget(each);
    card->column()->addLayout(buttons);
    card->column()->addWidget(m_note);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    column->setSpacing(space::m);
    for (QWidget *each : std::initializer_list<QWidget *>{m_title, m_authority, m_less, card, m_facts})
        column->addWidget(each);
    column->addStretch(1);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(widgets::makeScrollPage(content));
    connect(m_copy, &QPushButton::clicked, this, &SecretPanel::copy);
    connect(m_field, &widgets::SecretField::copyRequested, this, &SecretPanel::copy);
    connect(m_done, &QPushButton::clicked, this, &SecretPanel::onFinish);
    connect(&m_clipboard, &widgets::SecretClipboard::cleared, this, [this] {
        if (m_copied)
            m_note->setOwnText(tr("The clipboard was emptied."));
    });
}

void SecretPanel::show(const Issued &issued)
{
    m_secret = issued.secret;
    m_copied = false;
    m_what = issued.what;
    const bool isToken = m_what == What::InitialToken;
    m_heading->setOwnText(isToken ? tr("The token, shown this once") : tr("The secret, shown this once"));
    m_advice->setOwnText(isToken ? tr("Whoever holds it can register clients within its limits: put it where only the pipeline reads it. The authority keeps only a fingerprint of it.")
                                 : tr("Put it where the program reads it. The authority keeps only a fingerprint of it: what is lost here can only be replaced, never shown again."));
    m_field->setAccessibleName(isToken ? tr("Initial access token, shown once") : tr("Client secret, shown once"));
    m_title->setOwnText(issued.title);
    m_authority->setBadge(issued.badge);
    m_less->setVisible(!issued.missing.isEmpty());
    if (!issued.missing.isEmpty())
        m_less->setMessage(tr("The authority gave less than was asked for"),
                           tr("Not given: %1", "names of scopes").arg(approval::visibleText(issued.missing.join(QStringLiteral(", ")))));
    QList<widgets::Fact> facts{{isToken ? tr("Token id") : tr("Client id"), issued.id.text(), {}}};
    if (!isToken)
        facts.prepend({tr("Name"), issued.name, {}});
    if (issued.endsAt > 0)
        facts.append({tr("Ends"), text::momentText(issued.endsAt), {}});
    facts.append({tr("Scopes"), issued.scopes.isEmpty() ? (isToken ? tr("None") : tr("None. By itself it may do nothing.")) : issued.scopes.join(QStringLiteral(", ")), {}});
    m_facts->setFacts(facts);
    m_field->showSecret(m_secret);
    m_note->setOwnText(tr("When it is copied, the clipboard is emptied again after 30 seconds, and when Countersign is closed."));
    m_field->setFocus(Qt::OtherFocusReason);
    widgets::announce(*m_title);
}

void SecretPanel::clear()
{
    m_field->showSecret({});
    m_secret.reset();
}

void SecretPanel::copy()
{
    m_clipboard.copy(m_secret);
    m_copied = true;
    m_note->setOwnText(tr("Copied. The clipboard is emptied in 30 seconds."));
    widgets::announce(*m_note);
}

void SecretPanel::onFinish()
{
    if (m_copied) {
        Q_EMIT finished();
        return;
    }
    auto *ask = new widgets::AskDialog({tr("The secret was not copied"),
                                        m_what == What::InitialToken ? tr("It is not shown again. If it is not stored anywhere, revoke it and make another one.")
                                                                     : tr("It is not shown again. If it is not stored anywhere, the client needs a new one before it can be used."),
                                        tr("Go on without it"), tr("Back to the secret"), theme::ButtonRole::Plain},
                                       this);
    connect(ask, &QDialog::accepted, this, &SecretPanel::finished);
    ask->open();
}

}  // namespace countersign::clients
