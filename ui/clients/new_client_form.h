// A new temporary client in one form: the least first, and always in sight what it will be able to do until when.
#pragma once

#include "app/console/catalog/scope_lookup.h"
#include "app/console/clients/client_draft.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace countersign::widgets {
class Banner;
class Fold;
class PlainLabel;
}

namespace countersign::clients {

class PickList;
class ScopeRows;

class NewClientForm : public QWidget {
    Q_OBJECT
public:
    NewClientForm(console::ClientDraft &draft, console::ScopeLookup &catalogues, QWidget *parent = nullptr);

    // Fills the form from the draft, which somebody has just started, and takes the focus.
    void begin();
    // Follows the clock: "until" moves on while the form stands open.
    void tick();
    // Whether something was entered that would be lost.
    [[nodiscard]] bool isTouched() const;

Q_SIGNALS:
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QWidget *makeBody();
    [[nodiscard]] QWidget *makeFoot();
    [[nodiscard]] QLineEdit *makeField(QVBoxLayout *column, const QString &label, const QString &name);
    void addLives(QVBoxLayout *column);
    void addScopes(QVBoxLayout *column);
    void addPreview(QVBoxLayout *column);
    void onFields();
    void onAuthority();
    void fillAuthorities();
    void fillCatalogue();
    void refresh();
    void showPreview();
    void showProblems();
    void submit();

    console::ClientDraft &m_draft;
    console::ScopeLookup &m_catalogues;
    console::ClientDraft::Fields m_began;
    QWidget *m_authorityArea = nullptr;
    QComboBox *m_authority = nullptr;
    QLineEdit *m_name = nullptr, *m_owner = nullptr, *m_reason = nullptr, *m_ticket = nullptr;
    QButtonGroup *m_lives = nullptr;
    widgets::PlainLabel *m_catalogueNote = nullptr;
    PickList *m_scopes = nullptr;
    QLineEdit *m_scopeNames = nullptr;
    QWidget *m_scopeNamesArea = nullptr;
    widgets::Fold *m_accessFold = nullptr, *m_actionsFold = nullptr;
    PickList *m_access = nullptr;
    PickList *m_actions = nullptr;
    widgets::PlainLabel *m_preview = nullptr;
    widgets::PlainLabel *m_mayGet = nullptr, *m_mayAsk = nullptr;
    ScopeRows *m_previewScopes = nullptr;
    QStringList m_previewed;
    widgets::Banner *m_outcome = nullptr;
    widgets::PlainLabel *m_problems = nullptr;
    QPushButton *m_create = nullptr;
    bool m_tried = false;    // a person has pressed "Create": now everything missing is told
    bool m_filling = false;  // the program writes into the fields
};

}  // namespace countersign::clients
