// Exports of the audit history into files: what the filter shows, or the evidence about one approval.
#pragma once

#include "app/console/audit/audit_download.h"
#include "app/console/audit/export_check.h"
#include "app/console/facts.h"

#include <optional>

namespace countersign::console {

class AuthorityList;
class AuthoritySession;

using backends::AuditFormat;
using backends::AuditQuery;

class AuditExport : public QObject {
    Q_OBJECT

public:
    enum class State { Idle, Writing, Checking, Done, Failed };
    enum class What { JsonLines, Csv, Bundle };

    explicit AuditExport(AuthorityList &authorities, QObject *parent = nullptr);
    ~AuditExport() override;

    // Whose history, and which part of it. What goes on already is not touched.
    void setAuthority(const countersign::console::AuthorityId &authority) { m_authority = authority; }
    void setQuery(const countersign::console::AuditQuery &query) { m_query = query; }
    [[nodiscard]] const AuthorityId &authority() const { return m_authority; }
    [[nodiscard]] const AuditQuery &query() const { return m_query; }
    // Whether the signed-in person may read the history there.
    [[nodiscard]] bool mayExport() const;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isBusy() const { return m_state == State::Writing || m_state == State::Checking; }
    [[nodiscard]] What what() const { return m_what; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] SaveFailure failure() const { return m_failure; }
    [[nodiscard]] QString detail() const { return m_detail; }  // English; may hold text from outside
    // Of the JSON lines or the bundle that were saved; absent for CSV, which proves nothing.
    [[nodiscard]] const std::optional<ExportCheck> &check() const { return m_check; }

    // One at a time: nothing happens while busy. What stands at `path` was asked about.
    void start(AuditFormat format, const QString &path);
    void saveBundle(const base::ApprovalId &txn, const QString &path);

public Q_SLOTS:
    void cancel();
    void reset();  // back to Idle; cancels

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] AuthoritySession *session() const;
    void begin(What what, const QString &path, const AuditDownload::Begin &begin);
    void onWritten(SaveFailure failure);
    void onChecked(const base::Result<ExportCheck> &check);
    void compare(const ExportCheck &check);
    void keep();
    void end(State state, SaveFailure failure, const QString &detail);

    AuthorityList &m_authorities;
    AuthorityId m_authority, m_from;  // chosen now; of what goes on
    AuditQuery m_query;
    State m_state = State::Idle;
    What m_what = What::JsonLines;
    qint64 m_bytes = 0;
    QString m_path, m_detail;
    SaveFailure m_failure = SaveFailure::None;
    std::optional<ExportCheck> m_check;
    std::unique_ptr<AuditDownload> m_download;
    std::shared_ptr<std::atomic_bool> m_stop;
};

}  // namespace countersign::console
