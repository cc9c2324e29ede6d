// The catalogue in force, read in the transaction of whoever asks, so that a decision and the policy it rests on belong
// to one moment. The text is parsed again only when the version changed.
#pragma once

#include "app/catalog/catalog.h"

#include <memory>
#include <mutex>
#include <vector>

namespace countersign::authority::store {
class Transaction;
}

namespace countersign::authority {

class CatalogCache {
public:
    // Never null: an authority without any version has the empty catalogue (version 0). Any thread.
    [[nodiscard]] std::shared_ptr<const catalog::Catalog> current(store::Transaction &tx);
    // One of the versions; the empty catalogue when there is no such version. Any thread.
    [[nodiscard]] std::shared_ptr<const catalog::Catalog> at(store::Transaction &tx, qint64 version);
    // Takes what was parsed for a version that is committed, so that nobody has to read it again. Any thread.
    void adopt(std::shared_ptr<const catalog::Catalog> committed);

private:
    [[nodiscard]] std::shared_ptr<const catalog::Catalog> known(qint64 version);

    std::mutex m_mutex;
    // The newest few: a reader may still see the version before the last.
    std::vector<std::shared_ptr<const catalog::Catalog>> m_known;
};

}  // namespace countersign::authority
