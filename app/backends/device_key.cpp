#include "app/backends/device_key.h"

namespace countersign::backends {
namespace {

using base::Errc;

void makeAndStore(base::SecretStore &store, const QString &name, QObject *context, const base::Asked<SharedDeviceKey> &asked)
{
    auto made = std::make_shared<const DeviceKey>(crypto::EcPrivateKey::generate());
    // Handed out only once it is safe: a key the authority knows and the keychain lost would lock its owner out.
    base::whenAnswered(context, store.write(name, made->key().pkcs8()), [asked, made](const base::Status &written) {
        if (written)
            asked.give(made);
        else
            asked.give(written.error());
    });
}

}  // namespace

base::Answer<SharedDeviceKey> DeviceKey::obtain(base::SecretStore &store, const QString &name, QObject *context)
{
    base::Asked<SharedDeviceKey> asked;
    base::whenAnswered(context, store.read(name), [&store, name, context, asked](const base::Result<base::SharedSecret> &found) {
        if (!found) {
            if (found.error().code == Errc::NotFound)
                makeAndStore(store, name, context, asked);
            else
                asked.give(found.error());
            return;
        }
        base::Result<crypto::EcPrivateKey> key = crypto::EcPrivateKey::fromPkcs8((*found)->reveal());
        if (key)
            asked.give(SharedDeviceKey(std::make_shared<const DeviceKey>(std::move(key).value())));
        else
            asked.give({Errc::Corrupt, QStringLiteral("the device key in the keychain cannot be read: ") + key.error().detail});
    });
    return asked.answer();
}

base::DeviceKid DeviceKey::kid() const
{
    return base::DeviceKid(QString::fromLatin1(m_key.publicKey().thumbprint()));
}

}  // namespace countersign::backends
