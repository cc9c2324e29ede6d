// One authority on its way to a session: what it is, "Sign in", the wait for the browser, and what went wrong.
#pragma once

#include "app/console/authority_session.h"

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace countersign::widgets {
class AuthorityMark;
class Banner;
class Fold;
class PlainLabel;
class ProgressLine;
}

namespace countersign::signin {

class AuthorityPanel : public QWidget {
    Q_OBJECT
public:
    // Whether "Sign in" is the one filled button of the screen.
    enum class Weight { Main, OneOfMany };

    // The session outlives the panel.
    AuthorityPanel(console::AuthoritySession &session, Weight weight, QWidget *parent = nullptr);
    [[nodiscard]] console::AuthoritySession &session() const { return m_session; }

Q_SIGNALS:
    void retryRequested();
    void memoryRequested();
    void removeRequested();

private:
    void refresh();
    void refreshWait();
    void showTrouble();
    void onBannerAction();
    [[nodiscard]] bool isLocal() const { return m_session.kind() == console::AuthoritySession::Kind::Local; }

    console::AuthoritySession &m_session;
    QTimer m_tick;
    widgets::AuthorityMark *m_mark;
    widgets::PlainLabel *m_address;
    widgets::PlainLabel *m_sentence;
    widgets::ProgressLine *m_wait;
    widgets::Banner *m_trouble;
    widgets::Fold *m_details;
    widgets::PlainLabel *m_detailText;
    QPushButton *m_signIn;
    QPushButton *m_remove;
};

}  // namespace countersign::signin
