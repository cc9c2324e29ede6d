// Active access: every live credential, window and session, and one step to end it.
#pragma once

#include "app/console/authority_list.h"
#include "app/console/grants_model.h"

#include <QWidget>

class QComboBox;
class QListView;
class QPushButton;

namespace countersign::widgets {
class Banner;
class EmptyState;
class ProgressLine;
class SearchField;
class SectionHeader;
}

namespace countersign::grants {

class GrantCard;
class GrantDelegate;
class GrantRows;

class GrantsPage : public QWidget {
    Q_OBJECT
public:
    GrantsPage(console::GrantsModel &model, console::AuthorityList &authorities, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    [[nodiscard]] QWidget *makeList();
    [[nodiscard]] QWidget *makeDetail();
    void connectModel();
    void refresh();
    void showStates();
    void showLink();
    void showCurrent();
    void arrange();
    void fitRows();
    void leaveCard();
    [[nodiscard]] bool isNarrow() const;
    void revoke(const QString &reason);
    void onStateAction();

    console::GrantsModel &m_model;
    console::AuthorityList &m_authorities;
    GrantRows *m_rows;
    GrantDelegate *m_delegate;
    widgets::SectionHeader *m_header = nullptr;
    widgets::SearchField *m_search = nullptr;
    QComboBox *m_kind = nullptr;
    widgets::Banner *m_link = nullptr;
    widgets::ProgressLine *m_loading = nullptr;
    QListView *m_list = nullptr;
    QWidget *m_left = nullptr;
    QWidget *m_right = nullptr;
    widgets::EmptyState *m_state = nullptr;
    widgets::EmptyState *m_nothingChosen = nullptr;
    GrantCard *m_card = nullptr;
    QPushButton *m_back = nullptr;
    bool m_cardOpen = false;  // in a narrow window: the card stands in the list's place
};

}  // namespace countersign::grants
