#include "app/base/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace countersign::base::json {

namespace {

void writeString(QByteArray &out, const QString &text)
{
    out += '"';
    for (const char c : text.toUtf8()) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                constexpr char hex[] = "0123456789abcdef";
                out += "\\u00";
                out += hex[c >> 4];
                out += hex[c & 15];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

// ECMAScript Number::toString for finite doubles (RFC 8785 3.2.2.3): shortest digits that read back as the same number.
void writeDouble(QByteArray &out, double number)
{
    if (number == 0) {
        out += '0';
        return;
    }
    if (number < 0)
        out += '-';
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::abs(number), std::chars_format::scientific).ptr;
    const QByteArray scientific(buffer, end - buffer);
    const qsizetype e = scientific.indexOf('e');
    const QByteArray digits = QByteArray(scientific.left(e)).replace(".", "");
    const int point = scientific.mid(e + 1).toInt() + 1;  // position of the decimal point, counted from the first digit
    const int count = static_cast<int>(digits.size());

    if (count <= point && point <= 21) {
        out += digits + QByteArray(point - count, '0');
    } else if (0 < point && point <= 21) {
        out += digits.left(point) + '.' + digits.mid(point);
    } else if (-6 < point && point <= 0) {
        out += "0." + QByteArray(-point, '0') + digits;
    } else {
        const int exponent = point - 1;
        out += digits.left(1);
        if (count > 1)
            out += '.' + digits.mid(1);
        out += exponent < 0 ? "e-" : "e+";
        out += QByteArray::number(std::abs(exponent));
    }
}

void writeNumber(QByteArray &out, const QJsonValue &value)
{
    // Qt holds integral doubles as 64-bit integers; past 2^53 their digits are not the shortest ones ECMAScript prints.
    constexpr qint64 exact = qint64{1} << 53;
    const qint64 integer = value.toInteger();
    if (isInteger(value) && integer >= -exact && integer <= exact)
        out += QByteArray::number(integer);
    else
        writeDouble(out, value.toDouble());
}

void write(QByteArray &out, const QJsonValue &value);

void writeObject(QByteArray &out, const QJsonObject &object)
{
    // RFC 8785 3.2.3 sorts by UTF-16 code units; Qt's own key order is not documented to be that.
    auto keys = object.keys();
    const auto byCodeUnits = [](const QString &a, const QString &b) {
        return std::lexicographical_compare(a.utf16(), a.utf16() + a.size(), b.utf16(), b.utf16() + b.size());
    };
    if (!std::is_sorted(keys.cbegin(), keys.cend(), byCodeUnits))
        std::sort(keys.begin(), keys.end(), byCodeUnits);
    out += '{';
    bool first = true;
    for (const QString &key : std::as_const(keys)) {
        if (!std::exchange(first, false))
            out += ',';
        writeString(out, key);
        out += ':';
        write(out, object.value(key));
    }
    out += '}';
}

void write(QByteArray &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool: out += value.toBool() ? "true" : "false"; break;
    case QJsonValue::Double: writeNumber(out, value); break;
    case QJsonValue::String: writeString(out, value.toString()); break;
    case QJsonValue::Object: writeObject(out, value.toObject()); break;
    case QJsonValue::Array: {
        out += '[';
        bool first = true;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array) {
            if (!std::exchange(first, false))
                out += ',';
            write(out, item);
        }
        out += ']';
        break;
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined: out += "null"; break;
    }
}

}  // namespace

QByteArray canonical(const QJsonValue &value)
{
    QByteArray out;
    write(out, value);
    return out;
}

QByteArray canonical(const QJsonObject &object)
{
    QByteArray out;
    writeObject(out, object);
    return out;
}

bool isInteger(const QJsonValue &value)
{
    // Two different fallbacks agree only when the value really is held as an integer.
    return value.isDouble() && value.toInteger(1) == value.toInteger(2);
}

std::optional<QString> text(const QJsonObject &object, QLatin1String name)
{
    const QJsonValue value = object.value(name);
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

std::optional<qint64> integer(const QJsonObject &object, QLatin1String name)
{
    const QJsonValue value = object.value(name);
    return isInteger(value) ? std::optional(value.toInteger()) : std::nullopt;
}

std::optional<bool> boolean(const QJsonObject &object, QLatin1String name)
{
    const QJsonValue value = object.value(name);
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

}  // namespace countersign::base::json
