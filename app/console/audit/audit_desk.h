// The log of one authority as a person looks through it: the question, its answer as rows, and the times above them.
#pragma once

#include "app/console/audit/audit_detail.h"
#include "app/console/audit/audit_rows.h"
#include "app/console/authority_session.h"

#include <QTimer>

namespace countersign::console {

class Settings;

class AuditDesk : public QObject {
    Q_OBJECT

public:
    enum class Reading { Never, Now, Done, Failed, NotPermitted };

    // Both outlive the desk.
    AuditDesk(AuthoritySession &session, Settings &settings, QObject *parent = nullptr);

    [[nodiscard]] AuthoritySession &session() const { return m_session; }
    // Signed in, and this authority shows this person its log.
    [[nodiscard]] bool isOffered() const { return m_session.backend().auditHistory() != nullptr; }

    [[nodiscard]] AuditRows &rows() { return m_rows; }
    [[nodiscard]] AuditDetail &detail() { return m_detail; }

    // What is asked, or about to be.
    [[nodiscard]] const AuditQuery &query() const { return m_query; }
    // As a person types: asked once they rest.
    void setWords(const QString &words);
    // At once.
    void setQuery(const AuditQuery &query);

    // Of the rows, as far as the screen is concerned: Failed says why in error().
    [[nodiscard]] Reading reading() const;
    [[nodiscard]] base::Error error() const { return m_rows.error(); }
    // Whether what stands there is the answer to query().
    [[nodiscard]] bool isCurrent() const { return m_answered == m_query; }

    [[nodiscard]] const AuditTimeline &timeline() const { return m_timeline; }
    [[nodiscard]] Reading timelineReading() const { return m_timelineReading; }

    [[nodiscard]] const QList<SavedFilter> &savedFilters() const { return m_saved; }
    // Keeps the query under this name, in place of one that had it.
    void save(const QString &name);
    // What was taken away, to be put back with restore().
    SavedFilter remove(int filter);
    void restore(int at, const SavedFilter &filter);

public Q_SLOTS:
    void look();    // somebody looks at the log: from now on it is read and kept current
    void reload();
    void retry();   // what failed
    void letIn();   // the entries that came since
    // To the newest entry that is not after `time` (seconds). Where no place can be calculated, what is later is left out.
    void goTo(qint64 time);

Q_SIGNALS:
    void changed();       // whatever can be shown, but the rows
    void queryChanged();  // not by typing
    void savedChanged();
    void arrivedAt(int row);  // by goTo()

private:
    void ask();
    void askTimeline();
    void takeTimeline(const base::Result<AuditTimeline> &timeline);
    void onSession();
    void storeFilters();

    AuthoritySession &m_session;
    Settings &m_settings;
    AuditRows m_rows;
    AuditDetail m_detail;
    AuditQuery m_query, m_answered;
    AuditTimeline m_timeline;
    Reading m_timelineReading = Reading::Never;
    QList<SavedFilter> m_saved;
    QTimer m_typed, m_freshLook;
    int m_round = 0, m_timelineTries = 0;
    bool m_looked = false, m_asked = false;
};

}  // namespace countersign::console
