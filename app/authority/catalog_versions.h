// Applying a catalogue: all or nothing, one version after the other, each kept.
#pragma once

#include "app/authority/store/transaction.h"
#include "app/catalog/catalog.h"

namespace countersign::authority {

struct CatalogChange {
    QByteArray toml;
    QString reason;     // display text of at most 500 characters
    QString appliedBy;  // a `sub` or `cli`
    std::optional<base::ApprovalId> approval = {};  // where a second admin agreed
};

struct StoredCatalog {
    qint64 version = 0;
    QByteArray toml;
    QString appliedBy;
    qint64 appliedAt = 0;
    QString reason;
    std::optional<QString> approval;
};

// Stores the text as the next version with its log entry (`catalog.applied`) and the hint for consoles; it holds from this
// transaction on. The text must have passed catalog::check (InvalidArgument otherwise, with the first error).
base::Result<qint64> applyCatalog(store::Transaction &tx, const CatalogChange &change);
// The same for a text that the caller has read as `parsed`, before it held everybody else up.
base::Result<qint64> applyCheckedCatalog(store::Transaction &tx, const CatalogChange &change, const catalog::Catalog &parsed);
[[nodiscard]] bool isCatalogReason(const QString &reason);

// The newest version, or nullopt while there is none.
[[nodiscard]] std::optional<StoredCatalog> newestCatalog(store::Transaction &tx);
[[nodiscard]] std::optional<StoredCatalog> catalogVersion(store::Transaction &tx, qint64 version);
// Those before `version`, newest first, without their texts.
[[nodiscard]] std::vector<StoredCatalog> catalogVersionsBefore(store::Transaction &tx, qint64 version, int limit);

}  // namespace countersign::authority
