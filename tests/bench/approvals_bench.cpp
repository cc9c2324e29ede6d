// Complete approvals per second: ask, list, read, decide, redeem, consume. One client program drives both sides with the same
// number of requests: our authority (durable, signed, logged) and oidc-provider with its bridge (in memory).
//
// The bridge runs twice: checking the approver's proofs and signatures as we do, and with a bearer token alone.
//
//   countersign_bench_approvals AUTHORITY NODE|- BRIDGE [seconds] [at once,…]
#include "app/approval/decision.h"
#include "app/crypto/digest.h"
#include "app/crypto/jws.h"
#include "app/oauth/dpop.h"
#include "tests/support/authority_process.h"
#include "tests/support/load_client.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QProcess>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>

using namespace countersign;
using namespace countersign::test;

namespace {

constexpr int kListed = 20;
constexpr char kSettings[] = "[limits]\nasks_per_client_per_minute = 100000\nasks_per_group_per_minute = 100000\nsign_ins_per_minute = 100000\n"
                             "connections_per_address = 10000\n";

// One side, as one thread sees it. True when the whole approval went through.
class Lane {
public:
    virtual ~Lane() = default;
    virtual bool oneApproval() = 0;
};

class Side {
public:
    virtual ~Side() = default;
    [[nodiscard]] virtual const char *name() const = 0;
    [[nodiscard]] virtual std::unique_ptr<Lane> lane(int index) = 0;
    virtual void beforeRun() {}
    [[nodiscard]] virtual qint64 pid() const = 0;
};

class OurLane final : public Lane {
public:
    OurLane(quint16 port, const ApproverSession &approver, const Party &requester, const Party &api)
        : m_client(port, approver.issuer), m_approver(approver), m_requester(requester), m_api(api)
    {
    }

    bool oneApproval() override
    {
        const QJsonObject action = freshAction();
        const Asked asked = LoadClient::asked(m_client.ask(m_requester, action), action);
        if (asked.txn.isEmpty() || m_client.list(m_approver, kListed).status != 200)
            return false;
        const HttpReply card = m_client.approval(m_approver, asked.txn);
        if (card.status != 200 || m_client.decide(m_approver, card.json(), asked.code, "approve").status != 200)
            return false;
        const QByteArray token = m_client.redeem(m_requester, asked.authReqId).text(QLatin1String("access_token"));
        return m_client.consume(m_api, token, action).json().value(QLatin1String("active")).toBool();
    }

private:
    LoadClient m_client;
    const ApproverSession &m_approver;
    Party m_requester, m_api;
};

// Several clients share the load, as a limit per client must not be what is measured.
class OurSide final : public Side {
public:
    explicit OurSide(const QString &program) : m_authority(program)
    {
        m_authority.create(testCatalogText(), kSettings);
        for (int i = 0; i < kClients; ++i) {
            m_requesters.push_back({"deploy-bot-" + QByteArray::number(i), crypto::randomToken()});
            m_authority.addClient(m_requesters.back().id, m_requesters.back().secret, {QStringLiteral("--grants"), QStringLiteral("client_credentials,ciba"),
                QStringLiteral("--scopes"), QStringLiteral("orders:note:create"), QStringLiteral("--actions"), QStringLiteral("orders.note")});
        }
        m_authority.addClient(m_api.id, m_api.secret, {QStringLiteral("--resource-server"), QString::fromLatin1(kOrdersResource)});
        if (!m_authority.serve())
            qFatal("the authority does not start: %s", m_authority.log().constData());
        OurSide::beforeRun();
    }

    const char *name() const override { return "countersign"; }
    std::unique_ptr<Lane> lane(int index) override
    {
        return std::make_unique<OurLane>(m_authority.port(), m_approver, m_requesters[static_cast<size_t>(index) % kClients], m_api);
    }
    void beforeRun() override
    {
        LoadClient client(m_authority.port(), m_authority.issuer());
        m_approver = client.signIn(m_authority.device());
        if (m_approver.accessToken.isEmpty())
            qFatal("the approver cannot sign in");
    }
    qint64 pid() const override { return m_authority.pid(); }

private:
    static constexpr int kClients = 4;
    AuthorityProcess m_authority;
    std::vector<Party> m_requesters;
    Party m_api{"orders-api", crypto::randomToken()};
    ApproverSession m_approver{{}, {}, {}, crypto::EcPrivateKey::generate(), crypto::EcPrivateKey::generate()};
};

class TheirLane final : public Lane {
public:
    TheirLane(quint16 port, const Party &requester, const QByteArray &approver, const crypto::EcPrivateKey *key)
        : m_client(port, {}), m_issuer("http://127.0.0.1:" + QByteArray::number(port)), m_requester(requester),
          m_bearer({{"Authorization", "Bearer " + approver}}), m_key(key)
    {
    }

