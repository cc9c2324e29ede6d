#include "app/authority/endpoints/html.h"

namespace countersign::authority::endpoints {

QByteArray escapedHtml(const QString &text)
{
    return text.toHtmlEscaped().replace(QLatin1Char('\''), QLatin1String("&#39;")).toUtf8();
}

}  // namespace countersign::authority::endpoints
