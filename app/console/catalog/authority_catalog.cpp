#include "app/console/catalog/authority_catalog.h"

#include "app/backends/catalog_desk.h"

namespace countersign::console {
namespace {

constexpr qint64 kDay = 86'400;
constexpr int kUsageAgainMs = 60'000;  // use changes all the time and harms nobody when it is a minute old

AuthorityCatalog::Reading failure(const base::Error &error)
{
    return error.code == base::Errc::Denied ? AuthorityCatalog::Reading::NotPermitted : AuthorityCatalog::Reading::Failed;
}

template <class T, class Name>
QHash<QString, qsizetype> indexOf(const QList<T> &all, Name name)
{
    QHash<QString, qsizetype> index;
    index.reserve(all.size());
    for (qsizetype i = 0; i < all.size(); ++i)
        index.insert(all.at(i).*name, i);
    return index;
}

template <class T>
const T *lookUp(const QList<T> &all, const QHash<QString, qsizetype> &index, const QString &name)
{
    const auto found = index.constFind(name);
    return found == index.constEnd() ? nullptr : &all.at(*found);
}

}  // namespace

AuthorityCatalog::AuthorityCatalog(AuthoritySession &session, QObject *parent)
    : QObject(parent), m_session(session), m_history(session), m_proposals(session), m_draft(*this)
{
    connect(&session, &AuthoritySession::connected, this, &AuthorityCatalog::reload);
    connect(&session, &AuthoritySession::hint, this, &AuthorityCatalog::onHint);
    connect(&session, &AuthoritySession::changed, this, &AuthorityCatalog::onSession);
    connect(&m_proposals, &CatalogProposals::changed, this, &AuthorityCatalog::changed);
    m_usageAgain.setSingleShot(true);
    m_usageAgain.setInterval(kUsageAgainMs);
    connect(&m_usageAgain, &QTimer::timeout, this, &AuthorityCatalog::readUsage);
}

void AuthorityCatalog::onHint(const backends::EventHint &event)
{
    using Kind = backends::EventHint::Kind;
    if (event.kind == Kind::Catalog || event.kind == Kind::Reset)
        reload();
    else if ((event.kind == Kind::Client || event.kind == Kind::Grant) && !m_usageAgain.isActive())
        m_usageAgain.start();
    else if (event.kind == Kind::Approval) {
        m_draft.onApproval(event.id);
        m_proposals.onApproval(event.id);
    }
}

// What one person could read is not for the next one to see. A draft stays: its writer signs in again.
void AuthorityCatalog::onSession()
{
    if (m_session.signInState() == SignIn::SignedOut && m_hasState) {
        m_hasState = false;
        m_state = {};
        m_usage = {};
        m_scopeIndex.clear();
        m_usageIndex.clear();
        m_shadowIndex.clear();
        m_reading = m_usageReading = Reading::Never;
        m_proposals.forget();
        ++m_round;
    }
    Q_EMIT changed();
}

void AuthorityCatalog::reload()
{
    readState();
    readUsage();
}

void AuthorityCatalog::readState()
{
    backends::CatalogDesk *desk = m_session.backend().catalog();
    if (!desk) {
        m_reading = m_session.signInState() == SignIn::SignedIn ? Reading::NotPermitted : Reading::Never;
        Q_EMIT changed();
        Q_EMIT wasRead();
        return;
    }
    m_reading = Reading::Now;
    const int round = ++m_round;
    base::whenAnswered(this, desk->current(), [this, round](const base::Result<CatalogState> &state) {
        if (round == m_round)  // an older answer would take back what a newer one said
            takeState(state);
    });
    Q_EMIT changed();
}

void AuthorityCatalog::takeState(const base::Result<CatalogState> &state)
{
    if (state) {
        m_state = *state;
        m_scopeIndex = indexOf(m_state.scopes, &CatalogScope::name);
        m_hasState = true;
        m_reading = Reading::Done;
    } else {
        m_reading = failure(state.error());
    }
    Q_EMIT changed();
    Q_EMIT wasRead();
}

void AuthorityCatalog::readUsage()
{
    m_usageAgain.stop();
    backends::CatalogDesk *desk = m_session.backend().catalog();
    if (!desk)
        return;
    m_usageReading = Reading::Now;
    base::whenAnswered(this, desk->usage(), [this](const base::Result<CatalogUsage> &usage) {
        if (!usage) {
            m_usageReading = failure(usage.error());
        } else {
            m_usage = *usage;
            m_usageIndex = indexOf(m_usage.scopes, &ScopeUsage::name);
            m_shadowIndex = indexOf(m_usage.shadow, &ShadowScope::scope);
            m_usageReading = Reading::Done;
        }
        Q_EMIT changed();
    });
}

const CatalogScope *AuthorityCatalog::scope(const QString &name) const
{
    return lookUp(m_state.scopes, m_scopeIndex, name);
}

const ScopeUsage *AuthorityCatalog::usageOf(const QString &name) const
{
    return lookUp(m_usage.scopes, m_usageIndex, name);
}

const ShadowScope *AuthorityCatalog::shadow(const QString &name) const
{
    return m_scopeIndex.contains(name) ? nullptr : lookUp(m_usage.shadow, m_shadowIndex, name);
}

ScopeTies AuthorityCatalog::tiesOf(const QString &name) const
{
    ScopeTies ties;
    for (const CatalogAction &action : m_state.actions) {
        if (action.scopes.contains(name))
            ties.actions.append(action);
    }
    for (const CatalogRoute &route : m_state.routes) {
        if (route.scope == name)
            ties.routes.append(route);
    }
    for (const CatalogScope &scope : m_state.scopes) {
        if (scope.deprecated && scope.deprecated->use == name)
            ties.replaces.append(scope.name);
    }
    return ties;
}

ScopeMarks AuthorityCatalog::marksOf(const QString &name) const
{
    ScopeMarks marks;
    const CatalogScope *known = scope(name);
    marks.shadow = !known && shadow(name);
    if (known && known->deprecated) {
        marks.deprecated = known->deprecated->since <= now();
        marks.ended = known->deprecated->sunset && *known->deprecated->sunset <= now();
    }
    const ScopeUsage *use = known ? usageOf(name) : nullptr;
    marks.unused = use && use->lastUsedAt.value_or(0) < m_usage.serverTime - kUnusedDays * kDay;
    return marks;
}

QList<CatalogProposal> AuthorityCatalog::proposalsBesideDraft() const
{
    QList<CatalogProposal> items = m_proposals.items();
    items.removeIf([this](const CatalogProposal &item) { return m_draft.isOpen() && item.id == m_draft.waitingFor(); });
    return items;
}

QString AuthorityCatalog::resourceName(const QString &id) const
{
    for (const backends::CatalogResource &resource : m_state.resources) {
        if (resource.id == id)
            return resource.name.isEmpty() ? id : resource.name;
    }
    return id;
}

qint64 AuthorityCatalog::now() const
{
    return m_session.serverTime();
}

}  // namespace countersign::console
