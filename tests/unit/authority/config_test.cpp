// Settings and issuer: what is not exactly right stops the start, and the message names the key (CF-02, CF-04, CF-05).
#include "app/authority/config.h"
#include "app/authority/issuer.h"
#include "app/authority/running_authority.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace countersign;
using namespace countersign::authority;

class ConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultsAreTheDocumentedOnes();
    void readsEveryKey();
    void refusesAndNamesTheKey_data();
    void refusesAndNamesTheKey();
    void fileMustBeOurs();
    void issuers_data();
    void issuers();
    void listenAddresses_data();
    void listenAddresses();
};

void ConfigTest::defaultsAreTheDocumentedOnes()
{
    const QTemporaryDir dir;
    const auto config = readConfig(dir.path());
    QVERIFY(config);
    QCOMPARE(config->limits.asksPerClientPerMinute, 60);
    QCOMPARE(config->limits.asksPerGroupPerMinute, 120);
    QCOMPARE(config->limits.signInsPerMinute, 20);
    QCOMPARE(config->limits.streamsPerUser, 8);
    QCOMPARE(config->limits.connectionsPerAddress, 256);
    QCOMPARE(config->ping.allowLoopback, false);
    QCOMPARE(config->decisions.freshSignInSeconds, 900);
    QCOMPARE(config->audit.keepPayloadsDays, 0);
    QCOMPARE(config->tokens.accessSeconds, 600);
    QCOMPARE(config->tokens.refreshIdleSeconds, 14 * 86'400);
    QCOMPARE(config->tokens.refreshAbsoluteSeconds, 90 * 86'400);
}

void ConfigTest::readsEveryKey()
{
    const auto config = parseConfig("[limits]\nasks_per_client_per_minute = 1\nasks_per_group_per_minute = 2\nsign_ins_per_minute = 3\nstreams_per_user = 4\n"
                                    "connections_per_address = 5\n[ping]\nallow_loopback = true\n[decisions]\nfresh_sign_in = \"2h\"\n[operator]\ncontact = \"Security desk, ext. 4711\"\n"
                                    "[tokens]\naccess = \"5m\"\nrefresh_idle = \"1h\"\nrefresh_absolute = \"8h\"\n");
    QVERIFY2(config, qPrintable(config ? QString() : config.error().detail));
    QCOMPARE(config->limits.asksPerClientPerMinute, 1);
    QCOMPARE(config->limits.asksPerGroupPerMinute, 2);
    QCOMPARE(config->limits.signInsPerMinute, 3);
    QCOMPARE(config->limits.streamsPerUser, 4);
    QCOMPARE(config->limits.connectionsPerAddress, 5);
    QCOMPARE(config->ping.allowLoopback, true);
    QCOMPARE(config->decisions.freshSignInSeconds, 7200);
    QCOMPARE(config->whoRuns.contact, QStringLiteral("Security desk, ext. 4711"));
    QCOMPARE(config->tokens.accessSeconds, 300);
    QCOMPARE(config->tokens.refreshIdleSeconds, 3600);
    QCOMPARE(config->tokens.refreshAbsoluteSeconds, 8 * 3600);
}

void ConfigTest::refusesAndNamesTheKey_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *name, const char *text, const char *named) { QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(named); };
    row("unknown section", "[limit]\nstreams_per_user = 8\n", "\"limit\"");
    row("misspelt", "[limits]\nstreams_per_users = 8\n", "\"streams_per_users\"");
    row("beside the section", "streams_per_user = 8\n", "\"streams_per_user\"");
    row("text for number", "[limits]\nstreams_per_user = \"8\"\n", "\"streams_per_user\"");
    row("fraction", "[limits]\nstreams_per_user = 8.5\n", "\"streams_per_user\"");
    row("negative", "[limits]\nsign_ins_per_minute = -1\n", "\"sign_ins_per_minute\"");
    row("zero", "[limits]\nasks_per_client_per_minute = 0\n", "\"asks_per_client_per_minute\"");
    row("too much", "[limits]\nconnections_per_address = 65536\n", "\"connections_per_address\"");
    row("far too much", "[limits]\nconnections_per_address = 99999999999999999999999999\n", "\"connections_per_address\"");
    row("number for flag", "[ping]\nallow_loopback = 1\n", "\"allow_loopback\"");
    row("payloads for no time", "[audit]\nkeep_payloads_days = 0\n", "\"keep_payloads_days\"");
    row("contact that hides", "[operator]\ncontact = \"call me\\u202E\"\n", "\"contact\"");
    row("no unit", "[decisions]\nfresh_sign_in = \"15\"\n", "\"fresh_sign_in\"");
    row("negative time", "[decisions]\nfresh_sign_in = \"-15m\"\n", "\"fresh_sign_in\"");
    row("too long", "[decisions]\nfresh_sign_in = \"25h\"\n", "\"fresh_sign_in\"");
    row("access too short", "[tokens]\naccess = \"9s\"\n", "\"access\"");
    row("access too long", "[tokens]\naccess = \"2h\"\n", "\"access\"");
    row("session for ever", "[tokens]\nrefresh_absolute = \"9000h\"\n", "\"refresh_absolute\"");
    row("idle past the end", "[tokens]\nrefresh_idle = \"2h\"\nrefresh_absolute = \"1h\"\n", "\"refresh_idle\"");
    row("access past the end", "[tokens]\naccess = \"30m\"\nrefresh_idle = \"5m\"\nrefresh_absolute = \"10m\"\n", "\"access\"");
    row("seconds as a number", "[tokens]\naccess = 600\n", "\"access\"");
    row("no section", "limits = 3\n", "\"limits\"");
    row("no TOML", "[limits\n", "line 1");
    row("twice", "[ping]\nallow_loopback = false\nallow_loopback = true\n", "line 3");
}

