// The authorities this console is connected to, as a list model and by id.
#pragma once

#include "app/console/authority_session.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace countersign::console {

class AuthorityList : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole + 1,  // QString, text from outside
        HostRole,                     // QString
        ColourRole,                   // int 0…7
        SessionRole,                  // AuthoritySession*
    };

    using QAbstractListModel::QAbstractListModel;
    ~AuthorityList() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] bool isEmpty() const { return m_sessions.empty(); }
    [[nodiscard]] AuthoritySession *at(int row) const;
    [[nodiscard]] AuthoritySession *find(const AuthorityId &id) const;
    AuthoritySession *add(std::unique_ptr<AuthoritySession> session);
    void remove(const AuthorityId &id);
    // A colour no other authority has, as long as there is one.
    [[nodiscard]] int freeColour() const;
    // Wall-clock milliseconds of the one that is offline longest; 0: none is.
    [[nodiscard]] qint64 offlineSinceMs() const;
    void retryAll();

Q_SIGNALS:
    void added(countersign::console::AuthoritySession *session);
    void aboutToRemove(countersign::console::AuthoritySession *session);
    void anyChanged();  // some session's `changed`

private:
    std::vector<std::unique_ptr<AuthoritySession>> m_sessions;
};

}  // namespace countersign::console
