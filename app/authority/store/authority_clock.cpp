#include "app/authority/store/authority_clock.h"

#include "app/authority/store/connection.h"

#include <algorithm>

namespace countersign::authority::store {

namespace {

constexpr qint64 kWaitOutMs = 10'000;
constexpr char kKeepMark[] = "INSERT INTO meta (key, value) VALUES ('clock_high_water_ms', ?)"
                             " ON CONFLICT (key) DO UPDATE SET value = excluded.value";

QByteArray quoted(QString name)
{
    return '"' + name.replace(QLatin1Char('"'), QStringLiteral("\"\"")).toUtf8() + '"';
}

}  // namespace

qint64 AuthorityClock::nowMs() const
{
    raise(m_system.nowMs());
    return m_highWaterMs;
}

bool AuthorityClock::steppedBack() const
{
    return m_system.nowMs() + kWaitOutMs < m_highWaterMs;
}

void AuthorityClock::raise(qint64 highWaterMs) const
{
    qint64 known = m_highWaterMs;
    while (known < highWaterMs && !m_highWaterMs.compare_exchange_weak(known, highWaterMs)) { }
}

void keepHighWater(Connection &connection, AuthorityClock &clock)
{
    connection.with(0, [&](Transaction &tx) {
        const auto mark = tx.one("SELECT value FROM meta WHERE key = 'clock_high_water_ms'");
        const qint64 kept = mark ? mark->integer(0) : 0;
        clock.raise(kept);
        if (const qint64 now = clock.nowMs(); now > kept)
            tx.exec(kKeepMark, {now});
    });
}

qint64 expireForGood(Connection &connection, const AuthorityClock &clock)
{
    const qint64 before = clock.highWaterMs();
    const qint64 after = clock.systemMs();
    connection.with(after, [&](Transaction &tx) {
        qint64 moved = 0;
        const auto columns = tx.all("SELECT m.name, p.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS p"
                                    " WHERE m.type = 'table' AND p.name LIKE '%expires\\_at' ESCAPE '\\' ORDER BY 1, 2");
        for (const Row &column : columns) {
            const QByteArray name = quoted(column.text(1));
            const QByteArray sql = "UPDATE " + quoted(column.text(0)) + " SET " + name + " = ? WHERE " + name + " > ? AND " + name + " <= ?";
            moved += tx.exec(sql.constData(), {tx.now(), tx.now(), before / 1000});
        }
        tx.exec(kKeepMark, {after});
        AuditEvent event;
        event.event = QStringLiteral("clock.stepped_back");
        event.actor = QStringLiteral("system");
        event.payload = {{QStringLiteral("from"), before / 1000}, {QStringLiteral("to"), after / 1000}, {QStringLiteral("expired"), moved}};
        tx.audit(event);
    });
    return after;
}

}  // namespace countersign::authority::store
