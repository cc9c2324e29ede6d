#include "app/console/colour_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

#include <utility>

namespace countersign::console {
namespace {

QString service()
{
    return QStringLiteral("org.freedesktop.portal.Desktop");
}

QString path()
{
    return QStringLiteral("/org/freedesktop/portal/desktop");
}

QString settingsInterface()
{
    return QStringLiteral("org.freedesktop.portal.Settings");
}

QString appearance()
{
    return QStringLiteral("org.freedesktop.appearance");
}

QString colorScheme()
{
    return QStringLiteral("color-scheme");
}

// Read() answers a variant within a variant; ReadOne() and the signal a single one.
QVariant unwrapped(QVariant value)
{
    for (int i = 0; i < 4 && value.canConvert<QDBusVariant>(); ++i)
        value = value.value<QDBusVariant>().variant();
    return value;
}

}  // namespace

ColourScheme::Preference ColourScheme::preferenceOf(const QVariant &value)
{
    bool isNumber = false;
    const uint number = unwrapped(value).toUInt(&isNumber);
    if (!isNumber)
        return Preference::None;
    return number == 1 ? Preference::Dark : number == 2 ? Preference::Light : Preference::None;
}

ColourScheme::ColourScheme(QObject *parent) : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service(), path(), settingsInterface(), QStringLiteral("SettingChanged"), this,
                SLOT(onSettingChanged(QString,QString,QDBusVariant)));
    QDBusMessage read = QDBusMessage::createMethodCall(service(), path(), settingsInterface(), QStringLiteral("Read"));
    read << appearance() << colorScheme();
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(read, 3000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply(*done);
        if (reply.isValid())
            set(preferenceOf(reply.value().variant()));
    });
}

void ColourScheme::onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearance() && key == colorScheme())
        set(preferenceOf(value.variant()));
}

void ColourScheme::set(Preference preference)
{
    if (std::exchange(m_preference, preference) != preference)
        Q_EMIT changed();
}

}  // namespace countersign::console
