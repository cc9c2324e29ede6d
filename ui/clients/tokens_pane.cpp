#include "ui/clients/tokens_pane.h"

#include "app/approval/visible_text.h"
#include "ui/clients/token_form.h"
#include "ui/text/client_text.h"
#include "ui/text/duration_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/fact_sheet.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/own_text.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/scroll_page.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace countersign::clients {

using approval::visibleText;
using console::InitialToken;
using console::InitialTokens;
using Progress = InitialTokens::Progress;
using widgets::ownText;
using widgets::PlainLabel;

namespace {

QString stateWord(const InitialToken &token, qint64 now)
{
    if (token.revokedAt)
        return TokensPane::tr("Revoked", "an initial access token");
    if (token.expiresAt <= now)
        return TokensPane::tr("Over", "an initial access token");
    return token.usesLeft == 0 ? TokensPane::tr("Used up", "an initial access token") : TokensPane::tr("Works", "an initial access token");
}

QString joined(const QStringList &names)
{
    return names.isEmpty() ? TokensPane::tr("None") : names.join(QStringLiteral(", "));
}

}  // namespace

TokensPane::TokensPane(console::Clients &clients, QWidget *parent) : QWidget(parent), m_clients(clients), m_tokens(clients.initialTokens())
{
    using namespace theme;
    setObjectName(QStringLiteral("tokensPane"));
    m_outcome = new widgets::Banner(Tone::Neutral);
    m_loading = new widgets::ProgressLine(tr("Reading the tokens…"));
    m_state = ownText({}, style::muted);
    m_form = new TokenForm(clients.catalogues());
    m_form->hide();
    auto *rows = new QWidget;
    m_rows = new QVBoxLayout(rows);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(space::m);
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::m);
    column->setSpacing(space::m);
    for (QWidget *each : std::initializer_list<QWidget *>{makeHead(), m_outcome, m_form, m_loading, m_state, rows})
        column->addWidget(each);
    column->addStretch(1);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(widgets::makeScrollPage(body), 1);
    m_question = makeQuestion();
    outer->addWidget(m_question);
    connect(&m_tokens, &InitialTokens::changed, this, &TokensPane::refresh);
    connect(m_form, &TokenForm::cancelled, this, &TokensPane::stop);
    connect(m_form, &TokenForm::submitted, &m_tokens, &InitialTokens::create);
    refresh();
}

QWidget *TokensPane::makeHead()
{
    using namespace theme;
    m_which = new QComboBox;
    m_which->setObjectName(QStringLiteral("tokenAuthority"));
    m_which->setAccessibleName(tr("Authority"));
    m_new = widgets::makeButton(ButtonRole::Plain, Glyph::Plus, tr("New token"));
    m_new->setObjectName(QStringLiteral("newToken"));
    QPushButton *close = widgets::makeButton(ButtonRole::Quiet, tr("Close"));
    close->setObjectName(QStringLiteral("closeTokens"));
    auto *head = new QWidget;
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(ownText(tr("Initial access tokens"), style::headline));
    column->addWidget(ownText(tr("Whoever holds one may register temporary clients, so many and until then, which have no more than it names. Nobody approves them one by one."), style::muted));
    auto *line = new widgets::FlowLayout;
    for (QWidget *each : std::initializer_list<QWidget *>{m_which, m_new, close})
        line->addWidget(each);
    column->addLayout(line);
    connect(m_which, &QComboBox::activated, this, [this] {
        stop();
        m_tokens.open(console::AuthorityId(m_which->currentData().toString()));
    });
    connect(m_new, &QPushButton::clicked, this, [this] {
        stop();
        m_tokens.forgetOutcome();
        m_form->show();
        m_form->begin(m_tokens.authority());
        refresh();
    });
    connect(close, &QPushButton::clicked, this, &TokensPane::closed);
    return head;
}

