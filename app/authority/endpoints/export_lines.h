// The lines of an exported log (app/audit/export_format.md), for /audit/export and /audit/bundle.
#pragma once

#include "app/authority/services.h"
#include "app/authority/store/audit_log.h"

#include <QJsonObject>

namespace countersign::authority::endpoints {

// Canonical, with its line feed.
[[nodiscard]] QByteArray jsonLine(const QJsonObject &object);
// The first line: the checkpoint and whose it is. `size`: what the checkpoint covers.
[[nodiscard]] QJsonObject exportHead(const Services &services, store::Transaction &tx, const QByteArray &note, qint64 size);
// base64 of each hash (RFC 4648 4).
[[nodiscard]] QJsonArray proofJson(const audit::Proof &proof);
// An entry with its inclusion proof in the tree of that size.
[[nodiscard]] QJsonObject provenEntry(store::Transaction &tx, const store::AuditEntry &entry, qint64 size);

}  // namespace countersign::authority::endpoints
