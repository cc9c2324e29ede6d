// `limit` and `cursor` of lists that are ordered newest first by time and id.
#pragma once

#include "app/authority/http/form.h"

#include <QString>

#include <limits>
#include <optional>

namespace countersign::authority::endpoints {

struct Page {
    int limit = 50;
    qint64 beforeTime = std::numeric_limits<qint64>::max();
    QString beforeId;
};

// nullopt: `limit` is not 1 to 200, or `cursor` is not of cursorText().
[[nodiscard]] std::optional<Page> readPage(const http::Form &query);
[[nodiscard]] QString cursorText(qint64 time, const QString &id);

}  // namespace countersign::authority::endpoints
