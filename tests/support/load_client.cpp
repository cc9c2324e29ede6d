#include "tests/support/load_client.h"

#include "app/approval/decision.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"
#include "app/oauth/assertion.h"
#include "app/oauth/dpop.h"

#include <QDateTime>
#include <QJsonArray>

#include <atomic>

namespace countersign::test {

namespace {

qint64 now()
{
    return QDateTime::currentSecsSinceEpoch();
}

QByteArray encodedForm(const HttpHeaders &fields)
{
    QByteArray text;
    for (const auto &[name, value] : fields)
        text += (text.isEmpty() ? "" : "&") + name + '=' + value.toPercentEncoding();
    return text;
}

QByteArray actionEntry(const QByteArray &type, const QByteArray &ttl)
{
    return "[[action]]\ntype = \"" + type + "\"\ntitle = \"Add a note to {order_id}\"\nresource = \"" + kOrdersResource
        + "\"\nscopes = [\"orders:note:create\"]\nrisk = \"low\"\napprovers = [\"orders\"]\nquorum = 1\nrequester_may_approve = false\n"
          "bind_session = false\ncode_required = false\ncomment_required = false\nstep_up = false\nrequest_ttl = \"5m\"\ncredential_ttl = \""
        + ttl + "\"\ndpop = \"optional\"\n  [[action.param]]\n  name = \"order_id\"\n  label = \"Order\"\n  kind = \"string\"\n  pattern = \"^[0-9]{1,12}$\"\n";
}

}  // namespace

QByteArray testCatalogText()
{
    return QByteArray("format = 1\nname = \"Northwind under load\"\n[[resource]]\nid = \"") + kOrdersResource
        + "\"\nname = \"Orders API\"\n[[scope]]\nname = \"orders:note:create\"\ntitle = \"Add a note\"\nowner = \"ops@northwind.example\"\n"
          "reason = \"The tests use it\"\nresource = \"" + kOrdersResource + "\"\nrisk = \"low\"\n"
        + actionEntry("orders.note", "60s") + actionEntry("orders.brief", "2s");
}

HttpHeaders basicAuthorization(const Party &party)
{
    return {{"Authorization", "Basic " + (party.id + ':' + party.secret).toBase64()}};
}

QJsonObject freshAction(const char *type)
{
    static std::atomic<qint64> next{QDateTime::currentMSecsSinceEpoch() % 100'000'000 * 1000};
    const QJsonObject params{{QStringLiteral("order_id"), QString::number(next.fetch_add(1) % 1'000'000'000'000)}};
    return {{QStringLiteral("type"), QString::fromLatin1(type)}, {QStringLiteral("params"), params}};
}

HttpReply LoadClient::form(const QByteArray &target, const HttpHeaders &headers, const HttpHeaders &fields)
{
    HttpHeaders all = headers;
    all.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    return m_connection.send({"POST", target, all, encodedForm(fields)});
}

ApproverSession LoadClient::signIn(const crypto::EcPrivateKey &device)
{
    ApproverSession session{m_issuer, {}, {}, crypto::EcPrivateKey::generate(), device};
    const QByteArray assertion = oauth::makeDeviceAssertion(device, QStringLiteral("local"), QString::fromLatin1(m_issuer), now());
    const QByteArray proof = oauth::makeProof(session.key, {"POST", m_issuer + "/token", {}, {}}, now());
    const HttpReply reply = form("/token", {{"DPoP", proof}},
                                 {{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"}, {"client_id", "countersign-console"}, {"assertion", assertion}});
    session.accessToken = reply.text(QLatin1String("access_token"));
    const auto claims = crypto::fromBase64Url(session.accessToken.split('.').value(1));
    const auto object = claims ? base::json::parseObject(*claims) : base::Result<QJsonObject>(QJsonObject());
    session.subject = object ? object->value(QLatin1String("sub")).toString().toUtf8() : QByteArray();
    return session;
}

HttpReply LoadClient::ask(const Party &requester, const QJsonObject &action)
{
    return form("/bc-authorize", basicAuthorization(requester),
                {{"authorization_details", base::json::canonical(QJsonArray{action})}, {"login_hint", "client:" + requester.id}});
}

Asked LoadClient::asked(const HttpReply &reply, const QJsonObject &action)
{
    const QJsonObject answer = reply.json();
    const auto member = [&answer](const char *name) { return answer.value(QLatin1String(name)).toString().toUtf8(); };
    return {member("auth_req_id"), member("approval_id"), member("confirmation_code"), action};
}

HttpReply LoadClient::redeem(const Party &requester, const QByteArray &authReqId)
{
    return form("/token", basicAuthorization(requester), {{"grant_type", "urn:openid:params:grant-type:ciba"}, {"auth_req_id", authReqId}});
}

HttpReply LoadClient::consume(const Party &api, const QByteArray &token, const QJsonObject &action, const QByteArray &idempotencyKey)
{
    HttpHeaders headers = basicAuthorization(api);
    headers.emplace_back("Content-Type", "application/json");
    if (!idempotencyKey.isEmpty())
        headers.emplace_back("Idempotency-Key", idempotencyKey);
    const QJsonObject body{{QStringLiteral("token"), QString::fromLatin1(token)}, {QStringLiteral("action"), action}};
    return m_connection.send({"POST", "/consume", headers, base::json::canonical(body)});
}

HttpHeaders LoadClient::proven(const ApproverSession &approver, const QByteArray &method, const QByteArray &target)
{
    const QByteArray path = target.split('?').first();
    return {{"Authorization", "DPoP " + approver.accessToken},
            {"DPoP", oauth::makeProof(approver.key, {method, approver.issuer + path, approver.accessToken, {}}, now())}};
}

HttpReply LoadClient::get(const ApproverSession &approver, const QByteArray &target)
{
    return m_connection.send({"GET", target, proven(approver, "GET", target), {}});
}

HttpReply LoadClient::list(const ApproverSession &approver, int limit)
{
    return get(approver, "/approvals?status=pending&limit=" + QByteArray::number(limit));
}

HttpReply LoadClient::approval(const ApproverSession &approver, const QByteArray &txn)
{
    return get(approver, "/approvals/" + txn);
}

HttpRequest LoadClient::decision(const ApproverSession &approver, const QJsonObject &card, const QByteArray &code, const QByteArray &verdict)
{
    approval::Decision decision;
    decision.approver = base::Subject(QString::fromLatin1(approver.subject));
    decision.audience = QString::fromLatin1(approver.issuer);
    decision.txn = base::ApprovalId(card.value(QLatin1String("id")).toString());
    decision.verdict = verdict == "approve" ? approval::Verdict::Approve : approval::Verdict::Deny;
    decision.actionHash = card.value(QLatin1String("action_hash")).toString().toLatin1();
    decision.version = card.value(QLatin1String("version")).toInteger();
    decision.nonce = card.value(QLatin1String("nonce")).toString();
    decision.view = QString::fromLatin1(crypto::base64Url(crypto::sha256("card 1 en")));
    decision.reason = QStringLiteral("Checked with the customer.");
    if (!code.isEmpty() && verdict == "approve")
        decision.code = QString::fromLatin1(code);
    decision.issuedAt = now();
    decision.expiresAt = decision.issuedAt + approval::kDecisionLifetime;
    const QByteArray target = "/approvals/" + decision.txn.text().toLatin1() + "/decision";
    HttpHeaders headers = proven(approver, "POST", target);
    headers.emplace_back("Content-Type", "application/json");
    return {"POST", target, headers, "{\"decision\":\"" + approval::signDecision(decision, approver.device) + "\"}"};
}

HttpReply LoadClient::decide(const ApproverSession &approver, const QJsonObject &card, const QByteArray &code, const QByteArray &verdict)
{
    return m_connection.send(decision(approver, card, code, verdict));
}

}  // namespace countersign::test
