#include "ui/text/save_text.h"

#include "app/approval/visible_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace countersign::text {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Save)
};

}  // namespace

QString saveFailureSentence(console::SaveFailure failure, const QString &detail)
{
    using console::SaveFailure;
    switch (failure) {
    case SaveFailure::None: return {};
    case SaveFailure::Cancelled: return Words::tr("You cancelled it. Nothing was saved.");
    case SaveFailure::NotPermitted: return Words::tr("You may not read the audit history there any more. Nothing was saved.");
    case SaveFailure::NotThere: return Words::tr("The authority has nothing of this kind. Nothing was saved.");
    case SaveFailure::NotYetSigned: return Words::tr("The newest entries of it are not signed yet, which takes about a second. Nothing was saved; try again now.");
    case SaveFailure::Unreachable: return Words::tr("The authority does not answer. Nothing was saved; try again when the connection is back.");
    case SaveFailure::BrokenOff: return Words::tr("It was broken off before its end, so it would not have been complete. Nothing was saved; try again.");
    case SaveFailure::Refused: return Words::tr("The authority's answer was not understood. Nothing was saved.");
    //: %1 what the system says
    case SaveFailure::Disk: return Words::tr("The file could not be written: %1").arg(approval::visibleText(detail));
    }
    return {};
}

QString byteCount(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

}  // namespace countersign::text
