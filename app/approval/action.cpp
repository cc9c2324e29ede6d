#include "app/approval/action.h"

#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"

namespace countersign::approval {

namespace {
constexpr QByteArrayView kHashDomain("countersign-action/v1\0", 22);
}

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

QString canonicalValue(const QJsonValue &value)
{
    return value.isString() ? value.toString() : QString::fromUtf8(base::json::canonical(value));
}

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
        out += params.contains(name) ? canonicalValue(params.value(name)) : QStringLiteral("–");
        at = close + 1;
    }
    return out + type.title.mid(at);
}

}  // namespace countersign::approval
