#include "app/console/inbox/inbox_model.h"

#include <algorithm>
#include <tuple>

namespace countersign::console {
namespace {

// Beyond this many changes at once a reset is cheaper than telling each.
constexpr qsizetype kManyChanges = 300;
// Re-reading shifts the computed end by less than this, because the authority tells whole seconds.
constexpr qint64 kJitterMs = 2'000;

unsigned bit(InboxModel::Hold hold)
{
    return 1U << static_cast<unsigned>(hold);
}

}  // namespace

InboxModel::InboxModel(base::Clock &clock, QObject *parent) : QAbstractListModel(parent), m_clock(clock) {}

int InboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant InboxModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = m_rows[static_cast<size_t>(index.row())];
    const Entry &entry = *m_entries.constFind(row.refs.first());
    switch (role) {
    case RefRole: return QVariant::fromValue(entry.ref);
    case Qt::DisplayRole:
    case SentenceRole: return entry.summary.actionText;
    case TierRole: return static_cast<int>(entry.summary.risk.tier);
    case ClientNameRole: return entry.summary.client.name;
    case ClientIdRole: return entry.summary.client.id.text();
    case SubjectRole: return entry.summary.subject.name.isEmpty() ? entry.summary.subject.sub.text() : entry.summary.subject.name;
    case AuthorityRole: return QVariant::fromValue(m_badges.value(entry.ref.authority));
    case CountRole: return static_cast<int>(row.refs.size());
    case RefsRole: return QVariant::fromValue(row.refs);
    case TimeLeftMsRole: return entry.gone ? 0 : std::max<qint64>(0, entry.endsAtMonotonicMs - m_clock.monotonicMs());
    case TimeShareRole: {
        const qint64 left = entry.gone ? 0 : std::max<qint64>(0, entry.endsAtMonotonicMs - m_clock.monotonicMs());
        return std::min(1.0, static_cast<double>(left) / static_cast<double>(entry.lifeMs));
    }
    case GoneRole: return entry.gone;
    case MayDecideRole: return entry.summary.mayDecide.value_or(true);
    case RequestedAtRole: return entry.summary.requestedAt;
    default: return {};
    }
}

QHash<int, QByteArray> InboxModel::roleNames() const
{
    return {{RefRole, "ref"},           {SentenceRole, "sentence"},   {TierRole, "tier"},       {ClientNameRole, "clientName"},
            {ClientIdRole, "clientId"}, {SubjectRole, "subject"},     {AuthorityRole, "authority"}, {CountRole, "count"},
            {RefsRole, "refs"},         {TimeLeftMsRole, "timeLeftMs"}, {TimeShareRole, "timeShare"}, {GoneRole, "gone"},
            {MayDecideRole, "mayDecide"}, {RequestedAtRole, "requestedAt"}};
}

QString InboxModel::foldKey(const Entry &entry) const
{
    const Summary &s = entry.summary;
    return QStringList{entry.ref.authority.text(), s.client.id.text(), s.subject.sub.text(), s.actionText, QString::number(static_cast<int>(s.risk.tier))}
        .join(QChar(0x1f));
}

bool InboxModel::before(const Row &a, const Row &b) const
{
    const Entry &x = *m_entries.constFind(a.refs.first());
    const Entry &y = *m_entries.constFind(b.refs.first());
    if (x.endsAtMonotonicMs != y.endsAtMonotonicMs)
        return x.endsAtMonotonicMs < y.endsAtMonotonicMs;
    if (x.summary.risk.tier != y.summary.risk.tier)
        return x.summary.risk.tier > y.summary.risk.tier;
    return x.ref.id < y.ref.id;
}

void InboxModel::setBadge(const AuthorityId &authority, const AuthorityBadge &badge)
{
    m_badges.insert(authority, badge);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {AuthorityRole});
}

void InboxModel::replace(const AuthorityId &authority, const QList<Summary> &read, qint64 serverTime)
{
    // A folded row speaks for its first request, so the most urgent one has to come first, in whatever order they were read.
    QList<Summary> pending = read;
    std::sort(pending.begin(), pending.end(), [](const Summary &a, const Summary &b) { return std::tie(a.expiresAt, a.id) < std::tie(b.expiresAt, b.id); });
    QHash<base::ApprovalId, const Summary *> now;
    for (const Summary &summary : pending)
        now.insert(summary.id, &summary);
    QList<ApprovalRef> ended;
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.ref.authority == authority && !now.contains(entry.ref.id))
            ended.append(entry.ref);
    }
    const qsizetype fresh = std::count_if(pending.begin(), pending.end(), [&](const Summary &s) { return !m_entries.contains({authority, s.id}); });
    if (!isHeld() && ended.size() + fresh > kManyChanges) {
        beginResetModel();
        for (const ApprovalRef &ref : ended)
            m_entries.remove(ref);
        for (const Summary &summary : pending)
            put(authority, summary, serverTime);
        resort();
        endResetModel();
    } else {
        for (const ApprovalRef &ref : ended)
            drop(ref);
        for (const Summary &summary : pending)
            update(authority, summary, serverTime);
    }
    m_filled.insert(authority, true);  // only now: what the first read brings is nothing new
    announceCounts();
}

