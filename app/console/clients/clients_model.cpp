#include "app/console/clients/clients_model.h"

#include <algorithm>

namespace countersign::console {

struct ClientsModel::Entry {
    ClientRef ref;
    ClientEntry client;
    qint64 endsAtMonotonicMs = 0;  // of those with an end
    QString hay;                   // what is searched, in lower case
    qint64 warnedOfEnd = 0;        // the end that was warned of
    unsigned counted = 0;          // the filters it was counted for; time alone may have changed which it fits
};

ClientsModel::ClientsModel(base::Clock &clock, QObject *parent) : QAbstractListModel(parent), m_clock(clock) {}

ClientsModel::~ClientsModel() = default;

int ClientsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant ClientsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Entry &entry = *m_shown[static_cast<size_t>(index.row())];
    const ClientEntry &client = entry.client;
    switch (role) {
    case RefRole: return QVariant::fromValue(entry.ref);
    case NameRole: return client.name;
    case OwnerRole: return client.owner;
    case AuthorityRole: return QVariant::fromValue(m_badges.value(entry.ref.authority));
    case StatusRole: return static_cast<int>(statusOf(entry));
    case TemporaryRole: return client.temporary;
    case TimeLeftMsRole: return leftMs(entry);
    case LifeMsRole: return client.expiresAt ? (*client.expiresAt - client.registeredAt) * 1000 : 0;
    case ScopesRole: return client.scopes;
    case LiveTokensRole: return client.liveTokens;
    case DuplicatesRole: return static_cast<int>(client.duplicates.size());
    case IdlenessRole: return static_cast<int>(client.idleness);
    case EndedAtRole: return client.endedAt.value_or(statusOf(entry) == ClientStatus::Expired ? client.expiresAt.value_or(0) : 0);
    default: return {};
    }
}

QHash<int, QByteArray> ClientsModel::roleNames() const
{
    return {{RefRole, "ref"},       {NameRole, "name"},           {OwnerRole, "owner"},           {AuthorityRole, "authority"}, {StatusRole, "status"},
            {TemporaryRole, "temporary"}, {TimeLeftMsRole, "timeLeftMs"}, {LifeMsRole, "lifeMs"}, {ScopesRole, "scopes"},       {LiveTokensRole, "liveTokens"},
            {DuplicatesRole, "duplicates"}, {IdlenessRole, "idleness"},   {EndedAtRole, "endedAt"}};
}

// --- one client ----------------------------------------------------------------------------------------------------------

qint64 ClientsModel::leftMs(const Entry &entry) const
{
    return entry.client.expiresAt ? std::max<qint64>(0, entry.endsAtMonotonicMs - m_clock.monotonicMs()) : 0;
}

// Dead by the check at use, whether or not the authority has swept yet (protocol.md 7).
ClientStatus ClientsModel::statusOf(const Entry &entry) const
{
    const bool lives = entry.client.status == ClientStatus::Active || entry.client.status == ClientStatus::Disabled;
    return lives && entry.client.expiresAt && leftMs(entry) == 0 ? ClientStatus::Expired : entry.client.status;
}

bool ClientsModel::fits(const Entry &entry, Filter filter) const
{
    const ClientStatus status = statusOf(entry);
    const bool over = status == ClientStatus::Expired || status == ClientStatus::Revoked;
    switch (filter) {
    case Filter::Alive: return !over;
    case Filter::Temporary: return !over && entry.client.temporary;
    case Filter::Standing: return !over && !entry.client.temporary;
    case Filter::Idle: return !over && entry.client.idleness != Idleness::None;
    case Filter::Duplicates: return !over && !entry.client.duplicates.isEmpty();
    case Filter::Ended: return over;
    }
    return false;
}

bool ClientsModel::isShown(const Entry &entry) const
{
    if (!fits(entry, m_filter) || (!m_authority.isEmpty() && entry.ref.authority != m_authority))
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [&entry](const QString &word) { return entry.hay.contains(word); });
}

bool ClientsModel::before(const Entry *a, const Entry *b)
{
    if (a->client.registeredAt != b->client.registeredAt)
        return a->client.registeredAt > b->client.registeredAt;
    return a->ref.authority != b->ref.authority ? a->ref.authority < b->ref.authority : a->ref.id < b->ref.id;
}

