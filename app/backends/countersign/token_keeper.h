// Keeps one signed-in session alive: access token in memory, refresh token in the secret store, a DPoP proof a request.
#pragma once

#include "app/backends/countersign/http_client.h"
#include "app/backends/countersign/server_clock.h"
#include "app/backends/device_key.h"
#include "app/oauth/metadata.h"

#include <QJsonObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace countersign::backends {

class TokenKeeper : public QObject {
    Q_OBJECT

public:
    struct Parts {
        HttpClient *http;
        base::SecretStore *store;
        const base::Clock *clock;
        QString refreshName;  // entry of the refresh token in the store
    };
    explicit TokenKeeper(Parts parts, QObject *parent = nullptr);

    void setMetadata(const oauth::Metadata &metadata) { m_metadata = metadata; }
    void setKey(SharedDeviceKey key) { m_key = std::move(key); }
    // How to renew without a refresh token (the local authority's device assertion); none: a person has to sign in.
    void setRenewal(std::function<base::Answer<base::Done>()> renewal) { m_renewal = std::move(renewal); }

    // Posts to the token endpoint with a proof and takes what comes as the session. `fields` are sent as a form.
    base::Answer<base::Done> redeem(const QList<std::pair<QString, QString>> &fields);
    // From the refresh token in the store. NotFound: none; Unauthenticated: no longer good, and removed.
    base::Answer<base::Done> resume();
    // Sends with a valid token and a proof. A GET that meets an outdated token is repeated once with a new one; nothing
    // else is ever repeated here. Unauthenticated: the session is over, `ended` was told.
    base::Answer<HttpAnswer> send(HttpRequest request);
    // For the event stream, which keeps its own connection. Renews first when the token is about to end.
    base::Answer<HttpRequest> prepare(HttpRequest request);
    // Forgets here; `revoke` at the authority as well.
    base::Answer<base::Done> signOut();
    void forget();

    [[nodiscard]] bool hasSession() const { return m_access != nullptr; }
    [[nodiscard]] QString subject() const { return m_subject; }
    [[nodiscard]] QString personName() const { return m_name; }
    [[nodiscard]] QStringList scopes() const { return m_scopes; }
    [[nodiscard]] ServerClock &serverClock() { return m_serverClock; }
    [[nodiscard]] const ServerClock &serverClock() const { return m_serverClock; }
    // A renewed token is wanted although the old one has not ended (after a 401).
    void spoil() { m_accessEndsMs = 0; }

Q_SIGNALS:
    void ended();  // the authority no longer knows this session

private:
    base::Answer<base::Done> fresh();
    base::Answer<base::Done> renew();
    base::Answer<base::Done> refreshWith(const base::SharedSecret &token);
    base::Status adopt(const HttpAnswer &answer);
    void keep(const base::SharedSecret &refresh);
    [[nodiscard]] base::Result<QJsonObject> checkToken(const base::Secret &token) const;
    void readLabels(const QJsonObject &claims);
    void sign(HttpRequest &request, QByteArrayView accessToken);
    void sendOnce(const HttpRequest &request, const base::Asked<HttpAnswer> &asked, int attempt);
    [[nodiscard]] bool isFresh() const;

    Parts m_parts;
    oauth::Metadata m_metadata;
    SharedDeviceKey m_key;
    std::function<base::Answer<base::Done>()> m_renewal;
    ServerClock m_serverClock;
    base::SharedSecret m_access, m_refresh, m_unsaved;
    qint64 m_accessEndsMs = 0;  // monotonic
    std::optional<base::Answer<base::Done>> m_renewing;
    QTimer m_saveAgain;
    QString m_subject, m_name;
    QStringList m_scopes;
    QByteArray m_dpopNonce;
};

// application/x-www-form-urlencoded
[[nodiscard]] QByteArray formBody(const QList<std::pair<QString, QString>> &fields);

}  // namespace countersign::backends
