#include "app/console/inbox/approval_controller.h"

#include "app/console/audit/log_witness.h"
#include "app/console/authority_list.h"
#include "app/console/inbox/decision_view.h"

namespace countersign::console {
namespace {

using approval::Status;
using approval::Tier;
using approval::Verdict;
using backends::DecisionAnswer;

constexpr qint64 kShortDelayMs = 600;   // tier low
constexpr qint64 kLongDelayMs = 2'000;  // medium and up
constexpr int kReadAgainMs = 1'000;
constexpr int kReadAgainMaxMs = 15'000;
constexpr qint64 kServerStepMs = 10'000;  // two answers' clocks may differ by how long the answers took

// The times of an answer differ from reading to reading without the card saying anything else.
bool saysTheSame(Approval a, Approval b)
{
    a.serverTime = b.serverTime = 0;
    return a == b;
}

}  // namespace

ApprovalController::ApprovalController(AuthorityList &authorities, base::Clock &clock, QObject *parent)
    : QObject(parent), m_authorities(authorities), m_clock(clock)
{
    for (QTimer *timer : {&m_armTimer, &m_expiryTimer, &m_unknownTimer, &m_clockTimer})
        timer->setSingleShot(true);
    m_armTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_armTimer, &QTimer::timeout, this, [this] {
        if (armInMs() > 0)
            m_armTimer.start(static_cast<int>(armInMs()));
        Q_EMIT armingChanged();
    });
    connect(&m_expiryTimer, &QTimer::timeout, this, [this] { Q_EMIT armingChanged(); });
    connect(&m_unknownTimer, &QTimer::timeout, this, &ApprovalController::resolveUnknown);
    connect(&m_clockTimer, &QTimer::timeout, this, &ApprovalController::load);
    connect(&m_authorities, &AuthorityList::added, this, &ApprovalController::watch);
    connect(&m_authorities, &AuthorityList::aboutToRemove, this, [this](const AuthoritySession *session) {
        if (session->id() == m_ref.authority)
            close();
    });
}

ApprovalController::~ApprovalController() = default;

void ApprovalController::watch(AuthoritySession *session)
{
    connect(session, &AuthoritySession::hint, this, [this, session](const backends::EventHint &event) { onHint(session->id(), event); });
    connect(session, &AuthoritySession::changed, this, [this, session] {
        if (session->id() != m_ref.authority)
            return;
        Q_EMIT armingChanged();
        const bool decided = m_outcome == Outcome::Decided || m_outcome == Outcome::Counted;
        if (const auto now = session->decisionProof(m_ref.id); decided && std::exchange(m_inclusion, now) != now)
            Q_EMIT outcomeChanged();
    });
    connect(session, &AuthoritySession::disconnected, this, [this, session] {
        if (session->id() == m_ref.authority)
            disarm();
    });
    connect(session, &AuthoritySession::connected, this, [this, session] {
        if (session->id() == m_ref.authority && m_outcome != Outcome::Sending)
            load();
    });
}

AuthoritySession *ApprovalController::authority() const
{
    return m_ref.isEmpty() ? nullptr : m_authorities.find(m_ref.authority);
}

// --- the card ------------------------------------------------------------------------------------------------------------

void ApprovalController::open(const ApprovalRef &ref)
{
    forgetCard();
    m_ref = ref;
    Q_EMIT opened();
    Q_EMIT armingChanged();
    load();
}

void ApprovalController::close()
{
    forgetCard();
    m_ref = {};
    Q_EMIT opened();
    Q_EMIT armingChanged();
}

void ApprovalController::forgetCard()
{
    ++m_question;
    m_approval.reset();
    m_loadFailed = false;
    m_newestHint = 0;
    m_comment.clear();
    m_code.clear();
    m_less = {};
    m_outcome = Outcome::None;
    m_inclusion = DecisionProofs::State::Unknown;
    m_refusalDetail.clear();
    m_attemptsLeft = -1;
    m_sent.reset();
    m_unknownTimer.stop();
    m_expiryTimer.stop();
    m_unknownAttempts = 0;
    m_clockTimer.stop();
    m_clockUnsure = false;
    m_clockAttempts = 0;
    m_view.reset();
    m_endSeen = false;
    m_clearSinceMs.reset();
    m_armTimer.stop();
}

