#include "app/authority/catalog_versions.h"

#include "app/approval/display_text.h"
#include "app/authority/scope_usage.h"
#include "app/crypto/digest.h"

namespace countersign::authority {

namespace {

StoredCatalog fromRow(const store::Row &row)
{
    return {row.integer(0), row.bytes(1), row.text(2), row.integer(3), row.text(4), row.optionalText(5)};
}

}  // namespace

bool isCatalogReason(const QString &reason)
{
    return reason.size() <= 500 && approval::isDisplayText(reason);
}

base::Result<qint64> applyCatalog(store::Transaction &tx, const CatalogChange &change)
{
    const auto parsed = catalog::parse(change.toml);
    if (!parsed)
        return parsed.error();
    return applyCheckedCatalog(tx, change, *parsed);
}

base::Result<qint64> applyCheckedCatalog(store::Transaction &tx, const CatalogChange &change, const catalog::Catalog &parsed)
{
    if (!isCatalogReason(change.reason))
        return base::Error{base::Errc::InvalidArgument, QStringLiteral("The reason is longer than 500 characters or holds control or format characters.")};
    const auto newest = tx.one("SELECT coalesce(max(version), 0) FROM catalog_version");
    const qint64 version = newest->integer(0) + 1;
    tx.exec("INSERT INTO catalog_version (version, toml, applied_by, applied_at, reason, approval_id) VALUES (?, ?, ?, ?, ?, ?)",
            {version, change.toml, change.appliedBy, tx.now(), change.reason, store::orNull(change.approval)});
    QStringList names;
    for (const catalog::Scope &scope : parsed.scopes)
        names.append(scope.name);
    noteCatalogued(tx, names);
    const QJsonObject payload{{QStringLiteral("version"), version},
                              {QStringLiteral("sha256"), QString::fromLatin1(crypto::sha256(change.toml).toHex())},
                              {QStringLiteral("reason"), change.reason}};
    store::AuditEvent event;
    event.event = QStringLiteral("catalog.applied");
    event.actor = change.appliedBy;
    event.payload = payload;
    event.txn = change.approval;
    tx.audit(event);
    tx.publish({store::EventKind::Catalog, {{QStringLiteral("version"), version}}, store::Audience::everyoneWith(QStringLiteral("catalog:read"))});
    return version;
}

std::optional<StoredCatalog> newestCatalog(store::Transaction &tx)
{
    const auto row = tx.one("SELECT version, toml, applied_by, applied_at, reason, approval_id FROM catalog_version ORDER BY version DESC LIMIT 1");
    return row ? std::optional(fromRow(*row)) : std::nullopt;
}

std::optional<StoredCatalog> catalogVersion(store::Transaction &tx, qint64 version)
{
    const auto row = tx.one("SELECT version, toml, applied_by, applied_at, reason, approval_id FROM catalog_version WHERE version = ?", {version});
    return row ? std::optional(fromRow(*row)) : std::nullopt;
}

std::vector<StoredCatalog> catalogVersionsBefore(store::Transaction &tx, qint64 version, int limit)
{
    std::vector<StoredCatalog> versions;
    for (const store::Row &row : tx.all("SELECT version, x'', applied_by, applied_at, reason, approval_id FROM catalog_version WHERE version < ? ORDER BY version DESC LIMIT ?", {version, limit}))
        versions.push_back(fromRow(row));
    return versions;
}

}  // namespace countersign::authority
