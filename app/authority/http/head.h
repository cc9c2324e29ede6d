#pragma once

#include "app/authority/http/message.h"

#include <QByteArray>

namespace countersign::authority::http {

enum class Framing { Length, Chunked };
enum class AfterResponse { KeepAlive, Close };

// The status line and headers of an answer as they go over the wire, with what every answer carries. A header that
// could break out of its line is defused here, whoever set it. Thread safe.
QByteArray responseHead(const Response &response, Framing framing, AfterResponse after);

// Whether a handler asked for the connection to be closed (`Connection: close` among the headers).
bool asksToClose(const Response &response);

} // namespace countersign::authority::http
