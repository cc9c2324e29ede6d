// A change to one authority's catalogue, from the first letter to the version in force. Nothing that was typed is lost by
// what others do meanwhile, and nothing is applied that the person did not see with its consequences.
#pragma once

#include "app/console/facts.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace countersign::console {

class AuthorityCatalog;

class CatalogDraft : public QObject {
    Q_OBJECT

public:
    enum class Step {
        Closed,         // nobody edits
        Editing,
        Checking,       // the authority was asked what would follow
        Reviewed,       // check() says it
        Applying,       // sent; no answer yet
        Unknown,        // no answer came; it is being read what is in force
        Waiting,        // for a second admin: waitingFor()
        SomebodyFirst,  // another version came into force meanwhile; text() and baseText() stand as they were
    };
    enum class Problem {
        None,
        NoCheck,     // the authority could not be asked what would follow
        Invalid,     // it found errors that were not seen here
        Refused,     // refusal()
        NotApplied,  // no answer came, and the old version is still in force
        Denied,      // the second admin did not agree, or the request ended
    };

    explicit CatalogDraft(AuthorityCatalog &catalog);

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] bool isOpen() const { return m_step != Step::Closed; }
    [[nodiscard]] Problem problem() const { return m_problem; }
    // The authority's error code (protocol.md 11) and words, text from outside.
    struct Refusal {
        QString error, words;
    };
    [[nodiscard]] const Refusal &refusal() const { return m_refusal; }

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] const QString &baseText() const { return m_baseText; }
    [[nodiscard]] qint64 baseVersion() const { return m_baseVersion; }
    [[nodiscard]] bool isDirty() const { return isOpen() && m_text != m_baseText; }
    // Another version than the one this began with is in force.
    [[nodiscard]] bool isOutdated() const;
    [[nodiscard]] bool mayEdit() const { return m_step == Step::Editing || m_step == Step::Reviewed || m_step == Step::SomebodyFirst; }

    // Of the text as it stands, ours and the authority's, by line. While isChecking() they are those of a moment ago.
    [[nodiscard]] const QList<CatalogFinding> &findings() const { return m_findings; }
    [[nodiscard]] bool isChecking() const { return m_localRunning || m_localTimer.isActive(); }
    [[nodiscard]] bool hasErrors() const;
    [[nodiscard]] const std::optional<CatalogCheck> &check() const { return m_check; }
    [[nodiscard]] const base::ApprovalId &waitingFor() const { return m_waitingFor; }
    [[nodiscard]] QString confirmationCode() const;  // for whoever decides; empty: none is wanted
    [[nodiscard]] const QString &suggestedReason() const { return m_suggestedReason; }

    void start();  // with the version in force; an open draft goes on
    // As start, with an old text instead: the way back to it. Replaces an open draft.
    void startFrom(const CatalogVersion &version, const QString &toml);
    void setText(const QString &text);
    void discard();
    void review();
    void keepEditing();
    // Only after review() of this very text; otherwise nothing happens.
    void apply(const QString &reason);
    // After somebody was first: both changes in one text. False when both touch the same lines; nothing has changed then.
    bool mergeTheirs();
    // My text stays as it is and replaces theirs; the review shows what that undoes.
    void keepMine();
    void readAgain();  // in step Unknown

    void onApproval(const base::ApprovalId &id);  // by the catalogue: something happened to it

Q_SIGNALS:
    void changed();
    void textReplaced();  // text() is another one, and not by setText()
    void applied(qint64 version);

private:
    void setStep(Step step, Problem problem = Problem::None, const Refusal &refusal = {});
    void open(const QString &text);
    void touch();
    void checkHere();
    void takeLocal(int round, const QList<CatalogFinding> &findings);
    void askCheck();
    void takeCheck(const base::Result<CatalogCheck> &check);
    void mergeFindings();
    void takeOutcome(const base::Result<backends::CatalogOutcome> &outcome);
    void onCatalog();
    void onRead();
    void onWaiting(approval::Status status);
    void finish(qint64 version);
    void close();

    AuthorityCatalog &m_catalog;
    Step m_step = Step::Closed;
    Problem m_problem = Problem::None;
    Refusal m_refusal;
    QString m_text, m_baseText, m_suggestedReason;
    QByteArray m_etag;
    qint64 m_baseVersion = 0;
    QList<CatalogFinding> m_local, m_remote, m_findings;  // seen here, by the authority, both
    std::optional<CatalogCheck> m_check;
    base::ApprovalId m_waitingFor;
    QTimer m_localTimer, m_checkTimer;
    int m_round = 0;  // of the text: answers about an older one are dropped
    bool m_localRunning = false;
};

}  // namespace countersign::console