QWidget *TokensPane::makeQuestion()
{
    using namespace theme;
    m_questionText = new PlainLabel;
    m_reason = new QLineEdit;
    m_reason->setObjectName(QStringLiteral("tokenReason"));
    m_reason->setAccessibleName(tr("Why it is revoked"));
    m_reason->setPlaceholderText(tr("Why it is revoked; stands in the log"));
    m_reason->setMaxLength(500);
    m_revoke = widgets::makeButton(ButtonRole::DangerFilled, tr("Revoke it"));
    m_revoke->setObjectName(QStringLiteral("confirmRevokeToken"));
    QPushButton *keep = widgets::makeButton(ButtonRole::Plain, tr("Keep it"));
    keep->setObjectName(QStringLiteral("keepToken"));
    auto *question = new QWidget;
    auto *column = new QVBoxLayout(question);
    column->setContentsMargins(space::xl, space::s, space::xl, space::l);
    column->setSpacing(space::s);
    column->addWidget(m_questionText);
    column->addWidget(m_reason);
    auto *line = new widgets::FlowLayout;
    line->addWidget(m_revoke);
    line->addWidget(keep);
    column->addLayout(line);
    question->hide();
    connect(m_reason, &QLineEdit::textChanged, this, &TokensPane::refresh);
    connect(keep, &QPushButton::clicked, this, &TokensPane::stop);
    connect(m_revoke, &QPushButton::clicked, this, [this] {
        const QString id = m_asked, reason = m_reason->text();
        stop();
        m_tokens.revoke(id, reason);
    });
    return question;
}

void TokensPane::begin(const console::AuthorityId &preferred)
{
    stop();
    const QList<console::AuthorityId> choices = m_clients.draft().choices();
    const console::AuthorityId first = choices.contains(preferred) || choices.isEmpty() ? preferred : choices.first();
    if (m_tokens.authority() == first)
        m_tokens.reload();
    else
        m_tokens.open(first);
    m_tokens.forgetOutcome();
    fillAuthorities();
    m_new->setFocus(Qt::OtherFocusReason);
}

void TokensPane::fillAuthorities()
{
    const QList<console::AuthorityId> choices = m_clients.draft().choices();
    m_which->clear();
    for (const console::AuthorityId &id : choices) {
        const console::AuthorityBadge badge = m_clients.draft().badgeOf(id);
        m_which->addItem(visibleText(badge.name.isEmpty() ? badge.host : badge.name), id.text());
    }
    m_which->setCurrentIndex(m_which->findData(m_tokens.authority().text()));
    m_which->setVisible(choices.size() > 1);
}

QWidget *TokensPane::makeRow(const InitialToken &token)
{
    const qint64 now = m_tokens.now();
    const bool works = token.isUsable(now);
    auto *card = new widgets::Card;
    card->setObjectName(QStringLiteral("tokenRow"));
    auto *top = new QHBoxLayout;
    top->addWidget(new widgets::Chip(stateWord(token, now), {works ? theme::Tone::Ok : theme::Tone::Neutral, widgets::Chip::Mark::None, widgets::Chip::Look::Soft}), 0, Qt::AlignTop);
    auto *id = new PlainLabel(token.id, theme::style::code);
    top->addWidget(id, 1);
    card->column()->addLayout(top);
    auto *facts = new widgets::FactSheet;
    facts->setFacts({{tr("Made by"), token.createdBy, {}},
                     {tr("Works until"), text::momentText(token.expiresAt), {}},
                     {tr("Clients left"), QString::number(token.usesLeft), {}},
                     {tr("Longest life"), text::duration(std::chrono::seconds(token.maxClientTtl)), {}},
                     {tr("Scopes"), joined(token.scopes), {}},
                     {tr("With an approval"), joined(token.accessScopes), {}},
                     {tr("Requests"), joined(token.actions), {}}});
    card->column()->addWidget(facts);
    if (works) {
        QPushButton *revoke = widgets::makeButton(theme::ButtonRole::Danger, tr("Revoke…"));
        revoke->setObjectName(QStringLiteral("revokeToken"));
        revoke->setEnabled(m_tokens.isConnected());
        card->column()->addWidget(revoke, 0, Qt::AlignLeft);
        connect(revoke, &QPushButton::clicked, this, [this, token] { ask(token.id); });
    }
    return card;
}

