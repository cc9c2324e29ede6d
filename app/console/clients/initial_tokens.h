// The initial access tokens of one authority: which there are, a new one, the end of one. The secret of a new one is seen once.
#pragma once

#include "app/console/clients/client_facts.h"

#include <QObject>

#include <optional>

namespace countersign::backends {
class ClientDirectory;
}

namespace countersign::console {

class AuthorityList;

class InitialTokens : public QObject {
    Q_OBJECT

public:
    enum class Reading { Never, Now, Done, Failed };
    enum class Progress { None, Asked, Made, Revoked, Refused, Unknown };

    explicit InitialTokens(AuthorityList &authorities, QObject *parent = nullptr);

    // Looks at another authority, and reads it.
    void open(const AuthorityId &authority);
    [[nodiscard]] const AuthorityId &authority() const { return m_authority; }
    [[nodiscard]] AuthorityBadge badge() const;
    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] Reading reading() const { return m_reading; }
    [[nodiscard]] const QList<InitialToken> &tokens() const { return m_tokens; }
    [[nodiscard]] qint64 now() const;  // seconds by the authority's clock

    void create(const NewInitialToken &wish);
    void revoke(const QString &id, const QString &reason);

    [[nodiscard]] Progress progress() const { return m_progress; }
    [[nodiscard]] std::optional<ClientRefusal> refusal() const { return m_refusal; }
    [[nodiscard]] const QString &detail() const { return m_detail; }  // the authority's words, text from outside
    // What was made; its token until forgetSecret().
    [[nodiscard]] const backends::InitialTokenAnswer &made() const { return m_made; }
    [[nodiscard]] const NewInitialToken &wish() const { return m_wish; }
    void forgetSecret();
    void forgetOutcome();

public Q_SLOTS:
    void reload();

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] backends::ClientDirectory *directory() const;
    void take(const base::Result<backends::InitialTokenAnswer> &answer, Progress done);

    AuthorityList &m_authorities;
    AuthorityId m_authority;
    Reading m_reading = Reading::Never;
    Progress m_progress = Progress::None;
    QList<InitialToken> m_tokens;
    std::optional<ClientRefusal> m_refusal;
    QString m_detail;
    NewInitialToken m_wish;
    backends::InitialTokenAnswer m_made;
    int m_round = 0;  // of the authority: answers of another one are dropped
};

}  // namespace countersign::console
