// Scopes: the catalogue of an authority to look at, to change, and to go back in.
#pragma once

#include "app/console/catalog/catalog_list.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QComboBox;
class QStackedWidget;

namespace countersign::widgets {
class Banner;
}

namespace countersign::scopes {

class EditorPane;
class HistoryPane;
class ProposalsPane;
class ReviewPane;
class ScopeBrowser;

class ScopesPage : public QWidget {
    Q_OBJECT
public:
    ScopesPage(console::CatalogList &catalogs, console::AuthorityList &authorities, QWidget *parent = nullptr);

    // Text that is nowhere but here: the program must not end without asking.
    [[nodiscard]] bool holdsUnsavedText();
    // Asks; `then` is called when the person gives the text up.
    void askBeforeLosing(const std::function<void()> &then);

public Q_SLOTS:
    void showScope(const QString &scope);
    void focusSearch();

Q_SIGNALS:
    void approvalRequested(const countersign::console::ApprovalRef &approval);
    void said(const QString &sentence);  // for a short message

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    enum class Place { Browse, Change, History, Waiting };
    void build();
    void connectPanes();
    void addKeys();
    void follow(console::AuthorityCatalog *catalog);
    void chooseCatalog();
    void refresh();
    void showLink();
    void go(Place place);
    void edit(const QString &scope);
    void add(const QString &suggestion);
    void rollBack(const console::CatalogVersion &version, const QString &toml);
    void askDiscard(const std::function<void()> &then);
    void back();

    console::CatalogList &m_catalogs;
    console::AuthorityList &m_authorities;
    QPointer<console::AuthorityCatalog> m_catalog;
    Place m_place = Place::Browse;
    widgets::Banner *m_link = nullptr;
    QComboBox *m_which = nullptr;
    QStackedWidget *m_stack = nullptr;
    ScopeBrowser *m_browser = nullptr;
    EditorPane *m_editor = nullptr;
    ReviewPane *m_review = nullptr;
    HistoryPane *m_history = nullptr;
    ProposalsPane *m_proposals = nullptr;
};

}  // namespace countersign::scopes