void InboxModel::put(const AuthorityId &authority, const Summary &summary, qint64 serverTime)
{
    Entry entry{{authority, summary.id}, summary};
    const qint64 leftMs = (summary.expiresAt - serverTime) * 1000;
    entry.endsAtMonotonicMs = m_clock.monotonicMs() + leftMs;
    entry.lifeMs = std::max<qint64>(1, (summary.expiresAt - summary.requestedAt) * 1000);
    const auto known = m_entries.constFind(entry.ref);
    if (known != m_entries.cend() && std::abs(known->endsAtMonotonicMs - entry.endsAtMonotonicMs) < kJitterMs)
        entry.endsAtMonotonicMs = known->endsAtMonotonicMs;
    m_entries.insert(entry.ref, entry);
}

void InboxModel::update(const AuthorityId &authority, const Summary &summary, qint64 serverTime)
{
    const ApprovalRef ref{authority, summary.id};
    const auto known = m_entries.constFind(ref);
    const bool isNew = known == m_entries.cend();
    if (summary.status != approval::Status::Pending || summary.expiresAt <= serverTime) {
        drop(ref);
        announceCounts();
        return;
    }
    if (!isNew && known->summary.version > summary.version)
        return;  // an older answer that came late
    const QString oldKey = isNew ? QString() : foldKey(*known);
    put(authority, summary, serverTime);
    const Entry &entry = *m_entries.constFind(ref);
    if (isNew) {
        place(entry);
        if (m_filled.value(authority))
            Q_EMIT arrived(ref);
    } else if (const int row = rowOf(ref); row >= 0) {
        const bool belongsElsewhere = oldKey != foldKey(entry);
        if (belongsElsewhere && !isHeld()) {
            drop(ref);
            put(authority, summary, serverTime);
            place(*m_entries.constFind(ref));
        } else {
            m_rowsDirty = m_rowsDirty || belongsElsewhere;
            refreshRow(row);
        }
    }
    announceCounts();
}

void InboxModel::place(const Entry &entry)
{
    if (isHeld()) {
        m_waiting.push_back(entry.ref);
        return;
    }
    const QString key = foldKey(entry);
    if (const auto found = m_rowByKey.constFind(key); found != m_rowByKey.cend()) {
        // Folded in at the end: the row keeps its place and its first request.
        m_rows[static_cast<size_t>(*found)].refs.append(entry.ref);
        refreshRow(*found);
        return;
    }
    insertRow({key, {entry.ref}});
}

void InboxModel::insertRow(Row row)
{
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), row, [this](const Row &a, const Row &b) { return before(a, b); });
    const int position = static_cast<int>(at - m_rows.begin());
    beginInsertRows({}, position, position);
    m_rows.insert(at, std::move(row));
    for (int i = position; i < static_cast<int>(m_rows.size()); ++i)
        m_rowByKey.insert(m_rows[static_cast<size_t>(i)].foldKey, i);
    endInsertRows();
}

void InboxModel::drop(const ApprovalRef &ref)
{
    const auto entry = m_entries.find(ref);
    if (entry == m_entries.end())
        return;
    if (const auto waits = std::find(m_waiting.begin(), m_waiting.end(), ref); waits != m_waiting.end()) {
        m_waiting.erase(waits);
        m_entries.erase(entry);
        return;
    }
    const int row = rowOf(ref);
    if (row < 0) {
        m_entries.erase(entry);
        return;
    }
    if (isHeld()) {
        entry->gone = true;
        refreshRow(row);
        return;
    }
    QList<ApprovalRef> &refs = m_rows[static_cast<size_t>(row)].refs;
    if (refs.size() > 1) {
        refs.removeOne(ref);
        m_entries.erase(entry);
        refreshRow(row);
        return;
    }
    beginRemoveRows({}, row, row);
    m_rowByKey.remove(m_rows[static_cast<size_t>(row)].foldKey);
    m_rows.erase(m_rows.begin() + row);
    for (int i = row; i < static_cast<int>(m_rows.size()); ++i)
        m_rowByKey.insert(m_rows[static_cast<size_t>(i)].foldKey, i);
    m_entries.erase(entry);
    endRemoveRows();
}

void InboxModel::remove(const ApprovalRef &ref)
{
    drop(ref);
    announceCounts();
}

void InboxModel::removeAuthority(const AuthorityId &authority)
{
    beginResetModel();
    m_entries.removeIf([&](const auto &each) { return each.key().authority == authority; });
    m_filled.remove(authority);
    m_badges.remove(authority);
    resort();
    endResetModel();
    announceCounts();
}

