// The list of pending requests. Whoever points at it holds it still; moving in it opens the request.
#pragma once

#include "ui/inbox/request_rows.h"
#include "ui/inbox/row_delegate.h"

#include <QListView>

namespace countersign::inbox {

class RequestList : public QListView {
    Q_OBJECT
public:
    RequestList(RequestRows &rows, console::InboxModel &inbox, QWidget *parent = nullptr);
    ~RequestList() override;

    [[nodiscard]] RowDelegate &rowDelegate() { return *m_delegate; }
    void choose(const console::ApprovalRef &ref);
    void chooseNone();
    enum class Way { Next, Previous };
    void step(Way way);

Q_SIGNALS:
    // A person chose another row.
    void chosen(const countersign::console::ApprovalRef &ref);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles) override;
    bool viewportEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void letGo();

    RequestRows &m_rows;
    console::InboxModel &m_inbox;
    RowDelegate *m_delegate;
    bool m_quiet = false;      // the program moves, not a person
    bool m_pointedAt = false;
};

}  // namespace countersign::inbox
