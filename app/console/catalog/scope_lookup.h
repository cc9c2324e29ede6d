// What scopes and action types mean, for screens that name them: risk, owner and title from each authority's catalogue.
#pragma once

#include "app/console/clients/client_facts.h"

#include <QHash>
#include <QObject>

namespace countersign::console {

class AuthorityList;
class AuthoritySession;

class ScopeLookup : public QObject {
    Q_OBJECT

public:
    enum class State { None, Reading, There, Missing };  // Missing: it cannot be read, or not by this person

    explicit ScopeLookup(AuthorityList &authorities, QObject *parent = nullptr);

    // Reads the catalogue when it was never asked for; from then on it follows its changes.
    void want(const AuthorityId &authority);
    // The same, and once more where it could not be read. By a person's doing, never from changed().
    void wantAnew(const AuthorityId &authority);
    [[nodiscard]] State state(const AuthorityId &authority) const;
    // By name; empty unless There.
    [[nodiscard]] const QHash<QString, CatalogScope> &scopes(const AuthorityId &authority) const;
    // Those that may still be given, harmless ones first.
    [[nodiscard]] QList<CatalogScope> usable(const AuthorityId &authority) const;
    // Types a registered client may ask for, harmless ones first.
    [[nodiscard]] QList<CatalogAction> actions(const AuthorityId &authority) const;

Q_SIGNALS:
    void changed(const countersign::console::AuthorityId &authority);

private:
    struct Known {
        State state = State::None;
        QHash<QString, CatalogScope> scopes;
        QList<CatalogAction> actions;
    };
    void read(AuthoritySession *session);

    AuthorityList &m_authorities;
    QHash<AuthorityId, Known> m_known;
};

}  // namespace countersign::console