void TokensPane::refresh()
{
    const bool asked = m_tokens.progress() == Progress::Asked;
    const bool connected = m_tokens.isConnected();
    if (m_tokens.progress() == Progress::Made && m_tokens.made().token) {
        m_form->hide();
        Q_EMIT made();
        return;
    }
    m_new->setEnabled(connected && !asked && m_form->isHidden());
    m_form->setReady(connected && !asked ? TokenForm::Ready::Yes : TokenForm::Ready::No);
    m_question->setVisible(!m_asked.isEmpty());
    m_revoke->setEnabled(connected && !asked && !m_reason->text().trimmed().isEmpty());
    const bool empty = m_tokens.tokens().isEmpty();
    m_loading->setVisible(empty && m_tokens.reading() == InitialTokens::Reading::Now);
    m_state->setVisible(!m_loading->isVisibleTo(this) && (empty || m_tokens.reading() == InitialTokens::Reading::Failed));
    m_state->setOwnText(m_tokens.reading() == InitialTokens::Reading::Failed ? tr("The tokens could not be read; what stands here is from before.")
                        : !connected                                         ? tr("The authority cannot be reached, so its tokens are not known here.")
                                                                             : tr("There is none: nobody registers clients without an administrator or an approval."));
    showOutcome();
    fillRows();
}

void TokensPane::fillRows()
{
    if (m_filled && m_shown == m_tokens.tokens())
        return;
    m_filled = true;
    m_shown = m_tokens.tokens();
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const InitialToken &token : std::as_const(m_shown))
        m_rows->addWidget(makeRow(token));
}

void TokensPane::showOutcome()
{
    const Progress progress = m_tokens.progress();
    m_outcome->setVisible(progress == Progress::Revoked || progress == Progress::Refused || progress == Progress::Unknown);
    if (progress == Progress::Revoked) {
        m_outcome->setTone(theme::Tone::Ok);
        m_outcome->setMessage(tr("The token is revoked"), tr("Nobody can register a client with it any more. Clients registered with it live on until their own end."));
    } else if (progress == Progress::Refused) {
        const QString why = text::clientRefusalSentence(m_tokens.refusal());
        m_outcome->setTone(theme::Tone::Danger);
        //: %1 is a sentence of ours, %2 what the authority said, in its words.
        m_outcome->setMessage(tr("Nothing was changed"), m_tokens.detail().isEmpty() ? why : tr("%1 It says: %2").arg(why, visibleText(m_tokens.detail())));
    } else if (progress == Progress::Unknown) {
        m_outcome->setTone(theme::Tone::Warn);
        m_outcome->setMessage(tr("It is not known whether this was done"), tr("No answer came. If there is a new token, nobody has seen it: revoke it and make another one."));
    }
}

void TokensPane::ask(const QString &id)
{
    m_tokens.forgetOutcome();
    m_asked = id;
    m_questionText->setOwnText(tr("Revoke %1? It cannot be used again; clients registered with it live on.").arg(visibleText(id)));
    m_reason->clear();
    refresh();
    m_reason->setFocus(Qt::OtherFocusReason);
}

void TokensPane::stop()
{
    m_asked.clear();
    m_form->hide();
    refresh();
    m_new->setFocus(Qt::OtherFocusReason);
}

void TokensPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        QWidget::keyPressEvent(event);
    else if (m_asked.isEmpty() && m_form->isHidden())
        Q_EMIT closed();
    else
        stop();
}

}  // namespace countersign::clients
