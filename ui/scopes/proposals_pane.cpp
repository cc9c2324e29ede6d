#include "ui/scopes/proposals_pane.h"

#include "ui/text/duration_text.h"
#include "ui/text/proposal_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/fact_sheet.h"
#include "ui/widgets/own_text.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/section_header.h"

#include <QApplication>
#include <QDateTime>
#include <QFocusEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace countersign::scopes {

using approval::Status;
using console::CatalogProposal;
using widgets::Chip;
using widgets::ownText;

namespace {

theme::Tone toneOf(Status status)
{
    switch (status) {
    case Status::Pending: return theme::Tone::Accent;
    case Status::Approved:
    case Status::Redeemed:
    case Status::Consumed: return theme::Tone::Ok;
    case Status::Denied:
    case Status::Revoked: return theme::Tone::Danger;
    case Status::Expired:
    case Status::Cancelled: break;
    }
    return theme::Tone::Neutral;
}

QString moment(qint64 seconds)
{
    return text::exactTime(QDateTime::fromSecsSinceEpoch(seconds));
}

QList<widgets::Fact> factsOf(const CatalogProposal &proposal)
{
    QList<widgets::Fact> facts{{ProposalsPane::tr("Why"), proposal.reason, {}},
                               {ProposalsPane::tr("Made from"), ProposalsPane::tr("Version %1").arg(proposal.replaces), {}},
                               {ProposalsPane::tr("Asked"), moment(proposal.requestedAt), {}}};
    if (proposal.status == Status::Pending)
        facts.append({ProposalsPane::tr("Ends"), moment(proposal.expiresAt), {}});
    //: %1 of %2 second admins have agreed so far.
    facts.append({ProposalsPane::tr("Agreed"), ProposalsPane::tr("%1 of %2").arg(proposal.policy.approvals).arg(proposal.policy.quorum), {}});
    for (const console::DecisionFact &decision : proposal.decisions)
        facts.append({decision.verdict == approval::Verdict::Deny ? ProposalsPane::tr("Denied by") : ProposalsPane::tr("Agreed to by"),
                      text::decisionLine(decision), {}});
    return facts;
}

}  // namespace

ProposalsPane::ProposalsPane(QWidget *parent)
    : QWidget(parent), m_back(widgets::makeIconButton(theme::Glyph::ChevronLeft, tr("Back to the scopes"))), m_scroll(widgets::makeScrollPage(new QWidget))
{
    m_back->setObjectName(QStringLiteral("proposalsBack"));
    auto *top = new QHBoxLayout;
    top->setSpacing(theme::space::s);
    top->addWidget(m_back);
    top->addWidget(new widgets::SectionHeader(tr("Changes you asked a second admin for")), 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space::l, theme::space::l, theme::space::l, theme::space::l);
    column->setSpacing(theme::space::m);
    column->addLayout(top);
    column->addWidget(m_scroll, 1);
    connect(m_back, &QPushButton::clicked, this, &ProposalsPane::left);
}

void ProposalsPane::show(console::AuthorityCatalog &catalog)
{
    const QList<CatalogProposal> now = catalog.proposalsBesideDraft();
    if (std::exchange(m_catalog, &catalog) == &catalog && now == m_shown)
        return;
    m_shown = now;
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, theme::space::s, 0);
    column->setSpacing(theme::space::m);
    for (const CatalogProposal &proposal : std::as_const(m_shown))
        column->addWidget(cardOf(proposal));
    column->addStretch(1);
    m_scroll->setWidget(content);
    if (hadFocus && !isAncestorOf(QApplication::focusWidget()))
        m_back->setFocus(Qt::OtherFocusReason);
}

QWidget *ProposalsPane::cardOf(const CatalogProposal &proposal)
{
    const bool waits = proposal.status == Status::Pending;
    auto *card = new widgets::Card;
    card->setObjectName(QStringLiteral("proposal"));
    QVBoxLayout *column = card->column();
    column->setSpacing(theme::space::s);
    column->addWidget(new Chip(text::proposalWord(proposal.status), {toneOf(proposal.status), Chip::Mark::None, Chip::Look::Soft}), 0, Qt::AlignLeft);
    column->addWidget(ownText(text::proposalSentence(proposal.status), theme::style::strong));
    if (waits && proposal.policy.codeRequired) {
        const QString code = m_catalog->proposals().codeOf(proposal.id);
        column->addWidget(ownText(code.isEmpty() ? tr("Whoever decides types a confirmation code. It was shown once, when you asked, and cannot be read again. If it is lost, ask anew.")
                                                 : tr("Confirmation code: %1. Tell it to whoever decides, not in writing.").arg(code)));
    }
    auto *sheet = new widgets::FactSheet;
    sheet->setFacts(factsOf(proposal));
    column->addWidget(sheet);
    if (!proposal.changes.isEmpty())
        column->addWidget(ownText(tr("What changes"), theme::style::title));
    for (const QString &line : proposal.changes)
        column->addWidget(new widgets::PlainLabel(line, theme::style::code));
    auto *button = widgets::makeButton(theme::ButtonRole::Plain, waits ? tr("Open the request") : tr("Put it away"));
    button->setObjectName(waits ? QStringLiteral("proposalOpen") : QStringLiteral("proposalPutAway"));
    column->addWidget(button, 0, Qt::AlignLeft);
    connect(button, &QPushButton::clicked, this, [this, waits, id = proposal.id] {
        if (waits)
            Q_EMIT approvalRequested({m_catalog->session().id(), id});
        else
            m_catalog->proposals().putAway(id);
    });
    return card;
}

void ProposalsPane::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_back->setFocus(event->reason());
}

}  // namespace countersign::scopes
