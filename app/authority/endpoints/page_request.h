// The query of lists: what it may hold, and `limit` and `cursor` of those that are ordered newest first by time and id.
#pragma once

#include "app/authority/grants/answer.h"
#include "app/authority/http/form.h"
#include "app/authority/http/router.h"

#include <QString>

#include <limits>
#include <optional>

namespace countersign::authority::endpoints {

// 400 for a query that is malformed, or holds a name beside `known`: a filter that is misspelt would widen the answer unnoticed.
[[nodiscard]] grants::Or<http::Form> readQuery(const http::Request &request, const QStringList &known);

// The same for what takes no query at all: what is meant to narrow or widen an answer is never dropped silently (protocol.md 11).
[[nodiscard]] http::Handler withoutQuery(http::Handler handler);

struct Page {
    int limit = 50;
    qint64 beforeTime = std::numeric_limits<qint64>::max();
    QString beforeId;
};

// nullopt: `limit` is not 1 to 200, or `cursor` is not of cursorText().
[[nodiscard]] std::optional<Page> readPage(const http::Form &query);
[[nodiscard]] QString cursorText(qint64 time, const QString &id);

}  // namespace countersign::authority::endpoints
