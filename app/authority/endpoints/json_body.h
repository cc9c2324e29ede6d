// The JSON object of a request, or the refusal.
#pragma once

#include "app/authority/grants/answer.h"

#include <QJsonObject>

namespace countersign::authority::endpoints {

// 400 invalid_request for anything but one strict JSON object (app/base/json.h).
[[nodiscard]] grants::Or<QJsonObject> readObject(const http::Request &request);

}  // namespace countersign::authority::endpoints
