// The left half of the inbox: heading, search, what is new, the rows, and what stands there when there are none.
#pragma once

#include "ui/inbox/inbox_state.h"
#include "ui/inbox/request_list.h"

class QPushButton;
class QStackedLayout;

namespace countersign::widgets {
class EmptyState;
class SearchField;
class SectionHeader;
}  // namespace countersign::widgets

namespace countersign::inbox {

class ListPane : public QWidget {
    Q_OBJECT
public:
    explicit ListPane(console::Console &console, QWidget *parent = nullptr);

    [[nodiscard]] RequestList &list() { return *m_list; }
    void setAuthority(const console::AuthorityId &authority);
    void setValues(Values values) { m_rows.setValues(values); }
    void focusSearch();
    void refresh();
    // Whether there are rows to see, and not a message in their place.
    [[nodiscard]] bool isFilled() const { return m_state.kind == InboxState::Kind::Filled; }
    // Heading and search keep this width when the pane is wider.
    void setColumnWidth(int width);

Q_SIGNALS:
    void filledChanged();
    void signInRequested();

private:
    void onAction();
    void showMessage();

    console::Console &m_console;
    RequestRows m_rows;
    InboxState m_state;
    widgets::SectionHeader *m_header;
    widgets::SearchField *m_search;
    QPushButton *m_new;
    QStackedLayout *m_pages;
    RequestList *m_list;
    widgets::EmptyState *m_empty;
};

}  // namespace countersign::inbox
