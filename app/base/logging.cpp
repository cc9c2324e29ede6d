#include "app/base/logging.h"

#include "app/base/clock.h"
#include "app/base/json.h"

#include <cstdio>
#include <mutex>

namespace countersign::base {

void logEvent(LogLevel level, const QString &event, QJsonObject fields)
{
    static const char *const names[] = {"info", "warning", "error"};
    fields.insert(QStringLiteral("time_ms"), SystemClock().nowMs());
    fields.insert(QStringLiteral("level"), QLatin1String(names[static_cast<int>(level)]));
    fields.insert(QStringLiteral("event"), event);
    const QByteArray line = json::canonical(fields) + '\n';
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

}  // namespace countersign::base
