// The desktop's preference for light or dark, told by a portal of the test's own on a bus of its own.
#include "app/console/colour_scheme.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <optional>

using namespace countersign;
using console::ColourScheme;
using Preference = ColourScheme::Preference;

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kAppearance = QStringLiteral("org.freedesktop.appearance");
const QString kColorScheme = QStringLiteral("color-scheme");

}  // namespace

// What xdg-desktop-portal offers; Read() wraps the value twice, as the real one does.
class Portal : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    std::optional<QVariant> value;  // without one, the setting is unknown
    int reads = 0;

public Q_SLOTS:
    QDBusVariant Read(const QString &group, const QString &key)
    {
        ++reads;
        if (!value || group != kAppearance || key != kColorScheme) {
            sendErrorReply(QStringLiteral("org.freedesktop.portal.Error.NotFound"), QStringLiteral("Requested setting not found"));
            return QDBusVariant(0U);
        }
        return QDBusVariant(QVariant::fromValue(QDBusVariant(*value)));
    }

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

class ColourSchemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_portal = std::make_unique<Portal>();
        QDBusConnection desktop = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("desktop"));
        QVERIFY(desktop.registerObject(kPath, m_portal.get(), QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(desktop.registerService(kService));
    }
    void cleanup()
    {
        {
            QDBusConnection desktop(QStringLiteral("desktop"));
            desktop.unregisterService(kService);
            desktop.unregisterObject(kPath);
        }
        QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
    }

    void theDesktopIsAsked_data()
    {
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<int>("preference");
        QTest::newRow("none") << QVariant(0U) << static_cast<int>(Preference::None);
        QTest::newRow("dark") << QVariant(1U) << static_cast<int>(Preference::Dark);
        QTest::newRow("light") << QVariant(2U) << static_cast<int>(Preference::Light);
        QTest::newRow("a number nobody defined") << QVariant(3U) << static_cast<int>(Preference::None);
        QTest::newRow("negative") << QVariant(-1) << static_cast<int>(Preference::None);
        QTest::newRow("words") << QVariant(QStringLiteral("prefer-dark")) << static_cast<int>(Preference::None);
        QTest::newRow("a list") << QVariant(QStringList{QStringLiteral("1")}) << static_cast<int>(Preference::None);
    }
    void theDesktopIsAsked()
    {
        QFETCH(QVariant, value);
        QFETCH(int, preference);
        m_portal->value = value;
        const ColourScheme scheme;
        QCOMPARE(scheme.preference(), Preference::None);  // nothing waits for the desktop
        QTRY_COMPARE(m_portal->reads, 1);
        QTest::qWait(50);
        QCOMPARE(static_cast<int>(scheme.preference()), preference);
    }

    void anUnknownSettingIsNoPreference()
    {
        const ColourScheme scheme;
        QTRY_COMPARE(m_portal->reads, 1);
        QTest::qWait(50);
        QCOMPARE(scheme.preference(), Preference::None);
    }

    void changesAreFollowed()
    {
        m_portal->value = QVariant(2U);
        const ColourScheme scheme;
        QTRY_COMPARE(scheme.preference(), Preference::Light);
        QSignalSpy changed(&scheme, &ColourScheme::changed);
        Q_EMIT m_portal->SettingChanged(kAppearance, kColorScheme, QDBusVariant(1U));
        QTRY_COMPARE(scheme.preference(), Preference::Dark);
        // Another setting of the same name or group changes nothing.
        Q_EMIT m_portal->SettingChanged(QStringLiteral("org.gnome.desktop.interface"), kColorScheme, QDBusVariant(2U));
        Q_EMIT m_portal->SettingChanged(kAppearance, QStringLiteral("contrast"), QDBusVariant(2U));
        Q_EMIT m_portal->SettingChanged(kAppearance, kColorScheme, QDBusVariant(1U));
        QTest::qWait(100);
        QCOMPARE(scheme.preference(), Preference::Dark);
        QCOMPARE(changed.size(), 1);
    }

    // Whoever else is on the bus may send a signal of that name; it is not the portal.
    void othersAreNotListenedTo()
    {
        m_portal->value = QVariant(2U);
        const ColourScheme scheme;
        QTRY_COMPARE(scheme.preference(), Preference::Light);
        {
            QDBusConnection stranger = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("stranger"));
            QDBusMessage forged = QDBusMessage::createSignal(kPath, QStringLiteral("org.freedesktop.portal.Settings"), QStringLiteral("SettingChanged"));
            forged << kAppearance << kColorScheme << QVariant::fromValue(QDBusVariant(1U));
            QVERIFY(stranger.send(forged));
        }
        QTest::qWait(150);
        QDBusConnection::disconnectFromBus(QStringLiteral("stranger"));
        QCOMPARE(scheme.preference(), Preference::Light);
    }

    void aDesktopWithoutAPortalIsNoPreference()
    {
        QDBusConnection(QStringLiteral("desktop")).unregisterService(kService);
        const ColourScheme scheme;
        QTest::qWait(150);
        QCOMPARE(scheme.preference(), Preference::None);
        QCOMPARE(m_portal->reads, 0);
    }

private:
    std::unique_ptr<Portal> m_portal;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QProcess bus;
    bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    if (!bus.waitForReadyRead(10'000))
        qFatal("dbus-daemon does not start: %s", qPrintable(bus.errorString()));
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.readLine().trimmed());
    ColourSchemeTest test;
    const int code = QTest::qExec(&test, argc, argv);
    bus.terminate();
    bus.waitForFinished(5000);
    return code;
}

#include "colour_scheme_test.moc"
