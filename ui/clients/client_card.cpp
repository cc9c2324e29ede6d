#include "ui/clients/client_card.h"

#include "app/approval/visible_text.h"
#include "ui/clients/change_panel.h"
#include "ui/clients/scope_rows.h"
#include "ui/text/client_text.h"
#include "ui/text/duration_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/authority_mark.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/fact_sheet.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/half_life_bar.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/scroll_page.h"

#include <QKeyEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace countersign::clients {

using approval::visibleText;
using console::ClientController;
using console::ClientEntry;
using console::ClientStatus;
using console::Idleness;
using console::ScopeLookup;
using Progress = ClientController::Progress;
using widgets::Fact;
using widgets::PlainLabel;

namespace {

PlainLabel *heading(const QString &text)
{
    auto *label = new PlainLabel;
    label->setTextStyle(theme::style::title);
    label->setOwnText(text);
    return label;
}

constexpr qsizetype kMostRows = 50;  // of one list; more are counted

// The last row of a list that is not shown whole.
void addMore(QList<Fact> &facts, qsizetype all)
{
    if (all > kMostRows)
        facts.append({ClientCard::tr("More"), ClientCard::tr("%n further ones", nullptr, static_cast<int>(all - kMostRows)), {}});
}

QString joined(const QStringList &texts)
{
    return texts.join(QStringLiteral(", "));
}

// What the authority calls a kind of token.
QString kindWord(const QString &kind)
{
    if (kind == QLatin1String("base_token"))
        return ClientCard::tr("Base token");
    if (kind == QLatin1String("credential"))
        return ClientCard::tr("Credential");
    if (kind == QLatin1String("access"))
        return ClientCard::tr("Window");
    return kind == QLatin1String("session") ? ClientCard::tr("Session") : kind.isEmpty() ? ClientCard::tr("Token") : kind;
}

bool isOver(ClientStatus status)
{
    return status == ClientStatus::Expired || status == ClientStatus::Revoked;
}

}  // namespace

ClientCard::ClientCard(ClientController &controller, ScopeLookup &catalogues, QWidget *parent)
    : QWidget(parent), m_controller(controller), m_catalogues(catalogues), m_kind(new widgets::Chip(QString())), m_name(new PlainLabel),
      m_authority(new widgets::AuthorityMark(widgets::AuthorityMark::Detail::NameAndHost)), m_life(new widgets::HalfLifeBar), m_left(new PlainLabel),
      m_end(new widgets::Banner(theme::Tone::Neutral)), m_remark(new widgets::Banner(theme::Tone::Warn)), m_stale(new widgets::Banner(theme::Tone::Warn)),
      m_outcome(new widgets::Banner(theme::Tone::Neutral)), m_facts(new widgets::FactSheet), m_tokens(new widgets::FactSheet), m_history(new widgets::FactSheet),
      m_tokensTitle(heading({})), m_tokensNone(new PlainLabel), m_historyTitle(heading(tr("What happened"))), m_scopes(new ScopeRows), m_access(new ScopeRows),
      m_accessTitle(heading(tr("What it may have with an approval only"))), m_question(new ChangePanel),
      m_actions(new QWidget), m_mayNot(new PlainLabel), m_another(widgets::makeButton(theme::ButtonRole::Plain, tr("New one like this")))
{
    setObjectName(QStringLiteral("clientCard"));
    m_name->setTextStyle(theme::style::headline);
    m_name->setObjectName(QStringLiteral("clientName"));
    m_left->setTextStyle({theme::Type::Body, theme::Weight::Regular, theme::Face::Figures, theme::Ink::Muted});
    m_tokensNone->setTextStyle(theme::style::muted);
    m_mayNot->setTextStyle(theme::style::muted);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(widgets::makeScrollPage(makeBody()), 1);
    outer->addWidget(makeFoot());
    connect(&m_controller, &ClientController::opened, this, [this] {
        m_shown.reset();
        stopAsking();
        refresh();
    });
    connect(&m_controller, &ClientController::changed, this, &ClientCard::refresh);
    connect(&m_controller, &ClientController::outcomeChanged, this, &ClientCard::refresh);
    connect(&m_catalogues, &ScopeLookup::changed, this, [this](const console::AuthorityId &authority) {
        if (authority == m_controller.ref().authority)
            showScopes();
    });
    connect(m_question, &ChangePanel::cancelled, this, &ClientCard::stopAsking);
    connect(m_question, &ChangePanel::confirmed, this, &ClientCard::carryOut);
    connect(m_stale, &widgets::Banner::actionRequested, &m_controller, &ClientController::reload);
    connect(m_another, &QPushButton::clicked, this, &ClientCard::anotherRequested);
    refresh();
}

