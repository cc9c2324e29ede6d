// The commands of countersign-authority, run as people and scripts run them (protocol.md 1).
#include "app/base/json.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTcpServer>
#include <QtTest>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

using namespace countersign;

namespace {

struct Outcome {
    int code = -1;
    QByteArray out, err;
};

QString program()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/countersign-authority");
}

Outcome run(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program(), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(30'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
}

QJsonObject object(const QByteArray &line)
{
    const auto parsed = base::json::parseObject(line.trimmed());
    return parsed ? *parsed : QJsonObject();
}

QList<QJsonObject> objects(const QByteArray &lines)
{
    QList<QJsonObject> out;
    for (const QByteArray &line : lines.trimmed().split('\n'))
        out.append(object(line));
    return out;
}

// One clear line on stderr, nothing on stdout, the documented exit code.
void refused(const Outcome &outcome, int code, const char *said = "")
{
    QCOMPARE(outcome.code, code);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY2(outcome.err.startsWith("countersign-authority: ") && outcome.err.count('\n') == 1 && outcome.err.endsWith('\n'), outcome.err.constData());
    QVERIFY2(outcome.err.contains(said), outcome.err.constData());
}

const QByteArray kPassword = "correct horse battery\n";

// An authority in a directory of its own.
struct Authority {
    QTemporaryDir root;
    QString dir = root.filePath(QStringLiteral("data"));

    explicit Authority(const QString &issuer = QStringLiteral("http://127.0.0.1:0"))
    {
        const Outcome made = run({QStringLiteral("init"), QStringLiteral("--data"), dir, QStringLiteral("--issuer"), issuer, QStringLiteral("--catalog"),
                                  QFINDTESTDATA("unit/catalog/fixtures/orders.toml")});
        if (made.code != 0)
            qFatal("init: %s", made.err.constData());
    }

    Outcome command(const char *line, const QStringList &more = {}, const QByteArray &input = {}) const
    {
        return run(words(line) + more + QStringList{QStringLiteral("--data"), dir}, input);
    }
    [[nodiscard]] QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(root.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        return file.fileName();
    }
    [[nodiscard]] qint64 logSize() const { return object(command("audit fsck").out).value(QLatin1String("entries")).toInteger(-1); }
};

// A running `serve`.
struct Serving {
    QProcess process;
    QJsonObject listening;

    explicit Serving(const Authority &authority, const QStringList &more = {})
    {
        process.start(program(), words("serve --listen 127.0.0.1:0 --issuer-from-listen --data") + QStringList{authority.dir} + more);
        while (!process.canReadLine() && process.state() != QProcess::NotRunning && process.waitForReadyRead(10'000)) {
        }
        listening = object(process.readLine());
    }
    ~Serving() { stop(); }
    int stop()
    {
        if (process.state() == QProcess::NotRunning)
            return process.exitCode();
        process.terminate();
        return process.waitForFinished(10'000) && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
};

QByteArray publicJwk()
{
    // RFC 7517 A.1
    return R"({"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","kid":"1"})";
}

}  // namespace

class CommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCommandHasHelpManualAndCompletion();
    void wrongUsage_data();
    void wrongUsage();
    void initLeavesNothingBehind_data();
    void initLeavesNothingBehind();
    void initFillsAnEmptyDirectory();
    void initIsPrivateWhateverTheUmask();
    void passwordsAndSecrets();
    void usersChange();
    void clientsAreChecked_data();
    void clientsAreChecked();
    void clientsAreListedWithoutSecrets();
    void catalogIsAllOrNothing();
    void everyChangeIsOneEntry();
    void secretsAreNeverStored();
    void fsckFindsWhatWasChanged();
    void serveRefuses_data();
    void serveRefuses();
    void serveStartsAndStops();
    void serveKeepsItsPort();
    void trustedDevice();
    void configChangeIsLogged();
};

void CommandsTest::everyCommandHasHelpManualAndCompletion()
{
    const auto read = [](const QString &name) {
        QFile file(QFINDTESTDATA(QStringLiteral("../packaging/") + name));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    };
    const QString manual = read(QStringLiteral("man/countersign-authority.1")).replace(QLatin1String("\\-"), QLatin1String("-"));
    const QString completion = read(QStringLiteral("completions/countersign-authority"));
    const Outcome all = run({QStringLiteral("--help")});
    QCOMPARE(all.code, 0);
    static const QRegularExpression command(QStringLiteral("^  ([a-z]+(?: [a-z]+)?)  "), QRegularExpression::MultilineOption);
    static const QRegularExpression option(QStringLiteral("^  (--[a-z-]+)"), QRegularExpression::MultilineOption);
    int count = 0;
    auto commands = command.globalMatch(QString::fromUtf8(all.out));
    while (commands.hasNext()) {
        const QString name = commands.next().captured(1);
        const Outcome help = run(name.split(u' ') + QStringList{QStringLiteral("--help")});
        QCOMPARE(help.code, 0);
        QCOMPARE(help.err, QByteArray());
        QStringList options;
        auto found = option.globalMatch(QString::fromUtf8(help.out));
        while (found.hasNext())
            options += found.next().captured(1);
        options.removeAll(QStringLiteral("--help"));
        const QString last = name.section(u' ', -1);
        QVERIFY2(manual.contains(name) || manual.contains(QLatin1String("|") + last), qPrintable(name));
        for (const QString &one : std::as_const(options))
            QVERIFY2(manual.contains(one), qPrintable(name + u' ' + one));
        // The completion, asked as bash asks it.
        QProcess bash;
        bash.start(QStringLiteral("bash"), {QStringLiteral("-c"), completion + QStringLiteral("\n_countersign_authority_options \"$1\""), QStringLiteral("bash"), name});
        QVERIFY(bash.waitForFinished());
        QStringList completed = QString::fromUtf8(bash.readAllStandardOutput()).simplified().split(u' ');
        options.sort();
        completed.sort();
        QCOMPARE(completed.join(u' '), options.join(u' '));
        ++count;
    }
    QCOMPARE(count, 20);
    QCOMPARE(run({QStringLiteral("--version")}).out, QByteArray("countersign-authority " COUNTERSIGN_VERSION "\n"));
}

void CommandsTest::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *line, const char *said) { QTest::newRow(line) << words(line) << QByteArray(said); };
    QTest::newRow("nothing") << QStringList() << QByteArray("A command is needed");
    row("nonsense", "no command \"nonsense\"");
    row("user", "\"user\" needs one of: add, list, modify, disable, enable, passwd, otp");
    row("user remove", "\"user\" needs one of");
    row("init", "--data is needed");
    row("init --data x", "--issuer is needed");
    row("init --data", "--data needs a value");
    row("init --data --issuer https://a.example", "--data needs a value");
    row("init --data x --data y --issuer https://a.example", "--data was given twice");
    row("user list --data x --nonsense", "no option --nonsense");
    row("user list --data x extra", "\"extra\" was not expected");
    row("user list --all=yes --data x", "--all takes no value");
    row("user add -n x", "\"-n\" was not expected");
    QTest::newRow("line feed") << QStringList{QStringLiteral("two\nlines")} << QByteArray("\"two lines\"");
    QTest::newRow("escape") << QStringList{QStringLiteral("\x1b[31mred")} << QByteArray("[U+001B]");
}

