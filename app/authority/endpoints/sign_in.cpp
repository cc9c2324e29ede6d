#include "app/authority/endpoints/sign_in.h"

#include "app/authority/config.h"
#include "app/authority/endpoints/sign_in_page.h"
#include "app/authority/grants/entitlement.h"
#include "app/authority/grants/lifetimes.h"
#include "app/authority/grants/one_time_code.h"
#include "app/authority/grants/session.h"
#include "app/authority/store/store.h"
#include "app/authority/store/text_list.h"
#include "app/crypto/digest.h"
#include "app/crypto/password.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"
#include "app/oauth/scope.h"

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;

// The limit is for one name from one address: whoever guesses at a colleague's password next door locks nobody else out. All
// names of one address, and one name from all addresses, have more room.
constexpr int kWiderFactor = 5;
constexpr int kCodesPerMinute = 5;
constexpr int kMostWaiting = 16;
constexpr qsizetype kMostNameChars = 128, kMostPasswordChars = 1024;

http::Response slowDown(int seconds)
{
    return errorPage(429, QStringLiteral("There were too many attempts. Please wait a minute, then start again in the application."))
        .withHeader("Retry-After", QByteArray::number(seconds));
}

// One more thread that computes Argon2 or waits for its turn.
class Turn {
public:
    explicit Turn(std::atomic<int> &count) : m_count(count) { isGranted = ++m_count <= kMostWaiting; }
    ~Turn() { --m_count; }
    Q_DISABLE_COPY_MOVE(Turn)

    bool isGranted = false;

private:
    std::atomic<int> &m_count;
};

void audit(store::Transaction &tx, const SignInAttempt &attempt, const std::optional<store::User> &user, store::AuditOutcome outcome)
{
    const bool isOk = outcome == store::AuditOutcome::Ok;
    store::AuditEvent event;
    event.event = isOk ? QStringLiteral("user.signed_in") : QStringLiteral("user.sign_in_failed");
    // An unknown name is not kept: people type passwords there.
    event.actor = user ? user->sub.text() : QStringLiteral("system");
    event.outcome = outcome;
    event.client = attempt.ticket.request.client;
    event.payload = {{QStringLiteral("address"), attempt.address}, {QStringLiteral("known"), user.has_value()}};
    if (isOk)
        event.payload.insert(QStringLiteral("acr"), QString(user->otpSealed.isEmpty() ? oauth::kAcrPassword : oauth::kAcrTwoFactors));
    tx.audit(event);
}

http::Response seeOther(const QByteArray &location)
{
    // RFC 9700 4.12: 307 would make the browser post the password on.
    return http::Response::empty(303).withHeader("Location", location).withHeader("Referrer-Policy", "no-referrer");
}

SignInPage pageOf(const Services &services, const SignInAttempt &attempt, const QString &problem)
{
    SignInTicket ticket = attempt.ticket;
    ticket.expiresAt = services.clock.now() + grants::kSignInPageSeconds;
    SignInPage page{ticket.request.clientName, ticket.request.redirectUri, sealTicket(services.keys, ticket), {},
                    attempt.form.value(QStringLiteral("username")).left(kMostNameChars), problem};
    page.csrf = csrfToken(services.keys, attempt.cookie, page.ticket);
    return page;
}

}  // namespace

SignIn::SignIn(Services &services)
    : m_services(services)
    , m_perPair(services.config.limits.signInsPerMinute)
    , m_perAddress(services.config.limits.signInsPerMinute * kWiderFactor)
    , m_perName(services.config.limits.signInsPerMinute * kWiderFactor)
    , m_codesPerUser(kCodesPerMinute)
{
    // Its first call prepares what it compares with; the first stranger must not be slower than the second.
    crypto::verifyNoPassword("warm up");
}

http::Response SignIn::showPassword(int status, const SignInAttempt &attempt, const QString &problem) const
{
    return passwordPage(status, pageOf(m_services, attempt, problem));
}

http::Response SignIn::showCode(int status, const SignInAttempt &attempt, const QString &problem) const
{
    return codePage(status, pageOf(m_services, attempt, problem));
}

std::optional<int> SignIn::throttle(const QString &who, const QString &address)
{
    const qint64 now = m_services.clock.monotonicMs();
    if (const auto wait = m_perPair.hit(address % QLatin1Char(' ') % who, now))
        return wait;
    if (const auto wait = m_perAddress.hit(address, now))
        return wait;
    return m_perName.hit(who, now);
}

