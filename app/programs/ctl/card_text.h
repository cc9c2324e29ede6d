// One approval as text: everything the window's card holds, each value on its own line.
#pragma once

#include "app/backends/records.h"

#include <QJsonObject>
#include <QStringList>

namespace countersign::ctl {

[[nodiscard]] QStringList cardLines(const backends::Approval &approval);
[[nodiscard]] QJsonObject summaryObject(const backends::Summary &summary);
[[nodiscard]] QJsonObject cardObject(const backends::Approval &approval);

}  // namespace countersign::ctl
