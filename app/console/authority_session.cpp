#include "app/console/authority_session.h"

#include "app/console/audit/log_witness.h"

#include <QPointer>
#include <QRandomGenerator>

namespace countersign::console {
namespace {

using base::Errc;

int retryMs(int attempts)
{
    const int whole = std::min(500 << std::min(attempts, 8), 30'000);
    return whole / 2 + QRandomGenerator::global()->bounded(whole / 2 + 1);
}

Trouble troubleOf(Errc code, AuthoritySession::Kind kind)
{
    const bool local = kind == AuthoritySession::Kind::Local;
    switch (code) {
    case Errc::Unavailable: return local ? Trouble::LocalAuthorityFailed : Trouble::Unreachable;
    case Errc::NotFound: return local ? Trouble::LocalProgramMissing : Trouble::BadAnswer;
    case Errc::Timeout: return Trouble::Unreachable;
    case Errc::Denied: return Trouble::Tls;
    case Errc::Corrupt: return Trouble::WrongIssuer;
    case Errc::Malformed:
    case Errc::TooLarge: return Trouble::BadAnswer;
    case Errc::Locked: return Trouble::KeychainLocked;
    case Errc::Unauthenticated: return Trouble::SignInRefused;
    default: return Trouble::Other;
    }
}

}  // namespace

AuthoritySession::AuthoritySession(Parts parts, QObject *parent) : QObject(parent), m_parts(std::move(parts))
{
    backends::ApprovalBackend *backend = m_parts.backend.get();
    connect(backend, &backends::ApprovalBackend::signInStateChanged, this, &AuthoritySession::onSignIn);
    connect(backend, &backends::ApprovalBackend::linkChanged, this, &AuthoritySession::onLink);
    connect(backend, &backends::ApprovalBackend::hint, this, &AuthoritySession::hint);
    m_offlineSinceMs = m_parts.clock->nowMs();
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &AuthoritySession::retry);
    if (!m_parts.witness)
        return;
    m_proofs = std::make_unique<DecisionProofs>(*backend, *m_parts.witness, *m_parts.clock);
    if (!m_parts.decisionsFile.isEmpty())
        m_proofs->keepIn(m_parts.decisionsFile);
    connect(m_proofs.get(), &DecisionProofs::changed, this, &AuthoritySession::changed);
    connect(m_parts.witness.get(), &LogWitness::alarmChanged, this, &AuthoritySession::noteAlarm);
    m_recheck.setInterval(m_parts.recheckMs);
    connect(&m_recheck, &QTimer::timeout, this, &AuthoritySession::checkLog);
    // What was found before this start and nobody has settled still holds.
    if (m_parts.witness->isBroken())
        m_log = LogState::Mismatch;
}

AuthoritySession::~AuthoritySession() = default;

void AuthoritySession::setBadge(const AuthorityBadge &badge)
{
    if (m_parts.badge == badge)
        return;
    m_parts.badge = badge;
    Q_EMIT changed();
}

qint64 AuthoritySession::verifiedLogSize() const
{
    return m_parts.witness ? m_parts.witness->verifiedSize() : 0;
}

const LogAlarm *AuthoritySession::logAlarm() const
{
    return m_parts.witness && m_parts.witness->alarm() ? &*m_parts.witness->alarm() : nullptr;
}

void AuthoritySession::followDecision(const DecisionProofs::OwnDecision &decision)
{
    if (m_proofs)
        m_proofs->follow(decision);
}

DecisionProofs::State AuthoritySession::decisionProof(const base::ApprovalId &txn) const
{
    return m_proofs ? m_proofs->state(txn) : DecisionProofs::State::Unknown;
}

int AuthoritySession::lateProofs() const
{
    return m_proofs ? m_proofs->lateCount() : 0;
}

QString AuthoritySession::personName() const
{
    const backends::Identity identity = m_parts.backend->identity();
    return identity.name.isEmpty() ? identity.subject.text() : identity.name;
}

base::Subject AuthoritySession::person() const
{
    return m_parts.backend->identity().subject;
}

QString AuthoritySession::issuer() const
{
    return m_parts.backend->issuer();
}

qint64 AuthoritySession::serverTime() const
{
    return m_parts.backend->serverTime();
}

QString AuthoritySession::checkpointText() const
{
    return m_parts.witness ? m_parts.witness->checkpointText() : QString();
}

backends::Capabilities AuthoritySession::authorityCan() const
{
    return m_parts.backend->capabilities();
}

base::DeviceKid AuthoritySession::device() const
{
    return m_parts.backend->identity().device;
}

qint64 AuthoritySession::signInLeftMs() const
{
    return m_signIn == SignIn::SigningIn ? std::max<qint64>(0, m_signInEndsMs - m_parts.clock->monotonicMs()) : 0;
}

bool AuthoritySession::may(const QString &scope) const
{
    return m_parts.backend->identity().scopes.contains(scope);
}

bool AuthoritySession::isTrustworthy() const
{
    return m_signIn == SignIn::SignedIn && m_link == Link::Live && (m_log == LogState::Verified || m_log == LogState::Unsupported);
}

void AuthoritySession::start()
{
    m_retry.stop();
    m_parts.backend->startEvents();
    base::whenAnswered(this, m_parts.backend->resume(), [this](const base::Status &status) {
        // A first start and a session that ended look alike: the person is asked to sign in, nothing is wrong.
        const bool askPerson = !status && m_parts.kind == Kind::Remote
                               && (status.error().code == Errc::NotFound || status.error().code == Errc::Unauthenticated);
        if (askPerson) {
            m_signIn = SignIn::SignedOut;
            m_trouble = Trouble::None;
            Q_EMIT changed();
        } else {
            onSignInAnswer(status);
        }
    });
}

void AuthoritySession::signIn()
{
    if (m_signIn == SignIn::SigningIn)
        return;
    m_retry.stop();
    m_signInEndsMs = m_parts.clock->monotonicMs() + kSignInMs;
    m_parts.backend->startEvents();
    base::whenAnswered(this, m_parts.backend->signIn(), [this](const base::Status &status) {
        if (!status && status.error().code == Errc::Timeout && m_parts.kind == Kind::Remote) {
            m_signIn = SignIn::SignedOut;
            m_trouble = Trouble::SignInTimedOut;
            m_troubleDetail = status.error().detail;
            Q_EMIT changed();
        } else {
            onSignInAnswer(status);
        }
    });
}

void AuthoritySession::onSignInAnswer(const base::Status &status)
{
    if (status) {
        m_signIn = SignIn::SignedIn;
        m_trouble = Trouble::None;
        m_troubleDetail.clear();
        m_attempts = 0;
    } else if (status.error().code == Errc::Cancelled) {
        m_signIn = SignIn::SignedOut;
        m_trouble = Trouble::None;
    } else {
        setTrouble(status.error());
        return;
    }
    Q_EMIT changed();
}

void AuthoritySession::setTrouble(const base::Error &error)
{
    m_trouble = troubleOf(error.code, m_parts.kind);
    m_troubleDetail = error.detail;
    const bool keychainGone = error.code == Errc::Unavailable && error.detail.contains(QLatin1String("keychain"));
    if (keychainGone)
        m_trouble = Trouble::KeychainAbsent;
    if (error.code == Errc::Unavailable && error.detail.contains(QLatin1String("no browser could be started")))
        m_trouble = Trouble::BrowserUnavailable;
    if (m_signIn != SignIn::SignedIn)
        m_signIn = m_trouble == Trouble::Unreachable ? SignIn::Unknown : SignIn::SignedOut;
    // What mends itself is tried again; what needs a person waits for one.
    if (m_trouble == Trouble::Unreachable || m_trouble == Trouble::KeychainLocked)
        m_retry.start(retryMs(m_attempts++));
    Q_EMIT changed();
}

void AuthoritySession::cancelSignIn()
{
    m_parts.backend->cancelSignIn();
}

void AuthoritySession::signOut()
{
    m_retry.stop();
    base::whenAnswered(this, m_parts.backend->signOut(), [this](const base::Status &) {
        m_signIn = SignIn::SignedOut;
        Q_EMIT changed();
    });
}

void AuthoritySession::retry()
{
    if (m_signIn != SignIn::SignedIn && m_signIn != SignIn::SigningIn)
        start();
    else if (m_link == Link::Offline)
        m_parts.backend->startEvents();
    else if (m_link == Link::CatchingUp)
        becomeLive();
    else if (m_log == LogState::Unchecked)
        checkLog();  // what was read stays read: only the log could not be looked at
}

void AuthoritySession::onSignIn(backends::SignInState state)
{
    if (state == backends::SignInState::SigningIn && m_signIn != SignIn::SignedIn)
        m_signIn = SignIn::SigningIn;
    else if (state == backends::SignInState::SignedIn)
        m_signIn = SignIn::SignedIn;
    else if (state == backends::SignInState::SignedOut && m_signIn == SignIn::SignedIn)
        m_signIn = SignIn::SignedOut;
    Q_EMIT changed();
}

void AuthoritySession::onLink(backends::LinkFact link)
{
    if (link == backends::LinkFact::Live) {
        becomeLive();
        return;
    }
    m_recheck.stop();
    if (m_link != Link::Offline) {
        m_link = Link::Offline;
        m_offlineSinceMs = m_parts.clock->nowMs();
        Q_EMIT disconnected();
    }
    Q_EMIT changed();
}

// The stream stands, so nothing is missed from here on; now everything before it is read.
void AuthoritySession::becomeLive()
{
    m_link = Link::CatchingUp;
    if (m_log != LogState::Mismatch)
        m_log = LogState::Unchecked;
    checkLog();
    if (m_proofs)
        m_proofs->retry();
    Q_EMIT changed();
    Q_EMIT connected();
}

void AuthoritySession::caughtUp()
{
    if (m_link != Link::CatchingUp)
        return;
    m_link = Link::Live;
    m_attempts = 0;
    Q_EMIT changed();
}

void AuthoritySession::couldNotCatchUp(const base::Error &error)
{
    m_trouble = troubleOf(error.code, Kind::Remote);
    m_troubleDetail = error.detail;
    if (m_link != Link::Offline)
        m_retry.start(retryMs(m_attempts++));
    Q_EMIT changed();
}

// Nobody's approval waits for the checks in between; the one at a connect comes before everything else.
void AuthoritySession::checkLog()
{
    if (!m_parts.witness) {
        m_log = LogState::Unsupported;
        return;
    }
    m_recheck.start();
    if (m_log == LogState::Unchecked)
        m_log = LogState::Checking;
    base::whenAnswered(this, m_parts.witness->check(), [this](const base::Result<LogWitness::Verdict> &verdict) {
        if (!verdict) {
            m_log = LogState::Unchecked;
            m_troubleDetail = verdict.error().detail;
            m_retry.start(retryMs(m_attempts++));
        } else {
            m_log = *verdict == LogWitness::Verdict::Verified   ? LogState::Verified
                    : *verdict == LogWitness::Verdict::Mismatch ? LogState::Mismatch
                                                                : LogState::Unsupported;
        }
        Q_EMIT changed();
    });
}

void AuthoritySession::noteAlarm()
{
    if (m_parts.witness->isBroken()) {
        m_log = LogState::Mismatch;
    } else if (m_log == LogState::Mismatch) {
        m_log = LogState::Unchecked;  // settled by a person: what is shown now is looked at before anything is approved
        if (m_link != Link::Offline)
            checkLog();
    }
    Q_EMIT changed();
}

}  // namespace countersign::console
