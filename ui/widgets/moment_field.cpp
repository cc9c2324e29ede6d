#include "ui/widgets/moment_field.h"

#include <QDateTimeEdit>

namespace countersign::widgets {

QDateTimeEdit *makeMomentField(const QString &name, Precision precision, QWidget *parent)
{
    auto *field = new QDateTimeEdit(parent);
    field->setAccessibleName(name);
    // Parts that change places under right-to-left text would be another date.
    field->setLayoutDirection(Qt::LeftToRight);
    field->setDisplayFormat(precision == Precision::Minutes ? QStringLiteral("yyyy-MM-dd HH:mm") : QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    field->setCalendarPopup(true);
    return field;
}

}  // namespace countersign::widgets
