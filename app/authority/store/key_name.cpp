#include "app/authority/store/key_name.h"

#include "app/crypto/digest.h"

#include <QHash>

namespace countersign::authority::store {

QString keyName(char kind, const QString &value, int digestBytes)
{
    // The same few actors, clients and members come again and again while a log is indexed.
    constexpr qsizetype limit = 4096;
    thread_local QHash<std::pair<char, QString>, QString> known;
    QString &name = known[{kind, value}];
    if (name.isEmpty()) {
        const QString made = QStringLiteral("\u00B7") + QLatin1Char(kind) + QString::fromLatin1(crypto::sha256(value.toUtf8()).first(digestBytes).toHex());
        if (known.size() >= limit) {
            known.clear();
            return made;
        }
        name = made;
    }
    return name;
}

}  // namespace countersign::authority::store
