// One report as a table that can be sorted by any column, and as bars.
#pragma once

#include "app/backends/audit_records.h"

#include <QAbstractTableModel>

namespace countersign::console {

using backends::AuditReport;

class ReportTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        CellRole = Qt::UserRole + 1,  // AuditReport::Cell
        KindRole,                     // int, AuditReport::Kind
    };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const AuditReport &report);
    void clear();
    [[nodiscard]] const AuditReport &report() const { return m_report; }
    [[nodiscard]] const AuditReport::Cell &cell(int row, int column) const { return m_report.rows.at(row).at(column); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    // Cells as the authority gave them; the screen puts numbers and times into words.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    // Numbers by size, text as a person sorts it; what does not apply stands last either way.
    void sort(int column, Qt::SortOrder order) override;

    // What can be drawn: the columns of amounts, in order.
    [[nodiscard]] QList<int> measures() const;
    // What names a row: the first column of text; −1 without one.
    [[nodiscard]] int labelColumn() const;

private:
    AuditReport m_report;
};

}  // namespace countersign::console

Q_DECLARE_METATYPE(countersign::backends::AuditReport::Cell)
