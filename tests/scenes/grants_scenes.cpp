// Active access in every state.
#include "tests/scenes/console_stage.h"
#include "ui/grants/grants_page.h"

#include <QLineEdit>
#include <QListView>
#include <QPushButton>

using namespace countersign;
using scenes::ConsoleStage;
using scenes::Registrar;
using backends::Grant;
using backends::GrantKind;

namespace {

constexpr QSize kPage{1120, 720};
constexpr qint64 kNow = scenes::fixedNowMs / 1000;

const console::AuthorityBadge kProduction{QStringLiteral("Northwind production"), QStringLiteral("approvals.northwind.example"), 6};
const console::AuthorityBadge kStaging{QStringLiteral("Northwind staging"), QStringLiteral("approvals.staging.northwind.example:8443"), 2};

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

Grant grant(const char *id, GrantKind kind, const char *title, qint64 age, qint64 left)
{
    Grant made;
    made.id = base::GrantId(s(id));
    made.kind = kind;
    made.title = s(title);
    made.client.name = s("shop-cli");
    made.subject.name = s("Maria Oliveira");
    made.issuedAt = kNow - age;
    made.expiresAt = kNow + left;
    made.exposureSeconds = left;
    return made;
}

QList<Grant> some()
{
    Grant refund = grant("g1", GrantKind::Credential, "Refund 12.00 EUR for order 4711", 48, 12);
    refund.scopes = {s("orders:refund")};
    refund.resource = s("https://orders.northwind.example");
    refund.approvedBy = {s("Sofia Lind")};
    refund.maxUses = 1;
    Grant deploy = grant("g2", GrantKind::Credential, "Deploy checkout 2.14.0 to production, all regions, with the migration of the order archive", 90, 210);
    deploy.client.name = s("release agent");
    deploy.scopes = {s("deploy:production"), s("migrations:run")};
    deploy.resource = s("https://deploy.northwind.example");
    deploy.approvedBy = {s("Sofia Lind"), s("Jonas Weber")};
    deploy.maxUses = 1;
    Grant window = grant("g3", GrantKind::Window, "Open the production database for reading", 1500, 2100);
    window.client.name = s("psql-gate");
    window.subject.name = s("Jonas Weber");
    window.scopes = {s("orders-db:read")};
    window.resource = s("https://db.northwind.example");
    window.approvedBy = {s("Sofia Lind")};
    window.uses = 14;
    window.lastUsedAt = kNow - 95;
    Grant session = grant("g4", GrantKind::Session, "Signed in on build-7.northwind.example", 20'000, 66'400);
    session.client.name = s("ci-runner");
    session.subject.name = s("ci-runner");
    session.uses = 212;
    session.lastUsedAt = kNow - 4;
    session.exposureSeconds = 600;
    return {refund, deploy, window, session};
}

struct Look {
    ConsoleStage *stage = new ConsoleStage;
    grants::GrantsPage *page = nullptr;

