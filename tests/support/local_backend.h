// A real authority that the console's backend starts itself, with a requester "bot" and an API "api", in a directory of its
// own. Ends with the object.
#pragma once

#include "app/base/json.h"
#include "app/backends/countersign/countersign_backend.h"
#include "tests/support/memory_secrets.h"
#include "tests/support/small_catalog.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

namespace countersign::tests {

template <class T>
base::Result<T> waitFor(const base::Answer<T> &answer, int milliseconds = 20'000)
{
    if (!QTest::qWaitFor([&] { return answer.isFinished(); }, milliseconds))
        return {base::Errc::Timeout, QStringLiteral("no answer in the test")};
    return answer.result();
}

class LocalBackend {
public:
    // Fatal when something is not as it should be: no test of this fixture can go on then.
    void start()
    {
        QFile catalog(m_dir.filePath(QStringLiteral("catalog.toml")));
        if (!catalog.open(QIODevice::WriteOnly) || catalog.write(kSmallCatalog) <= 0)
            qFatal("no catalogue in %s", qPrintable(m_dir.path()));
        catalog.close();
        backends::LocalAuthority::Options child;
        child.program = backends::LocalAuthority::defaultProgram();
        child.dataDir = m_dir.filePath(QStringLiteral("authority"));
        child.catalog = catalog.fileName();
        backends::CountersignBackend::Options options;
        options.local = child;
        options.store = &secrets;
        options.clock = &clock;
        options.secretPrefix = QStringLiteral("test");
        options.deviceName = QStringLiteral("test");
        m_owned = std::make_unique<backends::CountersignBackend>(std::move(options));
        backend = m_owned.get();
        const base::Status ready = waitFor(backend->resume());
        if (!ready)
            qFatal("the authority does not start: %s", qPrintable(ready.error().detail));
        m_botSecret = addClient({QStringLiteral("--id"), QStringLiteral("bot"), QStringLiteral("--name"), QStringLiteral("Bot"), QStringLiteral("--grants"),
                                 QStringLiteral("client_credentials,ciba"), QStringLiteral("--scopes"), QStringLiteral("orders:refund:create"),
                                 QStringLiteral("--actions"), QStringLiteral("orders.refund")});
        m_apiSecret = addClient({QStringLiteral("--id"), QStringLiteral("api"), QStringLiteral("--name"), QStringLiteral("Orders"),
                                 QStringLiteral("--resource-server"), QStringLiteral("https://orders.example")});
    }

    // Asks for the refund of an order; the answer of /bc-authorize.
    QJsonObject ask(const QString &order)
    {
        return post(QStringLiteral("/bc-authorize"), "bot:" + m_botSecret,
                    {{QStringLiteral("login_hint"), QStringLiteral("client:bot")},
                     {QStringLiteral("authorization_details"), QStringLiteral(R"([{"type":"orders.refund","params":{"order_id":"%1"}}])").arg(order)}});
    }
    QJsonObject redeem(const QJsonObject &asked)
    {
        return post(QStringLiteral("/token"), "bot:" + m_botSecret,
                    {{QStringLiteral("grant_type"), QStringLiteral("urn:openid:params:grant-type:ciba")}, {QStringLiteral("auth_req_id"), asked.value(QStringLiteral("auth_req_id")).toString()}});
    }
    QJsonObject baseToken()
    {
        return post(QStringLiteral("/token"), "bot:" + m_botSecret, {{QStringLiteral("grant_type"), QStringLiteral("client_credentials")}});
    }
    // As any client of this authority.
    QJsonObject signIn(const QString &client, const QByteArray &secret)
    {
        return post(QStringLiteral("/token"), client.toUtf8() + ':' + secret, {{QStringLiteral("grant_type"), QStringLiteral("client_credentials")}});
    }
    QJsonObject introspect(const QString &token)
    {
        return post(QStringLiteral("/introspect"), "api:" + m_apiSecret, {{QStringLiteral("token"), token}});
    }
    QJsonObject consume(const QString &token, const QString &order)
    {
        backends::HttpRequest request = to(QStringLiteral("/consume"), "api:" + m_apiSecret);
        request.contentType = "application/json";
        request.body = base::json::canonical(QJsonObject{
            {QStringLiteral("token"), token},
            {QStringLiteral("action"), QJsonObject{{QStringLiteral("type"), QStringLiteral("orders.refund")}, {QStringLiteral("params"), QJsonObject{{QStringLiteral("order_id"), order}}}}}});
        return exchange(request);
    }

    // The code is sent where the policy wants one.
    QByteArray signedDecision(const backends::Approval &card, approval::Verdict verdict, const QString &code = {})
    {
        approval::Decision decision;
        decision.approver = backend->identity().subject;
        decision.audience = backend->issuer();
        decision.txn = card.id;
        decision.verdict = verdict;
        decision.actionHash = card.actionHash;
        decision.version = card.version;
        decision.nonce = card.nonce;
        decision.view = QStringLiteral("v1.test");
        decision.reason = QStringLiteral("as agreed");
        if (card.policy.codeRequired && verdict == approval::Verdict::Approve)
            decision.code = code;
        decision.issuedAt = backend->serverTime();
        decision.expiresAt = decision.issuedAt + 60;
        return *backend->sign(decision);
    }
    base::Result<backends::DecisionAnswer> decide(const QJsonObject &asked, approval::Verdict verdict)
    {
        const base::ApprovalId id(asked.value(QStringLiteral("approval_id")).toString());
        const auto card = waitFor(backend->approval(id));
        if (!card)
            return card.error();
        return waitFor(backend->decide(id, signedDecision(*card, verdict, asked.value(QStringLiteral("confirmation_code")).toString())));
    }
    // Asked for, approved and redeemed: the token endpoint's answer.
    QJsonObject credential(const QString &order)
    {
        const QJsonObject asked = ask(order);
        const auto decided = decide(asked, approval::Verdict::Approve);
        if (!decided || !decided->approval)
            qWarning() << "not approved" << (decided ? decided->detail : decided.error().detail);
        return redeem(asked);
    }

    // The authority is the only child of this process; it ends without warning.
    static bool killAuthority()
    {
        QFile children(QStringLiteral("/proc/self/task/%1/children").arg(QCoreApplication::applicationPid()));
        if (!children.open(QIODevice::ReadOnly))
            return false;
        const QList<QByteArray> pids = children.readAll().simplified().split(' ');
        const int pid = pids.first().toInt();
        return pids.size() == 1 && pid > 1 && ::kill(pid, SIGKILL) == 0;
    }

    MemorySecrets secrets;
    base::SystemClock clock;
    backends::CountersignBackend *backend = nullptr;
    // For what owns its backend; it must end before this object.
    std::unique_ptr<backends::CountersignBackend> take() { return std::move(m_owned); }

private:
    QByteArray addClient(const QStringList &words)
    {
        QProcess add;
        add.start(backends::LocalAuthority::defaultProgram(),
                  QStringList{QStringLiteral("client"), QStringLiteral("add"), QStringLiteral("--data"), m_dir.filePath(QStringLiteral("authority")), QStringLiteral("--owner"),
                              QStringLiteral("ops@example")} + words);
        const bool ended = add.waitForFinished(20'000);
        const auto said = base::json::parseObject(add.readAllStandardOutput().trimmed());
        if (!ended || !said)
            qFatal("client add: %s", add.readAllStandardError().constData());
        return said->value(QStringLiteral("client_secret")).toString().toUtf8();
    }
    [[nodiscard]] backends::HttpRequest to(const QString &path, const QByteArray &account) const
    {
        backends::HttpRequest request;
        request.method = "POST";
        request.url = QUrl(backend->issuer() + path);
        request.headers = {{QByteArray("Authorization"), "Basic " + account.toBase64()}};
        return request;
    }
    QJsonObject post(const QString &path, const QByteArray &account, const QList<std::pair<QString, QString>> &fields)
    {
        backends::HttpRequest request = to(path, account);
        request.contentType = "application/x-www-form-urlencoded";
        request.body = backends::formBody(fields);
        return exchange(request);
    }
    QJsonObject exchange(const backends::HttpRequest &request)
    {
        const auto answer = waitFor(m_http.send(request));
        const auto body = answer ? base::json::parseObject(answer->body) : base::Result<QJsonObject>(answer.error());
        return body ? *body : QJsonObject{{QStringLiteral("error"), body.error().detail}};
    }

    QTemporaryDir m_dir;
    std::unique_ptr<backends::CountersignBackend> m_owned;
    backends::HttpClient m_http;
    QByteArray m_botSecret, m_apiSecret;
};

}  // namespace countersign::tests
