#include "ui/inbox/less_panel.h"

#include "ui/text/duration_text.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::inbox {

LessPanel::LessPanel(QWidget *parent) : QWidget(parent), m_scopeArea(new QWidget(this)), m_time(new QComboBox(this))
{
    m_time->setObjectName(QStringLiteral("lessTime"));
    m_time->setAccessibleName(tr("Time granted"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::space::m);
    line->addWidget(m_time, 0, Qt::AlignTop);
    line->addWidget(m_scopeArea, 1, Qt::AlignVCenter);
    auto *flow = new widgets::FlowLayout(m_scopeArea);
    flow->setContentsMargins(0, 0, 0, 0);
    connect(m_time, &QComboBox::currentIndexChanged, this, &LessPanel::changed);
}

void LessPanel::show(const console::Approval &approval)
{
    const QSignalBlocker quiet(this);
    m_time->clear();
    m_time->addItem(tr("%1, as asked").arg(text::duration(std::chrono::seconds(approval.credential.ttl))), QVariant());
    for (const qint64 seconds : {qint64(3600), qint64(900), qint64(300), qint64(60), qint64(30), qint64(15)}) {
        if (seconds < approval.credential.ttl)
            m_time->addItem(text::duration(std::chrono::seconds(seconds)), seconds);
    }
    m_time->setVisible(m_time->count() > 1);
    qDeleteAll(m_scopes);
    m_scopes.clear();
    m_names.clear();
    for (const console::ScopeFact &scope : approval.scopes) {
        auto *box = new QCheckBox(widgets::buttonText(scope.name), m_scopeArea);
        box->setObjectName(QStringLiteral("lessScope"));
        box->setChecked(true);
        m_scopeArea->layout()->addWidget(box);
        connect(box, &QCheckBox::toggled, this, [this, box] {
            // Nothing at all is not less, it is a denial.
            if (std::none_of(m_scopes.begin(), m_scopes.end(), [](const QCheckBox *each) { return each->isChecked(); }))
                box->setChecked(true);
            Q_EMIT changed();
        });
        m_scopes.append(box);
        m_names.append(scope.name);
    }
    m_scopeArea->setVisible(m_scopes.size() > 1);
}

bool LessPanel::isUseful() const
{
    return m_time->count() > 1 || m_scopes.size() > 1;
}

console::Less LessPanel::less() const
{
    console::Less less;
    if (const QVariant seconds = m_time->currentData(); seconds.isValid())
        less.ttlSeconds = seconds.toLongLong();
    QStringList kept;
    for (qsizetype i = 0; i < m_scopes.size(); ++i) {
        if (m_scopes.at(i)->isChecked())
            kept.append(m_names.at(i));
    }
    if (kept.size() < m_names.size())
        less.scopes = kept;
    return less;
}

}  // namespace countersign::inbox
