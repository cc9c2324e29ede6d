#include "tests/bench/audit_history.h"

#include "app/approval/action.h"
#include "app/authority/audit_indexer.h"
#include "app/authority/store/approvals.h"
#include "app/authority/store/store.h"
#include "app/crypto/digest.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QRandomGenerator>

#include <cstdio>
#include <future>

namespace countersign::test {

namespace {

using namespace authority::store;
namespace http = authority::http;

constexpr qint64 kYearMs = 365LL * 86'400'000;
constexpr int kRequestsPerWork = 100, kWorksPerCommit = 100;
constexpr int kEntriesPerRequest = 5;

struct Kind {
    const char *type, *scope, *sentence;
};
constexpr Kind kKinds[] = {{"orders.refund", "orders:refund:create", "Refund %1 EUR for order %2"},
                           {"orders.cancel", "orders:order:cancel", "Cancel order %2 worth %1 EUR"},
                           {"accounts.close", "accounts:account:delete", "Close the account behind order %2"},
                           {"release.deploy", "deploy:release:run", "Deploy release %2 to production"}};
constexpr const char *kReasons[] = {"Support ticket, customer called twice", "Goods arrived broken", "Paid twice by mistake", "Quarterly clean-up of old accounts", "Hot fix for the checkout"};

class History {
public:
    History(Store &store, base::ManualClock &clock, qint64 entries) : m_store(store), m_clock(clock), m_requests(entries / kEntriesPerRequest) {}

    void write()
    {
        prepare();
        const qint64 stepMs = kYearMs / (m_requests / kRequestsPerWork + 1);
        for (qint64 done = 0; done < m_requests;) {
            // The writer puts them into one commit, each with its own time.
            std::promise<http::Response> last;
            for (int work = 0; work < kWorksPerCommit && done < m_requests; ++work) {
                const qint64 from = done, end = done = std::min(done + kRequestsPerWork, m_requests);
                const bool isLast = work + 1 == kWorksPerCommit || end == m_requests;
                m_store.submit([this, from, end, stepMs](Transaction &tx) {
                    for (qint64 i = from; i < end; ++i)
                        request(tx, i);
                    m_clock.stepMs(stepMs);
                    return http::Response{};
                }, [&last, isLast](const http::Response &response) {
                    if (response.status != http::Response{}.status)
                        qFatal("history: %d %s", response.status, response.body.constData());
                    if (isLast)
                        last.set_value(response);
                });
            }
            last.get_future().wait();
            std::fprintf(stderr, "\r%lld of %lld requests", static_cast<long long>(done), static_cast<long long>(m_requests));
        }
        std::fprintf(stderr, "\r%lld requests written  \n", static_cast<long long>(m_requests));
    }

    // As the authority keeps it from here on.
    void finish()
    {
        const auto done = m_store.write([](Transaction &tx) { tx.exec("INSERT INTO audit_fts (audit_fts, rank) VALUES ('hashsize', 1048576)"); });
        if (!done)
            qFatal("history: %s", qPrintable(done.error().detail));
    }

private:
    // Much memory and few, large pieces for the one who writes all of it.
    void prepare()
    {
        const auto done = m_store.write([](Transaction &tx) {
            tx.exec("PRAGMA cache_size = -600000");
            tx.exec("PRAGMA wal_autocheckpoint = 50000");
            tx.exec("INSERT INTO audit_fts (audit_fts, rank) VALUES ('hashsize', 100000000)");
        });
        if (!done)
            qFatal("history: %s", qPrintable(done.error().detail));
    }

    // Rising with time: random ones would have the pages of their indexes written many times over.
    [[nodiscard]] static QString risingId(qint64 number, const char *what)
    {
        const QByteArray digest = crypto::sha256(what + QByteArray::number(number)).toHex();
        return QString::fromLatin1(QByteArray::number(number, 16).rightJustified(8, '0') + digest.first(16));
    }

