#include "app/base/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace countersign::base::json {

namespace {

constexpr qsizetype kUsualSize = 1024;

void writeEscaped(QByteArray &out, char c)
{
    switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
    }
    constexpr char hex[] = "0123456789abcdef";
    out += "\\u00";
    out += hex[c >> 4];
    out += hex[c & 15];
}

constexpr bool staysPlain(char16_t c)
{
    return c >= 0x20 && c != u'"' && c != u'\\';
}

// Most texts are plain ASCII: written in one pass, without a copy as UTF-8. False, and nothing written, for any other.
bool writePlain(QByteArray &out, QStringView text)
{
    const qsizetype before = out.size();
    out.resize(before + text.size() + 2);
    char *to = out.data() + before;
    *to++ = '"';
    for (const QChar c : text) {
        if (c.unicode() >= 0x80 || !staysPlain(c.unicode())) {
            out.truncate(before);
            return false;
        }
        *to++ = static_cast<char>(c.unicode());
    }
    *to = '"';
    return true;
}

void writeString(QByteArray &out, const QString &text)
{
    if (!writePlain(out, text))
        appendText(out, text.toUtf8());
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

void writeMember(QByteArray &out, const QString &name, const QJsonValue &value)
{
    if (!out.endsWith('{'))
        out += ',';
    writeString(out, name);
    out += ':';
    write(out, value);
}

bool byCodeUnits(const QString &a, const QString &b)
{
    return std::lexicographical_compare(a.utf16(), a.utf16() + a.size(), b.utf16(), b.utf16() + b.size());
}

// For names that Qt holds in another order than RFC 8785 3.2.3 wants.
void writeSorted(QByteArray &out, const QJsonObject &object)
{
    auto names = object.keys();
    std::sort(names.begin(), names.end(), byCodeUnits);
    out += '{';
    for (const QString &name : std::as_const(names))
        writeMember(out, name, object.value(name));
    out += '}';
}

void writeObject(QByteArray &out, const QJsonObject &object)
{
    // RFC 8785 3.2.3 sorts by UTF-16 code units; Qt's own key order is not documented to be that, but so far it is.
    const qsizetype before = out.size();
    QString last;
    out += '{';
    for (auto it = object.begin(); it != object.end(); ++it) {
        QString name = it.key();
        if (byCodeUnits(name, last)) {
            out.truncate(before);
            return writeSorted(out, object);
        }
        writeMember(out, name, it.value());
        last = std::move(name);
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

void appendText(QByteArray &out, QByteArrayView utf8)
{
    out += '"';
    const char *plain = utf8.begin();
    for (const char *c = plain; c != utf8.end(); ++c) {
        if (staysPlain(static_cast<unsigned char>(*c)))
            continue;
        out.append(plain, c - plain);
        writeEscaped(out, *c);
        plain = c + 1;
    }
    out.append(plain, utf8.end() - plain);
    out += '"';
}

QByteArray canonical(const QJsonValue &value)
{
    QByteArray out;
    out.reserve(kUsualSize);
    write(out, value);
    return out;
}

QByteArray canonical(const QJsonObject &object)
{
    QByteArray out;
    out.reserve(kUsualSize);
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