    bool oneApproval() override
    {
        const HttpReply ask = m_client.form("/backchannel", basicAuthorization(m_requester),
                                            {{"scope", "openid"}, {"login_hint", "alice"}, {"binding_message", "Add a note"}});
        const QByteArray id = ask.text(QLatin1String("auth_req_id"));
        if (id.isEmpty() || get("/bridge/approvals?limit=" + QByteArray::number(kListed)).status != 200
            || get("/bridge/approvals/" + id).status != 200 || post("/bridge/approvals/" + id + "/decision", "{\"decision\":\"" + decision(id) + "\"}").status != 200)
            return false;
        const HttpReply redeemed = m_client.form("/token", basicAuthorization(m_requester), {{"grant_type", "urn:openid:params:grant-type:ciba"}, {"auth_req_id", id}});
        const QByteArray token = redeemed.text(QLatin1String("access_token"));
        return post("/bridge/consume", "{\"token\":\"" + token + "\"}").json().value(QLatin1String("active")).toBool();
    }

private:
    HttpHeaders headersFor(const QByteArray &method, const QByteArray &target) const
    {
        HttpHeaders headers = m_bearer;
        if (m_key)
            headers.emplace_back("DPoP", oauth::makeProof(*m_key, {method, m_issuer + target.split('?').first(), {}, {}}, QDateTime::currentSecsSinceEpoch()));
        return headers;
    }
    QByteArray decision(const QByteArray &id) const
    {
        if (!m_key)
            return "approve";
        return crypto::signJws(*m_key, approval::kDecisionType, {{QStringLiteral("txn"), QString::fromLatin1(id)}, {QStringLiteral("decision"), QStringLiteral("approve")}},
                               {{QStringLiteral("jwk"), m_key->publicKey().jwk()}});
    }
    HttpReply get(const QByteArray &target) { return m_client.connection().send({"GET", target, headersFor("GET", target), {}}); }
    HttpReply post(const QByteArray &target, const QByteArray &body)
    {
        HttpHeaders headers = target == "/bridge/consume" ? m_bearer : headersFor("POST", target);
        headers.emplace_back("Content-Type", "application/json");
        return m_client.connection().send({"POST", target, headers, body});
    }

    LoadClient m_client;
    QByteArray m_issuer;
    Party m_requester;
    HttpHeaders m_bearer;
    const crypto::EcPrivateKey *m_key;  // null: the bridge checks no proofs
};

enum class Checks { BearerOnly, Signed };

class TheirSide final : public Side {
public:
    TheirSide(const QString &node, const QString &bridge, Checks checks) : m_checks(checks)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.setEnvironment(QProcess::systemEnvironment()
                                 << QStringLiteral("BENCH_CLIENT=") + QString::fromLatin1(m_requester.id) << QStringLiteral("BENCH_SECRET=") + QString::fromLatin1(m_requester.secret)
                                 << QStringLiteral("BENCH_APPROVER=") + QString::fromLatin1(m_approver) << (checks == Checks::Signed ? QStringLiteral("BENCH_SIGNED=yes") : QStringLiteral("BENCH_SIGNED=no")) << QStringLiteral("NODE_ENV=production") << QStringLiteral("NODE_NO_WARNINGS=1"));
        m_process.start(node, {bridge});
        QByteArray line;
        while (m_process.waitForReadyRead(30'000)) {
            while (m_process.canReadLine()) {
                line = m_process.readLine();
                if (line.contains("listening")) {
                    m_port = line.mid(line.indexOf("\"port\":") + 7).chopped(2).toUShort();
                    return;
                }
            }
        }
        qFatal("oidc-provider does not start: %s", line.constData());
    }
    ~TheirSide() override
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished(5000);
    }

