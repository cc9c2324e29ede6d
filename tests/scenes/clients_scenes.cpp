// Clients in every state: the list, one of them, a new one, and its secret.
#include "tests/scenes/console_stage.h"
#include "tests/support/fake_catalog.h"
#include "tests/support/fake_client_book.h"
#include "ui/clients/clients_page.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

using namespace countersign;
using backends::ClientEntry;
using backends::ClientStatus;
using scenes::ConsoleStage;
using scenes::Registrar;
using tests::standingClient;
using tests::temporaryClient;

namespace {

constexpr QSize kPage{1200, 800};
constexpr qint64 kNow = scenes::fixedNowMs / 1000;
constexpr qint64 kDay = 86'400;

const console::AuthorityBadge kProduction{QStringLiteral("Northwind production"), QStringLiteral("approvals.northwind.example"), 6};
const console::AuthorityBadge kStaging{QStringLiteral("Northwind staging"), QStringLiteral("approvals.staging.northwind.example:8443"), 2};

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

ClientEntry named(ClientEntry client, const char *name, const char *owner)
{
    client.name = s(name);
    client.owner = s(owner);
    return client;
}

ClientEntry migration()
{
    ClientEntry client = named(temporaryClient(s("tmp_7fQ2mXa91"), kNow, 4100, 3100), "archive-migration", "Data platform");
    client.reason = s("Moves the orders of 2019 to the archive, tonight only.");
    client.ticket = s("OPS-2291");
    client.registeredBy = s("Sofia Lind");
    client.scopes = {s("orders:read"), s("archive:write"), s("migrations:run")};
    client.actions = {s("orders.refund")};
    client.lastUsedAt = kNow - 12;
    client.useCount = 418;
    client.liveTokens = 2;
    client.pendingApprovals = 1;
    client.tokens = {{base::GrantId(s("gr_1")), s("base_token"), QString(), {s("orders:read"), s("archive:write")}, kNow - 200, kNow + 400, 96, kNow - 12},
                     {base::GrantId(s("gr_2")), s("base_token"), QString(), {s("migrations:run")}, kNow - 20, kNow + 580, 1, kNow - 15}};
    client.history = {{8812, kNow - 20, s("token.issued"), s("client:tmp_7fQ2mXa91"), s("ok")},
                      {8790, kNow - 200, s("token.issued"), s("client:tmp_7fQ2mXa91"), s("ok")},
                      {8101, kNow - 4100, s("client.registered"), s("Sofia Lind"), s("ok")}};
    return client;
}

QList<ClientEntry> some()
{
    ClientEntry near = named(temporaryClient(s("tmp_b2"), kNow, 6600, 600), "contractor pipeline", "Jonas Weber");
    near.scopes = {s("deploy:staging")};
    ClientEntry never = named(temporaryClient(s("tmp_c3"), kNow, 2 * kDay, 5 * kDay), "load-test", "Performance");
    never.idleness = backends::Idleness::NeverUsed;
    never.duplicates = {base::ClientId(s("tmp_c4")), base::ClientId(s("tmp_c5"))};
    ClientEntry frozen = named(standingClient(s("cli_ci"), kNow, 200 * kDay), "ci-runner", "Release team");
    frozen.status = ClientStatus::Disabled;
    frozen.disabledBy = s("Jonas Weber");
    frozen.disabledReason = s("Asks too often");
    frozen.scopes = {s("deploy:production"), s("deploy:staging"), s("artifacts:read"), s("artifacts:write")};
    ClientEntry desk = named(standingClient(s("cli_sd"), kNow, 400 * kDay), "support-desk", "Platform team");
    desk.scopes = {s("orders:read")};
    desk.lastUsedAt = kNow - 3;
    desk.useCount = 88'213;
    desk.liveTokens = 4;
    ClientEntry api = named(standingClient(s("cli_api"), kNow, 500 * kDay), "Orders API", "Payments team");
    api.resourceServer = s("https://orders.northwind.example");
    api.scopes.clear();
    ClientEntry own = named(standingClient(s("countersign-console"), kNow, 600 * kDay), "Countersign console", "This authority");
    own.builtIn = true;
    own.authMethod = s("none");
    return {near, migration(), never, frozen, desk, api, own};
}

QList<ClientEntry> tombstones()
{
    ClientEntry expired = named(temporaryClient(s("tmp_e1"), kNow, 5 * kDay, -4 * kDay), "black-friday-import", "Data platform");
    expired.status = ClientStatus::Expired;
    expired.endedAt = kNow - 4 * kDay;
    ClientEntry revoked = named(temporaryClient(s("tmp_e2"), kNow, 9 * kDay, kDay), "vendor access", "Jonas Weber");
    revoked.status = ClientStatus::Revoked;
    revoked.endedAt = kNow - 8 * kDay;
    revoked.endedBy = s("Sofia Lind");
    revoked.endReason = s("Looks suspicious");
    return {expired, revoked};
}

backends::CatalogState catalogue()
{
    const auto scope = [](const char *name, const char *title, const char *owner, approval::Tier risk) {
        return backends::CatalogScope{s(name), s(title), s(owner), {}, {}, risk, std::nullopt};
    };
    backends::CatalogState state;
    state.scopes = {scope("orders:read", "Read orders", "payments@northwind.example", approval::Tier::Low),
                    scope("artifacts:read", "Read build artifacts", "release@northwind.example", approval::Tier::Low),
                    scope("archive:write", "Write to the archive", "data@northwind.example", approval::Tier::Medium),
                    scope("artifacts:write", "Publish build artifacts", "release@northwind.example", approval::Tier::Medium),
                    scope("deploy:staging", "Deploy to staging", "release@northwind.example", approval::Tier::Medium),
                    scope("deploy:production", "Deploy to production", "release@northwind.example", approval::Tier::High),
                    scope("orders:refund:create", "Refund an order", "payments@northwind.example", approval::Tier::High),
                    scope("customers:delete", "Delete customers", "crm@northwind.example", approval::Tier::Critical)};
    state.scopes[5].deprecated = backends::CatalogDeprecation{kNow - 9 * kDay, kNow + 40 * kDay, s("deploy:release"), {}};
    state.actions = {{s("orders.refund"), s("Refund {amount} {currency} for order {order_id}"), {}, {}, approval::Tier::High, {s("payments-approvers")}, 1}};
    return state;
}

// The page with an admin in front of it.
struct Look {
    ConsoleStage *stage = new ConsoleStage;
    QList<tests::FakeClientBook *> clients;
    clients::ClientsPage *page = nullptr;

