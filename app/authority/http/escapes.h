#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace countersign::authority::http {

// One name or value of application/x-www-form-urlencoded: '+' is a blank, %XX a byte of UTF-8. nullopt for a broken
// escape, invalid UTF-8 or NUL.
std::optional<QString> unescapeFormText(QByteArrayView text);

// What stands before the first `mark`; all of it when there is none.
inline QByteArray before(const QByteArray &text, char mark)
{
    const qsizetype at = text.indexOf(mark);
    return at < 0 ? text : text.left(at);
}

} // namespace countersign::authority::http
