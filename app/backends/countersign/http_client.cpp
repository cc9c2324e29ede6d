#include "app/backends/countersign/http_client.h"

#include <QNetworkAccessManager>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTimer>

namespace countersign::backends {
namespace {

using base::Errc;

// QNetworkAccessManager keeps cookies unless every request says no; a jar that keeps none needs no one to remember.
class NoCookies final : public QNetworkCookieJar {
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

// Qt would search these and more on demand, one file per subject hash, and has trusted what it should not; so one bundle
// is read, whole.
QList<QSslCertificate> systemBundle()
{
    for (const QLatin1String file : {QLatin1String("/etc/ssl/certs/ca-certificates.crt"), QLatin1String("/etc/pki/tls/certs/ca-bundle.crt"),
                                     QLatin1String("/etc/ssl/ca-bundle.pem")}) {
        const QList<QSslCertificate> found = QSslCertificate::fromPath(file, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

HttpAnswer takeAnswer(QNetworkReply &reply, QByteArray body)
{
    HttpAnswer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto pairs = reply.rawHeaderPairs();
    for (const auto &[name, value] : pairs)
        answer.headers.insert(name.toLower(), value);
    answer.body = std::move(body);
    return answer;
}

// Gathers one reply within its limits and answers once.
class Exchange final : public QObject {
public:
    Exchange(QNetworkReply *reply, qsizetype maxBytes, QObject *parent) : QObject(parent), m_reply(reply), m_maxBytes(maxBytes)
    {
        reply->setParent(this);
        connect(reply, &QNetworkReply::readyRead, this, [this] { gather(); });
        connect(reply, &QNetworkReply::finished, this, [this] { finish(); });
        // The transfer timeout starts anew with every byte; a peer that drips must end too.
        QTimer::singleShot(kRequestTimeoutMs, this, [this] {
            fail({Errc::Timeout, QStringLiteral("no complete answer in time")});
        });
    }
    [[nodiscard]] base::Answer<HttpAnswer> answer() const { return m_asked.answer(); }

private:
    void gather()
    {
        if (m_body.size() + m_reply->bytesAvailable() > m_maxBytes)
            fail({Errc::TooLarge, QStringLiteral("the answer is larger than %1 MiB").arg(m_maxBytes / (1024 * 1024))});
        else
            m_body += m_reply->readAll();
    }
    void finish()
    {
        if (m_asked.isAnswered())
            return;
        gather();
        if (m_asked.isAnswered())
            return;
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const bool broken = m_reply->error() == QNetworkReply::RemoteHostClosedError
                            || m_reply->error() == QNetworkReply::OperationCanceledError;
        if (status == 0 || broken)
            fail(networkError(*m_reply));
        else if (status >= 300 && status < 400)
            fail({Errc::Malformed, QStringLiteral("the answer is a redirect, which is never followed")});
        else
            end(takeAnswer(*m_reply, std::move(m_body)));
    }
    void fail(base::Error error) { end(std::move(error)); }
    void end(base::Result<HttpAnswer> result)
    {
        if (m_asked.isAnswered())
            return;
        m_asked.give(std::move(result));
        m_reply->disconnect(this);
        m_reply->abort();
        deleteLater();
    }

    QNetworkReply *m_reply;
    qsizetype m_maxBytes;
    QByteArray m_body;
    base::Asked<HttpAnswer> m_asked;
};

}  // namespace

HttpClient::HttpClient(QObject *parent) : QObject(parent), m_network(new QNetworkAccessManager(this))
{
    m_network->setCookieJar(new NoCookies(m_network));
    m_network->setProxy(QNetworkProxy::NoProxy);
    m_network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

HttpClient::~HttpClient() = default;

base::Status HttpClient::trustAlso(const QByteArray &pem)
{
    const QList<QSslCertificate> found = QSslCertificate::fromData(pem, QSsl::Pem);
    if (found.isEmpty())
        return {Errc::Malformed, QStringLiteral("there is no certificate in PEM form")};
    m_extra += found;
    m_certificatesLoaded = false;
    return base::Done{};
}

void HttpClient::loadCertificates()
{
    if (m_certificatesLoaded)
        return;
    m_trusted = systemBundle() + m_extra;
    m_certificatesLoaded = true;
}

QNetworkRequest HttpClient::prepare(const HttpRequest &request)
{
    QNetworkRequest prepared(request.url);
    prepared.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    prepared.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    prepared.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    prepared.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    prepared.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    // Naming an encoding keeps Qt from unpacking answers by itself, whose size nobody would bound.
    prepared.setRawHeader("Accept-Encoding", "identity");
    prepared.setRawHeader("User-Agent", "countersign/" COUNTERSIGN_VERSION);
    if (!request.contentType.isEmpty())
        prepared.setRawHeader("Content-Type", request.contentType);
    for (const auto &[name, value] : request.headers)
        prepared.setRawHeader(name, value);
    if (request.url.scheme() == QLatin1String("https")) {
        loadCertificates();
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setProtocol(QSsl::TlsV1_2OrLater);
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        tls.setCaCertificates(m_trusted);
        tls.setAllowedNextProtocols({});
        prepared.setSslConfiguration(tls);
    }
    return prepared;
}

QNetworkReply *HttpClient::open(const HttpRequest &request)
{
    return m_network->sendCustomRequest(prepare(request), request.method, request.body);
}

base::Answer<HttpAnswer> HttpClient::send(const HttpRequest &request)
{
    QNetworkRequest prepared = prepare(request);
    prepared.setTransferTimeout(kRequestTimeoutMs);
    QNetworkReply *reply = request.method == "GET" ? m_network->get(prepared)
                                                   : m_network->sendCustomRequest(prepared, request.method, request.body);
    reply->setReadBufferSize(request.maxAnswerBytes + 1);
    return (new Exchange(reply, request.maxAnswerBytes, this))->answer();
}

base::Error networkError(const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::SslHandshakeFailedError:
        return {Errc::Denied, QStringLiteral("the TLS connection was refused: ") + reply.errorString()};
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return {Errc::Timeout, QStringLiteral("no answer in time")};
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return {Errc::Malformed, QStringLiteral("the answer is not HTTP")};
    default:
        return {Errc::Unavailable, reply.errorString()};
    }
}

}  // namespace countersign::backends
