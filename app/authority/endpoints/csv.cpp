#include "app/authority/endpoints/csv.h"

namespace countersign::authority::endpoints {

QByteArray csvField(const QString &text)
{
    static const QString formulas = QStringLiteral("=+-@\t\r") + QChar(0);
    QByteArray field = text.toUtf8();
    if (!text.isEmpty() && formulas.contains(text.front()))
        field.prepend('\'');
    if (field.contains('"') || field.contains(',') || field.contains('\n') || field.contains('\r'))
        field = '"' + field.replace("\"", "\"\"") + '"';
    return field;
}

QByteArray csvRecord(const QStringList &fields)
{
    QByteArrayList record;
    for (const QString &field : fields)
        record.append(csvField(field));
    return record.join(',') + "\r\n";
}

}  // namespace countersign::authority::endpoints