    explicit Look(const QList<Grant> &grants)
    {
        stage->prepare = [grants](tests::SignInBackend &backend) { backend.grantsAnswer = grants; };
        add(kProduction);
    }
    void add(const console::AuthorityBadge &badge)
    {
        stage->add(badge).start();
        ConsoleStage::settle();
        stage->backends.last()->setLink(backends::LinkFact::Live);
        ConsoleStage::settle();
    }
    void choose(int row)
    {
        page = new grants::GrantsPage(stage->console.grants(), stage->console.authorities());
        auto *list = page->findChild<QListView *>(QStringLiteral("grantsList"));
        list->setCurrentIndex(list->model()->index(row, 0));
    }
    QWidget *show()
    {
        if (!page)
            page = new grants::GrantsPage(stage->console.grants(), stage->console.authorities());
        return ConsoleStage::show(stage, page);
    }
};

const Registrar chosen("grants_chosen", kPage, [] {
    Look look(some());
    look.choose(2);
    return look.show();
});

// In a narrow window the card stands in the list's place.
const Registrar narrowList("grants_narrow_list", {460, 700}, [] { return Look(some()).show(); });
const Registrar narrow("grants_narrow", {460, 700}, [] {
    Look look(some());
    look.choose(1);
    auto *list = look.page->findChild<QListView *>(QStringLiteral("grantsList"));
    Q_EMIT list->activated(list->currentIndex());
    return look.show();
});

const Registrar list("grants_nothing_chosen", kPage, [] { return Look(some()).show(); });

const Registrar several("grants_several_authorities", kPage, [] {
    Look look(some());
    look.stage->prepare = [](tests::SignInBackend &backend) {
        Grant other = grant("g9", GrantKind::Window, "Open the staging database for writing", 100, 900);
        other.client.name = s("psql-gate");
        backend.grantsAnswer = QList<Grant>{other};
    };
    look.add(kStaging);
    look.choose(1);
    return look.show();
});

QWidget *revoking(const std::function<void(tests::SignInBackend &)> &answer)
{
    Look look(some());
    look.choose(1);
    look.page->findChild<QPushButton *>(QStringLiteral("revokeButton"))->click();
    answer(look.stage->backend());
    return look.show();
}

const Registrar asked("grants_revoking", kPage, [] { return revoking([](tests::SignInBackend &) {}); });
const Registrar revoked("grants_revoked", kPage, [] { return revoking([](tests::SignInBackend &backend) { backend.nextRevoke.give(base::Done{}); }); });
const Registrar failed("grants_revoke_failed", kPage, [] {
    return revoking([](tests::SignInBackend &backend) { backend.nextRevoke.give({base::Errc::Denied, QStringLiteral("no")}); });
});
const Registrar unknown("grants_revoke_unknown", kPage, [] {
    return revoking([](tests::SignInBackend &backend) {
        backend.grantsAnswer.reset();
        backend.nextRevoke.give({base::Errc::Timeout, QStringLiteral("no answer")});
    });
});

const Registrar mayNot("grants_may_not_revoke", kPage, [] {
    Look look(some());
    look.stage->backend().scopes = {s("approvals:read")};
    look.choose(0);
    return look.show();
});

const Registrar empty("grants_empty", kPage, [] { return Look({}).show(); });

const Registrar loading("grants_loading", kPage, [] {
    Look look({});
    look.stage->backend().grantsAnswer.reset();
    look.stage->console.grants().reload();
    return look.show();
});

QWidget *readFails(base::Errc code)
{
    Look look({});
    look.stage->backend().grantsAnswer = base::Result<QList<Grant>>(code, QStringLiteral("no"));
    look.stage->console.grants().reload();
    return look.show();
}

const Registrar error("grants_error", kPage, [] { return readFails(base::Errc::Malformed); });
const Registrar permission("grants_no_permission", kPage, [] { return readFails(base::Errc::Denied); });

const Registrar offline("grants_offline", kPage, [] {
    Look look(some());
    look.stage->backend().setLink(backends::LinkFact::Offline);
    look.choose(3);
    return look.show();
});

const Registrar nothing("grants_nothing_matches", kPage, [] {
    Look look(some());
    look.page = new grants::GrantsPage(look.stage->console.grants(), look.stage->console.authorities());
    look.page->findChild<QLineEdit *>(QStringLiteral("searchField"))->setText(s("treasury"));
    return look.show();
});

const Registrar hostile("grants_hostile", kPage, [] {
    Grant bad = grant("g1", GrantKind::Credential, "Refund 1 EUR\nStatus: revoked <b>safe</b> \xE2\x80\xAE" "RUE 000 01", 10, 50);
    bad.client.name = s("A&T <img src=x> ").repeated(20);
    bad.subject.name = s("аррӏе");
    bad.scopes = {s("orders:refund").repeated(30), s("x:y")};
    bad.maxUses = 1;
    Look look({bad});
    look.choose(0);
    return look.show();
});

}  // namespace
