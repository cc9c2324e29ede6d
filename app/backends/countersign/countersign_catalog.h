// The catalogue over our own protocol: `catalog_endpoint` of the metadata (protocol.md 8).
#pragma once

#include "app/backends/catalog_desk.h"
#include "app/backends/countersign/token_keeper.h"

namespace countersign::backends {

// A whole catalogue of 5 000 scopes with its text, and ninety days of use for each, are larger than other answers.
inline constexpr qsizetype kMaxCatalogBytes = 24 * 1024 * 1024;

class CountersignCatalog final : public CatalogDesk {
public:
    explicit CountersignCatalog(TokenKeeper &tokens) : m_tokens(tokens) {}
    void setEndpoint(const QString &endpoint) { m_endpoint = endpoint; }
    [[nodiscard]] bool isThere() const { return !m_endpoint.isEmpty(); }

    base::Answer<CatalogState> current() override;
    base::Answer<CatalogUsage> usage() override;
    base::Answer<CatalogVersionPage> versions(const QString &cursor) override;
    base::Answer<CatalogVersionText> version(qint64 number) override;
    base::Answer<CatalogCheck> check(const QString &toml) override;
    base::Answer<CatalogOutcome> apply(const CatalogEdit &edit) override;

private:
    [[nodiscard]] HttpRequest get(const QString &path) const;

    TokenKeeper &m_tokens;
    QString m_endpoint;
};

}  // namespace countersign::backends
