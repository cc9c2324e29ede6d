// The inbox: the list of what waits, and the one card that is open. All keys of deciding are handled here.
#pragma once

#include "app/console/console.h"

#include <QPointer>
#include <QWidget>

namespace countersign::widgets {
class ProgressLine;
}

namespace countersign::inbox {

class ApprovalCard;
class ListPane;
class PastPanel;

class InboxPage : public QWidget {
    Q_OBJECT
public:
    explicit InboxPage(console::Console &console, QWidget *parent = nullptr);
    ~InboxPage() override;

    // Only requests of this authority are listed; empty: all.
    void setAuthority(const console::AuthorityId &authority);
    void open(const console::ApprovalRef &ref);

public Q_SLOTS:
    void openNext();
    void openPrevious();
    void closeCard();       // without deciding
    void switchPane();      // F6
    void focusSearch();
    void approve();
    void deny();
    // Shows what the open request says, or hides it again, and from then on all that are opened.
    void toggleValues();

Q_SIGNALS:
    void signInRequested();
    void said(const QString &sentence);  // for a short message

protected:
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void addKeys();
    void onChosen(const console::ApprovalRef &ref);
    void moveOn();
    void askDenyAll();
    void showDenying(int done, int total);
    void sayDenied(const console::DenyAllEnd &end);
    void openPast(const base::ApprovalId &id);
    void closePast();
    void countOfClient();
    void arrange();
    void showValues();
    [[nodiscard]] bool isTyping() const;
    [[nodiscard]] bool isOver() const;

    console::Console &m_console;
    ListPane *m_list;
    ApprovalCard *m_card;
    PastPanel *m_past;
    widgets::ProgressLine *m_denying;
    bool m_asked = false;  // to see what the open request says although values are hidden
    QPointer<QWidget> m_beforePast;  // what had the focus when a past request was opened
};

}  // namespace countersign::inbox
