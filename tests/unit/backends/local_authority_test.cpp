// The backend against a real authority that it starts itself: sign-in by device key, events, decisions, log.
#include "app/backends/countersign/countersign_backend.h"

#include "app/approval/action.h"
#include "app/base/json.h"
#include "tests/support/memory_secrets.h"
#include "tests/support/small_catalog.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace countersign;
using approval::Verdict;
using backends::CountersignBackend;
using base::Result;

namespace {

template <class T>
Result<T> wait(const base::Answer<T> &answer)
{
    if (!QTest::qWaitFor([&] { return answer.isFinished(); }, 20'000))
        return {base::Errc::Timeout, QStringLiteral("no answer in the test")};
    return answer.result();
}

}  // namespace

class LocalAuthorityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFileInfo(backends::LocalAuthority::defaultProgram()).isExecutable(), "build countersign-authority first");
        QVERIFY(m_dir.isValid());
        QFile catalog(m_dir.filePath(QStringLiteral("catalog.toml")));
        QVERIFY(catalog.open(QIODevice::WriteOnly) && catalog.write(tests::kSmallCatalog) > 0);
        catalog.close();
        backends::LocalAuthority::Options child;
        child.program = backends::LocalAuthority::defaultProgram();
        child.dataDir = m_dir.filePath(QStringLiteral("authority"));
        child.catalog = catalog.fileName();
        CountersignBackend::Options options;
        options.local = child;
        options.store = &m_store;
        options.clock = &m_clock;
        options.secretPrefix = QStringLiteral("test");
        options.deviceName = QStringLiteral("test");
        m_backend = std::make_unique<CountersignBackend>(std::move(options));
        m_backend->startEvents();
        const base::Status ready = wait(m_backend->resume());
        QVERIFY2(ready.has_value(), ready ? "" : qPrintable(ready.error().detail));
        addClient();
    }

    void isSignedInAndLive()
    {
        QCOMPARE(m_backend->signInState(), backends::SignInState::SignedIn);
        QVERIFY(m_backend->issuer().startsWith(QStringLiteral("http://127.0.0.1:")));
        QVERIFY(!m_backend->identity().subject.isEmpty());
        QVERIFY(m_backend->identity().scopes.contains(QStringLiteral("approvals:decide")));
        QVERIFY(m_backend->serverTime() > 1'600'000'000);
        const auto page = wait(m_backend->list({}));
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
        QVERIFY(page->items.isEmpty());
    }

    void aRequestArrivesAsAHintAndIsDenied()
    {
        QSignalSpy hints(m_backend.get(), &backends::ApprovalBackend::hint);
        const QString id = ask(QStringLiteral("81"));
        QVERIFY(!id.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!hints.isEmpty(), 5000);
        const auto card = wait(m_backend->approval(base::ApprovalId(id)));
        QVERIFY2(card.has_value(), card ? "" : qPrintable(card.error().detail));
        QVERIFY(card->hashMatches);
        QVERIFY(card->mayDecide.value_or(false));
        QCOMPARE(card->actionText, QStringLiteral("Refund order 81"));
        const auto answer = wait(m_backend->decide(card->id, signedDecision(*card, Verdict::Deny)));
        QVERIFY2(answer && answer->approval, answer ? qPrintable(answer->detail) : qPrintable(answer.error().detail));
        QCOMPARE(answer->approval->status, approval::Status::Denied);
    }

    void theSameBytesTwiceGiveTheSameAnswer()
    {
        const QString id = ask(QStringLiteral("82"));
        const auto card = wait(m_backend->approval(base::ApprovalId(id)));
        QVERIFY(card);
        const QByteArray bytes = signedDecision(*card, Verdict::Approve);
        const auto first = wait(m_backend->decide(card->id, bytes));
        const auto second = wait(m_backend->decide(card->id, bytes));
        QVERIFY(first && first->approval && second && second->approval);
        QCOMPARE(first->approval->status, approval::Status::Approved);
        QCOMPARE(second->approval->version, first->approval->version);
    }

    void aForgedDecisionIsRefused()
    {
        const QString id = ask(QStringLiteral("83"));
        auto card = wait(m_backend->approval(base::ApprovalId(id)));
        QVERIFY(card);
        backends::Approval other = *card;
        other.actionHash = approval::actionHash("{}");
        const auto answer = wait(m_backend->decide(card->id, signedDecision(other, Verdict::Approve)));
        QVERIFY(answer && answer->refusal);
        QCOMPARE(*answer->refusal, backends::Refusal::HashMismatch);
    }

    void comesBackAfterTheChildIsKilled()
    {
        QSignalSpy link(m_backend.get(), &backends::ApprovalBackend::linkChanged);
        const QString before = m_backend->issuer();
        // Ends the process that serves the test's own folder, by its pid.
        QVERIFY(::kill(static_cast<pid_t>(childPid()), SIGKILL) == 0);
        QTRY_VERIFY_WITH_TIMEOUT(link.size() >= 2, 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(link.last().first().value<backends::LinkFact>(), backends::LinkFact::Live, 15'000);
        QCOMPARE(m_backend->issuer(), before);
        QVERIFY(wait(m_backend->list({})).has_value());
    }

private:
    // /proc is asked for the child of this very process.
    static qint64 childPid()
    {
        QFile children(QStringLiteral("/proc/self/task/%1/children").arg(QCoreApplication::applicationPid()));
        if (!children.open(QIODevice::ReadOnly))
            return -1;
        const QList<QByteArray> pids = children.readAll().simplified().split(' ');
        return pids.isEmpty() || pids.first().isEmpty() ? -1 : pids.first().toLongLong();
    }

    void addClient()
    {
        QProcess add;
        add.start(backends::LocalAuthority::defaultProgram(),
                  {QStringLiteral("client"), QStringLiteral("add"), QStringLiteral("--data"), m_dir.filePath(QStringLiteral("authority")), QStringLiteral("--id"), QStringLiteral("bot"),
                   QStringLiteral("--name"), QStringLiteral("Bot"), QStringLiteral("--owner"), QStringLiteral("ops@example"), QStringLiteral("--grants"), QStringLiteral("client_credentials,ciba"),
                   QStringLiteral("--scopes"), QStringLiteral("orders:refund:create"), QStringLiteral("--actions"), QStringLiteral("orders.refund")});
        QVERIFY(add.waitForFinished(20'000));
        const auto said = base::json::parseObject(add.readAllStandardOutput().trimmed());
        QVERIFY(said);
        m_secret = said->value(QStringLiteral("client_secret")).toString();
        QProcess api;
        api.start(backends::LocalAuthority::defaultProgram(),
                  {QStringLiteral("client"), QStringLiteral("add"), QStringLiteral("--data"), m_dir.filePath(QStringLiteral("authority")), QStringLiteral("--id"), QStringLiteral("api"),
                   QStringLiteral("--name"), QStringLiteral("Orders"), QStringLiteral("--owner"), QStringLiteral("ops@example"), QStringLiteral("--resource-server"), QStringLiteral("https://orders.example")});
        QVERIFY(api.waitForFinished(20'000));
        QCOMPARE(api.exitCode(), 0);
    }

    QString ask(const QString &order)
    {
        backends::HttpRequest request;
        request.method = "POST";
        request.url = QUrl(m_backend->issuer() + QStringLiteral("/bc-authorize"));
        request.contentType = "application/x-www-form-urlencoded";
        request.headers = {{QByteArray("Authorization"), "Basic " + (QByteArray("bot:") + m_secret.toUtf8()).toBase64()}};
        request.body = backends::formBody({{QStringLiteral("login_hint"), QStringLiteral("client:bot")},
                                           {QStringLiteral("authorization_details"), QStringLiteral(R"([{"type":"orders.refund","params":{"order_id":"%1"}}])").arg(order)}});
        const auto answer = wait(m_http.send(request));
        const auto body = answer ? base::json::parseObject(answer->body) : Result<QJsonObject>(answer.error());
        if (body && body->contains(QStringLiteral("error")))
            qWarning() << *body;
        return body ? body->value(QStringLiteral("approval_id")).toString() : QString();
    }

    QByteArray signedDecision(const backends::Approval &card, Verdict verdict)
    {
        approval::Decision decision;
        decision.approver = m_backend->identity().subject;
        decision.audience = m_backend->issuer();
        decision.txn = card.id;
        decision.verdict = verdict;
        decision.actionHash = card.actionHash;
        decision.version = card.version;
        decision.nonce = card.nonce;
        decision.view = QStringLiteral("v1.test");
        decision.reason = QStringLiteral("as agreed");
        decision.issuedAt = m_backend->serverTime();
        decision.expiresAt = decision.issuedAt + 60;
        return *m_backend->sign(decision);
    }

    QTemporaryDir m_dir;
    tests::MemorySecrets m_store;
    base::SystemClock m_clock;
    backends::HttpClient m_http;
    std::unique_ptr<CountersignBackend> m_backend;
    QString m_secret;
};

QTEST_GUILESS_MAIN(LocalAuthorityTest)
#include "local_authority_test.moc"
