#include "app/console/catalog/catalog_draft.h"

#include "app/backends/catalog_desk.h"
#include "app/catalog/catalog.h"
#include "app/console/catalog/authority_catalog.h"
#include "app/console/catalog/line_diff.h"

#include <QThreadPool>

#include <algorithm>

namespace countersign::console {
namespace {

constexpr int kLocalMs = 150;   // after the last letter
constexpr int kCheckMs = 1200;  // the authority is asked when the person pauses

using Findings = QList<CatalogFinding>;
using Severity = CatalogFinding::Severity;

Findings checkText(const QString &text)
{
    Findings found;
    for (const catalog::Finding &finding : catalog::check(text.toUtf8()).findings)
        found.append({finding.severity == catalog::Severity::Error ? Severity::Error : Severity::Warning, finding.line, finding.code, finding.message});
    return found;
}

}  // namespace

CatalogDraft::CatalogDraft(AuthorityCatalog &catalog) : m_catalog(catalog)
{
    m_localTimer.setSingleShot(true);
    m_localTimer.setInterval(kLocalMs);
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(kCheckMs);
    connect(&m_localTimer, &QTimer::timeout, this, &CatalogDraft::checkHere);
    connect(&m_checkTimer, &QTimer::timeout, this, &CatalogDraft::askCheck);
    connect(&m_catalog, &AuthorityCatalog::changed, this, &CatalogDraft::onCatalog);
    connect(&m_catalog, &AuthorityCatalog::wasRead, this, &CatalogDraft::onRead);
}

void CatalogDraft::setStep(Step step, Problem problem, const Refusal &refusal)
{
    m_step = step;
    m_problem = problem;
    m_refusal = refusal;
    Q_EMIT changed();
}

bool CatalogDraft::isOutdated() const
{
    return isOpen() && m_catalog.hasState() && m_catalog.state().version != m_baseVersion;
}

bool CatalogDraft::hasErrors() const
{
    return std::any_of(m_findings.begin(), m_findings.end(), [](const CatalogFinding &finding) { return finding.severity == Severity::Error; });
}

// --- writing -------------------------------------------------------------------------------------------------------------

void CatalogDraft::start()
{
    if (isOpen() || !m_catalog.hasState())
        return;
    m_suggestedReason.clear();
    open(m_catalog.state().toml);
}

void CatalogDraft::startFrom(const CatalogVersion &version, const QString &toml)
{
    if (!m_catalog.hasState())
        return;
    m_suggestedReason = tr("Back to version %1").arg(version.version);
    open(toml);
}

void CatalogDraft::open(const QString &text)
{
    m_baseText = m_catalog.state().toml;
    m_baseVersion = m_catalog.state().version;
    m_etag = m_catalog.state().etag;
    m_text = text;
    m_waitingFor = {};
    m_local = m_catalog.state().findings;
    m_remote.clear();
    touch();
    setStep(Step::Editing);
    Q_EMIT textReplaced();
}

// The text is another one: whatever was said about the one before no longer counts.
void CatalogDraft::touch()
{
    ++m_round;
    m_check.reset();
    m_remote.clear();
    mergeFindings();
    m_localTimer.start();
    m_checkTimer.stop();
}

void CatalogDraft::setText(const QString &text)
{
    if (!mayEdit() || m_text == text)
        return;
    m_text = text;
    touch();
    setStep(m_step == Step::SomebodyFirst ? Step::SomebodyFirst : Step::Editing);
}

void CatalogDraft::discard()
{
    if (m_step != Step::Applying)
        close();
}

void CatalogDraft::close()
{
    ++m_round;
    m_localTimer.stop();
    m_checkTimer.stop();
    m_text.clear();
    m_baseText.clear();
    m_check.reset();
    m_local.clear();
    m_remote.clear();
    m_findings.clear();
    m_waitingFor = {};
    setStep(Step::Closed);
}

// In force: nothing more is to be said of the request that may have led there.
void CatalogDraft::finish(qint64 version)
{
    m_catalog.proposals().putAway(m_waitingFor);
    close();
    Q_EMIT applied(version);
}

QString CatalogDraft::confirmationCode() const
{
    return m_catalog.proposals().codeOf(m_waitingFor);
}

// --- what is wrong with it -----------------------------------------------------------------------------------------------

// Reading a large text takes longer than a frame, so it is read elsewhere; one at a time.
void CatalogDraft::checkHere()
{
    if (m_localRunning || !isOpen())
        return;  // the answer under way starts it again
    m_localRunning = true;
    const int round = m_round;
    const base::Asked<Findings> asked;
    QThreadPool::globalInstance()->start([asked, text = m_text] { asked.give(checkText(text)); });
    base::whenAnswered(this, asked.answer(), [this, round](const base::Result<Findings> &findings) {
        m_localRunning = false;
        if (round == m_round && findings)
            takeLocal(round, *findings);
        else if (isOpen())
            checkHere();
    });
    Q_EMIT changed();
}

void CatalogDraft::takeLocal(int, const QList<CatalogFinding> &findings)
{
    if (!isOpen())
        return;
    m_local = findings;
    mergeFindings();
    if (!hasErrors() && !m_check && isDirty())
        m_checkTimer.start();
    Q_EMIT changed();
}

void CatalogDraft::mergeFindings()
{
    m_findings = m_local;
    for (const CatalogFinding &finding : std::as_const(m_remote)) {
        const bool known = std::any_of(m_local.begin(), m_local.end(), [&](const CatalogFinding &own) { return own.line == finding.line && own.code == finding.code; });
        if (!known)
            m_findings.append(finding);
    }
    std::stable_sort(m_findings.begin(), m_findings.end(), [](const CatalogFinding &a, const CatalogFinding &b) { return a.line < b.line; });
}

void CatalogDraft::askCheck()
{
    backends::CatalogDesk *desk = m_catalog.session().backend().catalog();
    if (!isOpen() || !desk) {
        if (m_step == Step::Checking)
            setStep(Step::Editing, Problem::NoCheck);
        return;
    }
    const int round = m_round;
    base::whenAnswered(this, desk->check(m_text), [this, round](const base::Result<CatalogCheck> &check) {
        if (round == m_round && isOpen())
            takeCheck(check);
    });
}

void CatalogDraft::takeCheck(const base::Result<CatalogCheck> &check)
{
    const bool asked = m_step == Step::Checking;  // by the person; otherwise while writing
    if (!check) {
        if (asked)
            setStep(Step::Editing, check.error().code == base::Errc::Denied ? Problem::Refused : Problem::NoCheck);
        return;
    }
    m_remote = check->findings;
    mergeFindings();
    if (!asked) {
        Q_EMIT changed();
        return;
    }
    m_check = *check;
    if (!check->ok)
        setStep(Step::Editing, Problem::Invalid);
    else if (check->baseVersion != 0 && check->baseVersion != m_baseVersion)
        m_catalog.reload();  // somebody was first; what they did is read before it is said
    else
        setStep(Step::Reviewed);
}

void CatalogDraft::review()
{
    if (m_step != Step::Editing && m_step != Step::Reviewed)
        return;
    if (isOutdated()) {
        setStep(Step::SomebodyFirst);
        return;
    }
    m_checkTimer.stop();
    m_check.reset();
    setStep(Step::Checking);
    askCheck();
}

void CatalogDraft::keepEditing()
{
    if (m_step == Step::Reviewed || m_step == Step::Checking || m_step == Step::SomebodyFirst)
        setStep(Step::Editing);
}

// --- applying ------------------------------------------------------------------------------------------------------------

void CatalogDraft::apply(const QString &reason)
{
    backends::CatalogDesk *desk = m_catalog.session().backend().catalog();
    if (m_step != Step::Reviewed || !m_check || reason.trimmed().isEmpty())
        return;
    if (!desk) {
        setStep(Step::Reviewed, Problem::Refused);
        return;
    }
    setStep(Step::Applying);
    base::whenAnswered(this, desk->apply({m_text, reason.trimmed(), m_etag}), [this](const base::Result<backends::CatalogOutcome> &outcome) {
        if (m_step == Step::Applying)
            takeOutcome(outcome);
    });
}

void CatalogDraft::takeOutcome(const base::Result<backends::CatalogOutcome> &outcome)
{
    using Kind = backends::CatalogOutcome::Kind;
    if (!outcome) {
        const bool said = outcome.error().code == base::Errc::Unauthenticated;  // it was answered, and nothing happened
        setStep(said ? Step::Reviewed : Step::Unknown, said ? Problem::Refused : Problem::None);
        if (!said)
            m_catalog.reload();
        return;
    }
    switch (outcome->kind) {
    case Kind::Applied:
        finish(outcome->version);
        m_catalog.reload();
        return;
    case Kind::NeedsApproval:
        m_waitingFor = outcome->approval;
        m_catalog.proposals().noteCode(outcome->approval, outcome->confirmationCode);
        setStep(Step::Waiting);
        return;
    case Kind::SomebodyFirst:
        m_step = Step::Checking;  // shown as work until what they did is here: onRead()
        m_check.reset();
        m_catalog.reload();
        Q_EMIT changed();
        return;
    case Kind::Invalid:
        m_remote = outcome->findings;
        mergeFindings();
        setStep(Step::Editing, Problem::Invalid);
        return;
    case Kind::Refused: setStep(Step::Reviewed, Problem::Refused, {outcome->error, outcome->detail}); return;
    }
}

void CatalogDraft::readAgain()
{
    if (m_step == Step::Unknown)
        m_catalog.reload();
}

void CatalogDraft::onCatalog()
{
    if (!isOpen() || !m_catalog.hasState() || m_step == Step::Applying || m_step == Step::Unknown)
        return;
    if (isOutdated() && m_catalog.state().toml == m_text) {
        // What was asked for is in force: by the second admin, or by somebody with the same idea.
        finish(m_catalog.state().version);
    } else if (isOutdated() && !isDirty()) {
        close();  // nothing was typed: there is nothing to lose
        start();
    } else if (isOutdated() && (m_step == Step::Reviewed || m_step == Step::Waiting)) {
        setStep(Step::SomebodyFirst);
    } else if (isOutdated()) {
        Q_EMIT changed();
    }
}

void CatalogDraft::onRead()
{
    const bool read = m_catalog.hasState() && m_catalog.reading() == AuthorityCatalog::Reading::Done;
    if (m_step == Step::Unknown && read) {
        if (m_catalog.state().toml == m_text)
            finish(m_catalog.state().version);
        else
            setStep(isOutdated() ? Step::SomebodyFirst : m_check ? Step::Reviewed : Step::Editing, isOutdated() ? Problem::None : Problem::NotApplied);
    } else if (m_step == Step::Checking && read && isOutdated()) {
        setStep(Step::SomebodyFirst);
    } else if (m_step == Step::Checking && !read) {
        setStep(Step::Editing, Problem::NoCheck);
    }
}

bool CatalogDraft::mergeTheirs()
{
    if (!isOutdated() || !mayEdit())
        return false;
    const std::optional<QString> merged = mergeLines(m_baseText, m_text, m_catalog.state().toml);
    if (!merged)
        return false;
    open(*merged);
    return true;
}

void CatalogDraft::keepMine()
{
    if (!isOutdated() || !mayEdit())
        return;
    const QString mine = m_text;
    open(mine);
}

// --- waiting for a second admin ------------------------------------------------------------------------------------------

void CatalogDraft::onApproval(const base::ApprovalId &id)
{
    if (m_step != Step::Waiting || id != m_waitingFor)
        return;
    base::whenAnswered(this, m_catalog.session().backend().approval(id), [this, id](const base::Result<Approval> &approval) {
        if (approval && m_step == Step::Waiting && id == m_waitingFor)
            onWaiting(approval->status);
    });
}

void CatalogDraft::onWaiting(approval::Status status)
{
    using approval::Status;
    if (status == Status::Denied || status == Status::Expired || status == Status::Cancelled)
        setStep(Step::Editing, Problem::Denied);
    else if (status != Status::Pending)
        m_catalog.reload();
}

}  // namespace countersign::console
