// The one place where errors become sentences for people.
#pragma once

#include "app/base/result.h"

#include <QString>

namespace countersign::text {

// What happened and what can be done about it. Error::detail is for logs and never shown.
[[nodiscard]] QString errorSentence(base::Errc code);

// A heading of a few words for the same.
[[nodiscard]] QString errorTitle(base::Errc code);

}  // namespace countersign::text
