// Makes a data directory of the authority with COUNT pending requests in it: countersign_bench_pending AUTHORITY DIR COUNT
#include "app/crypto/digest.h"
#include "tests/support/authority_process.h"
#include "tests/support/load_client.h"

#include <QCoreApplication>
#include <QDir>

#include <atomic>
#include <cstdio>
#include <thread>

using namespace countersign;
using namespace countersign::test;

namespace {

constexpr int kWorkers = 16;
constexpr char kSettings[] = "[limits]\nasks_per_client_per_minute = 100000\nasks_per_group_per_minute = 100000\nconnections_per_address = 1000\n";

}  // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4) {
        std::fprintf(stderr, "usage: %s AUTHORITY DIR COUNT\n", argv[0]);
        return 2;
    }
    const int wanted = arguments[3].toInt();
    AuthorityProcess authority(arguments[1]);
    // Long enough that the requests are still pending when the console shows them.
    authority.create(QByteArray(testCatalogText()).replace("request_ttl = \"5m\"", "request_ttl = \"1h\""), kSettings);
    const Party requester{"deploy-bot", crypto::randomToken()};
    authority.addClient(requester.id, requester.secret, {QStringLiteral("--grants"), QStringLiteral("client_credentials,ciba"), QStringLiteral("--scopes"),
        QStringLiteral("orders:note:create"), QStringLiteral("--actions"), QStringLiteral("orders.note")});
    if (!authority.serve())
        qFatal("%s", authority.log().constData());
    std::atomic<int> asked{0}, kept{0};
    std::vector<std::thread> workers;
    for (int i = 0; i < kWorkers; ++i) {
        workers.emplace_back([&] {
            LoadClient client(authority.port(), authority.issuer());
            while (asked++ < wanted)
                kept += client.ask(requester, freshAction()).status == 200 ? 1 : 0;
        });
    }
    for (std::thread &worker : workers)
        worker.join();
    if (authority.stop() != 0 || !QDir().rename(authority.dataDirectory(), arguments[2])) {
        std::fprintf(stderr, "cannot move the data directory to %s\n", qPrintable(arguments[2]));
        return 1;
    }
    std::printf("%d requests pending in %s\n", kept.load(), qPrintable(arguments[2]));
    return kept == wanted ? 0 : 1;
}
