// The reports of a review: which, over what time, as bars and as a table, and as a file.
#pragma once

#include "app/console/audit/audit_reports.h"

#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace countersign::widgets {
class Banner;
class EmptyState;
class PlainLabel;
class ProgressLine;
}  // namespace countersign::widgets

namespace countersign::audit {

class ReportBars;

class ReportsView : public QWidget {
    Q_OBJECT
public:
    explicit ReportsView(console::AuditReports &reports, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;  // what nobody looks at is not asked for

private:
    QWidget *makeHead();
    QWidget *makeTable();
    void refresh();
    [[nodiscard]] QWidget *makeRange();
    void refreshKinds();
    void refreshRange();
    void chooseRange();
    void refreshTable();
    void refreshEmpty();
    void refreshSaving();
    void sortBy(int column, Qt::SortOrder order);
    void save();

    console::AuditReports &m_reports;
    QComboBox *m_kind, *m_span;
    QWidget *m_range = nullptr;
    QDateTimeEdit *m_from = nullptr, *m_until = nullptr;
    QPushButton *m_save;
    widgets::PlainLabel *m_explanation, *m_cut;
    widgets::Banner *m_saved;
    widgets::ProgressLine *m_saving;
    QStackedWidget *m_stack;
    widgets::ProgressLine *m_loading;
    widgets::EmptyState *m_empty;
    QWidget *m_whole;
    ReportBars *m_bars;
    QTableView *m_table;
    QString m_shown;  // name of the report whose columns the table has
};

}  // namespace countersign::audit
