// Device keys with which approvers sign decisions. The caller writes the log entry.
#pragma once

#include "app/authority/store/transaction.h"
#include "app/base/strong_id.h"

namespace countersign::authority::store {

struct Device {
    base::DeviceKid kid;  // RFC 7638 thumbprint of the key
    base::Subject sub;    // whose decisions it signs
    QByteArray jwk;       // public key, canonical JSON
    QString name;
    qint64 createdAt = 0;
    std::optional<qint64> lastUsedAt;
    std::optional<qint64> revokedAt;

    [[nodiscard]] bool isActive() const { return !revokedAt; }
};

[[nodiscard]] std::optional<Device> findDevice(Transaction &tx, const base::DeviceKid &kid);  // revoked ones too
[[nodiscard]] std::vector<Device> listDevices(Transaction &tx, const base::Subject &sub);     // active ones
// False when the key is known already, whosever it is: one key never signs for two people, and a revoked one never again.
[[nodiscard]] bool insertDevice(Transaction &tx, const Device &device);
bool touchDevice(Transaction &tx, const base::DeviceKid &kid);
bool revokeDevice(Transaction &tx, const base::DeviceKid &kid);  // false: none active of that kid

}  // namespace countersign::authority::store
