// Risk tiers and the signals that raise them (protocol.md 12): one step for each signal, never past critical.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace countersign::approval {

enum class Tier { Low, Medium, High, Critical };

[[nodiscard]] QString tierName(Tier tier);
[[nodiscard]] std::optional<Tier> tierFromName(const QString &name);

// Facts about a request that make it riskier than its type.
struct Signals {
    qint64 clientAgeSeconds = 0;
    qint64 sameActionBefore = 0;   // requests of this type by this client before this one
    qint64 recentByClient = 0;     // requests of this client within the last minute
    bool outsideHours = false;
    QStringList deprecatedScopes;
    Tier ofScopes = Tier::Low;     // the highest among scopes that the requester chose
    QString riskiestScope;         // the one that has it
};

inline constexpr qint64 kYoungClientSeconds = 3600;
inline constexpr qint64 kFloodPerMinute = 10;

struct Risk {
    Tier tier = Tier::Low;
    QStringList reasons;  // English sentences, shown to the approver in this order
    // The same for programs, one for each sentence: a closed list of codes, and after a colon what the code speaks of.
    // type_rated:high, scope_rated:high:a:b, client_young, first_of_type, outside_hours, client_flood:12, scope_deprecated:a:b, denied_before:2
    QStringList codes;

    void add(const QString &code, const QString &reason)
    {
        codes.append(code);
        reasons.append(reason);
    }
};

[[nodiscard]] Risk assess(Tier ofType, const Signals &facts);

}  // namespace countersign::approval
