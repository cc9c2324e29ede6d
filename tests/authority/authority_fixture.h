// A whole authority in this process: store, keys, endpoints and server in a directory of its own, with a clock that moves only
// when told. Requests go over real sockets.
#pragma once

#include "app/authority/catalog_cache.h"
#include "app/authority/config.h"
#include "app/authority/endpoints/event_hub.h"
#include "app/authority/grants/ping_sender.h"
#include "app/authority/grants/redemption_times.h"
#include "app/authority/grants/replay_guard.h"
#include "app/authority/grants/use_counter.h"
#include "app/authority/http/server.h"
#include "app/authority/keys.h"
#include "app/authority/services.h"
#include "app/authority/store/clients.h"
#include "app/authority/store/store.h"
#include "app/authority/store/users.h"
#include "app/crypto/ec_key.h"

#include <QJsonObject>
#include <QTemporaryDir>

#include <map>
#include <memory>

namespace countersign::test {

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;
using Fields = std::vector<std::pair<QByteArray, QByteArray>>;

struct Answer {
    int status = 0;
    std::multimap<QByteArray, QByteArray> headers;  // names in lower case
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    [[nodiscard]] QJsonObject json() const;
    [[nodiscard]] QString error() const { return json().value(QLatin1String("error")).toString(); }
    [[nodiscard]] QString text(const char *member) const { return json().value(QLatin1String(member)).toString(); }
};

[[nodiscard]] QByteArray formText(const Fields &fields);
[[nodiscard]] Headers basicAuth(const QByteArray &id, const QByteArray &secret);

inline constexpr qint64 kStartMs = 1'900'000'000'000;

class AuthorityFixture {
public:
    explicit AuthorityFixture(authority::Config config = {});
    ~AuthorityFixture();
    Q_DISABLE_COPY_MOVE(AuthorityFixture)

    // Ends the server and everything in memory, then starts again on the same directory and port.
    void restart();

    [[nodiscard]] QString issuer() const { return m_issuer; }
    [[nodiscard]] QByteArray url(const QByteArray &path) const { return m_issuer.toUtf8() + path; }

    // One request on a connection of its own. `target` is sent as it is.
    [[nodiscard]] Answer send(const QByteArray &method, const QByteArray &target, Headers headers = {}, const QByteArray &body = {}) const;
    [[nodiscard]] Answer get(const QByteArray &target, const Headers &headers = {}) const { return send("GET", target, headers); }
    [[nodiscard]] Answer postForm(const QByteArray &target, const Fields &fields, Headers headers = {}) const;
    [[nodiscard]] Answer postJson(const QByteArray &target, const QJsonObject &object, Headers headers = {}) const;

    // A fresh proof of `key` for one request; with `accessToken` its hash goes in.
    [[nodiscard]] QByteArray proof(const crypto::EcPrivateKey &key, const QByteArray &method, const QByteArray &path, const QByteArray &accessToken = {}) const;

    // People and clients. Users of addUser have the password "correct horse battery <name>".
    base::Subject addUser(const QString &name, const QStringList &roles, const QStringList &groups = {});
    void addClient(const authority::store::Client &client);
    // A confidential client with this secret.
    authority::store::Client addBot(const QString &id, const QByteArray &secret);
    void applyCatalog(const QByteArray &toml);
    [[nodiscard]] std::vector<QString> auditEvents();  // names, oldest first

    template <class F>
    auto write(F fn) { return m_store->write(fn); }

    base::ManualClock clock{kStartMs};
    authority::Config config;

    [[nodiscard]] authority::Services &services() { return *m_services; }
    [[nodiscard]] std::vector<QByteArray> routes() const { return m_router->routes(); }

private:
    void start(quint16 port);
    void stop();

    QTemporaryDir m_root;
    QString m_directory;
    QString m_issuer;
    quint16 m_port = 0;
    std::unique_ptr<authority::store::Store> m_store;
    std::unique_ptr<authority::Keys> m_keys;
    std::unique_ptr<authority::CatalogCache> m_catalog;
    std::unique_ptr<authority::ScopeUsage> m_usage;
    std::unique_ptr<authority::grants::ReplayGuard> m_replay;
    std::unique_ptr<authority::grants::PingSender> m_ping;
    std::unique_ptr<authority::grants::RedemptionTimes> m_redemptions;
    std::unique_ptr<authority::grants::UseCounter> m_uses;
    std::unique_ptr<authority::Services> m_services;
    std::unique_ptr<authority::endpoints::EventHub> m_hub;
    std::unique_ptr<authority::http::Router> m_router;
    std::unique_ptr<authority::http::Server> m_server;
};

// A person's console: signs in through the browser's pages, refreshes, calls.
class ConsoleClient {
public:
    ConsoleClient(AuthorityFixture &authority, QString name) : m_authority(authority), m_name(std::move(name)) {}

    QByteArray scope = "approvals:read approvals:decide grants:revoke catalog:read";
    QByteArray redirect = "http://127.0.0.1:49152/callback";
    crypto::EcPrivateKey key = crypto::EcPrivateKey::generate();
    QByteArray verifier, access, refresh;

    // The parameters of an authorization request, with a new verifier; `changes` replace, empty values remove.
    [[nodiscard]] Fields request(const Fields &changes = {});
    // The sign-in page and its answer to name and password.
    [[nodiscard]] Answer page(const Fields &parameters) const { return m_authority.get("/authorize?" + formText(parameters)); }
    [[nodiscard]] Answer submit(const Answer &page, const Fields &typed, const Headers &more = {}) const;
    [[nodiscard]] Answer signInWith(const Fields &parameters) const;
    [[nodiscard]] QByteArray code(const Fields &changes = {});  // a code, empty when there is none
    [[nodiscard]] Answer redeem(const QByteArray &code, const Fields &changes = {}) const;
    [[nodiscard]] Answer redeemWith(const crypto::EcPrivateKey &other, const QByteArray &code) const;
    bool signIn();
    [[nodiscard]] Answer refreshWith(const QByteArray &token, const Fields &more = {}) const;
    void keep(const Answer &tokens);

    [[nodiscard]] Headers authorization(const QByteArray &method, const QByteArray &path) const;
    [[nodiscard]] Answer get(const QByteArray &path) const { return m_authority.get(path, authorization("GET", path.split('?').first())); }
    [[nodiscard]] Answer post(const QByteArray &path, const QJsonObject &body) const { return m_authority.postJson(path, body, authorization("POST", path)); }

private:
    AuthorityFixture &m_authority;
    QString m_name;
};

// The value of a parameter in the query of a redirect's Location.
[[nodiscard]] QString locationParameter(const Answer &answer, const char *name);
// `fields` with the named ones replaced, added, or removed where the value is empty.
[[nodiscard]] Fields changed(Fields fields, const Fields &changes);
[[nodiscard]] QJsonObject claimsOf(const QByteArray &jwt);
[[nodiscard]] QByteArray testCatalog();

}  // namespace countersign::test
