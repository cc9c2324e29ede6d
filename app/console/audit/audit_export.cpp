#include "app/console/audit/audit_export.h"

#include "app/console/authority_list.h"

namespace countersign::console {
namespace {

using base::Errc;

backends::AuditReader *readerOf(AuthoritySession *session)
{
    return session && session->signInState() == SignIn::SignedIn ? session->backend().auditHistory() : nullptr;
}

}  // namespace

AuditExport::AuditExport(AuthorityList &authorities, QObject *parent) : QObject(parent), m_authorities(authorities) {}

AuditExport::~AuditExport()
{
    if (m_stop)
        *m_stop = true;
}

AuthoritySession *AuditExport::session() const
{
    return m_authorities.find(m_authority);
}

bool AuditExport::mayExport() const
{
    return readerOf(session());
}

void AuditExport::start(AuditFormat format, const QString &path)
{
    begin(format == AuditFormat::Csv ? What::Csv : What::JsonLines, path,
          [format, query = m_query](backends::AuditReader &reader, QIODevice &into) { return reader.exportTo(query, format, into); });
}

void AuditExport::saveBundle(const base::ApprovalId &txn, const QString &path)
{
    AuditQuery about;
    about.txn = txn.text();
    begin(What::Bundle, path, [about](backends::AuditReader &reader, QIODevice &into) { return reader.exportTo(about, AuditFormat::Page, into); });
}

void AuditExport::begin(What what, const QString &path, const AuditDownload::Begin &begin)
{
    if (isBusy())
        return;
    m_from = m_authority;
    m_what = what;
    m_path = path;
    m_bytes = 0;
    m_check.reset();
    m_failure = SaveFailure::None;
    m_detail.clear();
    m_state = State::Writing;
    m_download = std::make_unique<AuditDownload>(readerOf(session()), path, nullptr);
    connect(m_download.get(), &AuditDownload::progressed, this, [this](qint64 bytes) {
        m_bytes = bytes;
        Q_EMIT changed();
    });
    connect(m_download.get(), &AuditDownload::finished, this, &AuditExport::onWritten);
    m_download->start(begin);
    Q_EMIT changed();
}

void AuditExport::onWritten(SaveFailure failure)
{
    if (failure != SaveFailure::None)
        return end(State::Failed, failure, m_download->detail());
    if (m_what == What::Csv)
        return keep();
    m_state = State::Checking;
    Q_EMIT changed();
    AuthoritySession *from = m_authorities.find(m_from);
    m_download->file().device().flush();
    m_stop = std::make_shared<std::atomic_bool>(false);
    const ExportFile file{m_download->file().device().fileName(), m_what == What::Bundle ? ExportFile::Form::Page : ExportFile::Form::Lines};
    const auto checked = checkExport(file, from ? from->backend().auditKey() : QString(), m_stop);
    base::whenAnswered(this, checked, [this, stop = m_stop](const base::Result<ExportCheck> &check) {
        if (stop == m_stop)
            onChecked(check);
    });
}

void AuditExport::onChecked(const base::Result<ExportCheck> &check)
{
    if (m_state != State::Checking)
        return;
    if (!check)
        return end(State::Failed, check.error().code == Errc::Io ? SaveFailure::Disk : SaveFailure::Refused, check.error().detail);
    // The connection ended as if all were well, and the export did not.
    if (check->isCutOff)
        return end(State::Failed, SaveFailure::BrokenOff, QStringLiteral("the last line is missing"));
    m_check = *check;
    compare(*check);
}

// An export is one more view of the log: one that does not continue what was seen here is a fork, whoever it was made for.
void AuditExport::compare(const ExportCheck &check)
{
    AuthoritySession *from = m_authorities.find(m_from);
    if (!from || !from->witness() || from->witness()->isBroken() || !check.isClean() || check.note.isEmpty())
        return keep();
    base::whenAnswered(this, from->witness()->compareWith(check.note), [this, stop = m_stop](const base::Result<LogWitness::Verdict> &verdict) {
        if (stop != m_stop || m_state != State::Checking)
            return;
        if (verdict && *verdict != LogWitness::Verdict::Unsupported)
            m_check->seen = *verdict == LogWitness::Verdict::Verified ? ExportCheck::Seen::Fits : ExportCheck::Seen::DoesNotFit;
        keep();
    });
}

// Also what does not verify: it is evidence, and the screen says what it is.
void AuditExport::keep()
{
    if (const base::Status kept = m_download->file().keep(); !kept)
        return end(State::Failed, SaveFailure::Disk, kept.error().detail);
    end(State::Done, SaveFailure::None, {});
}

void AuditExport::end(State state, SaveFailure failure, const QString &detail)
{
    m_state = state;
    m_failure = failure;
    m_detail = detail;
    if (state == State::Failed)
        m_check.reset();
    m_stop.reset();
    m_download.reset();
    Q_EMIT changed();
}

void AuditExport::cancel()
{
    if (m_state == State::Writing)
        m_download->cancel();
    if (m_state != State::Checking)
        return;
    *m_stop = true;
    end(State::Failed, SaveFailure::Cancelled, {});
}

void AuditExport::reset()
{
    if (m_stop)
        *m_stop = true;
    m_check.reset();
    end(State::Idle, SaveFailure::None, {});
}

}  // namespace countersign::console
