#pragma once

#include "app/base/result.h"

#include <QByteArrayView>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace countersign::authority::http {

// The parameters of a form or query. An empty value counts as omitted (RFC 6749 3.2), so it is not in here.
class Form {
public:
    std::optional<QString> get(const QString &name) const;
    bool has(const QString &name) const;
    // The value, or an empty string when omitted.
    QString value(const QString &name) const;
    QStringList names() const; // sorted

private:
    friend base::Result<Form> parseForm(QByteArrayView encoded);
    QMap<QString, QString> m_fields;
};

// Decodes application/x-www-form-urlencoded, strictly: a name sent twice (RFC 6749 3.2), a broken percent
// escape, invalid UTF-8, NUL, an empty name or more than 64 fields is an error, nothing is guessed.
base::Result<Form> parseForm(QByteArrayView encoded);

} // namespace countersign::authority::http