http::Outcome SignIn::tryPassword(const SignInAttempt &attempt)
{
    const QString name = attempt.form.value(QStringLiteral("username"));
    const QString password = attempt.form.value(QStringLiteral("password"));
    if (name.isEmpty() || password.isEmpty() || name.size() > kMostNameChars || password.size() > kMostPasswordChars)
        return showPassword(400, attempt, QStringLiteral("Please enter your user name and your password."));
    if (const auto wait = throttle(name, attempt.address))
        return slowDown(*wait);
    const auto found = m_services.store.read([&](store::Transaction &tx) { return store::findUserByName(tx, name); });
    if (!found)
        return store::Store::unavailable();
    const std::optional<store::User> &user = *found;
    const Turn turn(m_waiting);
    if (!turn.isGranted)
        return errorPage(503, QStringLiteral("Too many people sign in at this moment. Please try again.")).withHeader("Retry-After", "1");
    const bool mayTry = user && user->isEnabled() && !user->passwordPhc.isEmpty();
    const QByteArray secret = password.toUtf8();
    const bool isRight = mayTry ? crypto::verifyPassword(secret, user->passwordPhc) : crypto::verifyNoPassword(secret);
    if (!isRight) {
        return http::Work([this, attempt, user = user](store::Transaction &tx) { return wrongPassword(tx, attempt, user); });
    }
    if (user->otpSealed.isEmpty())
        return http::Work([this, attempt, user = *user](store::Transaction &tx) { return finish(tx, attempt, user); });
    SignInAttempt next = attempt;
    next.ticket.passwordOf = user->sub;
    return showCode(200, next, {});
}

http::Response SignIn::wrongPassword(store::Transaction &tx, const SignInAttempt &attempt, const std::optional<store::User> &user) const
{
    audit(tx, attempt, user, store::AuditOutcome::Denied);
    return showPassword(401, attempt, QStringLiteral("User name or password is wrong.")).withHeader("WWW-Authenticate", "Form realm=\"countersign\"");
}

http::Outcome SignIn::tryCode(const SignInAttempt &attempt)
{
    // Six digits are few: far fewer guesses than passwords, whatever the address.
    const qint64 now = m_services.clock.monotonicMs();
    if (const auto wait = m_perAddress.hit(attempt.address, now))
        return slowDown(*wait);
    if (const auto wait = m_codesPerUser.hit(attempt.ticket.passwordOf.text(), now))
        return slowDown(*wait);
    return http::Work([this, attempt](store::Transaction &tx) { return checkCode(tx, attempt); });
}

http::Response SignIn::checkCode(store::Transaction &tx, const SignInAttempt &attempt) const
{
    const auto user = store::findUser(tx, attempt.ticket.passwordOf);
    const auto secret = user ? grants::openOtp(m_services.keys, user->sub, user->otpSealed) : std::nullopt;
    const auto step = secret ? grants::otpStep(*secret, attempt.form.value(QStringLiteral("otp")).toUtf8(), tx.now()) : std::nullopt;
    if (step && store::takeOtpStep(tx, user->sub, *step))
        return finish(tx, attempt, *user);
    audit(tx, attempt, user, store::AuditOutcome::Denied);
    return showCode(401, attempt, QStringLiteral("The code is wrong or was used already. Please enter the next one."))
        .withHeader("WWW-Authenticate", "Form realm=\"countersign\"");
}

http::Response SignIn::finish(store::Transaction &tx, const SignInAttempt &attempt, const store::User &user) const
{
    const AuthorizationRequest &request = attempt.ticket.request;
    const auto sendBack = [&](QLatin1StringView code, QLatin1StringView description) {
        return seeOther(redirectTo(request.redirectUri, {{QLatin1StringView("error"), QString(code)},
                                                         {QLatin1StringView("error_description"), QString(description)},
                                                         {QLatin1StringView("state"), request.state.value_or(QString())},
                                                         {QLatin1StringView("iss"), m_services.issuer}}));
    };
    // Between the password and now the person may have been disabled or the password changed.
    const auto current = store::findUser(tx, user.sub);
    if (!current || !current->isEnabled() || current->passwordPhc != user.passwordPhc)
        return wrongPassword(tx, attempt, current);
    audit(tx, attempt, current, store::AuditOutcome::Ok);
    const auto client = store::findClient(tx, request.client);
    const auto allowed = client && client->alive(tx.now()) ? grants::entitlement(m_services, tx, *client, user.sub) : std::nullopt;
    const QStringList scopes = !allowed ? QStringList() : request.scopes.isEmpty() ? allowed->scopes : oauth::scopesWithin(request.scopes, allowed->scopes);
    if (scopes.isEmpty())
        return sendBack(error::kAccessDenied, QLatin1StringView("This person has none of the rights asked for."));
    if (request.wantsTwoFactors && current->otpSealed.isEmpty())
        return sendBack(error::kUnmetAuthenticationRequirements, QLatin1StringView("This person has no second factor."));
    const QByteArray code = crypto::randomToken(32);
    tx.exec("INSERT INTO code (hash, client_id, redirect_uri, code_challenge, dpop_jkt, sub, scopes, acr, auth_time, address, expires_at)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            {grants::codeHash(m_services, code), request.client.text(), request.redirectUri, request.codeChallenge, request.dpopJkt,
             user.sub.text(), store::listText(scopes), QString(current->otpSealed.isEmpty() ? oauth::kAcrPassword : oauth::kAcrTwoFactors),
             tx.now(), attempt.address, tx.now() + grants::kCodeSeconds});
    return seeOther(redirectTo(request.redirectUri, {{QLatin1StringView("code"), QString::fromLatin1(code)},
                                                     {QLatin1StringView("state"), request.state.value_or(QString())},
                                                     {QLatin1StringView("iss"), m_services.issuer}}));
}

}  // namespace countersign::authority::endpoints
