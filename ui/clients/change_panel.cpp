#include "ui/clients/change_panel.h"

#include "app/approval/visible_text.h"
#include "app/console/clients/client_draft.h"
#include "ui/text/client_text.h"
#include "ui/text/duration_text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::clients {

using console::ClientEntry;

namespace {

struct Question {
    QString title, verb;
    QStringList reasons;
    theme::ButtonRole role;
};

// `name` has passed visibleText.
Question questionOf(ChangePanel::Change change, const QString &name)
{
    using Change = ChangePanel::Change;
    using theme::ButtonRole;
    switch (change) {
    case Change::Extend:
        return {ChangePanel::tr("Let “%1” live longer?").arg(name), ChangePanel::tr("Extend"),
                {ChangePanel::tr("The work takes longer than planned"), ChangePanel::tr("The work started late"), ChangePanel::tr("It was given too short a time")},
                ButtonRole::Filled};
    case Change::Rotate:
        return {ChangePanel::tr("Give “%1” a new secret?").arg(name), ChangePanel::tr("Make a new secret"),
                {ChangePanel::tr("The secret was lost"), ChangePanel::tr("The secret was seen by others"), ChangePanel::tr("Regular change")},
                ButtonRole::DangerFilled};
    case Change::Freeze:
        return {ChangePanel::tr("Freeze “%1” at once?").arg(name), ChangePanel::tr("Freeze"),
                {ChangePanel::tr("Looks suspicious"), ChangePanel::tr("Asks too often"), ChangePanel::tr("Until its owner has answered")},
                ButtonRole::DangerFilled};
    case Change::Unfreeze:
        return {ChangePanel::tr("Let “%1” go on?").arg(name), ChangePanel::tr("Let it go on"),
                {ChangePanel::tr("Its owner has explained it"), ChangePanel::tr("Frozen by mistake")},
                ButtonRole::Filled};
    case Change::Revoke:
    case Change::None: break;
    }
    return {ChangePanel::tr("Revoke “%1” for ever?").arg(name), ChangePanel::tr("Revoke for ever"),
            {ChangePanel::tr("No longer needed"), ChangePanel::tr("Made by mistake"), ChangePanel::tr("Looks suspicious"), ChangePanel::tr("Key or computer lost"),
             ChangePanel::tr("The person or program left")},
            ButtonRole::DangerFilled};
}

}  // namespace

ChangePanel::ChangePanel(QWidget *parent)
    : QWidget(parent), m_title(new widgets::PlainLabel(this)), m_lines(new widgets::PlainLabel(this)), m_newEnd(new widgets::PlainLabel(this)),
      m_time(new QComboBox(this)), m_reason(new QComboBox(this)), m_confirm(widgets::makeButton(theme::ButtonRole::Filled, QString(), this)),
      m_cancel(widgets::makeButton(theme::ButtonRole::Plain, tr("Cancel"), this))
{
    using namespace theme;
    setObjectName(QStringLiteral("changePanel"));
    widgets::setAccessibleRole(*this, QAccessible::Grouping);
    m_title->setTextStyle(style::title);
    m_newEnd->setTextStyle({Type::Body, Weight::Strong, Face::Figures, Ink::Text});
    m_time->setObjectName(QStringLiteral("extendTime"));
    m_time->setAccessibleName(tr("How much longer"));
    m_reason->setObjectName(QStringLiteral("changeReason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_confirm->setObjectName(QStringLiteral("confirmChange"));
    m_cancel->setObjectName(QStringLiteral("cancelChange"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::m, space::l, space::m);
    column->setSpacing(space::s);
    column->addWidget(m_title);
    column->addWidget(m_lines);
    column->addWidget(m_newEnd);
    auto *line = new widgets::FlowLayout;
    for (QWidget *each : std::initializer_list<QWidget *>{m_time, m_reason, m_confirm, m_cancel})
        line->addWidget(each);
    column->addLayout(line);
    connect(m_time, &QComboBox::currentIndexChanged, this, &ChangePanel::showEnd);
    connect(m_cancel, &QPushButton::clicked, this, &ChangePanel::cancelled);
    connect(m_confirm, &QPushButton::clicked, this, [this] { Q_EMIT confirmed(m_change, m_reason->currentText(), m_time->currentData().toLongLong()); });
}

void ChangePanel::ask(Change change, const ClientEntry &client)
{
    m_change = change;
    const Question question = questionOf(change, approval::visibleText(client.name));
    m_title->setOwnText(question.title);
    m_reason->clear();
    m_reason->addItems(question.reasons);
    m_confirm->setText(question.verb);
    theme::setButtonRole(*m_confirm, question.role);
    fillTimes(client);
    refresh(client);
    // Nothing that ends something has the focus when it appears: Enter must not carry on into it.
    m_reason->setFocus(Qt::OtherFocusReason);
    widgets::announce(*m_title);
}

void ChangePanel::fillTimes(const ClientEntry &client)
{
    const QSignalBlocker quiet(m_time);
    m_time->clear();
    const bool extends = m_change == Change::Extend;
    m_time->setVisible(extends);
    m_newEnd->setVisible(extends);
    if (!extends)
        return;
    m_end = client.expiresAt.value_or(0);
    for (const qint64 seconds : console::ClientDraft::lives()) {
        if (m_time->count() == 0 || m_end + seconds <= client.longestEnd.value_or(m_end + seconds))
            m_time->addItem(tr("%1 longer", "a duration").arg(text::duration(std::chrono::seconds(seconds))), seconds);
    }
}

void ChangePanel::refresh(const ClientEntry &client)
{
    m_lines->setOwnText(text::consequencesOf(m_change, client).join(QLatin1Char('\n')));
    m_end = client.expiresAt.value_or(0);
    showEnd();
}

void ChangePanel::showEnd()
{
    if (m_change == Change::Extend)
        m_newEnd->setOwnText(tr("It ends on %1 instead of %2.").arg(text::momentText(m_end + m_time->currentData().toLongLong()), text::momentText(m_end)));
}

void ChangePanel::setReady(Ready ready)
{
    m_confirm->setEnabled(ready == Ready::Yes);
}

void ChangePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT cancelled();
    else
        QWidget::keyPressEvent(event);
}

void ChangePanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const theme::Tokens &t = theme::tokens();
    theme::paintFrame(painter, rect(), {t.surface, t.line, theme::radius::large});
}

}  // namespace countersign::clients
