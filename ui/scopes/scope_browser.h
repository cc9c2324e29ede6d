// The catalogue to look at: the tree of scopes with its search and filter, and the card of the one that is chosen.
#pragma once

#include "app/console/catalog/catalog_tree.h"
#include "ui/widgets/list_beside_card.h"

#include <QSet>

class QComboBox;
class QPushButton;
class QTreeView;
class QVBoxLayout;

namespace countersign::widgets {
class Banner;
class SearchField;
}

namespace countersign::scopes {

class ScopeCard;
class ScopeRows;

class ScopeBrowser : public widgets::ListBesideCard {
    Q_OBJECT
public:
    explicit ScopeBrowser(QWidget *parent = nullptr);

    // Null: there is none. Called again with every change.
    void show(console::AuthorityCatalog *catalog);
    void showScope(const QString &scope);
    void focusSearch();
    void addControl(QWidget *control);

Q_SIGNALS:
    void editRequested(const QString &scope);  // empty: the text from its beginning
    void addRequested(const QString &scope);
    void historyRequested();
    void proposalsRequested();
    void reloadRequested();

private:
    void buildControls();
    void buildList();
    void connectTree();
    void keepPlace();
    void restorePlace();
    void showFilterCounts();
    void showStates();
    void showDraft();
    void showWaiting();
    void showChosen();
    void leaveCard();
    void onStateAction();
    [[nodiscard]] QString chosen() const;

    console::AuthorityCatalog *m_catalog = nullptr;
    console::CatalogTree m_tree;
    ScopeRows *m_rows;
    QVBoxLayout *m_controls = nullptr;
    widgets::SearchField *m_search = nullptr;
    QComboBox *m_filter = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_history = nullptr;
    widgets::Banner *m_draft = nullptr, *m_waiting = nullptr;
    QTreeView *m_view = nullptr;
    ScopeCard *m_card = nullptr;
    bool m_cardOpen = false;  // in a narrow window: the card stands in the list's place
    // Where the person is, across a list that is made anew.
    QString m_chosen;
    QSet<QString> m_closed;
    int m_scrolled = 0;
};

}  // namespace countersign::scopes
