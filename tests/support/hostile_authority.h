// An authority on loopback that a console can sign in at by its refresh token, and that then says whatever the test wants.
#pragma once

#include "app/crypto/jws.h"
#include "app/oauth/metadata.h"
#include "tests/support/rude_server.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>

namespace countersign::tests {

class HostileAuthority {
public:
    HostileAuthority() : server([this](const QByteArray &request) { return answer(request); })
    {
        server.keepOpen = true;
        server.aboutToAnswer = [this](QTcpSocket *socket, const QByteArray &request) {
            if (request.startsWith("GET /events"))
                m_stream = socket;
        };
    }

    RudeServer server;
    QString namesIssuer;                    // in the metadata; empty: its own
    QByteArray metadataRedirect;            // answers the metadata with 302 to there while set
    QHash<QString, QByteArray> approvals;   // id → body of GET /approvals/{id}; others are 404

    [[nodiscard]] QString issuer() const { return server.origin(); }
    // What the console sends: "GET /approvals/apr_1", without the query.
    [[nodiscard]] qsizetype count(const QByteArray &begin) const
    {
        return std::count_if(server.requests.begin(), server.requests.end(), [&begin](const QByteArray &each) { return each.startsWith(begin); });
    }
    [[nodiscard]] bool isStreaming() const { return m_stream && m_stream->state() == QAbstractSocket::ConnectedState; }
    // Raw bytes on the event stream.
    void stream(const QByteArray &bytes)
    {
        if (m_stream)
            m_stream->write(bytes);
    }
    void hint(const QByteArray &data) { stream("event: approval\ndata: " + data + "\n\n"); }

private:
    QByteArray answer(const QByteArray &request)
    {
        if (request.startsWith("GET /.well-known/"))
            return metadataRedirect.isEmpty() ? ok(metadata()) : RudeServer::http(302, {}, "Location: " + metadataRedirect + "\r\n");
        if (request.startsWith("POST /token"))
            return ok(tokens(request));
        if (request.startsWith("POST /devices"))
            return RudeServer::http(201, "{}");
        if (request.startsWith("GET /events"))
            return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hb\n\n";
        if (request.startsWith("GET /approvals?"))
            return ok({{QStringLiteral("items"), pending()}, {QStringLiteral("server_time"), 110}});
        if (request.startsWith("GET /approvals/")) {
            const QString id = QString::fromLatin1(request.mid(15, request.indexOf(' ', 15) - 15));
            return approvals.contains(id) ? RudeServer::http(200, approvals.value(id)) : RudeServer::http(404, R"({"error":"not_found"})");
        }
        return RudeServer::http(404, R"({"error":"not_found"})");
    }
    static qint64 now() { return QDateTime::currentSecsSinceEpoch(); }
    static QByteArray ok(const QJsonObject &body) { return RudeServer::http(200, QJsonDocument(body).toJson(QJsonDocument::Compact)); }
    [[nodiscard]] QJsonArray pending() const
    {
        QJsonArray items;
        for (const QByteArray &each : approvals) {
            const QJsonObject card = QJsonDocument::fromJson(each).object();
            if (card.value(QStringLiteral("status")) == QStringLiteral("pending"))
                items.append(card);
        }
        return items;
    }
    [[nodiscard]] QJsonObject metadata() const
    {
        oauth::Metadata all;
        all.issuer = namesIssuer.isEmpty() ? issuer() : namesIssuer;
        const auto at = [&all](const char *path) { return all.issuer + QLatin1String(path); };
        all.authorizationEndpoint = at("/authorize");
        all.tokenEndpoint = at("/token");
        all.jwksUri = at("/jwks");
        all.revocationEndpoint = at("/revoke");
        all.responseTypes = {QStringLiteral("code")};
        all.version = 1;
        all.approvalsEndpoint = at("/approvals");
        all.eventsEndpoint = at("/events");
        all.consumeEndpoint = at("/consume");
        all.devicesEndpoint = at("/devices");
        all.grantsEndpoint = at("/grants");
        all.auditEndpoint = at("/audit");
        return oauth::metadataJson(all);
    }
    // Bound to the key that asks, as a real one's are (RFC 9449 6.1).
    QJsonObject tokens(const QByteArray &request)
    {
        const qsizetype begin = request.indexOf("\r\nDPoP: ") + 8;
        const QByteArray header = request.mid(begin, request.indexOf('.', begin) - begin);
        const QJsonObject proof = QJsonDocument::fromJson(QByteArray::fromBase64(header, QByteArray::Base64UrlEncoding)).object();
        const auto key = crypto::EcPublicKey::fromJwk(proof.value(QStringLiteral("jwk")).toObject());
        const QString thumbprint = key ? QString::fromLatin1(key->thumbprint()) : QString();
        const QJsonObject claims{{QStringLiteral("iss"), issuer()}, {QStringLiteral("aud"), issuer()}, {QStringLiteral("sub"), QStringLiteral("usr_alice")},
                                 {QStringLiteral("client_id"), QStringLiteral("countersign-console")}, {QStringLiteral("exp"), now() + 600},
                                 {QStringLiteral("cnf"), QJsonObject{{QStringLiteral("jkt"), thumbprint}}}};
        return {{QStringLiteral("access_token"), QString::fromLatin1(crypto::signJws(m_key, "at+jwt", claims))},
                {QStringLiteral("token_type"), QStringLiteral("DPoP")}, {QStringLiteral("expires_in"), 600},
                {QStringLiteral("refresh_token"), QStringLiteral("refresh-%1").arg(++m_issued)},
                {QStringLiteral("scope"), QStringLiteral("approvals:read approvals:decide")}};
    }

    crypto::EcPrivateKey m_key = crypto::EcPrivateKey::generate();
    QPointer<QTcpSocket> m_stream;
    int m_issued = 0;
};

}  // namespace countersign::tests
