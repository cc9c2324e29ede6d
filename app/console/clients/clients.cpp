#include "app/console/clients/clients.h"

#include "app/backends/client_directory.h"
#include "app/console/authority_list.h"

#include <algorithm>

namespace countersign::console {
namespace {

using base::Errc;

constexpr int kPageSize = 200;
constexpr qsizetype kMostClients = 50'000;  // beyond it a hostile authority could fill memory
constexpr qsizetype kMostSingle = 32;       // questions about single clients at a time; more, and the list is read anew
constexpr qint64 kWorkingDay = 8 * 3600;

backends::ClientDirectory *directoryOf(AuthoritySession *session)
{
    const bool may = session && session->signInState() == SignIn::SignedIn && session->may(QStringLiteral("clients:manage"));
    return may ? session->backend().clients() : nullptr;
}

}  // namespace

Clients::Clients(AuthorityList &authorities, base::Clock &clock, QObject *parent)
    : QObject(parent), m_authorities(authorities), m_list(clock), m_card(authorities, m_list, clock), m_catalogues(authorities), m_draft(authorities, m_catalogues), m_initialTokens(authorities)
{
    connect(&m_authorities, &AuthorityList::added, this, &Clients::adopt);
    connect(&m_authorities, &AuthorityList::aboutToRemove, this, [this](const AuthoritySession *session) {
        m_reads.remove(session->id());
        m_list.keepOnly(session->id(), {});
        Q_EMIT readingChanged();
    });
    connect(&m_authorities, &AuthorityList::rowsRemoved, this, &Clients::readingChanged);
    connect(&m_card, &ClientController::learned, this, &Clients::learn);
    connect(&m_card, &ClientController::gone, &m_list, &ClientsModel::remove);
    connect(&m_draft, &ClientDraft::finished, this, &Clients::readOne);
    connect(&m_list, &ClientsModel::endsSoon, this, &Clients::endsSoon);
}

void Clients::adopt(AuthoritySession *session)
{
    m_list.setBadge(session->id(), session->badge());
    connect(session, &AuthoritySession::connected, this, [this, session] {
        if (m_looked)
            read(session->id());
    });
    connect(session, &AuthoritySession::hint, this, [this, session](const backends::EventHint &event) { onHint(session, event); });
    connect(session, &AuthoritySession::changed, this, [this, session] {
        m_list.setBadge(session->id(), session->badge());
        if (session->signInState() != SignIn::SignedOut || !m_reads.remove(session->id()))
            return;
        m_list.keepOnly(session->id(), {});
        Q_EMIT readingChanged();
    });
}

void Clients::look()
{
    if (std::exchange(m_looked, true))
        return;
    reload();
}

void Clients::reload()
{
    for (int row = 0; row < m_authorities.rowCount(); ++row)
        read(m_authorities.at(row)->id());
}

bool Clients::mayManage() const
{
    for (int row = 0; row < m_authorities.rowCount(); ++row) {
        if (directoryOf(m_authorities.at(row)))
            return true;
    }
    return false;
}

Clients::Reading Clients::reading() const
{
    if (m_reads.isEmpty())
        return Reading::Never;
    const auto any = [this](Reading reading) { return std::any_of(m_reads.begin(), m_reads.end(), [reading](const Authority &each) { return each.reading == reading; }); };
    for (const Reading reading : {Reading::Now, Reading::Failed, Reading::Done})
        if (any(reading))
            return reading;
    return Reading::NotPermitted;
}

bool Clients::isCutShort() const
{
    return std::any_of(m_reads.begin(), m_reads.end(), [](const Authority &each) { return each.cutShort; });
}

// --- reading -------------------------------------------------------------------------------------------------------------

void Clients::read(const AuthorityId &authority)
{
    AuthoritySession *session = m_authorities.find(authority);
    if (!session || session->signInState() != SignIn::SignedIn)
        return;
    Authority &each = m_reads[authority];
    ++each.round;
    each.seen.clear();
    each.cutShort = false;
    each.reading = directoryOf(session) ? Reading::Now : Reading::NotPermitted;
    Q_EMIT readingChanged();
    if (m_reads.value(authority).reading == Reading::Now)
        readPage(authority, {}, m_reads.value(authority).round);
}

void Clients::readPage(const AuthorityId &authority, const QString &cursor, int round)
{
    backends::ClientDirectory *clients = directoryOf(m_authorities.find(authority));
    if (!clients) {
        finish(authority, Reading::NotPermitted);
        return;
    }
    base::whenAnswered(this, clients->page({kPageSize, cursor}), [this, authority, cursor, round](const base::Result<backends::ClientPage> &page) {
        const auto found = m_reads.find(authority);
        if (found == m_reads.end() || found->round != round)
            return;  // it was asked anew, or is gone
        if (!page) {
            finish(authority, page.error().code == Errc::Denied ? Reading::NotPermitted : Reading::Failed);
            return;
        }
        for (const ClientEntry &client : page->items)
            found->seen.insert(client.id);
        const QSet<base::ClientId> seen = found->seen;
        m_list.put(authority, page->items, page->serverTime);
        if (page->nextCursor.isEmpty()) {
            m_list.keepOnly(authority, seen);
            finish(authority, Reading::Done);
        } else if (page->items.isEmpty() || page->nextCursor == cursor) {
            finish(authority, Reading::Failed);  // a list that does not end is no list
        } else if (seen.size() >= kMostClients) {
            m_reads[authority].cutShort = true;
            finish(authority, Reading::Done);
        } else {
            readPage(authority, page->nextCursor, round);
        }
    });
}

void Clients::finish(const AuthorityId &authority, Reading reading)
{
    const auto found = m_reads.find(authority);
    if (found == m_reads.end())
        return;
    found->reading = reading;
    found->seen.clear();
    Q_EMIT readingChanged();
}

void Clients::onHint(AuthoritySession *session, const backends::EventHint &event)
{
    using Kind = backends::EventHint::Kind;
    if (event.kind == Kind::Reset && m_looked)
        read(session->id());
    if (event.kind != Kind::Client || !directoryOf(session))
        return;
    const ClientRef ref{session->id(), event.client};
    // Who has never looked at the list still hears of ends to come.
    const bool near = event.warning == QLatin1String("ends_soon");
    if (near)
        m_told.insert(ref);
    if (m_looked || near)
        readOne(ref);
}

void Clients::readOne(const ClientRef &ref)
{
    backends::ClientDirectory *clients = directoryOf(m_authorities.find(ref.authority));
    if (!clients)
        return;
    if (m_single.contains(ref)) {
        m_single[ref] = true;  // the answer on its way may be older than this hint
        return;
    }
    if (m_single.size() >= kMostSingle) {
        const auto found = m_reads.constFind(ref.authority);
        if (found == m_reads.constEnd() || found->reading != Reading::Now)
            read(ref.authority);
        return;
    }
    m_single.insert(ref, false);
    base::whenAnswered(this, clients->client(ref.id), [this, ref](const base::Result<ClientEntry> &answer) {
        const bool again = m_single.take(ref);
        if (answer)
            learn(ref, *answer);
        else if (answer.error().code == Errc::NotFound)
            m_list.remove(ref);
        if (m_told.remove(ref))
            m_list.warnOfEnd(ref);
        if (again)
            readOne(ref);
    });
}

void Clients::learn(const ClientRef &ref, const ClientEntry &client)
{
    const AuthoritySession *session = m_authorities.find(ref.authority);
    if (!session)
        return;
    if (const auto reading = m_reads.find(ref.authority); reading != m_reads.end())
        reading->seen.insert(ref.id);  // made while the list was being read
    // What only the one answer has would weigh on ten thousand rows.
    ClientEntry row = client;
    row.tokens.clear();
    row.history.clear();
    m_list.put(ref.authority, {row}, client.serverTime > 0 ? client.serverTime : session->serverTime());
}

// --- ends to come --------------------------------------------------------------------------------------------------------

qint64 Clients::oneStepSeconds(const ClientRef &ref) const
{
    const ClientEntry *client = m_list.find(ref);
    if (!client || !client->expiresAt)
        return 0;
    return std::clamp<qint64>(*client->expiresAt - client->registeredAt, 60, kWorkingDay);
}

void Clients::extendByOneStep(const ClientRef &ref, const QString &reason)
{
    backends::ClientDirectory *clients = directoryOf(m_authorities.find(ref.authority));
    const ClientEntry *client = m_list.find(ref);
    if (!clients || !client || !client->expiresAt) {
        Q_EMIT notExtended(ref, NotExtended::Refused);
        return;
    }
    const qint64 before = *client->expiresAt;
    const auto answer = clients->extend(ref.id, before + oneStepSeconds(ref), reason);
    base::whenAnswered(this, answer, [this, ref, before](const base::Result<backends::ClientAnswer> &said) {
        if (said && said->client)
            learn(ref, *said->client);
        if (said && said->client && said->client->expiresAt.value_or(0) > before)
            Q_EMIT extended(ref);
        else
            Q_EMIT notExtended(ref, !said && said.error().code != Errc::Unauthenticated ? NotExtended::Unheard : NotExtended::Refused);
        readOne(ref);
    });
}

void Clients::tick()
{
    m_list.tick();
}

}  // namespace countersign::console
