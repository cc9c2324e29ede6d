// The window: rail, pages, and what is true of all of them. Knows the inbox; everything else is supplied from outside.
#pragma once

#include "app/console/console.h"
#include "ui/shell/commands.h"
#include "ui/shell/page.h"

#include <QList>
#include <QWidget>

#include <functional>

class QStackedWidget;

namespace countersign::widgets {
class ToastArea;
}

namespace countersign::inbox {
class InboxPage;
}

namespace countersign::shell {

class LogBanner;
class Rail;

class MainWindow : public QWidget {
    Q_OBJECT
public:
    explicit MainWindow(console::Console &console, QWidget *parent = nullptr);
    ~MainWindow() override;

    // A further place in the rail. Inbox, "grants", "clients", "scopes" and "audit" have fixed places, Ctrl+1 … Ctrl+5,
    // whichever of them are there; others follow in the order of calls. Takes ownership of the widget.
    void addPage(const Page &page);
    // Behind the settings button. Takes ownership.
    void setSettingsPage(QWidget *page);
    // Stands in place of all others while no authority is signed in. Takes ownership.
    void setSignInPage(QWidget *page);

    [[nodiscard]] inbox::InboxPage &inbox() { return *m_inbox; }
    [[nodiscard]] widgets::ToastArea &toasts() { return *m_toasts; }
    [[nodiscard]] QString currentPage() const { return m_current; }
    // Asked before the program ends because of this window; false: it stays, and the guard says why to the person.
    void setQuitGuard(std::function<bool()> guard) { m_quitGuard = std::move(guard); }

public Q_SLOTS:
    void showPage(const QString &id);
    void showInbox();
    void showSettings();
    void showSignIn();
    void quit();         // quitRequested(), unless the guard holds it
    void raiseWindow();  // show, un-minimise, bring to the front; decides nothing

Q_SIGNALS:
    void addAuthorityRequested();  // "Add an authority…" of the switcher; the sign-in page is shown already
    void quitRequested();          // by the command of that name
    void authorityChosen(const countersign::console::AuthorityId &authority);  // by the switcher; empty: all

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addKeys();
    void openPalette();
    void openOverlay();
    void refresh();
    void refreshTitle();
    void toggleValues();
    [[nodiscard]] bool needsSignIn() const;
    [[nodiscard]] Commands commands();
    [[nodiscard]] Commands commandsEverywhere();
    [[nodiscard]] Commands commandsOfInbox();
    [[nodiscard]] Commands keysOf(const Page &page);

    console::Console &m_console;
    Rail *m_rail;
    LogBanner *m_banner;
    QStackedWidget *m_stack;
    inbox::InboxPage *m_inbox;
    QWidget *m_settings = nullptr, *m_signIn = nullptr;
    widgets::ToastArea *m_toasts = nullptr;
    QList<Page> m_pages;
    QString m_current;
    std::function<bool()> m_quitGuard;
    bool m_signInForced = false;
};

}  // namespace countersign::shell
