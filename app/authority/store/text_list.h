// Lists of words as a JSON array in one column.
#pragma once

#include "app/base/json.h"

#include <QStringList>

namespace countersign::authority::store {

inline QString listText(const QStringList &words)
{
    return QString::fromUtf8(base::json::canonical(QJsonValue(QJsonArray::fromStringList(words))));
}

inline QStringList listOf(const QString &text)
{
    QStringList words;
    if (const auto value = base::json::parse(text.toUtf8())) {
        for (const QJsonValue &word : value->toArray())
            words.append(word.toString());
    }
    return words;
}

}  // namespace countersign::authority::store
