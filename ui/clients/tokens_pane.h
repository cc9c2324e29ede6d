// Initial access tokens of one authority: which pipelines may register clients, within which limits; making one, ending one.
#pragma once

#include "app/console/clients/clients.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace countersign::widgets {
class Banner;
class PlainLabel;
class ProgressLine;
}

namespace countersign::clients {

class TokenForm;

class TokensPane : public QWidget {
    Q_OBJECT
public:
    explicit TokensPane(console::Clients &clients, QWidget *parent = nullptr);

    // Looks at `preferred`, or at the first authority where this person may manage clients.
    void begin(const console::AuthorityId &preferred);

Q_SIGNALS:
    void closed();
    // A token was made: its secret is to be shown, once.
    void made();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeQuestion();
    [[nodiscard]] QWidget *makeRow(const console::InitialToken &token);
    void fillAuthorities();
    void refresh();
    void fillRows();
    void showOutcome();
    void ask(const QString &id);
    void stop();

    console::Clients &m_clients;
    console::InitialTokens &m_tokens;
    QComboBox *m_which = nullptr;
    QPushButton *m_new = nullptr, *m_revoke = nullptr;
    widgets::Banner *m_outcome = nullptr;
    widgets::ProgressLine *m_loading = nullptr;
    widgets::PlainLabel *m_state = nullptr, *m_questionText = nullptr;
    TokenForm *m_form = nullptr;
    QWidget *m_question = nullptr;
    QLineEdit *m_reason = nullptr;
    QVBoxLayout *m_rows = nullptr;
    QList<console::InitialToken> m_shown;
    QString m_asked;  // the token a question stands about
    bool m_filled = false;
};

}  // namespace countersign::clients
