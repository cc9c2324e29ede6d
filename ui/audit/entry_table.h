// The log as a table of any length. Moving in it marks a row; Enter, or a click, opens it.
#pragma once

#include "app/console/audit/audit_rows.h"

#include <QIdentityProxyModel>
#include <QTableView>

namespace countersign::audit {

class EntryDelegate;

// The rows with their words for screen readers and column heads.
class EntryRows : public QIdentityProxyModel {
    Q_OBJECT
public:
    using QIdentityProxyModel::QIdentityProxyModel;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] const console::AuditEntryFacts *entryAt(const QModelIndex &index) const;
};

class EntryTable : public QTableView {
    Q_OBJECT
public:
    explicit EntryTable(QWidget *parent = nullptr);
    ~EntryTable() override;

    // Null: none. The rows outlive the table, or another call comes before.
    void show(console::AuditRows *rows);
    // Marks the row and brings it into sight; tells nobody.
    void choose(int row);
    void toTop();
    [[nodiscard]] const console::AuditEntryFacts *chosen() const;

Q_SIGNALS:
    // A person wants to see the whole of it.
    void opened();
    // A person moved to another row.
    void moved();

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void lookAt();
    void arrange();
    void keepChosen();

    console::AuditRows *m_entries = nullptr;
    EntryRows *m_rows;
    EntryDelegate *m_delegate;
    qint64 m_chosen = -1;  // the seq
    bool m_quiet = false;  // the program moves, not a person
};

}  // namespace countersign::audit