void ApprovalController::reload()
{
    load();
}

void ApprovalController::load()
{
    AuthoritySession *session = authority();
    if (!session)
        return;
    const int question = ++m_question;
    base::whenAnswered(this, session->backend().approval(m_ref.id), [this, question](const base::Result<Approval> &answer) {
        if (question != m_question)
            return;
        m_loadFailed = !answer;
        if (!answer) {
            readAgainForTheClock();
            // What stands there stays, with the reason why it may not be decided.
            if (m_approval)
                Q_EMIT armingChanged();
            else
                Q_EMIT cardChanged();
        } else {
            noteAuthorityTime(answer->serverTime);
            show(*answer);
        }
        if (m_outcome == Outcome::Unknown)
            resolveUnknown();
    });
}

void ApprovalController::show(const Approval &approval)
{
    const bool same = m_approval && saysTheSame(*m_approval, approval);
    m_approval = approval;
    m_endsAtMonotonicMs = m_clock.monotonicMs() + (approval.expiresAt - approval.serverTime) * 1000;
    if (timeLeftMs() > 0)
        m_expiryTimer.start(static_cast<int>(std::min<qint64>(timeLeftMs() + 50, 24LL * 3600 * 1000)));
    if (same) {
        Q_EMIT armingChanged();
        return;
    }
    // Another content: what was read and seen before counts for nothing.
    m_view.reset();
    m_endSeen = false;
    disarm();
    Q_EMIT cardChanged();
}

qint64 ApprovalController::timeLeftMs() const
{
    return m_approval ? std::max<qint64>(0, m_endsAtMonotonicMs - m_clock.monotonicMs()) : 0;
}

void ApprovalController::onHint(const AuthorityId &authority, const backends::EventHint &event)
{
    using Kind = backends::EventHint::Kind;
    if (authority != m_ref.authority)
        return;
    // Some hints were lost, perhaps one about this card. If so, reading it tells, and disarms.
    const bool lost = event.kind == Kind::Reset;
    if (!lost && (event.kind != Kind::Approval || event.id != m_ref.id || (m_approval && event.version <= m_approval->version)))
        return;
    if (!lost) {
        m_newestHint = std::max(m_newestHint, event.version);
        disarm();
    }
    if (m_outcome != Outcome::Sending)
        load();
}

// --- the clock -----------------------------------------------------------------------------------------------------------

void ApprovalController::doubtClock()
{
    if (m_ref.isEmpty())
        return;
    m_clockUnsure = true;
    disarm();
    if (m_outcome != Outcome::Sending && m_outcome != Outcome::Unknown)
        load();
}

// An answer heals the doubt when the authority's clock goes on from where its last answer left it.
void ApprovalController::noteAuthorityTime(qint64 serverTime)
{
    const qint64 ahead = serverTime * 1000 - m_clock.monotonicMs();
    const auto known = m_serverAheadMs.constFind(m_ref.authority);
    const bool jumped = known != m_serverAheadMs.constEnd() && std::abs(*known - ahead) > kServerStepMs;
    m_serverAheadMs.insert(m_ref.authority, ahead);
    if (!jumped) {
        m_clockUnsure = false;
        m_clockAttempts = 0;
        return;
    }
    m_clockUnsure = true;
    disarm();
    readAgainForTheClock();
}

void ApprovalController::readAgainForTheClock()
{
    if (m_clockUnsure)
        m_clockTimer.start(std::min(kReadAgainMs << std::min(m_clockAttempts++, 4), kReadAgainMaxMs));
}

// --- arming --------------------------------------------------------------------------------------------------------------

void ApprovalController::disarm()
{
    m_clearSinceMs.reset();
    m_armTimer.stop();
    restartDelay();
    Q_EMIT armingChanged();
}

