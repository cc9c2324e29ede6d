// How long what passes by lives. Seconds unless named otherwise. Tokens and sessions: `[tokens]` of the settings (config.h).
#pragma once

#include <QtGlobal>

namespace countersign::authority::grants {

inline constexpr qint64 kCodeSeconds = 60;          // RFC 6749 4.1.2 asks for at most ten minutes
inline constexpr qint64 kPushedRequestSeconds = 60;  // RFC 9126 2.2
inline constexpr qint64 kRefreshGraceMs = 30'000;    // protocol.md 5
inline constexpr qint64 kSignInPageSeconds = 600;

}  // namespace countersign::authority::grants
