#include "app/console/audit/audit_desk.h"

#include "app/console/settings.h"

#include <algorithm>

namespace countersign::console {
namespace {

constexpr int kTypingRestMs = 120;
constexpr int kFreshLookMs = 1000;  // the authority speaks of its log at most once a second
constexpr int kTimelineTries = 3;

}  // namespace

AuditDesk::AuditDesk(AuthoritySession &session, Settings &settings, QObject *parent)
    : QObject(parent), m_session(session), m_settings(settings), m_detail(session), m_saved(readFilters(settings.auditFilters(session.id().text())))
{
    connect(&session, &AuthoritySession::connected, this, [this] {
        if (m_looked && !m_asked)
            reload();
        else if (m_looked && m_rows.reading() == AuditRows::Reading::Failed)
            retry();
        else if (m_looked)
            m_freshLook.start();
    });
    connect(&session, &AuthoritySession::hint, this, [this](const backends::EventHint &event) {
        using Kind = backends::EventHint::Kind;
        if (m_looked && (event.kind == Kind::Audit || event.kind == Kind::Reset) && !m_freshLook.isActive())
            m_freshLook.start();
    });
    connect(&session, &AuthoritySession::changed, this, &AuditDesk::onSession);
    connect(&m_rows, &AuditRows::readingChanged, this, &AuditDesk::changed);
    connect(&m_rows, &AuditRows::answered, this, [this] {
        if (m_rows.reading() != AuditRows::Reading::Failed)
            m_answered = m_query;
        if (m_timelineReading == Reading::Done)  // the one before counted something else
            m_rows.place(m_timeline);
        Q_EMIT changed();
    });
    connect(&m_rows, &AuditRows::sought, this, [this](int row) {
        if (row >= 0)
            Q_EMIT arrivedAt(row);
    });
    m_typed.setSingleShot(true);
    m_typed.setInterval(kTypingRestMs);
    connect(&m_typed, &QTimer::timeout, this, &AuditDesk::ask);
    m_freshLook.setSingleShot(true);
    m_freshLook.setInterval(kFreshLookMs);
    connect(&m_freshLook, &QTimer::timeout, &m_rows, &AuditRows::lookForFresh);
}

AuditDesk::Reading AuditDesk::reading() const
{
    if (!isOffered())
        return m_session.signInState() == SignIn::SignedIn && m_session.link() != Link::Offline ? Reading::NotPermitted : Reading::Never;
    switch (m_rows.reading()) {
    case AuditRows::Reading::Never: return Reading::Never;
    case AuditRows::Reading::Now: return Reading::Now;
    case AuditRows::Reading::Done: return Reading::Done;
    case AuditRows::Reading::Failed: break;
    }
    return m_rows.error().code == base::Errc::Denied ? Reading::NotPermitted : Reading::Failed;
}

// What one person could read is not for the next one to see.
void AuditDesk::onSession()
{
    if (m_session.signInState() == SignIn::SignedOut && m_asked) {
        m_asked = false;
        ++m_round;
        m_rows.clear();
        m_detail.close();
        m_timeline = {};
        m_timelineReading = Reading::Never;
    }
    Q_EMIT changed();
}

void AuditDesk::look()
{
    if (!std::exchange(m_looked, true) || !m_asked)
        reload();
}

void AuditDesk::reload()
{
    m_typed.stop();
    ask();
}

void AuditDesk::setWords(const QString &words)
{
    if (std::exchange(m_query.text, words) == words)
        return;
    m_typed.start();
    Q_EMIT changed();
}

void AuditDesk::setQuery(const AuditQuery &query)
{
    if (m_query == query && !m_typed.isActive())
        return;
    m_query = query;
    Q_EMIT queryChanged();
    reload();
}

void AuditDesk::ask()
{
    backends::AuditReader *log = m_session.backend().auditHistory();
    if (!log || !m_looked) {
        Q_EMIT changed();
        return;
    }
    m_asked = true;
    m_freshLook.stop();
    // The reader is asked for anew with every page: it ends with the session.
    AuditQuery asked = m_query;
    asked.text = askableWords(m_query.text);
    const auto page = [this, query = asked](const AuditPosition &position, std::optional<qint64> before) {
        backends::AuditReader *reader = m_session.backend().auditHistory();
        AuditQuery narrowed = query;
        if (before)
            narrowed.before = std::min(*before, query.before.value_or(*before));
        return reader ? reader->page(narrowed, position) : base::answered<AuditPage>({base::Errc::Unauthenticated, {}});
    };
    const auto count = [this, query = asked](qint64 after, qint64 before) {
        backends::AuditReader *reader = m_session.backend().auditHistory();
        AuditQuery narrowed = query;
        narrowed.after = std::max(after, query.after.value_or(after));
        narrowed.before = std::min(before, query.before.value_or(before));
        return reader ? reader->timeline(narrowed) : base::answered<AuditTimeline>({base::Errc::Unauthenticated, {}});
    };
    m_rows.ask({page, count}, isOpen(asked) ? AuditRows::Extent::Whole : AuditRows::Extent::Narrowed);
    m_timelineTries = 0;
    askTimeline();
}

void AuditDesk::askTimeline()
{
    backends::AuditReader *log = m_session.backend().auditHistory();
    if (!log)
        return;
    m_timelineReading = Reading::Now;
    const int round = ++m_round;
    AuditQuery asked = m_query;
    asked.text = askableWords(m_query.text);
    base::whenAnswered(this, log->timeline(asked), [this, round](const base::Result<AuditTimeline> &timeline) {
        if (round == m_round)
            takeTimeline(timeline);
    });
    Q_EMIT changed();
}

void AuditDesk::takeTimeline(const base::Result<AuditTimeline> &timeline)
{
    if (!timeline) {
        m_timelineReading = Reading::Failed;
        Q_EMIT changed();
        return;
    }
    m_timeline = *timeline;
    m_timelineReading = Reading::Done;
    m_rows.place(m_timeline);
    // Counts and rows must be of one moment to fit together; on a busy log they may need another look.
    if (!m_rows.isCounted() && m_timeline.isExact && m_timeline.size < m_rows.top() && ++m_timelineTries < kTimelineTries)
        askTimeline();
    Q_EMIT changed();
}

void AuditDesk::retry()
{
    if (!m_asked)
        ask();
    m_rows.retry();
    if (m_timelineReading == Reading::Failed)
        askTimeline();
}

void AuditDesk::goTo(qint64 time)
{
    if (m_rows.isCounted())
        m_rows.seek(time);
    else
        setQuery(withValue(m_query, AuditField::Before, QString::number(time + 1)));
}

void AuditDesk::letIn()
{
    m_rows.letIn();
    m_timelineTries = kTimelineTries;
    askTimeline();
}

// --- saved filters -------------------------------------------------------------------------------------------------------

void AuditDesk::save(const QString &name)
{
    const auto same = std::find_if(m_saved.begin(), m_saved.end(), [&name](const SavedFilter &each) { return each.name == name; });
    if (same != m_saved.end())
        same->query = m_query;
    else
        m_saved.append({name, m_query});
    storeFilters();
}

SavedFilter AuditDesk::remove(int filter)
{
    const SavedFilter gone = m_saved.takeAt(filter);
    storeFilters();
    return gone;
}

void AuditDesk::restore(int at, const SavedFilter &filter)
{
    m_saved.insert(std::clamp<qsizetype>(at, 0, m_saved.size()), filter);
    storeFilters();
}

void AuditDesk::storeFilters()
{
    m_settings.setAuditFilters(m_session.id().text(), writeFilters(m_saved));
    Q_EMIT savedChanged();
}

}  // namespace countersign::console
