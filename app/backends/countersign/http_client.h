// HTTP as a distrustful client speaks it: no redirects, no cookies, no cache, no compression, bounded in time and size.
#pragma once

#include "app/base/answer.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QUrl>

class QNetworkAccessManager;
class QNetworkReply;
class QNetworkRequest;
class QSslCertificate;

namespace countersign::backends {

inline constexpr qsizetype kMaxAnswerBytes = 2 * 1024 * 1024;
inline constexpr int kRequestTimeoutMs = 20'000;

struct HttpRequest {
    QByteArray method = "GET";
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray contentType;  // with a body
    QByteArray body;
    qsizetype maxAnswerBytes = kMaxAnswerBytes;
};

struct HttpAnswer {
    int status = 0;
    QHash<QByteArray, QByteArray> headers;  // names in lower case
    QByteArray body;
    [[nodiscard]] QByteArray header(const QByteArray &lowerName) const { return headers.value(lowerName); }
};

// Belongs to one thread with an event loop.
class HttpClient : public QObject {
    Q_OBJECT

public:
    // Trusts the system's certificate bundle and nothing Qt would look up on demand (CVE-2025-14575).
    explicit HttpClient(QObject *parent = nullptr);
    ~HttpClient() override;

    // Certificates in PEM that are trusted besides the system's. Malformed when the text holds none.
    base::Status trustAlso(const QByteArray &pem);

    // Errors: Unavailable (no connection, dropped), Denied (certificate), Timeout, TooLarge, Malformed (redirect, no HTTP).
    // Any HTTP status is an answer.
    base::Answer<HttpAnswer> send(const HttpRequest &request);

    // A reply that is read as it comes, for event streams: the caller bounds size and time and deletes it.
    [[nodiscard]] QNetworkReply *open(const HttpRequest &request);

private:
    [[nodiscard]] QNetworkRequest prepare(const HttpRequest &request);
    void loadCertificates();

    QNetworkAccessManager *m_network;
    QList<QSslCertificate> m_extra, m_trusted;
    bool m_certificatesLoaded = false;
};

// The error behind a failed reply, in our words.
[[nodiscard]] base::Error networkError(const QNetworkReply &reply);

}  // namespace countersign::backends
