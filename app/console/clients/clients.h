// Everything about clients that the screens need: the list and how it is read, the open one, a new one, and ends to come.
#pragma once

#include "app/console/catalog/scope_lookup.h"
#include "app/console/clients/client_controller.h"
#include "app/console/clients/client_draft.h"
#include "app/console/clients/clients_model.h"
#include "app/console/clients/initial_tokens.h"

#include <QSet>

namespace countersign::backends {
struct EventHint;
}

namespace countersign::console {

class AuthoritySession;

class Clients : public QObject {
    Q_OBJECT

public:
    enum class Reading { Never, Now, Done, Failed, NotPermitted };
    // Unheard: nobody knows whether it was extended.
    enum class NotExtended { Refused, Unheard };

    Clients(AuthorityList &authorities, base::Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] ClientsModel &list() { return m_list; }
    [[nodiscard]] ClientController &card() { return m_card; }
    [[nodiscard]] ClientDraft &draft() { return m_draft; }
    [[nodiscard]] ScopeLookup &catalogues() { return m_catalogues; }
    [[nodiscard]] InitialTokens &initialTokens() { return m_initialTokens; }

    // Of all authorities together: Now while any is read, then the worst that came of it.
    [[nodiscard]] Reading reading() const;
    // Whether this person may manage clients anywhere.
    [[nodiscard]] bool mayManage() const;
    // There are more than this console keeps; what is not listed is found at the authority alone.
    [[nodiscard]] bool isCutShort() const;

    // One step out of a warning: as long again as it was given, at most a working day. Seconds.
    [[nodiscard]] qint64 oneStepSeconds(const ClientRef &ref) const;
    void extendByOneStep(const ClientRef &ref, const QString &reason);

public Q_SLOTS:
    void look();    // somebody looks at the list: from now on it is read and kept
    void reload();
    void tick();

Q_SIGNALS:
    void readingChanged();
    // A client's end is near, told by the authority or by the list; once for each end.
    void endsSoon(const countersign::console::ClientRef &ref);
    void extended(const countersign::console::ClientRef &ref);
    void notExtended(const countersign::console::ClientRef &ref, countersign::console::Clients::NotExtended why);

private:
    struct Authority {
        Reading reading = Reading::Never;
        QSet<base::ClientId> seen;  // in the round that goes on
        int round = 0;
        bool cutShort = false;
    };
    void adopt(AuthoritySession *session);
    void onHint(AuthoritySession *session, const backends::EventHint &event);
    void read(const AuthorityId &authority);
    void readPage(const AuthorityId &authority, const QString &cursor, int round);
    void readOne(const ClientRef &ref);
    void learn(const ClientRef &ref, const ClientEntry &client);
    void finish(const AuthorityId &authority, Reading reading);

    AuthorityList &m_authorities;
    ClientsModel m_list;
    ClientController m_card;
    ScopeLookup m_catalogues;
    ClientDraft m_draft;
    InitialTokens m_initialTokens;
    QHash<AuthorityId, Authority> m_reads;
    QHash<ClientRef, bool> m_single;  // being read; true: once more
    QSet<ClientRef> m_told;           // those whose end the authority called near
    bool m_looked = false;
};

}  // namespace countersign::console
