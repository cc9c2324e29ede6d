// The names the screens use for clients and what they may be given.
#pragma once

#include "app/backends/catalog_records.h"
#include "app/backends/client_records.h"
#include "app/console/facts.h"

namespace countersign::console {

using backends::CatalogAction;
using backends::CatalogScope;
using backends::ClientEntry;
using backends::ClientEvent;
using backends::ClientRefusal;
using backends::ClientStatus;
using backends::ClientToken;
using backends::Idleness;
using backends::InitialToken;
using backends::NewInitialToken;

// One client of one authority.
struct ClientRef {
    AuthorityId authority;
    base::ClientId id;

    [[nodiscard]] bool isEmpty() const { return id.isEmpty(); }
    friend bool operator==(const ClientRef &, const ClientRef &) = default;
    friend size_t qHash(const ClientRef &ref, size_t seed = 0) noexcept { return qHashMulti(seed, ref.authority, ref.id); }
};

// How long before its end a client is worth a warning: the last tenth of its life, at most a day. In seconds.
[[nodiscard]] constexpr qint64 warningSeconds(qint64 lifeSeconds)
{
    return lifeSeconds / 10 < 86'400 ? lifeSeconds / 10 : 86'400;
}

}  // namespace countersign::console

Q_DECLARE_METATYPE(countersign::console::ClientRef)
