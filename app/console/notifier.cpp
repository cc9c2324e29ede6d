#include "app/console/notifier.h"

#include "app/approval/visible_text.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>

namespace countersign::console {
namespace {

constexpr qsizetype kMaxName = 48;

QString service()
{
    return QStringLiteral("org.freedesktop.Notifications");
}

QDBusMessage method(const QString &name)
{
    return QDBusMessage::createMethodCall(service(), QStringLiteral("/org/freedesktop/Notifications"), service(), name);
}

}  // namespace

QString notificationName(const QString &clientName)
{
    QString name = approval::visibleText(clientName);
    if (name.size() > kMaxName)
        name = name.left(kMaxName) + QChar(0x2026);
    return name;
}

Notifier::Notifier(base::Clock &clock, QObject *parent) : QObject(parent), m_clock(clock), m_lastShownMs(clock.monotonicMs() - kQuietMs)
{
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &Notifier::show);
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service(), QStringLiteral("/org/freedesktop/Notifications"), service(), QStringLiteral("ActionInvoked"), this,
                SLOT(onActionInvoked(uint,QString)));
    bus.connect(service(), QStringLiteral("/org/freedesktop/Notifications"), service(), QStringLiteral("NotificationClosed"), this,
                SLOT(onClosed(uint,uint)));
    auto *watcher = new QDBusServiceWatcher(service(), bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, [this](const QString &, const QString &, const QString &owner) {
        m_id = 0;
        if (owner.isEmpty())
            setService(false);
        else
            findService();
    });
    findService();
}

Notifier::~Notifier() = default;

void Notifier::setService(bool there)
{
    if (std::exchange(m_serviceThere, there) != there)
        Q_EMIT serviceChanged();
}

void Notifier::findService()
{
    const QDBusPendingCall call = QDBusConnection::sessionBus().asyncCall(method(QStringLiteral("GetCapabilities")), 3000);
    auto *watcher = new QDBusPendingCallWatcher(call, this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        const QDBusPendingReply<QStringList> reply(*done);
        // A server that reads markup gets it escaped; one that does not would show the escapes.
        m_bodyMarkup = reply.isValid() && reply.value().contains(QLatin1String("body-markup"));
        setService(reply.isValid());
    });
}

void Notifier::setEnabled(bool on)
{
    m_enabled = on;
    if (on)
        return;
    m_ending.clear();
    withdraw();
}

void Notifier::announce(const QString &clientName)
{
    if (!m_enabled || !m_serviceThere)
        return;
    ++m_count;
    m_client = clientName;
    schedule();
}

void Notifier::announceEnd(const QString &clientName)
{
    if (!m_enabled || !m_serviceThere)
        return;
    m_ending = clientName;
    schedule();
}

void Notifier::schedule()
{
    if (m_delay.isActive())
        return;
    const qint64 since = m_clock.monotonicMs() - m_lastShownMs;
    m_delay.start(static_cast<int>(std::clamp<qint64>(kQuietMs - since, 0, kQuietMs)));
}

// Requests go first: they wait for an answer, an end only for attention.
QString Notifier::title() const
{
    return m_count > 0 ? tr("Approval wanted") : tr("Access ends soon");
}

QString Notifier::body() const
{
    if (m_count == 0) {
        const QString ends = tr("%1 ends soon.", "the name of a temporary client").arg(notificationName(m_ending));
        return m_bodyMarkup ? ends.toHtmlEscaped() : ends;
    }
    const QString name = notificationName(m_client);
    const QString text = m_count > 1 ? tr("%n new requests wait for a decision.", nullptr, m_count)
                                     : tr("%1 asks for an approval.", "the name of the program that asks").arg(name);
    return m_bodyMarkup ? text.toHtmlEscaped() : text;
}

void Notifier::show()
{
    if ((m_count == 0 && m_ending.isEmpty()) || !m_enabled)
        return;
    QDBusMessage notify = method(QStringLiteral("Notify"));
    notify << QStringLiteral("Countersign") << m_id << QStringLiteral("com.countersign.Console") << title() << body()
           << QStringList{QStringLiteral("default"), tr("Open")}
           << QVariantMap{{QStringLiteral("category"), QStringLiteral("im.received")},
                          {QStringLiteral("desktop-entry"), QStringLiteral("com.countersign.Console")}}
           << -1;
    m_lastShownMs = m_clock.monotonicMs();
    if (m_count == 0)
        m_ending.clear();
    else if (!m_ending.isEmpty())
        m_delay.start(static_cast<int>(kQuietMs));
    m_count = 0;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(notify, 3000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        const QDBusPendingReply<uint> reply(*done);
        if (reply.isValid())
            m_id = reply.value();
    });
}

void Notifier::withdraw()
{
    m_count = 0;
    if (m_ending.isEmpty())
        m_delay.stop();
    if (m_id == 0)
        return;
    QDBusMessage close = method(QStringLiteral("CloseNotification"));
    close << m_id;
    QDBusConnection::sessionBus().asyncCall(close, 3000);
    m_id = 0;
}

void Notifier::onActionInvoked(uint id, const QString &)
{
    if (id != 0 && id == m_id)
        Q_EMIT raiseRequested();
}

void Notifier::onClosed(uint id, uint)
{
    if (id == m_id)
        m_id = 0;
}

}  // namespace countersign::console
