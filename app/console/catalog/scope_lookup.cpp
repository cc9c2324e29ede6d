#include "app/console/catalog/scope_lookup.h"

#include "app/backends/catalog_desk.h"
#include "app/console/authority_list.h"

#include <algorithm>

namespace countersign::console {
namespace {

// Types that an authority never gives to what was registered over the wire: it could make others that outlive it.
bool isForTheAuthorityAlone(const QString &type)
{
    return type == QLatin1String("countersign.client") || type == QLatin1String("countersign.catalog");
}

}  // namespace

ScopeLookup::ScopeLookup(AuthorityList &authorities, QObject *parent) : QObject(parent), m_authorities(authorities)
{
    connect(&m_authorities, &AuthorityList::aboutToRemove, this, [this](const AuthoritySession *session) { m_known.remove(session->id()); });
    connect(&m_authorities, &AuthorityList::added, this, [this](AuthoritySession *session) {
        const auto follow = [this, session] {
            if (m_known.contains(session->id()))
                read(session);
        };
        connect(session, &AuthoritySession::connected, this, follow);
        connect(session, &AuthoritySession::hint, this, [follow](const backends::EventHint &event) {
            using Kind = backends::EventHint::Kind;
            if (event.kind == Kind::Catalog || event.kind == Kind::Reset)
                follow();
        });
    });
}

void ScopeLookup::want(const AuthorityId &authority)
{
    if (AuthoritySession *session = m_authorities.find(authority); session && state(authority) == State::None)
        read(session);
}

void ScopeLookup::wantAnew(const AuthorityId &authority)
{
    AuthoritySession *session = m_authorities.find(authority);
    if (session && (state(authority) == State::None || state(authority) == State::Missing))
        read(session);
}

void ScopeLookup::read(AuthoritySession *session)
{
    Known &known = m_known[session->id()];
    backends::CatalogDesk *desk = session->backend().catalog();
    if (!desk) {
        known = {State::Missing, {}, {}};
        Q_EMIT changed(session->id());
        return;
    }
    // What was read before stays readable until the new one is here.
    if (known.state != State::There)
        known.state = State::Reading;
    base::whenAnswered(this, desk->current(), [this, id = session->id()](const base::Result<backends::CatalogState> &catalogue) {
        const auto found = m_known.find(id);
        if (found == m_known.end())
            return;
        Known fresh{State::Missing, {}, {}};
        if (catalogue) {
            fresh.state = State::There;
            for (const CatalogScope &scope : catalogue->scopes)
                fresh.scopes.insert(scope.name, scope);
            fresh.actions = catalogue->actions;
        }
        *found = fresh;
        Q_EMIT changed(id);
    });
}

ScopeLookup::State ScopeLookup::state(const AuthorityId &authority) const
{
    const auto found = m_known.constFind(authority);
    return found == m_known.cend() ? State::None : found->state;
}

const QHash<QString, CatalogScope> &ScopeLookup::scopes(const AuthorityId &authority) const
{
    static const QHash<QString, CatalogScope> none;
    const auto found = m_known.constFind(authority);
    return found == m_known.cend() ? none : found->scopes;
}

QList<CatalogScope> ScopeLookup::usable(const AuthorityId &authority) const
{
    const AuthoritySession *session = m_authorities.find(authority);
    const qint64 now = session ? session->serverTime() : 0;
    QList<CatalogScope> found;
    for (const CatalogScope &scope : scopes(authority)) {
        const bool over = scope.deprecated && scope.deprecated->sunset && *scope.deprecated->sunset <= now;
        if (!over)
            found.append(scope);
    }
    std::sort(found.begin(), found.end(), [](const CatalogScope &a, const CatalogScope &b) { return a.risk != b.risk ? a.risk < b.risk : a.name < b.name; });
    return found;
}

QList<CatalogAction> ScopeLookup::actions(const AuthorityId &authority) const
{
    QList<CatalogAction> found;
    for (const CatalogAction &action : m_known.value(authority).actions) {
        if (!isForTheAuthorityAlone(action.type))
            found.append(action);
    }
    std::sort(found.begin(), found.end(), [](const CatalogAction &a, const CatalogAction &b) { return a.risk != b.risk ? a.risk < b.risk : a.type < b.type; });
    return found;
}

}  // namespace countersign::console
