#include "app/console/settings.h"
#include "app/console/single_instance.h"

#include <QDir>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace countersign;
using console::Settings;
using console::SingleInstance;

class SettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_CONFIG_HOME", m_home.filePath(QStringLiteral("config")).toLocal8Bit());
        qputenv("XDG_DATA_HOME", m_home.filePath(QStringLiteral("data")).toLocal8Bit());
    }

    void keepsWhatWasChosen()
    {
        const QTemporaryDir dir;
        {
            Settings settings(dir.filePath(QStringLiteral("own")));
            settings.setTheme(Settings::ThemeChoice::Dark);
            settings.setLanguage(QStringLiteral("de"));
            settings.setNotifications(false);
            settings.setQuietHours({true, QTime(21, 30), QTime(6, 0)});
            settings.setAuthorities({{QStringLiteral("1"), QStringLiteral("https://a.example"), QStringLiteral("A"), 3}, {QStringLiteral("local"), {}, QStringLiteral("Here"), 0}});
        }
        const Settings again(dir.filePath(QStringLiteral("own")));
        QCOMPARE(again.theme(), Settings::ThemeChoice::Dark);
        QCOMPARE(again.language(), QStringLiteral("de"));
        QVERIFY(!again.notifications());
        QVERIFY(again.quietHours() == (Settings::QuietHours{true, QTime(21, 30), QTime(6, 0)}));
        QCOMPARE(again.authorities().size(), 2);
        QCOMPARE(again.authorities().first().colourIndex, 3);
        struct stat info {};
        QCOMPARE(::stat(QFile::encodeName(again.dataDir()).constData(), &info), 0);
        QCOMPARE(info.st_mode & 0777, 0700U);
        QVERIFY(!QDir(m_home.filePath(QStringLiteral("config"))).exists());  // nothing outside its folder
    }

    void quietHoursPassMidnight()
    {
        const Settings::QuietHours night{true, QTime(22, 0), QTime(7, 0)};
        QVERIFY(night.contains(QTime(23, 59)) && night.contains(QTime(0, 0)) && night.contains(QTime(6, 59)));
        QVERIFY(!night.contains(QTime(7, 0)) && !night.contains(QTime(12, 0)));
        const Settings::QuietHours day{true, QTime(9, 0), QTime(17, 0)};
        QVERIFY(day.contains(QTime(9, 0)) && !day.contains(QTime(17, 0)));
        QVERIFY(!(Settings::QuietHours{false, QTime(0, 0), QTime(23, 0)}.contains(QTime(1, 0))));
    }

    void startsAtLoginWhenAsked()
    {
        Settings settings;
        QVERIFY(!settings.startAtLogin());
        QVERIFY(settings.setStartAtLogin(true));
        QVERIFY(settings.startAtLogin());
        QFile entry(m_home.filePath(QStringLiteral("config/autostart/com.countersign.Console.desktop")));
        QVERIFY(entry.open(QIODevice::ReadOnly));
        const QByteArray text = entry.readAll();
        QVERIFY(text.contains("Exec=\"/"));
        QVERIFY(settings.setStartAtLogin(false));
        QVERIFY(!settings.startAtLogin());
        const QTemporaryDir dir;
        Settings own(dir.path());
        QVERIFY(!own.setStartAtLogin(true));
    }

    // NT-07
    void oneInstanceOnlyHandsOverItsVerb()
    {
        const QTemporaryDir dir;
        const QString place = dir.filePath(QStringLiteral("run"));
        SingleInstance first(place);
        QCOMPARE(first.begin(), SingleInstance::Start::First);
        QSignalSpy raised(&first, &SingleInstance::raiseRequested);
        QLocalSocket stranger;
        for (const char *said : {"approve apr_1\n", "raise", "raise\nraise\n", "quit\n", "\n"}) {
            stranger.connectToServer(place + QStringLiteral("/console"));
            QVERIFY(stranger.waitForConnected(1000));
            stranger.write(said);
            stranger.flush();
            QTest::qWait(50);
            stranger.abort();
        }
        QCOMPARE(raised.size(), 0);
        stranger.connectToServer(place + QStringLiteral("/console"));
        QVERIFY(stranger.waitForConnected(1000));
        stranger.write("raise\n");
        stranger.flush();
        QTRY_COMPARE(raised.size(), 1);
        struct stat info {};
        QCOMPARE(::stat(QFile::encodeName(place).constData(), &info), 0);
        QCOMPARE(info.st_mode & 0777, 0700U);
    }

    void anUnsafePlaceIsNotUsed()
    {
        const QTemporaryDir dir;
        const QString open = dir.filePath(QStringLiteral("open"));
        QVERIFY(::mkdir(QFile::encodeName(open).constData(), 0777) == 0 && ::chmod(QFile::encodeName(open).constData(), 0777) == 0);
        SingleInstance inOpen(open);
        QCOMPARE(inOpen.begin(), SingleInstance::Start::Alone);
        const QString link = dir.filePath(QStringLiteral("link"));
        QVERIFY(QDir().mkpath(dir.filePath(QStringLiteral("target"))) && QFile::link(dir.filePath(QStringLiteral("target")), link));
        SingleInstance inLink(link);
        QCOMPARE(inLink.begin(), SingleInstance::Start::Alone);
        SingleInstance nowhere(QString{});
        QCOMPARE(nowhere.begin(), SingleInstance::Start::Alone);
    }

    void aCrashLeavesNoLock()
    {
        const QTemporaryDir dir;
        const QString place = dir.filePath(QStringLiteral("run"));
        {
            SingleInstance first(place);
            QCOMPARE(first.begin(), SingleInstance::Start::First);
        }
        QFile stale(place + QStringLiteral("/console"));  // what a crash would leave
        QVERIFY(stale.open(QIODevice::WriteOnly));
        SingleInstance second(place);
        QCOMPARE(second.begin(), SingleInstance::Start::First);
    }

private:
    QTemporaryDir m_home;
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "settings_test.moc"
