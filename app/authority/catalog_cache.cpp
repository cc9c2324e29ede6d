#include "app/authority/catalog_cache.h"

#include "app/authority/store/transaction.h"
#include "app/base/logging.h"

#include <algorithm>

namespace countersign::authority {

namespace {

constexpr size_t kKept = 3;

std::shared_ptr<const catalog::Catalog> load(store::Transaction &tx, qint64 version)
{
    catalog::Catalog out;
    if (const auto row = tx.one("SELECT toml FROM catalog_version WHERE version = ?", {version})) {
        auto parsed = catalog::parse(row->bytes(0));
        // A text that was applied once and is refused now (by a newer program) allows nothing: fail closed.
        if (parsed)
            out = *std::move(parsed);
        else
            base::logEvent(base::LogLevel::Error, QStringLiteral("catalog.unreadable"), {{QStringLiteral("version"), version}, {QStringLiteral("detail"), parsed.error().detail}});
    }
    out.version = version;
    return std::make_shared<const catalog::Catalog>(std::move(out));
}

}  // namespace

std::shared_ptr<const catalog::Catalog> CatalogCache::known(qint64 version)
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_known.begin(), m_known.end(), [version](const auto &one) { return one->version == version; });
    return found == m_known.end() ? nullptr : *found;
}

std::shared_ptr<const catalog::Catalog> CatalogCache::current(store::Transaction &tx)
{
    const auto row = tx.one("SELECT coalesce(max(version), 0) FROM catalog_version");
    const qint64 version = row->integer(0);
    if (auto kept = known(version))
        return kept;
    // Parsed outside the lock: a big text takes a moment, and others may go on with what they have.
    auto loaded = load(tx, version);
    adopt(loaded);
    return loaded;
}

std::shared_ptr<const catalog::Catalog> CatalogCache::at(store::Transaction &tx, qint64 version)
{
    // Not kept: who looks through the past must not drive out what is in force.
    auto kept = known(version);
    return kept ? kept : load(tx, version);
}

void CatalogCache::adopt(std::shared_ptr<const catalog::Catalog> committed)
{
    const std::lock_guard lock(m_mutex);
    m_known.erase(std::remove_if(m_known.begin(), m_known.end(), [&](const auto &one) { return one->version == committed->version; }), m_known.end());
    m_known.insert(m_known.begin(), std::move(committed));
    if (m_known.size() > kKept)
        m_known.pop_back();
}

}  // namespace countersign::authority
