#include "ui/audit/report_bars.h"

#include "app/console/audit/report_table.h"
#include "ui/text/report_text.h"
#include "ui/theme/ink.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/fitted_text.h"
#include "ui/widgets/row_text.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace countersign::audit {

using console::AuditReport;

ReportBars::ReportBars(const console::ReportTable &table, QWidget *parent) : QWidget(parent), m_table(table)
{
    setObjectName(QStringLiteral("reportBars"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    widgets::setAccessibleRole(*this, QAccessible::Chart);
    connect(&m_table, &QAbstractItemModel::layoutChanged, this, &ReportBars::refresh);
    connect(&m_table, &QAbstractItemModel::modelReset, this, &ReportBars::refresh);
}

void ReportBars::setMeasure(int column)
{
    m_measure = column;
    refresh();
}

void ReportBars::refresh()
{
    if (m_measure >= m_table.columnCount())
        m_measure = -1;
    setAccessibleName(inWords());
    setVisible(m_measure >= 0 && shown() > 0);
    updateGeometry();
    update();
}

int ReportBars::shown() const
{
    return std::min(most, m_table.rowCount());
}

int ReportBars::rowHeight() const
{
    return widgets::lineHeight(theme::style::value) + theme::space::xs;
}

QString ReportBars::label(int row) const
{
    const int column = m_table.labelColumn();
    return column < 0 ? QString() : text::cellText(m_table.cell(row, column), AuditReport::Kind::Text);
}

QString ReportBars::value(int row) const
{
    return text::cellText(m_table.cell(row, m_measure), m_table.report().columns.at(m_measure).kind);
}

QString ReportBars::inWords() const
{
    if (m_measure < 0)
        return {};
    QStringList words;
    for (int row = 0; row < shown(); ++row)
        //: one bar of a chart: what it is of, and how much
        words.append(tr("%1: %2").arg(label(row), value(row)));
    //: what the bars of a chart show, then the bars, separated by semicolons
    return tr("%1, as bars. %2").arg(text::columnTitle(m_table.report().columns.at(m_measure).label), words.join(QStringLiteral("; ")));
}

QSize ReportBars::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, shown() * rowHeight()};
}

void ReportBars::paintEvent(QPaintEvent *)
{
    if (m_measure < 0)
        return;
    const theme::Tokens &t = theme::tokens();
    QPainter painter(this);
    painter.setFont(theme::fontOf(theme::style::value));
    qint64 largest = 1;
    int valueWidth = 0;
    for (int row = 0; row < shown(); ++row) {
        largest = std::max(largest, m_table.cell(row, m_measure).number.value_or(0));
        valueWidth = std::max(valueWidth, painter.fontMetrics().horizontalAdvance(value(row)));
    }
    const auto alignment = static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft));
    const int labelWidth = width() / 3, room = std::max(0, width() - labelWidth - valueWidth - 2 * theme::space::m);
    for (int row = 0; row < shown(); ++row) {
        const int y = row * rowHeight(), height = rowHeight() - theme::space::xs;
        const qint64 amount = std::max<qint64>(0, m_table.cell(row, m_measure).number.value_or(0));
        // Something is seen of what is not nothing.
        const int length = amount > 0 ? std::max(2, static_cast<int>(double(room) * double(amount) / double(largest))) : 0;
        const auto place = [&](int x, int w) { return QStyle::visualRect(layoutDirection(), rect(), QRect(x, y, w, height)); };
        painter.setPen(t.text);
        widgets::drawLine(painter, place(0, labelWidth), alignment, widgets::fittedText(label(row), painter.fontMetrics(), labelWidth));
        if (length > 0)
            theme::paintFrame(painter, place(labelWidth + theme::space::m, length).adjusted(0, 3, 0, -3), {t.accent.strong, QColor(), 2});
        painter.setPen(t.textMuted);
        widgets::drawLine(painter, place(labelWidth + length + 2 * theme::space::m, valueWidth), alignment, value(row));
    }
}

void ReportBars::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

}  // namespace countersign::audit
