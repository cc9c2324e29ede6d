#include "app/console/console.h"

#include "app/backends/countersign/issuer_url.h"
#include "app/console/audit/audit_desks.h"
#include "app/console/audit/audit_export.h"
#include "app/console/audit/audit_reports.h"
#include "app/console/catalog/catalog_list.h"

#include <QUuid>

namespace countersign::console {
namespace {

constexpr int kTickMs = 1000;

}  // namespace

Console::Console(Settings &settings, base::Clock &clock, Factory factory, QObject *parent)
    : QObject(parent), m_settings(settings), m_clock(clock), m_factory(std::move(factory)), m_inbox(clock),
      m_reader(m_authorities, m_inbox), m_card(m_authorities, clock), m_grants(m_authorities, clock), m_catalogs(std::make_unique<CatalogList>(m_authorities)), m_clients(m_authorities, clock),
      m_audits(std::make_unique<AuditDesks>(m_authorities, settings)), m_auditReports(std::make_unique<AuditReports>(m_authorities, clock)),
      m_auditExport(std::make_unique<AuditExport>(m_authorities)), m_past(m_authorities), m_clockWatch(clock)
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, &m_clockWatch, &ClockWatch::look);
    connect(&m_clockWatch, &ClockWatch::doubted, this, &Console::onClockDoubted);
    connect(&m_tick, &QTimer::timeout, &m_inbox, &InboxModel::tick);
    connect(&m_tick, &QTimer::timeout, &m_grants, &GrantsModel::tick);
    connect(&m_tick, &QTimer::timeout, &m_clients, &Clients::tick);
    const auto followQuietHours = [this] { m_card.setTierRaised(hasQuietHoursNow() ? 1 : 0); };
    connect(&m_tick, &QTimer::timeout, &m_card, followQuietHours);
    followQuietHours();
    connect(&m_authorities, &AuthorityList::added, this, &Console::adopt);
    connect(&m_authorities, &AuthorityList::anyChanged, this, &Console::changed);
    connect(&m_card, &ApprovalController::decided, this, [this](const ApprovalRef &ref) { m_reader.readOne(ref); });
    connect(&m_reader, &InboxReader::listRead, this, &Console::changed);
    m_catalogs->followInbox(m_inbox, m_reader);
    m_catalogs->keepChangesIn(m_settings);
    m_tick.start();
}

Console::~Console() = default;

void Console::start()
{
    const QList<Settings::KnownAuthority> known = m_settings.authorities();
    for (const Settings::KnownAuthority &authority : known)
        open(authority);
}

void Console::open(const Settings::KnownAuthority &authority)
{
    if (m_authorities.find(AuthorityId(authority.id)))
        return;
    std::unique_ptr<AuthoritySession> session = authority.issuer.isEmpty() ? m_factory.local(authority) : m_factory.remote(authority);
    if (session)
        m_authorities.add(std::move(session))->start();
}

void Console::adopt(AuthoritySession *session)
{
    m_inbox.setBadge(session->id(), session->badge());
    connect(session, &AuthoritySession::connected, this, [this, session] { m_reader.start(session->id()); });
    connect(session, &AuthoritySession::hint, this, [this, session](const backends::EventHint &event) { onHint(session, event); });
    connect(session, &AuthoritySession::changed, this, [this, session] {
        m_inbox.setBadge(session->id(), session->badge());
        if (session->signInState() == SignIn::SignedOut)
            m_reader.forget(session->id());
    });
    Q_EMIT changed();
}

// --- reading -------------------------------------------------------------------------------------------------------------

// A hint says only that something happened: what happened is read.
void Console::onHint(AuthoritySession *session, const backends::EventHint &event)
{
    if (event.kind == backends::EventHint::Kind::Reset)
        m_reader.readAll(session->id());
    else if (event.kind == backends::EventHint::Kind::Approval)
        m_reader.readOne({session->id(), event.id});
}

// What the lists count down was read under a clock that is doubted now.
void Console::onClockDoubted()
{
    m_card.doubtClock();
    for (int row = 0; row < m_authorities.rowCount(); ++row) {
        if (m_authorities.at(row)->link() == Link::Live)
            m_reader.readAll(m_authorities.at(row)->id());
    }
    m_grants.reload();
}

// --- state ---------------------------------------------------------------------------------------------------------------

Link Console::link() const
{
    Link worst = m_authorities.isEmpty() ? Link::Offline : Link::Live;
    for (int row = 0; row < m_authorities.rowCount(); ++row)
        worst = std::max(worst, m_authorities.at(row)->link());
    return worst;
}

qint64 Console::offlineSinceMs() const
{
    qint64 since = m_clock.nowMs();
    for (int row = 0; row < m_authorities.rowCount(); ++row) {
        if (m_authorities.at(row)->link() == Link::Offline)
            since = std::min(since, m_authorities.at(row)->offlineSinceMs());
    }
    return since;
}

