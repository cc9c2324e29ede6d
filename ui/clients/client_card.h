// One client, whole: what it is and may do, until when, what of it is alive, what happened, and what can be done about it.
#pragma once

#include "app/console/catalog/scope_lookup.h"
#include "app/console/clients/client_controller.h"

#include <QWidget>

#include <optional>

class QPushButton;
class QVBoxLayout;

namespace countersign::widgets {
class AuthorityMark;
class Banner;
class Chip;
class FactSheet;
class HalfLifeBar;
class PlainLabel;
struct Fact;
}

namespace countersign::clients {

class ChangePanel;
class ScopeRows;

class ClientCard : public QWidget {
    Q_OBJECT
public:
    ClientCard(console::ClientController &controller, console::ScopeLookup &catalogues, QWidget *parent = nullptr);

    // Follows the clock.
    void tick();
    // Whether a question about a change stands open.
    [[nodiscard]] bool isAsking() const;

Q_SIGNALS:
    void closeRequested();
    // A new client with the same owner, reason and scopes is wanted.
    void anotherRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    using Change = console::ClientController::Change;

    [[nodiscard]] QWidget *makeBody();
    [[nodiscard]] QWidget *makeFoot();
    [[nodiscard]] QPushButton *makeAction(Change change, const QString &text);
    [[nodiscard]] QList<widgets::Fact> facts() const;
    [[nodiscard]] QList<widgets::Fact> tokenFacts() const;
    [[nodiscard]] QList<widgets::Fact> historyFacts() const;
    void refresh();
    void showFacts();
    void showScopes();
    void showState();
    void showRemarks();
    void showOutcome();
    void showActions();
    void ask(Change change);
    void stopAsking();
    void carryOut(Change change, const QString &reason, qint64 seconds);

    console::ClientController &m_controller;
    console::ScopeLookup &m_catalogues;
    widgets::Chip *m_kind;
    widgets::PlainLabel *m_name;
    widgets::AuthorityMark *m_authority;
    widgets::HalfLifeBar *m_life;
    widgets::PlainLabel *m_left;
    widgets::Banner *m_end, *m_remark, *m_stale, *m_outcome;
    widgets::FactSheet *m_facts, *m_tokens, *m_history;
    widgets::PlainLabel *m_tokensTitle, *m_tokensNone, *m_historyTitle;
    ScopeRows *m_scopes, *m_access;
    widgets::PlainLabel *m_accessTitle;
    ChangePanel *m_question;
    QWidget *m_actions;
    widgets::PlainLabel *m_mayNot;
    QList<QPair<Change, QPushButton *>> m_buttons;
    QPushButton *m_another;
    std::optional<console::ClientEntry> m_shown;
    console::ClientStatus m_shownStatus = console::ClientStatus::Active;
};

}  // namespace countersign::clients
