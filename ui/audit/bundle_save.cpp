#include "ui/audit/bundle_save.h"

#include "ui/audit/export_dialog.h"
#include "ui/widgets/save_file.h"

#include <QCoreApplication>

namespace countersign::audit {

void saveBundle(console::AuditExport &exporter, const base::ApprovalId &txn, QWidget *parent)
{
    if (exporter.isBusy())
        return;
    const QString title = QCoreApplication::translate("countersign::audit::Bundle", "Save evidence bundle");
    //: kind of file in a file dialog
    const QString kind = QCoreApplication::translate("countersign::audit::Bundle", "Web page (*.html)");
    widgets::askWhereToSave({title, QStringLiteral("evidence-%1.html").arg(txn.text()), kind}, parent, [&exporter, txn, parent](const QString &path) {
        exporter.saveBundle(txn, path);
        (new ExportDialog(exporter, parent))->open();
    });
}

}  // namespace countersign::audit
