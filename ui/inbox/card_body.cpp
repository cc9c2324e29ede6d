#include "ui/inbox/card_body.h"

#include "app/approval/visible_text.h"
#include "ui/inbox/card_text.h"
#include "ui/text/duration_text.h"
#include "ui/text/flag_text.h"
#include "ui/text/risk_text.h"
#include "ui/text/why_text.h"
#include "ui/widgets/authority_mark.h"
#include "ui/widgets/card.h"
#include "ui/widgets/countdown_ring.h"
#include "ui/widgets/fact_sheet.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/fold_toggle.h"
#include "ui/widgets/glyph_view.h"
#include "ui/widgets/long_value.h"
#include "ui/widgets/open_row.h"
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

constexpr int kTemplateVersion = 3;  // of the order and the words of this card; part of what is signed

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

// Lines of text under one another, as one value of a sheet.
class Lines : public QWidget {
public:
    explicit Lines(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
    {
        m_column->setContentsMargins(0, 0, 0, 0);
        m_column->setSpacing(0);
    }
    // Our own, translated text; values from outside in it have passed visibleText.
    PlainLabel *add(const QString &own, const theme::TextStyle &style = theme::style::body)
    {
        auto *label = new PlainLabel(this);
        label->setTextStyle(style);
        label->setOwnText(own);
        m_column->addWidget(label);
        return label;
    }
    void addWidget(QWidget *widget) { m_column->addWidget(widget); }

private:
    QVBoxLayout *m_column;
};

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
    m_sheets.clear();
    m_values.clear();
    m_fields.clear();
    m_lastSeen = m_told = false;
    m_content = new QWidget(this);
    m_sections = new QVBoxLayout(m_content);
    m_sections->setSpacing(theme::space::s);
    m_column->addWidget(m_content);
}

void CardBody::show(const Approval &approval, const console::AuthorityBadge &badge)
{
    clear();
    addHead(approval, badge);
    addRequester(approval);
    addRisk(approval);
    addParams(approval);
    addCircumstances(approval);
    addCanonical(approval);
    m_sections->addStretch(1);
    alignSheets();
    setEndMargin(m_endMargin);
    m_values = m_content->findChildren<LongValue *>();
    for (LongValue *value : std::as_const(m_values))
        connect(value, &LongValue::endSeen, this, &CardBody::noteVisibleEnd);
    m_content->show();
}

FactSheet *CardBody::addSheet()
{
    auto *sheet = new FactSheet(m_content);
    m_sections->addWidget(sheet);
    m_sheets.append(sheet);
    return sheet;
}

// All values of the card begin on one line, whichever sheet they stand in.
void CardBody::alignSheets()
{
    int widest = 0;
    for (const FactSheet *sheet : std::as_const(m_sheets))
        widest = std::max(widest, sheet->labelWidth());
    for (FactSheet *sheet : std::as_const(m_sheets))
        sheet->setLeastLabelWidth(widest);
}

void CardBody::setEndMargin(int margin)
{
    m_endMargin = margin;
    if (!m_sections)
        return;
    QMargins margins(theme::space::xl, theme::space::m, margin, theme::space::s);
    if (layoutDirection() == Qt::RightToLeft)
        margins = {margin, theme::space::m, theme::space::xl, theme::space::s};
    m_sections->setContentsMargins(margins);
}

void CardBody::addHead(const Approval &approval, const console::AuthorityBadge &badge)
{
    auto *head = new QWidget(m_content);
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::space::l);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    auto *sentence = new LongValue(approval.actionText, theme::style::headline, head);
    sentence->setObjectName(QStringLiteral("actionSentence"));
    // Its text, not the room of its focus ring, stands on the line everything begins on.
    auto *words = sentence->findChild<PlainLabel *>();
    const QMargins room = words->contentsMargins();
    words->setContentsMargins(layoutDirection() == Qt::RightToLeft ? QMargins(room.left(), room.top(), 0, room.bottom()) : QMargins(0, room.top(), room.right(), room.bottom()));
    column->addWidget(sentence);
    auto *mark = new AuthorityMark(AuthorityMark::Detail::Name, head);
    mark->setBadge(badge);
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
    m_sections->addWidget(head);
    m_fields += {QStringLiteral("sentence"), QStringLiteral("authority")};
}

void CardBody::addRequester(const Approval &approval)
{
    QList<Fact> facts{clientFact(approval), subjectFact(approval)};
    if (const QString from = whence(approval); !from.isEmpty())
        facts.append({tr("From"), from, approval.session ? approval.session->sid : QString()});
    facts.append({tr("Client"), clientAge(approval), {}});
    // What people quote to each other, and what is signed.
    facts.append({tr("Request"), approval.id.text(), {}});
    addSheet()->setFacts(facts);
    m_fields.append(QStringLiteral("requester"));
}

void CardBody::addRisk(const Approval &approval)
{
    auto *risk = new QWidget(m_content);
    auto *line = new QHBoxLayout(risk);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::space::m);
    line->addWidget(makeRiskChip(approval.risk.tier, risk), 0, Qt::AlignTop);
    auto *reasons = new FlowLayout;
    reasons->setContentsMargins(0, 2, 0, 0);  // on the chip's line
    reasons->setLineSpacing(0);
    for (const QString &reason : text::riskReasons(approval.risk)) {
        auto *sentence = new PlainLabel(risk);
        sentence->setTextStyle(theme::style::caption);
        sentence->setOwnText(reason);
        reasons->addWidget(sentence);
    }
    if (approval.status == approval::Status::Pending) {
        auto *asks = new PlainLabel(risk);
        asks->setTextStyle(theme::style::caption);
        asks->setOwnText(text::riskSentence(approval.risk.tier));
        reasons->addWidget(asks);
    }
    line->addLayout(reasons, 1);
    m_sections->addWidget(risk);
    m_fields.append(QStringLiteral("risk"));
}