QWidget *ClientCard::makeBody()
{
    using namespace theme;
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::m);
    column->setSpacing(space::m);
    column->addWidget(m_kind, 0, Qt::AlignLeft);
    column->addWidget(m_name);
    for (QWidget *each : std::initializer_list<QWidget *>{m_authority, m_life, m_left, m_end, m_stale, m_remark, m_facts})
        column->addWidget(each);
    column->addSpacing(space::xs);
    column->addWidget(heading(tr("What it may do")));
    column->addWidget(m_scopes);
    column->addWidget(m_accessTitle);
    column->addWidget(m_access);
    column->addSpacing(space::xs);
    for (QWidget *each : std::initializer_list<QWidget *>{m_tokensTitle, m_tokensNone, m_tokens})
        column->addWidget(each);
    column->addSpacing(space::xs);
    column->addWidget(m_historyTitle);
    column->addWidget(m_history);
    column->addStretch(1);
    return body;
}

QPushButton *ClientCard::makeAction(Change change, const QString &text)
{
    using theme::ButtonRole;
    QPushButton *button = widgets::makeButton(change == Change::Revoke ? ButtonRole::Danger : ButtonRole::Plain, text);
    m_buttons.append({change, button});
    connect(button, &QPushButton::clicked, this, [this, change] { ask(change); });
    return button;
}

QWidget *ClientCard::makeFoot()
{
    using namespace theme;
    auto *foot = new QWidget;
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(space::xl, space::s, space::xl, space::l);
    column->setSpacing(space::s);
    auto *line = new widgets::FlowLayout(m_actions);
    line->setContentsMargins(0, 0, 0, 0);
    struct Action {
        Change change;
        QString text;
        const char *name;
    };
    for (const Action &action : {Action{Change::Extend, tr("Extend…"), "extendClient"}, Action{Change::Rotate, tr("New secret…"), "rotateSecret"},
                                 Action{Change::Freeze, tr("Freeze…"), "freezeClient"}, Action{Change::Unfreeze, tr("Let it go on…"), "unfreezeClient"},
                                 Action{Change::Revoke, tr("Revoke…"), "revokeClient"}}) {
        QPushButton *button = makeAction(action.change, action.text);
        button->setObjectName(QString::fromLatin1(action.name));
        line->addWidget(button);
    }
    m_another->setObjectName(QStringLiteral("anotherClient"));
    line->addWidget(m_another);
    for (QWidget *each : std::initializer_list<QWidget *>{m_outcome, m_question, m_mayNot, m_actions})
        column->addWidget(each);
    m_question->hide();
    return foot;
}

// --- what is known -------------------------------------------------------------------------------------------------------

