// A past for the authority: realistic requests spread over a year, written straight into a stopped authority's store.
#pragma once

#include <QString>

namespace countersign::test {

// Occurs in one entry, in the middle of the past.
inline constexpr char kRareWord[] = "zanzibar";

// Appends about `entries` entries (five to a request) and indexes them. `directory`: of an authority that has the client
// deploy-bot and is not being served. Prints progress on stderr. Fatal when the store fails.
void writeHistory(const QString &directory, qint64 entries);

// Microseconds that one more entry costs in a transaction of many, so that no fsync hides it. `directory`: as above.
[[nodiscard]] double appendMicroseconds(const QString &directory);

}  // namespace countersign::test
