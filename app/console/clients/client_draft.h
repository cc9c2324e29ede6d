// A new temporary client before it exists: least scopes, shortest life, and the one time its secret can be seen.
#pragma once

#include "app/base/clock.h"
#include "app/console/clients/client_facts.h"

#include <QObject>

#include <optional>

namespace countersign::console {

class AuthorityList;
class ScopeLookup;

class ClientDraft : public QObject {
    Q_OBJECT

public:
    // What a person fills in.
    struct Fields {
        QString name, owner, reason, ticket;
        QStringList scopes, accessScopes, actions;
        qint64 lifeSeconds = kShortestLife;
        bool operator==(const Fields &) const = default;
    };
    enum class Problem { Authority, Name, NameLooksWrong, Owner, Reason, Connection };
    enum class Progress { Editing, Asked, Made, Refused, Unknown };

    static constexpr qint64 kShortestLife = 900;
    // Lives that are offered, shortest first, in seconds.
    [[nodiscard]] static QList<qint64> lives();

    ClientDraft(AuthorityList &authorities, ScopeLookup &catalogues, QObject *parent = nullptr);

    // A new draft; with one authority that may be used it is chosen, with several none is.
    void start();
    void start(const Fields &fields);
    void chooseAuthority(const AuthorityId &authority);
    [[nodiscard]] const AuthorityId &authority() const { return m_authority; }
    // Those where this person may make clients.
    [[nodiscard]] QList<AuthorityId> choices() const;
    [[nodiscard]] AuthorityBadge badgeOf(const AuthorityId &authority) const;

    void setFields(const Fields &fields);
    [[nodiscard]] const Fields &fields() const { return m_fields; }
    [[nodiscard]] QList<Problem> problems() const;
    // When it would end if it were made now; seconds by the authority's clock, 0 while that is not known.
    [[nodiscard]] qint64 endsAt() const;

    [[nodiscard]] Progress progress() const { return m_progress; }
    [[nodiscard]] std::optional<ClientRefusal> refusal() const { return m_refusal; }
    [[nodiscard]] QString detail() const { return m_detail; }  // the authority's words, text from outside
    // What was made, from the authority's answer.
    [[nodiscard]] ClientRef made() const { return m_made; }
    [[nodiscard]] const QStringList &madeScopes() const { return m_madeScopes; }
    [[nodiscard]] qint64 madeEndsAt() const { return m_madeEndsAt; }
    // Until forgetSecret(); null otherwise. Nobody can read it again.
    [[nodiscard]] base::SharedSecret secret() const { return m_secret; }

public Q_SLOTS:
    // Sent once; does nothing while something is missing or on its way.
    void submit();
    void forgetSecret();

Q_SIGNALS:
    void changed();  // anything but the fields
    void finished(const countersign::console::ClientRef &ref);

private:
    void setProgress(Progress progress);

    AuthorityList &m_authorities;
    ScopeLookup &m_catalogues;
    AuthorityId m_authority;
    Fields m_fields;
    int m_round = 0;  // numbers drafts, so that late answers do not fall into the next
    Progress m_progress = Progress::Editing;
    std::optional<ClientRefusal> m_refusal;
    QString m_detail;
    ClientRef m_made;
    QStringList m_madeScopes;
    qint64 m_madeEndsAt = 0;
    base::SharedSecret m_secret;
};

}  // namespace countersign::console