// Builds the rows anew from the entries, waiting ones included; inside a model reset.
void InboxModel::resort()
{
    m_rows.clear();
    m_rowByKey.clear();
    m_waiting.clear();
    m_rowsDirty = false;
    m_entries.removeIf([](const auto &each) { return each.value().gone; });
    QHash<QString, size_t> places;
    for (const Entry &entry : std::as_const(m_entries)) {
        const QString key = foldKey(entry);
        const auto found = places.constFind(key);
        if (found == places.cend()) {
            places.insert(key, m_rows.size());
            m_rows.push_back({key, {entry.ref}});
        } else {
            m_rows[*found].refs.append(entry.ref);
        }
    }
    for (Row &row : m_rows) {
        std::sort(row.refs.begin(), row.refs.end(), [this](const ApprovalRef &a, const ApprovalRef &b) {
            return before({QString(), {a}}, {QString(), {b}});
        });
    }
    std::sort(m_rows.begin(), m_rows.end(), [this](const Row &a, const Row &b) { return before(a, b); });
    for (size_t i = 0; i < m_rows.size(); ++i)
        m_rowByKey.insert(m_rows[i].foldKey, static_cast<int>(i));
}

void InboxModel::hold(Hold reason)
{
    m_holds |= bit(reason);
}

void InboxModel::release(Hold reason)
{
    if (!(m_holds & bit(reason)))
        return;
    m_holds &= ~bit(reason);
    if (!isHeld())
        settle();
}

void InboxModel::settle()
{
    QList<ApprovalRef> gone;
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.gone)
            gone.append(entry.ref);
    }
    const std::vector<ApprovalRef> waiting = std::exchange(m_waiting, {});
    if (m_rowsDirty || gone.size() + static_cast<qsizetype>(waiting.size()) > kManyChanges) {
        beginResetModel();
        resort();
        endResetModel();
    } else {
        for (const ApprovalRef &ref : gone)
            drop(ref);
        for (const ApprovalRef &ref : waiting)
            place(*m_entries.constFind(ref));
    }
    announceCounts();
}

void InboxModel::revealWaiting()
{
    const unsigned held = std::exchange(m_holds, 0U);
    settle();
    m_holds = held;
}

void InboxModel::refreshRow(int row)
{
    Q_EMIT dataChanged(index(row), index(row));
}

void InboxModel::tick()
{
    const qint64 now = m_clock.monotonicMs();
    QList<ApprovalRef> ended;
    for (const Entry &entry : std::as_const(m_entries)) {
        if (!entry.gone && entry.endsAtMonotonicMs <= now)
            ended.append(entry.ref);
    }
    for (const ApprovalRef &ref : std::as_const(ended))
        drop(ref);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {TimeLeftMsRole, TimeShareRole});
    announceCounts();
}

int InboxModel::pendingCount() const
{
    return static_cast<int>(std::count_if(m_entries.begin(), m_entries.end(), [](const Entry &entry) { return !entry.gone; }));
}

int InboxModel::rowOf(const ApprovalRef &ref) const
{
    const auto entry = m_entries.constFind(ref);
    if (entry == m_entries.cend())
        return -1;
    const auto row = m_rowByKey.constFind(foldKey(*entry));
    if (row != m_rowByKey.cend() && m_rows[static_cast<size_t>(*row)].refs.contains(ref))
        return *row;
    // Its words changed while the list was held: it still stands in the row of before.
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].refs.contains(ref))
            return static_cast<int>(i);
    }
    return -1;
}

const Summary *InboxModel::find(const ApprovalRef &ref) const
{
    const auto entry = m_entries.constFind(ref);
    return entry == m_entries.cend() ? nullptr : &entry->summary;
}

qint64 InboxModel::timeLeftMs(const ApprovalRef &ref) const
{
    const auto entry = m_entries.constFind(ref);
    return entry == m_entries.cend() || entry->gone ? 0 : std::max<qint64>(0, entry->endsAtMonotonicMs - m_clock.monotonicMs());
}

QList<ApprovalRef> InboxModel::ofClient(const AuthorityId &authority, const QString &clientId) const
{
    QList<ApprovalRef> found;
    for (const Entry &entry : m_entries) {
        if (!entry.gone && entry.ref.authority == authority && entry.summary.client.id.text() == clientId)
            found.append(entry.ref);
    }
    return found;
}

void InboxModel::announceCounts()
{
    const int pending = pendingCount();
    if (std::exchange(m_lastPending, pending) != pending)
        Q_EMIT pendingCountChanged(pending);
    if (std::exchange(m_lastWaiting, waiting()) != waiting())
        Q_EMIT waitingChanged(waiting());
}

}  // namespace countersign::console
