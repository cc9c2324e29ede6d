#include "app/authority/verified_tokens.h"

#include "app/crypto/digest.h"

#include <utility>

namespace countersign::authority {

namespace {
constexpr qsizetype kGeneration = 2048;
}

QByteArray VerifiedTokens::nameOf(QByteArrayView type, QByteArrayView compact)
{
    return crypto::sha256({type, QByteArrayView("\0", 1), compact});
}

std::optional<VerifiedToken> VerifiedTokens::find(const QByteArray &name)
{
    const std::lock_guard lock(m_mutex);
    if (const auto it = m_young.constFind(name); it != m_young.constEnd())
        return *it;
    const auto old = m_old.constFind(name);
    if (old == m_old.constEnd())
        return std::nullopt;
    VerifiedToken token = *old;
    insert(name, token);
    return token;
}

void VerifiedTokens::remember(const QByteArray &name, VerifiedToken token)
{
    const std::lock_guard lock(m_mutex);
    insert(name, std::move(token));
}

// Two generations: what is used moves to the young one, the rest goes with the old one.
void VerifiedTokens::insert(const QByteArray &name, VerifiedToken token)
{
    if (m_young.size() >= kGeneration)
        m_old = std::exchange(m_young, {});
    m_young.insert(name, std::move(token));
}

}  // namespace countersign::authority