void ApprovalController::restartDelay()
{
    if (m_exposure != Exposure::Clear || !m_approval || !m_view)
        return;
    m_clearSinceMs = m_clock.monotonicMs();
    m_armTimer.start(static_cast<int>(readDelayMs()));
}

qint64 ApprovalController::readDelayMs() const
{
    return effectiveTier() == Tier::Low ? kShortDelayMs : kLongDelayMs;
}

qint64 ApprovalController::armInMs() const
{
    if (!m_clearSinceMs)
        return -1;
    return std::max<qint64>(0, *m_clearSinceMs + readDelayMs() - m_clock.monotonicMs());
}

void ApprovalController::setExposure(Exposure exposure)
{
    if (m_exposure == exposure)
        return;
    m_exposure = exposure;
    disarm();
}

void ApprovalController::setEndSeen()
{
    if (std::exchange(m_endSeen, true))
        return;
    Q_EMIT armingChanged();
}

void ApprovalController::setRendered(const RenderedView &view)
{
    if (m_view == view)
        return;
    m_view = view;
    disarm();
}

void ApprovalController::setComment(const QString &comment)
{
    m_comment = comment.left(approval::kMaxReason);
    Q_EMIT armingChanged();
}

void ApprovalController::setCode(const QString &code)
{
    m_code = code.trimmed();
    Q_EMIT armingChanged();
}

void ApprovalController::setLess(const Less &less)
{
    m_less = less;
    disarm();
}

approval::Tier ApprovalController::effectiveTier() const
{
    const int stated = m_approval ? static_cast<int>(m_approval->risk.tier) : static_cast<int>(Tier::Critical);
    return static_cast<Tier>(std::min(stated + m_raisedSteps, static_cast<int>(Tier::Critical)));
}

void ApprovalController::setTierRaised(int steps)
{
    if (std::exchange(m_raisedSteps, steps) != steps)
        disarm();
}

bool ApprovalController::wantsComment() const
{
    return m_approval && (m_approval->policy.commentRequired || effectiveTier() >= Tier::High);
}

bool ApprovalController::wantsCode() const
{
    return m_approval && m_approval->policy.codeRequired;
}

QList<Blocker> ApprovalController::cardBlockers() const
{
    const AuthoritySession *session = authority();
    if (!session || !m_approval)
        return {Blocker::NotLoaded};
    QList<Blocker> found;
    if (m_outcome == Outcome::Sending || m_outcome == Outcome::Unknown)
        found.append(Blocker::InFlight);
    if (m_outcome == Outcome::Decided || m_outcome == Outcome::Counted)
        found.append(Blocker::AlreadyDecided);
    else if (m_approval->status != Status::Pending)
        found.append(m_approval->status == Status::Expired ? Blocker::Expired : Blocker::DecidedElsewhere);
    else if (timeLeftMs() == 0)
        found.append(Blocker::Expired);
    if (m_newestHint > m_approval->version)
        found.append(Blocker::ChangedMeanwhile);
    if (m_approval->status == Status::Pending && !m_approval->mayDecide.value_or(false))
        found.append(Blocker::MayNotDecide);
    return found;
}

QList<Blocker> ApprovalController::denyBlockers() const
{
    // Denying stays open whenever it can be sent at all: a broken log or a strange hash is a reason to deny, not a hindrance.
    QList<Blocker> found = cardBlockers();
    const AuthoritySession *session = authority();
    if (session && session->signInState() != SignIn::SignedIn)
        found.append(Blocker::LinkLost);
    return found;
}

