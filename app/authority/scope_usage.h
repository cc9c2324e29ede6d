// Counts what scopes are used for, without a statement on the way: whoever issues or spends only adds to a table in memory, and the
// sweeper writes it about every second. A crash loses that second; nothing but figures rests on it.
#pragma once

#include <QHash>
#include <QStringList>

#include <mutex>

namespace countersign::authority::store {
class Transaction;
}

namespace countersign::authority {

class ScopeUsage {
public:
    // A token was issued or a credential spent with these. Any thread; from a Work only once it is committed.
    void used(const QStringList &scopes);
    // Somebody asked for approval of something with these.
    void asked(const QStringList &scopes);
    // Somebody asked for a scope that is not in the catalogue: a client, by its id, or whoever wanted to register one, by their name in the
    // log. Names that no catalogue could have are left out.
    void missed(const QString &scope, const QString &by);

    // Adds what was counted since the last time to the database, and forgets days of long ago. For the sweeper, and once at the end.
    void flush(store::Transaction &tx);

private:
    struct Counts {
        qint64 uses = 0, asks = 0;
    };
    std::mutex m_mutex;
    QHash<QString, Counts> m_counts;
    QHash<std::pair<QString, QString>, qint64> m_missed;  // by whom, what
};

// Notes scopes that are catalogued from now on. In the transaction that applies a catalogue.
void noteCatalogued(store::Transaction &tx, const QStringList &scopes);

}  // namespace countersign::authority
