#include "ui/inbox/card_body.h"

#include "app/approval/visible_text.h"
#include "ui/inbox/card_text.h"
#include "ui/text/duration_text.h"
#include "ui/text/flag_text.h"
#include "ui/text/risk_text.h"
#include "ui/widgets/authority_mark.h"
#include "ui/widgets/card.h"
#include "ui/widgets/countdown_ring.h"
#include "ui/widgets/fact_sheet.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/fold_toggle.h"
#include "ui/widgets/glyph_view.h"
#include "ui/widgets/long_value.h"
#include "ui/widgets/risk_chip.h"
#include "ui/widgets/text_area.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace countersign::inbox {

using approval::visibleText;
using console::Approval;
using namespace widgets;

namespace {

constexpr int kTemplateVersion = 1;  // of the order and the words of this card; part of what is signed

QString ago(qint64 then, const Approval &approval)
{
    return text::relativeTime(QDateTime::fromSecsSinceEpoch(then), QDateTime::fromSecsSinceEpoch(approval.serverTime));
}

Fact clientFact(const Approval &approval)
{
    return {CardBody::tr("Asked by"), approval.client.name, approval.client.id.text()};
}

Fact subjectFact(const Approval &approval)
{
    const QString sub = approval.subject.sub.text();
    return {CardBody::tr("On behalf of"), approval.subject.name.isEmpty() ? sub : approval.subject.name, sub};
}

QString clientAge(const Approval &approval)
{
    const QString since = ago(approval.client.registeredAt, approval);
    const QString owner = approval.client.owner.isEmpty() ? CardBody::tr("nobody named", "owner of a client") : approval.client.owner;
    if (approval.client.expiresAt)
        return CardBody::tr("Registered %1, owned by %2, ends %3.").arg(since, owner, ago(*approval.client.expiresAt, approval));
    return CardBody::tr("Registered %1, owned by %2.").arg(since, owner);
}

QString whence(const Approval &approval)
{
    if (!approval.session)
        return approval.requestedFrom;
    const QString started = ago(approval.session->startedAt, approval);
    const QString address = approval.session->ip.isEmpty() ? approval.requestedFrom : approval.session->ip;
    return CardBody::tr("%1, in a session started %2").arg(address, started);
}

QList<Fact> scopeFacts(const Approval &approval)
{
    QList<Fact> facts;
    for (const console::ScopeFact &scope : approval.scopes) {
        QString words = scope.owner.isEmpty() ? scope.title : CardBody::tr("%1. Owned by %2.").arg(scope.title, scope.owner);
        if (scope.deprecated)
            words = CardBody::tr("%1 Deprecated: it will go away.").arg(words);
        facts.append({scope.name, words, {}});
    }
    return facts;
}

}  // namespace

CardBody::CardBody(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
}

void CardBody::clear()
{
    if (m_content) {
        m_column->removeWidget(m_content);
        m_content->hide();
        m_content->deleteLater();
    }
    m_values.clear();
    m_fields.clear();
    m_lastSeen = m_told = false;
    m_content = new QWidget(this);
    m_sections = new QVBoxLayout(m_content);
    m_sections->setContentsMargins(theme::space::xl, theme::space::l, theme::space::xl, theme::space::l);
    m_sections->setSpacing(theme::space::l);
    m_column->addWidget(m_content);
}

PlainLabel *CardBody::ownLabel(const QString &text)
{
    auto *label = new PlainLabel(m_content);
    label->setOwnText(text);
    return label;
}

QWidget *CardBody::addSection(const QString &name, const QString &title, QWidget *content)
{
    m_fields.append(name);
    if (title.isEmpty()) {
        m_sections->addWidget(content);
        return content;
    }
    auto *section = new QWidget(m_content);
    auto *column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto *heading = new PlainLabel(section);
    heading->setTextStyle({theme::Type::Caption, theme::Weight::Strong, theme::Face::Text, theme::Ink::Muted});
    heading->setOwnText(title);
    column->addWidget(heading);
    content->setParent(section);
    column->addWidget(content);
    m_sections->addWidget(section);
    return section;
}

void CardBody::watch(LongValue *value)
{
    m_values.append(value);
    connect(value, &LongValue::endSeen, this, &CardBody::noteVisibleEnd);
}

