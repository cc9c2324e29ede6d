// A value, or the refusal to send instead. Descriptions are constant texts: nothing from the request is echoed.
#pragma once

#include "app/authority/http/message.h"

#include <QLatin1String>

#include <variant>

namespace countersign::authority::grants {

template <class T>
using Or = std::variant<T, http::Response>;

template <class T>
[[nodiscard]] http::Response *refusal(Or<T> &answer)
{
    return std::get_if<http::Response>(&answer);
}

[[nodiscard]] http::Response refuse(int status, QLatin1StringView code, QLatin1StringView description);

}  // namespace countersign::authority::grants
