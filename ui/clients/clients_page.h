// Clients: temporary and standing ones of all authorities, one of them open beside the list, or a new one being made.
#pragma once

#include "app/console/console.h"
#include "ui/widgets/list_beside_card.h"

#include <QTimer>

class QComboBox;
class QPushButton;

namespace countersign::widgets {
class Banner;
class SearchField;
class SecretClipboard;
}

namespace countersign::clients {

class ClientCard;
class ClientList;
class NewClientForm;
class SecretPanel;
class TokensPane;

class ClientsPage : public widgets::ListBesideCard {
    Q_OBJECT
public:
    explicit ClientsPage(console::Console &console, QWidget *parent = nullptr);
    ~ClientsPage() override;

    void open(const console::ClientRef &ref);
    void startNew(const console::ClientDraft::Fields &fields);
    // Only clients of this authority; empty: of all.
    void setAuthority(const countersign::console::AuthorityId &authority);

protected:
    void showEvent(QShowEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void build();
    void connectAll();
    void addKeys();
    void refresh();
    void showLink();
    void showStates();
    void showFilters();
    void showDetail();
    void onChosen(const console::ClientRef &ref);
    void onNew();
    void onStateAction();
    void onDraft();
    void onOutcome();
    void onSecretDone();
    void showTokens();
    void onTokenMade();
    void leaveForm();
    void closeForm();
    void closeCard();
    [[nodiscard]] console::ClientDraft::Fields fieldsLikeOpen() const;

    console::Console &m_console;
    console::Clients &m_clients;
    widgets::SecretClipboard *m_clipboard;
    widgets::SearchField *m_search = nullptr;
    QComboBox *m_filter = nullptr;
    QPushButton *m_new = nullptr, *m_tokensButton = nullptr;
    widgets::Banner *m_cut = nullptr;
    ClientList *m_list = nullptr;
    ClientCard *m_card = nullptr;
    NewClientForm *m_form = nullptr;
    SecretPanel *m_secret = nullptr;
    TokensPane *m_tokens = nullptr;
    console::AuthorityId m_authority;  // the one the list is narrowed to
    QTimer m_tick;
    console::ClientRef m_next;  // opened when the secret is stored
    bool m_making = false, m_revealing = false, m_tokensOpen = false;
};

}  // namespace countersign::clients
