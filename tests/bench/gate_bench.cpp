// What asking at the gate adds to a request: microseconds from question to answer on a kept-alive loopback connection, as a gateway
// beside the authority has it. A scope is looked up; a bound token is proven; a call of a window is counted and durable.
//
//   countersign_bench_gate AUTHORITY [seconds] [at once,…]
#include "app/crypto/digest.h"
#include "app/oauth/dpop.h"
#include "tests/support/authority_process.h"
#include "tests/support/load_client.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <thread>

using namespace countersign;
using namespace countersign::test;

namespace {

using Clock = std::chrono::steady_clock;

constexpr char kSettings[] = "[limits]\nasks_per_client_per_minute = 100000\nasks_per_group_per_minute = 100000\nconnections_per_address = 10000\n";

// Ninety-nine routes beside the one that is asked for, so that finding it is part of the figure.
QByteArray catalogWithRoutes()
{
    QByteArray text = testCatalogText();
    const auto route = [&text](const QByteArray &path) {
        text += "\n[[route]]\nmethod = \"GET\"\npath = \"" + path + "\"\nresource = \"" + kOrdersResource + "\"\nscope = \"orders:note:create\"\n";
    };
    for (int i = 0; i < 99; ++i)
        route("/other" + QByteArray::number(i) + "/{id}");
    route("/orders/{id}");
    text += "\n[[action]]\ntype = \"countersign.access\"\nrisk = \"low\"\napprovers = [\"payments-approvers\"]\nmax_duration = \"2h\"\nbind_session = false\n";
    return text;
}

struct Asking {
    const char *name;
    std::function<HttpHeaders()> headers;  // of one question
};

HttpHeaders told(HttpHeaders more)
{
    more.insert(more.end(), {{"X-Original-Method", "GET"}, {"X-Original-URI", "/orders/81?expand=items"}});
    return more;
}

struct Lane {
    std::vector<double> microseconds;
    qint64 refused = 0;
};

void run(quint16 port, const Asking &asking, Clock::time_point end, Lane &lane)
{
    HttpConnection connection(port);
    while (Clock::now() < end) {
        const HttpHeaders headers = asking.headers();
        const auto start = Clock::now();
        const HttpReply reply = connection.send({"GET", "/gate", headers, {}});
        lane.microseconds.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
        lane.refused += reply.status == 200 ? 0 : 1;
    }
}

void measure(quint16 port, const Asking &asking, int lanes, int seconds)
{
    std::vector<Lane> results(static_cast<size_t>(lanes));
    std::vector<std::thread> threads;
    const auto end = Clock::now() + std::chrono::seconds(seconds);
    for (Lane &lane : results)
        threads.emplace_back([port, &asking, end, &lane] { run(port, asking, end, lane); });
    for (std::thread &thread : threads)
        thread.join();
    std::vector<double> all;
    qint64 refused = 0;
    for (const Lane &lane : results) {
        all.insert(all.end(), lane.microseconds.begin(), lane.microseconds.end());
        refused += lane.refused;
    }
    std::sort(all.begin(), all.end());
    const auto at = [&all](double share) { return all.empty() ? 0.0 : all[std::min(all.size() - 1, static_cast<size_t>(share * static_cast<double>(all.size())))] / 1000; };
    std::printf("%-22s %2d at once  %8.0f/s  p50 %6.3f ms  p99 %6.3f ms  p99.9 %6.3f ms  refused %lld\n", asking.name, lanes,
                static_cast<double>(all.size()) / seconds, at(0.5), at(0.99), at(0.999), static_cast<long long>(refused));
    std::fflush(stdout);
}

QByteArray tokenOf(const HttpReply &reply)
{
    const QByteArray token = reply.text(QLatin1String("access_token"));
    if (token.isEmpty())
        qFatal("no token: %s", reply.body.constData());
    return token;
}

QByteArray openWindow(LoadClient &client, const Party &bot, AuthorityProcess &authority)
{
    const ApproverSession approver = client.signIn(authority.device());
    const QJsonObject action{{QStringLiteral("type"), QStringLiteral("countersign.access")},
                             {QStringLiteral("params"), QJsonObject{{QStringLiteral("scopes"), QJsonArray{QStringLiteral("orders:note:create")}},
                                                                    {QStringLiteral("resource"), QString::fromLatin1(kOrdersResource)},
                                                                    {QStringLiteral("duration"), 3600},
                                                                    {QStringLiteral("max_calls"), 1'000'000}}}};
    const Asked asked = LoadClient::asked(client.ask(bot, action), action);
    const HttpReply card = client.approval(approver, asked.txn);
    if (const HttpReply decided = client.decide(approver, card.json(), asked.code, "approve"); decided.status != 200)
        qFatal("not approved: %s", decided.body.constData());
    return tokenOf(client.redeem(bot, asked.authReqId));
}

}  // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 2)
        qFatal("usage: countersign_bench_gate AUTHORITY [seconds] [at once,…]");
    const int seconds = words.value(2, QStringLiteral("10")).toInt();
    AuthorityProcess authority(words.at(1));
    authority.create(catalogWithRoutes(), kSettings);
    const Party bot{"deploy-bot", crypto::randomToken()};
    authority.addClient(bot.id, bot.secret, {QStringLiteral("--grants"), QStringLiteral("client_credentials,ciba"), QStringLiteral("--scopes"), QStringLiteral("orders:note:create"),
                                             QStringLiteral("--actions"), QStringLiteral("countersign.access")});
    if (!authority.serve())
        qFatal("the authority does not start: %s", authority.log().constData());
    LoadClient client(authority.port(), authority.issuer());
    const HttpHeaders fields{{"grant_type", "client_credentials"}, {"scope", "orders:note:create"}};
    const QByteArray token = tokenOf(client.form("/token", basicAuthorization(bot), fields));
    const auto key = crypto::EcPrivateKey::generate();
    const auto proof = [&key](const QByteArray &method, const QByteArray &url, const QByteArray &ofToken) {
        return oauth::makeProof(key, {method, url, ofToken, {}}, QDateTime::currentSecsSinceEpoch());
    };
    HttpHeaders proven = basicAuthorization(bot);
    proven.emplace_back("DPoP", proof("POST", authority.issuer() + "/token", {}));
    const QByteArray bound = tokenOf(client.form("/token", proven, fields));
    const QByteArray window = openWindow(client, bot, authority);
    const Asking askings[] = {
        {"scope, bearer", [&] { return told({{"Authorization", "Bearer " + token}}); }},
        {"scope, DPoP", [&] { return told({{"Authorization", "DPoP " + bound}, {"DPoP", proof("GET", QByteArray(kOrdersResource) + "/orders/81", bound)}}); }},
        {"window, counted", [&] { return told({{"Authorization", "Bearer " + window}}); }},
    };
    for (const QString &lanes : words.value(3, QStringLiteral("1,8")).split(u',')) {
        for (const Asking &asking : askings)
            measure(authority.port(), asking, lanes.toInt(), seconds);
    }
    return 0;
}
