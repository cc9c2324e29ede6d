// Keeps the inbox as the authorities have it: everything at every connect, single requests when a hint names them. However
// many hints come, an authority is asked for one whole list and a few single requests at a time.
#pragma once

#include "app/console/authority_list.h"
#include "app/console/inbox/inbox_model.h"

namespace countersign::console {

class InboxReader : public QObject {
    Q_OBJECT

public:
    InboxReader(AuthorityList &authorities, InboxModel &inbox, QObject *parent = nullptr);

    // The connection is new: the whole list is read, and nothing that was asked over the old one is waited for.
    void start(const AuthorityId &authority);
    // The whole list of what is pending, now, or once more when it is being read: that answer may be older than the wish.
    void readAll(const AuthorityId &authority);
    // One request. When it no longer exists it goes.
    void readOne(const ApprovalRef &ref);
    // Whether the first whole list of this authority has come.
    [[nodiscard]] bool hasRead(const AuthorityId &authority) const { return m_lists.value(authority).complete; }
    // Takes away what came from there.
    void forget(const AuthorityId &authority);

Q_SIGNALS:
    void listRead();

private:
    struct List {
        int round = 0;
        bool reading = false, again = false, complete = false;
        QSet<base::ApprovalId> later;  // hints that came while the list was read: its answer may be older than they are
    };

    struct Page {
        AuthorityId authority;
        int round = 0;
        QString cursor;
        QList<Summary> soFar;
    };
    void readPage(const Page &page);
    void finish(const AuthorityId &authority);

    AuthorityList &m_authorities;
    InboxModel &m_inbox;
    QHash<AuthorityId, List> m_lists;
    QHash<ApprovalRef, bool> m_single;  // being read; true: to be read once more
};

}  // namespace countersign::console
