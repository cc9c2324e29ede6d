// Notifications against a service of the test's own, on a bus of its own: what is said, how often, and what a click may do.
#include "app/console/notifier.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using console::Notifier;

namespace {

const QString kService = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");

}  // namespace

// What a desktop offers (Desktop Notifications Specification 1.2).
class NotificationService : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown {
        uint replaces = 0;
        QString summary, body;
        QStringList actions;
    };
    QList<Shown> shown;
    QList<uint> closed;
    bool readsMarkup = true;

public Q_SLOTS:
    QStringList GetCapabilities() const { return readsMarkup ? QStringList{QStringLiteral("body"), QStringLiteral("body-markup")} : QStringList{QStringLiteral("body")}; }
    uint Notify(const QString &, uint replaces, const QString &, const QString &summary, const QString &body, const QStringList &actions, const QVariantMap &, int)
    {
        shown.append({replaces, summary, body, actions});
        return replaces ? replaces : 40 + static_cast<uint>(shown.size());
    }
    void CloseNotification(uint id) { closed.append(id); }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

class NotifierTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_service = std::make_unique<NotificationService>();
        QDBusConnection desktop = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("desktop"));
        QVERIFY(desktop.registerObject(kPath, m_service.get(), QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    }
    void cleanup()
    {
        m_notifier.reset();
        {
            QDBusConnection desktop(QStringLiteral("desktop"));
            desktop.unregisterService(kService);
            desktop.unregisterObject(kPath);
        }
        QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
    }

    void saysWhoAsksAndNothingElse()
    {
        begin();
        m_notifier->announce(QStringLiteral("Deploy bot"));
        QTRY_COMPARE(m_service->shown.size(), 1);
        QCOMPARE(m_service->shown.first().summary, QStringLiteral("Approval wanted"));
        QCOMPARE(m_service->shown.first().body, QStringLiteral("Deploy bot asks for an approval."));
        QCOMPARE(m_service->shown.first().actions, (QStringList{QStringLiteral("default"), QStringLiteral("Open")}));  // NT-06: no button decides
    }

    // To the owner's admin: an end to come, with nothing to press that would change anything.
    void anEndToComeIsTold()
    {
        begin();
        m_notifier->announceEnd(QStringLiteral("Nightly\u202E cleanup"));
        QTRY_COMPARE(m_service->shown.size(), 1);
        QCOMPARE(m_service->shown.first().summary, QStringLiteral("Access ends soon"));
        QCOMPARE(m_service->shown.first().body, QStringLiteral("Nightly[U+202E] cleanup ends soon."));
        QCOMPARE(m_service->shown.first().actions, (QStringList{QStringLiteral("default"), QStringLiteral("Open")}));
    }

    void aNameIsTextWhateverItHolds_data()
    {
        QTest::addColumn<bool>("markup");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("body");
        const QString link = QStringLiteral("<a href=\"x\">Bot</a>&");
        QTest::newRow("markup is escaped") << true << link << QStringLiteral("&lt;a href=&quot;x&quot;&gt;Bot&lt;/a&gt;&amp; asks for an approval.");
        QTest::newRow("no escapes where none are read") << false << link << QStringLiteral("<a href=\"x\">Bot</a>& asks for an approval.");
        QTest::newRow("bidi") << false << QStringLiteral("Bot\u202Etxt") << QStringLiteral("Bot[U+202E]txt asks for an approval.");
        QTest::newRow("long") << false << QString(200, QLatin1Char('x')) << QString(48, QLatin1Char('x')) + QStringLiteral("\u2026 asks for an approval.");
        QTest::newRow("placeholder") << false << QStringLiteral("%1 %n") << QStringLiteral("%1 %n asks for an approval.");
    }
    void aNameIsTextWhateverItHolds()
    {
        QFETCH(bool, markup);
        QFETCH(QString, name);
        QFETCH(QString, body);
        m_service->readsMarkup = markup;
        begin();
        m_notifier->announce(name);
        QTRY_COMPARE(m_service->shown.size(), 1);
        QCOMPARE(m_service->shown.first().body, body);
    }

    // NT-04
    void aHundredInARowAreTwoAtMost()
    {
        begin();
        for (int i = 0; i < 100; ++i) {
            m_notifier->announce(QStringLiteral("Bot %1").arg(i));
            QTest::qWait(2);
        }
        QTRY_VERIFY(!m_service->shown.isEmpty());
        QTest::qWait(8000);
        QCOMPARE(m_service->shown.size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_service->shown.size(), 2, 4000);
        QCOMPARE(m_service->shown.last().body, QStringLiteral("99 new requests wait for a decision."));
        QVERIFY(m_service->shown.last().replaces != 0);  // in place of the first
        QTest::qWait(500);
        QCOMPARE(m_service->shown.size(), 2);
    }

    // NT-02: also when it is forged, which on a session bus anybody can.
    void aClickRaisesTheWindowAndIsOfItsOwnNotificationAlone()
    {
        begin();
        QSignalSpy raised(m_notifier.get(), &Notifier::raiseRequested);
        Q_EMIT m_service->ActionInvoked(1, QStringLiteral("default"));
        m_notifier->announce(QStringLiteral("Bot"));
        QTRY_COMPARE(m_service->shown.size(), 1);
        QTest::qWait(100);  // its number is on the way back
        Q_EMIT m_service->ActionInvoked(7, QStringLiteral("approve"));
        QTest::qWait(100);
        QCOMPARE(raised.size(), 0);
        Q_EMIT m_service->ActionInvoked(41, QStringLiteral("approve"));
        QTRY_COMPARE(raised.size(), 1);
        Q_EMIT m_service->NotificationClosed(41, 2);
        Q_EMIT m_service->ActionInvoked(41, QStringLiteral("default"));
        QTest::qWait(100);
        QCOMPARE(raised.size(), 1);
    }

    void nothingIsSaidWhenNothingWaitsOrNobodyWantsIt()
    {
        begin();
        m_notifier->announce(QStringLiteral("Bot"));
        QTRY_COMPARE(m_service->shown.size(), 1);
        QTest::qWait(100);
        m_notifier->withdraw();
        QTRY_COMPARE(m_service->closed, QList<uint>{41});
        m_notifier->setEnabled(false);
        m_notifier->announce(QStringLiteral("Bot"));
        QTest::qWait(200);
        QCOMPARE(m_service->shown.size(), 1);
    }

    // NT-03
    void theServiceMayComeAndGo()
    {
        m_notifier = std::make_unique<Notifier>(m_clock);
        QSignalSpy changed(m_notifier.get(), &Notifier::serviceChanged);
        QTest::qWait(200);
        QVERIFY(!m_notifier->isServiceThere());
        m_notifier->announce(QStringLiteral("Bot"));
        QDBusConnection desktop(QStringLiteral("desktop"));
        QVERIFY(desktop.registerService(kService));
        QTRY_VERIFY(m_notifier->isServiceThere());
        m_notifier->announce(QStringLiteral("Bot"));
        QTRY_COMPARE(m_service->shown.size(), 1);
        QVERIFY(desktop.unregisterService(kService));
        QTRY_VERIFY(!m_notifier->isServiceThere());
        QCOMPARE(changed.size(), 2);
    }

private:
    void begin()
    {
        QVERIFY(QDBusConnection(QStringLiteral("desktop")).registerService(kService));
        m_notifier = std::make_unique<Notifier>(m_clock);
        QTRY_VERIFY(m_notifier->isServiceThere());
    }

    base::SystemClock m_clock;
    std::unique_ptr<NotificationService> m_service;
    std::unique_ptr<Notifier> m_notifier;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QProcess bus;
    bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    if (!bus.waitForReadyRead(10'000))
        qFatal("dbus-daemon does not start: %s", qPrintable(bus.errorString()));
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.readLine().trimmed());
    NotifierTest test;
    const int code = QTest::qExec(&test, argc, argv);
    bus.terminate();
    bus.waitForFinished(5000);
    return code;
}

#include "notifier_test.moc"
