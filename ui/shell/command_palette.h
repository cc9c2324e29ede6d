// Ctrl+K: every command by its name. Nothing in it decides about a request.
#pragma once

#include "ui/shell/commands.h"

#include <QDialog>

class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace countersign::shell {

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    // Call open(); deletes itself when closed.
    CommandPalette(Commands commands, QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void run(const QModelIndex &index);

    Commands m_commands;
    QSortFilterProxyModel *m_found;
    QLineEdit *m_search;
    QListView *m_list;
};

}  // namespace countersign::shell
