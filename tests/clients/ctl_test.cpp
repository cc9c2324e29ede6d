// countersignctl as scripts use it, with the real authority and a browser that signs in by itself: request, show, approve,
// consume; what it prints and what it ends with.
#include "tests/support/authority_process.h"
#include "tests/support/small_catalog.h"

#include "app/base/json.h"
#include "app/crypto/ec_key.h"
#include "app/oauth/dpop.h"
#include "app/programs/ctl/exit_code.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace countersign;

namespace {

const QByteArray kSecret = "a secret of forty characters, or nearly so";

// One run of the program.
struct Run {
    int code = -1;
    QByteArray out, err;
    // The only line on standard output.
    [[nodiscard]] QJsonObject json() const
    {
        const auto parsed = base::json::parseObject(out.trimmed());
        return parsed && out.count('\n') == 1 ? *parsed : QJsonObject{{QStringLiteral("not one line of JSON"), QString::fromUtf8(out)}};
    }
    [[nodiscard]] QString text(const char *name) const { return json().value(QLatin1String(name)).toString(); }
};

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

}  // namespace

class CtlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // A second API beside the first, with an action of its own.
        const QByteArray catalog(tests::kSmallCatalog);
        m_authority.create(catalog + QByteArray(catalog.mid(catalog.indexOf("[[resource]]"))).replace("orders", "ledger")
                               + "[[action]]\ntype = \"countersign.access\"\nrisk = \"low\"\napprovers = [\"payments-approvers\"]\nmax_duration = \"2h\"\n", {});
        m_authority.addUser(QStringLiteral("alice"), QStringLiteral("approver"), QStringLiteral("payments-approvers"));
        const QStringList asks = words("--grants client_credentials,ciba --scopes orders:refund:create,ledger:refund:create --actions orders.refund,ledger.refund,countersign.access");
        m_authority.addClient("bot", kSecret, asks);
        m_authority.addClient("api", kSecret, words("--resource-server https://orders.example"));
        const auto key = crypto::EcPrivateKey::generate();
        const base::Secret der = key.pkcs8();
        write(QStringLiteral("client.pem"), "-----BEGIN PRIVATE KEY-----\n" + der.reveal().toByteArray().toBase64() + "\n-----END PRIVATE KEY-----\n");
        write(QStringLiteral("client.jwks"), base::json::canonical(QJsonObject{{QStringLiteral("keys"), QJsonArray{key.publicKey().jwk()}}}));
        const auto added = m_authority.command(words("client add --id keybot --name Keybot --owner ops@example --auth private_key_jwt --jwks") + QStringList{path("client.jwks")} + asks);
        QVERIFY2(added.code == 0, added.err.constData());
        const auto keyApi = m_authority.command(words("client add --id keyapi --name Keyapi --owner ops@example --auth private_key_jwt --resource-server https://ledger.example --jwks") + QStringList{path("client.jwks")});
        QVERIFY2(keyApi.code == 0, keyApi.err.constData());
        write(QStringLiteral("secret"), kSecret);
        QVERIFY2(m_authority.serve(), m_authority.log().constData());
    }

    void cleanup() { m_request.reset(); }

    void fromTheQuestionToTheSecondUse()
    {
        const QString id = ask(words("request orders.refund --param order_id=81 --json"));
        QVERIFY2(id.startsWith(QStringLiteral("apr_")), m_said.constData());
        const Run pending = person(words("pending --json"));
        QCOMPARE(pending.code, 0);
        QCOMPARE(pending.text("id"), id);
        QCOMPARE(approve(id).code, 0);
        const Run asked = finished();
        QCOMPARE(asked.code, 0);
        QCOMPARE(asked.text("status"), QStringLiteral("approved"));
        QCOMPARE(asked.text("approval_id"), id);
        write(QStringLiteral("token"), asked.text("access_token").toUtf8());
        const Run first = api(words("--param order_id=81 --json"));
        QVERIFY2(first.code == 0, first.err.constData());
        QCOMPARE(first.json().value(QStringLiteral("active")), QJsonValue(true));
        QCOMPARE(first.text("txn"), id);
        const Run second = api(words("--param order_id=81 --json"));
        QCOMPARE(second.code, ctl::Denied);
        QCOMPARE(second.text("reason"), QStringLiteral("used"));
    }

    void withoutJsonOnlyTheCredentialIsPrinted()
    {
        const QString id = ask(words("request orders.refund --param order_id=82"));
        QCOMPARE(approve(id).code, 0);
        const Run asked = finished();
        QCOMPARE(asked.code, 0);
        QCOMPARE(asked.out.count('\n'), 1);
        QCOMPARE(asked.out.count('.'), 2);
        write(QStringLiteral("token"), asked.out);
        const Run other = api(words("--param order_id=83 --json"));  // another action than was approved
        QCOMPARE(other.code, ctl::Denied);
        QCOMPARE(other.text("reason"), QStringLiteral("action_mismatch"));
        QCOMPARE(api(words("--param order_id=82")).code, 0);
    }

    void aDenialEndsWithItsReason()
    {
        const QString id = ask(words("request orders.refund --param order_id=84 --json"));
        QCOMPARE(person(words("deny --comment unplanned") + QStringList{id}).code, 0);
        const Run asked = finished();
        QCOMPARE(asked.code, ctl::Denied);
        QCOMPARE(asked.text("status"), QStringLiteral("denied"));
        QCOMPARE(asked.text("error"), QStringLiteral("access_denied"));
        QVERIFY2(asked.text("error_description").contains(QStringLiteral("unplanned")), asked.out.constData());
    }

    void nobodyInTimeIsAnEndOfItsOwn()
    {
        const QString id = ask(words("request orders.refund --param order_id=85 --expires-in 2 --json"));
        QVERIFY(!id.isEmpty());
        const Run asked = finished();
        QCOMPARE(asked.code, ctl::Expired);
        QCOMPARE(asked.text("status"), QStringLiteral("expired"));
    }

    void anInterruptWithdrawsTheRequest()
    {
        const QString id = ask(words("request orders.refund --param order_id=86"));
        QVERIFY(!id.isEmpty());
        ::kill(static_cast<pid_t>(m_request->processId()), SIGINT);
        const Run asked = finished();
        QCOMPARE(asked.code, ctl::Interrupted);
        QCOMPARE(asked.out, QByteArray());
        const Run card = person(words("show --json") + QStringList{id});
        QCOMPARE(card.code, 0);
        QCOMPARE(card.text("status"), QStringLiteral("cancelled"));
    }

    void onlyTheNamedHashIsSigned()
    {
        const QString id = ask(words("request orders.refund --param order_id=87"));
        const Run wrong = person(words("approve --comment ok --hash v1.AAAA") + code() + QStringList{id});
        QCOMPARE(wrong.code, ctl::Refused);
        QCOMPARE(person(words("approve --comment ok") + code() + QStringList{id}).code, ctl::Usage);  // no terminal, no hash
        QCOMPARE(person(words("show --json") + QStringList{id}).text("status"), QStringLiteral("pending"));
        ::kill(static_cast<pid_t>(m_request->processId()), SIGTERM);
        QCOMPARE(finished().code, ctl::Interrupted);
    }

    void aBoundCredentialNeedsTheCallersProof()
    {
        const QString id = ask(words("request orders.refund --param order_id=88 --json --dpop-key") + QStringList{path("dpop.key")});
        QVERIFY2(!id.isEmpty(), m_said.constData());
        QCOMPARE(approve(id).code, 0);
        const Run asked = finished();
        QVERIFY2(asked.code == 0, asked.err.constData());
        QCOMPARE(asked.text("token_type"), QStringLiteral("DPoP"));
        const QByteArray token = asked.text("access_token").toUtf8();
        write(QStringLiteral("token"), token);
        QCOMPARE(api(words("--param order_id=88 --json")).text("reason"), QStringLiteral("proof_missing"));
        QCOMPARE(api(words("--param order_id=88 --dpop-method POST")).code, ctl::Usage);
        QFile file(path("dpop.key"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const auto key = crypto::EcPrivateKey::fromPkcs8(file.readAll());
        QVERIFY(key);
        const QByteArray url = "https://orders.example/refunds";
        write(QStringLiteral("proof"), oauth::makeProof(*key, {"POST", url, token, {}}, QDateTime::currentSecsSinceEpoch()));
        const QStringList received{QStringLiteral("--dpop-proof"), path("proof"), QStringLiteral("--dpop-url"), QString::fromLatin1(url), QStringLiteral("--dpop-method")};
        QCOMPARE(api(words("--param order_id=88 --json") + received + words("GET")).text("reason"), QStringLiteral("proof_invalid"));
        write(QStringLiteral("proof"), oauth::makeProof(*key, {"POST", url, token, {}}, QDateTime::currentSecsSinceEpoch()));
        const Run used = api(words("--param order_id=88 --json") + received + words("POST"));
        QVERIFY2(used.code == 0, (used.out + used.err).constData());
    }

    void accessForAWhile()
    {
        const QStringList line = words("access --scopes orders:refund:create --resource https://orders.example --for 30m --calls 2 --reason drill --json --out") + QStringList{path("window")};
        QVERIFY(ask(line).isEmpty());
        const QString id = after("Asked for countersign.access: ");
        QVERIFY2(id.startsWith(QStringLiteral("apr_")), m_said.constData());
        QCOMPARE(person(words("show --json") + QStringList{id}).text("action_text"), QStringLiteral("Open https://orders.example for 30 minutes with orders:refund:create"));
        QCOMPARE(approve(id).code, 0);
        const Run asked = finished();
        QVERIFY2(asked.code == 0, asked.err.constData());
        QVERIFY2(asked.err.contains("orders:refund:create, for 30 minutes"), asked.err.constData());
        QCOMPARE(asked.json().value(QStringLiteral("expires_in")), QJsonValue(1800));
        QVERIFY(!asked.json().contains(QStringLiteral("access_token")));
        QFile file(path("window"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
        QCOMPARE(file.readAll().count('.'), 2);
        const auto call = [this](const char *more) { return run(words("consume --token-file") + QStringList{path("window")} + words(more), secretOf("api")); };
        QCOMPARE(call("--json").json().value(QStringLiteral("uses")), QJsonValue(1));
        QVERIFY(call("").out.startsWith("counted call 2 of apr_"));
        const Run third = call("--json");
        QCOMPARE(third.code, ctl::Unreachable);  // 429: again later
        QVERIFY2(third.err.contains("calls_used_up"), third.err.constData());
        QCOMPARE(call("--param a=b").code, ctl::Usage);
    }

    void aClientMayHaveAKeyInsteadOfASecret()
    {
        const QStringList who = words("--client keybot --client-key") + QStringList{path("client.pem")};
        const Run token = run(words("token --json") + who, {});
        QVERIFY2(token.code == 0, token.err.constData());
        QVERIFY(!token.text("access_token").isEmpty());
        const QString id = ask(words("request orders.refund --param order_id=89") + who, {});
        QVERIFY2(id.startsWith(QStringLiteral("apr_")), m_said.constData());
        ::kill(static_cast<pid_t>(m_request->processId()), SIGINT);
        QCOMPARE(finished().code, ctl::Interrupted);
        QCOMPARE(run(words("token --secret-file x") + who, {}).code, ctl::Usage);
        QCOMPARE(run(words("token --client bot --client-key") + QStringList{path("client.pem")}, {}).code, ctl::Refused);  // not its key
    }

    void anApiMayHaveAKeyInsteadOfASecret()
    {
        const QString id = ask(words("request ledger.refund --param order_id=90 --json"));
        QVERIFY2(id.startsWith(QStringLiteral("apr_")), m_said.constData());
        QCOMPARE(approve(id).code, 0);
        write(QStringLiteral("token"), finished().text("access_token").toUtf8());
        const QStringList line = words("consume --type ledger.refund --param order_id=90 --json --token-file") + QStringList{path("token")};
        const QStringList key{QStringLiteral("--client-key"), path("client.pem")};
        QCOMPARE(run(line + key + words("--client keybot"), {}).code, ctl::Refused);  // proves itself, but is no API
        const Run first = run(line + key + words("--client keyapi --idempotency-key once"), {});
        QVERIFY2(first.code == 0, (first.out + first.err).constData());
        QCOMPARE(first.text("txn"), id);
        // A retry brings a new assertion and is the same question.
        QCOMPARE(run(line + key + words("--client keyapi --idempotency-key once"), {}).out, first.out);
        const Run second = run(line + key + words("--client keyapi"), {});
        QCOMPARE(second.code, ctl::Denied);
        QCOMPARE(second.text("reason"), QStringLiteral("used"));
    }

    void helpIsThereForEveryWord()
    {
        const Run group = run(words("audit --help"), {});
        QCOMPARE(group.code, int(ctl::Success));
        QVERIFY(group.out.contains("  audit export ") && !group.out.contains("  catalog lint "));
        QCOMPARE(run(words("audit"), {}).out, group.out);
        QCOMPARE(run(words("audit"), {}).code, int(ctl::Usage));
        QCOMPARE(run(words("request -h"), {}).out, run(words("request --help"), {}).out);
        QVERIFY(run(words("with-client --help"), {}).out.startsWith("Usage: countersignctl with-client [OPTIONS] -- COMMAND\n"));
    }

    void whatIsWrongIsTold_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << QString() << int(ctl::Usage) << QString();
        QTest::newRow("unknown command") << QStringLiteral("destroy") << int(ctl::Usage) << QStringLiteral("destroy");
        QTest::newRow("unknown in a group") << QStringLiteral("audit burn") << int(ctl::Usage) << QStringLiteral("audit burn");
        QTest::newRow("unknown option") << QStringLiteral("request orders.refund --force") << int(ctl::Usage) << QStringLiteral("--force");
        QTest::newRow("no type") << QStringLiteral("request") << int(ctl::Usage) << QStringLiteral("TYPE");
        QTest::newRow("bad parameter") << QStringLiteral("request orders.refund --param order_id") << int(ctl::Usage) << QStringLiteral("order_id");
        QTest::newRow("unknown type") << QStringLiteral("request orders.burn") << int(ctl::Refused) << QStringLiteral("invalid_authorization_details: The action type orders.burn is not");
        QTest::newRow("missing parameter") << QStringLiteral("request orders.refund") << int(ctl::Refused) << QStringLiteral("invalid_authorization_details");
        QTest::newRow("access for how long") << QStringLiteral("access --scopes a --resource b") << int(ctl::Usage) << QStringLiteral("--for");
        QTest::newRow("access for a time that is none") << QStringLiteral("access --scopes a --resource b --for soon") << int(ctl::Usage) << QStringLiteral("30m");
        QTest::newRow("access without calls") << QStringLiteral("access --scopes a --resource b --for 1h --calls 0") << int(ctl::Usage) << QStringLiteral("--calls");
        QTest::newRow("access to nowhere") << QStringLiteral("access --scopes orders:refund:create --resource https://nowhere.example --for 1h") << int(ctl::Refused) << QStringLiteral("invalid_target");
        QTest::newRow("unknown client") << QStringLiteral("token --client ghost") << int(ctl::Refused) << QStringLiteral("invalid_client");
        QTest::newRow("nobody there") << QStringLiteral("token --issuer http://127.0.0.1:1") << int(ctl::Unreachable) << QStringLiteral("http://127.0.0.1:1 cannot be reached");
        QTest::newRow("no literal loopback") << QStringLiteral("token --issuer http://localhost:1") << int(ctl::Usage) << QStringLiteral("127.0.0.1");
        QTest::newRow("no issuer") << QStringLiteral("token --issuer ftp://127.0.0.1") << int(ctl::Usage) << QStringLiteral("https");
    }
    void whatIsWrongIsTold()
    {
        QFETCH(QString, line);
        QFETCH(int, code);
        QFETCH(QString, says);
        const Run done = run(line.split(QLatin1Char(' '), Qt::SkipEmptyParts), secretOf("bot"));
        QVERIFY2(done.code == code, (QByteArray::number(done.code) + ' ' + done.err).constData());
        QVERIFY2(done.err.contains(says.toUtf8()), done.err.constData());
        QVERIFY(line.isEmpty() || done.out.isEmpty());
    }

private:
    QString path(const char *name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    QStringList secretOf(const char *client) const
    {
        return {QStringLiteral("COUNTERSIGN_CLIENT=") + QLatin1String(client), QStringLiteral("COUNTERSIGN_SECRET_FILE=") + path("secret")};
    }
    std::unique_ptr<QProcess> start(const QStringList &line, const QStringList &environment)
    {
        auto process = std::make_unique<QProcess>();
        QStringList all{QStringLiteral("COUNTERSIGN_ISSUER=") + QString::fromLatin1(m_authority.issuer()), QStringLiteral("BROWSER=" COUNTERSIGN_BROWSER),
                        QStringLiteral("COUNTERSIGN_TEST_USER=alice"), QStringLiteral("COUNTERSIGN_TEST_PASSWORD=") + QString::fromUtf8(test::AuthorityProcess::password(QStringLiteral("alice"))),
                        QStringLiteral("HOME=") + m_dir.path(), QStringLiteral("XDG_DATA_HOME=") + path("share"), QStringLiteral("LC_ALL=C.UTF-8"), QStringLiteral("PATH=/usr/bin:/bin")};
        process->setEnvironment(all + environment);
        process->start(QStringLiteral(COUNTERSIGN_CTL), line);
        process->closeWriteChannel();
        return process;
    }
    static Run end(QProcess &process)
    {
        if (!process.waitForFinished(60'000))
            return {-2, {}, "did not end"};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    Run run(const QStringList &line, const QStringList &environment) { return end(*start(line, environment)); }
    Run person(const QStringList &line) { return run(line + words("--key-store memory"), {}); }
    Run api(const QStringList &more) { return run(words("consume --type orders.refund --token-file") + QStringList{path("token")} + more, secretOf("api")); }

    // Starts a request and gives its id as soon as it is said.
    QString ask(const QStringList &line) { return ask(line, secretOf("bot")); }
    QString ask(const QStringList &line, const QStringList &environment)
    {
        m_request = start(line, environment);
        m_said.clear();
        m_request->setReadChannel(QProcess::StandardError);
        while (!m_said.contains("Asked for") && m_request->waitForReadyRead(20'000))
            m_said += m_request->readAllStandardError();
        m_request->waitForReadyRead(300);  // the code's line, where there is one
        m_said += m_request->readAllStandardError();
        return after("Asked for " + line.value(1).toUtf8() + ": ");
    }
    QString after(const QByteArray &mark) const
    {
        const qsizetype at = m_said.indexOf(mark);
        return at < 0 ? QString() : QString::fromUtf8(m_said.mid(at + mark.size()).split('\n').first().split(' ').first());
    }
    QStringList code() const
    {
        const QString said = after("Confirmation code: ");
        return said.isEmpty() ? QStringList() : QStringList{QStringLiteral("--code"), said};
    }
    Run approve(const QString &id)
    {
        const Run card = person(words("show --json") + QStringList{id});
        Run done = person(words("approve --comment agreed --json --hash") + QStringList{card.text("action_hash")} + code() + QStringList{id});
        if (done.code != 0)
            qWarning("%s", done.err.constData());
        return done;
    }
    Run finished()
    {
        Run done = end(*m_request);
        m_request.reset();
        return done;
    }

    QTemporaryDir m_dir;
    test::AuthorityProcess m_authority{QStringLiteral(COUNTERSIGN_AUTHORITY)};
    std::unique_ptr<QProcess> m_request;
    QByteArray m_said;  // by the request, on standard error
};

QTEST_GUILESS_MAIN(CtlTest)
#include "ctl_test.moc"
