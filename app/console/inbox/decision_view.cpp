#include "app/console/inbox/decision_view.h"

#include "app/base/json.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace countersign::console {

QString renderedViewHash(const RenderedView &view)
{
    const QJsonObject rendered{{QStringLiteral("template"), view.templateId},
                               {QStringLiteral("version"), view.templateVersion},
                               {QStringLiteral("locale"), view.locale},
                               {QStringLiteral("fields"), QJsonArray::fromStringList(view.fields)}};
    const QByteArray hash = QCryptographicHash::hash(base::json::canonical(rendered), QCryptographicHash::Sha256);
    return QStringLiteral("v1.") + QString::fromLatin1(hash.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

}  // namespace countersign::console
