#include "ui/text/link_text.h"

#include <QCoreApplication>
#include <QDateTime>

namespace countersign::text {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Link)
};

}  // namespace

QString linkText(console::Link link, qint64 offlineSinceMs)
{
    switch (link) {
    case console::Link::Live: return Words::tr("live");
    case console::Link::CatchingUp: return Words::tr("catching up");
    case console::Link::Offline: break;
    }
    if (offlineSinceMs <= 0)
        return Words::tr("offline");
    return Words::tr("offline since %1", "a time of day").arg(QDateTime::fromMSecsSinceEpoch(offlineSinceMs).toString(QStringLiteral("HH:mm")));
}

QString linkName(console::Link link, qint64 offlineSinceMs)
{
    return Words::tr("Connection: %1", "live, catching up, offline since …").arg(linkText(link, offlineSinceMs));
}

QString offlineTitle(qint64 offlineSinceMs)
{
    //: %1: "offline since 14:02".
    return Words::tr("The connection has been %1").arg(linkText(console::Link::Offline, offlineSinceMs));
}

}  // namespace countersign::text
