// Changes of the catalogue that this person asked a second admin for, found among the pending requests, so that a console that
// was closed meanwhile knows of them too. What became of one stays until the person puts it away, over later starts too.
#pragma once

#include "app/console/facts.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <optional>

namespace countersign::console {

class AuthoritySession;
class InboxModel;
class Settings;

struct CatalogProposal {
    base::ApprovalId id;
    approval::Status status = approval::Status::Pending;
    qint64 version = 0;      // of the request
    qint64 requestedAt = 0, expiresAt = 0;
    qint64 replaces = 0;     // version of the catalogue it was made from
    QString reason;          // text from outside, like all of these
    QStringList changes;     // one line for each, as the second admin sees and signs them
    PolicyFacts policy;
    QList<DecisionFact> decisions;
    bool operator==(const CatalogProposal &) const = default;
};

class CatalogProposals : public QObject {
    Q_OBJECT

public:
    explicit CatalogProposals(AuthoritySession &session, QObject *parent = nullptr);

    [[nodiscard]] const QList<CatalogProposal> &items() const { return m_items; }  // newest first
    // Told to this console when it asked, and to nobody since; empty: not by this run of the program.
    [[nodiscard]] QString codeOf(const base::ApprovalId &id) const { return m_codes.value(id); }
    void noteCode(const base::ApprovalId &id, const QString &code);
    // Ids only; null: forgotten with the run. `settings` outlives this.
    void keepIn(Settings *settings) { m_settings = settings; }

    // Reads what among the pending requests is a change this person asked for.
    void look(const InboxModel &inbox);
    void consider(const Summary &pending);  // one of them
    void onApproval(const base::ApprovalId &id);  // something happened to it
    void putAway(const base::ApprovalId &id);
    void forget();  // another person may come

Q_SIGNALS:
    void changed();

private:
    void recall();
    void keep();
    void read(const base::ApprovalId &id);
    void take(const Approval &approval);
    [[nodiscard]] CatalogProposal *find(const base::ApprovalId &id);

    AuthoritySession &m_session;
    Settings *m_settings = nullptr;
    QSet<base::ApprovalId> m_recalled;  // kept from an earlier run, not read yet
    QList<CatalogProposal> m_items;
    QHash<base::ApprovalId, QString> m_codes;
    QSet<base::ApprovalId> m_seen;  // read once, or put away
    int m_round = 0;
};

}  // namespace countersign::console
