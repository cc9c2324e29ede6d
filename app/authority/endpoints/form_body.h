// The form of a request, or the refusal (RFC 6749 3.2: no parameter twice).
#pragma once

#include "app/authority/grants/answer.h"
#include "app/authority/http/form.h"

namespace countersign::authority::endpoints {

[[nodiscard]] grants::Or<http::Form> readForm(const http::Request &request);

}  // namespace countersign::authority::endpoints
