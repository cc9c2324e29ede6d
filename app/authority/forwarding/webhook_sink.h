// Entries as JSON to an HTTPS address, signed. Whatever does not answer 2xx gets them again.
#pragma once

#include "app/authority/config.h"
#include "app/authority/forwarding/entry_sink.h"
#include "app/authority/services.h"

namespace countersign::authority::forwarding {

class WebhookSink final : public EntrySink {
public:
    WebhookSink(const Config::WebhookForward &config, Services &services);

    [[nodiscard]] QString name() const override;
    [[nodiscard]] int overlap() const override { return 0; }
    // POST {"iss","entries":[…]}. `Countersign-Signature` is a JWS (`typ: audit-forward+jwt`, a key of /jwks) with the claims `iss`, `aud` (the
    // address), `iat` and `sha256` (base64url of the body's digest): the receiver needs no shared secret.
    [[nodiscard]] base::Status send(const std::vector<store::AuditEntry> &entries) override;

private:
    const Config::WebhookForward m_config;
    Services &m_services;
};

}  // namespace countersign::authority::forwarding