void CardBody::show(const Approval &approval, const console::AuthorityBadge &badge)
{
    clear();
    addHead(approval, badge);
    auto *who = new FactSheet(m_content);
    QList<Fact> facts{clientFact(approval), subjectFact(approval)};
    if (const QString from = whence(approval); !from.isEmpty())
        facts.append({tr("From"), from, {}});
    facts.append({tr("Client"), clientAge(approval), {}});
    who->setFacts(facts);
    addSection(QStringLiteral("requester"), {}, who);
    addRisk(approval);
    auto *params = new FactSheet(m_content);
    facts.clear();
    for (const console::ParamFact &param : approval.params)
        facts.append({param.label.isEmpty() ? param.name : param.label, param.value, {}});
    params->setFacts(facts);
    addSection(QStringLiteral("params"), tr("What exactly"), params);
    params->setVisible(!facts.isEmpty());
    addReason(approval);
    addScopes(approval);
    addSection(QStringLiteral("credential"), tr("What will be issued"), ownLabel(credentialSentence(approval)));
    addHistory(approval);
    addPolicy(approval);
    addCanonical(approval);
    m_sections->addStretch(1);
    for (LongValue *value : m_content->findChildren<LongValue *>()) {
        if (!m_values.contains(value))
            watch(value);
    }
    m_content->show();
}

void CardBody::addHead(const Approval &approval, const console::AuthorityBadge &badge)
{
    auto *head = new QWidget(m_content);
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::space::l);
    auto *column = new QVBoxLayout;
    column->setSpacing(theme::space::xs);
    auto *sentence = new LongValue(approval.actionText, theme::style::headline, head);
    sentence->setObjectName(QStringLiteral("actionSentence"));
    auto *mark = new AuthorityMark(AuthorityMark::Detail::Name, head);
    mark->setBadge(badge);
    column->addWidget(sentence);
    column->addWidget(mark);
    m_ring = new CountdownRing(head);
    m_ring->setObjectName(QStringLiteral("timeLeft"));
    line->addLayout(column, 1);
    line->addWidget(m_ring, 0, Qt::AlignTop);
    for (const QString &notice : text::flagNotices(approval::inspect(approval.actionText))) {
        auto *warning = new PlainLabel(head);
        warning->setTextStyle({theme::Type::Caption, theme::Weight::Regular, theme::Face::Text, theme::Ink::Warn});
        warning->setOwnText(notice);
        column->addWidget(warning);
    }
    addSection(QStringLiteral("sentence"), {}, head);
}

void CardBody::addRisk(const Approval &approval)
{
    auto *risk = new QWidget(m_content);
    auto *column = new QVBoxLayout(risk);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::xs);
    column->addWidget(makeRiskChip(approval.risk.tier, risk), 0, Qt::AlignLeft);
    for (const QString &reason : approval.risk.reasons)
        column->addWidget(new PlainLabel(reason, theme::style::muted, risk));
    addSection(QStringLiteral("risk"), {}, risk);
}

void CardBody::addReason(const Approval &approval)
{
    auto *why = new FactSheet(m_content);
    QList<Fact> facts;
    facts.append({tr("In their words"), approval.reason.isEmpty() ? tr("No reason was given.") : approval.reason, {}});
    if (!approval.ticket.isEmpty())
        facts.append({tr("Ticket"), approval.ticket, {}});
    if (!approval.bindingMessage.isEmpty())
        facts.append({tr("Message"), approval.bindingMessage, {}});
    why->setFacts(facts);
    addSection(QStringLiteral("reason"), tr("Why, as the requester says"), why);
}

void CardBody::addScopes(const Approval &approval)
{
    if (approval.scopes.isEmpty())
        return;
    auto *sheet = new FactSheet(m_content);
    sheet->setFacts(scopeFacts(approval));
    addSection(QStringLiteral("scopes"), tr("Scopes"), sheet);
}

