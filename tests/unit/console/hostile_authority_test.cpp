// The whole console, without a window, against an authority that lies: about who it is, on its event stream, and without end.
#include "app/backends/countersign/sse_parser.h"
#include "app/console/console.h"
#include "app/programs/session_factory.h"
#include "tests/support/approval_json.h"
#include "tests/support/hostile_authority.h"
#include "tests/support/memory_secrets.h"

#include <QTemporaryDir>
#include <QTest>

using namespace countersign;
using console::ApprovalRef;
using console::AuthoritySession;
using console::Link;
using console::Settings;
using console::SignIn;
using console::Trouble;
using tests::HostileAuthority;

namespace {

constexpr int kPatience = 10'000;

QByteArray card(const QString &id, const QString &status = QStringLiteral("pending"))
{
    QJsonObject body = tests::approvalJson(id);
    body.insert(QStringLiteral("status"), status);
    return base::json::canonical(body);
}

}  // namespace

class HostileAuthorityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<tests::MemorySecrets>();
        m_settings = std::make_unique<Settings>(m_dir->path());
        m_authority = std::make_unique<HostileAuthority>();
        m_authority->approvals.insert(QStringLiteral("apr_1"), card(QStringLiteral("apr_1")));
        m_other = std::make_unique<HostileAuthority>();
    }
    void cleanup()
    {
        m_console.reset();
        m_authority.reset();
        m_other.reset();
    }

    // CF-10: the issuer that was enrolled is the only one. Metadata of another name ends it: no token, no key, no request
    // goes there, and nothing of the enrolment is thrown away.
    void metadataOfAnotherIssuerIsNotFollowed_CF_10()
    {
        enrol(m_authority->issuer());
        m_authority->namesIssuer = m_other->issuer();
        openConsole();
        QTRY_COMPARE_WITH_TIMEOUT(session()->trouble(), Trouble::WrongIssuer, kPatience);
        QCOMPARE(m_authority->count("POST /token"), 0);
        QTest::qWait(300);
        QVERIFY2(m_other->server.requests.isEmpty(), "the console went where the metadata pointed");
        QCOMPARE(m_store->entries.value(refreshName(m_authority->issuer())), QByteArray("refresh-0"));
    }
    void aRedirectToAnotherIssuerIsNotFollowed_CF_10()
    {
        enrol(m_authority->issuer());
        m_authority->metadataRedirect = m_other->issuer().toUtf8() + "/.well-known/oauth-authorization-server";
        openConsole();
        QTRY_VERIFY_WITH_TIMEOUT(session()->trouble() != Trouble::None, kPatience);
        QCOMPARE(session()->signInState(), SignIn::SignedOut);
        QTest::qWait(300);
        QVERIFY(m_other->server.requests.isEmpty());
        QCOMPARE(m_authority->count("POST /token"), 0);
    }
    // CF-10: somebody writes another issuer into the settings. What was enrolled at the first is not offered to the second:
    // a person has to sign in anew, and the device key there is another one.
    void anotherIssuerInTheSettingsStartsAnew_CF_10()
    {
        enrol(m_authority->issuer());
        openConsole();
        QTRY_COMPARE_WITH_TIMEOUT(session()->link(), Link::Live, kPatience);
        const QByteArray key = m_store->entries.value(keyName(m_authority->issuer()));
        QVERIFY(!key.isEmpty());
        m_console.reset();
        enrol(m_other->issuer());
        m_store->entries.remove(refreshName(m_other->issuer()));  // nobody signed in there yet
        openConsole();
        QTRY_COMPARE_WITH_TIMEOUT(session()->signInState(), SignIn::SignedOut, kPatience);
        QCOMPARE(m_other->count("POST"), 0);
        QVERIFY(!session()->isTrustworthy());
        QVERIFY(m_store->entries.contains(keyName(m_other->issuer())));
        QVERIFY2(m_store->entries.value(keyName(m_other->issuer())) != key, "the device key of the first authority is used at the second");
        for (const QByteArray &request : m_other->server.requests)
            QVERIFY2(!request.contains("refresh-"), request.constData());
    }

    // EV-12: an event is a hint. Whatever it says, what stands in the list was read over the API.
    void forgedEventsChangeNothing_EV_12()
    {
        goLive();
        const ApprovalRef ref = refOf("apr_1");
        m_console->card().open(ref);
        QTRY_VERIFY_WITH_TIMEOUT(m_console->card().approval(), kPatience);
        m_authority->hint(R"({"id":"apr_1","version":99,"status":"approved","action_text":"Refund nothing"})");
        QTRY_VERIFY_WITH_TIMEOUT(m_authority->count("GET /approvals/apr_1 ") >= 2, kPatience);
        m_authority->hint(R"({"id":"apr_evil","version":1,"status":"pending","action_text":"Read the weather","risk":{"tier":"low"}})");
        QTRY_VERIFY_WITH_TIMEOUT(m_authority->count("GET /approvals/apr_evil ") == 1, kPatience);
        QTest::qWait(300);
        QCOMPARE(m_console->inbox().rowCount(), 1);
        QCOMPARE(m_console->inbox().index(0).data(console::InboxModel::SentenceRole).toString(), QStringLiteral("Refund 2 of order 81"));
        QCOMPARE(m_console->card().approval()->status, approval::Status::Pending);
        QVERIFY2(!m_console->card().canApprove(), "a newer version was announced, and nobody has read one");
        QCOMPARE(session()->link(), Link::Live);
    }
    // EV-12: a request that the API does give, but whose text does not fit its canonical bytes, cannot be approved.
    void forgedContentCannotBeApproved_EV_12()
    {
        QJsonObject body = tests::approvalJson(QStringLiteral("apr_2"));
        body.insert(QStringLiteral("params"), QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("order_id")}, {QStringLiteral("label"), QStringLiteral("Order")}, {QStringLiteral("value"), QStringLiteral("1")}}});
        goLive();
        m_authority->approvals.insert(QStringLiteral("apr_2"), base::json::canonical(body));
        m_authority->hint(R"({"id":"apr_2","version":3,"status":"pending"})");
        QTRY_COMPARE_WITH_TIMEOUT(m_console->inbox().pendingCount(), 2, kPatience);
        m_console->card().open(refOf("apr_2"));
        QTRY_VERIFY_WITH_TIMEOUT(m_console->card().approval(), kPatience);
        QVERIFY(!m_console->card().approval()->hashMatches);
        QVERIFY(!m_console->card().canApprove());
    }

    // EV-10: a line without an end, or an event beyond 64 KiB, ends the connection; the console comes back and reads all anew.
    void anEndlessEventIsCutAndEverythingReadAnew_EV_10_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("one line") << QByteArray("event: approval\ndata: {\"id\":\"");
        QTest::newRow("no field at all") << QByteArray("x");
        QTest::newRow("a comment") << QByteArray(": ");
    }
    void anEndlessEventIsCutAndEverythingReadAnew_EV_10()
    {
        QFETCH(QByteArray, begin);
        goLive();
        const qsizetype lists = m_authority->count("GET /approvals?"), streams = m_authority->count("GET /events");
        m_authority->approvals.insert(QStringLiteral("apr_2"), card(QStringLiteral("apr_2")));  // arrives unseen
        m_authority->stream("id: 41\nevent: audit\ndata: {}\n\n" + begin + QByteArray(backends::kMaxEventBytes, 'x'));
        QTRY_VERIFY_WITH_TIMEOUT(session()->link() != Link::Live, kPatience);
        QVERIFY(!session()->isTrustworthy());
        QTRY_COMPARE_WITH_TIMEOUT(session()->link(), Link::Live, kPatience);
        QCOMPARE(m_authority->count("GET /events"), streams + 1);
        QVERIFY2(!m_authority->server.requests.at(indexOfLast("GET /events")).contains("Last-Event-ID"), "what was lost cannot be told, so nothing may be taken as known");
        QVERIFY(m_authority->count("GET /approvals?") > lists);
        QCOMPARE(m_console->inbox().pendingCount(), 2);
    }
    // EV-10: however many hints come, the authority is asked for a handful of requests and lists; and what is true is shown.
    void aFloodOfEventsAsksLittle_EV_10()
    {
        goLive();
        const qsizetype before = m_authority->server.requests.size();
        QByteArray flood;
        for (int i = 0; i < 10'000; ++i)
            flood += "event: approval\ndata: {\"id\":\"apr_f" + QByteArray::number(i) + "\",\"version\":1}\n\n";
        for (int i = 0; i < 10'000; ++i)
            flood += i % 2 ? "event: reset\ndata: {}\n\n" : "event: grant\ndata: {}\n\n";
        m_authority->approvals.insert(QStringLiteral("apr_2"), card(QStringLiteral("apr_2")));
        m_authority->stream(flood);
        QTRY_COMPARE_WITH_TIMEOUT(m_console->inbox().pendingCount(), 2, kPatience);
        QTest::qWait(2'500);
        const qsizetype asked = m_authority->server.requests.size() - before;
        QVERIFY2(asked < 100, qPrintable(QStringLiteral("%1 questions after 20000 hints").arg(asked)));
        QTRY_COMPARE_WITH_TIMEOUT(session()->link(), Link::Live, kPatience);
        QCOMPARE(m_authority->count("GET /events"), 1);
    }

    // A list that was asked for before a hint may be older than it: the request it names is read after the list.
    void aHintDuringTheListIsReadAfterIt()
    {
        goLive();
        m_authority->stream("event: reset\ndata: {}\n\n");
        m_authority->hint(R"({"id":"apr_1","version":9,"status":"denied"})");
        QTRY_VERIFY_WITH_TIMEOUT(m_authority->count("GET /approvals/apr_1 ") >= 1, kPatience);
        QVERIFY(indexOfLast("GET /approvals/apr_1 ") > indexOfLast("GET /approvals?"));
    }

private:
    static QString refreshName(const QString &issuer) { return prefix(issuer) + QStringLiteral(" refresh-token"); }
    static QString keyName(const QString &issuer) { return prefix(issuer) + QStringLiteral(" device-key"); }
    static QString prefix(const QString &issuer) { return issuer; }

    void enrol(const QString &issuer)
    {
        m_settings->setAuthorities({{QStringLiteral("one"), issuer, QStringLiteral("Test"), 0}});
        m_store->entries.insert(refreshName(issuer), "refresh-0");
    }
    void openConsole()
    {
        m_console = std::make_unique<console::Console>(*m_settings, m_clock, programs::sessionFactory({m_settings.get(), m_store.get(), &m_clock, {}}));
        m_console->start();
        QVERIFY(session());
    }
    void goLive()
    {
        enrol(m_authority->issuer());
        openConsole();
        QTRY_COMPARE_WITH_TIMEOUT(session()->link(), Link::Live, kPatience);
        QCOMPARE(m_console->inbox().rowCount(), 1);
        QVERIFY(m_authority->isStreaming());
    }
    [[nodiscard]] AuthoritySession *session() const { return m_console->authorities().at(0); }
    static ApprovalRef refOf(const char *id) { return {console::AuthorityId(QStringLiteral("one")), base::ApprovalId(QString::fromLatin1(id))}; }
    [[nodiscard]] qsizetype indexOfLast(const QByteArray &begin) const
    {
        const QList<QByteArray> &all = m_authority->server.requests;
        for (qsizetype at = all.size() - 1; at >= 0; --at) {
            if (all.at(at).startsWith(begin))
                return at;
        }
        return -1;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    base::SystemClock m_clock;
    std::unique_ptr<tests::MemorySecrets> m_store;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<HostileAuthority> m_authority, m_other;
    std::unique_ptr<console::Console> m_console;
};

QTEST_GUILESS_MAIN(HostileAuthorityTest)
#include "hostile_authority_test.moc"
