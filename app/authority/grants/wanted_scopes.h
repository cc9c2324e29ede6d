// `scope` and `resource` of a request, against what may be held.
#pragma once

#include "app/authority/grants/answer.h"
#include "app/authority/grants/entitlement.h"
#include "app/authority/http/form.h"

#include <QStringList>

namespace countersign::authority::grants {

struct Wanted {
    QStringList scopes;
    QStringList audience;
};

// What a token holds when a request asks as `form` does and `most` is the limit. Without `scope`: all of `most`. 400 invalid_scope: malformed,
// or beyond `most`. 400 invalid_target: `resource` (RFC 8707) is no API of the catalogue, or none of the scopes is its.
[[nodiscard]] Or<Wanted> wantedScopes(const Services &services, const http::Form &form, const Entitlement &allowed, const QStringList &most);

}  // namespace countersign::authority::grants
