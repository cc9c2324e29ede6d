// Validation of an action's parameters (protocol.md 3.1, RFC 9396 5). What does not fit is refused, nothing is repaired.
#include "app/approval/action.h"

#include "app/approval/decimal.h"
#include "app/approval/display_text.h"
#include "app/base/json.h"

namespace countersign::approval {

namespace {

base::Error refuse(const QString &name, const char *why)
{
    return {base::Errc::InvalidArgument, QStringLiteral("parameter %1 %2").arg(name, QString::fromLatin1(why))};
}

// With the bounds: the requester may know them, and asks rightly the second time.
base::Error refuseBounds(const ParamSpec &spec)
{
    const QString unit = spec.kind == ParamKind::Duration ? QStringLiteral(" seconds") : QString();
    const QString why = spec.min.isEmpty() ? QStringLiteral("must be at most %1%2").arg(spec.max, unit)
        : spec.max.isEmpty()               ? QStringLiteral("must be at least %1%2").arg(spec.min, unit)
                                           : QStringLiteral("must be from %1 to %2%3").arg(spec.min, spec.max, unit);
    return {base::Errc::InvalidArgument, QStringLiteral("parameter %1 %2").arg(spec.name, why)};
}

bool isName(const QString &name)
{
    static const QRegularExpression rule(QRegularExpression::anchoredPattern(QStringLiteral("[a-z][a-z0-9_]{0,63}")));
    return rule.match(name).hasMatch();
}

// `depth` counts the levels that may still open below this value.
base::Status checkForm(const QString &name, const QJsonValue &value, int depth)
{
    if (value.isString() && !isDisplayText(value.toString()))
        return refuse(name, "holds text that is not in NFC or has control, format or bidi characters");
    if (value.isDouble() && !base::json::isInteger(value))
        return refuse(name, "holds a number that is not an integer");
    if ((value.isObject() || value.isArray()) && depth == 0)
        return refuse(name, "is nested too deeply");
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!isName(it.key()))
                return refuse(name, "has a member whose name is not allowed");
            if (auto status = checkForm(it.key(), it.value(), depth - 1); !status)
                return status;
        }
    }
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array) {
            if (auto status = checkForm(name, item, depth - 1); !status)
                return status;
        }
    }
    return base::Done{};
}

base::Status checkLength(const ParamSpec &spec, const QString &value)
{
    // Without a stated length the whole params limit is what bounds the text.
    if (!spec.max.isEmpty() && value.size() > spec.max.toInt())
        return refuse(spec.name, "is too long");
    if (!spec.min.isEmpty() && value.size() < spec.min.toInt())
        return refuse(spec.name, "is too short");
    return base::Done{};
}

base::Status checkString(const ParamSpec &spec, const QString &value)
{
    if (!spec.pattern.pattern().isEmpty() && !spec.pattern.match(value).hasMatch())
        return refuse(spec.name, "does not match its pattern");
    return checkLength(spec, value);
}

base::Status checkInteger(const ParamSpec &spec, const QJsonValue &value)
{
    if (!base::json::isInteger(value))
        return refuse(spec.name, "must be an integer");
    const qint64 number = value.toInteger();
    if ((!spec.min.isEmpty() && number < spec.min.toLongLong()) || (!spec.max.isEmpty() && number > spec.max.toLongLong()))
        return refuseBounds(spec);
    return base::Done{};
}

base::Status checkDecimal(const ParamSpec &spec, const QString &value)
{
    const auto number = Decimal::parse(value);
    if (!number)
        return refuse(spec.name, "must be a plain decimal number in a string");
    if ((!spec.min.isEmpty() && *number < *Decimal::parse(spec.min)) || (!spec.max.isEmpty() && *Decimal::parse(spec.max) < *number))
        return refuseBounds(spec);
    return base::Done{};
}

base::Status checkStringList(const ParamSpec &spec, const QJsonValue &value)
{
    if (!value.isArray() || value.toArray().isEmpty())
        return refuse(spec.name, "must be a list of strings with at least one element");
    const QJsonArray items = value.toArray();
    QStringList seen;
    for (const QJsonValue &item : items) {
        if (!item.isString() || item.toString().isEmpty() || seen.contains(item.toString()))
            return refuse(spec.name, "must hold strings, each once");
        if (auto status = checkString(spec, item.toString()); !status)
            return status;
        seen.append(item.toString());
    }
    return base::Done{};
}

base::Status checkValue(const ParamSpec &spec, const QJsonValue &value)
{
    const auto stringly = spec.kind == ParamKind::String || spec.kind == ParamKind::Text || spec.kind == ParamKind::Decimal || spec.kind == ParamKind::Enum;
    if (stringly && !value.isString())
        return refuse(spec.name, "must be a string");
    switch (spec.kind) {
    case ParamKind::String: return checkString(spec, value.toString());
    case ParamKind::Text: return checkLength(spec, value.toString());
    case ParamKind::Decimal: return checkDecimal(spec, value.toString());
    case ParamKind::Integer:
    case ParamKind::Duration: return checkInteger(spec, value);
    case ParamKind::StringList: return checkStringList(spec, value);
    case ParamKind::Enum:
        return spec.values.contains(value.toString()) ? base::Status(base::Done{}) : refuse(spec.name, "is not one of its values");
    case ParamKind::Boolean:
        return value.isBool() ? base::Status(base::Done{}) : refuse(spec.name, "must be true or false");
    }
    return refuse(spec.name, "is of an unknown kind");
}

}  // namespace

base::Status checkParamsForm(const QJsonObject &params)
{
    if (base::json::canonical(params).size() > kMaxParamsBytes)
        return base::Error{base::Errc::TooLarge, QStringLiteral("params are longer than %1 bytes").arg(kMaxParamsBytes)};
    return checkForm(QStringLiteral("params"), params, kMaxParamsDepth);
}

base::Status checkParams(const ActionType &type, const QJsonObject &params)
{
    if (auto status = checkParamsForm(params); !status)
        return status;
    for (const ParamSpec &spec : type.params) {
        if (!params.contains(spec.name)) {
            if (!spec.optional)
                return refuse(spec.name, "is missing");
        } else if (auto status = checkValue(spec, params.value(spec.name)); !status) {
            return status;
        }
    }
    for (auto it = params.begin(); it != params.end(); ++it) {
        const auto known = [&it](const ParamSpec &spec) { return spec.name == it.key(); };
        if (std::none_of(type.params.begin(), type.params.end(), known))
            return refuse(it.key(), "is not a parameter of this type");
    }
    return base::Done{};
}

}  // namespace countersign::approval