void ClientsModel::assign(Entry &entry, const ClientEntry &client, qint64 serverTime)
{
    entry.client = client;
    if (client.expiresAt)
        entry.endsAtMonotonicMs = m_clock.monotonicMs() + (*client.expiresAt - serverTime) * 1000;
    QStringList hay{client.name, client.id.text(), client.owner, client.reason, client.ticket};
    hay += client.scopes;
    entry.hay = hay.join(QLatin1Char('\n')).toLower();
}

void ClientsModel::uncount(Entry &entry)
{
    for (size_t filter = 0; filter < kFilters; ++filter)
        m_counts[filter] -= static_cast<int>(entry.counted >> filter & 1U);
    entry.counted = 0;
}

void ClientsModel::recount(Entry &entry)
{
    uncount(entry);
    for (size_t filter = 0; filter < kFilters; ++filter) {
        if (!fits(entry, static_cast<Filter>(filter)))
            continue;
        entry.counted |= 1U << filter;
        ++m_counts[filter];
    }
}

void ClientsModel::warnIfNear(Entry &entry)
{
    const qint64 end = entry.client.expiresAt.value_or(0);
    if (end > 0 && leftMs(entry) <= warningSeconds(end - entry.client.registeredAt) * 1000)
        warn(entry);
}

void ClientsModel::warn(Entry &entry)
{
    const qint64 end = entry.client.expiresAt.value_or(0);
    if (!entry.client.temporary || end == 0 || entry.warnedOfEnd == end || statusOf(entry) != ClientStatus::Active)
        return;
    entry.warnedOfEnd = end;
    Q_EMIT endsSoon(entry.ref);
}

void ClientsModel::warnOfEnd(const ClientRef &ref)
{
    if (Entry *entry = m_byRef.value(ref))
        warn(*entry);
}

// --- the list ------------------------------------------------------------------------------------------------------------

int ClientsModel::rowOf(const Entry *entry) const
{
    const auto found = std::lower_bound(m_shown.begin(), m_shown.end(), entry, before);
    return found != m_shown.end() && *found == entry ? static_cast<int>(found - m_shown.begin()) : -1;
}

int ClientsModel::rowOf(const ClientRef &ref) const
{
    const Entry *entry = m_byRef.value(ref);
    return entry ? rowOf(entry) : -1;
}

const ClientEntry *ClientsModel::find(const ClientRef &ref) const
{
    const Entry *entry = m_byRef.value(ref);
    return entry ? &entry->client : nullptr;
}

qint64 ClientsModel::timeLeftMs(const ClientRef &ref) const
{
    const Entry *entry = m_byRef.value(ref);
    return entry ? leftMs(*entry) : 0;
}

void ClientsModel::put(const AuthorityId &authority, const QList<ClientEntry> &clients, qint64 serverTime)
{
    Entries fresh, touched;
    // One that is told of twice would stand in the list twice; the last word counts.
    QHash<base::ClientId, qsizetype> last;
    for (qsizetype i = 0; i < clients.size(); ++i)
        last.insert(clients.at(i).id, i);
    for (qsizetype i = 0; i < clients.size(); ++i) {
        const ClientEntry &client = clients.at(i);
        if (last.value(client.id) != i)
            continue;
        const ClientRef ref{authority, client.id};
        Entry *known = m_byRef.value(ref);
        // Its place in the order never changes; an authority that moves it has it removed and added.
        if (known && known->client.registeredAt != client.registeredAt) {
            remove(ref);
            known = nullptr;
        }
        if (!known) {
            m_all.push_back(std::make_unique<Entry>());
            m_inOrder = false;
            known = m_all.back().get();
            known->ref = ref;
            m_byRef.insert(ref, known);
            assign(*known, client, serverTime);
            if (isShown(*known))
                fresh.push_back(known);
        } else {
            assign(*known, client, serverTime);
            if (const int row = rowOf(known); row >= 0)
                Q_EMIT dataChanged(index(row), index(row));
            else if (isShown(*known))
                fresh.push_back(known);
        }
        recount(*known);
        touched.push_back(known);
    }
    showNew(fresh);
    Q_EMIT countsChanged();
    for (Entry *entry : touched)
        warnIfNear(*entry);
}

