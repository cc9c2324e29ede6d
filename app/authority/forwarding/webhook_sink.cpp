#include "app/authority/forwarding/webhook_sink.h"

#include "app/authority/http/outbound.h"
#include "app/authority/keys.h"
#include "app/authority/store/store.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"

#include <QJsonArray>

namespace countersign::authority::forwarding {

WebhookSink::WebhookSink(const Config::WebhookForward &config, Services &services) : m_config(config), m_services(services) {}

QString WebhookSink::name() const
{
    return QStringLiteral("webhook:") + m_config.url;
}

base::Status WebhookSink::send(const std::vector<store::AuditEntry> &entries)
{
    QJsonArray items;
    for (const store::AuditEntry &entry : entries)
        items.append(store::entryJson(entry));
    http::OutboundPost post;
    post.url = m_config.url;
    post.body = base::json::canonical(QJsonObject{{QStringLiteral("iss"), m_services.issuer}, {QStringLiteral("entries"), items}});
    post.reach = http::Reach::Anywhere;
    // Signing takes up a rotated key, which only the writer may note.
    const auto signature = m_services.store.write([&](store::Transaction &tx) {
        return m_services.keys.sign(tx, "audit-forward+jwt", {{QStringLiteral("iss"), m_services.issuer}, {QStringLiteral("aud"), m_config.url}, {QStringLiteral("iat"), tx.now()},
                                                              {QStringLiteral("sha256"), QString::fromLatin1(crypto::base64Url(crypto::sha256(post.body)))}});
    });
    if (!signature)
        return signature.error();
    post.signature = *signature;
    const auto status = http::post(post);
    if (!status)
        return status.error();
    if (*status < 200 || *status > 299)
        return base::Error{base::Errc::Unavailable, QStringLiteral("the receiver answered %1").arg(*status)};
    return base::Done{};
}

}  // namespace countersign::authority::forwarding
