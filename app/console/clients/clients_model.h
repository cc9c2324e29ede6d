// The clients of all authorities, newest first: filtered, searched, counted. Reads nothing by itself.
//
// A row that stops fitting the filter stays until the filter is chosen anew, so that nothing vanishes under a pointer.
#pragma once

#include "app/base/clock.h"
#include "app/console/clients/client_facts.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>

#include <array>
#include <memory>
#include <vector>

namespace countersign::console {

class ClientsModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        RefRole = Qt::UserRole + 1,  // ClientRef
        NameRole,                    // QString, text from outside
        OwnerRole,                   // QString, text from outside
        AuthorityRole,               // AuthorityBadge
        StatusRole,                  // int(ClientStatus), by our own clock: past its end a client is Expired
        TemporaryRole,               // bool
        TimeLeftMsRole,              // qint64, 0 for those without an end
        LifeMsRole,                  // qint64, from registration to end
        ScopesRole,                  // QStringList, text from outside
        LiveTokensRole,              // qint64
        DuplicatesRole,              // int
        IdlenessRole,                // int(Idleness)
        EndedAtRole,                 // qint64 seconds, authority clock; 0: lives
    };
    enum class Filter { Alive, Temporary, Standing, Idle, Duplicates, Ended };
    static constexpr int kFilters = 6;

    explicit ClientsModel(base::Clock &clock, QObject *parent = nullptr);
    ~ClientsModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    // New ones are added, known ones replaced. `serverTime`: seconds, from the same answer.
    void put(const AuthorityId &authority, const QList<ClientEntry> &clients, qint64 serverTime);
    void remove(const ClientRef &ref);
    // The authority says that the end is near.
    void warnOfEnd(const ClientRef &ref);
    // Everything of the authority goes but `kept`.
    void keepOnly(const AuthorityId &authority, const QSet<base::ClientId> &kept);
    void setBadge(const AuthorityId &authority, const AuthorityBadge &badge);

    void setFilter(Filter filter);
    [[nodiscard]] Filter filter() const { return m_filter; }
    // Words that must all be found in name, id, owner, reason, ticket or scopes; letter case does not matter.
    void setSearch(const QString &words);
    // Empty: all authorities.
    void setAuthority(const AuthorityId &authority);
    // By what is chosen beside the list; not by the authority, which is chosen elsewhere.
    [[nodiscard]] bool isNarrowed() const { return !m_words.isEmpty() || m_filter != Filter::Alive; }

    [[nodiscard]] int total() const { return static_cast<int>(m_all.size()); }
    // How many fit a filter, whatever is searched for.
    [[nodiscard]] int count(Filter filter) const { return m_counts[static_cast<size_t>(filter)]; }
    [[nodiscard]] int rowOf(const ClientRef &ref) const;  // −1: not shown
    [[nodiscard]] const ClientEntry *find(const ClientRef &ref) const;
    // Milliseconds by our monotonic clock; 0 when over, unknown or without an end.
    [[nodiscard]] qint64 timeLeftMs(const ClientRef &ref) const;

public Q_SLOTS:
    void tick();  // about once a second

Q_SIGNALS:
    void countsChanged();
    // A living client's end is near; once for each end.
    void endsSoon(const countersign::console::ClientRef &ref);

private:
    struct Entry;
    using Entries = std::vector<Entry *>;

    [[nodiscard]] bool fits(const Entry &entry, Filter filter) const;
    [[nodiscard]] bool isShown(const Entry &entry) const;
    [[nodiscard]] ClientStatus statusOf(const Entry &entry) const;
    [[nodiscard]] qint64 leftMs(const Entry &entry) const;
    void assign(Entry &entry, const ClientEntry &client, qint64 serverTime);
    void recount(Entry &entry);
    void uncount(Entry &entry);
    void showNew(const Entries &fresh);
    void refilter();
    void warnIfNear(Entry &entry);
    void warn(Entry &entry);
    [[nodiscard]] static bool before(const Entry *a, const Entry *b);
    [[nodiscard]] int rowOf(const Entry *entry) const;

    base::Clock &m_clock;
    std::vector<std::unique_ptr<Entry>> m_all;
    bool m_inOrder = true;
    QHash<ClientRef, Entry *> m_byRef;
    Entries m_shown;                            // sorted
    QHash<AuthorityId, AuthorityBadge> m_badges;
    Filter m_filter = Filter::Alive;
    QStringList m_words;
    AuthorityId m_authority;
    std::array<int, kFilters> m_counts{};
};

}  // namespace countersign::console
