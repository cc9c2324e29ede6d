// A secret, shown once: read it, copy it, say that it is stored. Nobody can see it again, here or anywhere.
#pragma once

#include "app/base/secret_store.h"
#include "app/console/clients/client_facts.h"

#include <QWidget>

class QPushButton;

namespace countersign::widgets {
class AuthorityMark;
class Banner;
class FactSheet;
class PlainLabel;
class SecretClipboard;
class SecretField;
}

namespace countersign::clients {

class SecretPanel : public QWidget {
    Q_OBJECT
public:
    // The clipboard outlives the panel, so that what was copied can still be pasted.
    explicit SecretPanel(widgets::SecretClipboard &clipboard, QWidget *parent = nullptr);

    enum class What { ClientSecret, InitialToken };
    struct Issued {
        QString title;            // our own: what has just happened
        QString name;             // from outside
        base::ClientId id;        // from outside
        console::AuthorityBadge badge;
        qint64 endsAt = 0;        // seconds; 0: no end
        QStringList scopes;       // as registered
        QStringList missing;      // asked for and not given
        base::SharedSecret secret;
        What what = What::ClientSecret;
    };
    void show(const Issued &issued);
    // Wipes what is shown.
    void clear();

Q_SIGNALS:
    void finished();

private:
    void copy();
    void onFinish();

    widgets::SecretClipboard &m_clipboard;
    base::SharedSecret m_secret;
    bool m_copied = false;
    widgets::PlainLabel *m_title, *m_heading, *m_advice;
    What m_what = What::ClientSecret;
    widgets::AuthorityMark *m_authority;
    widgets::Banner *m_less;
    widgets::FactSheet *m_facts;
    widgets::SecretField *m_field;
    widgets::PlainLabel *m_note;
    QPushButton *m_copy;
    QPushButton *m_done;
};

}  // namespace countersign::clients
