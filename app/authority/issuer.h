// The issuer: the URL by which everybody names this authority. Compared as text everywhere, so it has exactly one spelling.
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace countersign::authority::store {
class Transaction;
}

namespace countersign::authority {

// https://host[:port], or http://127.0.0.1[:port] and http://[::1][:port] (RFC 9700 2.6). One trailing slash is dropped;
// user info, path, query, fragment, upper case and a default port are refused. Port 0 stands for "follows the address that
// serve listens on" and is for loopback only. InvalidArgument says what is wrong.
[[nodiscard]] base::Result<QString> checkedIssuer(const QString &url);

// Whether the host is a literal loopback address: 127.0.0.0/8 or ::1, with or without brackets. Names never are.
[[nodiscard]] bool isLoopbackAddress(const QString &host);

// Kept by `init`; NotFound when it did not finish.
[[nodiscard]] base::Result<QString> storedIssuer(store::Transaction &tx);
void storeIssuer(store::Transaction &tx, const QString &issuer);

// The name under which the audit log is signed: `<issuer host[:port]>/audit` of the first serve, kept for good. A log that
// changed its name would be another log to everybody who checks it, so a port picked anew does not rename it.
[[nodiscard]] std::optional<QString> storedLogOrigin(store::Transaction &tx);
[[nodiscard]] base::Result<QString> keepLogOrigin(store::Transaction &tx, const QString &issuer);

}  // namespace countersign::authority
