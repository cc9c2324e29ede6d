// The catalogue of one authority as the console holds it: what is in force, how it is used, and the draft of a change.
#pragma once

#include "app/console/authority_session.h"
#include "app/console/catalog/catalog_draft.h"
#include "app/console/catalog/catalog_history.h"
#include "app/console/catalog/catalog_proposals.h"
#include "app/console/facts.h"

#include <QHash>
#include <QTimer>

namespace countersign::console {

// What hangs on a scope within the catalogue.
struct ScopeTies {
    QList<CatalogAction> actions;  // need it
    QList<CatalogRoute> routes;    // let through who has it
    QStringList replaces;          // deprecated scopes that name it as the one to use
    [[nodiscard]] bool isEmpty() const { return actions.isEmpty() && routes.isEmpty() && replaces.isEmpty(); }
};

// What a list says about a scope at a glance.
struct ScopeMarks {
    bool deprecated = false;  // its deprecation has begun
    bool ended = false;       // its sunset has passed
    bool unused = false;      // not used for kUnusedDays, as far as the authority knows
    bool shadow = false;      // held or asked for, never catalogued
    bool operator==(const ScopeMarks &) const = default;
};

class AuthorityCatalog : public QObject {
    Q_OBJECT

public:
    enum class Reading { Never, Now, Done, Failed, NotPermitted };
    static constexpr int kUnusedDays = 90;

    explicit AuthorityCatalog(AuthoritySession &session, QObject *parent = nullptr);

    [[nodiscard]] AuthoritySession &session() const { return m_session; }
    // Signed in, and this authority shows this person a catalogue.
    [[nodiscard]] bool isOffered() const { return m_session.backend().catalog() != nullptr; }
    [[nodiscard]] bool mayWrite() const { return m_session.may(QStringLiteral("catalog:write")); }

    [[nodiscard]] Reading reading() const { return m_reading; }
    [[nodiscard]] Reading usageReading() const { return m_usageReading; }
    [[nodiscard]] bool hasState() const { return m_hasState; }
    [[nodiscard]] const CatalogState &state() const { return m_state; }
    [[nodiscard]] const CatalogUsage &usage() const { return m_usage; }

    // Null when there is none. Pointers live until `changed`.
    [[nodiscard]] const CatalogScope *scope(const QString &name) const;
    [[nodiscard]] const ScopeUsage *usageOf(const QString &name) const;
    [[nodiscard]] const ShadowScope *shadow(const QString &name) const;
    [[nodiscard]] ScopeTies tiesOf(const QString &name) const;
    [[nodiscard]] ScopeMarks marksOf(const QString &name) const;
    [[nodiscard]] QString resourceName(const QString &id) const;  // the id where it has no name
    // Seconds by the authority's clock.
    [[nodiscard]] qint64 now() const;

    [[nodiscard]] CatalogDraft &draft() { return m_draft; }
    [[nodiscard]] CatalogHistory &history() { return m_history; }
    [[nodiscard]] CatalogProposals &proposals() { return m_proposals; }
    // Those that no open draft speaks of.
    [[nodiscard]] QList<CatalogProposal> proposalsBesideDraft() const;

public Q_SLOTS:
    void reload();

Q_SIGNALS:
    void changed();    // whatever can be shown
    void wasRead();    // an answer to reload() is here, whatever it says

private:
    void readState();
    void readUsage();
    void takeState(const base::Result<CatalogState> &state);
    void onHint(const backends::EventHint &event);
    void onSession();

    AuthoritySession &m_session;
    CatalogState m_state;
    CatalogUsage m_usage;
    QHash<QString, qsizetype> m_scopeIndex, m_usageIndex, m_shadowIndex;
    Reading m_reading = Reading::Never, m_usageReading = Reading::Never;
    bool m_hasState = false;
    int m_round = 0;
    QTimer m_usageAgain;
    CatalogHistory m_history;
    CatalogProposals m_proposals;
    CatalogDraft m_draft;
};

}  // namespace countersign::console