LogState Console::logState() const
{
    const auto rank = [](LogState state) {
        switch (state) {
        case LogState::Mismatch: return 4;
        case LogState::Unchecked: return 3;
        case LogState::Checking: return 2;
        case LogState::Verified: return 1;
        case LogState::Unsupported: return 0;
        }
        return 4;
    };
    LogState worst = m_authorities.isEmpty() ? LogState::Unchecked : m_authorities.at(0)->logState();
    for (int row = 1; row < m_authorities.rowCount(); ++row) {
        const LogState state = m_authorities.at(row)->logState();
        if (rank(state) > rank(worst))
            worst = state;
    }
    return worst;
}

bool Console::inboxLoaded() const
{
    for (int row = 0; row < m_authorities.rowCount(); ++row) {
        const AuthoritySession *session = m_authorities.at(row);
        if (session->signInState() == SignIn::SignedIn && !m_reader.hasRead(session->id()))
            return false;
    }
    return !m_authorities.isEmpty();
}

bool Console::hasQuietHoursNow() const
{
    return m_settings.quietHours().contains(QDateTime::fromMSecsSinceEpoch(m_clock.nowMs()).time());
}

void Console::setKeychain(KeychainState state)
{
    if (m_keychain == state)
        return;
    const bool unlocked = m_keychain == KeychainState::Locked && state == KeychainState::Available;
    m_keychain = state;
    Q_EMIT changed();
    // What could not be read while it was locked is read now; nobody should have to ask twice.
    for (int row = 0; unlocked && row < m_authorities.rowCount(); ++row)
        m_authorities.at(row)->retry();
}

void Console::acceptMemoryOnly()
{
    Q_EMIT memoryOnlyAccepted();  // the composition changes the store
    setKeychain(KeychainState::MemoryOnly);
    for (int row = 0; row < m_authorities.rowCount(); ++row)
        m_authorities.at(row)->retry();
}

// --- authorities ---------------------------------------------------------------------------------------------------------

base::Status Console::connectTo(const QString &issuer)
{
    const base::Result<QUrl> url = backends::parseIssuer(issuer);
    if (!url)
        return url.error();
    for (int row = 0; row < m_authorities.rowCount(); ++row) {
        if (m_authorities.at(row)->issuer() == issuer)
            return base::Done{};
    }
    open({QUuid::createUuid().toString(QUuid::Id128), issuer, backends::displayHost(*url), m_authorities.freeColour()});
    remember();
    return base::Done{};
}

void Console::startLocal()
{
    for (int row = 0; row < m_authorities.rowCount(); ++row) {
        if (m_authorities.at(row)->kind() == AuthoritySession::Kind::Local)
            return;
    }
    open({QStringLiteral("local"), {}, tr("This computer"), m_authorities.freeColour()});
    remember();
}

void Console::forget(const AuthorityId &authority)
{
    AuthoritySession *session = m_authorities.find(authority);
    if (!session)
        return;
    base::whenAnswered(this, session->backend().signOut(), [this, authority](const base::Status &) {
        m_reader.forget(authority);
        m_authorities.remove(authority);
        remember();
    });
}

void Console::rename(const AuthorityId &authority, const QString &name)
{
    AuthoritySession *session = m_authorities.find(authority);
    if (!session || name.trimmed().isEmpty())
        return;
    AuthorityBadge badge = session->badge();
    badge.name = name.trimmed().left(64);
    session->setBadge(badge);
    remember();
}

void Console::remember()
{
    QList<Settings::KnownAuthority> known;
    for (int row = 0; row < m_authorities.rowCount(); ++row) {
        const AuthoritySession *session = m_authorities.at(row);
        const bool local = session->kind() == AuthoritySession::Kind::Local;
        known.append({session->id().text(), local ? QString() : session->issuer(), session->badge().name, session->badge().colourIndex});
    }
    m_settings.setAuthorities(known);
}

bool Console::canFreeze(const AuthorityId &authority) const
{
    AuthoritySession *session = m_authorities.find(authority);
    return session && session->backend().clients();
}

void Console::denyAllFrom(const ApprovalRef &ref)
{
    if (DenyAll *work = makeDenyAll(ref))
        work->start();
}

void Console::denyAllAndFreeze(const ApprovalRef &ref, const QString &reason)
{
    const Summary *summary = m_inbox.find(ref);
    const base::ClientId client = summary ? summary->client.id : base::ClientId();
    if (DenyAll *work = makeDenyAll(ref)) {
        work->freezeFirst(client, reason);
        work->start();
    }
}

// Null: nothing is known of the request, or another one is still at work.
DenyAll *Console::makeDenyAll(const ApprovalRef &ref)
{
    AuthoritySession *session = m_authorities.find(ref.authority);
    const Summary *summary = m_inbox.find(ref);
    if (!session || !summary || m_denyAll)
        return nullptr;
    m_denyAll = new DenyAll(*session, m_inbox.ofClient(ref.authority, summary->client.id.text()), this);
    connect(m_denyAll, &DenyAll::progress, this, &Console::denyAllProgress);
    connect(m_denyAll, &DenyAll::ended, this, [this](const ApprovalRef &done) { m_inbox.remove(done); });
    connect(m_denyAll, &DenyAll::finished, this, [this](const DenyAllEnd &end) {
        m_denyAll.clear();
        Q_EMIT denyAllFinished(end);
    });
    return m_denyAll;
}

void Console::cancelDenyAll()
{
    if (m_denyAll)
        m_denyAll->cancel();
}

}  // namespace countersign::console
