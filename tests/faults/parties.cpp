#include "tests/faults/parties.h"

#include <QJsonArray>
#include <QVariant>

#include <cstdio>
#include <latch>
#include <thread>

namespace countersign::test {

namespace {

constexpr char kSettings[] = "[limits]\nasks_per_client_per_minute = 100000\nasks_per_group_per_minute = 100000\nsign_ins_per_minute = 100000\n"
                             "connections_per_address = 10000\n";

}  // namespace

void Parties::create(const QString &parent)
{
    authority = std::make_unique<AuthorityProcess>(QStringLiteral(COUNTERSIGN_AUTHORITY), parent);
    authority->create(testCatalogText(), kSettings);
    authority->addClient(requester.id, requester.secret, {QStringLiteral("--grants"), QStringLiteral("client_credentials,ciba"), QStringLiteral("--scopes"),
        QStringLiteral("orders:note:create"), QStringLiteral("--actions"), QStringLiteral("orders.note,orders.brief")});
    authority->addClient(api.id, api.secret, {QStringLiteral("--resource-server"), QString::fromLatin1(kOrdersResource)});
}

bool Parties::start(const QString &parent)
{
    create(parent);
    return serve();
}

bool Parties::serve()
{
    if (!authority->serve()) {
        std::fprintf(stderr, "%s\n", authority->log().right(4000).constData());
        return false;
    }
    approver = client().signIn(authority->device());
    return !approver.accessToken.isEmpty();
}

Asked Parties::ask(const char *type) const
{
    const QJsonObject action = freshAction(type);
    return LoadClient::asked(client().ask(requester, action), action);
}

Asked Parties::approved(const char *type) const
{
    const Asked asked = ask(type);
    LoadClient person = client();
    const HttpReply decided = person.decide(approver, person.approval(approver, asked.txn).json(), asked.code, "approve");
    return decided.status == 200 ? asked : Asked();
}

Parties::Credential Parties::credential(const char *type) const
{
    const Asked asked = approved(type);
    return {asked, client().redeem(requester, asked.authReqId).text(QLatin1String("access_token"))};
}

bool Parties::works() const
{
    const Credential fresh = credential();
    return !fresh.token.isEmpty() && isActive(client().consume(api, fresh.token, fresh.asked.action));
}

Log Parties::readLog() const
{
    Log log;
    LoadClient auditor = client();
    QByteArray target = "/audit/entries?from=0&limit=500";
    for (;;) {
        const HttpReply page = auditor.get(approver, target);
        if (page.status != 200)
            return {};
        const QJsonObject object = page.json();
        for (const QJsonValue &value : object.value(QLatin1String("items")).toArray()) {
            const QJsonObject item = value.toObject();
            log[item.value(QLatin1String("txn")).toString().toLatin1()].push_back({item.value(QLatin1String("event")).toString(), item.value(QLatin1String("outcome")).toString()});
        }
        const QJsonValue next = object.value(QLatin1String("next_cursor"));
        if (next.isUndefined())
            return log;
        target = "/audit/entries?limit=500&cursor=" + next.toVariant().toString().toUtf8().toPercentEncoding();
    }
}

void together(int count, const std::function<void(int)> &body)
{
    std::latch ready(count);
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&, i] {
            ready.arrive_and_wait();
            body(i);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
}

bool isActive(const HttpReply &consumed)
{
    return consumed.json().value(QLatin1String("active")).toBool();
}

}  // namespace countersign::test
