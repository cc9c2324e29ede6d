#include "ui/inbox/card_foot.h"

#include "ui/inbox/approve_button.h"
#include "ui/inbox/deny_reasons.h"
#include "ui/inbox/less_panel.h"
#include "app/console/authority_session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/fold_toggle.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/progress_line.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

#include <utility>

namespace countersign::inbox {

using approval::Verdict;
using console::Outcome;
using namespace widgets;

namespace {

constexpr int kHintBesideColumns = 64;
constexpr int kHintLines = 3;  // beside the buttons; more of them are better above, in the whole width

}  // namespace

CardFoot::CardFoot(console::ApprovalController &card, QWidget *parent)
    : QWidget(parent), m_card(card), m_notices(new QVBoxLayout), m_sending(new ProgressLine(tr("Sending your decision…"), this)),
      m_reasons(new DenyReasons(this))
{
    auto *column = new QVBoxLayout(this);
    m_column = column;
    column->setContentsMargins(theme::space::xl, theme::space::s, theme::space::xl, theme::space::m);
    column->setSpacing(theme::space::s);
    m_notices->setSpacing(theme::space::s);
    column->addLayout(m_notices);
    column->addWidget(m_sending);
    column->addWidget(m_reasons);
    buildFields(*column);
    buildButtons(*column);
    connect(m_reasons, &DenyReasons::chosen, &m_card, &console::ApprovalController::addDenyReason);
    reset();
}

void CardFoot::buildFields(QVBoxLayout &column)
{
    m_fields = new QWidget(this);
    auto *line = new QHBoxLayout(m_fields);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::space::s);
    m_comment = new QLineEdit(m_fields);
    m_comment->setObjectName(QStringLiteral("commentField"));
    m_comment->setAccessibleName(tr("Comment"));
    m_comment->setMaxLength(static_cast<int>(approval::kMaxReason));
    m_code = new QLineEdit(m_fields);
    m_code->setObjectName(QStringLiteral("codeField"));
    m_code->setAccessibleName(tr("Requester's code"));
    m_code->setPlaceholderText(tr("Requester's code"));
    m_code->setMaxLength(32);
    line->addWidget(m_comment, 3);
    line->addWidget(m_code, 1);
    column.addWidget(m_fields);
    connect(m_comment, &QLineEdit::textChanged, &m_card, &console::ApprovalController::setComment);
    connect(m_code, &QLineEdit::textChanged, &m_card, &console::ApprovalController::setCode);
}

void CardFoot::buildButtons(QVBoxLayout &column)
{
    m_lessToggle = new FoldButton(tr("Grant less"), this);
    m_lessToggle->setObjectName(QStringLiteral("lessButton"));
    m_less = new LessPanel(this);
    m_less->hide();
    m_hint = new PlainLabel(this);
    m_hint->setObjectName(QStringLiteral("approveHint"));
    m_hint->setTextStyle(theme::style::caption);
    m_deny = makeButton(theme::ButtonRole::Plain, tr("Deny"), this);
    m_deny->setObjectName(QStringLiteral("denyButton"));
    m_deny->setAccessibleName(m_deny->text());
    m_approve = new ApproveButton(this);
    m_next = makeButton(theme::ButtonRole::Plain, tr("Next request"), this);
    m_next->setObjectName(QStringLiteral("nextButton"));
    m_next->setAccessibleName(m_next->text());
    column.addWidget(m_less);
    column.addWidget(m_hint);
    auto *line = new QHBoxLayout;
    m_buttons = line;
    line->setSpacing(theme::space::s);
    line->addWidget(m_lessToggle);
    line->addStretch(1);
    line->addWidget(m_deny);
    line->addWidget(m_approve);
    line->addWidget(m_next);
    column.addLayout(line);
    connect(m_lessToggle, &QAbstractButton::toggled, m_less, &QWidget::setVisible);
    connect(m_less, &LessPanel::changed, this, [this] { m_card.setLess(m_less->less()); });
    connect(m_deny, &QPushButton::clicked, &m_card, &console::ApprovalController::deny);
    connect(m_approve, &QPushButton::clicked, &m_card, &console::ApprovalController::approve);
    connect(m_next, &QPushButton::clicked, this, &CardFoot::nextRequested);
    m_approve->setDelaySource([this] {
        const bool low = m_card.approval() && m_card.approval()->risk.tier == approval::Tier::Low;
        return ApproveButton::Delay{m_card.armInMs(), low ? 600 : 2000};
    });
}