// Whole runs at once: a page of the list is one insertion, however long the list has become.
void ClientsModel::showNew(const Entries &fresh)
{
    Entries sorted = fresh;
    std::sort(sorted.begin(), sorted.end(), before);
    for (auto from = sorted.begin(); from != sorted.end();) {
        const auto at = std::upper_bound(m_shown.begin(), m_shown.end(), *from, before);
        auto to = from + 1;
        while (to != sorted.end() && (at == m_shown.end() || before(*to, *at)))
            ++to;
        const int row = static_cast<int>(at - m_shown.begin());
        beginInsertRows({}, row, row + static_cast<int>(to - from) - 1);
        m_shown.insert(at, from, to);
        endInsertRows();
        from = to;
    }
}

void ClientsModel::remove(const ClientRef &ref)
{
    Entry *entry = m_byRef.take(ref);
    if (!entry)
        return;
    uncount(*entry);
    if (const int row = rowOf(entry); row >= 0) {
        beginRemoveRows({}, row, row);
        m_shown.erase(m_shown.begin() + row);
        endRemoveRows();
    }
    const auto held = std::find_if(m_all.begin(), m_all.end(), [entry](const std::unique_ptr<Entry> &each) { return each.get() == entry; });
    m_all.erase(held);
    Q_EMIT countsChanged();
}

void ClientsModel::keepOnly(const AuthorityId &authority, const QSet<base::ClientId> &kept)
{
    const auto goes = [&](const ClientRef &ref) { return ref.authority == authority && !kept.contains(ref.id); };
    QList<ClientRef> gone;
    for (auto it = m_byRef.keyBegin(); it != m_byRef.keyEnd(); ++it) {
        if (goes(*it))
            gone.append(*it);
    }
    if (gone.isEmpty())
        return;
    // Many at once are one change, not thousands.
    const bool many = gone.size() > 50;
    if (many) {
        beginResetModel();
        std::erase_if(m_shown, [&](const Entry *entry) { return goes(entry->ref); });
        endResetModel();
        for (const ClientRef &ref : std::as_const(gone))
            uncount(*m_byRef.take(ref));
        std::erase_if(m_all, [&](const std::unique_ptr<Entry> &entry) { return goes(entry->ref); });
        Q_EMIT countsChanged();
        return;
    }
    for (const ClientRef &ref : std::as_const(gone))
        remove(ref);
}

void ClientsModel::setBadge(const AuthorityId &authority, const AuthorityBadge &badge)
{
    if (m_badges.value(authority) == badge)
        return;
    m_badges.insert(authority, badge);
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {AuthorityRole});
}

void ClientsModel::setFilter(Filter filter)
{
    m_filter = filter;
    refilter();
}

void ClientsModel::setSearch(const QString &words)
{
    m_words = words.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    refilter();
}

void ClientsModel::setAuthority(const AuthorityId &authority)
{
    if (std::exchange(m_authority, authority) != authority)
        refilter();
}

void ClientsModel::refilter()
{
    // Sorted once, and then every letter of a search costs one pass.
    if (!std::exchange(m_inOrder, true))
        std::sort(m_all.begin(), m_all.end(), [](const auto &a, const auto &b) { return before(a.get(), b.get()); });
    beginResetModel();
    m_shown.clear();
    for (const std::unique_ptr<Entry> &entry : m_all) {
        if (isShown(*entry))
            m_shown.push_back(entry.get());
    }
    endResetModel();
}

void ClientsModel::tick()
{
    constexpr unsigned ended = 1U << static_cast<unsigned>(Filter::Ended);
    bool counted = false;
    Entries near;
    for (const std::unique_ptr<Entry> &entry : m_all) {
        if (!entry->client.expiresAt || (entry->counted & ended) != 0)
            continue;
        if (fits(*entry, Filter::Ended)) {
            recount(*entry);  // its end came without a word of the authority
            counted = true;
        } else {
            near.push_back(entry.get());
        }
    }
    if (counted)
        Q_EMIT countsChanged();
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {TimeLeftMsRole, StatusRole});
    for (Entry *entry : near)
        warnIfNear(*entry);
}

}  // namespace countersign::console
