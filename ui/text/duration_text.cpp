#include "ui/text/duration_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace countersign::text {

namespace {

// lupdate finds these through the macro's tr().
class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Duration)
};

struct Units {
    qint64 large;
    qint64 small;
};

}  // namespace

QString duration(std::chrono::milliseconds duration)
{
    const qint64 seconds = std::max<qint64>(0, std::chrono::floor<std::chrono::seconds>(duration).count());
    const auto split = [seconds](qint64 size, qint64 part) { return Units{seconds / size, seconds % size / part}; };
    if (seconds < 60)
        return Words::tr("%1 s", "seconds").arg(seconds);
    if (seconds < 3600) {
        const auto [minutes, rest] = split(60, 1);
        return rest ? Words::tr("%1 min %2 s", "minutes and seconds").arg(minutes).arg(rest)
                    : Words::tr("%1 min", "minutes").arg(minutes);
    }
    if (seconds < 86400) {
        const auto [hours, rest] = split(3600, 60);
        return rest ? Words::tr("%1 h %2 min", "hours and minutes").arg(hours).arg(rest)
                    : Words::tr("%1 h", "hours").arg(hours);
    }
    const auto [days, rest] = split(86400, 3600);
    return rest ? Words::tr("%1 d %2 h", "days and hours").arg(days).arg(rest) : Words::tr("%1 d", "days").arg(days);
}

QString relativeTime(const QDateTime &moment, const QDateTime &now)
{
    const qint64 away = now.secsTo(moment);
    const qint64 distance = std::abs(away);
    if (distance < 5)
        return Words::tr("just now");
    if (distance < 86400) {
        // One unit is enough for something that is not counting down.
        const std::chrono::seconds whole(distance < 60 ? distance : distance < 3600 ? distance / 60 * 60 : distance / 3600 * 3600);
        return (away < 0 ? Words::tr("%1 ago") : Words::tr("in %1")).arg(duration(whole));
    }
    const QDateTime local = moment.toLocalTime();
    const bool sameYear = local.date().year() == now.toLocalTime().date().year();
    //: Patterns of dates: only the order and the signs between the letters may change, "d. MMM, HH:mm" for example.
    return QLocale().toString(local, sameYear ? Words::tr("d MMM, HH:mm") : Words::tr("d MMM yyyy"));
}

QString exactTime(const QDateTime &moment)
{
    return QLocale().toString(moment.toLocalTime(), Words::tr("d MMM yyyy HH:mm:ss"));
}

}  // namespace countersign::text
