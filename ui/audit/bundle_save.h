// "Save evidence bundle…": one approval from ask to use, with its proofs, as a page anybody can read and verify.
#pragma once

#include "app/base/strong_id.h"

class QWidget;

namespace countersign::console {
class AuditExport;
}

namespace countersign::audit {

// Asks where, saves, and shows in a dialog what came of it. Does nothing while another export goes on.
void saveBundle(console::AuditExport &exporter, const base::ApprovalId &txn, QWidget *parent);

}  // namespace countersign::audit
