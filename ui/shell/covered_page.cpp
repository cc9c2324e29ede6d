#include "ui/shell/covered_page.h"

#include "ui/widgets/empty_state.h"

#include <QApplication>
#include <QFocusEvent>
#include <QPushButton>
#include <QShortcut>

namespace countersign::shell {

CoveredPage::CoveredPage(console::Settings &settings, QWidget *page, QWidget *parent)
    : QStackedWidget(parent), m_settings(settings), m_page(page), m_cover(new widgets::EmptyState(theme::Glyph::Eye))
{
    m_cover->setObjectName(QStringLiteral("pageCover"));
    m_cover->setMessage(tr("What stands here is hidden"), tr("Press H, or the button, when nobody else sees your screen. It is hidden again once you leave this page."));
    m_cover->setAction(tr("Show it"));
    m_cover->action()->setObjectName(QStringLiteral("showPage"));
    addWidget(m_page);
    addWidget(m_cover);
    // Where one types, a letter is the field's.
    connect(new QShortcut(QKeySequence(Qt::Key_H), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated, this, &CoveredPage::toggle);
    connect(m_cover, &widgets::EmptyState::actionRequested, this, &CoveredPage::toggle);
    connect(&m_settings, &console::Settings::changed, this, &CoveredPage::refresh);
    refresh();
}

void CoveredPage::toggle()
{
    m_asked = currentWidget() == m_cover;
    if (!m_settings.hidesValues())
        m_settings.setHidesValues(true);
    refresh();
}

void CoveredPage::refresh()
{
    QWidget *now = m_settings.hidesValues() && !m_asked ? static_cast<QWidget *>(m_cover) : m_page;
    if (now == currentWidget())
        return;
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    setCurrentWidget(now);
    if (hadFocus)
        setFocus(Qt::OtherFocusReason);
}

void CoveredPage::focusInEvent(QFocusEvent *event)
{
    QStackedWidget::focusInEvent(event);
    (currentWidget() == m_cover ? static_cast<QWidget *>(m_cover->action()) : m_page)->setFocus(event->reason());
}

// Minimised is not left: the person comes back to where they were.
void CoveredPage::hideEvent(QHideEvent *event)
{
    QStackedWidget::hideEvent(event);
    if (event->spontaneous())
        return;
    m_asked = false;
    refresh();
}

}  // namespace countersign::shell