    void request(Transaction &tx, qint64 number)
    {
        const Kind &kind = kKinds[m_random.bounded(4)];
        ApprovalRecord record;
        const QString amount = QStringLiteral("%1.%2").arg(m_random.bounded(5000)).arg(m_random.bounded(100), 2, 10, QLatin1Char('0'));
        const QString order = QString::number(100'000 + number);
        record.id = base::ApprovalId(QStringLiteral("apr_") + risingId(number, "id"));
        record.authReqHash = risingId(number, "hash");
        record.client = base::ClientId(QStringLiteral("deploy-bot"));
        record.subject = base::Subject(QStringLiteral("usr_customer%1").arg(m_random.bounded(500)));
        record.type = QLatin1String(kind.type);
        record.rs = QStringLiteral("https://orders.northwind.example");
        record.sentence = QString::fromLatin1(kind.sentence).replace(QLatin1String("%1"), amount).replace(QLatin1String("%2"), order);
        record.canonical = QStringLiteral(R"({"params":{"amount":"%1","order_id":"%2"},"type":"%3"})").arg(amount, order, record.type).toUtf8();
        record.actionHash = "v1." + crypto::randomToken(32);
        record.scopes = {QLatin1String(kind.scope)};
        record.status = approval::Status::Consumed;
        record.requestedAt = tx.now();
        record.expiresAt = tx.now() + 300;
        record.risk.tier = number % 4 == 0 ? approval::Tier::High : approval::Tier::Medium;
        insertApproval(tx, record);

        const QString reason = number == m_requests / 2 ? QLatin1String(kRareWord) : QLatin1String(kReasons[m_random.bounded(5)]);
        const QString approver = QStringLiteral("usr_approver%1").arg(m_random.bounded(20));
        const bool isDenied = m_random.bounded(12) == 0;
        append(tx, record, {QStringLiteral("approval.asked"), QStringLiteral("client:deploy-bot"), AuditOutcome::Ok, {{QStringLiteral("action"), QString::fromUtf8(record.canonical)}, {QStringLiteral("text"), record.sentence}, {QStringLiteral("reason"), reason}, {QStringLiteral("from"), QStringLiteral("10.0.3.17")}}});
        append(tx, record, {QStringLiteral("approval.decided"), approver, isDenied ? AuditOutcome::Denied : AuditOutcome::Ok, {{QStringLiteral("decision"), isDenied ? QStringLiteral("deny") : QStringLiteral("approve")}, {QStringLiteral("jws_sha256"), QString::fromLatin1(crypto::randomToken(32))}}});
        append(tx, record, {QStringLiteral("credential.issued"), QStringLiteral("client:deploy-bot"), AuditOutcome::Ok, {{QStringLiteral("ttl"), 60}, {QStringLiteral("scope"), record.scopes.first()}}});
        append(tx, record, {QStringLiteral("credential.consumed"), QStringLiteral("client:orders"), AuditOutcome::Ok, {}});
        append(tx, record, {QStringLiteral("user.signed_in"), approver, m_random.bounded(40) == 0 ? AuditOutcome::Refused : AuditOutcome::Ok, {{QStringLiteral("address"), QStringLiteral("10.0.7.%1").arg(m_random.bounded(250))}}});
    }

    struct Line {
        QString event, actor;
        AuditOutcome outcome;
        QJsonObject payload;
    };

    static void append(Transaction &tx, const ApprovalRecord &record, Line line)
    {
        const bool isAlone = line.event.startsWith(QLatin1String("user."));
        if (!isAlone) {
            line.payload.insert(QStringLiteral("type"), record.type);
            line.payload.insert(QStringLiteral("tier"), approval::tierName(record.risk.tier));
            line.payload.insert(QStringLiteral("sub"), record.subject.text());
        }
        AuditEvent event{line.event, line.actor, line.outcome, std::nullopt, record.client, record.id, QString::fromLatin1(record.actionHash), line.payload};
        if (isAlone)
            event.client = std::nullopt, event.txn = std::nullopt, event.adh = std::nullopt;
        tx.audit(event);
    }

    Store &m_store;
    base::ManualClock &m_clock;
    const qint64 m_requests;
    QRandomGenerator m_random{20261122};
};

}  // namespace

void writeHistory(const QString &directory, qint64 entries)
{
    base::ManualClock clock(QDateTime::currentMSecsSinceEpoch() - kYearMs - 86'400'000);
    // The store's time never goes back, and init happened just now: its few entries keep their time, these come with theirs.
    auto store = Store::open(directory, clock, {});
    if (!store)
        qFatal("%s", qPrintable(store.error().detail));
    History history(**store, clock, entries);
    QElapsedTimer timer;
    timer.start();
    history.write();
    std::fprintf(stderr, "%.1f s; indexing\n", static_cast<double>(timer.elapsed()) / 1000);
    if (!authority::AuditIndexer::catchUp(**store))
        qFatal("history: the index could not be filled");
    history.finish();
    std::fprintf(stderr, "%.1f s\n", static_cast<double>(timer.elapsed()) / 1000);
}

double appendMicroseconds(const QString &directory)
{
    constexpr int entries = 2000, rounds = 5;
    const base::SystemClock clock;
    auto store = Store::open(directory, clock, {});
    if (!store)
        qFatal("%s", qPrintable(store.error().detail));
    double best = 1e9;
    for (int round = 0; round < rounds; ++round) {
        qint64 nanoseconds = 0;
        const auto written = (*store)->write([&](Transaction &tx) {
            QElapsedTimer timer;
            timer.start();
            for (int i = 0; i < entries; ++i)
                tx.audit({QStringLiteral("user.signed_in"), QStringLiteral("usr_approver1"), AuditOutcome::Ok, std::nullopt, std::nullopt, std::nullopt, std::nullopt, {{QStringLiteral("address"), QStringLiteral("10.0.7.1")}}});
            nanoseconds = timer.nsecsElapsed();
        });
        if (!written)
            qFatal("append: %s", qPrintable(written.error().detail));
        best = std::min(best, static_cast<double>(nanoseconds) / 1000 / entries);
    }
    return best;
}

}  // namespace countersign::test
