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

struct ScopeLimits {
    QStringList most;        // beyond it: 400 invalid_scope
    QStringList unlessAsked;  // what a request without `scope` gets
};

// What a token holds when a request asks as `form` does. 400 invalid_scope: malformed, or beyond the limit. 400 invalid_target:
// `resource` (RFC 8707) is no API of the catalogue, or none of the scopes is its.
[[nodiscard]] Or<Wanted> wantedScopes(const Services &services, const http::Form &form, const Entitlement &allowed, const ScopeLimits &limits);

}  // namespace countersign::authority::grants
