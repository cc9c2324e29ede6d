// HTML that holds text from outside: whatever it is, it stays text.
#pragma once

#include <QByteArray>
#include <QString>

namespace countersign::authority::endpoints {

// For content and quoted attributes.
[[nodiscard]] QByteArray escapedHtml(const QString &text);

}  // namespace countersign::authority::endpoints