void CommandsTest::wrongUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, said);
    refused(run(arguments), 2, said.constData());
}

void CommandsTest::initLeavesNothingBehind_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("issuer") << words("--issuer http://authority.example") << QByteArray("https");
    QTest::newRow("catalogue missing") << words("--issuer https://authority.example --catalog /nonexistent.toml") << QByteArray("/nonexistent.toml");
    QTest::newRow("catalogue broken") << QStringList{QStringLiteral("--issuer=https://authority.example"), QStringLiteral("--catalog"), QFINDTESTDATA("unit/catalog/fixtures/params.toml")}
                                      << QByteArray("line 22: error: ");
}

void CommandsTest::initLeavesNothingBehind()
{
    QFETCH(QStringList, more);
    QFETCH(QByteArray, said);
    const QTemporaryDir root;
    refused(run(words("init --data") + QStringList{root.filePath(QStringLiteral("data"))} + more), 1, said.constData());
    QCOMPARE(QDir(root.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
}

void CommandsTest::initFillsAnEmptyDirectory()
{
    const QTemporaryDir root;
    const QString dir = root.filePath(QStringLiteral("data"));
    QVERIFY(QDir().mkdir(dir));
    ::chmod(QFile::encodeName(dir).constData(), 0755);
    const QStringList init = words("init --issuer https://authority.example/ --data") + QStringList{dir};
    const Outcome made = run(init);
    QCOMPARE(made.code, 0);
    QCOMPARE(object(made.out).value(QLatin1String("issuer")).toString(), QStringLiteral("https://authority.example"));
    refused(run(init), 1, "not empty");
    const Outcome shown = run(words("catalog show --data") + QStringList{dir});
    QCOMPARE(shown.code, 0);
    QVERIFY(shown.out.contains("format = 1"));
    // Nobody can sign in yet; the built-in user is there only for the console of this machine.
    QCOMPARE(run(words("user list --data") + QStringList{dir}).out, QByteArray());
    const auto all = objects(run(words("user list --all --data") + QStringList{dir}).out);
    QCOMPARE(all.size(), 1);
    QCOMPARE(all[0].value(QLatin1String("name")).toString(), QStringLiteral("local"));
    QCOMPARE(all[0].value(QLatin1String("password")).toBool(true), false);
    const QString link = root.filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(root.filePath(QStringLiteral("nowhere")), link));
    refused(run(words("init --issuer https://authority.example --data") + QStringList{link}), 1, "symbolic link");
}

void CommandsTest::initIsPrivateWhateverTheUmask()
{
    const mode_t before = ::umask(0);
    const Authority authority;
    ::umask(before);
    QDirIterator entries(authority.dir, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    QStringList paths{authority.dir};
    while (entries.hasNext())
        paths += entries.next();
    QVERIFY(paths.size() >= 6);
    for (const QString &path : std::as_const(paths)) {
        struct stat info{};
        QCOMPARE(::lstat(QFile::encodeName(path).constData(), &info), 0);
        QVERIFY2((info.st_mode & 077) == 0, qPrintable(path));
    }
    ::chmod(QFile::encodeName(authority.dir).constData(), 0750);
    refused(authority.command("user list"), 1, "0700");
}

void CommandsTest::passwordsAndSecrets()
{
    const Authority authority;
    const auto addUser = [&](const char *name, const QByteArray &input) { return authority.command("user add --password-stdin", {QStringLiteral("--name"), QLatin1String(name)}, input); };
    refused(addUser("short", "elevenchars\n"), 1, "12");
    refused(addUser("short", "elevenchars\n\n\xC3"), 1, "text");
    refused(addUser("short", QByteArray("twelve\0chars", 12)), 1, "text");
    refused(addUser("long", QByteArray(5000, 'x')), 1, "longer");
    QCOMPARE(addUser("twelve", "twelve chars\n").code, 0);
    QCOMPARE(addUser("umlauts", "äöüäöüäöüäöü").code, 0);
    refused(addUser("umlauts2", "äöüäöü"), 1, "12");  // twelve bytes, six characters
    refused(addUser("twelve", "twelve chars\n"), 1, "already");
    const auto addClient = [&](const char *id, const QByteArray &input) {
        return authority.command("client add --name x --owner y --grants client_credentials --secret-stdin", {QStringLiteral("--id"), QLatin1String(id)}, input);
    };
    refused(addClient("short", QByteArray(31, 'a') + '\n'), 1, "32");
    const Outcome given = addClient("given", QByteArray(32, 'a') + '\n');
    QCOMPARE(given.code, 0);
    QCOMPARE(object(given.out).value(QLatin1String("client_secret")).toString(), QString(32, u'a'));
    refused(addClient("given", QByteArray(32, 'a')), 1, "already");
}

void CommandsTest::usersChange()
{
    const Authority authority;
    const Outcome added = authority.command("user add --name alice --password-stdin --roles", {QStringLiteral("approver, admin"), QStringLiteral("--groups"), QStringLiteral("a b,c a")}, kPassword);
    QCOMPARE(added.code, 0);
    const QString sub = object(added.out).value(QLatin1String("sub")).toString();
    QVERIFY(sub.startsWith(QLatin1String("usr_")) && !sub.contains(QLatin1String("alice")));
    const auto alice = [&] { return objects(authority.command("user list").out).value(0); };
    const auto list = [](const QJsonObject &user, QLatin1String key) {
        QStringList out;
        for (const QJsonValue value : user.value(key).toArray())
            out += value.toString();
        out.sort();
        return out.join(u' ');
    };
    QCOMPARE(list(alice(), QLatin1String("roles")), QStringLiteral("admin approver"));
    QCOMPARE(list(alice(), QLatin1String("groups")), QStringLiteral("a b c"));
    QCOMPARE(authority.command("user modify --name alice --roles auditor").code, 0);
    QCOMPARE(list(alice(), QLatin1String("roles")), QStringLiteral("auditor"));
    QCOMPARE(list(alice(), QLatin1String("groups")), QStringLiteral("a b c"));
    QCOMPARE(authority.command("user modify --name alice --groups", {QString()}).code, 0);
    QCOMPARE(list(alice(), QLatin1String("groups")), QString());
    refused(authority.command("user modify --name alice"), 1, "Nothing to change");
    refused(authority.command("user modify --name alice --roles root"), 1, "\"root\" is no role");
    refused(authority.command("user modify --name bob --roles auditor"), 1, "no user \"bob\"");
    QCOMPARE(authority.command("user disable --name alice").code, 0);
    QCOMPARE(alice().value(QLatin1String("enabled")).toBool(true), false);
    refused(authority.command("user disable --name alice"), 1, "disabled already");
    QCOMPARE(authority.command("user enable --name alice").code, 0);
    refused(authority.command("user enable --name alice"), 1, "enabled already");
    QCOMPARE(authority.command("user passwd --name alice --password-stdin", {}, kPassword).code, 0);
    QCOMPARE(authority.command("user passwd --name alice", {}, kPassword).code, 0);
    refused(authority.command("user otp --name alice --remove"), 1, "no second factor");
    const QJsonObject factor = object(authority.command("user otp --name alice").out);
    QCOMPARE(factor.value(QLatin1String("secret")).toString().size(), 32);
    QVERIFY(factor.value(QLatin1String("uri")).toString().startsWith(QLatin1String("otpauth://totp/")));
    QVERIFY(!authority.command("user list").out.contains(factor.value(QLatin1String("secret")).toString().toLatin1()));
    QCOMPARE(authority.command("user otp --name alice --remove").out, QByteArray());
    for (const char *name : {"client:x", "usr_x", "", "a b", "-x", "local"}) {
        const Outcome outcome = authority.command("user add", {QStringLiteral("--name=") + QLatin1String(name)});
        refused(outcome, 1);
    }
    for (const char *line : {"user disable --name local", "user modify --name local --roles auditor", "user passwd --password-stdin --name local"})
        refused(authority.command(line, {}, kPassword), 1, "built in");
}

void CommandsTest::clientsAreChecked_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QByteArray>("said");  // empty: accepted
    const auto row = [](const char *name, const char *more, const char *said) { QTest::newRow(name) << QString::fromLatin1(more) << QByteArray(said); };
    row("nothing more", "", "");
    row("grant unknown", "--grants password", "\"password\" is no grant");
    row("grant of the console", "--grants urn:ietf:params:oauth:grant-type:jwt-bearer", "is no grant");
    row("wildcard", "--grants client_credentials --scopes orders:*", "wildcard");
    row("auth unknown", "--auth client_secret_post", "no way to authenticate");
    row("keys missing", "--auth private_key_jwt", "--jwks");
    row("keys not wanted", "--jwks JWKS", "--jwks");
    row("keys", "--auth private_key_jwt --jwks JWKS --grants ciba", "");
    row("keys private", "--auth private_key_jwt --jwks PRIVATE --grants ciba", "public P-256");
    row("keys none", "--auth private_key_jwt --jwks EMPTY --grants ciba", "1 to 10 keys");
    row("public", "--auth none --redirect-uri http://127.0.0.1:1/callback", "");
    row("public v6", "--auth none --redirect-uri http://[::1]/callback --redirect-uri https://app.example/cb", "");
    row("public machine", "--auth none --grants client_credentials", "without authentication");
    row("public API", "--auth none --resource-server https://orders.northwind.example", "API must authenticate");
    row("redirect missing", "--grants authorization_code", "need each other");
    row("redirect plain", "--redirect-uri http://app.example/cb", "cannot be a redirect URI");
    row("redirect localhost", "--redirect-uri http://localhost/callback", "cannot be a redirect URI");
    row("redirect path", "--redirect-uri http://127.0.0.1:1/other", "cannot be a redirect URI");
    row("redirect fragment", "--redirect-uri https://app.example/cb#x", "cannot be a redirect URI");
    row("redirect user", "--redirect-uri https://u@app.example/cb", "cannot be a redirect URI");
    row("redirect scheme", "--redirect-uri javascript://app.example/cb", "cannot be a redirect URI");
    row("refresh alone", "--grants refresh_token", "needs authorization_code");
    row("API", "--resource-server https://orders.northwind.example", "");
    row("API name", "--resource-server orders", "absolute URI");
    row("ping", "--grants ciba --ping-endpoint https://client.example/cb", "");
    for (const char *url : {"http://client.example/cb", "https://127.0.0.1/cb", "https://localhost/cb", "https://10.0.0.1/cb", "https://192.168.1.1/cb", "https://169.254.169.254/latest", "https://[::1]/cb",
                            "https://[::ffff:10.0.0.1]/cb", "https://[fe80::1]/cb", "https://[fd00::1]/cb", "https://2130706433/cb", "https://0x7f.1/cb", "https://u:p@client.example/cb", "http://127.0.0.1:1/cb"})
        QTest::newRow(url) << QStringLiteral("--grants ciba --ping-endpoint ") + QLatin1String(url) << QByteArray("ping endpoint");
    row("secret not wanted", "--auth none --redirect-uri http://127.0.0.1:1/callback --secret-stdin", "client_secret_basic only");
}

void CommandsTest::clientsAreChecked()
{
    QFETCH(QString, more);
    QFETCH(QByteArray, said);
    static const Authority authority;
    static int made = 0;
    const QByteArray jwk = publicJwk();
    more.replace(QLatin1String("JWKS"), authority.write(QStringLiteral("jwks.json"), "{\"keys\":[" + jwk + "]}"));
    more.replace(QLatin1String("PRIVATE"), authority.write(QStringLiteral("private.json"), "{\"keys\":[" + QByteArray(jwk).replace("\"kid\"", "\"d\":\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\",\"kid\"") + "]}"));
    more.replace(QLatin1String("EMPTY"), authority.write(QStringLiteral("empty.json"), "{\"keys\":[]}"));
    const QString id = QStringLiteral("client-%1").arg(++made);
    const Outcome outcome = authority.command("client add --name x --owner y", QStringList{QStringLiteral("--id"), id} + more.split(u' ', Qt::SkipEmptyParts), QByteArray(40, 's'));
    if (!said.isEmpty()) {
        refused(outcome, 1, said.constData());
        return;
    }
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QCOMPARE(object(outcome.out).value(QLatin1String("client_id")).toString(), id);
    QCOMPARE(object(outcome.out).contains(QLatin1String("client_secret")), !more.contains(QLatin1String("--auth")));
}

void CommandsTest::clientsAreListedWithoutSecrets()
{
    const Authority authority;
    const Outcome added = authority.command("client add --id bot --name Bot --owner ops --grants", {QStringLiteral("client_credentials ciba"), QStringLiteral("--scopes"), QStringLiteral("orders:refund:create orders:unheard"),
                                                                                                     QStringLiteral("--actions"), QStringLiteral("orders.refund")});
    QCOMPARE(added.code, 0);
    QVERIFY2(added.err.contains("warning") && added.err.contains("orders:unheard") && !added.err.contains("orders:refund:create"), added.err.constData());
    const QByteArray secret = object(added.out).value(QLatin1String("client_secret")).toString().toLatin1();
    QVERIFY(secret.size() >= 43);
    const Outcome listed = authority.command("client list");
    QVERIFY(!listed.out.contains(secret));
    const auto all = objects(listed.out);
    QCOMPARE(all.size(), 2);  // with the console
    QCOMPARE(authority.command("client disable --id bot").code, 0);
    refused(authority.command("client disable --id bot"), 1, "disabled already");
    refused(authority.command("client disable --id nobody"), 1, "no client \"nobody\"");
    refused(authority.command("client disable --id countersign-console"), 1, "built in");
    for (const QJsonObject &client : objects(authority.command("client list").out))
        QCOMPARE(client.value(QLatin1String("alive")).toBool(), client.value(QLatin1String("client_id")).toString() != QLatin1String("bot"));
}

void CommandsTest::catalogIsAllOrNothing()
{
    const Authority authority;
    const QByteArray before = authority.command("catalog show").out;
    const qint64 entries = authority.logSize();
    refused(authority.command("catalog apply --catalog", {QFINDTESTDATA("unit/catalog/fixtures/actions.toml")}), 1, "more; \"catalog check\" lists them");
    const Outcome check = run({QStringLiteral("catalog"), QStringLiteral("check"), QStringLiteral("--catalog"), QFINDTESTDATA("unit/catalog/fixtures/actions.toml")});
    QCOMPARE(check.code, 1);
    QVERIFY(check.out.count('\n') > 20 && check.out.contains("line 34: error: "));
    QCOMPARE(authority.command("catalog show").out, before);
    QCOMPARE(authority.logSize(), entries);
    const QString file = authority.write(QStringLiteral("new.toml"), "format = 1\nname = \"Smaller\"\n");
    const Outcome applied = authority.command("catalog apply --catalog", {file, QStringLiteral("--reason"), QStringLiteral("Less is more")});
    QCOMPARE(object(applied.out).value(QLatin1String("version")).toInteger(), 2);
    QCOMPARE(authority.command("catalog show").out, QByteArray("format = 1\nname = \"Smaller\"\n"));
    QCOMPARE(authority.command("catalog show --version 1").out, before);
    refused(authority.command("catalog show --version 3"), 1, "no such version");
    refused(authority.command("catalog apply --catalog", {file, QStringLiteral("--reason"), QStringLiteral("a\u202Eb")}), 1, "reason");
}

void CommandsTest::everyChangeIsOneEntry()
{
    const Authority authority;
    const QString file = authority.write(QStringLiteral("new.toml"), "format = 1\nname = \"Smaller\"\n");
    qint64 entries = authority.logSize();
    QVERIFY(entries > 0);
    const auto one = [&](const char *line, const QStringList &more = {}) {
        const Outcome outcome = authority.command(line, more, kPassword);
        QVERIFY2(outcome.code == 0, outcome.err.constData());
        QCOMPARE(authority.logSize(), ++entries);
    };
    one("user add --name alice --password-stdin");
    one("user modify --name alice --roles approver");
    one("user passwd --name alice --password-stdin");
    one("user disable --name alice");
    one("user enable --name alice");
    one("client add --id bot --name b --owner o");
    one("client disable --id bot");
    one("catalog apply --catalog", {file});
    one("keys rotate");
    refused(authority.command("user disable --name nobody"), 1);
    refused(authority.command("keys rotate"), 1);
    QCOMPARE(authority.command("user list").code, 0);
    QCOMPARE(authority.logSize(), entries);
}

void CommandsTest::secretsAreNeverStored()
{
    const Authority authority;
    QCOMPARE(authority.command("user add --name alice --password-stdin", {}, kPassword).code, 0);
    const QByteArray secret = object(authority.command("client add --id bot --name b --owner o").out).value(QLatin1String("client_secret")).toString().toLatin1();
    QVERIFY(!secret.isEmpty());
    QDirIterator files(authority.dir, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    int read = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY2(!bytes.contains(kPassword.trimmed()) && !bytes.contains(secret), qPrintable(file.fileName()));
        ++read;
    }
    QVERIFY(read >= 4);
}

void CommandsTest::fsckFindsWhatWasChanged()
{
    const Authority authority;
    QVERIFY(authority.logSize() > 0);
    QFile database(authority.dir + QStringLiteral("/authority.db"));
    QVERIFY(database.open(QIODevice::ReadWrite));
    QByteArray bytes = database.readAll();
    const qsizetype at = bytes.indexOf("authority.created");
    QVERIFY(at > 0);
    bytes.replace(at, 17, "authority.crooked");
    database.seek(0);
    database.write(bytes);
    database.close();
    refused(authority.command("audit fsck"), 1, "damaged");
}

void CommandsTest::serveRefuses_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *more, const char *said) { QTest::newRow(more) << QString::fromLatin1(more) << QByteArray(said); };
    row("--listen 127.0.0.1:0", "--issuer-from-listen");
    row("--listen 0.0.0.0:0", "Plain http");
    row("--listen [::]:0 --issuer-from-listen", "Plain http");
    row("--listen nonsense", "no address");
    row("--listen localhost:7443", "no address");
    row("--listen 127.0.0.1:0 --tls-cert /nonexistent", "--tls-key");
    row("--listen 127.0.0.1:0 --issuer-from-listen --tls-cert /nonexistent --tls-key /nonexistent", "/nonexistent");
    row("--listen 127.0.0.1:0 --issuer-from-listen --trust-device /nonexistent", "/nonexistent");
    row("--listen 127.0.0.1:0 --issuer-from-listen --trust-device BAD", "public P-256");
    row("--listen 127.0.0.1:0 --issuer-from-listen --trust-device NOTJSON", "no JSON");
    row("--listen 192.0.2.1:0 --issuer-from-listen --tls-cert KEY --tls-key KEY", "loopback");
}

