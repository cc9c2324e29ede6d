#include "ui/inbox/deny_reasons.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"

#include <QVBoxLayout>

namespace countersign::inbox {

DenyReasons::DenyReasons(QWidget *parent) : QWidget(parent), m_question(new widgets::PlainLabel(this)), m_choices(new QWidget(this))
{
    m_question->setTextStyle(theme::style::muted);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_question);
    column->addWidget(m_choices);
    auto *flow = new widgets::FlowLayout(m_choices);
    flow->setContentsMargins(0, 0, 0, 0);
    const QStringList reasons{tr("Nobody announced it"), tr("Wrong amount or target"), tr("Too little information"), tr("Not needed any more"), tr("Looks like an attack")};
    for (const QString &reason : reasons) {
        QPushButton *button = widgets::makeButton(theme::ButtonRole::Plain, reason, m_choices);
        button->setObjectName(QStringLiteral("denyReason"));
        flow->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, reason] {
            m_question->setOwnText(tr("Reason given: %1").arg(reason));
            m_choices->hide();
            Q_EMIT chosen(reason);
        });
    }
    reset();
}

void DenyReasons::reset()
{
    m_question->setOwnText(tr("If you like, say why. It is kept in the log and told to the requester."));
    m_choices->show();
}

}  // namespace countersign::inbox
