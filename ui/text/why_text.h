// What an authority gives as reasons, in the language of this window: closed lists by their codes. An authority that gives
// no code, or one of another time, is quoted in its own words, as visible text.
#pragma once

#include "app/console/facts.h"

namespace countersign::text {

// One for each reason, in their order.
[[nodiscard]] QStringList riskReasons(const console::RiskFacts &risk);
[[nodiscard]] QString mayNotSentence(const console::Approval &approval);
[[nodiscard]] QString obstacleSentence(const console::Approval &approval);
// "Deprecated, gone from 1 Dec on. Use orders:refund instead. Why: …"; `now` is authority time in seconds.
[[nodiscard]] QString deprecationSentence(const console::ScopeFact &scope, qint64 now);

}  // namespace countersign::text