QList<Blocker> ApprovalController::approveBlockers() const
{
    QList<Blocker> found = cardBlockers();
    const AuthoritySession *session = authority();
    if (!session || !m_approval)
        return found;
    if (session->signInState() != SignIn::SignedIn || session->link() != Link::Live)
        found.append(Blocker::LinkLost);
    if (m_clockUnsure)
        found.append(Blocker::ClockUnsure);
    if (session->logState() == LogState::Mismatch)
        found.append(Blocker::LogBroken);
    else if (!session->isTrustworthy() && !found.contains(Blocker::LinkLost))
        found.append(Blocker::LinkLost);  // the log is still being checked
    if (!m_approval->hashMatches)
        found.append(Blocker::HashMismatch);
    if (!m_approval->obstacle.isEmpty())
        found.append(Blocker::Obstructed);
    if (!session->authorityCan().signedDecisions)
        found.append(Blocker::NotSupported);
    if (!m_view)
        found.append(Blocker::NotRendered);
    if (m_exposure != Exposure::Clear)
        found.append(Blocker::NotVisible);
    else if (armInMs() != 0)
        found.append(Blocker::NotReadYet);
    if (!m_endSeen)
        found.append(Blocker::EndNotSeen);
    if (wantsComment() && m_comment.trimmed().isEmpty())
        found.append(Blocker::CommentMissing);
    if (wantsCode() && m_code.isEmpty())
        found.append(Blocker::CodeMissing);
    return found;
}

// --- deciding ------------------------------------------------------------------------------------------------------------

void ApprovalController::approve()
{
    if (canApprove())
        send(Verdict::Approve);
}

void ApprovalController::deny()
{
    if (canDeny())
        send(Verdict::Deny);
}

QString ApprovalController::viewHash() const
{
    return renderedViewHash(m_view.value_or(RenderedView{QStringLiteral("none"), 0, {}, {}}));
}

approval::Decision ApprovalController::buildDecision(Verdict verdict) const
{
    const AuthoritySession &session = *authority();
    const qint64 serverNow = m_approval->serverTime + (m_approval->expiresAt - m_approval->serverTime) - timeLeftMs() / 1000;
    const qint64 now = session.serverTime() > 0 ? session.serverTime() : serverNow;
    approval::Decision decision;
    decision.approver = session.person();
    decision.audience = session.issuer();
    decision.txn = m_approval->id;
    decision.verdict = verdict;
    decision.actionHash = m_approval->actionHash;
    decision.version = m_approval->version;
    decision.nonce = m_approval->nonce;
    decision.view = viewHash();
    decision.issuedAt = now;
    decision.expiresAt = now + approval::kDecisionLifetime;
    if (const QString checkpoint = session.checkpointText(); !checkpoint.isEmpty())
        decision.checkpoint = checkpoint;
    addFriction(decision);
    return decision;
}

void ApprovalController::addFriction(approval::Decision &decision) const
{
    if (const QString comment = m_comment.trimmed(); !comment.isEmpty())
        decision.reason = comment;
    if (decision.verdict != Verdict::Approve)
        return;
    if (!m_code.isEmpty())
        decision.code = m_code;
    decision.granted.ttl = m_less.ttlSeconds;
    decision.granted.scopes = m_less.scopes;
    decision.granted.calls = m_less.calls;
}

void ApprovalController::send(Verdict verdict)
{
    AuthoritySession *session = authority();
    const approval::Decision decision = buildDecision(verdict);
    const base::Result<QByteArray> bytes = session->backend().sign(decision);
    m_verdict = verdict;
    if (!bytes) {
        m_refusalDetail = bytes.error().detail;
        setOutcome(Outcome::Failed);
        return;
    }
    m_sent = decision;
    m_own = {decision.txn, session->device(), decision.actionHash, verdict, *bytes};
    ++m_question;  // a reading that is under way knows nothing of this decision
    setOutcome(Outcome::Sending);
    base::whenAnswered(this, session->backend().decide(m_ref.id, *bytes),
                       [this, ref = m_ref, own = m_own](const base::Result<DecisionAnswer> &answer) {
                           if (answer && answer->approval)
                               follow(ref.authority, own);
                           onAnswer(ref, answer);
                       });
}

