#include "ui/inbox/past_panel.h"

#include "ui/inbox/card_body.h"
#include "ui/inbox/card_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/countdown_ring.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/scroll_page.h"

#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace countersign::inbox {

using namespace widgets;

PastPanel::PastPanel(console::PastRequest &past, QWidget *parent)
    : QWidget(parent), m_past(past), m_mark(new Banner(theme::Tone::Neutral, this)), m_pages(new QStackedLayout),
      m_empty(new EmptyState(theme::Glyph::Clock, this)), m_body(new CardBody)
{
    setObjectName(QStringLiteral("pastCard"));
    setAccessibleRole(*this, QAccessible::Grouping, tr("Past request"));
    m_scroll = makeScrollPage(m_body);
    m_scroll->setObjectName(QStringLiteral("pastScroll"));
    m_scroll->setAccessibleName(tr("Past request"));
    m_scroll->setFocusPolicy(Qt::StrongFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    m_mark->action()->setObjectName(QStringLiteral("closePast"));
    auto *top = new QVBoxLayout;
    top->setContentsMargins(theme::space::xl, theme::space::m, theme::space::xl, 0);
    top->addWidget(m_mark);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addLayout(m_pages, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_scroll);
    connect(m_mark, &Banner::actionRequested, this, &PastPanel::closeRequested);
    connect(m_empty, &EmptyState::actionRequested, &m_past, &console::PastRequest::reload);
    connect(m_body, &CardBody::pastRequested, this, [this](const base::ApprovalId &id) { m_past.open({m_past.ref().authority, id}); });
    connect(&m_past, &console::PastRequest::changed, this, &PastPanel::refresh);
    refresh();
}

void PastPanel::refresh()
{
    m_mark->setAction(tr("Close"));
    const console::Approval *approval = m_past.approval();
    if (!approval) {
        m_mark->setMessage(tr("A past request"), tr("Shown to compare. Nothing can be decided here."));
        m_empty->setGlyph(m_past.failed() ? theme::Glyph::Warning : theme::Glyph::Clock, m_past.failed() ? theme::Tone::Warn : theme::Tone::Neutral);
        m_empty->setMessage(m_past.failed() ? tr("This request could not be read") : tr("Reading the request…"),
                            m_past.failed() ? tr("You may not be allowed to see it any more, or the authority cannot be reached.") : QString());
        m_empty->setAction(m_past.failed() ? tr("Retry") : QString());
        m_pages->setCurrentWidget(m_empty);
        return;
    }
    //: %1 is what became of an earlier request: "Denied", "Approved, used".
    m_mark->setMessage(tr("A past request: %1").arg(pastStatusWord(approval::statusName(approval->status))),
                       tr("Shown to compare. Nothing can be decided here."));
    m_body->show(*approval, m_past.badge());
    m_body->setTimeLeft({});
    m_scroll->verticalScrollBar()->setValue(0);
    m_pages->setCurrentWidget(m_scroll);
}

void PastPanel::focusPanel()
{
    m_scroll->setFocus(Qt::OtherFocusReason);
    if (!m_scroll->hasFocus())
        m_mark->action()->setFocus(Qt::OtherFocusReason);
}

void PastPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const theme::Tokens &t = theme::tokens();
    painter.fillRect(rect(), t.window);
    const int edge = layoutDirection() == Qt::RightToLeft ? width() - 1 : 0;
    painter.fillRect(QRect(edge, 0, 1, height()), t.line);
}

}  // namespace countersign::inbox
