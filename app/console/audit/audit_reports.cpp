#include "app/console/audit/audit_reports.h"

#include "app/console/authority_list.h"

#include <algorithm>

namespace countersign::console {
namespace {

using base::Errc;

constexpr qint64 kDay = 86'400;

qint64 secondsOf(AuditReports::Span span)
{
    switch (span) {
    case AuditReports::Span::Week: return 7 * kDay;
    case AuditReports::Span::Month: return 30 * kDay;
    case AuditReports::Span::Quarter: return 90 * kDay;
    case AuditReports::Span::Year: return 365 * kDay;
    case AuditReports::Span::Chosen: break;
    }
    return 0;
}

}  // namespace

AuditReports::AuditReports(AuthorityList &authorities, base::Clock &clock, QObject *parent) : QObject(parent), m_authorities(authorities), m_clock(clock)
{
    connect(&m_authorities, &AuthorityList::added, this, [this](AuthoritySession *session) {
        // Signed in, or connected again: what could not be read may be there now.
        connect(session, &AuthoritySession::connected, this, [this, session] {
            if (session->id() == m_authority && m_state != State::Ready && m_state != State::Loading)
                reload();
        });
        connect(session, &AuthoritySession::changed, this, [this, session] {
            if (session->id() == m_authority && session->signInState() == SignIn::SignedOut)
                reload();
        });
    });
}

AuditReports::~AuditReports() = default;

backends::AuditReader *AuditReports::reader() const
{
    AuthoritySession *session = m_authorities.find(m_authority);
    return session && session->signInState() == SignIn::SignedIn ? session->backend().auditHistory() : nullptr;
}

void AuditReports::setAuthority(const AuthorityId &authority)
{
    if (m_authority == authority)
        return;
    m_authority = authority;
    reload();
}

void AuditReports::look()
{
    if (!std::exchange(m_looked, true))
        reload();
}

void AuditReports::reload()
{
    ++m_question;
    if (!m_looked)
        return;
    if (reader()) {
        readKinds();
        return;
    }
    m_kinds.clear();
    m_table.clear();
    setState(m_authorities.find(m_authority) ? State::NotPermitted : State::Idle);
}

// By the authority's clock, where it has told it: its log is written by that one.
qint64 AuditReports::now() const
{
    const AuthoritySession *session = m_authorities.find(m_authority);
    return session && session->serverTime() > 0 ? session->serverTime() : m_clock.now();
}

AuditReports::Range AuditReports::range() const
{
    if (m_span == Span::Chosen)
        return m_range;
    return {std::max<qint64>(0, now() - secondsOf(m_span)), now() + 1};
}

void AuditReports::readKinds()
{
    setState(State::Loading);
    base::whenAnswered(this, reader()->reports(), [this, question = m_question](const base::Result<QList<AuditReportKind>> &kinds) {
        if (question != m_question)
            return;
        if (!kinds || kinds->isEmpty()) {
            m_table.clear();
            return setState(!kinds && kinds.error().code == Errc::Denied ? State::NotPermitted : State::Failed);
        }
        m_kinds = *kinds;
        const bool isThere = std::any_of(m_kinds.begin(), m_kinds.end(), [this](const AuditReportKind &each) { return each.name == m_name; });
        if (!isThere)
            m_name = m_kinds.first().name;
        readReport();
    });
}

void AuditReports::readReport()
{
    const int question = ++m_question;
    if (!reader())
        return reload();
    setState(State::Loading);
    const auto [after, before] = range();
    base::whenAnswered(this, reader()->report(m_name, after, before), [this, question](const base::Result<AuditReport> &report) {
        if (question != m_question)
            return;
        if (report)
            m_table.show(*report);
        else
            m_table.clear();
        setState(report ? State::Ready : report.error().code == Errc::Denied ? State::NotPermitted : State::Failed);
    });
}

void AuditReports::open(const QString &name)
{
    if (name == m_name && m_state == State::Ready)
        return;
    m_name = name;
    readReport();
}

void AuditReports::setSpan(Span span)
{
    m_ownSpan = span;
    if (span == Span::Chosen)
        m_ownRange = range();
    show(span, m_ownRange);
}

void AuditReports::setRange(const Range &range)
{
    m_ownSpan = Span::Chosen;
    m_ownRange = range;
    show(Span::Chosen, range);
}

void AuditReports::follow(const AuditQuery &query)
{
    const std::pair followed(query.after, query.before);
    if (std::exchange(m_followed, followed) == followed)
        return;
    if (query.after || query.before)
        show(Span::Chosen, {query.after.value_or(0), query.before.value_or(now() + 1)});
    else
        show(m_ownSpan, m_ownRange);
}

void AuditReports::show(Span span, const Range &range)
{
    const Range before = this->range();
    m_span = span;
    m_range = range;
    if (this->range() != before && m_looked && !m_name.isEmpty())
        readReport();
    else
        Q_EMIT changed();
}

void AuditReports::setState(State state)
{
    m_state = state;
    Q_EMIT changed();
}

// --- as a file -----------------------------------------------------------------------------------------------------------

void AuditReports::save(const QString &path)
{
    if (m_saving == Saving::Now || m_state != State::Ready)
        return;
    m_saving = Saving::Now;
    m_savedTo = path;
    m_download = std::make_unique<AuditDownload>(reader(), path, nullptr);
    connect(m_download.get(), &AuditDownload::finished, this, &AuditReports::onSaved);
    // The span of the table that is shown, not one that has moved on since.
    const AuditReport &shown = m_table.report();
    m_download->start([name = m_name, after = shown.after, before = shown.before](backends::AuditReader &reader, QIODevice &into) { return reader.reportTo(name, after, before, into); });
    Q_EMIT savingChanged();
}

void AuditReports::onSaved(SaveFailure failure)
{
    if (failure == SaveFailure::None && !m_download->file().keep())
        failure = SaveFailure::Disk;
    m_failure = failure;
    m_saving = failure == SaveFailure::None ? Saving::Done : failure == SaveFailure::Cancelled ? Saving::No : Saving::Failed;
    m_download.reset();
    Q_EMIT savingChanged();
}

void AuditReports::cancelSaving()
{
    if (m_download)
        m_download->cancel();
}

}  // namespace countersign::console