QList<Fact> ClientCard::facts() const
{
    const ClientEntry &client = *m_controller.client();
    QList<Fact> facts{{tr("Client id"), client.id.text(), {}}, {tr("Owner"), client.owner, {}}};
    // A name that is not what it seems is told of with the reason why.
    if (approval::inspect(client.name).suspicious())
        facts.prepend({tr("Name"), client.name, {}});
    const auto add = [&facts](const QString &label, const QString &value) {
        if (!value.isEmpty())
            facts.append({label, value, {}});
    };
    add(tr("Reason"), client.reason);
    add(tr("Ticket"), client.ticket);
    //: %1 is a moment, %2 a person or program.
    add(tr("Registered"), client.registeredBy.isEmpty() ? text::momentText(client.registeredAt) : tr("%1 by %2").arg(text::momentText(client.registeredAt), client.registeredBy));
    if (client.temporary)
        add(tr("Ends"), client.extensions > 0 ? tr("%1, extended %n times", nullptr, static_cast<int>(client.extensions)).arg(text::momentText(*client.expiresAt))
                                              : text::momentText(*client.expiresAt));
    else
        add(tr("Ends"), isOver(m_controller.status()) ? QString() : tr("Never by itself"));
    add(tr("Last use"), client.lastUsedAt ? tr("%1; %n uses in all", nullptr, static_cast<int>(std::min<qint64>(client.useCount, 1'000'000'000)))
                                                .arg(text::momentText(*client.lastUsedAt))
                                          : tr("Never"));
    add(tr("Signs in with"), client.authMethod);
    add(tr("May ask for"), joined(client.actions));
    add(tr("Is the API"), client.resourceServer);
    add(tr("Redirects to"), joined(client.redirectUris));
    return facts;
}

QList<Fact> ClientCard::tokenFacts() const
{
    QList<Fact> facts;
    const QList<console::ClientToken> &all = m_controller.client()->tokens;
    for (const console::ClientToken &token : all.mid(0, kMostRows)) {
        //: %1 is a moment, %2 names of scopes.
        const QString what = tr("until %1 · %n uses · %2", nullptr, static_cast<int>(std::min<qint64>(token.uses, 1'000'000'000)))
                                 .arg(text::momentText(token.expiresAt), token.scopes.isEmpty() ? tr("no scopes") : joined(token.scopes));
        facts.append({token.title.isEmpty() ? kindWord(token.kind) : token.title, what, {}});
    }
    addMore(facts, all.size());
    return facts;
}

QList<Fact> ClientCard::historyFacts() const
{
    QList<Fact> facts;
    const QList<console::ClientEvent> &all = m_controller.client()->history;
    for (const console::ClientEvent &event : all.mid(0, kMostRows))
        //: One line of the log: what, who, how it went.
        facts.append({text::momentText(event.time), tr("%1 · %2 · %3").arg(event.event, event.actor, event.outcome), {}});
    addMore(facts, all.size());
    return facts;
}

// --- showing -------------------------------------------------------------------------------------------------------------

void ClientCard::refresh()
{
    if (!m_controller.client())
        return;
    const ClientStatus status = m_controller.status();
    const bool same = m_shown && *m_shown == *m_controller.client() && m_shownStatus == status;
    if (!same) {
        m_shown = *m_controller.client();
        m_shownStatus = status;
        showFacts();
        showScopes();
        showRemarks();
    }
    showState();
    showOutcome();
    showActions();
}

void ClientCard::showFacts()
{
    const ClientEntry &client = *m_controller.client();
    m_name->setText(client.name);
    m_authority->setBadge(m_controller.badge());
    m_facts->setFacts(facts());
    const QList<Fact> tokens = tokenFacts();
    m_tokens->setVisible(!tokens.isEmpty());
    m_tokens->setFacts(tokens);
    m_tokensTitle->setOwnText(client.liveTokens > 0 ? tr("Live tokens: %1").arg(client.liveTokens) : tr("Live tokens"));
    const bool whole = m_controller.isWhole();
    m_tokensNone->setVisible(tokens.isEmpty());
    m_tokensNone->setOwnText(!whole ? tr("Reading…") : client.liveTokens > 0 ? tr("They are not listed here.") : tr("None is alive."));
    const QList<Fact> history = historyFacts();
    m_history->setFacts(history);
    m_history->setVisible(!history.isEmpty());
    m_historyTitle->setVisible(!history.isEmpty());
    const int labels = std::max({m_facts->labelWidth(), m_tokens->labelWidth(), m_history->labelWidth()});
    for (widgets::FactSheet *sheet : {m_facts, m_tokens, m_history})
        sheet->setLeastLabelWidth(labels);
}

void ClientCard::showScopes()
{
    if (!m_controller.client())
        return;
    const console::AuthorityId &authority = m_controller.ref().authority;
    m_catalogues.want(authority);
    const bool known = m_catalogues.state(authority) == ScopeLookup::State::There;
    const ClientEntry &client = *m_controller.client();
    const ScopeRows::Known knowledge = known ? ScopeRows::Known::Catalogue : ScopeRows::Known::Nothing;
    m_scopes->show(client.scopes, m_catalogues.scopes(authority), knowledge);
    m_access->show(client.accessScopes, m_catalogues.scopes(authority), knowledge);
    m_access->setVisible(!client.accessScopes.isEmpty());
    m_accessTitle->setVisible(!client.accessScopes.isEmpty());
}

void ClientCard::showState()
{
    const ClientEntry &client = *m_controller.client();
    const ClientStatus status = m_controller.status();
    const bool over = isOver(status);
    const theme::Tone tone = over ? theme::Tone::Neutral : status == ClientStatus::Disabled ? theme::Tone::Warn : theme::Tone::Ok;
    const QString living = client.temporary ? tr("Temporary") : tr("Standing");
    m_kind->setKind({tone, widgets::Chip::Mark::None, widgets::Chip::Look::Soft});
    m_kind->setText(status == ClientStatus::Active ? living : text::clientStatusWord(status));
    const std::chrono::milliseconds left(m_controller.timeLeftMs());
    const std::chrono::seconds total(client.expiresAt.value_or(0) - client.registeredAt);
    const bool counts = client.temporary && !over;
    m_life->setVisible(counts);
    m_left->setVisible(counts);
    m_life->setCountdown({left, total});
    m_left->setOwnText(tr("%1 left of %2", "durations").arg(text::duration(left), text::duration(total)));
    const bool failed = m_controller.reading() == ClientController::Reading::Failed || m_controller.reading() == ClientController::Reading::Gone;
    m_stale->setVisible(failed);
    if (!failed)
        return;
    const bool gone = m_controller.reading() == ClientController::Reading::Gone;
    m_stale->setAction(gone ? QString() : tr("Read it again"));
    m_stale->setMessage(gone ? tr("The authority does not know this client any more") : tr("This client could not be read again"),
                        gone ? tr("What stands here is from before.") : tr("What stands here is from before and may have changed."));
}

void ClientCard::showRemarks()
{
    const ClientEntry &client = *m_controller.client();
    const ClientStatus status = m_controller.status();
    m_end->setVisible(isOver(status) || status == ClientStatus::Disabled);
    const QString because = client.endReason.isEmpty() ? QString() : tr("Reason: %1").arg(visibleText(client.endReason));
    if (status == ClientStatus::Revoked)
        //: %1 is a moment, %2 a person.
        m_end->setMessage(client.endedBy.isEmpty() ? tr("Revoked on %1").arg(text::momentText(client.endedAt.value_or(0), tr("an unknown day")))
                                                   : tr("Revoked on %1 by %2").arg(text::momentText(client.endedAt.value_or(0), tr("an unknown day")), visibleText(client.endedBy)),
                          because);
    else if (status == ClientStatus::Expired)
        m_end->setMessage(tr("Ended by itself on %1").arg(text::momentText(client.expiresAt.value_or(0))), tr("Nothing it held works any more."));
    else if (status == ClientStatus::Disabled)
        m_end->setMessage(client.disabledBy.isEmpty() ? tr("Frozen: it cannot sign in, and nothing it holds works")
                                                      : tr("Frozen by %1: it cannot sign in, and nothing it holds works").arg(visibleText(client.disabledBy)),
                          client.disabledReason.isEmpty() ? QString() : tr("Reason: %1").arg(visibleText(client.disabledReason)));
    m_end->setTone(status == ClientStatus::Disabled ? theme::Tone::Warn : theme::Tone::Neutral);

    QStringList twins;
    for (const base::ClientId &id : client.duplicates.mid(0, 20))
        twins.append(visibleText(id.text()));
    const bool odd = !isOver(status) && (!twins.isEmpty() || client.idleness != Idleness::None);
    m_remark->setVisible(odd);
    if (!odd)
        return;
    const QString idle = client.idleness == Idleness::NeverUsed ? tr("It was never used since it was registered.")
                         : client.idleness == Idleness::Unused  ? tr("It was not used for a long time.")
                                                                : QString();
    if (twins.isEmpty())
        m_remark->setMessage(tr("Nobody seems to need it"), idle);
    else
        //: %1 are client ids.
        m_remark->setMessage(tr("There are %n more just like it", nullptr, static_cast<int>(client.duplicates.size())),
                             tr("Registered with the same data: %1").arg(joined(twins)) + (idle.isEmpty() ? QString() : QLatin1Char('\n') + idle));
}

void ClientCard::showOutcome()
{
    const ClientController::Outcome &outcome = m_controller.outcome();
    const bool asking = isAsking();
    m_outcome->setVisible(outcome.progress != Progress::None && !asking);
    switch (outcome.progress) {
    case Progress::None: break;
    case Progress::Asked:
        m_outcome->setTone(theme::Tone::Neutral);
        m_outcome->setMessage(tr("Asking the authority…"), tr("Until it answers, everything is as it was."));
        break;
    case Progress::Done:
        m_outcome->setTone(theme::Tone::Ok);
        m_outcome->setMessage(outcome.change == Change::Extend     ? tr("It was extended")
                              : outcome.change == Change::Rotate   ? tr("It has a new secret; the old one is dead")
                              : outcome.change == Change::Freeze   ? tr("It is frozen")
                              : outcome.change == Change::Unfreeze ? tr("It can go on")
                                                                   : tr("It is revoked"),
                              tr("The authority confirmed it."));
        break;
    case Progress::Refused: {
        m_outcome->setTone(theme::Tone::Danger);
        const QString why = text::clientRefusalSentence(outcome.refusal);
        //: %1 is a sentence of ours, %2 what the authority said, in its words.
        m_outcome->setMessage(tr("Nothing was changed"), outcome.detail.isEmpty() ? why : tr("%1 It says: %2").arg(why, visibleText(outcome.detail)));
        break;
    }
    case Progress::Unknown:
        m_outcome->setTone(theme::Tone::Warn);
        m_outcome->setMessage(tr("It is not known whether this was done"),
                              outcome.change == Change::Rotate ? tr("No answer came. If there is a new secret, nobody has seen it: make another one.")
                                                               : tr("No answer came. What stands here is what the authority says now; look before you try again."));
        break;
    }
}

void ClientCard::showActions()
{
    const bool busy = m_controller.outcome().progress == Progress::Asked;
    const bool connected = m_controller.isConnected();
    bool any = false;
    for (const auto &[change, button] : m_buttons) {
        const bool may = m_controller.may(change);
        button->setVisible(may);
        button->setEnabled(connected && !busy);
        any = any || may;
    }
    const bool asking = isAsking();
    // What was asked about may have become impossible while the question stood: somebody else was faster, or time ran out.
    if (asking && !m_controller.may(m_question->change()))
        stopAsking();
    else if (asking)
        m_question->refresh(*m_controller.client());
    m_question->setReady(connected && !busy ? ChangePanel::Ready::Yes : ChangePanel::Ready::No);
    m_actions->setVisible(!isAsking());
    const ClientEntry &client = *m_controller.client();
    m_another->setVisible(!client.builtIn && client.temporary && isOver(m_controller.status()));
    m_mayNot->setVisible(!isAsking() && (!any || !connected) && !isOver(m_controller.status()));
    m_mayNot->setOwnText(client.builtIn ? tr("This client belongs to the authority itself and cannot be changed.")
                         : !connected   ? tr("The authority cannot be reached, so nothing can be changed now.")
                                        : tr("Your sign-in at this authority may look at clients, but not change them."));
}

bool ClientCard::isAsking() const
{
    return !m_question->isHidden();
}

void ClientCard::ask(Change change)
{
    if (!m_controller.client() || !m_controller.may(change))
        return;
    m_controller.forgetOutcome();
    m_question->show();
    m_question->ask(change, *m_controller.client());
    refresh();
}

void ClientCard::stopAsking()
{
    if (!isAsking())
        return;
    const Change change = m_question->change();
    const bool hadFocus = m_question->isAncestorOf(window()->focusWidget());
    m_question->hide();
    if (m_controller.client())
        refresh();
    for (const auto &[each, button] : m_buttons) {
        if (hadFocus && each == change && button->isVisible())
            button->setFocus(Qt::OtherFocusReason);
    }
}

void ClientCard::carryOut(Change change, const QString &reason, qint64 seconds)
{
    m_question->hide();
    switch (change) {
    case Change::Extend: m_controller.extend(seconds, reason); break;
    case Change::Rotate: m_controller.rotate(reason); break;
    case Change::Revoke: m_controller.revoke(reason); break;
    case Change::Freeze: m_controller.freeze(reason); break;
    case Change::Unfreeze: m_controller.unfreeze(reason); break;
    case Change::None: break;
    }
    refresh();
}

void ClientCard::tick()
{
    if (m_controller.client())
        refresh();
}

void ClientCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

}  // namespace countersign::clients
