#include "app/authority/store/devices.h"

namespace countersign::authority::store {

namespace {

constexpr char kColumns[] = "SELECT kid, sub, jwk, name, created_at, last_used_at, revoked_at FROM device ";

Device deviceOf(const Row &row)
{
    return {base::DeviceKid(row.text(0)), base::Subject(row.text(1)), row.bytes(2),          row.text(3),
            row.integer(4),               row.optionalInteger(5),     row.optionalInteger(6)};
}

}  // namespace

std::optional<Device> findDevice(Transaction &tx, const base::DeviceKid &kid)
{
    const auto row = tx.one(QByteArray(QByteArray(kColumns) + "WHERE kid = ?").constData(), {kid.text()});
    return row ? std::optional(deviceOf(*row)) : std::nullopt;
}

std::vector<Device> listDevices(Transaction &tx, const base::Subject &sub)
{
    const QByteArray sql = QByteArray(kColumns) + "WHERE sub = ? AND revoked_at IS NULL ORDER BY created_at, kid";
    std::vector<Device> devices;
    for (const Row &row : tx.all(sql.constData(), {sub.text()}))
        devices.push_back(deviceOf(row));
    return devices;
}

bool insertDevice(Transaction &tx, const Device &device)
{
    return tx.exec("INSERT INTO device (kid, sub, jwk, name, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (kid) DO NOTHING",
                   {device.kid.text(), device.sub.text(), device.jwk, device.name, tx.now()})
        == 1;
}

bool touchDevice(Transaction &tx, const base::DeviceKid &kid)
{
    return tx.exec("UPDATE device SET last_used_at = ? WHERE kid = ?", {tx.now(), kid.text()}) == 1;
}

bool revokeDevice(Transaction &tx, const base::DeviceKid &kid)
{
    return tx.exec("UPDATE device SET revoked_at = ? WHERE kid = ? AND revoked_at IS NULL", {tx.now(), kid.text()}) == 1;
}

}  // namespace countersign::authority::store