    explicit Look(const QList<ClientEntry> &entries, const QStringList &scopes = {s("approvals:decide"), s("clients:manage"), s("catalog:read")})
    {
        add(kProduction, entries, scopes);
    }
    void add(const console::AuthorityBadge &badge, const QList<ClientEntry> &entries, const QStringList &scopes)
    {
        auto made = std::make_shared<tests::FakeClientBook>();
        auto desk = std::make_shared<tests::FakeCatalog>();
        made->entries = entries;
        made->time = kNow;
        desk->state = catalogue();
        clients.append(made.get());
        stage->prepare = [=](tests::SignInBackend &backend) {
            backend.directory = made.get();
            backend.desk = desk.get();
            backend.scopes = scopes;
            // They live as long as what asks them.
            QObject::connect(&backend, &QObject::destroyed, [made, desk] {});
        };
        stage->add(badge).start();
        ConsoleStage::settle();
        stage->backends.last()->setLink(backends::LinkFact::Live);
        ConsoleStage::settle();
    }
    clients::ClientsPage *open()
    {
        if (!page)
            page = new clients::ClientsPage(stage->console);
        stage->console.clients().look();
        for (int i = 0; i < 6; ++i)
            ConsoleStage::settle();
        return page;
    }
    template <class T>
    T *find(const char *name)
    {
        return open()->findChild<T *>(QString::fromLatin1(name));
    }
    void press(const char *name)
    {
        find<QAbstractButton>(name)->click();
        for (int i = 0; i < 6; ++i)
            ConsoleStage::settle();
    }
    void write(const char *name, const char *text) { find<QLineEdit>(name)->setText(s(text)); }
    void choose(const char *id, int authority = 0)
    {
        open()->open({stage->console.authorities().at(authority)->id(), base::ClientId(s(id))});
        for (int i = 0; i < 6; ++i)
            ConsoleStage::settle();
    }
    void pick(const char *scope)
    {
        QAbstractItemModel *model = find<QListView>("scopePicker")->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, 0).data().toString() == s(scope))
                model->setData(model->index(row, 0), Qt::Checked, Qt::CheckStateRole);
        }
    }
    void fill()
    {
        press("newClientButton");
        write("draftName", "archive-migration-2");
        write("draftReason", "Moves the orders of 2019 to the archive, tonight only.");
        write("draftOwner", "Data platform");
        write("draftTicket", "OPS-2291");
        press("life7200");
        pick("orders:read");
        pick("archive:write");
    }
    QWidget *show()
    {
        QWidget *shown = ConsoleStage::show(stage, open());
        for (int i = 0; i < 6; ++i)
            ConsoleStage::settle();
        return shown;
    }
};