void ConfigTest::refusesAndNamesTheKey()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, named);
    const auto config = parseConfig(text);
    QVERIFY(!config);
    QVERIFY2(config.error().detail.contains(named), qPrintable(config.error().detail));
    QVERIFY(config.error().detail.startsWith(QLatin1String("authority.toml, line ")));
}

void ConfigTest::fileMustBeOurs()
{
    const QTemporaryDir dir;
    const QByteArray file = QFile::encodeName(dir.filePath(QStringLiteral("authority.toml")));
    {
        QFile out(QFile::decodeName(file));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("[ping]\nallow_loopback = true\n");
    }
    const auto code = [&dir] {
        const auto config = readConfig(dir.path());
        return config ? std::optional<base::Errc>() : std::optional(config.error().code);
    };
    ::chmod(file.constData(), 0644);
    QCOMPARE(code(), std::nullopt);
    for (const mode_t mode : {0664, 0646, 0622}) {
        ::chmod(file.constData(), mode);
        QCOMPARE(code(), std::optional(base::Errc::Denied));
    }
    ::chmod(file.constData(), 0600);
    if (::geteuid() == 0) {
        QCOMPARE(::chown(file.constData(), 65534, 65534), 0);
        QCOMPARE(code(), std::optional(base::Errc::Denied));
        QCOMPARE(::chown(file.constData(), 0, 0), 0);
    }
    QVERIFY(QFile::rename(QFile::decodeName(file), dir.filePath(QStringLiteral("elsewhere"))));
    QVERIFY(QFile::link(dir.filePath(QStringLiteral("elsewhere")), QFile::decodeName(file)));
    QCOMPARE(code(), std::optional(base::Errc::Denied));
    QVERIFY(QFile::remove(QFile::decodeName(file)));
    QCOMPARE(::mkfifo(file.constData(), 0600), 0);
    QCOMPARE(code(), std::optional(base::Errc::Denied));
}

void ConfigTest::issuers_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("kept");  // empty: refused
    const auto row = [](const char *given, const char *kept) { QTest::newRow(given) << QString::fromUtf8(given) << QString::fromUtf8(kept); };
    row("https://authority.example", "https://authority.example");
    row("https://authority.example/", "https://authority.example");
    row("https://authority.example:8443", "https://authority.example:8443");
    row("https://192.0.2.7", "https://192.0.2.7");
    row("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443");
    row("http://127.0.0.1:7443", "http://127.0.0.1:7443");
    row("http://127.0.0.1:0", "http://127.0.0.1:0");
    row("http://[::1]:7443", "http://[::1]:7443");
    for (const char *bad : {"", "authority.example", "ftp://authority.example", "http://authority.example", "http://localhost:7443", "http://127.0.0.1.example", "http://127.0.0.256",
                            "http://[::2]", "https://Authority.example", "HTTPS://authority.example", "https://authority.example//", "https://authority.example/path",
                            "https://authority.example?", "https://authority.example/?x=1", "https://authority.example#", "https://authority.example/#x", "https://user@authority.example",
                            "https://authority.example:443", "http://127.0.0.1:80", "https://authority.example:0", "https://authority.example:65536", "https://authority.example:08443",
                            "https://authority..example", "https://-authority.example", "https://authority.example-", "https://auth\xC3\xB6rity.example", "https://a b", "https://", "https://[::g]", " https://authority.example",
                            "https://authority.example\n"})
        row(bad, "");
}

void ConfigTest::issuers()
{
    QFETCH(QString, given);
    QFETCH(QString, kept);
    const auto issuer = checkedIssuer(given);
    QCOMPARE(issuer ? *issuer : QString(), kept);
}

void ConfigTest::listenAddresses_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("text");  // empty: refused
    QTest::addColumn<bool>("isLoopback");
    const auto row = [](const char *given, const char *text, bool loopback) { QTest::newRow(given) << QString::fromLatin1(given) << QString::fromLatin1(text) << loopback; };
    row("127.0.0.1:7443", "127.0.0.1:7443", true);
    row("127.8.9.1:0", "127.8.9.1:0", true);
    row("[::1]:7443", "[::1]:7443", true);
    row("0.0.0.0:7443", "0.0.0.0:7443", false);
    row("[::]:7443", "[::]:7443", false);
    row("192.0.2.1:1", "192.0.2.1:1", false);
    for (const char *bad : {"", "7443", ":7443", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "localhost:7443", "::1:7443", "127.0.0.1:7443 ", "300.0.0.1:1", "[127.0.0.1:1"})
        row(bad, "", false);
}

void ConfigTest::listenAddresses()
{
    QFETCH(QString, given);
    QFETCH(QString, text);
    QFETCH(bool, isLoopback);
    const auto listen = ListenAddress::parse(given);
    QCOMPARE(listen ? listen->text() : QString(), text);
    if (listen)
        QCOMPARE(listen->isLoopback(), isLoopback);
}

QTEST_GUILESS_MAIN(ConfigTest)
#include "config_test.moc"
