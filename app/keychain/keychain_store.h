// Secrets in the desktop's keychain (Secret Service or KWallet) through QtKeychain. Never in a file: `insecureFallback`
// stays off.
#pragma once

#include "app/base/secret_store.h"
#include "app/keychain/service_state.h"

#include <QObject>

namespace countersign::keychain {

// Belongs to the application's thread. Names must hold the issuer, so that two authorities never share an entry.
class KeychainStore final : public QObject, public base::SecretStore {
    Q_OBJECT

public:
    // `service` names the program in the keychain's own window.
    explicit KeychainStore(QString service, QObject *parent = nullptr);

    base::Answer<base::SharedSecret> read(const QString &name) override;
    base::Answer<base::Done> write(const QString &name, base::Secret secret) override;
    base::Answer<base::Done> remove(const QString &name) override;

private:
    QString m_service;
};

}  // namespace countersign::keychain