void CardBody::addParams(const Approval &approval)
{
    QList<Fact> facts;
    for (const console::ParamFact &param : approval.params)
        facts.append({param.label.isEmpty() ? param.name : param.label, parameterText(approval, param), {}});
    m_fields.append(QStringLiteral("params"));
    if (!facts.isEmpty())
        addSheet()->setFacts(facts);
}

void CardBody::addCircumstances(const Approval &approval)
{
    FactSheet *sheet = addSheet();
    QList<Fact> facts{{tr("Why, they say"), approval.reason.isEmpty() ? tr("No reason was given.") : approval.reason, {}}};
    if (!approval.ticket.isEmpty())
        facts.append({tr("Ticket"), approval.ticket, {}});
    if (!approval.bindingMessage.isEmpty())
        facts.append({tr("Message"), approval.bindingMessage, {}});
    sheet->setFacts(facts);
    if (!approval.scopes.isEmpty())
        sheet->addRow(tr("Scopes"), scopesOf(approval));
    auto *issued = new Lines(sheet);
    issued->add(credentialSentence(approval));
    sheet->addRow(tr("Will be issued"), issued);
    sheet->addRow(tr("Before"), historyOf(approval));
    m_last = policyOf(approval);
    sheet->addRow(tr("Policy"), m_last);
    m_fields += {QStringLiteral("reason"), QStringLiteral("ticket"), QStringLiteral("scopes"), QStringLiteral("credential"), QStringLiteral("history"), QStringLiteral("policy")};
}

QWidget *CardBody::scopesOf(const Approval &approval)
{
    auto *lines = new Lines(m_content);
    for (const console::ScopeFact &scope : approval.scopes) {
        const QString name = visibleText(scope.name);
        const QString title = visibleText(scope.title);
        lines->add(scope.owner.isEmpty() ? tr("%1: %2").arg(name, title) : tr("%1: %2, owned by %3").arg(name, title, visibleText(scope.owner)), theme::style::value);
        if (scope.deprecated)
            lines->add(text::deprecationSentence(scope, approval.serverTime), {theme::Type::Caption, theme::Weight::Regular, theme::Face::Text, theme::Ink::Warn});
    }
    return lines;
}

QWidget *CardBody::historyOf(const Approval &approval)
{
    auto *lines = new Lines(m_content);
    const backends::Tally &action = approval.history.sameAction30d;
    const backends::Tally &client = approval.history.client30d;
    //: How requests ended in the last 30 days; %1 to %4 are counts.
    lines->add(tr("30 days of this action: %1 approved, %2 denied. Of this client: %3 and %4.")
                   .arg(QString::number(action.approved), QString::number(action.denied), QString::number(client.approved), QString::number(client.denied)));
    for (const console::EarlierRequest &past : approval.history.last) {
        //: One earlier request: %1 what became of it, %2 when, %3 its sentence.
        const QString words = tr("%1 %2: %3").arg(pastStatusWord(past.status), ago(past.at, approval), visibleText(past.actionText));
        //: Read out for the button of one earlier request; %1 is what became of it, when, and its sentence.
        auto *row = new OpenRow(words, tr("Open beside: %1").arg(words), lines);
        row->setObjectName(QStringLiteral("pastRequest"));
        connect(row, &QAbstractButton::clicked, this, [this, id = past.id] { Q_EMIT pastRequested(id); });
        lines->addWidget(row);
    }
    return lines;
}

QWidget *CardBody::policyOf(const Approval &approval)
{
    auto *lines = new Lines(m_content);
    lines->add(policySentence(approval));
    for (const console::DecisionFact &decision : approval.decisions)
        lines->add(decisionSentence(decision, approval.serverTime));
    if (approval.mayDecide.value_or(false))
        lines->add(tr("You may decide: you are its approver, and not its requester."));
    else if (!approval.mayNotBecause.isEmpty())
        lines->add(tr("You may not decide: %1").arg(text::mayNotSentence(approval)));
    return lines;
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
    auto *words = new PlainLabel(content);
    words->setOwnText(matches ? tr("Checked on this computer: this text gives the hash below, and is what the card shows.")
                                   : tr("Checked on this computer: this text does not give the stated hash, or is not what the card shows."));
    check->addWidget(words, 1);
    column->addLayout(check);
    auto *hash = new PlainLabel(QString::fromLatin1(approval.actionHash), theme::style::code, content);
    hash->setObjectName(QStringLiteral("actionHash"));
    hash->setCopyable(PlainLabel::Copy::Yes);
    column->addWidget(hash);
    auto *text = new TextArea(TextArea::Use::ReadCode, tr("Text that is signed"), content);
    text->setObjectName(QStringLiteral("canonicalText"));
    text->setRows(6);
    column->addWidget(text);
    auto *fold = new Fold(tr("Show the canonical text that is signed"), content, m_content);
    fold->button()->setObjectName(QStringLiteral("canonicalToggle"));
    connect(fold->button(), &QAbstractButton::toggled, text, [text, canonical = approval.canonical](bool open) {
        if (open && text->document()->isEmpty())
            text->showOutside(QString::fromUtf8(canonical));
    });
    m_sections->addWidget(fold);
    m_fields.append(QStringLiteral("canonical"));
}

void CardBody::setTimeLeft(const Countdown &countdown)
{
    if (!m_ring)
        return;
    m_ring->setCountdown(countdown);
    m_ring->setVisible(countdown.total.count() > 0);
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
