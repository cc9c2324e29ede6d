// The log in every state: entries, filters, times, one entry open, and what stands there when nothing can.
#include "app/audit/leaf.h"
#include "app/console/audit/audit_desks.h"
#include "tests/scenes/console_stage.h"
#include "tests/support/audit_book.h"
#include "tests/support/small_log.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/entry_table.h"
#include "ui/audit/timeline_chart.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollBar>

using namespace countersign;
using backends::AuditEntryFacts;
using scenes::ConsoleStage;
using scenes::Registrar;

namespace {

constexpr QSize kPage{1200, 800};
constexpr qint64 kNow = scenes::fixedNowMs / 1000;

const console::AuthorityBadge kProduction{QStringLiteral("Northwind production"), QStringLiteral("approvals.northwind.example"), 6};
const console::AuthorityBadge kStaging{QStringLiteral("Northwind staging"), QStringLiteral("approvals.staging.northwind.example:8443"), 2};
const QStringList kAuditor{QStringLiteral("approvals:read"), QStringLiteral("audit:read")};

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

struct Life {
    const char *event, *actor, *outcome;
    QJsonObject payload;
};

// What a day at a shop leaves behind, again and again.
AuditEntryFacts dayAtTheShop(qint64 seq, qint64 time)
{
    const qint64 order = 80'000 + seq / 5;
    const QJsonObject action{{s("type"), s("orders.refund")}, {s("tier"), order % 4 == 0 ? s("critical") : s("high")}, {s("sub"), s("usr_maria")}};
    const auto with = [&action](const char *name, const QString &value) {
        QJsonObject payload = action;
        payload.insert(s(name), value);
        return payload;
    };
    const bool denied = order % 11 == 3;
    const Life lives[] = {{"approval.asked", "client:deploy-bot", "ok", with("text", s("Refund %1.00 EUR for order %2").arg(order % 97 * 13).arg(order))},
                          {"approval.decided", order % 3 == 0 ? "usr_sofia" : "usr_jonas", denied ? "denied" : "ok", with("decision", denied ? s("deny") : s("approve"))},
                          {"credential.issued", "client:deploy-bot", "ok", action},
                          {"credential.consumed", "client:orders-api", order % 17 == 5 ? "refused" : "ok", action},
                          {"user.signed_in", "usr_sofia", "ok", {{s("address"), s("10.0.7.12")}, {s("acr"), s("otp")}}}};
    const Life &life = lives[seq % 5];
    AuditEntryFacts entry;
    entry.seq = seq;
    entry.time = time;
    entry.event = s(life.event);
    entry.actor = s(life.actor);
    entry.actorName = entry.actor == s("usr_sofia") ? s("Sofia Lind") : entry.actor == s("usr_jonas") ? s("Jonas Weber") : QString();
    entry.outcome = s(life.outcome);
    if (seq % 5 != 4) {
        entry.client = s("deploy-bot");
        entry.txn = s("apr_7fQ2mXa9%1").arg(order);
        entry.adh = s("v1.J6n0xk2wqF0o7c8H1rYq3iR5uTz9bW4eL2mVdPsXaKg");
    }
    if (seq % 5 == 1)
        entry.device = s("hN3kq0mT7Zq5oY1xv8S2cJdR6uWbLpA4eFgKiMsXzVQ");
    entry.payload = base::json::canonical(life.payload);
    entry.salt = s("c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0c2FsdHNhbHQ");
    audit::Leaf leaf;
    leaf.seq = seq;
    leaf.time = time;
    leaf.event = entry.event;
    leaf.actor = entry.actor;
    leaf.outcome = entry.outcome;
    leaf.payloadHash = s("hash");
    entry.leaf = audit::leafBytes(leaf);
    return entry;
}

// The page with an auditor in front of it.
struct Look {
    ConsoleStage *stage = new ConsoleStage;
    QList<tests::AuditBook *> books;
    audit::AuditPage *page = nullptr;

