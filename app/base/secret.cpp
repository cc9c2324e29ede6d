#include "app/base/secret.h"

#include <cstring>
#include <utility>

namespace countersign::base {

Secret::Secret(QByteArray &&bytes) : m_bytes(std::move(bytes)) {}

Secret Secret::take(QByteArray &bytes)
{
    return Secret(std::exchange(bytes, {}));
}

Secret::~Secret()
{
    wipe();
}

Secret::Secret(Secret &&other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

Secret Secret::clone() const
{
    return Secret(QByteArray(m_bytes.constData(), m_bytes.size()));
}

bool Secret::equals(QByteArrayView other) const noexcept
{
    // base may not use OpenSSL, so this stands beside CRYPTO_memcmp: no early exit, volatile against the optimiser.
    if (other.size() != m_bytes.size())
        return false;
    volatile unsigned char difference = 0;
    for (qsizetype i = 0; i < m_bytes.size(); ++i)
        difference = static_cast<unsigned char>(difference | (static_cast<unsigned char>(m_bytes.at(i)) ^ static_cast<unsigned char>(other[i])));
    return difference == 0;
}

void Secret::wipe() noexcept
{
    // Shared memory belongs to somebody else too; detaching would only make one more copy.
    if (!m_bytes.isEmpty() && m_bytes.isDetached())
        explicit_bzero(m_bytes.data(), static_cast<size_t>(m_bytes.size()));
    m_bytes.clear();
}

}  // namespace countersign::base
