#include "app/authority/store/outbox.h"

#include "app/authority/store/failure.h"
#include "app/authority/store/users.h"
#include "app/base/json.h"

#include <algorithm>

namespace countersign::authority::store {

namespace {

constexpr qsizetype kEventLimit = 8 * 1024;
constexpr qint64 kKeepCount = 10'000;
constexpr qint64 kKeepMs = 60 * 60 * 1000;

constexpr QLatin1String kGroups("groups");
constexpr QLatin1String kSubjects("subjects");
constexpr QLatin1String kScopes("scopes");

QByteArray audienceBytes(const Audience &audience)
{
    QJsonArray subjects;
    for (const base::Subject &subject : audience.subjects)
        subjects.append(subject.text());
    return base::json::canonical(QJsonObject{{kGroups, QJsonArray::fromStringList(audience.groups)},
                                             {kSubjects, subjects},
                                             {kScopes, QJsonArray::fromStringList(audience.scopes)}});
}

QStringList textsOf(const QJsonValue &array)
{
    QStringList texts;
    for (const QJsonValue &value : array.toArray())
        texts.append(value.toString());
    return texts;
}

// What cannot be read is shown to nobody.
Audience audienceOf(const QByteArray &bytes)
{
    const auto object = base::json::parseObject(bytes);
    if (!object)
        return {};
    Audience audience{textsOf(object->value(kGroups)), {}, textsOf(object->value(kScopes))};
    for (const QString &subject : textsOf(object->value(kSubjects)))
        audience.subjects.emplace_back(subject);
    return audience;
}

}  // namespace

QString eventName(EventKind kind)
{
    switch (kind) {
    case EventKind::Approval:
        return QStringLiteral("approval");
    case EventKind::Client:
        return QStringLiteral("client");
    case EventKind::Catalog:
        return QStringLiteral("catalog");
    case EventKind::Grant:
        return QStringLiteral("grant");
    case EventKind::Audit:
        break;
    }
    return QStringLiteral("audit");
}

bool Audience::includes(const User &user, const QStringList &tokenScopes) const
{
    const auto among = [](const QStringList &have) { return [&have](const QString &one) { return have.contains(one); }; };
    return std::any_of(scopes.begin(), scopes.end(), among(tokenScopes)) || user.isInAnyOf(groups)
        || std::find(subjects.begin(), subjects.end(), user.sub) != subjects.end();
}

void appendEvent(Transaction &tx, const OutboxEvent &event)
{
    const QByteArray data = base::json::canonical(event.data);
    if (data.size() > kEventLimit)
        throw Failure(FailureKind::Constraint, QStringLiteral("event over 8 KiB"));
    tx.exec("INSERT INTO event (time_ms, kind, data, audience) VALUES (?, ?, ?, ?)",
            {tx.nowMs(), eventName(event.kind), data, audienceBytes(event.audience)});
}

std::vector<StoredEvent> readEvents(Transaction &tx, qint64 afterId, int limit)
{
    std::vector<StoredEvent> events;
    for (const Row &row : tx.all("SELECT id, time_ms, kind, data, audience FROM event WHERE id > ? ORDER BY id LIMIT ?", {afterId, limit}))
        events.push_back({row.integer(0), row.integer(1), row.text(2), row.bytes(3), audienceOf(row.bytes(4))});
    return events;
}

qint64 lastEvent(Transaction &tx)
{
    const auto row = tx.one("SELECT seq FROM sqlite_sequence WHERE name = 'event'");
    return row ? row->integer(0) : 0;
}

qint64 oldestEvent(Transaction &tx)
{
    return tx.one("SELECT coalesce(min(id), 0) FROM event")->integer(0);
}

int pruneEvents(Transaction &tx)
{
    return tx.exec("DELETE FROM event WHERE id <= (SELECT max(id) FROM event) - ? AND time_ms < ?", {kKeepCount, tx.nowMs() - kKeepMs});
}

}  // namespace countersign::authority::store
