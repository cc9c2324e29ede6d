#include "app/authority/grants/answer.h"

namespace countersign::authority::grants {

http::Response refuse(int status, QLatin1StringView code, QLatin1StringView description)
{
    return http::Response::error(status, QByteArrayView(code.data(), code.size()), QString(description));
}

}  // namespace countersign::authority::grants
