// One entry of the log: what happened, every field of it, the request it belongs to from asking to use, and whether it is proved.
#pragma once

#include "app/console/audit/audit_detail.h"
#include "ui/widgets/fact_sheet.h"

#include <QPointer>
#include <QWidget>

class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace countersign::widgets {
class Banner;
class PlainLabel;
}

namespace countersign::audit {

class EntryCard : public QWidget {
    Q_OBJECT
public:
    explicit EntryCard(QWidget *parent = nullptr);

    // Null: none.
    void show(console::AuditDetail *detail);
    // From now on there is a button "Save evidence bundle…".
    void offerBundle();

Q_SIGNALS:
    void closeRequested();
    void said(const QString &sentence);
    void filterRequested(countersign::console::AuditField field, const QString &value);
    void bundleRequested(const QString &txn);
    // Another step of the request's life is to be shown.
    void stepRequested(const countersign::console::AuditEntryFacts &entry);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    [[nodiscard]] QWidget *makeFoot();
    void refresh();
    void fill(const console::AuditEntryFacts &entry);
    void addHead(QVBoxLayout &column, const console::AuditEntryFacts &entry);
    void addPayload(QVBoxLayout &column, const console::AuditEntryFacts &entry);
    void addMore(QVBoxLayout &column, const console::AuditEntryFacts &entry);
    void showThread();
    [[nodiscard]] QWidget *makeSteps();
    void showProof();
    void copyProof();
    void saveProof();

    QPointer<console::AuditDetail> m_detail;
    qint64 m_shown = -1;  // the seq
    bool m_threadShown = false, m_offersBundle = false;
    bool m_stepping = false;  // by keys, from step to step: the focus stays among them
    QScrollArea *m_scroll = nullptr;
    QWidget *m_thread = nullptr;
    widgets::Banner *m_proof = nullptr;
    QPushButton *m_close = nullptr, *m_copy = nullptr, *m_save = nullptr, *m_bundle = nullptr;
};

}  // namespace countersign::audit
