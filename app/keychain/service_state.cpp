#include "app/keychain/service_state.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace countersign::keychain {
namespace {

using Asked = base::Asked<ServiceState>;

constexpr int kTimeoutMs = 5000;

QString secrets()
{
    return QStringLiteral("org.freedesktop.secrets");
}

template <class Reply, class Then>
void call(const QDBusMessage &message, Then then)
{
    const QDBusPendingCall pending = QDBusConnection::sessionBus().asyncCall(message, kTimeoutMs);
    auto *watcher = new QDBusPendingCallWatcher(pending, QCoreApplication::instance());
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, [then = std::move(then)](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        then(Reply(*done));
    });
}

// A wallet that asks its owner by itself when it is read counts as available.
bool hasWallet()
{
    const QDBusConnectionInterface *bus = QDBusConnection::sessionBus().interface();
    return bus && (bus->isServiceRegistered(QStringLiteral("org.kde.kwalletd5"))
                   || bus->isServiceRegistered(QStringLiteral("org.kde.kwalletd6")));
}

void askLocked(const Asked &asked, const QString &collection)
{
    QDBusMessage get = QDBusMessage::createMethodCall(secrets(), collection, QStringLiteral("org.freedesktop.DBus.Properties"),
                                                      QStringLiteral("Get"));
    get << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
    call<QDBusPendingReply<QDBusVariant>>(get, [asked](const QDBusPendingReply<QDBusVariant> &reply) {
        // A collection that cannot say counts as locked: waiting for the owner loses nothing, a second enrolment does.
        const bool unlocked = reply.isValid() && reply.value().variant().metaType() == QMetaType::fromType<bool>()
                              && !reply.value().variant().toBool();
        asked.give(unlocked ? ServiceState::Available : ServiceState::Locked);
    });
}

}  // namespace

base::Answer<ServiceState> probeService()
{
    Asked asked;
    if (!QDBusConnection::sessionBus().isConnected()) {
        asked.give(ServiceState::Absent);
        return asked.answer();
    }
    // Calling starts the service where the bus can; so absence is known only from the answer.
    QDBusMessage alias = QDBusMessage::createMethodCall(secrets(), QStringLiteral("/org/freedesktop/secrets"),
                                                        QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("ReadAlias"));
    alias << QStringLiteral("default");
    call<QDBusPendingReply<QDBusObjectPath>>(alias, [asked](const QDBusPendingReply<QDBusObjectPath> &reply) {
        if (!reply.isValid())
            asked.give(hasWallet() ? ServiceState::Available : ServiceState::Absent);
        else if (reply.value().path() == QLatin1String("/"))
            asked.give(ServiceState::Available);  // no collection yet: the first write makes one
        else
            askLocked(asked, reply.value().path());
    });
    return asked.answer();
}

}  // namespace countersign::keychain