backends::RegisteredClient made(const QStringList &scopes)
{
    backends::RegisteredClient client;
    client.id = base::ClientId(s("tmp_9Zk4WqLr2T"));
    client.scopes = scopes;
    client.expiresAt = kNow + 7200;
    client.secret = std::make_shared<const base::Secret>(QByteArray("hRk2_example_4TqfW9-Lz0sYp7VnXc3BmEa61JdQgUoKwS"));
    return client;
}

const Registrar list("clients_nothing_chosen", kPage, [] { return Look(some()).show(); });

const Registrar chosen("clients_chosen", kPage, [] {
    Look look(some());
    look.choose("tmp_7fQ2mXa91");
    return look.show();
});

const Registrar unknownScopes("clients_chosen_no_catalogue", kPage, [] {
    Look look(some());
    look.stage->backend().desk = nullptr;
    look.choose("tmp_7fQ2mXa91");
    return look.show();
});

const Registrar standing("clients_frozen", kPage, [] {
    Look look(some());
    look.choose("cli_ci");
    return look.show();
});

const Registrar twins("clients_idle_duplicate", kPage, [] {
    Look look(some());
    look.choose("tmp_c3");
    return look.show();
});

const Registrar builtIn("clients_built_in", kPage, [] {
    Look look(some());
    look.choose("countersign-console");
    return look.show();
});

const Registrar ended("clients_tombstones", kPage, [] {
    Look look(some() + tombstones());
    look.open();
    look.stage->console.clients().list().setFilter(console::ClientsModel::Filter::Ended);
    look.choose("tmp_e2");
    return look.show();
});

const Registrar expired("clients_expired_open", kPage, [] {
    Look look(some() + tombstones());
    look.choose("tmp_e1");
    return look.show();
});

const Registrar several("clients_several_authorities", kPage, [] {
    Look look(some());
    look.add(kStaging, {named(temporaryClient(s("tmp_s1"), kNow, 300, 3300), "archive-migration", "Data platform"), named(standingClient(s("cli_sd"), kNow, 30 * kDay), "support-desk", "Platform team")},
             {s("clients:manage"), s("catalog:read")});
    look.choose("tmp_s1", 1);
    return look.show();
});

QWidget *asking(const char *button)
{
    Look look(some());
    look.choose("tmp_7fQ2mXa91");
    look.press(button);
    return look.show();
}

const Registrar extend("clients_ask_extend", kPage, [] { return asking("extendClient"); });
const Registrar rotate("clients_ask_rotate", kPage, [] { return asking("rotateSecret"); });
const Registrar revoke("clients_ask_revoke", kPage, [] { return asking("revokeClient"); });

