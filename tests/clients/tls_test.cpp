// The console and a real authority on TLS, and what stands in its place: bad certificates, old protocols, a rogue CA, metadata
// that lies. No case has a "continue".
#include "tests/clients/sign_in_form.h"
#include "tests/support/authority_process.h"
#include "tests/support/memory_secrets.h"
#include "tests/support/rude_server.h"
#include "tests/support/small_catalog.h"
#include "tests/support/test_certificates.h"

#include "app/base/json.h"
#include "app/backends/countersign/browser.h"
#include "app/backends/countersign/countersign_backend.h"
#include "app/console/authority_session.h"

#include <QCoreApplication>
#include <QTest>

#include <cstdio>

using namespace countersign;
using backends::CountersignBackend;
using base::Errc;
using tests::RudeServer;

namespace {

const QString kEvil = QStringLiteral("https://evil.example");

template <class T>
base::Result<T> wait(const base::Answer<T> &answer)
{
    if (!QTest::qWaitFor([&] { return answer.isFinished(); }, 25'000))
        return {Errc::Internal, QStringLiteral("no answer in the test")};
    return answer.result();
}

QJsonObject goodMetadata(const QString &origin)
{
    oauth::Metadata metadata;
    metadata.version = 1;
    metadata.issuer = origin;
    metadata.authorizationEndpoint = origin + QStringLiteral("/authorize");
    metadata.tokenEndpoint = origin + QStringLiteral("/token");
    metadata.jwksUri = origin + QStringLiteral("/jwks");
    metadata.approvalsEndpoint = origin + QStringLiteral("/approvals");
    metadata.eventsEndpoint = origin + QStringLiteral("/events");
    metadata.devicesEndpoint = origin + QStringLiteral("/devices");
    metadata.auditEndpoint = origin + QStringLiteral("/audit");
    return oauth::metadataJson(metadata);
}

// Whether a plain Qt client and the console's trust this address; run where a directory holds a CA of nobody's choice.
int fetchBothWays(const QUrl &url)
{
    QNetworkAccessManager plain;
    QNetworkReply *reply = plain.get(QNetworkRequest(url));
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    backends::HttpClient ours;
    backends::HttpRequest request;
    request.url = url;
    const auto answer = wait(ours.send(request));
    std::printf("plain=%s ours=%s\n", reply->error() == QNetworkReply::NoError ? "trusted" : "refused",
                answer ? "trusted" : answer.error().code == Errc::Denied ? "refused" : qPrintable(answer.error().detail));
    return 0;
}

}  // namespace

class TlsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_good = m_certificates.issue(QStringLiteral("good"), QStringLiteral("IP:127.0.0.1"), 2);
        m_authority.create(tests::kSmallCatalog, {});
        m_authority.addUser(QStringLiteral("alice"), QStringLiteral("approver"), QStringLiteral("payments-approvers"));
        m_authority.serveOptions = {QStringLiteral("--tls-cert"), m_good.certificate, QStringLiteral("--tls-key"), m_good.key};
        QVERIFY2(m_authority.serve(), m_authority.log().constData());
        QVERIFY(issuer().startsWith(QStringLiteral("https://127.0.0.1:")));
    }

    void init() { m_opened = 0; }

    // The control of all that follows: the same authority, the right certificate.
    void signsInThroughTheBrowserOverTls()
    {
        auto backend = makeBackend(issuer(), m_certificates.caPem());
        const auto signedIn = wait(backend->signIn());
        QVERIFY2(signedIn.has_value(), signedIn ? "" : qPrintable(signedIn.error().detail));
        QCOMPARE(m_opened, 1);
        QCOMPARE(backend->identity().name, QStringLiteral("alice"));
        QVERIFY(backend->identity().subject.text().startsWith(QStringLiteral("usr_")));
        QVERIFY(wait(backend->list({})));
        // KC-12: whose entries these are stands in their names.
        const QStringList names = m_store.entries.keys();
        QCOMPARE(names.size(), 2);
        for (const QString &name : names)
            QVERIFY2(name.startsWith(issuer() + QLatin1Char(' ')), qPrintable(name));
        QVERIFY(wait(backend->signOut()));
        QVERIFY(m_store.entries.isEmpty());  // KC-08
    }

