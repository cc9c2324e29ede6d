// Identifiers that cannot be mixed up: a ClientId is not a UserId, although both are text.
#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>

namespace countersign::base {

template <class Tag>
class StrongId {
public:
    StrongId() = default;
    explicit StrongId(QString text) : m_text(std::move(text)) {}

    [[nodiscard]] const QString &text() const noexcept { return m_text; }
    [[nodiscard]] bool isEmpty() const noexcept { return m_text.isEmpty(); }

    friend bool operator==(const StrongId &, const StrongId &) = default;
    friend auto operator<=>(const StrongId &a, const StrongId &b) { return a.m_text.compare(b.m_text) <=> 0; }
    friend size_t qHash(const StrongId &id, size_t seed = 0) noexcept { return ::qHash(id.m_text, seed); }

private:
    QString m_text;
};

using ApprovalId = StrongId<struct ApprovalIdTag>;  // `apr_…`, the `txn` of a credential
using ClientId = StrongId<struct ClientIdTag>;
using Subject = StrongId<struct SubjectTag>;        // `usr_…` or `client:<client_id>`
using SessionId = StrongId<struct SessionIdTag>;    // the `sid` claim
using GrantId = StrongId<struct GrantIdTag>;
using DeviceKid = StrongId<struct DeviceKidTag>;    // RFC 7638 thumbprint of a device key

}  // namespace countersign::base
