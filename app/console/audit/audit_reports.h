// The reports a reviewer needs: which there are, the open one over a span of time, and its table.
#pragma once

#include "app/base/clock.h"
#include "app/console/audit/audit_download.h"
#include "app/console/audit/audit_facts.h"
#include "app/console/audit/report_table.h"
#include "app/console/facts.h"

#include <memory>

namespace countersign::console {

class AuthorityList;
class AuthoritySession;

using backends::AuditReportKind;

class AuditReports : public QObject {
    Q_OBJECT

public:
    enum class State { Idle, NotPermitted, Loading, Ready, Failed };
    enum class Span { Week, Month, Quarter, Year, Chosen };
    // Seconds; from `after` on, up to and without `before`.
    struct Range {
        qint64 after = 0, before = 0;
        bool operator==(const Range &) const = default;
    };

    AuditReports(AuthorityList &authorities, base::Clock &clock, QObject *parent = nullptr);
    ~AuditReports() override;

    void setAuthority(const AuthorityId &authority);
    [[nodiscard]] const AuthorityId &authority() const { return m_authority; }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const QList<AuditReportKind> &kinds() const { return m_kinds; }
    [[nodiscard]] const QString &name() const { return m_name; }  // of the open one; empty before the list is there
    [[nodiscard]] Span span() const { return m_span; }
    [[nodiscard]] Range range() const;  // that the span is, by now
    [[nodiscard]] ReportTable &table() { return m_table; }

    // The CSV as the authority writes it.
    enum class Saving { No, Now, Done, Failed };
    [[nodiscard]] Saving saving() const { return m_saving; }
    [[nodiscard]] SaveFailure failure() const { return m_failure; }
    [[nodiscard]] QString savedTo() const { return m_savedTo; }

public Q_SLOTS:
    void look();  // somebody looks: from now on they are read
    void reload();
    void open(const QString &name);
    void setSpan(countersign::console::AuditReports::Span span);  // Chosen: the range as it is by now, to be changed
    void setRange(const countersign::console::AuditReports::Range &range);
    // The entries are narrowed to this: where that is to a time, reports are of it too, until it is lifted.
    void follow(const countersign::console::AuditQuery &query);
    void save(const QString &path);
    void cancelSaving();

Q_SIGNALS:
    void changed();        // state, kinds, name, span, the table as a whole
    void savingChanged();

private:
    [[nodiscard]] backends::AuditReader *reader() const;
    [[nodiscard]] qint64 now() const;
    void show(Span span, const Range &range);
    void readKinds();
    void readReport();
    void setState(State state);
    void onSaved(SaveFailure failure);

    AuthorityList &m_authorities;
    base::Clock &m_clock;
    AuthorityId m_authority;
    State m_state = State::Idle;
    QList<AuditReportKind> m_kinds;
    QString m_name;
    Span m_span = Span::Quarter, m_ownSpan = Span::Quarter;  // m_own…: as a person chose it here
    Range m_range, m_ownRange;                               // with Chosen
    std::pair<std::optional<qint64>, std::optional<qint64>> m_followed;
    ReportTable m_table;
    int m_question = 0;  // number of the last one; older answers are dropped
    bool m_looked = false;
    std::unique_ptr<AuditDownload> m_download;
    Saving m_saving = Saving::No;
    SaveFailure m_failure = SaveFailure::None;
    QString m_savedTo;
};

}  // namespace countersign::console
