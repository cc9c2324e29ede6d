// GET /audit/entries, summary, thread, reports and export (protocol.md 10).
#pragma once

#include "app/backends/audit_reader.h"
#include "app/backends/countersign/token_keeper.h"

namespace countersign::backends {

class CountersignAudit final : public AuditReader {
public:
    // Both outlive this object.
    CountersignAudit(TokenKeeper &tokens, HttpClient &http) : m_tokens(tokens), m_http(http) {}
    void setEndpoint(const QString &endpoint) { m_endpoint = endpoint; }

    Answer<AuditPage> page(const AuditQuery &query, const AuditPosition &position) override;
    Answer<AuditTimeline> timeline(const AuditQuery &query) override;
    Answer<AuditThread> thread(const base::ApprovalId &txn) override;
    Answer<QList<AuditReportKind>> reports() override;
    Answer<AuditReport> report(const QString &name, qint64 after, qint64 before) override;
    AuditExport *exportTo(const AuditQuery &query, AuditFormat format, QIODevice &into) override;
    AuditExport *reportTo(const QString &name, qint64 after, qint64 before, QIODevice &into) override;

private:
    // As it comes, up to so many bytes; none: without a limit.
    AuditExport *stream(const HttpRequest &request, std::optional<qint64> most, QIODevice &into);

    TokenKeeper &m_tokens;
    HttpClient &m_http;
    QString m_endpoint;
};

}  // namespace countersign::backends
