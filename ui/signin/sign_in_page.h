// First start, and every time no authority is signed in: the keychain, two ways to begin, and each authority's sign-in.
#pragma once

#include "app/console/console.h"

#include <QWidget>

class QVBoxLayout;

namespace countersign::widgets {
class Banner;
class PlainLabel;
}

namespace countersign::signin {

class AuthorityPanel;
class ChoicePanel;
class IssuerPanel;
class KeychainPanel;

class SignInPage : public QWidget {
    Q_OBJECT
public:
    explicit SignInPage(console::Console &console, QWidget *parent = nullptr);

public Q_SLOTS:
    // To add an authority beside those that are there.
    void showChoices();

Q_SIGNALS:
    // An authority was signed in that was not before, or the person went back from adding one.
    void finished();

private:
    enum class Step { Follow, Choose, TypeIssuer };
    void build();
    void connectPanels();
    void refresh();
    void setTitle(const QString &title, const QString &sentence);
    void addPanel(console::AuthoritySession *session);
    void dropPanel(const console::AuthoritySession *session);
    void connectTo(const QString &issuer);
    void startLocal();
    void retry(console::AuthoritySession &session);
    void askToRemove(const console::AuthoritySession &session);
    void noteSignIns();
    [[nodiscard]] bool keychainInTheWay() const;

    console::Console &m_console;
    Step m_step = Step::Follow;
    int m_signedIn = 0;
    QVBoxLayout *m_column = nullptr;
    QVBoxLayout *m_panelColumn = nullptr;
    widgets::PlainLabel *m_title = nullptr;
    widgets::PlainLabel *m_sentence = nullptr;
    widgets::Banner *m_memoryNote = nullptr;
    KeychainPanel *m_keychain = nullptr;
    ChoicePanel *m_choice = nullptr;
    IssuerPanel *m_issuer = nullptr;
    QWidget *m_back = nullptr;
    QList<AuthorityPanel *> m_panels;
};

}  // namespace countersign::signin
