// The one door through which JSON comes in, and the canonical form in which it goes out.
//
// The document model is Qt's QJsonValue, but neither its parser nor its writer: both are lenient where a signed text must
// not be (duplicate names, byte order marks, lone surrogates, `1e-07`). See app/decisions/0003-strict-json.md.
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

namespace countersign::base::json {

enum class Numbers {
    Any,
    IntegersOnly,  // within ±(2^53−1); `1.0`, `1e3` and `-0` are Malformed (protocol.md 3.1)
};

struct Limits {
    qsizetype bytes = 64 * 1024;
    int depth = 32;
    int names = 4096;  // all values together, whatever their depth
    Numbers numbers = Numbers::Any;
};

// Parses RFC 8259 text under the restrictions of RFC 7493 (I-JSON): UTF-8 without byte order mark, no duplicate names
// after unescaping, no lone surrogates, nothing after the value. Integers within ±(2^53−1) keep their exact value, every
// other number must be a finite double.
// Errors: TooLarge over the limits, Malformed otherwise; the detail names the byte offset, never the content.
[[nodiscard]] Result<QJsonValue> parse(QByteArrayView text, const Limits &limits = {});
[[nodiscard]] Result<QJsonObject> parseObject(QByteArrayView text, const Limits &limits = {});

// RFC 8785 (JCS). Pure; any thread. A non-finite number cannot occur in a value that `parse` returned.
[[nodiscard]] QByteArray canonical(const QJsonValue &value);
[[nodiscard]] QByteArray canonical(const QJsonObject &object);
// One string as RFC 8785 3.2.2.2 writes it, quotes included; `utf8` is well-formed UTF-8.
void appendText(QByteArray &out, QByteArrayView utf8);

// Typed reads that do not coerce: nullopt when absent or of another type.
[[nodiscard]] std::optional<QString> text(const QJsonObject &object, QLatin1String name);
[[nodiscard]] std::optional<qint64> integer(const QJsonObject &object, QLatin1String name);
[[nodiscard]] std::optional<bool> boolean(const QJsonObject &object, QLatin1String name);
[[nodiscard]] bool isInteger(const QJsonValue &value);

}  // namespace countersign::base::json
