#include "ui/inbox/approval_card.h"

#include "app/console/authority_session.h"
#include "ui/inbox/card_body.h"
#include "ui/inbox/card_foot.h"
#include "ui/inbox/exposure_watch.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/countdown_ring.h"
#include "ui/widgets/empty_state.h"

#include <QApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace countersign::inbox {

using namespace widgets;

namespace {

constexpr int kClockMs = 250;
constexpr int kFlood = 3;     // as many requests of one client waiting are worth a word
constexpr int kLookMs = 120;  // after a change has been painted

}  // namespace

ApprovalCard::ApprovalCard(console::ApprovalController &card, QWidget *parent)
    : QWidget(parent), m_card(card), m_pages(new QStackedLayout(this)), m_empty(new EmptyState(theme::Glyph::Inbox, this)), m_page(new QWidget(this)),
      m_back(makeButton(theme::ButtonRole::Quiet, theme::Glyph::ChevronLeft, tr("Back to the list"), m_page)), m_flood(new Banner(theme::Tone::Warn, m_page)),
      m_scroll(new QScrollArea(m_page)), m_cover(new EmptyState(theme::Glyph::Eye, m_page)), m_body(new CardBody), m_foot(new CardFoot(card, m_page)), m_exposure(new ExposureWatch(*m_page))
{
    setObjectName(QStringLiteral("approvalCard"));
    setAccessibleRole(*this, QAccessible::Grouping, tr("Approval"));
    m_scroll->setObjectName(QStringLiteral("cardScroll"));
    m_scroll->setAccessibleName(tr("Request"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::StrongFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_scroll->setWidget(m_body);
    m_body->setAutoFillBackground(false);
    m_page->setFocusProxy(m_scroll);
    m_back->setObjectName(QStringLiteral("backButton"));
    m_back->hide();
    m_flood->hide();
    m_flood->action()->setObjectName(QStringLiteral("denyAllButton"));
    m_cover->setObjectName(QStringLiteral("valuesCover"));
    m_cover->setMessage(tr("What this request says is hidden"), tr("Nothing is approved while it is hidden. Press H, or the button, when nobody else sees your screen."));
    m_cover->setAction(tr("Show it"));
    m_cover->action()->setObjectName(QStringLiteral("showValues"));
    m_cover->hide();
    auto *column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(theme::space::xl, theme::space::m, theme::space::xl, 0);
    top->setSpacing(theme::space::s);
    top->addWidget(m_back, 0, Qt::AlignLeft);
    top->addWidget(m_flood);
    column->addLayout(top);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_cover, 1);
    column->addWidget(m_foot);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_page);

    m_lookTimer.setSingleShot(true);
    m_lookTimer.setInterval(kLookMs);
    m_clock.setInterval(kClockMs);
    m_body->installEventFilter(this);
    connect(&m_lookTimer, &QTimer::timeout, this, &ApprovalCard::look);
    connect(&m_clock, &QTimer::timeout, this, &ApprovalCard::showTime);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::valueChanged, &m_lookTimer, qOverload<>(&QTimer::start));
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, &m_lookTimer, qOverload<>(&QTimer::start));
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int maximum) {
        // The scroll bar stands in the margin, so that the lines end where those of the foot end.
        m_body->setEndMargin(theme::space::xl - (maximum > 0 ? m_scroll->verticalScrollBar()->sizeHint().width() : 0));
    });
    connect(m_body, &CardBody::endSeen, &m_card, &console::ApprovalController::setEndSeen);
    connect(m_body, &CardBody::pastRequested, this, &ApprovalCard::pastRequested);
    connect(m_exposure, &ExposureWatch::changed, this, &ApprovalCard::tellExposure);
    connect(m_exposure, &ExposureWatch::uncovered, this, [this] {
        m_card.setExposure(console::Exposure::Covered);
        tellExposure();
    });
    connect(m_foot, &CardFoot::nextRequested, this, &ApprovalCard::nextRequested);
    connect(m_foot, &CardFoot::signInRequested, this, &ApprovalCard::signInRequested);
    connect(m_back, &QPushButton::clicked, this, &ApprovalCard::closeRequested);
    connect(m_flood, &Banner::actionRequested, this, &ApprovalCard::denyAllRequested);
    connect(m_cover, &EmptyState::actionRequested, this, &ApprovalCard::valuesRequested);
    connect(m_empty, &EmptyState::actionRequested, &m_card, &console::ApprovalController::reload);
    connect(&m_card, &console::ApprovalController::opened, this, &ApprovalCard::onOpened);
    connect(&m_card, &console::ApprovalController::cardChanged, this, &ApprovalCard::onCard);
    connect(&m_card, &console::ApprovalController::armingChanged, this, &ApprovalCard::onArming);
    connect(&m_card, &console::ApprovalController::outcomeChanged, this, &ApprovalCard::onArming);
    onOpened();
}

