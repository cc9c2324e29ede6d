#include "app/backends/countersign/field_reader.h"

#include "app/base/json.h"

namespace countersign::backends {

namespace json = base::json;

void FieldReader::fault(const QString &what)
{
    if (m_fault.isEmpty())
        m_fault = what;
}

void FieldReader::absorb(const FieldReader &nested)
{
    if (nested.failed())
        fault(nested.m_fault);
}

bool FieldReader::has(QLatin1String name) const
{
    const QJsonValue value = m_object.value(name);
    return !value.isUndefined() && !value.isNull();
}

QString FieldReader::text(QLatin1String name, qsizetype max)
{
    const std::optional<QString> value = json::text(m_object, name);
    if (!value)
        fault(QStringLiteral("\"%1\" is missing or no text").arg(name));
    else if (value->size() > max)
        fault(QStringLiteral("\"%1\" is too long").arg(name));
    else
        return *value;
    return {};
}

QString FieldReader::optionalText(QLatin1String name, qsizetype max)
{
    return has(name) ? text(name, max) : QString();
}

qint64 FieldReader::count(QLatin1String name)
{
    const std::optional<qint64> value = json::integer(m_object, name);
    if (value && *value >= 0)
        return *value;
    fault(QStringLiteral("\"%1\" is missing or no whole number from 0 up").arg(name));
    return 0;
}

std::optional<qint64> FieldReader::optionalCount(QLatin1String name)
{
    return has(name) ? std::optional(count(name)) : std::nullopt;
}

bool FieldReader::boolean(QLatin1String name)
{
    const std::optional<bool> value = json::boolean(m_object, name);
    if (!value)
        fault(QStringLiteral("\"%1\" is missing or neither true nor false").arg(name));
    return value.value_or(false);
}

std::optional<bool> FieldReader::optionalBoolean(QLatin1String name)
{
    return has(name) ? std::optional(boolean(name)) : std::nullopt;
}

QStringList FieldReader::texts(QLatin1String name, qsizetype max)
{
    QStringList found;
    const QJsonArray values = array(name, 200);
    for (const QJsonValue &value : values) {
        if (!value.isString() || value.toString().size() > max) {
            fault(QStringLiteral("\"%1\" holds something that is no text or too long").arg(name));
            return {};
        }
        found.append(value.toString());
    }
    return found;
}

QStringList FieldReader::optionalTexts(QLatin1String name, qsizetype max)
{
    return has(name) ? texts(name, max) : QStringList();
}

QJsonObject FieldReader::object(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isObject())
        fault(QStringLiteral("\"%1\" is missing or no object").arg(name));
    return value.toObject();
}

std::optional<QJsonObject> FieldReader::optionalObject(QLatin1String name)
{
    return has(name) ? std::optional(object(name)) : std::nullopt;
}

QJsonArray FieldReader::array(QLatin1String name, qsizetype max)
{
    const QJsonValue value = m_object.value(name);
    if (!value.isArray())
        fault(QStringLiteral("\"%1\" is missing or no list").arg(name));
    else if (value.toArray().size() > max)
        fault(QStringLiteral("\"%1\" has too many entries").arg(name));
    else
        return value.toArray();
    return {};
}

QJsonArray FieldReader::optionalArray(QLatin1String name, qsizetype max)
{
    return has(name) ? array(name, max) : QJsonArray();
}

}  // namespace countersign::backends
