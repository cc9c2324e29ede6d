// The list of pending requests of all authorities: most urgent first, equal requests folded, and still under the pointer.
#pragma once

#include "app/base/clock.h"
#include "app/console/facts.h"

#include <QAbstractListModel>
#include <QHash>

#include <vector>

namespace countersign::console {

class InboxModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        RefRole = Qt::UserRole + 1,  // ApprovalRef of the row's first request
        SentenceRole,                // QString, text from outside
        TierRole,                    // int(approval::Tier)
        ClientNameRole,              // QString, text from outside
        ClientIdRole,                // QString, text from outside
        SubjectRole,                 // QString, text from outside
        AuthorityRole,               // AuthorityBadge
        CountRole,                   // int, requests folded into this row, 1 and up
        RefsRole,                    // QList<ApprovalRef>, all of them
        TimeLeftMsRole,              // qint64, of the soonest, never negative
        TimeShareRole,               // double 1…0, for the ring
        GoneRole,                    // bool: expired or decided, kept in place while the list is held
        MayDecideRole,               // bool
        RequestedAtRole,             // qint64 seconds, authority clock
    };

    explicit InboxModel(base::Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    // Replaces what is known of one authority (after a full read). `serverTime`: seconds, from the same answer.
    void replace(const AuthorityId &authority, const QList<Summary> &pending, qint64 serverTime);
    // One request read anew: added, changed, or taken away when it is no longer pending.
    void update(const AuthorityId &authority, const Summary &summary, qint64 serverTime);
    void remove(const ApprovalRef &ref);
    void setBadge(const AuthorityId &authority, const AuthorityBadge &badge);
    void removeAuthority(const AuthorityId &authority);

    // While held, no row moves, comes or goes: new ones wait, ended ones stay greyed. Reasons are counted apart.
    enum class Hold { Pointer, Decision };
    void hold(Hold reason);
    void release(Hold reason);
    [[nodiscard]] bool isHeld() const { return m_holds != 0; }
    // Rows that wait behind "N new".
    [[nodiscard]] int waiting() const { return static_cast<int>(m_waiting.size()); }
    // Lets them in and sorts again, also while held: a person asked for it.
    void revealWaiting();

    // Pending requests known, waiting ones included; folded ones counted singly. For badge and tray.
    [[nodiscard]] int pendingCount() const;
    [[nodiscard]] int rowOf(const ApprovalRef &ref) const;  // −1: none
    [[nodiscard]] const Summary *find(const ApprovalRef &ref) const;
    // Milliseconds by our monotonic clock; 0 when ended or unknown.
    [[nodiscard]] qint64 timeLeftMs(const ApprovalRef &ref) const;
    // Every pending request of one client of one authority, for "deny all from this client".
    [[nodiscard]] QList<ApprovalRef> ofClient(const AuthorityId &authority, const QString &clientId) const;

public Q_SLOTS:
    void tick();  // about once a second: counts down and ends what ran out

Q_SIGNALS:
    void waitingChanged(int count);
    void pendingCountChanged(int count);
    // A request that was not known before, and not part of an authority's first read. For notifications.
    void arrived(const countersign::console::ApprovalRef &ref);

private:
    struct Entry {
        ApprovalRef ref;
        Summary summary;
        qint64 endsAtMonotonicMs = 0;
        qint64 lifeMs = 1;
        bool gone = false;
    };
    struct Row {
        QString foldKey;
        QList<ApprovalRef> refs;  // soonest end first
    };

    void put(const AuthorityId &authority, const Summary &summary, qint64 serverTime);
    void place(const Entry &entry);
    void drop(const ApprovalRef &ref);
    void settle();  // after a hold: removes what is gone, lets waiting rows in, sorts
    void insertRow(Row row);
    void resort();
    void refreshRow(int row);
    void announceCounts();
    [[nodiscard]] bool before(const Row &a, const Row &b) const;
    [[nodiscard]] QString foldKey(const Entry &entry) const;

    base::Clock &m_clock;
    QHash<ApprovalRef, Entry> m_entries;
    std::vector<Row> m_rows;
    std::vector<ApprovalRef> m_waiting;
    QHash<QString, int> m_rowByKey;  // rebuilt after every move
    QHash<AuthorityId, AuthorityBadge> m_badges;
    QHash<AuthorityId, bool> m_filled;
    unsigned m_holds = 0;
    int m_lastPending = 0, m_lastWaiting = 0;
    bool m_rowsDirty = false;        // a request changed its words while held
};

}  // namespace countersign::console