void ApprovalController::onAnswer(const ApprovalRef &ref, const base::Result<DecisionAnswer> &answer)
{
    if (answer && answer->approval)
        Q_EMIT decided(ref, m_ref == ref ? m_verdict : (answer->approval->status == Status::Denied ? Verdict::Deny : Verdict::Approve));
    if (ref != m_ref || m_outcome != Outcome::Sending)
        return;  // another card is open; the list has been told
    if (!answer) {
        m_refusalDetail = answer.error().detail;
        m_unknownAttempts = 0;
        setOutcome(Outcome::Unknown);
        m_unknownTimer.start(kReadAgainMs);
    } else if (answer->approval) {
        takeConfirmed(*answer->approval);
    } else {
        takeRefusal(*answer);
    }
}

void ApprovalController::takeConfirmed(const Approval &now)
{
    m_unknownTimer.stop();
    m_outcome = now.status == Status::Pending ? Outcome::Counted : Outcome::Decided;
    m_newestHint = 0;
    show(now);
    Q_EMIT outcomeChanged();
    Q_EMIT armingChanged();
}

void ApprovalController::takeRefusal(const DecisionAnswer &answer)
{
    m_refusal = answer.refusal.value_or(Refusal::Other);
    m_attemptsLeft = answer.attemptsLeft;
    m_refusalDetail = answer.detail;
    m_code.clear();
    setOutcome(Outcome::Refused);
    disarm();
    load();
}

bool ApprovalController::isOwnVote(const DecisionFact &fact) const
{
    const AuthoritySession *session = authority();
    return session && fact.approver == session->person().text() && fact.verdict == m_verdict;
}

// Nobody knows whether the decision counted. It is looked up, as often as it takes; the signed bytes are not sent again.
void ApprovalController::resolveUnknown()
{
    AuthoritySession *session = authority();
    if (!session || m_outcome != Outcome::Unknown)
        return;
    const int question = ++m_question;
    base::whenAnswered(this, session->backend().approval(m_ref.id), [this, question](const base::Result<Approval> &answer) {
        if (question != m_question || m_outcome != Outcome::Unknown)
            return;
        if (!answer) {
            m_unknownTimer.start(std::min(kReadAgainMs << std::min(++m_unknownAttempts, 4), kReadAgainMaxMs));
            return;
        }
        noteAuthorityTime(answer->serverTime);
        const bool counted = std::any_of(answer->decisions.begin(), answer->decisions.end(), [this](const DecisionFact &fact) { return isOwnVote(fact); });
        if (counted) {
            follow(m_ref.authority, m_own);
            takeConfirmed(*answer);
            Q_EMIT decided(m_ref, m_verdict);
            return;
        }
        // It did not count, and cannot any more if the card has moved on. A late arrival would be the same decision once.
        show(*answer);
        setOutcome(Outcome::Failed);
    });
}

// Whichever card is open by now.
void ApprovalController::follow(const AuthorityId &authority, const DecisionProofs::OwnDecision &own)
{
    if (AuthoritySession *session = m_authorities.find(authority))
        session->followDecision(own);
}

void ApprovalController::addDenyReason(const QString &reason)
{
    AuthoritySession *session = authority();
    const bool denied = m_outcome == Outcome::Decided && m_verdict == Verdict::Deny && m_sent;
    if (!session || !denied || reason.trimmed().isEmpty())
        return;
    approval::Decision again = *m_sent;
    again.reason = reason.trimmed().left(approval::kMaxReason);
    again.issuedAt = session->serverTime();
    again.expiresAt = again.issuedAt + approval::kDecisionLifetime;
    const base::Result<QByteArray> bytes = session->backend().sign(again);
    if (!bytes)
        return;
    base::whenAnswered(this, session->backend().decide(m_ref.id, *bytes), [this, ref = m_ref](const base::Result<DecisionAnswer> &answer) {
        if (ref == m_ref && answer && answer->approval)
            show(*answer->approval);
    });
}

void ApprovalController::setOutcome(Outcome outcome)
{
    m_outcome = outcome;
    Q_EMIT outcomeChanged();
    Q_EMIT armingChanged();
}

}  // namespace countersign::console
