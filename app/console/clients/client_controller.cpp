#include "app/console/clients/client_controller.h"

#include "app/backends/client_directory.h"
#include "app/console/authority_list.h"
#include "app/console/clients/clients_model.h"

#include <QTimer>

#include <algorithm>
#include <memory>

namespace countersign::console {

using backends::ClientAnswer;
using base::Errc;

namespace {

constexpr int kGrantPauseMs = 1000;

}  // namespace

ClientController::ClientController(AuthorityList &authorities, ClientsModel &list, base::Clock &clock, QObject *parent)
    : QObject(parent), m_authorities(authorities), m_list(list), m_clock(clock)
{
    connect(&m_authorities, &AuthorityList::aboutToRemove, this, [this](const AuthoritySession *session) {
        if (session->id() == m_ref.authority)
            close();
    });
    connect(&m_authorities, &AuthorityList::added, this, [this](AuthoritySession *session) {
        const auto here = [this, session] { return session->id() == m_ref.authority; };
        connect(session, &AuthoritySession::connected, this, [this, here] {
            if (here())
                reload();
        });
        connect(session, &AuthoritySession::changed, this, [this, here] {
            if (here())
                Q_EMIT changed();
        });
        const auto soon = std::make_shared<bool>(false);
        connect(session, &AuthoritySession::hint, this, [this, here, soon](const backends::EventHint &event) {
            using Kind = backends::EventHint::Kind;
            const bool aboutIt = event.kind == Kind::Client && event.client == m_ref.id;
            if (here() && (aboutIt || event.kind == Kind::Reset))
                reload();
            // Tokens come and go without the client itself changing, on a busy day many times a second.
            if (!here() || event.kind != Kind::Grant || std::exchange(*soon, true))
                return;
            QTimer::singleShot(kGrantPauseMs, this, [this, soon] {
                *soon = false;
                reload();
            });
        });
    });
}

backends::ClientDirectory *ClientController::directory() const
{
    AuthoritySession *session = m_authorities.find(m_ref.authority);
    return session && session->signInState() == SignIn::SignedIn ? session->backend().clients() : nullptr;
}

AuthorityBadge ClientController::badge() const
{
    const AuthoritySession *session = m_authorities.find(m_ref.authority);
    return session ? session->badge() : AuthorityBadge();
}

void ClientController::open(const ClientRef &ref)
{
    if (ref == m_ref)
        return;
    m_ref = ref;
    m_client.reset();
    m_whole = m_again = false;
    m_reading = Reading::None;
    m_outcome = {};
    m_secret.reset();
    if (const ClientEntry *known = m_list.find(ref)) {
        m_client = *known;
        m_endsAtMonotonicMs = m_clock.monotonicMs() + m_list.timeLeftMs(ref);
    }
    if (!ref.isEmpty())
        reload();
    Q_EMIT opened();
}

void ClientController::close()
{
    open({});
}

void ClientController::reload()
{
    backends::ClientDirectory *clients = directory();
    if (m_ref.isEmpty() || !clients)
        return;
    if (m_reading == Reading::Now) {
        m_again = true;  // the answer on its way may be older than what asks now
        return;
    }
    m_reading = Reading::Now;
    base::whenAnswered(this, clients->client(m_ref.id), [this, ref = m_ref](const base::Result<ClientEntry> &answer) {
        if (answer)
            Q_EMIT learned(ref, *answer);
        else if (answer.error().code == Errc::NotFound)
            Q_EMIT gone(ref);
        if (ref != m_ref)
            return;
        if (answer) {
            m_whole = true;
            m_reading = Reading::Done;
            adopt(*answer);
        } else {
            m_reading = answer.error().code == Errc::NotFound ? Reading::Gone : Reading::Failed;
            Q_EMIT changed();
        }
        if (std::exchange(m_again, false))
            reload();
    });
    Q_EMIT changed();
}

void ClientController::adopt(const ClientEntry &client)
{
    const AuthoritySession *session = m_authorities.find(m_ref.authority);
    const qint64 now = client.serverTime > 0 ? client.serverTime : session ? session->serverTime() : 0;
    // Answers to changes leave out what only the whole client has.
    const bool bare = client.tokens.isEmpty() && client.history.isEmpty() && client.serverTime == 0;
    const QList<ClientToken> tokens = m_client ? m_client->tokens : QList<ClientToken>();
    const QList<ClientEvent> history = m_client ? m_client->history : QList<ClientEvent>();
    m_client = client;
    if (bare) {
        m_client->tokens = client.liveTokens > 0 ? tokens : QList<ClientToken>();
        m_client->history = history;
    }
    if (client.expiresAt)
        m_endsAtMonotonicMs = m_clock.monotonicMs() + (*client.expiresAt - now) * 1000;
    Q_EMIT changed();
}

qint64 ClientController::timeLeftMs() const
{
    return m_client && m_client->expiresAt ? std::max<qint64>(0, m_endsAtMonotonicMs - m_clock.monotonicMs()) : 0;
}

ClientStatus ClientController::status() const
{
    if (!m_client)
        return ClientStatus::Revoked;
    const bool lives = m_client->status == ClientStatus::Active || m_client->status == ClientStatus::Disabled;
    return lives && m_client->expiresAt && timeLeftMs() == 0 ? ClientStatus::Expired : m_client->status;
}

// --- changing ------------------------------------------------------------------------------------------------------------

bool ClientController::isConnected() const
{
    const AuthoritySession *session = m_authorities.find(m_ref.authority);
    return session && session->signInState() == SignIn::SignedIn && session->link() == Link::Live;
}

bool ClientController::may(Change change) const
{
    const AuthoritySession *session = m_authorities.find(m_ref.authority);
    if (!m_client || !session || !directory() || m_client->builtIn)
        return false;
    const bool manages = session->may(QStringLiteral("clients:manage"));
    const bool active = status() == ClientStatus::Active;
    const bool frozen = status() == ClientStatus::Disabled;
    switch (change) {
    case Change::None: return false;
    case Change::Extend: return manages && (active || frozen) && m_client->temporary && m_client->mayExtend;
    case Change::Rotate: return manages && active && m_client->authMethod.startsWith(QLatin1String("client_secret"));
    case Change::Revoke: return manages && (active || frozen);
    case Change::Freeze: return active && (manages || session->may(QStringLiteral("approvals:decide")));
    case Change::Unfreeze: return manages && frozen;
    }
    return false;
}

bool ClientController::begin(Change change)
{
    if (m_outcome.progress == Progress::Asked || !may(change))
        return false;
    m_secret.reset();
    setOutcome({change, Progress::Asked, std::nullopt, {}});
    return true;
}

void ClientController::extend(qint64 seconds, const QString &reason)
{
    if (begin(Change::Extend))
        finish(Change::Extend, directory()->extend(m_ref.id, m_client->expiresAt.value_or(0) + seconds, reason));
}

void ClientController::rotate(const QString &reason)
{
    if (begin(Change::Rotate))
        finish(Change::Rotate, directory()->rotateSecret(m_ref.id, reason));
}

void ClientController::revoke(const QString &reason)
{
    if (begin(Change::Revoke))
        finish(Change::Revoke, directory()->revoke(m_ref.id, reason));
}

void ClientController::freeze(const QString &reason)
{
    if (begin(Change::Freeze))
        finish(Change::Freeze, directory()->freeze(m_ref.id, reason));
}

void ClientController::unfreeze(const QString &reason)
{
    if (begin(Change::Unfreeze))
        finish(Change::Unfreeze, directory()->unfreeze(m_ref.id, reason));
}

void ClientController::finish(Change change, const base::Answer<ClientAnswer> &answer)
{
    base::whenAnswered(this, answer, [this, change, ref = m_ref](const base::Result<ClientAnswer> &said) {
        if (said && said->client && said->client->registeredAt > 0)
            Q_EMIT learned(ref, *said->client);
        if (ref == m_ref)
            take(said, change);
    });
}

// Done is said only when the answer shows the state that was wanted.
void ClientController::take(const base::Result<ClientAnswer> &answer, Change change)
{
    if (!answer) {
        const Errc code = answer.error().code;
        // Before anything was sent, or with nobody signed in, nothing can have happened.
        const bool unsent = code == Errc::Unauthenticated || code == Errc::Unsupported || code == Errc::Denied;
        setOutcome({change, unsent ? Progress::Refused : Progress::Unknown, std::nullopt, {}});
        reload();
        return;
    }
    if (answer->refusal) {
        setOutcome({change, Progress::Refused, answer->refusal, answer->detail});
        reload();
        return;
    }
    const ClientEntry &client = *answer->client;
    const qint64 before = m_client && m_client->expiresAt ? *m_client->expiresAt : 0;
    const bool done = change == Change::Revoke     ? client.status == ClientStatus::Revoked
                      : change == Change::Freeze   ? client.status == ClientStatus::Disabled
                      : change == Change::Unfreeze ? client.status == ClientStatus::Active
                      : change == Change::Rotate   ? answer->secret != nullptr
                                                   : client.expiresAt.value_or(0) > before;
    if (change == Change::Rotate)
        m_secret = answer->secret;
    if (client.registeredAt > 0) {
        adopt(client);
    } else if (m_client) {
        m_client->status = client.status;  // whoever may only freeze is told no more
        Q_EMIT changed();
    }
    setOutcome({change, done ? Progress::Done : Progress::Unknown, std::nullopt, {}});
    reload();
}

void ClientController::setOutcome(const Outcome &outcome)
{
    m_outcome = outcome;
    Q_EMIT outcomeChanged();
}

void ClientController::forgetSecret()
{
    m_secret.reset();
}

void ClientController::forgetOutcome()
{
    if (m_outcome.progress != Progress::Asked)
        setOutcome({});
}

}  // namespace countersign::console
