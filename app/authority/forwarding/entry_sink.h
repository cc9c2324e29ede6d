// A place outside that is told every entry of the log: a SIEM.
#pragma once

#include "app/authority/store/audit_log.h"
#include "app/base/result.h"

namespace countersign::authority::forwarding {

class EntrySink {
public:
    virtual ~EntrySink() = default;
    EntrySink() = default;
    Q_DISABLE_COPY_MOVE(EntrySink)

    // Under which its position is kept: the same place, the same name.
    [[nodiscard]] virtual QString name() const = 0;
    // Entries to send again after send() failed, because the sink may have lost them although it seemed to take them.
    [[nodiscard]] virtual int overlap() const = 0;
    // All of them, in order; Done when the receiver has them as far as can be known. Blocks, bounded by timeouts of its own. One thread.
    [[nodiscard]] virtual base::Status send(const std::vector<store::AuditEntry> &entries) = 0;
};

}  // namespace countersign::authority::forwarding