    explicit Look(qint64 size = 1'048'213, const QStringList &scopes = kAuditor) { add(kProduction, size, scopes); }
    void add(const console::AuthorityBadge &badge, qint64 size, const QStringList &scopes)
    {
        auto book = std::make_shared<tests::AuditBook>();
        book->size = size;
        book->secondsPerEntry = size > 100'000 ? 30 : 300;
        book->startTime = kNow - size * book->secondsPerEntry - 600;
        book->make = [raw = book.get()](qint64 seq) { return dayAtTheShop(seq, raw->startTime + seq * raw->secondsPerEntry); };
        book->isPlain = false;
        book->dayBuckets = busyDays(size);
        books.append(book.get());
        stage->furnish = [this](console::AuthoritySession::Parts &parts) {
            console::LogWitness::Parts witness;
            witness.backend = parts.backend.get();
            witness.stateFile = stage->dir.filePath(s("seen-%1.json").arg(stage->backends.size()));
            witness.evidenceDir = stage->dir.path();
            parts.witness = std::make_unique<console::LogWitness>(witness);
        };
        stage->prepare = [=](tests::SignInBackend &backend) {
            backend.history = scopes.contains(s("audit:read")) ? book.get() : nullptr;
            backend.scopes = scopes;
            // It lives as long as what asks it.
            QObject::connect(&backend, &QObject::destroyed, [book] {});
        };
        stage->add(badge).start();
        ConsoleStage::settle();
        stage->backends.last()->setLink(backends::LinkFact::Live);
        ConsoleStage::settle();
    }
    // A year of shop: quiet weekends, a busy autumn.
    static QList<backends::AuditBucket> busyDays(qint64 size)
    {
        QList<backends::AuditBucket> days;
        if (size == 0)
            return days;
        for (qint64 day = 0; day < 364; ++day) {
            const qint64 at = kNow / 86'400 * 86'400 - (363 - day) * 86'400;
            const bool weekend = (at / 86'400 + 4) % 7 >= 5;
            const qint64 entries = size / 364 * (weekend ? 3 : 12) / 10 * (day > 300 ? 15 : 10) / 10 + (day * 37) % 600;
            days.append({at, entries, entries / 90 + (day == 211 ? 400 : 0), (day % 23 == 5 ? 60 : 3) + (day == 330 ? 500 : 0)});
        }
        return days;
    }
    audit::AuditPage *open()
    {
        if (!page)
            page = new audit::AuditPage(stage->console);
        for (int row = 0; row < stage->console.audits().count(); ++row)
            stage->console.audits().at(row)->look();
        settle();
        return page;
    }
    static void settle()
    {
        for (int i = 0; i < 8; ++i)
            ConsoleStage::settle();
    }
    console::AuditDesk &desk(int at = 0) { return *stage->console.audits().at(at); }
    template <class T>
    T *find(const char *name)
    {
        return open()->findChild<T *>(QString::fromLatin1(name));
    }
    QWidget *show()
    {
        QWidget *shown = ConsoleStage::show(stage, open());
        settle();
        return shown;
    }
    // The log is as long as the book, so that its entries can be proved.
    void sign(qint64 proved)
    {
        tests::SmallLog log;
        log.origin = s("approvals.northwind.example/audit");
        for (qint64 seq = 0; seq < books.first()->size; ++seq)
            log.append(books.first()->make(seq).leaf);
        stage->backend().logKey = log.verifierKey();
        stage->backend().note = log.note();
        backends::LogProof proof;
        proof.hashes = log.inclusion(proved, log.size());
        stage->backend().proof = proof;
        stage->console.authorities().at(0)->retry();
        stage->backend().setLink(backends::LinkFact::Live);
        settle();
    }
    void choose(qint64 seq)
    {
        open();
        auto *table = find<audit::EntryTable>("auditTable");
        desk().rows().look(desk().rows().rowOf(seq), desk().rows().rowOf(seq) + 20);
        settle();
        table->choose(desk().rows().rowOf(seq));
        desk().detail().open(*desk().rows().at(desk().rows().rowOf(seq)));
        settle();
    }
};

// From asking to the use that was refused, for the order of this entry.
backends::AuditThread threadOf(const tests::AuditBook &book, qint64 seq)
{
    backends::AuditThread thread;
    const qint64 first = seq / 5 * 5;
    const qint64 steps[] = {0, 42, 44, 46};
    for (qint64 i = 0; i < 4; ++i) {
        thread.entries.append(book.make(first + i));
        thread.entries.last().time = book.startTime + first * book.secondsPerEntry + steps[i];
    }
    thread.actionText = s("Refund 312.00 EUR for order %1").arg(80'000 + seq / 5);
    thread.type = s("orders.refund");
    thread.status = s("consumed");
    thread.tier = s("high");
    thread.secondsToDecide = 42;
    thread.grantedTtl = 30;
    return thread;
}

const Registrar entries("audit_entries", kPage, [] { return Look().show(); });

// The first hours of an authority.
const Registrar few("audit_first_hours", kPage, [] {
    Look look(30);
    look.books.first()->dayBuckets = {{kNow / 3600 * 3600 - 3600, 12, 0, 1}, {kNow / 3600 * 3600, 18, 2, 0}};
    return look.show();
});

const Registrar middle("audit_scrolled", kPage, [] {
    Look look;
    QWidget *shown = look.show();
    shown->resize(kPage);
    auto *table = look.find<audit::EntryTable>("auditTable");
    shown->grab();
    table->verticalScrollBar()->setValue(524'106);
    Look::settle();
    return shown;
});

const Registrar unread("audit_being_read", kPage, [] {
    Look look;
    QWidget *shown = look.show();
    shown->resize(kPage);
    shown->grab();
    look.books.first()->waits = true;
    look.find<audit::EntryTable>("auditTable")->verticalScrollBar()->setValue(524'106);
    Look::settle();
    return shown;
});

QWidget *proved()
{
    Look look(4213);
    look.books.first()->threadAnswer = threadOf(*look.books.first(), 4200);
    look.sign(4201);
    look.open()->offerExport();
    look.choose(4201);
    return look.show();
}

const Registrar chosen("audit_open", kPage, proved);
const Registrar tall("audit_open_whole", QSize{1200, 1900}, proved);

const Registrar notProved("audit_proof_does_not_hold", kPage, [] {
    Look look(400);
    look.sign(200);
    look.choose(390);
    return look.show();
});

const Registrar filtered("audit_filtered", kPage, [] {
    Look look(30'000);
    look.open();
    backends::AuditQuery query;
    query.text = s("refund");
    query.actor = s("usr_sofia");
    query.outcome = s("denied");
    query.after = kNow - 90 * 86'400;
    look.books.first()->dayBuckets = look.books.first()->dayBuckets.last(90);
    query.text.clear();
    look.desk().setQuery(query);
    Look::settle();
    look.desk().save(s("Denied by Sofia"));
    return look.show();
});

const Registrar adding("audit_add_filter", kPage, [] {
    Look look(30'000);
    look.find<QAbstractButton>("auditAddFilter")->click();
    return look.show();
});

const Registrar nothing("audit_nothing_matches", kPage, [] {
    Look look(2000);
    look.open();
    look.books.first()->dayBuckets.clear();
    look.desk().setQuery(withValue({}, console::AuditField::Actor, s("usr_nobody")));
    return look.show();
});

const Registrar fresh("audit_new_entries", kPage, [] {
    Look look;
    look.open();
    look.books.first()->size += 12;
    look.desk().rows().lookForFresh();
    return look.show();
});

const Registrar range("audit_time_chosen", kPage, [] {
    Look look;
    auto *chart = look.find<audit::TimelineChart>("auditTimeline");
    QWidget *shown = look.show();
    shown->resize(kPage);
    shown->grab();
    chart->setFocus(Qt::TabFocusReason);
    const auto press = [chart](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QKeyEvent event(QEvent::KeyPress, key, modifiers);
        QCoreApplication::sendEvent(chart, &event);
    };
    const Qt::Key back = chart->layoutDirection() == Qt::RightToLeft ? Qt::Key_Right : Qt::Key_Left;
    press(Qt::Key_End);
    for (int i = 0; i < 30; ++i)
        press(back);
    for (int i = 0; i < 12; ++i)
        press(back, Qt::ShiftModifier);
    return shown;
});

const Registrar several("audit_several_authorities", kPage, [] {
    Look look;
    look.add(kStaging, 500, kAuditor);
    return look.show();
});

const Registrar erased("audit_erased", kPage, [] {
    Look look(2000);
    tests::AuditBook *book = look.books.first();
    book->make = [make = book->make](qint64 seq) {
        AuditEntryFacts entry = make(seq);
        entry.payload.reset();
        entry.salt.clear();
        return entry;
    };
    look.choose(1990);
    return look.show();
});

const Registrar wrong("audit_wrong_payload", QSize{1200, 1100}, [] {
    Look look(2000);
    tests::AuditBook *book = look.books.first();
    book->make = [make = book->make](qint64 seq) {
        AuditEntryFacts entry = make(seq);
        entry.payloadMatches = false;
        return entry;
    };
    look.choose(1990);
    return look.show();
});

const Registrar hostile("audit_hostile", QSize{1200, 1300}, [] {
    Look look(2000);
    tests::AuditBook *book = look.books.first();
    book->make = [make = book->make](qint64 seq) {
        AuditEntryFacts entry = make(seq);
        entry.actor = s("usr_sofia\nStatus: trusted <b>safe</b> \xE2\x80\xAE" "ecruos");
        entry.client = s("\xD0\xB0\xD1\x80\xD1\x80\xD3\x8F\xD0\xB5");
        entry.event = s("approval.decided.<img src=x>");
        entry.outcome = s("ok\xE2\x80\x8B");
        entry.payload = base::json::canonical(QJsonObject{{s("text"), s("A&T <a href=x>click</a> ").repeated(40)}, {s("b\xE2\x80\xAEname"), s("javascript:alert(1)")},
                                                          {s("nested"), QJsonObject{{s("deep"), QJsonArray{1, 2, s("three")}}}}});
        return entry;
    };
    look.choose(1990);
    return look.show();
});

const Registrar empty("audit_empty", kPage, [] { return Look(0).show(); });

const Registrar loading("audit_loading", kPage, [] {
    Look look;
    look.books.first()->waits = true;
    return look.show();
});

const Registrar failed("audit_error", kPage, [] {
    Look look;
    look.books.first()->error = base::Error{base::Errc::Malformed, s("no")};
    return look.show();
});

const Registrar failedLater("audit_error_later", kPage, [] {
    Look look;
    look.open();
    look.books.first()->error = base::Error{base::Errc::Unavailable, s("no")};
    look.desk().rows().look(5000, 5030);
    return look.show();
});

const Registrar badSearch("audit_bad_search", kPage, [] {
    Look look;
    look.books.first()->error = base::Error{base::Errc::Malformed, s("no")};
    look.open();
    backends::AuditQuery query;
    query.text = s("\"order 81");
    look.desk().setQuery(query);
    return look.show();
});

const Registrar permission("audit_no_permission", kPage, [] { return Look(10, {s("approvals:decide")}).show(); });

const Registrar offline("audit_offline", kPage, [] {
    Look look;
    look.open();
    look.stage->backend().setLink(backends::LinkFact::Offline);
    return look.show();
});

const Registrar signedOut("audit_signed_out", kPage, [] {
    Look look;
    look.open();
    look.stage->backend().setLink(backends::LinkFact::Offline);
    look.stage->console.authorities().at(0)->signOut();
    return look.show();
});

const Registrar narrow("audit_narrow", QSize{620, 800}, [] { return Look().show(); });

const Registrar narrowOpen("audit_narrow_open", QSize{620, 900}, [] {
    Look look;
    look.choose(1'048'201);
    return look.show();
});

}  // namespace