void ApprovalCard::onOpened()
{
    m_foot->reset();
    m_flood->hide();
    if (m_card.ref().isEmpty()) {
        m_empty->setGlyph(theme::Glyph::ShieldCheck);
        m_empty->setMessage(tr("No request is open"), tr("Choose one in the list to see everything about it. Nothing is decided before you do."));
    } else {
        m_empty->setGlyph(theme::Glyph::Clock);
        m_empty->setMessage(tr("Reading the request…"), {});
    }
    m_empty->setAction({});
    m_pages->setCurrentWidget(m_empty);
    m_clock.stop();
}

void ApprovalCard::onCard()
{
    const console::Approval *approval = m_card.approval();
    if (!approval) {
        m_empty->setGlyph(theme::Glyph::Warning, theme::Tone::Warn);
        m_empty->setMessage(tr("This request could not be read"), tr("It may have ended meanwhile, or the authority cannot be reached."));
        m_empty->setAction(m_card.loadFailed() ? tr("Retry") : QString());
        m_pages->setCurrentWidget(m_empty);
        return;
    }
    const console::AuthoritySession *session = m_card.authority();
    m_body->show(*approval, session ? session->badge() : console::AuthorityBadge());
    m_scroll->verticalScrollBar()->setValue(0);
    m_pages->setCurrentWidget(m_page);
    orderTabs();
    m_foot->showCard();
    m_card.setRendered(m_body->rendered());
    tellExposure();
    showTime();
    m_clock.start();
    m_lookTimer.start();
}

// What was just built stands last in Tab's order by itself; a person comes to the values before the foot.
void ApprovalCard::orderTabs()
{
    QWidget *before = m_scroll;
    const QList<QWidget *> parts = m_body->findChildren<QWidget *>();
    for (QWidget *part : parts) {
        if ((part->focusPolicy() & Qt::TabFocus) != Qt::TabFocus)
            continue;
        setTabOrder(before, part);
        before = part;
    }
}

void ApprovalCard::onArming()
{
    m_foot->refresh();
    showTime();
}

void ApprovalCard::showTime()
{
    const console::Approval *approval = m_card.approval();
    if (!approval)
        return;
    const bool pending = approval->status == approval::Status::Pending;
    const std::chrono::seconds life(std::max<qint64>(1, approval->expiresAt - approval->requestedAt));
    m_body->setTimeLeft(pending ? Countdown{std::chrono::milliseconds(m_card.timeLeftMs()), life} : Countdown{});
}

void ApprovalCard::look()
{
    m_body->noteVisibleEnd();
}

void ApprovalCard::setWaitingOfClient(int count)
{
    m_flood->setVisible(count >= kFlood);
    m_flood->setMessage(tr("%n requests of this client are waiting.", nullptr, count));
    m_flood->setAction(m_floodAnswer == Flood::DenyAndFreeze ? tr("Deny all and freeze this client") : tr("Deny all from this client"));
}

void ApprovalCard::setBack(Back back)
{
    m_back->setVisible(back == Back::Shown);
}

void ApprovalCard::setBeside(Beside beside)
{
    m_beside = beside;
    tellExposure();
}

void ApprovalCard::setValues(Values values)
{
    if (std::exchange(m_values, values) == values)
        return;
    const bool hidden = values == Values::Hidden;
    const QWidget *focused = QApplication::focusWidget();
    m_scroll->setVisible(!hidden);
    m_cover->setVisible(hidden);
    m_foot->setValues(values);
    tellExposure();
    m_lookTimer.start();
    if (focused && isAncestorOf(focused) && !focused->isVisible())
        focusCard();
}

// Two requests side by side are two to be mixed up: the open one is armed only while it is alone, and while it can be read.
void ApprovalCard::tellExposure()
{
    const console::Exposure exposure = m_exposure->exposure();
    const bool readable = m_beside == Beside::Nothing && m_values == Values::Shown;
    m_card.setExposure(readable || exposure != console::Exposure::Clear ? exposure : console::Exposure::Covered);
}

void ApprovalCard::focusCard()
{
    QWidget *place = m_values == Values::Hidden ? static_cast<QWidget *>(m_cover->action()) : m_scroll;
    place->setFocus(Qt::ShortcutFocusReason);
}

void ApprovalCard::focusMissing()
{
    m_foot->focusMissing();
}

void ApprovalCard::scrollPage()
{
    m_scroll->verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
}

bool ApprovalCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_body && (event->type() == QEvent::Paint || event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest))
        m_lookTimer.start();
    return QWidget::eventFilter(watched, event);
}

void ApprovalCard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_lookTimer.start();
}

void ApprovalCard::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_lookTimer.start();
}

}  // namespace countersign::inbox
