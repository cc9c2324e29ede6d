// One JSON line per event on stderr, for programs without a window.
#pragma once

#include <QJsonObject>
#include <QString>

namespace countersign::base {

enum class LogLevel { Info, Warning, Error };

// Thread safe. Values are escaped, so that one event is one line whatever it holds (CWE-117). Never pass a secret.
void logEvent(LogLevel level, const QString &event, QJsonObject fields = {});

}  // namespace countersign::base
