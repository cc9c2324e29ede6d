#include "ui/inbox/less_panel.h"

#include "app/approval/action_type.h"
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

LessPanel::LessPanel(QWidget *parent) : QWidget(parent), m_scopeArea(new QWidget(this)), m_time(new QComboBox(this)), m_calls(new QComboBox(this))
{
    m_time->setObjectName(QStringLiteral("lessTime"));
    m_time->setAccessibleName(tr("Time granted"));
    m_calls->setObjectName(QStringLiteral("lessCalls"));
    m_calls->setAccessibleName(tr("Calls granted"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::space::m);
    line->addWidget(m_time, 0, Qt::AlignTop);
    line->addWidget(m_calls, 0, Qt::AlignTop);
    line->addWidget(m_scopeArea, 1, Qt::AlignVCenter);
    auto *flow = new widgets::FlowLayout(m_scopeArea);
    flow->setContentsMargins(0, 0, 0, 0);
    for (const QComboBox *choice : {m_time, m_calls})
        connect(choice, &QComboBox::currentIndexChanged, this, &LessPanel::changed);
}

void LessPanel::show(const console::Approval &approval)
{
    const QSignalBlocker quiet(this);
    fillTimes(approval);
    fillCalls(approval);
    fillScopes(approval);
}

void LessPanel::fillTimes(const console::Approval &approval)
{
    m_time->clear();
    m_time->addItem(tr("%1, as asked").arg(text::duration(std::chrono::seconds(approval.credential.ttl))), QVariant());
    // A change of the catalogue has no time of its own: it is made, or not.
    const bool lasts = approval::yieldOf(approval.actionType) != approval::Yield::Change;
    for (const qint64 seconds : std::initializer_list<qint64>{4 * 3600, 2 * 3600, 3600, 1800, 900, 300, 60, 30, 15}) {
        if (lasts && seconds < approval.credential.ttl)
            m_time->addItem(text::duration(std::chrono::seconds(seconds)), seconds);
    }
    m_time->setVisible(m_time->count() > 1);
}

void LessPanel::fillCalls(const console::Approval &approval)
{
    const std::optional<qint64> &asked = approval.credential.maxCalls;
    m_calls->clear();
    m_calls->addItem(asked ? tr("%n calls, as asked", nullptr, static_cast<int>(std::min<qint64>(*asked, 1'000'000'000))) : tr("Any number of calls, as asked"), QVariant());
    const bool isWindow = approval::yieldOf(approval.actionType) == approval::Yield::Window;
    for (const qint64 calls : std::initializer_list<qint64>{1000, 100, 50, 10, 5, 1}) {
        if (isWindow && (!asked || calls < *asked))
            m_calls->addItem(tr("%n calls", nullptr, static_cast<int>(calls)), calls);
    }
    m_calls->setVisible(m_calls->count() > 1);
}

void LessPanel::fillScopes(const console::Approval &approval)
{
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
    return m_time->count() > 1 || m_calls->count() > 1 || m_scopes.size() > 1;
}

console::Less LessPanel::less() const
{
    console::Less less;
    if (const QVariant seconds = m_time->currentData(); seconds.isValid())
        less.ttlSeconds = seconds.toLongLong();
    if (const QVariant calls = m_calls->currentData(); calls.isValid())
        less.calls = calls.toLongLong();
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
