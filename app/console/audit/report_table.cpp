#include "app/console/audit/report_table.h"

#include <QCollator>

#include <algorithm>

namespace countersign::console {

using Kind = AuditReport::Kind;

void ReportTable::show(const AuditReport &report)
{
    beginResetModel();
    m_report = report;
    endResetModel();
}

void ReportTable::clear()
{
    show({});
}

int ReportTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_report.rows.size());
}

int ReportTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_report.columns.size());
}

QVariant ReportTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const AuditReport::Cell &one = cell(index.row(), index.column());
    switch (role) {
    case CellRole: return QVariant::fromValue(one);
    case KindRole: return static_cast<int>(m_report.columns.at(index.column()).kind);
    case Qt::DisplayRole: return one.number ? QVariant(*one.number) : QVariant(one.text);
    default: return {};
    }
}

QVariant ReportTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnCount())
        return {};
    return m_report.columns.at(section).label;
}

void ReportTable::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount())
        return;
    QCollator collator;
    collator.setNumericMode(true);
    const bool isText = m_report.columns.at(column).kind == Kind::Text, rises = order == Qt::AscendingOrder;
    const auto before = [&](const QList<AuditReport::Cell> &a, const QList<AuditReport::Cell> &b) {
        const AuditReport::Cell &left = a.at(column), &right = b.at(column);
        const bool leftEmpty = isText ? left.text.isEmpty() : !left.number, rightEmpty = isText ? right.text.isEmpty() : !right.number;
        if (leftEmpty || rightEmpty)
            return !leftEmpty && rightEmpty;
        const auto less = [&](const AuditReport::Cell &x, const AuditReport::Cell &y) { return isText ? collator.compare(x.text, y.text) < 0 : *x.number < *y.number; };
        return rises ? less(left, right) : less(right, left);
    };
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    std::stable_sort(m_report.rows.begin(), m_report.rows.end(), before);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

QList<int> ReportTable::measures() const
{
    QList<int> found;
    for (int column = 0; column < columnCount(); ++column) {
        const AuditReport::Column &one = m_report.columns.at(column);
        const bool isAmount = one.kind == Kind::Number || one.kind == Kind::Seconds || one.kind == Kind::Percent;
        // A place in the log is a number and no amount.
        if (isAmount && one.name != QLatin1String("seq"))
            found.append(column);
    }
    return found;
}

int ReportTable::labelColumn() const
{
    const auto isText = [](const AuditReport::Column &one) { return one.kind == Kind::Text; };
    const auto found = std::find_if(m_report.columns.begin(), m_report.columns.end(), isText);
    return found == m_report.columns.end() ? -1 : static_cast<int>(found - m_report.columns.begin());
}

}  // namespace countersign::console
