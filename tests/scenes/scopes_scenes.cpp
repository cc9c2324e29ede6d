// The catalogue of scopes in every state.
#include "tests/scenes/console_stage.h"
#include "tests/support/fake_catalog.h"
#include "ui/scopes/scopes_page.h"
#include "ui/widgets/code_editor.h"

#include <QComboBox>
#include <QJsonArray>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QThread>

using namespace countersign;
using backends::CatalogChange;
using backends::CatalogOutcome;
using backends::CatalogScope;
using console::CatalogDraft;
using scenes::ConsoleStage;
using scenes::Registrar;

namespace {

constexpr QSize kPage{1120, 760};
constexpr qint64 kNow = scenes::fixedNowMs / 1000;
constexpr qint64 kDay = 86'400;

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

CatalogScope scope(const char *name, const char *title, const char *resource, approval::Tier risk)
{
    CatalogScope made;
    made.name = s(name);
    made.title = s(title);
    made.owner = s("payments@northwind.example");
    made.reason = s("Support refunds customers whose order never arrived");
    made.resource = s(resource);
    made.risk = risk;
    return made;
}

const char *const kOrders = "https://orders.northwind.example";
const char *const kStock = "https://stock.northwind.example";

QString tomlOf(const QList<CatalogScope> &scopes)
{
    QString text = s("# The catalogue of the shop. Owners: platform team.\nformat = 1\nname = \"Northwind production\"\n\n[naming]\nforbid = [\"*\", \"all\"]\n\n"
                     "[[resource]]\nid = \"https://orders.northwind.example\"\nname = \"Orders API\"\n\n"
                     "[[resource]]\nid = \"https://stock.northwind.example\"\nname = \"Stock API\"\n");
    for (const CatalogScope &each : scopes) {
        text += s("\n[[scope]]\nname = \"%1\"\ntitle = \"%2\"\nowner = \"%3\"  # answers on weekdays\nreason = \"%4\"\nresource = \"%5\"\nrisk = \"%6\"\n")
                    .arg(each.name, each.title, each.owner, each.reason, each.resource, approval::tierName(each.risk));
        if (each.deprecated)
            text += s("deprecated = { since = 2026-10-01, sunset = 2027-01-01, use = \"%1\" }\n").arg(each.deprecated->use);
    }
    return text;
}

backends::CatalogState someState()
{
    using approval::Tier;
    backends::CatalogState state;
    state.version = 7;
    state.etag = "\"7\"";
    state.appliedBy = s("Sofia Lind");
    state.appliedAt = kNow - 3 * kDay;
    state.reason = s("Stock gets scopes of its own");
    state.name = s("Northwind production");
    state.resources = {{s(kOrders), s("Orders API")}, {s(kStock), s("Stock API")}};
    state.scopes = {scope("orders:read", "Read orders", kOrders, Tier::Low), scope("orders:refund:create", "Refund an order", kOrders, Tier::High),
                    scope("orders:refund", "Refund an order, the old way", kOrders, Tier::High), scope("orders:cancel", "Cancel an order", kOrders, Tier::Medium),
                    scope("orders:purge", "Delete orders for good", kOrders, Tier::Critical), scope("stock:read", "See what is in stock", kStock, Tier::Low),
                    scope("stock:correct", "Correct what is in stock", kStock, Tier::Medium)};
    state.scopes[2].deprecated = backends::CatalogDeprecation{kNow - 52 * kDay, kNow + 40 * kDay, s("orders:refund:create"), s("It could not be limited to one order")};
    state.actions = {{s("orders.refund"), s("Refund {amount}"), s(kOrders), {s("orders:refund:create")}, Tier::High, {s("payments-approvers")}, 1}};
    state.routes = {{s("POST"), s("/orders/{order_id}/refund"), s(kOrders), s("orders:refund:create"), {}}};
    state.toml = tomlOf(state.scopes);
    return state;
}

backends::CatalogUsage someUse(const backends::CatalogState &state)
{
    backends::CatalogUsage use;
    use.serverTime = kNow;
    int seed = 3;
    for (const CatalogScope &each : state.scopes) {
        backends::ScopeUsage one{each.name, {base::ClientId(s("shop-cli")), base::ClientId(s("support-desk"))}, 2, kNow - 4000, 41, {}};
        for (qint64 day = 0; day < 90; ++day) {
            seed = (seed * 1103 + 12'345) % 65'536;
            if (day % 7 < 5)
                one.byDay.append({kNow / kDay - 89 + day, seed % 40 + day / 3});
        }
        if (each.name == s("orders:purge"))
            one = {each.name, {}, 0, std::nullopt, 0, {}};
        use.scopes.append(one);
    }
    use.shadow = {{s("orders:admin"), {base::ClientId(s("old-importer"))}, {}, kNow - 5 * kDay}, {s("stock:*"), {}, {base::ClientId(s("ci-runner"))}, kNow - 300}};
    return use;
}

backends::CatalogCheck someCheck()
{
    backends::CatalogCheck check;
    check.ok = true;
    check.baseVersion = 7;
    check.changes = {{CatalogChange::Kind::Removed, s("scope"), s("orders:cancel"), {}},
                     {CatalogChange::Kind::Changed, s("scope"), s("orders:read"), {{s("risk"), s("low"), s("medium")}, {s("owner"), s("payments@northwind.example"), s("orders@northwind.example")}}}};
    check.consequences.clients = {{base::ClientId(s("shop-cli")), {s("orders:cancel")}}, {base::ClientId(s("support-desk")), {s("orders:cancel")}}};
    check.consequences.liveGrants = 2;
    check.consequences.pendingApprovals = 1;
    check.consequences.routes = {s("POST /orders/{order_id}/cancel")};
    return check;
}

// What the person changed: one scope gone, another with more risk and another owner.
QString changed(const QString &toml)
{
    QString text = toml;
    const qsizetype from = text.indexOf(s("\n[[scope]]\nname = \"orders:cancel\""));
    text.remove(from, text.indexOf(s("\n[[scope]]"), from + 5) - from);
    const qsizetype risk = text.indexOf(s("risk = \"low\""));
    return text.replace(risk, 12, s("risk = \"medium\""));
}

struct Look {
    ConsoleStage *stage = new ConsoleStage;
    tests::FakeCatalog *desk = new tests::FakeCatalog;
    scopes::ScopesPage *page = nullptr;
    bool mayWrite = true;
    std::function<void(tests::SignInBackend &)> beforeLink;  // what the authority knows before anybody asks

    Look()
    {
        const backends::CatalogState state = someState();
        desk->state = state;
        desk->use = someUse(state);
        desk->checked = someCheck();
        QObject::connect(stage, &QObject::destroyed, [gone = desk] { delete gone; });
    }
    Look &start()
    {
        stage->prepare = [this](tests::SignInBackend &backend) {
            backend.desk = desk;
            backend.scopes.append(s("catalog:read"));
            if (mayWrite)
                backend.scopes.append(s("catalog:write"));
        };
        stage->add({s("Northwind production"), s("approvals.northwind.example"), 6}).start();
        ConsoleStage::settle();
        if (beforeLink)
            beforeLink(*stage->backends.last());
        stage->backends.last()->setLink(backends::LinkFact::Live);
        ConsoleStage::settle();
        page = new scopes::ScopesPage(stage->console.catalogs(), stage->console.authorities());
        return *this;
    }
    CatalogDraft &draft() { return stage->console.catalogs().at(0)->draft(); }
    Look &press(const char *button)
    {
        page->findChild<QPushButton *>(s(button))->click();
        ConsoleStage::settle();
        return *this;
    }
    Look &write(const QString &text)
    {
        press("catalogEdit");
        draft().setText(text);
        wait();
        return *this;
    }
    // Until the text was read in its own thread.
    void wait()
    {
        for (int i = 0; i < 500 && draft().isChecking(); ++i) {
            QThread::msleep(5);
            ConsoleStage::settle();
        }
    }
    Look &review()
    {
        write(changed(draftText()));
        draft().review();
        ConsoleStage::settle();
        return *this;
    }
    [[nodiscard]] QString draftText() { return desk->state->toml; }
    QWidget *show() { return ConsoleStage::show(stage, page); }
};

QWidget *chosenScope(const char *name)
{
    Look look;
    look.start().page->showScope(s(name));
    return look.show();
}

const Registrar chosen("scopes_chosen", kPage, [] { return chosenScope("orders:refund:create"); });
const Registrar deprecated("scopes_deprecated", kPage, [] { return chosenScope("orders:refund"); });
const Registrar unused("scopes_unused", kPage, [] { return chosenScope("orders:purge"); });
const Registrar shadow("scopes_shadow", kPage, [] { return chosenScope("stock:*"); });
const Registrar nothingChosen("scopes_nothing_chosen", kPage, [] { return Look().start().show(); });

const Registrar readOnly("scopes_read_only", kPage, [] {
    Look look;
    look.mayWrite = false;
    look.start().page->showScope(s("orders:read"));
    return look.show();
});

const Registrar empty("scopes_empty", kPage, [] {
    Look look;
    look.desk->state = backends::CatalogState{{1, {}, {}, 0}, "\"1\"", s("New"), s("format = 1\n"), {}, {}, {}, {}, {}};
    look.desk->use = backends::CatalogUsage{};
    return look.start().show();
});

const Registrar loading("scopes_loading", kPage, [] {
    Look look;
    look.desk->waits = true;
    return look.start().show();
});

QWidget *readFails(base::Errc code)
{
    Look look;
    look.desk->state = base::Error{code, {}};
    return look.start().show();
}
const Registrar error("scopes_error", kPage, [] { return readFails(base::Errc::Malformed); });
const Registrar permission("scopes_no_permission", kPage, [] { return readFails(base::Errc::Denied); });

const Registrar offline("scopes_offline", kPage, [] {
    Look look;
    look.start().page->showScope(s("stock:read"));
    look.stage->backend().setLink(backends::LinkFact::Offline);
    return look.show();
});

const Registrar filtered("scopes_nothing_matches", kPage, [] {
    Look look;
    look.start().page->findChild<QLineEdit *>(s("searchField"))->setText(s("treasury"));
    return look.show();
});

const Registrar unsaved("scopes_unsaved_change", kPage, [] {
    Look look;
    look.start().write(changed(look.draftText())).press("editorBack");
    return look.show();
});

const Registrar editor("scopes_editor", kPage, [] {
    Look look;
    QString text = look.draftText();
    text.replace(s("name = \"orders:refund:create\""), s("name = \"orders:all\""));
    text.replace(s("title = \"Read orders\""), s("title = \"Read\xE2\x80\xAE orders\""));
    text.remove(text.indexOf(s("reason = "), text.indexOf(s("orders:all\""))), s("reason = \"Support refunds customers whose order never arrived\"\n").size());
    look.start().write(text).page->findChild<widgets::CodeEditor *>()->goToLine(25);
    return look.show();
});

const Registrar form("scopes_form", kPage, [] {
    Look look;
    look.start().press("catalogEdit").press("addScope");
    return look.show();
});

const Registrar review("scopes_review", kPage, [] { return Look().start().review().show(); });

// One column where two would be too narrow.
const Registrar narrowReview("scopes_review_narrow", {560, 900}, [] { return Look().start().review().show(); });
const Registrar narrow("scopes_narrow", {560, 760}, [] {
    Look look;
    look.start().page->showScope(s("orders:refund:create"));
    return look.show();
});

const Registrar second("scopes_review_second_admin", kPage, [] {
    Look look;
    backends::CatalogCheck check = someCheck();
    check.needsApproval = true;
    check.consequences = {};
    look.desk->checked = check;
    look.start().review();
    look.page->findChild<QLineEdit *>(s("applyReason"))->setText(s("Nobody cancels by hand any more"));
    return look.show();
});

QWidget *applied(const std::function<void(Look &)> &answer)
{
    Look look;
    look.start().review();
    look.draft().apply(s("Nobody cancels by hand any more"));
    answer(look);
    ConsoleStage::settle();
    return look.show();
}

const Registrar applying("scopes_applying", kPage, [] { return applied([](Look &) {}); });
const Registrar waiting("scopes_waiting", kPage, [] {
    return applied([](Look &look) {
        CatalogOutcome outcome;
        outcome.kind = CatalogOutcome::Kind::NeedsApproval;
        outcome.approval = base::ApprovalId(s("apr_1"));
        outcome.confirmationCode = s("493817");
        look.desk->nextOutcome.give(outcome);
    });
});
// Asked for by a run of the program that is long over.
Look waitingFromBefore(approval::Status status)
{
    Look look;
    look.beforeLink = [status](tests::SignInBackend &backend) {
        tests::Approval card = tests::makeApproval(s("apr_1"), approval::Tier::High);
        const QJsonObject params{{s("replaces"), 7}, {s("reason"), s("Refunds are less alarming by now")}, {s("sha256"), s("00")},
                                 {s("changes"), QJsonArray{s("~ scope orders:refund:create: risk high → medium"), s("- scope orders:purge")}}};
        card.client.id = base::ClientId(s("countersign-console"));
        card.subject = {backend.identity().subject, {}};
        card.actionType = s("countersign.catalog");
        card.canonical = approval::canonicalAction({card.actionType, params, s("https://approvals.northwind.example"), card.client.id, card.subject.sub, {}, card.id});
        card.actionHash = approval::actionHash(card.canonical);
        card.reason = s("Refunds are less alarming by now");
        card.requestedAt = kNow - 240;
        card.expiresAt = kNow + 360;
        card.policy.codeRequired = true;
        backend.cards.insert(card.id, card);
    };
    look.start();
    if (status != approval::Status::Pending) {
        tests::Approval &card = look.stage->backend().cards[base::ApprovalId(s("apr_1"))];
        card.status = status;
        card.version = 2;
        card.decisions = {{s("usr_bao"), approval::Verdict::Deny, kNow - 30, s("Not before the audit on Friday"), s("Bao Nguyen")}};
        look.stage->backend().tell(s("apr_1"), 2);
        ConsoleStage::settle();
    }
    return look;
}
const Registrar found("scopes_waiting_found", kPage, [] { return waitingFromBefore(approval::Status::Pending).show(); });
const Registrar proposal("scopes_proposal", kPage, [] {
    Look look = waitingFromBefore(approval::Status::Pending);
    look.page->findChild<QWidget *>(s("waitingBanner"))->findChild<QPushButton *>()->click();
    return look.show();
});
const Registrar proposalDenied("scopes_proposal_denied", kPage, [] {
    Look look = waitingFromBefore(approval::Status::Denied);
    look.page->findChild<QWidget *>(s("waitingBanner"))->findChild<QPushButton *>()->click();
    return look.show();
});
const Registrar unknown("scopes_unknown", kPage, [] {
    return applied([](Look &look) {
        look.desk->waits = true;
        look.desk->nextOutcome.give({base::Errc::Timeout, {}});
    });
});
const Registrar first("scopes_somebody_first", kPage, [] {
    return applied([](Look &look) {
        backends::CatalogState theirs = someState();
        theirs.version = 8;
        theirs.appliedBy = s("Jonas Weber");
        theirs.toml.replace(s("# The catalogue of the shop."), s("# The catalogue of the whole shop."));
        look.desk->state = theirs;
        CatalogOutcome outcome;
        outcome.kind = CatalogOutcome::Kind::SomebodyFirst;
        look.desk->nextOutcome.give(outcome);
    });
});

const Registrar history("scopes_history", kPage, [] {
    Look look;
    const QString now = look.draftText();
    look.desk->pages = {{{{7, s("Sofia Lind"), s("Stock gets scopes of its own"), kNow - 3 * kDay}, {6, s("Jonas Weber"), s("Cancelling is medium risk"), kNow - 20 * kDay},
                          {5, s("Sofia Lind"), s("First catalogue"), kNow - 60 * kDay}}, {}}};
    look.desk->texts = {{7, {{7, {}, {}, 0}, now, {}}}, {6, {{6, {}, {}, 0}, changed(now), {}}}, {5, {{5, {}, {}, 0}, s("format = 1\n"), {}}}};
    look.start().press("catalogHistory");
    look.page->findChild<QListView *>(s("versionList"))->setCurrentIndex(look.page->findChild<QListView *>(s("versionList"))->model()->index(0, 0));
    return look.show();
});

const Registrar hostile("scopes_hostile", kPage, [] {
    Look look;
    backends::CatalogState state = someState();
    state.scopes[0].name = s("orders:\xE2\x80\xAE" "daer<b>x</b>&amp;").repeated(3);
    state.scopes[0].title = s("<img src=x> A&T\n\nRisk: low");
    state.scopes[0].owner = s("аррӏе@example");
    state.resources[0].name = s("Orders <b>API</b> \xE2\x80\xAE").repeated(8);
    look.desk->state = state;
    look.start().page->showScope(state.scopes[0].name);
    return look.show();
});

}  // namespace
