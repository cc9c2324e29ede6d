// An OAuth client at one authority, as pipelines use it: base token, ask, wait, consume (protocol.md 3 and 4).
#pragma once

#include "app/backends/countersign/http_client.h"
#include "app/backends/countersign/server_clock.h"
#include "app/base/secret_store.h"
#include "app/crypto/ec_key.h"
#include "app/oauth/metadata.h"
#include "app/oauth/token_response.h"

#include <QJsonObject>

#include <optional>
#include <variant>

namespace countersign::ctl {

// What the authority said no with.
struct WireError {
    int status = 0;
    QString code, description;
};

struct Asking {
    QString type;
    QJsonObject params;
    base::SharedSecret baseToken;  // or
    QString loginHint;
    QString scope, reason, ticket, bindingMessage, expiry;
};

struct Asked {
    base::SharedSecret authReqId;
    QString approvalId, confirmationCode;
    qint64 expiresIn = 0, interval = 2;
};

class Requester {
public:
    struct Options {
        QString issuer, clientId;
        base::SharedSecret secret;                     // client_secret_basic, or
        std::optional<crypto::EcPrivateKey> clientKey; // private_key_jwt (RFC 7523 2.2)
        QByteArray extraCertificates;                  // PEM
        std::optional<crypto::EcPrivateKey> dpopKey;   // binds the credential to this key
    };
    explicit Requester(Options options);

    // Reads the metadata. Corrupt: another issuer than named.
    base::Status connect();

    template <class T>
    using Outcome = std::variant<T, WireError, base::Error>;

    [[nodiscard]] Outcome<oauth::TokenResponse> baseToken(const QString &scope);
    [[nodiscard]] Outcome<Asked> ask(const Asking &asking);
    // One poll: the answer as it is, a token response or a registration (protocol.md 7).
    [[nodiscard]] Outcome<QJsonObject> poll(const Asked &asked);
    // Withdraws the request; best effort.
    void cancel(const Asked &asked);
    // `body` as protocol.md 4 has it; a client with a key proves itself by members of the same body.
    [[nodiscard]] Outcome<QJsonObject> consume(QJsonObject body, const QString &idempotencyKey);

    // RFC 7591, with an initial access token instead of a client; RFC 7592 2.3 at the address the authority gave.
    [[nodiscard]] Outcome<QJsonObject> registerClient(const base::Secret &initialToken, const QJsonObject &metadata);
    [[nodiscard]] base::Status deleteClient(const QString &registrationUri, const base::Secret &registrationToken);

private:
    using Fields = QList<std::pair<QString, QString>>;
    enum class Bind { No, Key };
    [[nodiscard]] Outcome<QJsonObject> post(const QString &url, const Fields &fields, Bind bind);
    [[nodiscard]] Outcome<QJsonObject> exchange(backends::HttpRequest request);
    [[nodiscard]] Outcome<QJsonObject> send(const backends::HttpRequest &request);
    [[nodiscard]] Fields assertion() const;
    void presentSecret(backends::HttpRequest &request) const;

    Options m_options;
    backends::HttpClient m_http;
    base::SystemClock m_clock;
    backends::ServerClock m_serverClock;
    oauth::Metadata m_metadata;
};

}  // namespace countersign::ctl
