// Active access: every live credential, window and session of all authorities.
#pragma once

#include "app/base/clock.h"
#include "app/console/facts.h"

#include <QAbstractListModel>

#include <vector>

namespace countersign::console {

class AuthorityList;

class GrantsModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1,  // QString
        TitleRole,                  // QString, text from outside
        KindRole,                   // int(GrantKind)
        ClientNameRole,             // QString, text from outside
        SubjectRole,                // QString, text from outside
        AuthorityRole,              // AuthorityBadge
        ScopesRole,                 // QStringList, text from outside
        ApprovedByRole,             // QStringList, text from outside
        UsesRole,                   // qint64
        MaxUsesRole,                // qint64, −1: without limit
        LastUsedAtRole,             // qint64 seconds, 0: never
        ExpiresAtRole,              // qint64 seconds, authority clock
        TimeLeftMsRole,             // qint64
        ExposureRole,               // qint64 seconds, worst case
        RevocationRole,             // int(Revocation)
        MayRevokeRole,              // bool
        ResourceRole,               // QString, text from outside
        IssuedAtRole,               // qint64 seconds, authority clock
    };
    // "Revoked" is shown only when the authority confirmed it.
    enum class Revocation { None, Asked, Revoked, Failed, Unknown };
    enum class Reading { Never, Now, Done, Failed, NotPermitted };

    GrantsModel(AuthorityList &authorities, base::Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] Reading reading() const { return m_reading; }

public Q_SLOTS:
    void reload();
    void revoke(int row, const QString &reason);
    void tick();

Q_SIGNALS:
    void readingChanged();

private:
    struct Row {
        AuthorityId authority;
        Grant grant;
        qint64 endsAtMonotonicMs = 0;
        Revocation revocation = Revocation::None;
        qint64 confirmedBy = 0;  // number of the question that was asked when the authority said "revoked"
    };
    void read(const AuthorityId &authority);
    // One answer of one authority, and when it was asked for.
    struct Listing {
        AuthorityId authority;
        QList<Grant> grants;
        qint64 serverTime = 0;
        qint64 question = 0;
    };
    void fill(const Listing &listing);
    void takeOver(Row &known, const Grant &grant, qint64 question);
    void removeAuthority(const AuthorityId &authority);
    void setRevocation(const AuthorityId &authority, const base::GrantId &id, Revocation revocation);
    void setReading(Reading reading);
    [[nodiscard]] int find(const AuthorityId &authority, const base::GrantId &id) const;

    AuthorityList &m_authorities;
    base::Clock &m_clock;
    std::vector<Row> m_rows;
    Reading m_reading = Reading::Never;
    int m_open = 0;         // questions on their way
    qint64 m_question = 0;  // numbers them
};

}  // namespace countersign::console
