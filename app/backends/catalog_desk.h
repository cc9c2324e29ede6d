// The catalogue of one authority, as its console reads and changes it (protocol.md 8).
//
// Belongs to the thread of the backend it hangs on, and lives as long as that. Nothing is kept here: every call asks.
#pragma once

#include "app/backends/catalog_records.h"
#include "app/base/answer.h"

namespace countersign::backends {

class CatalogDesk {
public:
    virtual ~CatalogDesk() = default;

    // Denied: this person may not read the catalogue. The same for all that only read.
    virtual base::Answer<CatalogState> current() = 0;
    virtual base::Answer<CatalogUsage> usage() = 0;
    virtual base::Answer<CatalogVersionPage> versions(const QString &cursor) = 0;
    // NotFound: there never was such a version.
    virtual base::Answer<CatalogVersionText> version(qint64 number) = 0;
    // What would follow from this text; changes nothing.
    virtual base::Answer<CatalogCheck> check(const QString &toml) = 0;
    // Needs catalog:write. An error (Timeout, Unavailable) means that nobody knows whether it was applied: read again.
    virtual base::Answer<CatalogOutcome> apply(const CatalogEdit &edit) = 0;
};

}  // namespace countersign::backends
