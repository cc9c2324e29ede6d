// All parties around one authority in one fast client: the requester asks and redeems, the approver reads and signs, the API
// consumes. Each object belongs to one thread and keeps one connection.
#pragma once

#include "app/crypto/ec_key.h"
#include "tests/support/http_connection.h"

#include <QJsonObject>

#include <functional>

namespace countersign::test {

[[nodiscard]] QByteArray testCatalogText();  // `orders.note` with a credential of 60 s, `orders.brief` of 2 s
inline constexpr char kOrdersResource[] = "https://orders.northwind.example";

struct Party {
    QByteArray id;
    QByteArray secret;
};

// What the approver's side needs; shared by threads, never changed after signIn().
struct ApproverSession {
    QByteArray issuer;
    QByteArray subject;
    QByteArray accessToken;
    crypto::EcPrivateKey key;     // of the DPoP proofs
    crypto::EcPrivateKey device;  // of the decisions
};

struct Asked {
    QByteArray authReqId;
    QByteArray txn;
    QByteArray code;     // may be empty
    QJsonObject action;  // {type, params}
};

class LoadClient {
public:
    LoadClient(quint16 port, QByteArray issuer) : m_connection(port), m_issuer(std::move(issuer)) {}

    // RFC 7523 with the trusted device, as the user `local`. An empty accessToken when it failed.
    [[nodiscard]] ApproverSession signIn(const crypto::EcPrivateKey &device);

    [[nodiscard]] HttpReply ask(const Party &requester, const QJsonObject &action);
    [[nodiscard]] static Asked asked(const HttpReply &reply, const QJsonObject &action);
    [[nodiscard]] HttpReply redeem(const Party &requester, const QByteArray &authReqId);
    [[nodiscard]] HttpReply consume(const Party &api, const QByteArray &token, const QJsonObject &action, const QByteArray &idempotencyKey = {});

    [[nodiscard]] HttpReply get(const ApproverSession &approver, const QByteArray &target);
    [[nodiscard]] HttpReply list(const ApproverSession &approver, int limit);
    [[nodiscard]] HttpReply approval(const ApproverSession &approver, const QByteArray &txn);
    // `card`: the answer of approval(). `verdict`: "approve" or "deny".
    [[nodiscard]] HttpReply decide(const ApproverSession &approver, const QJsonObject &card, const QByteArray &code, const QByteArray &verdict);

    [[nodiscard]] static HttpHeaders proven(const ApproverSession &approver, const QByteArray &method, const QByteArray &target);
    [[nodiscard]] static HttpRequest decision(const ApproverSession &approver, const QJsonObject &card, const QByteArray &code, const QByteArray &verdict);
    [[nodiscard]] HttpReply form(const QByteArray &target, const HttpHeaders &headers, const HttpHeaders &fields);
    [[nodiscard]] HttpConnection &connection() { return m_connection; }

private:
    HttpConnection m_connection;
    QByteArray m_issuer;
};

[[nodiscard]] HttpHeaders basicAuthorization(const Party &party);
// An action nobody asked for before.
[[nodiscard]] QJsonObject freshAction(const char *type = "orders.note");

}  // namespace countersign::test