void CardBody::addHistory(const Approval &approval)
{
    auto *history = new QWidget(m_content);
    auto *column = new QVBoxLayout(history);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    const auto tally = [](const QString &words, const backends::Tally &t) {
        return words.arg(QString::number(t.approved), QString::number(t.denied));
    };
    auto *counts = new PlainLabel(history);
    counts->setOwnText(tally(tr("This action: %1 approved, %2 denied in 30 days."), approval.history.sameAction30d)
                       + QLatin1Char(' ') + tally(tr("This client: %1 approved, %2 denied."), approval.history.client30d));
    column->addWidget(counts);
    for (const console::PastRequest &past : approval.history.last) {
        auto *line = new PlainLabel(history);
        line->setTextStyle(theme::style::caption);
        //: One earlier request: %1 what became of it, %2 when, %3 its sentence.
        line->setOwnText(tr("%1 %2: %3").arg(pastStatusWord(past.status), ago(past.at, approval), visibleText(past.actionText)));
        column->addWidget(line);
    }
    addSection(QStringLiteral("history"), tr("What happened before"), history);
}

void CardBody::addPolicy(const Approval &approval)
{
    auto *policy = new QWidget(m_content);
    auto *column = new QVBoxLayout(policy);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(ownLabel(policySentence(approval)));
    for (const console::DecisionFact &decision : approval.decisions)
        column->addWidget(ownLabel(decisionSentence(decision, approval.serverTime)));
    auto *friction = ownLabel(text::riskSentence(approval.risk.tier));
    friction->setTextStyle(theme::style::muted);
    column->addWidget(friction);
    if (approval.mayDecide.value_or(false))
        column->addWidget(ownLabel(tr("You may decide: you are an approver for this, and it is not your own request.")));
    else if (!approval.mayNotBecause.isEmpty())
        column->addWidget(ownLabel(tr("You may not decide: %1").arg(visibleText(approval.mayNotBecause))));
    m_last = addSection(QStringLiteral("policy"), tr("Policy"), policy);
}

void CardBody::addCanonical(const Approval &approval)
{
    auto *content = new QWidget(m_content);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::s);
    auto *check = new QHBoxLayout;
    check->setSpacing(theme::space::s);
    const bool matches = approval.hashMatches;
    check->addWidget(new GlyphView(matches ? theme::Glyph::ShieldCheck : theme::Glyph::Warning, matches ? theme::Ink::Ok : theme::Ink::Danger, content));
    auto *words = ownLabel(matches ? tr("Checked on this computer: this text gives the hash below, and is what the card shows.")
                                   : tr("Checked on this computer: this text does not give the stated hash, or is not what the card shows."));
    check->addWidget(words, 1);
    column->addLayout(check);
    auto *hash = new PlainLabel(QString::fromLatin1(approval.actionHash), theme::style::code, content);
    hash->setObjectName(QStringLiteral("actionHash"));
    hash->setCopyable(PlainLabel::Copy::Yes);
    column->addWidget(hash);
    auto *text = new TextArea(TextArea::Use::ReadCode, tr("Text that is signed"), content);
    text->setObjectName(QStringLiteral("canonicalText"));
    text->showOutside(QString::fromUtf8(approval.canonical));
    text->setRows(6);
    column->addWidget(text);
    auto *fold = new Fold(tr("Show the canonical text that is signed"), content, m_content);
    fold->button()->setObjectName(QStringLiteral("canonicalToggle"));
    addSection(QStringLiteral("canonical"), {}, fold);
}

void CardBody::setTimeLeft(const Countdown &countdown)
{
    if (m_ring)
        m_ring->setCountdown(countdown);
}

console::RenderedView CardBody::rendered() const
{
    return {QStringLiteral("approval-card"), kTemplateVersion, QLocale().name(), m_fields};
}

bool CardBody::isEndSeen() const
{
    return m_content && m_lastSeen && std::all_of(m_values.begin(), m_values.end(), [](const LongValue *value) { return value->isEndSeen(); });
}

void CardBody::noteVisibleEnd()
{
    if (!m_content || !m_last || !m_content->isVisible())
        return;
    // Seen only when laid out in full: before that, the end is not where it will be.
    const bool laidOut = m_content->height() >= m_content->minimumSizeHint().height() && m_last->height() > 0;
    const QRect lastLine(0, m_last->height() - 1, m_last->width(), 1);
    if (laidOut && m_last->visibleRegion().intersects(lastLine))
        m_lastSeen = true;
    if (isEndSeen() && !std::exchange(m_told, true))
        Q_EMIT endSeen();
}

}  // namespace countersign::inbox
