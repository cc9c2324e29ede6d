// The list of clients. Moving in it opens the client; nothing opens by itself.
#pragma once

#include "app/console/clients/clients_model.h"

#include <QIdentityProxyModel>
#include <QListView>

namespace countersign::clients {

class ClientDelegate;

// The rows with their words for screen readers.
class ClientRows : public QIdentityProxyModel {
    Q_OBJECT
public:
    using QIdentityProxyModel::QIdentityProxyModel;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
};

class ClientList : public QListView {
    Q_OBJECT
public:
    explicit ClientList(console::ClientsModel &model, QWidget *parent = nullptr);
    ~ClientList() override;

    [[nodiscard]] ClientDelegate &rowDelegate() { return *m_delegate; }
    // Marks the row, where it is shown; tells nobody.
    void choose(const console::ClientRef &ref);

Q_SIGNALS:
    // A person chose a row.
    void chosen(const countersign::console::ClientRef &ref);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void chooseRow(int row);

    console::ClientsModel &m_model;
    ClientRows *m_rows;
    ClientDelegate *m_delegate;
    console::ClientRef m_chosen;
    bool m_quiet = false;  // the program moves, not a person
};

}  // namespace countersign::clients