void CommandsTest::serveRefuses()
{
    QFETCH(QString, more);
    QFETCH(QByteArray, said);
    static const Authority authority;
    more.replace(QLatin1String("BAD"), authority.write(QStringLiteral("bad.json"), "{\"kty\":\"RSA\"}"));
    more.replace(QLatin1String("NOTJSON"), authority.write(QStringLiteral("not.json"), "{"));
    const QString key = authority.write(QStringLiteral("key.pem"), "none");
    ::chmod(QFile::encodeName(key).constData(), 0600);
    more.replace(QLatin1String("KEY"), key);
    refused(authority.command("serve", more.split(u' ')), 1, said.constData());
}

void CommandsTest::serveStartsAndStops()
{
    const Authority authority;
    Serving first(authority);
    const QString listen = first.listening.value(QLatin1String("listen")).toString();
    QCOMPARE(first.listening.value(QLatin1String("event")).toString(), QStringLiteral("listening"));
    QCOMPARE(first.listening.value(QLatin1String("issuer")).toString(), QStringLiteral("http://") + listen);
    QCOMPARE(first.listening.size(), 3);
    refused(authority.command("serve --listen 127.0.0.1:0 --issuer-from-listen"), 1, "in use");
    QCOMPARE(authority.command("user add --name alice").code, 0);
    // Not a core dump, whatever the shell allows.
    QFile limits(QStringLiteral("/proc/%1/limits").arg(first.process.processId()));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    static const QRegularExpression core(QStringLiteral("Max core file size +0 +0 "));
    QVERIFY(core.match(QString::fromUtf8(limits.readAll())).hasMatch());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(first.stop(), 0);
    QVERIFY(timer.elapsed() < 5000);
    const QByteArray log = first.process.readAllStandardError();
    for (const QJsonObject &line : objects(log))
        QVERIFY(line.contains(QLatin1String("event")) && line.contains(QLatin1String("level")));
    QVERIFY(log.contains("serve.stopped"));
}

