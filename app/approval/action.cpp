#include "app/approval/action.h"

#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <mutex>

namespace countersign::approval {

namespace {

constexpr QByteArrayView kHashDomain("countersign-action/v1\0", 22);
constexpr qsizetype kKnownActions = 1024;

base::Result<Action> readCanonical(QByteArrayView canonical)
{
    base::json::Limits limits;
    limits.numbers = base::json::Numbers::IntegersOnly;
    const auto object = base::json::parseObject(canonical, limits);
    if (!object)
        return object.error();
    const auto text = [&object](const char *name) { return object->value(QLatin1String(name)).toString(); };
    const Action action{text("type"), object->value(QLatin1String("params")).toObject(), text("rs"), base::ClientId(text("client_id")),
                        base::Subject(text("sub")), base::SessionId(text("sid")), base::ApprovalId(text("txn"))};
    if (canonicalAction(action) != canonical)
        return base::Error{base::Errc::Malformed, QStringLiteral("not the canonical form of an action")};
    return action;
}

}  // namespace

QByteArray canonicalAction(const Action &action)
{
    QJsonObject object{{QStringLiteral("type"), action.type},
                       {QStringLiteral("params"), action.params},
                       {QStringLiteral("rs"), action.rs},
                       {QStringLiteral("client_id"), action.client.text()},
                       {QStringLiteral("sub"), action.subject.text()},
                       {QStringLiteral("txn"), action.txn.text()}};
    if (!action.session.isEmpty())
        object.insert(QStringLiteral("sid"), action.session.text());
    return base::json::canonical(object);
}

QByteArray actionHash(QByteArrayView canonical)
{
    return "v1." + crypto::base64Url(crypto::sha256({kHashDomain, canonical}));
}

base::Result<Action> parseCanonicalAction(QByteArrayView canonical)
{
    // Every stage of an approval reads the same text again, on whatever thread. What a text means never changes.
    static std::mutex mutex;
    static QHash<QByteArray, Action> known;
    {
        const std::lock_guard lock(mutex);
        if (const auto it = known.constFind(QByteArray::fromRawData(canonical.data(), canonical.size())); it != known.constEnd())
            return *it;
    }
    auto action = readCanonical(canonical);
    if (!action)
        return action;
    const std::lock_guard lock(mutex);
    if (known.size() >= kKnownActions)
        known.clear();
    known.insert(canonical.toByteArray(), *action);
    return action;
}

QString canonicalValue(const QJsonValue &value)
{
    return value.isString() ? value.toString() : QString::fromUtf8(base::json::canonical(value));
}

QString durationText(qint64 seconds)
{
    struct Unit {
        qint64 length;
        const char *one, *many;
    };
    static constexpr std::array units{Unit{86400, "day", "days"}, Unit{3600, "hour", "hours"}, Unit{60, "minute", "minutes"}, Unit{1, "second", "seconds"}};
    QStringList parts;
    for (const Unit &unit : units) {
        const qint64 count = seconds / unit.length;
        seconds %= unit.length;
        if (count > 0)
            parts.append(QStringLiteral("%1 %2").arg(count).arg(QLatin1String(count == 1 ? unit.one : unit.many)));
    }
    return parts.isEmpty() ? QStringLiteral("0 seconds") : parts.join(u' ');
}

namespace {

// How a sentence names a value. The canonical form stands on the card beside it, and is what is signed.
QString readable(const ParamSpec &spec, const QJsonValue &value)
{
    if (spec.kind == ParamKind::Duration)
        return durationText(value.toInteger());
    if (spec.kind != ParamKind::StringList)
        return canonicalValue(value);
    QStringList items;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        items.append(item.toString());
    return items.join(QLatin1String(", "));
}

QString readableParam(const ActionType &type, const QJsonObject &params, const QString &name)
{
    if (!params.contains(name))
        return QStringLiteral("–");
    const auto spec = std::find_if(type.params.begin(), type.params.end(), [&name](const ParamSpec &known) { return known.name == name; });
    return spec == type.params.end() ? canonicalValue(params.value(name)) : readable(*spec, params.value(name));
}

}  // namespace

std::vector<ParamLine> paramLines(const ActionType &type, const QJsonObject &params)
{
    std::vector<ParamLine> lines;
    for (const ParamSpec &spec : type.params) {
        if (params.contains(spec.name))
            lines.push_back({spec.name, spec.label, canonicalValue(params.value(spec.name))});
    }
    return lines;
}

QString actionSentence(const ActionType &type, const QJsonObject &params)
{
    // One pass from left to right: a value that itself looks like `{name}` stays text.
    QString out;
    qsizetype at = 0;
    while (at < type.title.size()) {
        const qsizetype open = type.title.indexOf(u'{', at);
        const qsizetype close = open < 0 ? -1 : type.title.indexOf(u'}', open);
        if (close < 0)
            break;
        const QString name = type.title.mid(open + 1, close - open - 1);
        out += type.title.mid(at, open - at);
        out += readableParam(type, params, name);
        at = close + 1;
    }
    return out + type.title.mid(at);
}

}  // namespace countersign::approval
