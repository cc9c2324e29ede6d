// One authority in the settings: who is signed in there, with which key, and the ways out.
#pragma once

#include "app/console/authority_session.h"
#include "app/console/device_list.h"

#include <QWidget>

class QPushButton;

namespace countersign::widgets {
class AuthorityMark;
class Fold;
class PlainLabel;
}

namespace countersign::settings {

class AuthorityRow : public QWidget {
    Q_OBJECT
public:
    // The session outlives the row.
    explicit AuthorityRow(console::AuthoritySession &session, QWidget *parent = nullptr);
    [[nodiscard]] const console::AuthoritySession &session() const { return m_session; }

Q_SIGNALS:
    // The person confirmed it.
    void removeConfirmed();

private:
    void refresh();
    void askToSignOut();
    void askToRemove();
    [[nodiscard]] QString name() const;

    console::AuthoritySession &m_session;
    console::DeviceList m_devices;
    widgets::Fold *m_keys;
    widgets::AuthorityMark *m_mark;
    widgets::PlainLabel *m_state;
    widgets::PlainLabel *m_keyLabel;
    widgets::PlainLabel *m_key;
    QPushButton *m_signIn;
    QPushButton *m_signOut;
    QPushButton *m_remove;
};

}  // namespace countersign::settings
