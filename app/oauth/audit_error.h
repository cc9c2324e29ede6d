// The error codes of the log, beside those of error_code.h.
#pragma once

#include <QLatin1String>

namespace countersign::oauth::error {

// Evidence for what no checkpoint covers yet
inline constexpr QLatin1StringView kNotYetSigned{"not_yet_signed"};

}  // namespace countersign::oauth::error
