// How the evidence for one approval is shown: one page without script, nothing from outside, made to be printed.
#pragma once

#include "app/authority/http/message.h"
#include "app/authority/store/approvals.h"
#include "app/authority/store/audit_log.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

struct Evidence {
    struct Entry {
        store::AuditEntry entry;
        QString actor;  // a name where there is one
        QJsonArray proof;
    };
    QString issuer;
    QString key;  // verifier key of the log
    store::ApprovalRecord record;
    QStringList votes;
    std::vector<Entry> entries;
    QByteArray lines;  // the export of these entries
    qint64 madeAt = 0;
    QString note = {};
    bool hasPayloads = true;
};

[[nodiscard]] http::Response evidencePage(const Evidence &evidence);

}  // namespace countersign::authority::endpoints
