// Saves what the filter shows into a file, shows how far it is, and says what the file proves.
#pragma once

#include "app/console/audit/audit_export.h"

#include <QDialog>

class QPushButton;
class QRadioButton;
class QVBoxLayout;

namespace countersign::widgets {
class Banner;
class FactSheet;
class LongValue;
class PlainLabel;
class ProgressLine;
}  // namespace countersign::widgets

namespace countersign::audit {

class ExportDialog : public QDialog {
    Q_OBJECT
public:
    // Asks for the format, or shows what goes on already. Call open(); deletes itself. Closing it cancels what goes on.
    explicit ExportDialog(console::AuditExport &exporter, QWidget *parent = nullptr);

public Q_SLOTS:
    void reject() override;

private:
    void addChoice(QVBoxLayout &column);
    void addOutcome(QVBoxLayout &column);
    void addFoot(QVBoxLayout &column);
    void refresh();
    void refreshProgress();
    void refreshOutcome();
    void showSaved();
    void showChecked(const console::ExportCheck &check);
    void choose();

    console::AuditExport &m_export;
    QWidget *m_choice;
    QRadioButton *m_lines, *m_csv;
    widgets::ProgressLine *m_progress;
    widgets::Banner *m_outcome;
    widgets::FactSheet *m_facts;
    widgets::PlainLabel *m_findings;
    QPushButton *m_saveAs, *m_close;
};

}  // namespace countersign::audit