    // KC-04 with the authority's own word: a rotated refresh token that never reached the keyring costs no session.
    void aLostWriteOfARotatedTokenCostsNoSession()
    {
        auto first = makeBackend(issuer(), m_certificates.caPem());
        QVERIFY(wait(first->signIn()));
        const auto kept = m_store.entries;
        m_store.writeError = base::Error{Errc::Unavailable, QStringLiteral("daemon gone")};
        first = makeBackend(issuer(), m_certificates.caPem());
        QVERIFY(wait(first->resume()));  // rotates; the write is lost
        QCOMPARE(m_store.entries, kept);
        m_store.writeError.reset();
        first = makeBackend(issuer(), m_certificates.caPem());
        const auto again = wait(first->resume());
        QVERIFY2(again.has_value(), again ? "" : qPrintable(again.error().detail));
        QVERIFY(m_store.entries != kept);
        QCOMPARE(first->identity().name, QStringLiteral("alice"));
        QVERIFY(wait(first->signOut()));
    }

    // KC-12: two issuers, one keychain.
    void twoAuthoritiesShareNoEntry()
    {
        auto here = makeBackend(issuer(), m_certificates.caPem());
        QVERIFY(wait(here->signIn()));
        const auto before = m_store.entries;
        auto there = makeBackend(QStringLiteral("https://127.0.0.1:1"), m_certificates.caPem());
        QVERIFY(!wait(there->resume()));
        QVERIFY(wait(there->signOut()));
        for (auto entry = before.begin(); entry != before.end(); ++entry)
            QCOMPARE(m_store.entries.value(entry.key()), entry.value());
        QVERIFY(wait(here->signOut()));
    }

