#include "app/approval/risk.h"

#include <algorithm>
#include <array>

namespace countersign::approval {

namespace {
constexpr std::array kNames{"low", "medium", "high", "critical"};
}

QString tierName(Tier tier)
{
    return QString::fromLatin1(kNames.at(static_cast<size_t>(tier)));
}

std::optional<Tier> tierFromName(const QString &name)
{
    for (size_t i = 0; i < kNames.size(); ++i) {
        if (name == QLatin1String(kNames.at(i)))
            return static_cast<Tier>(i);
    }
    return std::nullopt;
}

Risk assess(Tier ofType, const Signals &facts)
{
    Risk risk{ofType, {}, {}};
    risk.add(QStringLiteral("type_rated:") + tierName(ofType), QStringLiteral("Actions of this type are rated %1.").arg(tierName(ofType)));
    if (facts.ofScopes > risk.tier) {
        risk.tier = facts.ofScopes;
        risk.add(QStringLiteral("scope_rated:%1:%2").arg(tierName(facts.ofScopes), facts.riskiestScope),
                 QStringLiteral("The scope %1 is rated %2.").arg(facts.riskiestScope, tierName(facts.ofScopes)));
    }
    const auto raise = [&risk](const QString &code, const QString &reason) {
        risk.tier = static_cast<Tier>(std::min(static_cast<int>(risk.tier) + 1, static_cast<int>(Tier::Critical)));
        risk.add(code, reason);
    };
    if (facts.clientAgeSeconds < kYoungClientSeconds)
        raise(QStringLiteral("client_young"), QStringLiteral("The client was registered less than an hour ago."));
    if (facts.sameActionBefore == 0)
        raise(QStringLiteral("first_of_type"), QStringLiteral("This client asks for an action of this type for the first time."));
    if (facts.outsideHours)
        raise(QStringLiteral("outside_hours"), QStringLiteral("The request comes outside the usual hours of this type."));
    if (facts.recentByClient >= kFloodPerMinute)
        raise(QStringLiteral("client_flood:%1").arg(facts.recentByClient), QStringLiteral("The client sent at least %1 requests within the last minute.").arg(facts.recentByClient));
    for (const QString &scope : facts.deprecatedScopes)
        raise(QStringLiteral("scope_deprecated:") + scope, QStringLiteral("The scope %1 is deprecated.").arg(scope));
    return risk;
}

}  // namespace countersign::approval
