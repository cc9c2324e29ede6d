// The log in every state: entries, filters, times, one entry open, and what stands there when nothing can.
#include "app/audit/leaf.h"
#include "tests/scenes/console_stage.h"
#include "tests/support/audit_book.h"
#include "tests/support/small_log.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/entry_table.h"
#include "ui/audit/timeline_chart.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>

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
        book->dayBuckets = busyDays(size);
        books.append(book.get());
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

const Registrar entries("audit_entries", kPage, [] { return Look().show(); });

}  // namespace