    // PK-22
    void aBadCertificateIsFinal_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("expired") << QStringLiteral("expired");
        QTest::newRow("wrong host") << QStringLiteral("host");
        QTest::newRow("self-signed") << QStringLiteral("self");
        QTest::newRow("unknown CA") << QStringLiteral("unknown");
    }
    void aBadCertificateIsFinal()
    {
        QFETCH(QString, kind);
        const auto pair = kind == QLatin1String("expired") ? m_certificates.issue(kind, QStringLiteral("IP:127.0.0.1"), -1)
                          : kind == QLatin1String("host")  ? m_certificates.issue(kind, QStringLiteral("DNS:authority.example,IP:127.0.0.2"), 2)
                          : kind == QLatin1String("self")  ? m_certificates.selfSigned(kind, QStringLiteral("IP:127.0.0.1"))
                                                           : m_good;
        QCOMPARE(m_authority.stop(), 0);
        m_authority.serveOptions = {QStringLiteral("--tls-cert"), pair.certificate, QStringLiteral("--tls-key"), pair.key};
        QVERIFY2(m_authority.serve(), m_authority.log().constData());
        console::AuthoritySession::Parts parts;
        parts.id = console::AuthorityId(QStringLiteral("here"));
        parts.backend = makeBackend(issuer(), kind == QLatin1String("unknown") ? QByteArray() : m_certificates.caPem());
        parts.clock = &m_clock;
        console::AuthoritySession session(std::move(parts));
        session.signIn();
        QTRY_COMPARE_WITH_TIMEOUT(session.trouble(), console::Trouble::Tls, 20'000);
        QVERIFY2(session.troubleDetail().contains(QStringLiteral("TLS")), qPrintable(session.troubleDetail()));
        QCOMPARE(session.signInState(), console::SignIn::SignedOut);
        QCOMPARE(m_opened, 0);
        QVERIFY(!session.isTrustworthy());
    }

    // PK-22: the same server with TLS 1.2 is fine, so it is the version that is refused.
    void anOldProtocolIsRefused()
    {
        backends::HttpClient client;
        QVERIFY(client.trustAlso(m_certificates.caPem()));
        const Heard modern = askServerOf(client, QStringLiteral("-tls1_2"));
        QVERIFY2(modern.said.contains("GET / HTTP/1.1"), modern.said.constData());
        const Heard old = askServerOf(client, QStringLiteral("-tls1_1"));
        QVERIFY2(!old.said.contains("GET / HTTP/1.1"), old.said.constData());
        QVERIFY(old.answer.isFinished() && !old.answer.result());
        QCOMPARE(old.answer.result().error().code, Errc::Denied);
    }

    // PK-23: seen in a mount namespace of its own, where the directory that Qt searches on demand holds another CA.
    void aCaInADirectoryIsNotTrusted()
    {
        QCOMPARE(m_authority.stop(), 0);
        m_authority.serveOptions = {QStringLiteral("--tls-cert"), m_good.certificate, QStringLiteral("--tls-key"), m_good.key};
        QVERIFY(m_authority.serve());
        const tests::TestCertificates others;  // the system's bundle, in there
        const QString script = QStringLiteral("mount -t tmpfs none /etc/ssl/certs && cp '%1' /etc/ssl/certs/ca-certificates.crt && cp '%2' /etc/ssl/certs/%3 && exec '%4' --fetch %5/jwks")
                                   .arg(others.caFile(), m_certificates.caFile(), m_certificates.caHashName(), QCoreApplication::applicationFilePath(), issuer());
        QProcess inside;
        for (const QString &how : {QStringLiteral("-m"), QStringLiteral("-rm")}) {
            inside.start(QStringLiteral("unshare"), {how, QStringLiteral("sh"), QStringLiteral("-c"), script});
            if (inside.waitForFinished(60'000) && inside.exitCode() == 0)
                break;
        }
        if (inside.exitCode() != 0)
            QSKIP("no mount namespace may be made here");
        QCOMPARE(inside.readAllStandardOutput().trimmed(), QByteArray("plain=trusted ours=refused"));
    }

    // PK-20
    void metadataOfAnotherIssuerIsRefused()
    {
        RudeServer server([&server](const QByteArray &) {
            QJsonObject metadata = goodMetadata(server.origin());
            metadata.insert(QStringLiteral("issuer"), kEvil);
            return RudeServer::http(200, base::json::canonical(metadata));
        });
        console::AuthoritySession::Parts parts;
        parts.id = console::AuthorityId(QStringLiteral("rude"));
        parts.backend = makeBackend(server.origin(), {});
        parts.clock = &m_clock;
        console::AuthoritySession session(std::move(parts));
        session.signIn();
        QTRY_COMPARE(session.trouble(), console::Trouble::WrongIssuer);
        QCOMPARE(m_opened, 0);
        QCOMPARE(server.requests.size(), 1);  // nothing was sent there but the question
    }

    // PK-19
    void aBadAuthorizationEndpointIsNeverOpened_data()
    {
        QTest::addColumn<QString>("endpoint");
        for (const char *bad : {"file:///etc/passwd", "javascript:alert(1)", "smb://evil.example/share", "ms-msdt:/id", "data:text/html,x", "http://evil.example/authorize",
                                "https://evil.example/authorize", "ORIGIN@evil.example/authorize", "http://user:pw@HOST/authorize", "ORIGIN/$(touch${IFS}x)", "ORIGIN/`id`",
                                "ORIGIN/a;reboot", "ORIGIN/a'b", "ORIGIN/a\"b", "ORIGIN/a b", "ORIGIN/a\nb", "ORIGIN/\u202Eevil", "http://localhost:1/authorize", "http://127.1/authorize",
                                "--help", "", "//evil.example/authorize", "ORIGIN\\@evil.example/"})
            QTest::newRow(bad) << QString::fromUtf8(bad);
    }
    void aBadAuthorizationEndpointIsNeverOpened()
    {
        QFETCH(QString, endpoint);
        RudeServer server([&](const QByteArray &) {
            QJsonObject metadata = goodMetadata(server.origin());
            QString bad = endpoint;
            bad.replace(QStringLiteral("ORIGIN"), server.origin()).replace(QStringLiteral("HOST"), server.origin().mid(7));
            metadata.insert(QStringLiteral("authorization_endpoint"), bad);
            return RudeServer::http(200, base::json::canonical(metadata));
        });
        auto backend = makeBackend(server.origin(), {});
        QVERIFY(!wait(backend->signIn()));
        QCOMPARE(m_opened, 0);
        // The control: with a good one, the browser is asked for.
        RudeServer good([&good](const QByteArray &) { return RudeServer::http(200, base::json::canonical(goodMetadata(good.origin()))); });
        backend = makeBackend(good.origin(), {});
        const auto waiting = backend->signIn();
        QTRY_COMPARE(m_opened, 1);
        backend->cancelSignIn();
        QCOMPARE(wait(waiting).error().code, Errc::Cancelled);
    }

    // PK-19, the last gate: whoever calls it, only plain web addresses reach a program, as one word.
    void theBrowserGetsPlainAddressesAlone()
    {
        const QTemporaryDir dir;
        const QString seen = dir.filePath(QStringLiteral("seen")), script = dir.filePath(QStringLiteral("browser"));
        QFile file(script);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("#!/bin/sh\nprintf '%s|%s' \"$#\" \"$1\" > '" + seen.toUtf8() + ".new' && mv '" + seen.toUtf8() + ".new' '" + seen.toUtf8() + "'\n") > 0);
        file.close();
        QVERIFY(QFile::setPermissions(script, QFile::ReadOwner | QFile::ExeOwner));
        qputenv("BROWSER", script.toUtf8());
        for (const char *bad : {"file:///etc/passwd", "javascript:alert(1)", "http://evil.example/", "https://a@evil.example/", "https://evil.example/$(id)", "smb://x/y"})
            QVERIFY2(!backends::openBrowser(QUrl(QString::fromLatin1(bad))), bad);
        QVERIFY(!QFile::exists(seen));
        QVERIFY(backends::openBrowser(QUrl(QStringLiteral("https://approvals.example/authorize?state=a&x=b"))));
        QTRY_VERIFY(QFile::exists(seen));
        QFile was(seen);
        QVERIFY(was.open(QIODevice::ReadOnly));
        QCOMPARE(was.readAll(), QByteArray("1|https://approvals.example/authorize?state=a&x=b"));
        qunsetenv("BROWSER");
    }

private:
    [[nodiscard]] QString issuer() const { return QString::fromLatin1(m_authority.issuer()); }

    std::unique_ptr<CountersignBackend> makeBackend(const QString &where, const QByteArray &trusted)
    {
        CountersignBackend::Options options;
        options.issuer = where;
        options.store = &m_store;
        options.clock = &m_clock;
        options.secretPrefix = where;
        options.deviceName = QStringLiteral("test");
        options.extraCertificates = trusted;
        options.openBrowser = [this](const QUrl &url) {
            ++m_opened;
            m_form = std::make_unique<tests::SignInForm>(tests::SignInForm::Person{QStringLiteral("alice"), QString::fromUtf8(test::AuthorityProcess::password(QStringLiteral("alice")))},
                                                         [](const QByteArray &) {});
            m_form->trust(m_certificates.caPem());
            m_form->open(url);
            return base::Status(base::Done{});
        };
        return std::make_unique<CountersignBackend>(std::move(options));
    }

    struct Heard {
        base::Answer<backends::HttpAnswer> answer;
        QByteArray said;  // by the server: what came through the tunnel
    };
    // Until the server read the request or the client gave up.
    Heard askServerOf(backends::HttpClient &client, const QString &version)
    {
        QTcpServer free;
        free.listen(QHostAddress::LocalHost, 0);
        const quint16 port = free.serverPort();
        free.close();
        QProcess server;
        server.start(QStringLiteral("openssl"), {QStringLiteral("s_server"), QStringLiteral("-accept"), QStringLiteral("127.0.0.1:%1").arg(port), QStringLiteral("-cert"), m_good.certificate,
                                                 QStringLiteral("-key"), m_good.key, version, QStringLiteral("-cipher"), QStringLiteral("ALL:@SECLEVEL=0")});
        Heard heard;
        while (!heard.said.contains("ACCEPT") && server.waitForReadyRead(10'000))
            heard.said += server.readAll();
        backends::HttpRequest request;
        request.url = QUrl(QStringLiteral("https://127.0.0.1:%1/").arg(port));
        heard.answer = client.send(request);
        (void)QTest::qWaitFor([&] { heard.said += server.readAll(); return heard.answer.isFinished() || heard.said.contains("GET / HTTP/1.1"); }, 20'000);
        server.terminate();
        server.waitForFinished(5000);
        return heard;
    }

    tests::TestCertificates m_certificates;
    tests::TestCertificates::Pair m_good;
    test::AuthorityProcess m_authority{QStringLiteral(COUNTERSIGN_AUTHORITY)};
    tests::MemorySecrets m_store;
    base::SystemClock m_clock;
    std::unique_ptr<tests::SignInForm> m_form;
    int m_opened = 0;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() == 3 && words.at(1) == QLatin1String("--fetch"))
        return fetchBothWays(QUrl(words.at(2)));
    TlsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tls_test.moc"
