// Active access: every live credential, window and session, and one step to end it.
#pragma once

#include "app/console/authority_list.h"
#include "app/console/grants_model.h"
#include "ui/widgets/list_beside_card.h"

class QComboBox;
class QListView;

namespace countersign::widgets {
class SearchField;
}

namespace countersign::grants {

class GrantCard;
class GrantDelegate;
class GrantRows;

class GrantsPage : public widgets::ListBesideCard {
    Q_OBJECT
public:
    GrantsPage(console::GrantsModel &model, console::AuthorityList &authorities, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void connectModel();
    void refresh();
    void showStates();
    void showLink();
    void showCurrent();
    void fitRows();
    void leaveCard();
    void revoke(const QString &reason);
    void onStateAction();

    console::GrantsModel &m_model;
    console::AuthorityList &m_authorities;
    GrantRows *m_rows;
    GrantDelegate *m_delegate;
    widgets::SearchField *m_search = nullptr;
    QComboBox *m_kind = nullptr;
    QListView *m_list = nullptr;
    GrantCard *m_card = nullptr;
    bool m_cardOpen = false;  // in a narrow window: the card stands in the list's place
};

}  // namespace countersign::grants