// Between the buttons where there is room for a few lines of it: the card above wants every line.
void CardFoot::placeHint()
{
    int room = width() - 2 * theme::space::xl - theme::space::s;
    for (const QWidget *button : std::initializer_list<const QWidget *>{m_lessToggle, m_deny, m_approve, m_next}) {
        if (!button->isHidden())
            room -= button->sizeHint().width() + theme::space::s;
    }
    const bool wide = width() >= fontMetrics().averageCharWidth() * kHintBesideColumns;
    const bool beside = wide && QFontMetrics(theme::fontOf(theme::style::caption)).horizontalAdvance(m_hint->text()) <= kHintLines * room;
    if (beside == m_hintBeside)
        return;
    m_hintBeside = beside;
    if (beside) {
        m_column->removeWidget(m_hint);
        m_buttons->insertWidget(1, m_hint, 100, Qt::AlignVCenter);
    } else {
        m_buttons->removeWidget(m_hint);
        m_column->insertWidget(m_column->indexOf(m_buttons), m_hint);
    }
}

void CardFoot::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeHint();
}

void CardFoot::reset()
{
    m_comment->clear();
    m_code->clear();
    m_lessToggle->setChecked(false);
    m_reasons->reset();
    refresh();
}

void CardFoot::showCard()
{
    const console::Approval *approval = m_card.approval();
    if (!approval)
        return;
    m_less->show(*approval);
    m_comment->setPlaceholderText(m_card.wantsComment() ? tr("Comment, needed to approve this") : tr("Comment, kept in the log"));
    refresh();
}

void CardFoot::act(Notice::Action action)
{
    console::AuthoritySession *session = m_card.authority();
    if (action == Notice::Action::Retry && session)
        session->retry();
    else if (action == Notice::Action::SignIn)
        Q_EMIT signInRequested();
}

// What could be taken away is what was asked: its scopes and times.
void CardFoot::setValues(Values values)
{
    if (std::exchange(m_values, values) != values)
        refresh();
}

void CardFoot::showNotices()
{
    const QList<Notice> now = m_card.approval() ? notices(m_card) : QList<Notice>();
    if (now == m_shown)
        return;
    m_shown = now;
    while (QLayoutItem *item = m_notices->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Notice &notice : now) {
        auto *banner = new Banner(notice.tone, this);
        banner->setMessage(notice.title, notice.sentence);
        if (notice.action == Notice::Action::Retry)
            banner->setAction(tr("Retry"));
        else if (notice.action == Notice::Action::SignIn)
            banner->setAction(tr("Sign in"));
        connect(banner, &Banner::actionRequested, this, [this, action = notice.action] { act(action); });
        m_notices->addWidget(banner);
        banner->show();
    }
}

void CardFoot::refresh()
{
    const Outcome outcome = m_card.outcome();
    const bool over = outcome == Outcome::Decided || outcome == Outcome::Counted;
    const bool sending = outcome == Outcome::Sending;
    const bool approvable = m_card.approval() && mayStillApprove(m_card);
    const bool deniable = m_card.canDeny();
    const bool open = approvable || deniable;
    // A button that goes must not hand its focus, and the next key press, to another decision.
    if (QWidget *focused = QApplication::focusWidget(); focused && isAncestorOf(focused) && !open && focused != m_next)
        parentWidget()->setFocus(Qt::OtherFocusReason);
    showNotices();
    m_sending->setVisible(sending);
    m_reasons->setVisible(outcome == Outcome::Decided && m_card.verdict() == Verdict::Deny);
    m_fields->setVisible(open);
    m_code->setVisible(m_card.wantsCode() && approvable);
    if (m_code->text() != m_card.code() && m_card.code().isEmpty())
        m_code->clear();
    const bool less = approvable && m_values == Values::Shown && m_card.authority() && m_card.authority()->authorityCan().less && m_less->isUseful();
    m_lessToggle->setVisible(less);
    m_less->setVisible(less && m_lessToggle->isChecked());
    const QStringList still = wanted(m_card);
    m_hint->setVisible(open);
    m_hint->setOwnText(!approvable        ? tr("D denies.")
                       : still.isEmpty() ? tr("Ctrl+Enter approves, D denies.")
                                         : still.join(QLatin1Char(' ')));
    m_deny->setVisible(open);
    m_deny->setEnabled(deniable);
    m_approve->setVisible(approvable);
    m_approve->setEnabled(m_card.canApprove());
    m_approve->refresh();
    m_next->setVisible(m_card.approval() && !open && !sending && outcome != Outcome::Unknown);
    m_next->setText(over ? tr("Next request") : tr("Close"));
    m_next->setAccessibleName(m_next->text());
    placeHint();
}

void CardFoot::focusMissing()
{
    const auto blockers = m_card.approveBlockers();
    const auto holds = [&blockers](console::Blocker blocker) { return std::find(blockers.begin(), blockers.end(), blocker) != blockers.end(); };
    QLineEdit *field = holds(console::Blocker::CommentMissing) ? m_comment : holds(console::Blocker::CodeMissing) ? m_code : nullptr;
    if (field && field->isVisible())
        field->setFocus(Qt::ShortcutFocusReason);
}

void CardFoot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const theme::Tokens &t = theme::tokens();
    painter.fillRect(rect(), t.surface);
    painter.fillRect(QRect(0, 0, width(), 1), t.line);
}

}  // namespace countersign::inbox
