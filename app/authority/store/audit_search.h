// Finding entries of a log of any length: pages by keyset, and the timeline above them.
#pragma once

#include "app/authority/store/audit_query.h"

#include <functional>

namespace countersign::authority::store {

enum class SearchOrder { OldestFirst, NewestFirst };

struct SearchPosition {
    SearchOrder order = SearchOrder::NewestFirst;
    std::optional<qint64> continueAt = {};  // the first seq to look at; absent: the log's end, or its beginning
    int limit = 100;
};

struct SearchPage {
    std::vector<AuditEntry> entries;
    std::optional<qint64> next;  // continueAt of the next page; absent at the end
};

// Looks at a bounded number of entries per call, so that a page may be short or empty and still have a `next`. What the index
// does not hold yet is read one by one, so nothing is missing.
[[nodiscard]] SearchPage search(Transaction &tx, const AuditQuery &query, const SearchPosition &position);

struct TimelineBucket {
    qint64 at = 0;  // seconds, start
    qint64 entries = 0, denied = 0, anomalies = 0;
};

struct Timeline {
    qint64 bucketSeconds = 3600;
    std::vector<TimelineBucket> buckets;  // by time; empty ones are left out; ≤ kMaxBuckets
    qint64 count = 0;
    bool isComplete = true;               // false: `count` and `buckets` are estimates
};

inline constexpr qint64 kMaxBuckets = 1000;

// `bucketSeconds`: a multiple of an hour, or 0 to choose the finest that needs at most 400 buckets. Counted by the index, so
// phrases and comparisons count as if their words were enough, and hours count whole: `isComplete` is false then. Where `hasTime`
// says no, what was not counted yet is estimated by what was counted beside it, evenly over the whole time; without one, after 250 ms.
[[nodiscard]] Timeline timeline(Transaction &tx, const AuditQuery &query, qint64 bucketSeconds, const std::function<bool()> &hasTime = {});

}  // namespace countersign::authority::store