QWidget *answered(const std::function<void(tests::FakeClientBook &)> &answer)
{
    Look look(some());
    look.choose("tmp_7fQ2mXa91");
    look.press("revokeClient");
    look.press("confirmChange");
    answer(*look.clients.first());
    return look.show();
}

const Registrar asked("clients_revoking", kPage, [] { return answered([](tests::FakeClientBook &) {}); });
const Registrar revoked("clients_revoked", kPage, [] {
    return answered([](tests::FakeClientBook &clients) {
        ClientEntry &client = *clients.find(s("tmp_7fQ2mXa91"));
        client.status = ClientStatus::Revoked;
        client.endedAt = kNow;
        client.endedBy = s("Sofia Lind");
        client.endReason = s("No longer needed");
        client.liveTokens = client.pendingApprovals = 0;
        client.tokens.clear();
        clients.nextChange.give(backends::ClientAnswer{client, {}, std::nullopt, {}});
    });
});
const Registrar refused("clients_revoke_refused", kPage, [] {
    return answered([](tests::FakeClientBook &clients) {
        backends::ClientAnswer no;
        no.refusal = backends::ClientRefusal::Ended;
        no.detail = s("The client was revoked by another administrator.");
        clients.nextChange.give(no);
    });
});
const Registrar unknown("clients_revoke_unknown", kPage, [] {
    return answered([](tests::FakeClientBook &clients) { clients.nextChange.give({base::Errc::Timeout, s("no answer")}); });
});

const Registrar form("clients_new_empty", kPage, [] {
    Look look(some());
    look.press("newClientButton");
    return look.show();
});

const Registrar filled("clients_new_filled", QSize{1200, 1500}, [] {
    Look look(some());
    look.fill();
    return look.show();
});

const Registrar missing("clients_new_problems", QSize{1200, 1500}, [] {
    Look look(some());
    look.press("newClientButton");
    look.write("draftName", "ci\xE2\x80\xAErunner");
    look.press("createClient");
    return look.show();
});

const Registrar noCatalogue("clients_new_no_catalogue", QSize{1200, 1300}, [] {
    Look look(some());
    look.stage->backend().desk = nullptr;
    look.press("newClientButton");
    return look.show();
});

const Registrar where("clients_new_several_authorities", QSize{1200, 1300}, [] {
    Look look(some());
    look.add(kStaging, {}, {s("clients:manage"), s("catalog:read")});
    look.press("newClientButton");
    return look.show();
});

const Registrar notMade("clients_new_refused", QSize{1200, 1500}, [] {
    Look look(some());
    look.fill();
    look.press("createClient");
    backends::RegisteredClient no;
    no.refusal = backends::ClientRefusal::Invalid;
    no.detail = s("client_expires_at is later than may be: at most 3600 seconds from now.");
    look.clients.first()->nextAdd.give(no);
    return look.show();
});

const Registrar notHeard("clients_new_unknown", QSize{1200, 1500}, [] {
    Look look(some());
    look.fill();
    look.press("createClient");
    look.clients.first()->nextAdd.give({base::Errc::Timeout, s("no answer")});
    return look.show();
});

const Registrar secret("clients_secret", kPage, [] {
    Look look(some());
    look.fill();
    look.press("createClient");
    look.clients.first()->nextAdd.give(made({s("orders:read"), s("archive:write")}));
    return look.show();
});

const Registrar less("clients_secret_less", kPage, [] {
    Look look(some());
    look.fill();
    look.press("createClient");
    look.clients.first()->nextAdd.give(made({s("orders:read")}));
    return look.show();
});

// What only an approval gives: on the card, and in the form.
const Registrar access("clients_access_scopes", QSize{1200, 1100}, [] {
    QList<ClientEntry> entries = some();
    entries[1].accessScopes = {s("orders:refund:create"), s("deploy:production")};
    Look look(entries);
    look.choose("tmp_7fQ2mXa91");
    return look.show();
});