void CommandsTest::serveKeepsItsPort()
{
    const Authority authority;
    QString listen;
    {
        const Serving first(authority);
        listen = first.listening.value(QLatin1String("listen")).toString();
    }
    {
        const Serving again(authority);
        QCOMPARE(again.listening.value(QLatin1String("listen")).toString(), listen);
    }
    // Taken by somebody else: another port, the same log.
    QTcpServer thief;
    QVERIFY(thief.listen(QHostAddress::LocalHost, static_cast<quint16>(listen.section(u':', 1).toUInt())));
    const Serving elsewhere(authority);
    const QString other = elsewhere.listening.value(QLatin1String("listen")).toString();
    QVERIFY(!other.isEmpty() && other != listen);
    QVERIFY(authority.logSize() > 0);
}

void CommandsTest::trustedDevice()
{
    const Authority authority;
    const qint64 before = authority.logSize();
    const QString file = authority.write(QStringLiteral("device.json"), publicJwk());
    ::chmod(QFile::encodeName(file).constData(), 0600);
    for (int i = 0; i < 2; ++i) {
        Serving serving(authority, {QStringLiteral("--trust-device"), file});
        QVERIFY2(!serving.listening.isEmpty(), serving.process.readAllStandardError().constData());
    }
    QCOMPARE(authority.logSize(), before + 1);  // added once
    ::chmod(QFile::encodeName(file).constData(), 0666);
    refused(authority.command("serve --listen 127.0.0.1:0 --issuer-from-listen --trust-device", {file}), 1, "changed by other users");
}

void CommandsTest::configChangeIsLogged()
{
    const Authority authority;
    const qint64 before = authority.logSize();
    const auto writeConfig = [&](const QByteArray &text) {
        QFile file(authority.dir + QStringLiteral("/authority.toml"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    };
    { const Serving unchanged(authority); }
    QCOMPARE(authority.logSize(), before);
    writeConfig("[limits]\nstreams_per_user = 4\n");
    { const Serving changed(authority); }
    { const Serving unchanged(authority); }
    QCOMPARE(authority.logSize(), before + 1);
    writeConfig("[limits]\nstreams_per_user = -4\n");
    refused(authority.command("serve --listen 127.0.0.1:0 --issuer-from-listen"), 1, "\"streams_per_user\"");
}

QTEST_GUILESS_MAIN(CommandsTest)
#include "commands_test.moc"
