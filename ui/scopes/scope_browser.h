// The catalogue to look at: the tree of scopes with its search and filter, and the card of the one that is chosen.
#pragma once

#include "app/console/catalog/catalog_tree.h"

#include <QSet>
#include <QWidget>

class QComboBox;
class QPushButton;
class QTreeView;

namespace countersign::widgets {
class Banner;
class EmptyState;
class ProgressLine;
class SearchField;
class SectionHeader;
}

namespace countersign::scopes {

class ScopeCard;
class ScopeRows;

class ScopeBrowser : public QWidget {
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
    void reloadRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QWidget *makeList();
    [[nodiscard]] QWidget *makeDetail();
    void connectTree();
    void keepPlace();
    void restorePlace();
    void showFilterCounts();
    void showStates();
    void showDraft();
    void showCard();
    void onStateAction();
    [[nodiscard]] QString chosen() const;

    console::AuthorityCatalog *m_catalog = nullptr;
    console::CatalogTree m_tree;
    ScopeRows *m_rows;
    widgets::SectionHeader *m_header = nullptr;
    widgets::SearchField *m_search = nullptr;
    QComboBox *m_filter = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_history = nullptr;
    widgets::Banner *m_draft = nullptr;
    widgets::ProgressLine *m_loading = nullptr;
    QTreeView *m_view = nullptr;
    widgets::EmptyState *m_state = nullptr;
    widgets::EmptyState *m_nothingChosen = nullptr;
    ScopeCard *m_card = nullptr;
    QWidget *m_right = nullptr;
    // Where the person is, across a list that is made anew.
    QString m_chosen;
    QSet<QString> m_closed;
    int m_scrolled = 0;
};

}  // namespace countersign::scopes
