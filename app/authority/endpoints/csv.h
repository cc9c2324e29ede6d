// Comma separated values (RFC 4180) that spreadsheets open as text.
#pragma once

#include <QByteArray>
#include <QStringList>

namespace countersign::authority::endpoints {

// One field: quoted where RFC 4180 2 asks for it. What a spreadsheet would take for a formula (a field that begins with = + - @
// TAB CR or NUL; CWE-1236) gets a leading apostrophe.
[[nodiscard]] QByteArray csvField(const QString &text);
// One record with its CR LF.
[[nodiscard]] QByteArray csvRecord(const QStringList &fields);

}  // namespace countersign::authority::endpoints
