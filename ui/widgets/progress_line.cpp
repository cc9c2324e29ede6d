#include "ui/widgets/progress_line.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/plain_text.h"

#include <QHBoxLayout>
#include <QProgressBar>

#include <algorithm>

namespace countersign::widgets {

ProgressLine::ProgressLine(const QString &what, QWidget *parent)
    : QWidget(parent), m_what(new PlainLabel(this)), m_bar(new QProgressBar(this)), m_cancel(makeButton(theme::ButtonRole::Quiet, tr("Cancel"), this))
{
    m_what->setTextStyle(theme::style::muted);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 0);
    m_bar->setFixedHeight(theme::space::s);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_cancel->hide();
    auto *column = new QVBoxLayout;
    column->setSpacing(theme::space::xs);
    column->addWidget(m_what);
    column->addWidget(m_bar);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::space::m);
    line->addLayout(column, 1);
    line->addWidget(m_cancel, 0, Qt::AlignVCenter);
    connect(m_cancel, &QPushButton::clicked, this, &ProgressLine::cancelRequested);
    setWhat(what);
}

void ProgressLine::setWhat(const QString &what)
{
    m_what->setOwnText(what);
    m_bar->setAccessibleName(what);
}

void ProgressLine::setFraction(double fraction)
{
    m_bar->setRange(0, 1000);
    m_bar->setValue(static_cast<int>(std::clamp(fraction, 0.0, 1.0) * 1000));
}

void ProgressLine::setCancellable()
{
    m_cancel->show();
}

}  // namespace countersign::widgets
