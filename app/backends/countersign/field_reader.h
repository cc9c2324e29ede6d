// Reads members of an answer that may be hostile: nothing is coerced, everything is bounded, the first fault is kept.
#pragma once

#include "app/base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace countersign::backends {

class FieldReader {
public:
    static constexpr qsizetype kShort = 512;      // names, ids, hosts
    static constexpr qsizetype kText = 4096;      // sentences, reasons
    static constexpr qsizetype kLong = 64 * 1024; // canonical text, parameter values

    explicit FieldReader(QJsonObject object) : m_object(std::move(object)) {}

    [[nodiscard]] QString text(QLatin1String name, qsizetype max = kShort);
    [[nodiscard]] QString optionalText(QLatin1String name, qsizetype max = kShort);  // empty when absent or null
    [[nodiscard]] qint64 count(QLatin1String name);                                  // integer ≥ 0
    [[nodiscard]] std::optional<qint64> optionalCount(QLatin1String name);
    [[nodiscard]] bool boolean(QLatin1String name);
    [[nodiscard]] std::optional<bool> optionalBoolean(QLatin1String name);
    [[nodiscard]] QStringList texts(QLatin1String name, qsizetype max = kText);
    [[nodiscard]] QStringList optionalTexts(QLatin1String name, qsizetype max = kText);
    [[nodiscard]] QJsonObject object(QLatin1String name);
    [[nodiscard]] std::optional<QJsonObject> optionalObject(QLatin1String name);
    [[nodiscard]] QJsonArray array(QLatin1String name, qsizetype max);
    [[nodiscard]] QJsonArray optionalArray(QLatin1String name, qsizetype max);
    [[nodiscard]] bool has(QLatin1String name) const;

    // For faults of meaning, and for those of nested readers.
    void fault(const QString &what);
    void absorb(const FieldReader &nested);
    [[nodiscard]] bool failed() const { return !m_fault.isEmpty(); }
    [[nodiscard]] base::Error error() const { return {base::Errc::Malformed, m_fault}; }

private:
    QJsonObject m_object;
    QString m_fault;
};

}  // namespace countersign::backends