backends::InitialToken token(const char *id, qint64 age, qint64 left, qint64 uses)
{
    return {s(id), s("Sofia Lind"), kNow - age, kNow + left, uses, 7200, {s("orders:read")}, {s("orders:refund:create"), s("deploy:production")}, {s("orders.refund")}, std::nullopt};
}

const Registrar tokens("clients_tokens", QSize{1200, 1300}, [] {
    Look look(some());
    look.clients.first()->initial = {token("iat_9Kd2mQx71aZ", 600, 30 * kDay, 98), token("iat_4Bc8pLw03eY", 40 * kDay, -10 * kDay, 3), token("iat_1Xs5tRn66uV", 3 * kDay, kDay, 12)};
    look.clients.first()->initial.last().revokedAt = kNow - kDay;
    look.press("initialTokens");
    return look.show();
});

const Registrar noTokens("clients_tokens_none", kPage, [] {
    Look look(some());
    look.press("initialTokens");
    return look.show();
});

const Registrar newToken("clients_tokens_new", QSize{1200, 1100}, [] {
    Look look(some());
    look.press("initialTokens");
    look.press("newToken");
    return look.show();
});

const Registrar tokenEnds("clients_tokens_revoke", QSize{1200, 900}, [] {
    Look look(some());
    look.clients.first()->initial = {token("iat_9Kd2mQx71aZ", 600, 30 * kDay, 98)};
    look.press("initialTokens");
    look.press("revokeToken");
    return look.show();
});

const Registrar tokenOnce("clients_tokens_secret", kPage, [] {
    Look look(some());
    look.press("initialTokens");
    look.press("newToken");
    look.press("createToken");
    backends::InitialTokenAnswer made;
    made.id = s("iat_9Kd2mQx71aZ");
    made.expiresAt = kNow + 3600;
    made.token = std::make_shared<const base::Secret>(QByteArray("init_c2NlbmVzIHNob3cgbm8gdHJ1ZSBzZWNyZXQ"));
    look.clients.first()->nextToken.give(made);
    return look.show();
});

const Registrar empty("clients_empty", kPage, [] { return Look({}).show(); });

const Registrar loading("clients_loading", kPage, [] {
    Look look({});
    look.clients.first()->waits = true;
    return look.show();
});

const Registrar error("clients_error", kPage, [] {
    Look look({});
    look.clients.first()->readError = base::Error{base::Errc::Malformed, s("no")};
    return look.show();
});

const Registrar never("clients_never_connected", kPage, [] {
    Look look({});
    look.stage->backend().setLink(backends::LinkFact::Offline);
    look.stage->backend().setState(backends::SignInState::SignedOut);
    return look.show();
});

const Registrar permission("clients_no_permission", kPage, [] { return Look({}, {s("approvals:decide")}).show(); });

const Registrar offline("clients_offline", kPage, [] {
    Look look(some());
    look.choose("tmp_7fQ2mXa91");
    look.stage->backend().setLink(backends::LinkFact::Offline);
    return look.show();
});

const Registrar nothing("clients_nothing_matches", kPage, [] {
    Look look(some());
    look.write("searchField", "treasury");
    return look.show();
});

const Registrar hostile("clients_hostile", kPage, [] {
    ClientEntry bad = named(temporaryClient(s("tmp_bad"), kNow, 10, 50), "Countersign console\nStatus: trusted <b>safe</b> \xE2\x80\xAE" "ecruos", "\xD0\xB0\xD1\x80\xD1\x80\xD3\x8F\xD0\xB5");
    bad.reason = s("A&T <img src=x> ").repeated(40);
    bad.ticket = s("javascript:alert(1)");
    for (int i = 0; i < 60; ++i)
        bad.scopes.append(s("orders:%1").arg(i));
    bad.endReason = s("<a href=x>click</a>");
    bad.registeredBy = s("admin\xE2\x80\x8B");
    Look look({bad});
    look.choose("tmp_bad");
    return look.show();
});

}  // namespace
