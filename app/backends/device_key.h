// The console's own key at one authority: it binds the session (DPoP), signs decisions, and signs the local user in. The
// private half lives in the secret store and in this object, and leaves neither.
#pragma once

#include "app/approval/decision.h"
#include "app/base/secret_store.h"
#include "app/base/strong_id.h"
#include "app/crypto/ec_key.h"

#include <QObject>

namespace countersign::backends {

class DeviceKey {
public:
    explicit DeviceKey(crypto::EcPrivateKey key) : m_key(std::move(key)) {}

    // Reads the key under `name`, or makes and stores one where there is none for certain. Locked and Unavailable are
    // passed on: a key that cannot be read now is no reason for a second enrolment.
    static base::Answer<std::shared_ptr<const DeviceKey>> obtain(base::SecretStore &store, const QString &name, QObject *context);

    [[nodiscard]] base::DeviceKid kid() const;
    [[nodiscard]] QJsonObject publicJwk() const { return m_key.publicKey().jwk(); }
    [[nodiscard]] QByteArray sign(const approval::Decision &decision) const { return approval::signDecision(decision, m_key); }
    [[nodiscard]] const crypto::EcPrivateKey &key() const { return m_key; }

private:
    crypto::EcPrivateKey m_key;
};

using SharedDeviceKey = std::shared_ptr<const DeviceKey>;

}  // namespace countersign::backends
