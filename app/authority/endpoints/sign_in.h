// The credential POST of /authorize: throttle, check, log, and in the end an authorization code.
#pragma once

#include "app/authority/endpoints/sign_in_ticket.h"
#include "app/authority/http/router.h"
#include "app/authority/policy/rate_limit.h"
#include "app/authority/services.h"
#include "app/authority/store/users.h"

#include <atomic>

namespace countersign::authority::endpoints {

// One form that came back, its hidden fields checked.
struct SignInAttempt {
    SignInTicket ticket;
    http::Form form;
    QByteArray cookie;
    QString address;  // TCP peer
};

class SignIn {
public:
    explicit SignIn(Services &services);

    // A page for a request, with the status given.
    [[nodiscard]] http::Response showPassword(int status, const SignInAttempt &attempt, const QString &problem) const;
    [[nodiscard]] http::Response showCode(int status, const SignInAttempt &attempt, const QString &problem) const;

    // Stage 1, on the HTTP thread: may take as long as Argon2 does.
    [[nodiscard]] http::Outcome tryPassword(const SignInAttempt &attempt);
    [[nodiscard]] http::Outcome tryCode(const SignInAttempt &attempt);

private:
    [[nodiscard]] std::optional<int> throttle(const QString &who, const QString &address);
    [[nodiscard]] http::Response wrongPassword(store::Transaction &tx, const SignInAttempt &attempt, const std::optional<store::User> &user) const;
    [[nodiscard]] http::Response checkCode(store::Transaction &tx, const SignInAttempt &attempt) const;
    // 303 back to the application with a code, or with the error that it cannot have one.
    [[nodiscard]] http::Response finish(store::Transaction &tx, const SignInAttempt &attempt, const store::User &user) const;

    Services &m_services;
    policy::RateLimit m_perPair, m_perAddress, m_perName, m_codesPerUser;
    std::atomic<int> m_waiting = 0;
};

}  // namespace countersign::authority::endpoints