    const char *name() const override { return m_checks == Checks::Signed ? "oidc-p. signed" : "oidc-p. bearer"; }
    std::unique_ptr<Lane> lane(int) override
    {
        return std::make_unique<TheirLane>(m_port, m_requester, m_approver, m_checks == Checks::Signed ? &m_key : nullptr);
    }
    qint64 pid() const override { return m_process.processId(); }

private:
    QProcess m_process;
    Party m_requester{"deploy-bot", crypto::randomToken()};
    QByteArray m_approver = crypto::randomToken();
    crypto::EcPrivateKey m_key = crypto::EcPrivateKey::generate();
    Checks m_checks;
    quint16 m_port = 0;
};

struct Figures {
    double perSecond = 0, p50 = 0, p99 = 0;  // milliseconds
    qint64 approvals = 0, failed = 0;
    double serverCpu = 0;  // seconds of processor time for each second of the run
};

double cpuSeconds(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return static_cast<double>(fields.value(13).toLongLong() + fields.value(14).toLongLong()) / 100.0;
}

using Clock = std::chrono::steady_clock;

Figures measure(Side &side, int atOnce, int seconds)
{
    side.beforeRun();
    std::atomic<bool> counting{false}, ending{false};
    std::atomic<qint64> failed{0};
    std::mutex mutex;
    std::vector<double> took;
    std::vector<std::thread> threads;
    for (int i = 0; i < atOnce; ++i) {
        threads.emplace_back([&, lane = side.lane(i)] {
            std::vector<double> own;
            while (!ending) {
                const auto begin = Clock::now();
                const bool whole = lane->oneApproval();
                if (!whole)
                    ++failed;
                else if (counting && !ending)
                    own.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
            }
            const std::lock_guard lock(mutex);
            took.insert(took.end(), own.begin(), own.end());
        });
    }
    std::this_thread::sleep_for(std::chrono::seconds(1));  // warm up
    const double cpuBefore = cpuSeconds(side.pid());
    counting = true;
    const auto begin = Clock::now();
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    ending = true;
    const double elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
    const double cpu = cpuSeconds(side.pid()) - cpuBefore;
    for (std::thread &thread : threads)
        thread.join();
    std::sort(took.begin(), took.end());
    const auto at = [&took](double share) { return took.empty() ? 0 : took[static_cast<size_t>(share * static_cast<double>(took.size() - 1))]; };
    return {static_cast<double>(took.size()) / elapsed, at(0.5), at(0.99), static_cast<qint64>(took.size()), failed, cpu / elapsed};
}

void print(const Side &side, int atOnce, const Figures &figures)
{
    std::printf("%-14s %3d at once: %8.1f approvals/s   p50 %7.1f ms   p99 %7.1f ms   server CPU %.2f, %.2f ms each   %lld approvals, %lld failed\n", side.name(), atOnce,
                figures.perSecond, figures.p50, figures.p99, figures.serverCpu, figures.perSecond > 0 ? 1000 * figures.serverCpu / figures.perSecond : 0,
                static_cast<long long>(figures.approvals), static_cast<long long>(figures.failed));
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4) {
        std::fprintf(stderr, "usage: %s AUTHORITY NODE|- BRIDGE [seconds] [at once,…]\n", argv[0]);
        return 2;
    }
    const int seconds = arguments.size() > 4 ? arguments[4].toInt() : 10;
    const QStringList atOnce = (arguments.size() > 5 ? arguments[5] : QStringLiteral("1,8,64")).split(u',');
    std::vector<std::unique_ptr<Side>> sides;
    sides.push_back(std::make_unique<OurSide>(arguments[1]));
    if (arguments[2] != QLatin1String("-")) {
        sides.push_back(std::make_unique<TheirSide>(arguments[2], arguments[3], Checks::Signed));
        sides.push_back(std::make_unique<TheirSide>(arguments[2], arguments[3], Checks::BearerOnly));
    }
    qint64 failures = 0;
    for (const QString &count : atOnce) {
        std::vector<double> rates;
        for (const auto &side : sides) {
            const Figures figures = measure(*side, count.toInt(), seconds);
            print(*side, count.toInt(), figures);
            rates.push_back(figures.perSecond);
            failures += figures.failed;
        }
        for (size_t i = 1; i < rates.size(); ++i)
            std::printf("ratio at %s to %s: %.2f\n", qPrintable(count), sides[i]->name(), rates[i] > 0 ? rates[0] / rates[i] : 0);
    }
    return failures == 0 ? 0 : 1;
}
